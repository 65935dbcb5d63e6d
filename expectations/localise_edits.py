"""Constraints as edits over the changes of cells, and the eliminating of a cell that is free to change.

An edit that a report fails says: one of my cells is wrong. Eliminating a cell joins the edits which it stands in; what
is left is implied by them and says something of the other cells alone (Fellegi & Holt 1976, "A Systematic Approach to
Automatic Edit and Imputation"). All arithmetic is exact: whole numbers, and fractions where a division leaves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Number = int | Fraction


@dataclass(frozen=True)
class Variable:
    """A cell in the search: what it holds with a blank as zero, and what changing it costs."""

    slot: str
    value: Number
    weight: float
    """0 for a cell that is free to take any value."""
    whole: bool = True
    floor: int | None = 0

    @property
    def can_fall(self) -> bool:
        """Whether a smaller value is allowed."""
        return self.floor is None or self.value > self.floor

    @property
    def impossible(self) -> bool:
        """Whether no cell can hold what it holds: a broken count, or one below zero."""
        return (self.whole and self.value.denominator != 1) or (self.floor is not None and self.value < self.floor)


@dataclass(eq=False, slots=True)
class Edit:
    """The sum of coefficient x change must close `gap` up to `tolerance`: to zero, or to below zero if not `equal`."""

    terms: dict[int, Number]
    gap: Number
    tolerance: Number = 0
    equal: bool = True
    cells: int = field(init=False)
    """Its cells as the bits of a number."""

    def __post_init__(self) -> None:
        self.cells = mask(self.terms)

    @property
    def failed(self) -> bool:
        """Whether it does not hold as printed."""
        return self.gap > self.tolerance or (self.equal and -self.gap > self.tolerance)

    def helpers(self, variables: Sequence[Variable]) -> list[int]:
        """List the cells whose change can bring a failed edit nearer to holding: zeros, for one, can only grow."""
        grows = self.gap < 0
        return [cell for cell, factor in self.terms.items() if (factor > 0) == grows or variables[cell].can_fall]

    def less(self, other: Edit, cell: int) -> Edit:
        """Take an equality with the same cell; return what both imply without that cell.

        Two inequalities that limit the cell from its two sides are joined in the same way.
        """
        factor: Number = quotient(self.terms[cell], other.terms[cell])
        terms: dict[int, Number] = dict(self.terms)
        for each, coefficient in other.terms.items():
            left: Number = terms.get(each, 0) - factor * coefficient
            if left:
                terms[each] = left
            else:
                del terms[each]
        gap, tolerance = self.gap - factor * other.gap, self.tolerance + size(factor) * other.tolerance
        return Edit(terms, gap, tolerance, self.equal)


def size(number: Number) -> Number:
    """How far a number is from zero."""
    return number if number >= 0 else -number


def quotient(left: Number, right: Number) -> Number:
    """Divide exactly; whole numbers stay whole where they can, as they are ten times faster."""
    if right in (1, -1):
        return left * right
    ratio = Fraction(left) / right
    return ratio.numerator if ratio.denominator == 1 else ratio


def mask(cells: Iterable[int]) -> int:
    """Take cells; return the number that has their bits."""
    bits = 0
    for cell in cells:
        bits |= 1 << cell
    return bits


def bits_of(bits: int) -> Iterator[int]:
    """Take a number; yield the places of its bits, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


@dataclass(frozen=True)
class System:
    """The equalities that remain over the cells not yet freed, and how each freed cell follows from the others."""

    edits: tuple[Edit, ...]
    pivots: tuple[tuple[int, Edit], ...] = ()
    """A freed cell and an equality that fixes it, which holds none of the cells freed before."""
    loose: tuple[int, ...] = ()
    """Freed cells that no remaining equality fixes."""

    def freed(self, cell: int) -> System:
        """Return the system in which one more cell is free to change."""
        bit = 1 << cell
        holding = [edit for edit in self.edits if edit.cells & bit]
        if not holding:
            return System(self.edits, self.pivots, (*self.loose, cell))
        pivot = min(holding, key=lambda edit: (abs(edit.terms[cell]) != 1, len(edit.terms)))
        others = (edit.less(pivot, cell) if edit.cells & bit else edit for edit in self.edits if edit is not pivot)
        return System(tuple(others), (*self.pivots, (cell, pivot)), self.loose)
