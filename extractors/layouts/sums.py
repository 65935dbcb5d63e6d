"""Sums as a second opinion: of several readings of a row the one whose totals add up. No figure is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from extractors.forms import table
from extractors.layouts.header import Leaf
from extractors.layouts.tokens import Token
from extractors.numbers import measure


@cache
def _totals() -> dict[str, frozenset[frozenset[str]]]:
    """For each code of a total the sets of columns that it can be the sum of."""
    found: dict[str, frozenset[frozenset[str]]] = {}
    for row in table("totals"):
        found[row["total"]] = found.get(row["total"], frozenset()) | {frozenset(row["parts"].split())}
    return found


def adds_up(figures: Sequence[Token], leaves: Sequence[Leaf]) -> bool:
    """Whether a row read under these columns has totals, each the sum of its parts; a blank part counts as zero."""
    rows: dict[str | None, dict[str, Decimal | None]] = {}
    for figure, leaf in zip(figures, leaves, strict=True):
        if leaf.column_code is not None:
            rows.setdefault(leaf.row_code, {})[leaf.column_code] = measure(figure.text, "count").value
    checks = [check for values in rows.values() for check in _checks(values)]
    return bool(checks) and all(checks)


def has_totals(leaves: Sequence[Leaf]) -> bool:
    """Whether columns have a total together with all its parts."""
    codes = {leaf.column_code for leaf in leaves}
    return any(total in codes and parts <= codes for total, choices in _totals().items() for parts in choices)


def _checks(values: dict[str, Decimal | None]) -> list[bool]:
    """For each total of a row whether its parts add up to it; a blank total over printed figures does not."""
    return [
        values[total] == sum(value or Decimal(0) for code, value in values.items() if code in parts)
        for total, choices in _totals().items()
        for parts in choices
        if total in values and parts <= values.keys() and any(values[code] is not None for code in (total, *parts))
    ]
