"""Tables that lost their cells: lines of headings and figures among the prose, as copied texts have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.forms import look_up, notation, plain
from extractors.grid import Block, Cell, Grid, Locator, Paragraph
from extractors.layouts.units import only_column
from extractors.numbers import is_figure_or_unit

_LONGEST_STRAY = 12
"""A page number or a torn label between rows is no longer than this."""

_FEW = 2
"""So many figures beside an unknown text are no chance."""

_LONGEST_HEADING = 150
"""Characters; the longest heading of the forms has fewer than a hundred."""


@dataclass(frozen=True, slots=True)
class _Line:
    pieces: tuple[str, ...]
    locator: Locator
    headings: int
    figures: int

    @property
    def belongs(self) -> bool:
        """Whether the line is made of headings and figures alone."""
        return self.headings + self.figures == len(self.pieces)


def with_lines(blocks: Iterable[Block]) -> Iterator[Grid]:
    """The grids among some blocks, and one for each stretch of lines that reads like a table.

    Nothing shows a blank cell in such lines: the grid has none, so that a short row is never filled by guessing.
    """
    stretch: list[_Line] = []
    for block in blocks:
        if isinstance(block, Grid):
            yield from _table(stretch)
            stretch = []
            yield block
            continue
        for line in filter(_is_no_remark, _lines(block)):
            if not line.belongs and not (stretch and _may_belong(line)):
                yield from _table(stretch)
                stretch = []
            else:
                stretch.append(line)
    yield from _table(stretch)


def _may_belong(line: _Line) -> bool:
    """Whether a line that is more than headings and figures may be of a table: a short one, or a label of figures."""
    is_row = line.figures >= _FEW and line.headings + line.figures == len(line.pieces) - 1
    return is_row or len("".join(line.pieces)) <= _LONGEST_STRAY


def _is_no_remark(line: _Line) -> bool:
    """Whether a line is more than an explanation in brackets, which belongs to the heading before it."""
    whole = plain("".join(line.pieces))
    return line.belongs or not any(re.fullmatch(pattern, whole) for pattern in notation("remark"))


def _lines(paragraph: Paragraph) -> Iterator[_Line]:
    """The lines of a paragraph in pieces: whole when known, else at white space."""
    for text in paragraph.text.split("\n"):
        whole = (text,) if look_up(text) or is_figure_or_unit(text) else ()
        pieces = _stated(text) or whole or tuple(_pieces(text))
        headings = sum(1 for piece in pieces if look_up(piece))
        figures = sum(1 for piece in pieces if not piece or is_figure_or_unit(piece))
        yield _Line(pieces, paragraph.locator, headings, figures)


def _stated(text: str) -> tuple[str, str] | None:
    """Label and figure of a line that states one after a colon, in a table that has one column of figures."""
    label, colon, figure = text.replace("\uff1a", ":").rpartition(":")
    figure = figure.strip()
    named = [match.heading for match in look_up(label) if match.heading.role in ("row", "group")] if colon else []
    is_stated = any(only_column(one.table_name) for one in named) and (not figure or is_figure_or_unit(figure))
    return (label.strip(), figure) if is_stated else None


def _pieces(text: str) -> Iterator[str]:
    """A line parted at white space, words that make one heading together again."""
    words = re.split(r"\s+", text.strip())
    start = 0
    while start < len(words):
        ends = (end for end in range(_reach(words, start), start, -1) if look_up("".join(words[start:end])))
        end = next(ends, start + 1)
        yield "".join(words[start:end])
        start = end


def _reach(words: Sequence[str], start: int) -> int:
    """Where the words end that may make one heading: a page of words in one line has none that long."""
    end, length = start, 0
    while end < len(words) and length <= _LONGEST_HEADING:
        length += len(words[end])
        end += 1
    return end


def _table(stretch: list[_Line]) -> Iterator[Grid]:
    """A grid of a stretch that has headings and figures enough to be one."""
    while stretch and not stretch[-1].belongs:
        stretch.pop()
    headings, figures = sum(line.headings for line in stretch), sum(line.figures for line in stretch)
    if headings < 2 or headings + figures < 4:
        return
    alone = sum(len(line.pieces) == 1 for line in stretch)
    yield _running(stretch) if alone * 2 > len(stretch) else _ordered(stretch)


def _running(stretch: list[_Line]) -> Grid:
    """One cell a line: the headings will tell where rows begin."""
    pieces = [(piece, line.locator) for line in stretch for piece in line.pieces]
    cells = tuple(Cell(0, column, piece, locator) for column, (piece, locator) in enumerate(pieces))
    return Grid(cells, stretch[0].locator, "running")


def _ordered(stretch: list[_Line]) -> Grid:
    """One row a line."""
    cells = tuple(
        Cell(row, column, piece, line.locator)
        for row, line in enumerate(stretch)
        for column, piece in enumerate(line.pieces)
    )
    return Grid(cells, stretch[0].locator, "ordered")
