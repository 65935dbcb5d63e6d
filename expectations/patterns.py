"""The human errors that turn one figure into another: of one cell, and of several cells of a row or column at once.

Their codes, sentences and strength (how seldom chance alone looks like them) are the rows of patterns.csv; this module
knows the arithmetic of each. A pattern explains a change that the sums ask for; it never makes one.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from expectations.localise_types import Cell, Error

PATTERNS = Path(__file__).parent / "patterns.csv"
WAN = 10_000
FEWEST_SHIFTED = 3
"""Fewer changed cells than these in a row are a request that moved."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of patterns.csv."""

    pattern: str
    strength: int
    says: str
    says_en: str


@cache
def patterns() -> Mapping[str, Pattern]:
    """Return the known patterns by code."""
    with PATTERNS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {r["pattern"]: Pattern(r["pattern"], int(r["strength"]), r["says"], r["says_en"]) for r in rows}


def pattern_of(cell: Cell, needed: Decimal) -> str | None:
    """Take a cell and what it would need; return the code of the error of one cell that tells one from the other."""
    if needed in cell.rivals:
        return "rival_reading"
    if cell.value is None:
        return "blank_for_figure" if cell.state != "unreadable" else None
    value = Decimal(cell.value)
    if value == needed * WAN:
        return "yuan_for_wan"
    if value == 0:
        return "zero_for_figure"
    return _of_digits(*_digits(value, needed))


def _digits(value: Decimal, needed: Decimal) -> tuple[str, str]:
    """Write both with the same number of decimals."""
    decimals = max(0, *(-int(each.normalize().as_tuple().exponent) for each in (value, needed)))
    return f"{value:.{decimals}f}", f"{needed:.{decimals}f}"


def _of_digits(printed: str, needed: str) -> str | None:
    if len(printed) == len(needed):
        places = [place for place, (one, other) in enumerate(zip(printed, needed, strict=True)) if one != other]
        if len(places) == 1:
            return "one_digit"
        swapped = len(places) == 2 and places[1] - places[0] == 1 and printed[places[0]] == needed[places[1]]
        return "swapped_digits" if swapped and printed[places[1]] == needed[places[0]] else None
    if len(needed) == len(printed) + 1 and _one_out(needed, printed):
        return "digit_dropped"
    return "digit_added" if len(printed) == len(needed) + 1 and _one_out(printed, needed) else None


def _one_out(longer: str, shorter: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


class Layout:
    """Which slots stand beside each other: rows and columns of each table, in the order in which slots are given."""

    def __init__(self, slots: Iterable[str]) -> None:
        self.rows: dict[str, list[str]] = defaultdict(list)
        for slot in slots:
            self.rows[row_of(slot)].append(slot)


def row_of(slot: str) -> str:
    """Take a slot; return its table and row."""
    return slot.rpartition("/")[0]


def column_of(slot: str) -> str:
    """Take a slot; return its table and column."""
    table, _, column = slot.split("/")
    return f"{table}/{column}"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell with the one figure that it would need (null when the sums leave more), and the weight of changing it."""

    cell: Cell
    needed: Decimal | None
    weight: float

    @property
    def slot(self) -> str:
        """Its slot."""
        return self.cell.slot

    @property
    def printed(self) -> Decimal:
        """What it holds with a blank as zero."""
        return Decimal(self.cell.value or 0)


def errors_of(
    suspects: Sequence[Suspect], layout: Layout, cells: Mapping[str, Cell]
) -> Iterator[tuple[Error, tuple[Suspect, ...]]]:
    """Take the changes of one solution; yield errors that explain several of them at once, each change once."""
    left = [each for each in suspects if each.needed is not None and each.cell.state != "unreadable"]
    finders: list[tuple[str, Callable[[Suspect], str], _Finder]] = [
        ("row_shifted", _row, lambda group: _shifted(group, layout, cells)),
        ("digits_split", _row, lambda group: _pair(group, lambda one, other: _split(one, other, layout))),
        ("request_moved", _row, lambda group: _pair(group, _opposite)),
        ("outcome_moved", _column, lambda group: _pair(group, _opposite)),
    ]
    for pattern, line, find in finders:
        for group in _lines(left, line):
            while found := find([each for each in group if each in left]):
                left = [each for each in left if each not in found]
                yield Error(pattern, tuple(each.slot for each in found)), found


_Finder = Callable[[list[Suspect]], tuple[Suspect, ...]]


def _row(suspect: Suspect) -> str:
    return row_of(suspect.slot)


def _column(suspect: Suspect) -> str:
    return column_of(suspect.slot)


def _lines(suspects: Sequence[Suspect], line: Callable[[Suspect], str]) -> list[list[Suspect]]:
    groups: dict[str, list[Suspect]] = defaultdict(list)
    for suspect in suspects:
        groups[line(suspect)].append(suspect)
    return [group for group in groups.values() if len(group) > 1]


def _pair(group: Sequence[Suspect], fits: Callable[[Suspect, Suspect], bool]) -> tuple[Suspect, ...]:
    return next((pair for pair in combinations(group, 2) if fits(*pair)), ())


def _opposite(one: Suspect, other: Suspect) -> bool:
    """Whether one needs what the other has too much."""
    return (one.needed or 0) - one.printed == other.printed - (other.needed or 0)


def _split(one: Suspect, other: Suspect, layout: Layout) -> bool:
    """Whether neighbours hold in one order the digits which they need, cut at another place."""
    if (one.slot, other.slot) not in pairwise(layout.rows[row_of(one.slot)]) or one.needed is None:
        return False
    printed, needed = (one.printed, other.printed), (one.needed, other.needed or Decimal(0))
    if not (all(printed) or all(needed)) or not (one.cell.whole and other.cell.whole):
        return False
    return bool(_joined(*printed) & _joined(*needed))


def _joined(left: Decimal, right: Decimal) -> set[str]:
    """The digits of two neighbours in one string; a zero may be one of them or stand for an empty cell."""
    return {one + other for one in _written(left) for other in _written(right)}


def _written(value: Decimal) -> tuple[str, ...]:
    return (f"{value:.0f}",) if value else ("0", "")


def _shifted(group: list[Suspect], layout: Layout, cells: Mapping[str, Cell]) -> tuple[Suspect, ...]:
    """The changes of a row that a shift by one column explains: all of them, or none."""
    if len(group) < FEWEST_SHIFTED:
        return ()
    row = layout.rows[_row(group[0])]
    printed = [Decimal(cells[slot].value or 0) for slot in row]
    wanted = {each.slot: each.needed or Decimal(0) for each in group}
    needed = [wanted.get(slot, value) for slot, value in zip(row, printed, strict=True)]
    shifted = _moved_on(printed, needed) or _moved_on(printed[::-1], needed[::-1])
    return tuple(group) if shifted else ()


def _moved_on(printed: Sequence[Decimal], needed: Sequence[Decimal]) -> bool:
    """Whether a stretch was printed one place further on: its first place is empty and its last figure was lost."""
    changed = [place for place, pair in enumerate(zip(printed, needed, strict=True)) if pair[0] != pair[1]]
    first, last = changed[0], changed[-1]
    return any(
        not printed[start] and list(needed[start:end]) == list(printed[start + 1 : end + 1])
        for start in range(first + 1)
        for end in range(last, len(printed))
        if start < end
    )


def unit_slip(value: Decimal, references: Sequence[Decimal]) -> Decimal | None:
    """Take an amount in ten thousands of yuan, and amounts of other years or peers; return it with the unit mended.

    Null unless there are references above zero and the mended amount is ten times nearer to their median than the
    printed one.
    """
    known = sorted(each for each in references if each > 0)
    if not known or value <= 0:
        return None
    middle = known[len(known) // 2]
    return value / WAN if _far(value / WAN, middle) * 10 < _far(value, middle) else None


def _far(one: Decimal, other: Decimal) -> Decimal:
    """How many times the larger is as large as the smaller."""
    return max(one, other) / min(one, other)
