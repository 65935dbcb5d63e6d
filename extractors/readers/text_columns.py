"""Rows of a text whose figures stand below each other: a blank cell is where a column has none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from extractors.forms import look_up, slots
from extractors.readers.text_pieces import Line, Piece, Row, figures_of, row_of
from extractors.readers.text_separated import is_label

_GAP = "[ \u3000\u00a0]+"

_WIDE = ("WFA", "WF", "-")
"""The classes of characters that may be twice as wide as a digit: Chinese ones, with or without quotes, or none."""
_CHANCE = 2
"""So many labels of different lengths may have figures beside them that happen to end below each other."""

Span = tuple[int, int]
"""Where a piece begins and ends on paper, in half the width of a Chinese character."""


def in_columns(lines: Sequence[Line]) -> list[Row]:
    """The cells of each line of those stretches of a table in which figures leave columns out; none for other lines.

    A stretch with rows of figures whose columns no row has in full is none either: there a figure could be any one's.
    """
    rows = [_moved(row_of(line.text.strip(" \u3000"), _GAP), line.text) for line in lines]
    found: list[Row] = []
    for _, each in groupby(zip(lines, rows, strict=True), key=lambda pair: bool(pair[1]) or is_label(pair[0].text)):
        stretch = list(each)
        readings = (_of_stretch(stretch, wide) for wide in _WIDE)
        found += next(filter(any, readings), [() for _ in stretch])
    return found


def _of_stretch(stretch: Sequence[tuple[Line, Row]], wide: str) -> list[Row]:
    """The rows of neighbouring lines with their blank cells; none where nothing is to be filled, or not surely."""
    if not _is_set_in_columns([pair for pair in stretch if figures_of(pair[1])], wide):
        return [() for _ in stretch]
    filled: list[Row] = []
    for is_figures, each in groupby(stretch, key=lambda pair: bool(figures_of(pair[1]))):
        block = list(each)
        rows = _filled(block, wide) if is_figures else [row for _, row in block]
        if rows is None:
            break
        filled += rows
    is_other = len(filled) == len(stretch) and any(new != row for new, (_, row) in zip(filled, stretch, strict=True))
    return filled if is_other else [() for _ in stretch]


def _moved(row: Row, text: str) -> Row:
    """The pieces of a line at their places in it, of which the indent was taken away."""
    indent = len(text) - len(text.lstrip(" \u3000"))
    return tuple(Piece(piece.text, piece.begin + indent) for piece in row)


def _filled(block: Sequence[tuple[Line, Row]], wide: str) -> list[Row] | None:
    """The rows of a block of figures with their blank cells; nothing where it is not sure which are blank."""
    most = max(len(figures_of(row)) for _, row in block)
    if not all(most in _widths(row) for _, row in block if _widths(row)):
        return None
    if all(len(figures_of(row)) == most for _, row in block):
        return [row for _, row in block]
    columns = _columns([_spans(line, row, wide) for line, row in block if len(figures_of(row)) == most])
    filled = [tuple(_with_blanks(line, row, columns, wide)) for line, row in block]
    is_sure = all(_printed(new) == _printed(row) for new, (_, row) in zip(filled, block, strict=True))
    return filled if is_sure and {len(figures_of(row)) for row in filled} == {most} else None


def _printed(row: Row) -> list[Piece]:
    """The pieces of a row that print something."""
    return [piece for piece in row if piece.text]


def _is_set_in_columns(rows: Sequence[tuple[Line, Row]], wide: str) -> bool:
    """Whether labels of several lengths stand before figures that begin below each other, or that end there."""
    begins: dict[int, set[int]] = {}
    ends: dict[int, set[int]] = {}
    for line, row in rows:
        begin, end = _spans(line, row, wide)[0]
        label = _width(line.text[: figures_of(row)[0].begin].rstrip(" \u3000"), wide)
        begins.setdefault(begin, set()).add(label)
        ends.setdefault(end, set()).add(label)
    return any(len(labels) > 1 for labels in begins.values()) or any(len(labels) > _CHANCE for labels in ends.values())


def _spans(line: Line, row: Row, wide: str) -> list[Span]:
    """Where the figures of a row stand."""
    places = ((one.begin, one.begin + len(one.text)) for one in figures_of(row))
    return [(_width(line.text[:begin], wide), _width(line.text[:end], wide)) for begin, end in places]


def _width(text: str, wide: str) -> int:
    """How wide a text is where the characters of some classes of Unicode are twice as wide as others."""
    return sum(2 if unicodedata.east_asian_width(letter) in wide else 1 for letter in text)


def _columns(rows: Sequence[Sequence[Span]]) -> list[Span]:
    """The columns that rows with a figure in each make up."""
    return [(min(begin for begin, _ in spans), max(end for _, end in spans)) for spans in zip(*rows, strict=True)]


def _with_blanks(line: Line, row: Row, columns: Sequence[Span], wide: str) -> Iterator[Piece]:
    """The pieces of a row, a blank one in each column in which it has no figure; one that stands in none is lost."""
    figures = figures_of(row)
    yield from row[: len(row) - len(figures)]
    placed = list(zip(figures, _spans(line, row, wide), strict=True))
    for begin, end in columns:
        inside = [figure for figure, span in placed if span[0] == begin or span[1] == end]
        yield from inside or [Piece("", len(line.text))]


def _widths(row: Row) -> set[int]:
    """How many figures the forms have in the row that its label names, with and without a unit beside them."""
    labels = [piece for piece in row if piece.is_heading]
    rows = {(match.heading.table_name, match.heading.code) for match in look_up(labels[-1].text)} if labels else set()
    return {count + unit for key in rows for count in _counts().get(key, ()) for unit in (0, 1)}


@cache
def _counts() -> dict[tuple[str, str], set[int]]:
    """How many columns each row of a table has in the forms."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for (table, row, _), by_form in slots().items():
        for form in by_form:
            of_row = found.setdefault((table, row), {})
            of_row[form] = of_row.get(form, 0) + 1
    return {key: set(by_form.values()) for key, by_form in found.items()}
