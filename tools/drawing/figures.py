"""Random figures that add up, printed the way one agency prints them: what the accuracy run and the properties draw."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase

from extractors.forms import Slot, slots
from tools.drawing.rows import rows_of

Key = tuple[str, str, str]
Counts = dict[Key, int]

_SIZES = (3, 40, 900, 60_000)
"""Reports of small offices, of departments and of whole provinces: the largest of single figures."""
_OUTCOMES = ("granted", "granted_in_part", "refused_*", "unavailable_*", "not_processed_*", "other_*")
_SUMS_OF_2014 = {
    "disclosed": ("disclosed_via_*",),
    "requests_received": ("requests_in_person", "requests_by_fax", "requests_online", "requests_by_letter"),
    "requests_concluded": ("concluded_on_time", "concluded_after_extension"),
    "answered_refused": ("refused_*",),
    "requests_answered": ("answered_*",),
    "reconsiderations": ("reconsiderations_*",),
    "litigations": ("litigations_*",),
    "staff": ("staff_*",),
}
"""Total and parts in the table of 2014, inner sums before the outer ones that use them."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure: as it is printed, and its value in the unit of the slot; none for a blank or a stroke."""

    text: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Habit:
    """How an agency prints: its zeros, whether units and separators of thousands stand in cells, its signs."""

    name: str
    zeros: tuple[str, ...]
    unit: bool
    separators: bool
    change: tuple[str, str]


def habits() -> list[Habit]:
    """The habits of habits.csv."""
    return [
        Habit(
            row["habit"],
            tuple(row["zero"].split("|")),
            bool(row["unit"]),
            bool(row["separators"]),
            (row["change"].split("|")[0], row["change"].split("|")[1]),
        )
        for row in rows_of("habits")
    ]


def random_figures(form: str, habit: Habit, dice: random.Random) -> dict[Key, Printed]:
    """A figure for every slot of a form; all mandated sums hold."""
    counts = _counts(form, dice)
    return {key: _printed(slot, counts[key], habit, dice) for key, slot in _slots(form).items()}


def _slots(form: str) -> dict[Key, Slot]:
    """The slots of a form by their names."""
    return {key: by_form[form] for key, by_form in slots().items() if form in by_form}


def _counts(form: str, dice: random.Random) -> Counts:
    """Whole numbers, totals computed; a signed one may be negative, an amount is in hundredths."""
    most = dice.choice(_SIZES)
    counts = {key: _draw(slot, most, dice) for key, slot in _slots(form).items()}
    _balance_requests(counts, dice)
    _add_disputes(counts)
    for total, parts in _SUMS_OF_2014.items():
        _add(counts, ("statistics", total, "value"), [("statistics", part, "value") for part in parts])
    return counts


def _draw(slot: Slot, most: int, dice: random.Random) -> int:
    """One number; half of them are zero, as in most reports."""
    if dice.random() < 0.5:
        return 0
    return dice.randint(-most if slot.kind == "signed" else 0, most)


def _balance_requests(counts: Counts, dice: random.Random) -> None:
    """Chapter three: outcomes make their total, what came in equals what went out, applicants make the total."""
    columns = dict.fromkeys(key[2] for key in counts if key[0] == "requests" and key[2] != "total")
    for column in columns:
        _add(counts, ("requests", "outcomes_total", column), [("requests", row, column) for row in _OUTCOMES])
        both = counts["requests", "outcomes_total", column] + counts["requests", "carried_out", column]
        counts["requests", "carried_in", column] = carried = dice.randint(0, both) if dice.random() < 0.5 else 0
        counts["requests", "received", column] = both - carried
    for row in dict.fromkeys(key[1] for key in counts if key[0] == "requests"):
        counts["requests", row, "total"] = sum(counts["requests", row, column] for column in columns)


def _add_disputes(counts: Counts) -> None:
    """Chapter four: the results make the total."""
    for row in dict.fromkeys(key[1] for key in counts if key[0] == "disputes"):
        results = [key for key in counts if key[:2] == ("disputes", row) and key[2] != "total"]
        counts["disputes", row, "total"] = sum(counts[key] for key in results)


def _add(counts: Counts, total: Key, parts: list[Key]) -> None:
    """Set a total to the sum of its parts, whose rows may end in a star; nothing where the form has no such slot."""
    if total in counts:
        names = [key for key in counts if key != total and any(_is(key, part) for part in parts)]
        counts[total] = sum(counts[key] for key in names)


def _is(key: Key, pattern: Key) -> bool:
    """Whether a slot is meant by a name with a star in its row."""
    return key[0] == pattern[0] and key[2] == pattern[2] and fnmatchcase(key[1], pattern[1])


def _printed(slot: Slot, count: int, habit: Habit, dice: random.Random) -> Printed:
    """A number in the words of a habit."""
    if not count:
        text = dice.choice(habit.zeros)
        return Printed(text, Decimal(0) if text == "0" else None)
    value = Decimal(count) / 100 if slot.kind == "amount" else Decimal(count)
    digits = f"{abs(value):{',' if habit.separators else ''}}"
    unit = slot.unit if habit.unit else ""
    return Printed(_sign(slot, count, habit) + digits + unit, value)


def _sign(slot: Slot, count: int, habit: Habit) -> str:
    """What stands before a signed number; nothing before others."""
    return habit.change[count < 0] if slot.kind == "signed" else ""
