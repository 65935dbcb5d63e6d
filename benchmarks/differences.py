"""Which cells pdfplumber's tables have that ours have not, or with another text, and of what kind each difference is.

usage: python -m benchmarks.differences [DOCUMENTS]

Each cell of pdfplumber's with text is looked for among our cells at the same place of the same page; texts are
compared without white space and with plain characters for compatibility ones (pdfplumber gives radicals where a font
says so). Prints counts by kind; exit status 1 when a difference has none.
"""

from __future__ import annotations

import io
import logging
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

import pdfplumber
import pypdfium2 as pdfium

from benchmarks.pdfs import documents
from benchmarks.timing import EXAMPLES
from extractors.grid import Box
from extractors.readers.pdf_fonts import without_system_fonts
from extractors.readers.pdf_fragments import find_tables
from extractors.readers.pdf_glyphs import radicals
from extractors.readers.pdf_marks import read_marks
from extractors.readers.pdf_text import Line, lines_of

_SAME = 1.5
_PAGE_SHARE = 0.5
EQUAL = "equal"
UNEXPLAINED = "not explained"
KINDS = {
    "twice": "text drawn twice for boldness: pdfplumber reads every character twice",
    "order": "the same characters; turned or stacked headings, which pdfplumber reads across",
    "watermark": "a slanted watermark: pdfplumber puts its characters into cells",
    "taller": "a cell that a page break left open: ours reaches to its end, with all of its text",
    "background": "prose between the tables on a page that is painted white first: no cell to us",
}
MISREAD = ("twice", "order", "watermark")
"""Kinds of which pdfplumber's text is wrong."""


@dataclass
class Compared:
    """What became of pdfplumber's cells with text, by kind, with an example of each."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    ours: int = 0
    """Our own cells with text."""

    @property
    def theirs(self) -> int:
        """How many cells with text pdfplumber has."""
        return self.counts.total()

    @property
    def share(self) -> float:
        """Which share of those that it does not misread we have too, from 0 to 1."""
        return self.counts[EQUAL] / (self.theirs - sum(self.counts[kind] for kind in MISREAD))


Cells = Sequence[tuple[Box, str]]


def compare(paths: Sequence[Path]) -> Compared:
    """The cells of some PDFs compared."""
    result = Compared()
    for path in paths:
        data = path.read_bytes()
        for number, (theirs, (ours, lines, size)) in enumerate(zip(plumbed(data), read(data), strict=True), 1):
            result.ours += len(ours)
            for box, text in theirs:
                kind = kind_of(box, text, ours, lines, size)
                result.counts[kind] += 1
                result.examples.setdefault(kind, f"{path.name}, page {number}: {text[:30]}")
    return result


def plumbed(data: bytes) -> Iterator[Cells]:
    """Boxes and texts of the cells that pdfplumber finds, a page each, in points from the displayed page's corner."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            left, top = page.bbox[:2]
            found = [
                ((box[0] - left, box[1] - top, box[2] - left, box[3] - top), bare(text))
                for table in page.find_tables()
                for row, texts in zip(table.rows, table.extract(), strict=True)
                for box, text in zip(row.cells, texts, strict=True)
                if box and bare(text)
            ]
            yield found
            page.close()


def read(data: bytes) -> Iterator[tuple[Cells, list[Line], tuple[float, float]]]:
    """Boxes and texts of our cells, the lines outside tables and the size of the page, a page each."""
    with without_system_fonts(), pdfium.PdfDocument(data) as document:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            marks = read_marks(page, number)
            page.close()
            tables, rest = find_tables(marks)
            cells = [(cell.box, bare(cell.text)) for table in tables for cell in table.cells if bare(cell.text)]
            yield cells, lines_of(rest), (marks.width, marks.height)


def bare(text: str | None) -> str:
    """A text without white space, its compatibility characters as plain ones."""
    return normalize("NFKC", "".join(radicals().get(ord(char), char) for char in "".join((text or "").split())))


def kind_of(box: Box, text: str, ours: Cells, lines: Sequence[Line], size: tuple[float, float]) -> str:
    """What became of one cell of pdfplumber's."""
    there = [own for place, own in ours if reaches(place, box)]
    if text in there:
        return EQUAL
    same = next((own for place, own in ours if is_same(place, box)), None)
    if same is not None:
        return kind_of_text(text, same)
    if any(text in own for own in there):
        return "taller"
    return "background" if is_background(box, text, ours, lines, size) else UNEXPLAINED


def kind_of_text(theirs: str, ours: str) -> str:
    """Why the text of the same cell differs."""
    one, two = Counter(theirs), Counter(ours)
    if one == two:
        return "order"
    if one == two + two:
        return "twice"
    if not two - one:
        return "watermark"
    return "taller" if theirs in ours else UNEXPLAINED


def is_same(one: Box, two: Box) -> bool:
    """Whether two boxes are one but for snapping."""
    return all(abs(a - b) <= _SAME for a, b in zip(one, two, strict=True))


def reaches(one: Box, two: Box) -> bool:
    """Whether two boxes share some of the page."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def is_background(box: Box, text: str, ours: Cells, lines: Sequence[Line], size: tuple[float, float]) -> bool:
    """Whether a box is far larger than a cell, or holds none of our cells and says what our lines of prose say."""
    if (box[2] - box[0]) * (box[3] - box[1]) > _PAGE_SHARE * size[0] * size[1]:
        return True
    if any(reaches(middle_of(own), box) for own, _ in ours):
        return False
    printed = bare("".join(line.text for line in lines if reaches(line.box, box)))
    return not Counter(text) - Counter(printed)


def middle_of(box: Box) -> Box:
    """The middle of a box, as a box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x, y, x, y


def main(arguments: list[str]) -> int:
    """Print the kinds; the exit status."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    paths = documents(Path(arguments[0]) if arguments else EXAMPLES)
    if not paths:
        print("no PDFs with text there; name a folder that has some", file=sys.stderr)
        return 1
    result = compare(paths)
    print(f"cells with text: pdfplumber {result.theirs}, gouji {result.ours}; {result.share:.2%} equal but for misread")
    for kind, count in result.counts.most_common():
        print(f"{count:>7} {kind:<14} {KINDS.get(kind, '')} ({result.examples[kind]})")
    return 1 if result.counts[UNEXPLAINED] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
