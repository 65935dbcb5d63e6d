"""Quantities: every number with a unit in a run of prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.chinese_numerals import number_pattern, to_decimal
from extractors.forms import notation
from extractors.sentences import word

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (null where a clause ends without one) and its place; money is in the least unit."""

    value: Decimal
    unit: str | None
    approximate: bool
    start: int
    end: int


def quantities(plain: str) -> list[Quantity]:
    """All quantities of a sentence in reading order."""
    read = ((match, to_decimal(match["n"])) for match in _quantity().finditer(plain))
    return [_measured(match, value) for match, value in read if value is not None]


def times(unit: str, wanted: str) -> Decimal:
    """How many of the wanted unit of money a printed one is."""
    amounts = notation("amount_unit")
    return Decimal(amounts[unit]) / Decimal(amounts[wanted])


def _measured(match: re.Match[str], value: Decimal) -> Quantity:
    """A number with its unit; a count in ten thousands is rounded."""
    said = bool(match["before"] or match["after"] or match["later"])
    if match["unit"] and re.fullmatch(word("money"), match["unit"]):
        least = word("least_money")
        return Quantity(value * times(match["unit"], least), least, said, *match.span())
    rounded = said or re.search(word("ten_thousands"), match["n"]) is not None
    return Quantity(value, match["unit"], rounded, *match.span())


@cache
def _quantity() -> re.Pattern[str]:
    """The pattern of a number with any unit, or in figures with none before the end of a clause."""
    units = "|".join(word(role) for role in ("money", "unit_visits", "unit", "unit_people", "unit_places"))
    before, after = word("approximate_before"), word("approximate_after")
    number = rf"(?P<before>{before})?(?P<n>{number_pattern()})(?P<after>{after})?"
    return re.compile(rf"{number}(?:(?P<unit>{units}|{PERCENT})(?P<later>{after})?|(?<=\d)(?=[,;。)]|$)(?!,\d{{3}}))")
