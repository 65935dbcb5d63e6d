"""Lines of a text in pieces that may be cells: headings of the forms and figures, with their places in the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.forms import look_up
from extractors.numbers import is_figure_or_unit

_LONGEST_HEADING = 150
_LONGEST_LINE = 2000
_FEW = 2
"""So many figures after a text are no chance."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of prose, and its number from 1."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What may be a cell: its text and the character that it begins at, from 0."""

    text: str
    begin: int

    @property
    def is_figure(self) -> bool:
        """Whether it can stand in a column of figures or units, a blank too."""
        return not self.text or is_figure_or_unit(self.text)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of a form."""
        return bool(self.text) and bool(look_up(self.text))


Row = tuple[Piece, ...]


def whole(line: Line) -> Piece:
    """A line as one piece."""
    return Piece(line.text.strip(), len(line.text) - len(line.text.lstrip()))


def row_of(text: str, mark: str) -> Row:
    """The pieces of a line that a pattern parts, if they are headings and figures; none where one is neither.

    One text that is neither may be the label of several figures, which is then told as unknown.
    """
    row: Row = ()
    for piece in _pieces(text, mark) if len(text) <= _LONGEST_LINE else ():
        row = (*row, piece)
        if sum(not one.is_figure and not one.is_heading for one in row[-_FEW:]) == _FEW:
            return ()  # prose, as nearly all lines are
    strays = sum(not piece.is_figure and not piece.is_heading for piece in row)
    is_labelled = strays == 1 and sum(bool(piece.text) for piece in figures_of(row)) >= _FEW
    return row if len(row) > 1 and (not strays or is_labelled) else ()


def figures_of(row: Row) -> Row:
    """The figures and blanks after the last text of a row; none where nothing is printed there."""
    last = max((at for at, piece in enumerate(row) if not piece.is_figure), default=-1)
    after = row[last + 1 :]
    return after if any(piece.text for piece in after) else ()


def _pieces(text: str, mark: str) -> Iterator[Piece]:
    """A line parted at a pattern; what makes one heading with what follows it stays together."""
    parts = list(_parts(text, mark))
    at = 0
    while at < len(parts):
        ends = (end for end in range(_reach(parts, at), at + 1, -1) if _is_one(parts[at:end]))
        end = next(ends, at + 1)
        printed = text[parts[at].begin : parts[end - 1].begin + len(parts[end - 1].text)]
        yield Piece(printed.strip(), parts[at].begin + len(printed) - len(printed.lstrip()))
        at = end


def _parts(text: str, mark: str) -> Iterator[Piece]:
    """What stands before, between and after the marks."""
    begin = 0
    for found in re.finditer(mark, text):
        yield Piece(text[begin : found.start()], begin)
        begin = found.end()
    yield Piece(text[begin:], begin)


def _reach(parts: Sequence[Piece], start: int) -> int:
    """Where the parts end that may make one heading: before a blank, a figure, or more than a heading has."""
    end, length = start, 0
    while end < len(parts) and length <= _LONGEST_HEADING and not Piece(parts[end].text.strip(), 0).is_figure:
        length += len(parts[end].text)
        end += 1
    return end


def _is_one(parts: Sequence[Piece]) -> bool:
    """Whether some parts are one heading."""
    return bool(look_up("".join(part.text.strip() for part in parts)))
