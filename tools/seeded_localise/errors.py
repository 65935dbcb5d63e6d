"""Errors planted in tables: what a person or a recogniser would do to one figure, or to several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from expectations.localise import Cell
from tools.seeded_localise.tables import Figures, Table

Damage = dict[str, int | None]
"""What is printed instead, by slot; null for a blank."""
READINGS = ("digital", "blanks for zeros", "scan misread", "scan of a misprint")


def one_figure(random: Random, value: int) -> int:
    """Another figure than the true one: a digit wrong, lost or too many, a slip in counting, or any figure."""
    text, place = str(value), random.randrange(len(str(value)))
    choices = (
        int(text[:place] + random.choice("0123456789") + text[place + 1 :]),
        int(text[:place] + text[place + 1 :] or "0"),
        int(text[:place] + random.choice("0123456789") + text[place:]),
        max(0, value + random.choice((-10, -2, -1, 1, 2, 10))),
        random.randint(0, 2 * value + 9),
    )
    return random.choice([choice for choice in choices if choice != value] or [value + 1])


def figures(random: Random, table: Table, count: int) -> Damage:
    """Some figures of a table, each replaced by another."""
    return {slot: one_figure(random, table.figures[slot]) for slot in random.sample(list(table.figures), count)}


def one_digit(random: Random, table: Table) -> Damage | None:
    """One digit of a figure printed as another, and not as nothing at all."""
    slot, text = _figure(random, table.figures, 1)
    place = random.randrange(len(text))
    digits = set("0123456789") - {text[place]} - ({"0"} if place == 0 else set())
    return {slot: int(text[:place] + random.choice(sorted(digits)) + text[place + 1 :])}


def swapped_digits(random: Random, table: Table) -> Damage | None:
    """Two neighbouring digits of a figure swapped."""
    slot, text = _figure(random, table.figures, 2)
    place = random.randrange(len(text) - 1) if len(text) > 1 else 0
    printed = text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
    return None if printed == text or printed[0] == "0" else {slot: int(printed)}


def digits_split(random: Random, table: Table) -> Damage | None:
    """The last digits of a figure in the next cell, or its first ones in the cell before."""
    slots = list(table.figures)
    place = random.randrange(len(slots) - 1)
    left, right = slots[place : place + 2]
    texts = ["" if not table.figures[slot] else str(table.figures[slot]) for slot in (left, right)]
    digits = "".join(texts)
    if _row(left) != _row(right) or max(len(text) for text in texts) < 2:
        return None
    cut = random.randrange(1, len(digits))
    if cut == len(texts[0]) or digits[cut] == "0":
        return None
    return {left: int(digits[:cut]), right: int(digits[cut:])}


def row_shifted(random: Random, table: Table) -> Damage | None:
    """The figures of a row from some column on, one column to the right or left; one is lost and one place empty."""
    row = random.choice(sorted({_row(slot) for slot in table.figures}))
    slots = [slot for slot in table.figures if _row(slot) == row]
    stretch = slots[random.choice((0, 0, 1, 2)) : len(slots) - random.choice((0, 0, 1))]
    values: list[int | None] = [table.figures[slot] for slot in stretch]
    printed = [None, *values[:-1]] if random.random() < 0.5 else [*values[1:], None]
    changed = sum((one or 0) != other for one, other in zip(printed, values, strict=True))
    return dict(zip(stretch, printed, strict=True)) if changed >= 3 else None


def request_moved(random: Random, table: Table) -> Damage | None:
    """Some requests of one kind of applicant counted under another in one row."""
    slot, _ = _figure(random, table.figures, 1)
    others = [each for each in table.figures if _row(each) == _row(slot) and each != slot and not _total(each)]
    if _total(slot):
        return None
    other, amount = random.choice(others), random.randint(1, table.figures[slot])
    return {slot: table.figures[slot] - amount, other: table.figures[other] + amount}


def blank_for_figure(random: Random, table: Table) -> Damage | None:
    """Nothing where a figure should be."""
    slot, _ = _figure(random, table.figures, 1)
    return {slot: None}


def zero_for_figure(random: Random, table: Table) -> Damage | None:
    """A zero where a figure should be."""
    slot, _ = _figure(random, table.figures, 1)
    return {slot: 0}


PLANTED: dict[str, Callable[[Random, Table], Damage | None]] = {
    "one_digit": one_digit,
    "swapped_digits": swapped_digits,
    "digits_split": digits_split,
    "row_shifted": row_shifted,
    "request_moved": request_moved,
    "blank_for_figure": blank_for_figure,
    "zero_for_figure": zero_for_figure,
}
"""Errors by the code of their pattern; null where the place drawn does not allow them."""


def _figure(random: Random, figures: Figures, digits: int) -> tuple[str, str]:
    """A slot with a figure of so many digits at least, or any if there is none, with its text."""
    slots = [slot for slot, value in figures.items() if value and len(str(value)) >= digits]
    slot = random.choice(slots or list(figures))
    return slot, str(figures[slot])


def _row(slot: str) -> str:
    return slot.rpartition("/")[0]


def _total(slot: str) -> bool:
    return slot.endswith("/total")


@dataclass(frozen=True)
class Reading:
    """A damaged table as it was read."""

    cells: tuple[Cell, ...]
    truth: Mapping[str, int | Decimal]
    """The slots that do not hold what they should, with what they should."""


def read(random: Random, table: Table, damage: Damage, how: str) -> Reading:
    """A damaged table as digital text, with blanks for zeros, or as a scan with its doubts and a lost cell at times."""
    lost = random.choice(list(table.figures)) if how.startswith("scan") and random.random() < 0.2 else ""
    blanks = random.choice((0.3, 1.0)) if how == "blanks for zeros" else 0.0
    cells = []
    for slot, true in table.figures.items():
        value = damage.get(slot, true)
        if slot == lost and slot not in damage:
            cells.append(Cell(slot, "?", None, "unreadable", 0.3))
        elif value is None or (value == 0 and slot not in damage and random.random() < blanks):
            cells.append(Cell(slot, "", None, "blank"))
        else:
            cells.append(Cell(slot, str(value), value, confidence=_confidence(random, how, slot in damage)))
    wrong = {slot: table.figures[slot] for slot, value in damage.items() if (value or 0) != table.figures[slot]}
    return Reading(tuple(cells), wrong)


def _confidence(random: Random, how: str, misread: bool) -> float:
    """Misread cells are doubtful more often; what was printed wrong reads as well as anything else."""
    if not how.startswith("scan"):
        return 1.0
    if misread and how == "scan misread":
        return random.uniform(0.55, 0.98)
    return random.uniform(0.85, 0.98) if random.random() < 0.03 else random.uniform(0.98, 1.0)
