"""Cells as the layouts see them: which headings a text can be, and whether it can be a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.forms import Heading, Match, look_up, notation, plain, stands_above
from extractors.grid import Cell
from extractors.layouts.units import is_unit
from extractors.numbers import state_of, without_label
from extractors.records import State

_NEUTRAL = ("corner", "block", "title")
_DOUBTED = 0.9
"""A cell of a picture that is blank with less confidence may have lost what it printed, as under a seal."""


@dataclass(frozen=True, slots=True)
class Token:
    """One cell with the headings it can be."""

    cell: Cell
    matches: tuple[Match, ...]
    state: State
    """The state it would have as a figure."""

    @property
    def is_number(self) -> bool:
        """Whether it can be a number."""
        return self.state == "number"

    @property
    def text(self) -> str:
        """What is printed."""
        return self.cell.text

    @property
    def is_near(self) -> bool:
        """Whether its heading was recognised in spite of wrong characters."""
        return any(match.near for match in self.matches)

    @property
    def is_between(self) -> bool:
        """Whether only the rows above and below told which row it is."""
        return any(match.between for match in self.matches)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed."""
        return not plain(self.cell.text)

    @property
    def is_lost(self) -> bool:
        """Whether it is blank in a picture, and something may stand there all the same."""
        return self.is_blank and self.cell.source != "print" and self.cell.confidence < _DOUBTED

    @property
    def is_unit(self) -> bool:
        """Whether it heads a column of units and nothing else."""
        return bool(self.matches) and all(match.heading.role == "unit" for match in self.matches)

    @property
    def is_serial(self) -> bool:
        """Whether it heads a column that numbers the rows."""
        return _heads_serials(self.cell.text)

    @property
    def is_value(self) -> bool:
        """Whether the cell can stand where a figure belongs: a number, a blank or a mark."""
        return not self.matches and self.state != "unreadable"

    @property
    def tables(self) -> frozenset[str]:
        """The tables whose headings it can be; those that agree in number go first."""
        exact = frozenset(match.heading.table_name for match in self.matches if match.exact)
        return exact or frozenset(match.heading.table_name for match in self.matches)

    def above(self, table: str) -> Heading | None:
        """The heading it is when it stands above figures of this table."""
        return next(
            (match.heading for match in self._of(table) if _names(match) and match.heading.code in stands_above(table)),
            None,
        )

    def stands(self, table: str) -> str | None:
        """`above` or `beside` the figures of a table, as its best heading does; `None` for no naming heading."""
        naming = [match for match in self._of(table) if _names(match)]
        best = [match for match in naming if match.exact] or naming
        if not best:
            return None
        return "above" if any(match.heading.code in stands_above(table) for match in best) else "beside"

    def beside(self, table: str) -> tuple[Heading, ...]:
        """The rows and groups it can be when it stands beside figures; only exact ones where there are such."""
        found = [
            match
            for match in self._of(table)
            if match.heading.role in ("row", "group") and match.heading.code not in stands_above(table)
        ]
        exact = [match for match in found if match.exact]
        return tuple(match.heading for match in exact or found)

    def is_neutral(self, table: str) -> bool:
        """Whether it is a corner, a block or a title: read, known, and no figure's name."""
        return self.is_serial or any(match.heading.role in _NEUTRAL for match in self._of(table))

    def _of(self, table: str) -> Iterable[Match]:
        return (match for match in self.matches if match.heading.table_name == table)


@lru_cache(maxsize=4096)
def _heads_serials(text: str) -> bool:
    """Whether a text is the heading of a column of row numbers."""
    return plain(text) in notation("serial")


def _names(match: Match) -> bool:
    """Whether a heading takes part in naming a slot."""
    return match.heading.role not in _NEUTRAL


Row = tuple[Token, ...]


def token(cell: Cell) -> Token:
    """A cell with its possible headings; a figure behind the heading of its column is a figure."""
    is_labelled = without_label(cell.text) != cell.text
    return Token(cell, () if is_labelled else look_up(cell.text), state_of(cell.text))


def side_by_side(row: Row, table: str) -> Iterator[Row]:
    """The row, parted where a heading beside figures follows a figure or a unit: two halves of a table in one line."""
    start = 0
    for at in range(1, len(row)):
        if row[at].stands(table) == "beside" and any(_ends_label(token) for token in row[start:at]):
            yield row[start:at]
            start = at
    yield row[start:]


def _ends_label(token: Token) -> bool:
    """Whether a text can stand behind a label only: a figure, a mark in place of one, or a unit."""
    return token.state in ("number", "not_applicable") or is_unit(token.text)


def join_split_labels(rows: Sequence[Row]) -> list[Row]:
    """Rows where a label that a page break cut in two is whole again.

    Either half can carry the figures; the halves are joined only when they make a known heading that neither is.
    """
    joined: list[Row] = []
    for row in rows:
        whole = _joined(joined[-1], row) if joined else None
        if whole is None:
            joined.append(row)
        else:
            joined[-1] = whole
    return joined


def _joined(upper: Row, lower: Row) -> Row | None:
    """One row of two, when exactly one of them carries figures and the texts of the other complete its labels."""
    if _has_number(upper) == _has_number(lower):
        return None
    carrier, torn = (upper, lower) if _has_number(upper) else (lower, upper)
    pieces = [token for token in torn if not token.is_blank]
    if not 1 <= len(pieces) <= 2 or any(piece.matches for piece in pieces):
        return None
    for piece in pieces:
        first, second = (None, piece) if carrier is upper else (piece, None)
        whole = _completed(carrier, first, second)
        if whole is None:
            return None
        carrier = whole
    return carrier


def _completed(carrier: Row, before: Token | None, after: Token | None) -> Row | None:
    """The row with one label put together from its own text and a piece before or after it."""
    for index, label in enumerate(carrier):
        if label.is_number or label.is_blank or label.matches:
            continue
        text = f"{before.text if before else ''}{label.text}{after.text if after else ''}"
        if look_up(text):
            whole = token(label.cell._replace(text=text))
            return (*carrier[:index], whole, *carrier[index + 1 :])
    return None


def _has_number(row: Row) -> bool:
    """Whether any cell is a number."""
    return any(token.is_number for token in row)
