"""Texts of cells parted by commas, semicolons or tabs, as spreadsheets are saved: quoted cells, blank ones kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.forms import look_up
from extractors.grid import Block, Cell, Grid, Paragraph, line_locator

_SEPARATORS = (",", ";", "\t")
_QUOTE = '"'
_ENDS = re.compile(r"\r\n|\r|\n")
_FEWEST_ROWS, _FEWEST_HEADINGS = 3, 4
_MOST_BREAKS = 20
"""Lines of one cell; a quote that nothing closes would take the rest of the text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell: its text, and the line and character that it begins at, from 1."""

    text: str
    line: int
    column: int


Record = list[Piece]


def separated(text: str) -> list[Record] | None:
    """The rows of a text that is a table of separated cells; nothing where no separator parts headings in it."""
    found = {mark: list(_records(text, mark)) for mark in _SEPARATORS if _may_be(text, mark)}
    headings = {mark: _headings(records) for mark, records in found.items()}
    best = max(headings, key=lambda mark: headings[mark], default=None)
    return found[best] if best and headings[best] else None


def blocks_of(records: Sequence[Record]) -> Iterator[Block]:
    """Paragraphs of rows with one text, grids of the rows between them."""
    columns = {len(record) for record in records if len(record) > 1}
    run: list[Record] = []
    for record in records:
        filled = [piece for piece in record if piece.text]
        if _in_table(filled, record, run):
            run.append(record)
            continue
        if filled and run:
            yield _grid(run, is_even=len(columns) == 1)
            run = []
        yield from (Paragraph(piece.text, line_locator(piece.line, piece.column)) for piece in filled)
    if run:
        yield _grid(run, is_even=len(columns) == 1)


def _may_be(text: str, mark: str) -> bool:
    """Whether a separator can part the cells of a text; tabs that do not fill up each line are read line by line."""
    if mark != "\t" or _QUOTE in text:
        return mark in text
    return mark in text and len({line.count(mark) for line in text.splitlines() if line.strip(" ")}) == 1


def _headings(records: Sequence[Record]) -> int:
    """How many different headings of the forms stand in the cells of several rows; 0 for too few."""
    return known_headings([piece.text for piece in record] for record in records if len(record) > 2)


def known_headings(rows: Iterable[Iterable[str]]) -> int:
    """How many different headings of the forms stand in rows of texts; 0 for fewer than a table has, or in few rows."""
    named = [{text for text in row if look_up(text)} for row in rows]
    known = set().union(*named)
    return len(known) if len(known) >= _FEWEST_HEADINGS and sum(map(bool, named)) >= _FEWEST_ROWS else 0


def _in_table(filled: Sequence[Piece], record: Record, run: Sequence[Record]) -> bool:
    """Whether a row belongs to a table: several texts, a known heading, or blank figures under headings."""
    if len(filled) > 1:
        return True
    if filled:
        return (len(record) > 1 or bool(run)) and is_label(filled[0].text)
    return len(record) > 1 and bool(run) and not any(_has_digit(piece.text) for piece in run[-1])


def is_label(text: str) -> bool:
    """Whether a text can be a label beside figures or a heading above them, and no title of a chapter."""
    roles = {match.heading.role for match in look_up(text)}
    return bool(roles - {"title"})


def _has_digit(text: str) -> bool:
    """Whether a text is short and has a digit, as figures have."""
    return len(text) < 12 and any(character.isdigit() for character in text)


def _grid(records: Sequence[Record], *, is_even: bool) -> Grid:
    """The cells of some rows; where all rows are equally long, columns stand below each other."""
    cells = [
        Cell(row, column, piece.text, line_locator(piece.line, piece.column))
        for row, record in enumerate(records)
        for column, piece in enumerate(record)
    ]
    return Grid(tuple(cells), cells[0].locator, "aligned" if is_even else "ordered")


# ---------- cells


def _records(text: str, mark: str) -> Iterator[Record]:
    """The rows of a text, quotes as RFC 4180 has them; a quote that is not closed soon is a plain character."""
    pattern = re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?={re.escape(mark)}|\r|\n|\Z)|([^{re.escape(mark)}\r\n]*)')
    at, line, begin = 0, 1, 0
    record: Record = []
    while at < len(text):
        cell = pattern.match(text, at)
        if cell is None or (cell[1] is not None and cell[1].count("\n") > _MOST_BREAKS):
            cell = re.compile(rf"()([^{re.escape(mark)}\r\n]*)").match(text, at)
        assert cell is not None  # it matches nothing as well
        plain = cell[2] if cell[1] is None or cell[2] is not None else cell[1].replace('""', '"')
        start = cell.start(2) if cell[2] is not None else cell.start(1)
        record.append(_piece(plain, line, start - begin + 1))
        breaks = list(_ENDS.finditer(text, cell.start(), cell.end()))
        if breaks:
            line, begin = line + len(breaks), breaks[-1].end()
        at = cell.end()
        end = _ENDS.match(text, at)
        if end:
            yield record
            record, line, at = [], line + 1, end.end()
            begin = at
        elif at < len(text):
            at += len(mark)
            if at == len(text):
                record.append(_piece("", line, at - begin + 1))
    if record:
        yield record


def _piece(text: str, line: int, column: int) -> Piece:
    """A cell without the blanks around its text, which begins at the first character that is none."""
    return Piece("\n".join(part.strip() for part in text.strip().splitlines()), line, column + _indent(text))


def _indent(text: str) -> int:
    """How many blanks stand before a text."""
    return len(text) - len(text.lstrip(" \u3000\t")) if text.strip() else 0
