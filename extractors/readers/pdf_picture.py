"""Pages that are pictures: rendered, given to whoever can see, and put together like any other page.

Who sees is handed in, so that this reader knows no recogniser and no picture library.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Protocol

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import DocumentError
from extractors.grid import Box, Locator, Note, page_locator
from extractors.readers.pdf_fragments import Fragment, RuledCell, find_tables
from extractors.readers.pdf_objects import Char, PageMarks, Rule
from extractors.readers.pdf_text import Line, lines_of

MAX_PIXELS = 40_000_000
NOT_SEEN = "needs_ocr"
"""The kind of error, and of note, where there is nobody to look at pictures."""

_COARSEST, _FINEST = 150 / 72, 220 / 72
_FEW_CHARS = 30
_PAGE_SHARE = 0.4
_DRAWN = 200
_LAYER_CONFIDENCE = 0.8
_LOOKED_AT = 400
_HALF = 0.55


class Printed(Protocol):
    """A line of print as seen."""

    @property
    def text(self) -> str:
        """What it says."""
        ...

    @property
    def box(self) -> Box:
        """Where it stands on the straightened page, in points."""
        ...

    @property
    def confidence(self) -> float:
        """How sure the text is, from 0 to 1."""
        ...

    @property
    def others(self) -> tuple[tuple[str, float], ...]:
        """What else it could say, with the probability of each."""
        ...

    @property
    def doubt(self) -> str:
        """Why somebody should look at it again; empty for no reason."""
        ...


class Picture(Protocol):
    """A page as seen: straightened, in points."""

    @property
    def quarters(self) -> int:
        """By how many quarters the page was turned counterclockwise to be read."""
        ...

    def rules(self) -> Sequence[Box]:
        """The ruling lines as boxes without breadth."""
        ...

    def cells(self, boxes: Sequence[Box]) -> Sequence[Sequence[Printed]]:
        """The lines printed in each box."""
        ...

    def lines(self, tables: Sequence[Box]) -> Sequence[Printed]:
        """The lines printed outside the tables."""
        ...

    def shown(self, box: Box) -> Box:
        """Where a box of the straightened page stands on the page as displayed."""
        ...

    def straightened(self, box: Box) -> Box:
        """Where a box of the page as displayed stands on the straightened page."""
        ...

    def notes(self) -> Sequence[Note]:
        """What was not looked at, and why."""
        ...


class See(Protocol):
    """Whoever looks at pictures."""

    def __call__(self, pixels: Any, scale: float, number: int, last: int) -> Picture:
        """In: pixels (height, width, 3; blue, green, red), pixels a point, page and last page; raises DocumentError."""
        ...


@dataclass
class Look:
    """What was seen on one page."""

    fragments: list[Fragment] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def is_picture(page: pdfium.PdfPage, marks: PageMarks) -> bool:
    """Whether the text of a page is in a picture, with or without an invisible layer of text over it."""
    return _is_layer(page, marks) if _has_text(marks) else _is_bare(page, marks)


def look(page: pdfium.PdfPage, marks: PageMarks, last: int, see: See) -> Look:
    """What is seen on a page that is a picture."""
    scale = _scale(page)
    pixels = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True).to_numpy()[:, :, :3]
    try:
        picture = see(pixels, scale, marks.number, last)
    except DocumentError as error:
        return Look(notes=[Note(error.kind, error.message)])
    return _with_layer(picture, marks) if _has_text(marks) else _recognised(picture, marks)


# ---------- is it a picture?


def _has_text(marks: PageMarks) -> bool:
    """Whether more than a stamp or a page number can be read without looking."""
    return len(marks.chars) >= _FEW_CHARS


def _is_bare(page: pdfium.PdfPage, marks: PageMarks) -> bool:
    """Whether a page with hardly a character is mostly pictures, or drawn in outlines."""
    return _picture_share(page) > _PAGE_SHARE or (not marks.chars and marks.paths > _DRAWN)


def _is_layer(page: pdfium.PdfPage, marks: PageMarks) -> bool:
    """Whether the text of a page without rules is invisible and lies over a picture."""
    if marks.rules:
        return False
    texts = islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=3), _LOOKED_AT)
    if any(raw.FPDFTextObj_GetTextRenderMode(text.raw) != raw.FPDF_TEXTRENDERMODE_INVISIBLE for text in texts):
        return False
    return _picture_share(page) > _PAGE_SHARE


def _picture_share(page: pdfium.PdfPage) -> float:
    """How much of the page its pictures cover, from 0 to 1."""
    width, height = page.get_size()
    boxes = (picture.get_bounds() for picture in _pictures(page))
    covered = sum(float(right - left) * float(top - bottom) for left, bottom, right, top in boxes)
    share: float = covered / (width * height)
    return min(1.0, share)


def _pictures(page: pdfium.PdfPage) -> Iterator[pdfium.PdfImage]:
    """The first pictures on a page."""
    return islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3), _LOOKED_AT)


def _scale(page: pdfium.PdfPage) -> float:
    """Pixels a point to render with: those of the page's finest large picture, within reason and the pixel cap."""
    width, height = page.get_size()
    finest = 0.0
    for picture in _pictures(page):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > 0.1 * width * height:
            across, down = picture.get_px_size()
            finest = max(finest, math.sqrt(across * down / ((right - left) * (top - bottom))))
    wanted = min(max(finest or _FINEST, _COARSEST), _FINEST)
    return min(wanted, math.sqrt(MAX_PIXELS / (width * height)))


# ---------- tables and lines


def _with_layer(picture: Picture, marks: PageMarks) -> Look:
    """The page of a picture with invisible text over it: its rules are seen, its text is what another program saw."""
    chars = [_moved(char, picture.straightened(char[1:5])) for char in marks.chars]
    ruled = PageMarks(marks.number, marks.width, marks.height, chars, _rules(picture))
    fragments, rest = find_tables(ruled)
    for cell in (cell for fragment in fragments for cell in fragment.cells):
        cell.shown, cell.confidence, cell.source = picture.shown(cell.box), _LAYER_CONFIDENCE, "text_layer"
    message = (
        f"page {marks.number} is a picture; its text is a layer that another program recognised: check the figures"
    )
    return Look(fragments, lines_of(rest), [Note("text_layer", message, "", _whole(marks))])


def _moved(char: Char, box: Box) -> Char:
    """The character in another box, its baseline moved along."""
    return char._replace(x0=box[0], top=box[1], x1=box[2], bottom=box[3], base=char.base + box[3] - char.bottom)


def _recognised(picture: Picture, marks: PageMarks) -> Look:
    """The page as the recogniser reads it."""
    ruled, _ = find_tables(PageMarks(marks.number, marks.width, marks.height, [], _rules(picture)))
    printed = iter(picture.cells([cell.box for fragment in ruled for cell in fragment.cells]))
    seen = Look()
    for fragment in ruled:
        lines = [next(printed) for _ in fragment.cells]
        cells = [_filled(cell, one, picture) for cell, one in zip(fragment.cells, lines, strict=True)]
        seen.fragments += [replace(fragment, cells=cells)] if any(cell.text for cell in cells) else []
        for cell, one in zip(cells, lines, strict=True):
            seen.notes += _doubts(cell, one, marks.number)
    outside = picture.lines([fragment.box for fragment in ruled])
    boxes = [one.box if picture.quarters else picture.shown(one.box) for one in outside]
    seen.lines = lines_of([char for one, box in zip(outside, boxes, strict=True) for char in _chars(one.text, box)])
    seen.notes += picture.notes()
    return seen


def _rules(picture: Picture) -> list[Rule]:
    """The ruling lines of a picture."""
    return [Rule(*rule) for rule in picture.rules()]


def _whole(marks: PageMarks) -> Locator:
    """The place of a whole page."""
    return page_locator(marks.number, (0.0, 0.0, marks.width, marks.height))


def _filled(cell: RuledCell, printed: Sequence[Printed], picture: Picture) -> RuledCell:
    """A cell with what was recognised in it; the least certain line says how sure the cell is."""
    chars = [char for one in printed for char in _chars(one.text, one.box)]
    text = "\n".join(one.text for one in printed if one.text)
    confidence = min((one.confidence for one in printed), default=1.0)
    return RuledCell(cell.box, chars, text, picture.shown(cell.box), confidence, "recognised", _others(printed))


def _others(printed: Sequence[Printed]) -> tuple[tuple[str, float], ...]:
    """What else a cell could say: one of its lines read otherwise."""
    texts = [one.text for one in printed]
    return tuple(
        ("\n".join([*texts[:at], other, *texts[at + 1 :]]), share)
        for at, one in enumerate(printed)
        for other, share in one.others
    )


def _doubts(cell: RuledCell, printed: Sequence[Printed], page: int) -> Iterator[Note]:
    """A note for each uncertain figure of a cell."""
    for one in printed:
        if one.doubt:
            yield Note("uncertain_reading", one.doubt, one.text, page_locator(page, cell.shown or cell.box))


def _chars(text: str, box: Box) -> Iterator[Char]:
    """The characters of a line, spread evenly over its box; those of Latin print are half as wide."""
    widths = [_HALF if char.isascii() else 1.0 for char in text]
    left, top, right, bottom = box
    unit = (right - left) / (sum(widths) or 1.0)
    for char, width in zip(text, widths, strict=True):
        yield Char(char, left, top, left + width * unit, bottom, bottom, True)
        left += width * unit
