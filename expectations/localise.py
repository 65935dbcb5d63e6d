"""Which cells of a report are most likely wrong: the smallest weighted set whose change satisfies all constraints.

The principle is that of Fellegi & Holt (1976), "A Systematic Approach to Automatic Edit and Imputation", Journal of
the American Statistical Association 71: change as few figures as possible, count a doubtful one for less, and let the
constraints that hold bind as well as those that fail. What comes out is proposed and never applied.

A printed number costs one to change, a doubtful reading less (down to a half); a blank is unknown and costs less
again, as zero until the sums need more of it; an unreadable cell is free. Counts stay whole and not negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from expectations import localise_model
from expectations.localise_edits import bits_of
from expectations.localise_problem import Part, parts_of, weight_of
from expectations.localise_search import CellSet, Found, Limits, minimal, search, settled
from expectations.localise_solutions import ONE_ERROR, likeliest, of_one_row, solution_of
from expectations.localise_types import BLUR, Cell, Change, Constraint, Error, Localisation, Solution
from expectations.patterns import Layout

__all__ = ["Cell", "Change", "Constraint", "Error", "Localisation", "Solution", "localise", "weight_of"]

LIMITS = Limits(margin=BLUR, sets=64, nodes=1000)
_FEW_NODES = 150
"""Enough to find what is not many errors; more is looked at when no known error of a row explains them."""
_BESIDE_A_ROW = 2.0
"""How much may be wrong beside a row that is wrong as a whole."""
_FEW_UNREADABLE = 8
"""With more unreadable cells than these nearly any row can be told to be wrong as a whole."""


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
    found = search(part.problem, replace(limits, ceiling=ONE_ERROR))
    told: list[Solution] = []
    if not found.sets:
        told = list(of_one_row(part, layout, 0.0))
        found = search(part.problem, _below(told, replace(limits, nodes=_FEW_NODES)))
        if not found.complete:
            told += of_one_row(part, layout, _BESIDE_A_ROW) if len(part.problem.free) <= _FEW_UNREADABLE else ()
            found = _any(part, _below(told, limits))
    solutions = {each.slots: each for each in (*(solution_of(part, layout, one) for one in found.sets), *told)}
    places = {cell.slot: place for place, cell in enumerate(part.cells)}
    ranked = sorted(solutions.values(), key=lambda each: (likeliest(each), [places[slot] for slot in each.slots]))
    nearest = min((each.cost for each in ranked), default=0.0)
    near = [each for each in ranked if each.cost <= nearest + limits.margin]
    complete = found.complete and len(near) <= limits.sets
    return Localisation(part.broken, part.doubtful, tuple(near[: limits.sets]), complete)


def _below(told: Sequence[Solution], limits: Limits) -> Limits:
    """Look for nothing that costs more than what is known already."""
    return replace(limits, ceiling=min((each.cost for each in told), default=float("inf")) + limits.margin)


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
