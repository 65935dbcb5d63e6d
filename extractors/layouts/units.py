"""The unit printed beside a figure as a witness: it must be one that the form has for the row; tables of one column."""

from __future__ import annotations

from functools import cache

from extractors.forms import notation, plain, slots


def fits(table: str, row: str, printed: str) -> bool:
    """Whether a printed unit can belong to a row; a text that is no known unit says nothing."""
    wanted = _units(table, row)
    if not wanted or _kind(printed) is None:
        return True
    return any(_kind(unit) == _kind(printed) for unit in wanted)


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else."""
    return _kind(plain(text)) is not None


@cache
def _units(table: str, row: str) -> frozenset[str]:
    """The units that the forms have in a row."""
    return frozenset(
        slot.unit
        for (name, code, _), by_form in slots().items()
        if (name, code) == (table, row)
        for slot in by_form.values()
    )


@cache
def _kind(unit: str) -> str | None:
    """What a unit measures: money, or the kind of things it counts; `None` for no known unit."""
    if unit in notation("counted"):
        return notation("counted")[unit]
    if unit in notation("amount_unit"):
        return "money"
    return unit if unit in notation("count_unit") else None


@cache
def only_column(table: str) -> str | None:
    """The column of a table that has no other in any form."""
    columns = {column for name, _, column in slots() if name == table}
    return next(iter(columns)) if len(columns) == 1 else None
