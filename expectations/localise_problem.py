"""The cells and constraints of a report as problems of exact numbers, one for each part that hangs together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from expectations.localise_edits import Edit, Number, Variable
from expectations.localise_search import Problem
from expectations.localise_types import Cell, Constraint

_BLANK, _DOUBTFUL = 0.3, 0.5
"""Weights of a blank and of the most doubtful number; three blanks are filled before one clear number is changed."""
_DOUBT = 2.5
"""How fast doubt lowers a weight: a reading of 0.96 costs 0.9, one of 0.8 or less costs a half."""


@dataclass(frozen=True, slots=True)
class Part:
    """Constraints that share cells with each other and with no others."""

    constraints: tuple[Constraint, ...]
    cells: tuple[Cell, ...]
    """In the order of the form; slots that were not read come last, as unreadable."""
    problem: Problem

    @property
    def broken(self) -> tuple[Constraint, ...]:
        """The constraints that fail whatever blank and unreadable cells hold."""
        return tuple(constraint for constraint, edit in self._failed() if not self._mendable(edit))

    @property
    def doubtful(self) -> tuple[Constraint, ...]:
        """The constraints that fail with these as zero, and hold with some other value of one of them."""
        return tuple(constraint for constraint, edit in self._failed() if self._mendable(edit))

    def _failed(self) -> Iterator[tuple[Constraint, Edit]]:
        edits = _edits(self.constraints, self.cells)
        return ((one, edit) for one, edit in zip(self.constraints, edits, strict=True) if edit.failed)

    def _mendable(self, edit: Edit) -> bool:
        return any(self.cells[number].value is None for number in edit.helpers(self.problem.variables))

    @property
    def concerned(self) -> bool:
        """Whether it has something to say: a constraint that fails, a cell without a value, or an impossible one."""
        edits = (*self.problem.equalities, *self.problem.inequalities)
        impossible = any(variable.impossible for variable in self.problem.variables)
        return bool(self.problem.free) or impossible or any(edit.failed for edit in edits)


def weight_of(cell: Cell) -> float:
    """What changing a cell costs: 1 for a clear number, down to a half in doubt, less for a blank, 0 if unreadable."""
    if cell.state == "unreadable":
        return 0.0
    if cell.value is None:
        return _BLANK
    return max(_DOUBTFUL, 1.0 - _DOUBT * (1.0 - cell.confidence))


def parts_of(cells: Sequence[Cell], constraints: Iterable[Constraint]) -> list[Part]:
    """Take a report; return its parts, in the order of their first constraints."""
    known = {cell.slot: cell for cell in cells}
    places = {slot: place for place, slot in enumerate(known)}
    return [_part(group, known, places) for group in _groups(constraints)]


def _groups(constraints: Iterable[Constraint]) -> list[list[Constraint]]:
    groups: list[tuple[set[str], list[Constraint]]] = []
    for constraint in constraints:
        slots = {slot for _, slot in constraint.terms}
        sharing = [group for group in groups if group[0] & slots]
        joined = (slots.union(*(group[0] for group in sharing)), [each for group in sharing for each in group[1]])
        joined[1].append(constraint)
        place = groups.index(sharing[0]) if sharing else len(groups)
        groups = [group for group in groups if group not in sharing]
        groups.insert(place, joined)
    return [group for _, group in groups]


def _part(group: Sequence[Constraint], known: Mapping[str, Cell], places: Mapping[str, int]) -> Part:
    slots = dict.fromkeys(slot for constraint in group for _, slot in constraint.terms)
    ordered = sorted(slots, key=lambda slot: places.get(slot, len(places)))
    cells = tuple(known.get(slot) or Cell(slot, "", None, "unreadable") for slot in ordered)
    edits = _edits(group, cells)
    problem = Problem(
        tuple(_variable(cell) for cell in cells),
        tuple(edit for edit in edits if edit.equal),
        tuple(edit for edit in edits if not edit.equal),
        tuple(number for number, cell in enumerate(cells) if cell.state == "unreadable"),
    )
    return Part(tuple(group), cells, problem)


def _variable(cell: Cell) -> Variable:
    return Variable(cell.slot, _number(cell.value or 0), weight_of(cell), cell.whole, None if cell.signed else 0)


def _edits(constraints: Iterable[Constraint], cells: Sequence[Cell]) -> list[Edit]:
    numbers = {cell.slot: number for number, cell in enumerate(cells)}
    return [_edit(constraint, cells, numbers) for constraint in constraints]


def _edit(constraint: Constraint, cells: Sequence[Cell], numbers: Mapping[str, int]) -> Edit:
    terms: dict[int, Number] = {}
    for factor, slot in constraint.terms:
        terms[numbers[slot]] = terms.get(numbers[slot], 0) + factor
    held = sum(factor * _number(cells[number].value or 0) for number, factor in terms.items())
    terms = {number: factor for number, factor in terms.items() if factor}
    gap = held - _number(constraint.constant)
    return Edit(terms, gap, _number(constraint.tolerance), constraint.relation == "=")


def _number(value: Decimal | int) -> Number:
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction
