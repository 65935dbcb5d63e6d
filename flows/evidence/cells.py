"""A place drawn from what was read: the rows of its table, or the paragraphs around it.

For formats without pages, and where the program that draws the real page is not there.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import DocumentError
from extractors.extract import READERS
from extractors.grid import Cell, Content, Grid, Paragraph
from flows.evidence import lines, table
from flows.evidence.picture import NoPictureError, Picture, Wanted

AS_READ = "drawn from the cells as they were read; it is not the page itself"


@dataclass(frozen=True, slots=True)
class Substitute:
    """A place to be drawn in this way for want of a better one."""

    wanted: Wanted
    reason: str


def substitute(task: Substitute) -> Picture:
    """The place drawn from what was read, with the reason in the remark; raises NoPictureError."""
    return draw(task.wanted, f"{AS_READ}: {task.reason}")


def draw(wanted: Wanted, remark: str = AS_READ) -> Picture:
    """The rows around a cell or the paragraphs around a paragraph; raises NoPictureError."""
    try:
        content = READERS[wanted.media_type](wanted.data)
    except DocumentError as error:
        raise NoPictureError(error.message) from error
    for grid in (block for block in (*content.blocks, *content.hidden, *content.folded) if isinstance(block, Grid)):
        cell = _cell(grid, wanted)
        if cell is not None:
            return table.draw(grid, cell, wanted.whole_page, AS_READ, remark)
    return _prose(content, wanted, remark)


def _cell(grid: Grid, wanted: Wanted) -> Cell | None:
    """The cell at a locator; of several, the one that prints what was read there."""
    found = [cell for cell in grid.cells if cell.locator == wanted.locator]
    return next((cell for cell in found if cell.text == wanted.printed), found[0] if found else None)


def _prose(content: Content, wanted: Wanted, remark: str) -> Picture:
    """The paragraphs around the one at a locator; raises NoPictureError when nothing stands there."""
    prose = [block for block in (*content.blocks, *content.hidden) if isinstance(block, Paragraph)]
    at = next((order for order, one in enumerate(prose) if one.locator == wanted.locator), None)
    if at is None:
        raise NoPictureError(f"nothing stands at {wanted.locator} in this document; give a place that gouji printed")
    first = max(at - lines.AROUND, 0)
    shown = []
    for order, one in enumerate(prose[first : at + lines.AROUND + 1], start=first):
        begin, end = _part(one.text, wanted.printed) if order == at else (0, 0)
        text = one.text.replace("\n", " ")
        shown.append(lines.Line(str(order + 1), text, begin, end, is_marked=order == at))
    return lines.drawn(shown, remark)


def _part(text: str, printed: str) -> tuple[int, int]:
    """Which characters of a paragraph are what was read there; all of them where it does not stand there as it is."""
    begin = text.find(printed) if printed else -1
    return (begin, begin + len(printed)) if begin >= 0 else (0, len(text))
