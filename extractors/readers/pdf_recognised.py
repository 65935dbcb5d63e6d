"""A picture of a page as the recogniser reads it: its ruled cells with their texts, and the lines around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.grid import Box, Note, page_locator
from extractors.readers.pdf_fragments import RuledCell, find_tables
from extractors.readers.pdf_objects import Char, PageMarks, Rule
from extractors.readers.pdf_see import Look, Picture, Printed
from extractors.readers.pdf_text import lines_of

_HALF = 0.55


def recognised(picture: Picture, marks: PageMarks) -> Look:
    """The page as the recogniser reads it."""
    ruled, _ = find_tables(PageMarks(marks.number, marks.width, marks.height, [], rules_of(picture)))
    printed = iter(picture.cells([cell.box for fragment in ruled for cell in fragment.cells]))
    seen = Look()
    for fragment in ruled:
        lines = [next(printed) for _ in fragment.cells]
        cells = [filled(cell, one, picture) for cell, one in zip(fragment.cells, lines, strict=True)]
        seen.fragments += [replace(fragment, cells=cells)] if any(cell.text for cell in cells) else []
        for cell, one in zip(cells, lines, strict=True):
            seen.notes += doubts(cell, one, marks.number)
    seen.printed, seen.shown = picture.lines([fragment.box for fragment in ruled]), picture.shown
    seen.lines = lines_of([char for one in seen.printed for char in _chars(one.text, one.box)])
    seen.notes += picture.notes()
    return seen


def rules_of(picture: Picture) -> list[Rule]:
    """The ruling lines of a picture."""
    return [Rule(*rule) for rule in picture.rules()]


def filled(cell: RuledCell, printed: Sequence[Printed], picture: Picture) -> RuledCell:
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


def doubts(cell: RuledCell, printed: Sequence[Printed], page: int) -> Iterator[Note]:
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
