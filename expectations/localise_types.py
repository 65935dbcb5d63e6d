"""What localisation takes and gives: cells of a report, constraints over them, and the sets that could be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

State = Literal["number", "blank", "not_applicable", "unreadable"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One slot of a report as it was read; cells stand in the order of the form, which says what is a neighbour."""

    slot: str
    """`table/row/column`."""
    printed: str
    value: Decimal | int | None
    """In the unit of the slot; null unless the state is `number`."""
    state: State = "number"
    confidence: float = 1.0
    """How sure the reading is, 0 to 1; 1 for digital text."""
    whole: bool = True
    """A count; else an amount, which may have decimals."""
    signed: bool = False
    """May be below zero, as a change over the year."""
    rivals: tuple[Decimal | int, ...] = ()
    """What else the recogniser saw there."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One instance of an identity: the sum of coefficient x slot, compared with a constant."""

    name: str
    instance: str
    terms: tuple[tuple[int, str], ...]
    relation: Literal["=", "<="] = "="
    tolerance: Decimal | int = 0
    constant: Decimal | int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a set that could be wrong, and what it would need to be."""

    slot: str
    printed: str
    state: State
    value: Decimal | None
    needed: Decimal | None
    """The one value that satisfies the sums; null where they leave more than one."""
    least: Decimal | None
    most: Decimal | None
    """The ends of what the sums allow; null where an end is open."""
    pattern: str | None = None
    """Code in patterns.csv of the human error that turns `needed` into what is printed."""


@dataclass(frozen=True, slots=True)
class Error:
    """Changes of one solution that one human error explains at once."""

    pattern: str
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """A set of cells none of which can be left out, and whose change satisfies every constraint."""

    changes: tuple[Change, ...]
    weight: float
    """The weights of its cells, one for a clear printed number each."""
    cost: float
    """The weight after each known error that explains several of its cells has been counted as one."""
    errors: tuple[Error, ...]

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of its changes."""
        return tuple(change.slot for change in self.changes)


@dataclass(frozen=True, slots=True)
class Localisation:
    """One part of a report whose constraints hang together by shared cells, with what could be wrong in it."""

    broken: tuple[Constraint, ...]
    """The constraints that fail whatever its blank and unreadable cells hold."""
    doubtful: tuple[Constraint, ...]
    """The constraints that fail with those cells as zero, and would hold if one of them held something else."""
    solutions: tuple[Solution, ...]
    """All minimal ones, the likeliest first; empty when no change of cells satisfies the constraints (`complete`), or
    when none was found within the limits."""
    complete: bool
    """Whether these are all: false when a limit on their number or on the search was hit."""

    @property
    def answer(self) -> Solution | None:
        """The only solution, or the one that is likelier than all others by more than their weights can blur."""
        if not self.solutions:
            return None
        first, *others = self.solutions
        clear = self.complete and all(other.cost - first.cost > BLUR for other in others)
        return first if clear else None


BLUR = 0.1
"""Solutions whose costs differ by less are equally likely: confidences are not measured more finely."""
