"""What the freed cells would need to be: the one value, the ends of an interval, or the edit that forbids them all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from expectations.localise_edits import Edit, Number, System, Variable, quotient

_MOST_EDITS = 240
"""More than these at once, and the limits of loose cells stay unsaid: eliminating squares their number."""


@dataclass(frozen=True, slots=True)
class Span:
    """The changes that a cell may take; an end is null where it is open."""

    least: Number | None
    most: Number | None


@dataclass(frozen=True, slots=True)
class Settled:
    """The changes of all freed cells; `proved` when limits and wholeness were examined to the end."""

    spans: dict[int, Span]
    proved: bool


@dataclass(frozen=True, slots=True)
class Blocked:
    """Cells of which one more must change, or the freed ones have no values."""

    cells: tuple[int, ...]


def settle(system: System, inequalities: Sequence[Edit], variables: Sequence[Variable]) -> Settled | Blocked:
    """Take a system whose equalities hold; return what its freed cells need, or the cells that stand in the way."""
    fixing = _resolved(system)
    fixed = {cell: edit for cell, edit in fixing.items() if not any(each in edit.terms for each in system.loose)}
    broken = next((edit for cell, edit in fixed.items() if _not_whole(edit, cell, variables[cell])), None)
    if broken is not None:
        return Blocked(tuple(cell for cell in broken.terms if cell not in fixing))
    freed = [*fixing, *system.loose]
    limits = [_put_in(edit, fixing) for edit in (*inequalities, *_floors(freed, variables))]
    joined = _without(limits, system.loose)
    for edit in limits if joined is None else joined:
        if edit.failed and not any(cell in edit.terms for cell in system.loose):
            return Blocked(tuple(edit.helpers(variables)))
    narrow = [_only(edit, freed) for edit in limits if any(cell in edit.terms for cell in system.loose)]
    spans = {cell: _span(cell, fixing, narrow, system.loose, variables[cell]) for cell in freed}
    if any(_empty(span) for span in spans.values()):
        held = (cell for edit in (*limits, *fixing.values()) for cell in edit.terms if cell not in spans)
        return Blocked(tuple(sorted(set(held))))
    return Settled(spans, joined is not None)


def _resolved(system: System) -> dict[int, Edit]:
    """For each fixed cell the equality that gives it by loose cells and by cells that are not free."""
    fixing: dict[int, Edit] = {}
    for cell, edit in reversed(system.pivots):
        fixing[cell] = _put_in(edit, fixing)
    return fixing


def _put_in(edit: Edit, fixing: dict[int, Edit]) -> Edit:
    for cell in [each for each in edit.terms if each in fixing]:
        edit = edit.less(fixing[cell], cell)
    return edit


def _not_whole(edit: Edit, cell: int, variable: Variable) -> bool:
    """Whether a count follows from cells that are not free as a broken number."""
    return (
        variable.whole
        and not edit.tolerance
        and (variable.value - quotient(edit.gap, edit.terms[cell])).denominator != 1
    )


def _floors(cells: Iterable[int], variables: Sequence[Variable]) -> Iterable[Edit]:
    for cell in cells:
        floor = variables[cell].floor
        if floor is not None:
            yield Edit({cell: -1}, floor - variables[cell].value, 0, equal=False)


def _only(edit: Edit, cells: Sequence[int]) -> Edit:
    """Drop the cells that are not free: they do not change."""
    terms = {cell: edit.terms[cell] for cell in cells if cell in edit.terms}
    return Edit(terms, edit.gap, edit.tolerance, edit.equal)


def _without(limits: list[Edit], loose: Iterable[int]) -> list[Edit] | None:
    """Eliminate loose cells from inequalities as Fourier and Motzkin do; null when there are too many to end."""
    for cell in loose:
        above = [edit for edit in limits if edit.terms.get(cell, 0) > 0]
        below = [edit for edit in limits if edit.terms.get(cell, 0) < 0]
        if len(above) * len(below) + len(limits) > _MOST_EDITS:
            return None
        limits = [edit for edit in limits if cell not in edit.terms]
        limits += [upper.less(lower, cell) for upper in above for lower in below]
    return limits


def _span(cell: int, fixing: dict[int, Edit], limits: list[Edit], loose: Sequence[int], variable: Variable) -> Span:
    """The changes which a cell may take when the loose cells take all that they may."""
    if cell in fixing:
        edit = _only(fixing[cell], (cell, *loose))
        if len(edit.terms) == 1:
            change = -quotient(edit.gap, edit.terms[cell])
            return Span(change, change)
        opposite = Edit({each: -factor for each, factor in edit.terms.items()}, -edit.gap, edit.tolerance, equal=False)
        limits = [*limits, Edit(edit.terms, edit.gap, edit.tolerance, equal=False), opposite]
    rows = _without(limits, [each for each in loose if each != cell])
    if rows is None:
        return Span(None if variable.floor is None else variable.floor - variable.value, None)
    return _ends(cell, [edit for edit in rows if cell in edit.terms], variable)


def _ends(cell: int, rows: Sequence[Edit], variable: Variable) -> Span:
    above = [_end(edit, cell) for edit in rows if edit.terms[cell] > 0]
    below = [_end(edit, cell) for edit in rows if edit.terms[cell] < 0]
    least, most = max(below, default=None), min(above, default=None)
    if variable.whole:
        least = None if least is None else math.ceil(least + variable.value) - variable.value
        most = None if most is None else math.floor(most + variable.value) - variable.value
    return Span(least, most)


def _end(edit: Edit, cell: int) -> Number:
    """Where an inequality stops a cell; its tolerance lets no cell move further than the sums do."""
    return -quotient(edit.gap, edit.terms[cell])


def _empty(span: Span) -> bool:
    return span.least is not None and span.most is not None and span.least > span.most
