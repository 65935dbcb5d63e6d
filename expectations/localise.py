"""Which cells of a report are most likely wrong: the smallest weighted set whose change satisfies all constraints.

The principle is that of Fellegi & Holt (1976), "A Systematic Approach to Automatic Edit and Imputation", Journal of
the American Statistical Association 71: change as few figures as possible, count a doubtful one for less, and let the
constraints that hold bind as well as those that fail. What comes out is proposed and never applied.

A printed number costs one to change, a doubtful reading less (down to a half); a blank is unknown and costs less
again, as zero until the sums need more of it; an unreadable cell is free. Counts stay whole and not negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from expectations import localise_model
from expectations.localise_edits import Number, bits_of, mask
from expectations.localise_problem import Part, parts_of, weight_of
from expectations.localise_search import CellSet, Found, Limits, freed, minimal, search, settled
from expectations.localise_types import BLUR, Cell, Change, Constraint, Error, Localisation, Solution
from expectations.localise_values import Span
from expectations.patterns import Layout, Suspect, errors_of, pattern_of, patterns

__all__ = ["Cell", "Change", "Constraint", "Error", "Localisation", "Solution", "localise", "weight_of"]

LIMITS = Limits(margin=BLUR, sets=64, nodes=1000)
_STORY = 0.1
"""What an error of several cells costs more than one of one cell."""
_ONE_ERROR = 1.0 + _STORY
"""The cost of one error, of one cell or of several; what costs more is several errors."""
_HINT = 0.01
"""What each degree of strength of a pattern counts: it orders sets which the sums cannot tell apart."""


def localise(
    cells: Sequence[Cell], constraints: Iterable[Constraint], limits: Limits = LIMITS
) -> tuple[Localisation, ...]:
    """Take the cells of one report in the order of the form, and constraints over their slots.

    Return what could be wrong in each part of the report that does not hold or has an unreadable cell; parts are told
    apart by their cells, so that each is searched alone. A slot without a cell counts as unreadable.
    """
    layout = Layout(cell.slot for cell in cells)
    return tuple(_localised(part, layout, limits) for part in parts_of(cells, constraints) if part.concerned)


def _localised(part: Part, layout: Layout, limits: Limits) -> Localisation:
    """One wrong cell first, then one error of several cells, then any set of cells: an error of a known kind is one."""
    found = search(part.problem, replace(limits, ceiling=_ONE_ERROR))
    told: list[Solution] = []
    if not found.sets:
        told = list(_of_one_row(part, layout))
        nearest = min((each.cost for each in told), default=float("inf"))
        found = _any(part, replace(limits, ceiling=nearest + limits.margin))
    solutions = {each.slots: each for each in (*(_solution(part, layout, one) for one in found.sets), *told)}
    places = {cell.slot: place for place, cell in enumerate(part.cells)}
    ranked = sorted(solutions.values(), key=lambda each: (_likeliest(each), [places[slot] for slot in each.slots]))
    nearest = min((each.cost for each in ranked), default=0.0)
    near = [each for each in ranked if each.cost <= nearest + limits.margin]
    complete = found.complete and len(near) <= limits.sets
    return Localisation(part.broken, part.doubtful, tuple(near[: limits.sets]), complete)


def _of_one_row(part: Part, layout: Layout) -> Iterator[Solution]:
    """Solutions whose changes stand in one row and are one error of a known kind."""
    numbers = {cell.slot: number for number, cell in enumerate(part.cells)}
    failed = [edit for edit in freed(part.problem, part.problem.forced).edits if edit.failed]
    for row in layout.rows.values():
        cells = [numbers[slot] for slot in row if slot in numbers]
        if len(cells) > 1 and failed and all(edit.cells & mask(cells) for edit in failed):
            yield from _told(part, layout, cells)


def _told(part: Part, layout: Layout, cells: Sequence[int]) -> Iterator[Solution]:
    free = {*part.problem.forced, *cells}
    whole = settled(part.problem, sorted(free))
    if whole is None:
        return
    moved = [cell for cell, span in whole.spans.items() if not span.least == span.most == 0]
    if len(moved) < len(whole.spans):
        whole = settled(part.problem, sorted({*part.problem.forced, *moved}))
    if whole is not None and len(moved) > 1:
        solution = _solution(part, layout, whole)
        if solution.errors and solution.cost <= _ONE_ERROR:
            yield solution


def _any(part: Part, limits: Limits) -> Found:
    """Search, and let the solver go on where the search ends early and a printed number is to blame."""
    found = search(part.problem, limits)
    if found.complete or len(found.sets) >= limits.sets or not part.broken:
        return found
    return _modelled(part, limits)


def _modelled(part: Part, limits: Limits) -> Found:
    """Let the solver find the sets; what it says of each is settled again exactly."""
    sets: list[CellSet] = []
    complete = True
    try:
        for cells in localise_model.sets(part.problem, limits.margin):
            one = settled(part.problem, list(bits_of(cells)))
            complete &= one is not None and len(sets) < limits.sets
            if not complete:
                break
            sets += [one] if one else []
    except localise_model.UnfinishedError:
        complete = False
    near = [one for one in sets if one.weight <= limits.ceiling]
    return Found(minimal(near), complete)


def _solution(part: Part, layout: Layout, found: CellSet) -> Solution:
    changes = [_change(part, number, span) for number, span in sorted(found.spans.items())]
    cells = {cell.slot: cell for cell in part.cells}
    suspects = [Suspect(cells[each.slot], each.needed, weight_of(cells[each.slot])) for each in changes]
    errors = list(errors_of(suspects, layout, cells))
    cost = found.weight - sum(_saved(group) for _, group in errors)
    return Solution(tuple(changes), round(found.weight, 6), round(cost, 6), tuple(error for error, _ in errors))


def _saved(group: Sequence[Suspect]) -> float:
    """What is saved when several changes are one error: all but the dearest, less what the richer story costs."""
    weights = [each.weight for each in group]
    return max(0.0, sum(weights) - max(weights) - _STORY)


def _likeliest(solution: Solution) -> float:
    """The cost less a little for errors that chance seldom looks like; one digit of one says nothing."""
    named = [each.pattern for each in solution.changes if each.pattern and not _of_one_digit(each)]
    named += [error.pattern for error in solution.errors]
    return round(solution.cost - _HINT * sum(patterns()[name].strength for name in named), 6)


def _of_one_digit(change: Change) -> bool:
    return change.pattern == "one_digit" and max(change.value or 0, change.needed or 0) < 10


def _change(part: Part, number: int, span: Span) -> Change:
    cell, held = part.cells[number], part.problem.variables[number].value
    least, most = _decimal(held, span.least), _decimal(held, span.most)
    needed = least if least == most else None
    value = None if cell.value is None else Decimal(cell.value)
    pattern = None if needed is None else pattern_of(cell, needed)
    return Change(cell.slot, cell.printed, cell.state, value, needed, least, most, pattern)


def _decimal(value: Number, change: Number | None) -> Decimal | None:
    if change is None:
        return None
    needed = value + change
    return Decimal(needed.numerator) / Decimal(needed.denominator)
