"""Cells that lost their rows: one cell a line. The headings tell where a row begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.forms import look_up
from extractors.grid import Cell, line_locator, parts
from extractors.layouts.tokens import Row, Token, token


def rows(cells: Iterable[Cell]) -> Iterator[Row]:
    """The rows of a run of cells: a heading after a figure begins one, and so does the first figure after heads."""
    current: list[Token] = []
    for each in map(token, _split_lines(cells)):
        end = _row_end(current, each)
        if end:
            yield tuple(current[:end])
            current = current[end:]
        current.append(each)
    if current:
        yield tuple(current)


def _row_end(current: list[Token], following: Token) -> int:
    """How many of the cells so far are a row of their own, now that this cell follows; 0 when the row goes on.

    Blank cells between headings above and the first figure are figures too.
    """
    if not current:
        return 0
    if following.matches:
        ends = not current[-1].matches or _side(current[-1]) != _side(following)
        return len(current) if ends else 0
    heads = len(current)
    while heads and current[heads - 1].is_blank:
        heads -= 1
    return heads if heads and _side(current[heads - 1]) == "above" and not following.is_blank else 0


def _side(heading: Token) -> str | None:
    """Above or beside, by the first table that the heading can belong to; `None` for titles, corners and figures."""
    return next((side for table in sorted(heading.tables) if (side := heading.stands(table))), None)


def _split_lines(cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells, a cell of several lines in pieces where its last line is a heading and the whole is none."""
    for cell in cells:
        lines = cell.text.split("\n")
        if len(lines) == 1 or look_up(cell.text) or not look_up(lines[-1]):
            yield cell
            continue
        first = int(parts(cell.locator).get("line", 1))
        for offset, line in enumerate(lines):
            yield cell._replace(text=line, locator=line_locator(first + offset, 1))
