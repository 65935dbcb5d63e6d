"""Lines of pictures that became paragraphs and tables: how sure they are, and where they stand as displayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.grid import Block, Box, Cell, Grid, Locator, Note, page_locator, parts
from extractors.readers.pdf_see import Look, Printed

UNRULED = 0.8
"""How sure figures of a picture without ruling lines are at most: nothing says where their cells end."""

_NONE = Look()


@dataclass(frozen=True, slots=True)
class Pictures:
    """What was seen on the pages that are pictures, by the number of the page."""

    looks: dict[int, Look]

    def told(self, block: Block) -> Block:
        """A block of lines with what is known of its pages: place, source and confidence."""
        if not isinstance(block, Grid):
            return replace(block, locator=self._shown(block.locator))
        return replace(block, cells=tuple(map(self._cell, block.cells)), locator=self._shown(block.locator))

    def notes(self, blocks: Sequence[Block]) -> Iterator[Note]:
        """That tables were read without ruling lines, and each of their figures that the recogniser is not sure of.

        In: the blocks as they were before they were told.
        """
        for grid in (block for block in blocks if isinstance(block, Grid)):
            page, _ = _place(grid.locator)
            if self._look(page).source == "recognised":
                yield Note("unruled_picture", _MESSAGE, "", self._shown(grid.locator))
            for cell in grid.cells:
                for one in self._printed(cell):
                    if one.doubt:
                        yield Note("uncertain_reading", one.doubt, one.text, self._shown(cell.locator))

    def _cell(self, cell: Cell) -> Cell:
        """A cell with what is known of its text; the least certain line says how sure it is."""
        look = self._look(_place(cell.locator)[0])
        if look.source == "print":
            return cell
        printed = self._printed(cell)
        confidence = min([UNRULED, *(one.confidence for one in printed)])
        others = printed[0].others if len(printed) == 1 and _plain(printed[0].text) == _plain(cell.text) else ()
        where = self._shown(cell.locator)
        return cell._replace(source=look.source, confidence=confidence, others=others, locator=where)

    def _printed(self, cell: Cell) -> list[Printed]:
        """What was recognised in the place of a cell that has a text."""
        page, box = _place(cell.locator)
        return [one for one in self._look(page).printed if cell.text and _holds(box, one.box)]

    def _shown(self, locator: Locator) -> Locator:
        """A place as it is on the page displayed."""
        page, box = _place(locator)
        look = self._look(page)
        return page_locator(page, look.shown(box)) if look.shown else locator

    def _look(self, page: int) -> Look:
        """What was seen on a page; nothing for one that was not looked at."""
        return self.looks.get(page, _NONE)


_MESSAGE = (
    "this table stands on a picture without ruling lines between its cells: its cells were parted where blanks are; "
    "compare it with the picture"
)


def _place(locator: Locator) -> tuple[int, Box]:
    """The page and the box of a locator."""
    place = parts(locator)
    left, top, right, bottom = map(float, place["box"].split(","))
    return int(place["page"]), (left, top, right, bottom)


def _holds(box: Box, other: Box) -> bool:
    """Whether the middle of a box lies in another."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _plain(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
