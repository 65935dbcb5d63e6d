"""Row labels that are no heading by themselves but can be one only, between the rows above and below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.forms import Heading
from extractors.forms.wordings import nearest, row_between
from extractors.layouts.tokens import Row, Token
from extractors.layouts.units import is_unit


def settled(rows: Sequence[Row], tables: Sequence[str | None]) -> list[Row]:
    """The rows, an unknown label named where its neighbours, of known rows of the same table, leave one row for it."""
    known = [_known(row, table) if table else None for row, table in zip(rows, tables, strict=True)]
    return [
        _named(row, at, table, tables, known) if table and known[at] is None else row
        for at, (row, table) in enumerate(zip(rows, tables, strict=True))
    ]


def _known(row: Row, table: str) -> Heading | None:
    """The one row of the table that the last label of a row names."""
    named = [token.beside(table) for token in row if token.beside(table)]
    rows = [heading for heading in named[-1] if heading.role == "row"] if named else []
    return rows[0] if len(rows) == 1 else None


def _named(row: Row, at: int, table: str, tables: Sequence[str | None], known: Sequence[Heading | None]) -> Row:
    """The row with its only unknown text named, if the rows next above and below say which it is."""
    strays = [place for place, token in enumerate(row) if _is_stray(token, table)]
    above = _next(range(at - 1, -1, -1), table, tables, known)
    below = _next(range(at + 1, len(known)), table, tables, known)
    if len(strays) != 1 or not above or not below or not any(token.is_value for token in row[strays[0] + 1 :]):
        return row
    match = row_between(table, row[strays[0]].text, above.order, below.order)
    if match is None:
        return row
    named = replace(row[strays[0]], matches=(match,))
    return (*row[: strays[0]], named, *row[strays[0] + 1 :])


def _is_stray(token: Token, table: str) -> bool:
    """Whether a text is no figure, no unit, no heading, and like no heading either."""
    is_text = not token.is_blank and not token.is_value and not token.matches and not is_unit(token.text)
    return is_text and not nearest(table, token.text)


def _next(
    places: Iterable[int], table: str, tables: Sequence[str | None], known: Sequence[Heading | None]
) -> Heading | None:
    """The first known row among some places, as long as they belong to the table."""
    for place in places:
        if tables[place] != table:
            return None
        if found := known[place]:
            return found
    return None
