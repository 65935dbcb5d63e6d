"""Pages whose print lies on its side, as wide tables stand on upright paper: read upright, told where they show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from extractors.grid import Block, Box, Locator, Note, Paragraph, page_locator, parts
from extractors.readers.pdf_marks import read_marks
from extractors.readers.pdf_objects import PageMarks

_FEWEST, _MOST = 40, 0.8
"""Characters, and the share of them that lies on its side, of a page that is not just a table with turned headings."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page was turned to be read: quarters clockwise, and its width and height afterwards."""

    quarters: int
    width: float
    height: float

    def shown(self, box: Box) -> Box:
        """Where a box of the turned page stands on the page as displayed."""
        left, top, right, bottom = box
        if self.quarters == 1:
            return top, self.width - right, bottom, self.width - left
        if self.quarters == 2:
            return self.width - right, self.height - bottom, self.width - left, self.height - top
        return self.height - bottom, left, self.height - top, right


def upright_marks(page: pdfium.PdfPage, number: int) -> tuple[PageMarks, Turn | None]:
    """The marks of a page, turned where nearly all of its print lies on its side; raises what `read_marks` raises."""
    marks = read_marks(page, number)
    if marks.pictures or not _lies(marks):
        return marks, None
    rotation = page.get_rotation()
    for quarters in (1, 3, 2):
        page.set_rotation((rotation + 90 * quarters) % 360)
        turned = read_marks(page, number)
        if not _lies(turned):
            return turned, Turn(quarters, turned.width, turned.height)
    page.set_rotation(rotation)
    return marks, None


def _lies(marks: PageMarks) -> bool:
    """Whether nearly all print of a page does not stand upright."""
    return len(marks.chars) >= _FEWEST and sum(not char.upright for char in marks.chars) >= _MOST * len(marks.chars)


def note(number: int, turn: Turn) -> Note:
    """That a page was turned to be read."""
    degrees = 360 - 90 * turn.quarters
    return Note("turned_page", f"page {number} lies turned by {degrees} degrees clockwise and was read upright")


def as_shown(block: Block, turns: Mapping[int, Turn]) -> Block:
    """A block with its places on the pages as they are displayed."""
    if not turns:
        return block
    where = _shown(block.locator, turns)
    if isinstance(block, Paragraph):
        return replace(block, locator=where)
    return replace(
        block, locator=where, cells=tuple(cell._replace(locator=_shown(cell.locator, turns)) for cell in block.cells)
    )


def _shown(locator: Locator, turns: Mapping[int, Turn]) -> Locator:
    """A place on a page as displayed."""
    place = parts(locator)
    turn = turns.get(int(place["page"]))
    if turn is None:
        return locator
    left, top, right, bottom = (float(edge) for edge in place["box"].split(","))
    return page_locator(int(place["page"]), turn.shown((left, top, right, bottom)))
