"""The same problem as a mixed-integer linear programme, for reports with more errors than the search can branch on.

minimise    sum of weight x moved
subject to  each edit over (raised - lowered) closes its gap, lowered <= value x moved, raised <= much x moved,
            and for each set already found: not all of its cells again (so each next one is another minimal set)

HiGHS solves it through scipy. Only `moved` is held to whole numbers, which is many times faster: with coefficients of
one the changes come out whole, and what is found is settled again in exact arithmetic by the caller.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expectations.localise_edits import Edit, mask, size
from expectations.localise_search import Problem

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint


_SOLVED, _INFEASIBLE = 0, 2
"""What scipy says when it proved the best solution, and when it proved that there is none."""
_NODES = 100
"""Nodes that the solver may look at for one report; a limit in seconds would let two runs of one report differ."""
_CALLS = 8
"""How often it is called for one report: once a set, and once to prove that there are no more."""
_STDOUT, _STDERR = 1, 2
Row = tuple[dict[int, float], float, float]
"""Coefficients by variable, and the ends between which their sum must lie."""


class UnfinishedError(Exception):
    """The solver stopped before it proved what it says."""


@dataclass
class Model:
    """The programme: for each cell raised, lowered (numbers) and moved (0 or 1)."""

    cost: list[float]
    upper: list[float]
    whole: list[int]
    rows: list[Row]
    unfinished: bool = False
    """Whether the last solution was not proved to be the best, or there is nothing left to prove the next by."""
    nodes: int = _NODES
    calls: int = _CALLS

    def moved(self, cells: Iterable[int]) -> list[int]:
        """The variables that say whether cells were moved."""
        first = 2 * len(self.cost) // 3
        return [first + cell for cell in cells]


def sets(problem: Problem, margin: float) -> Iterator[int]:
    """Take a problem; yield sets of cells as bits, the lightest first, until none is left that weighs little more.

    Raises UnfinishedError where the solver stops early; what was yielded last is then perhaps not the lightest left.
    """
    model, free = _model(problem), mask(problem.free)
    cells = _solved(model)
    weight = sum(problem.variables[cell].weight for cell in cells or ())
    model.rows.append((dict(enumerate(model.cost)), -float("inf"), weight + margin))
    while cells is not None:
        yield mask(cells) | free
        if model.unfinished:
            raise UnfinishedError
        if not cells:
            return
        model.rows.append((dict.fromkeys(model.moved(cells), 1.0), -float("inf"), len(cells) - 1.0))
        cells = _solved(model)


def _model(problem: Problem) -> Model:
    """Free cells are not counted as moved and have no limit; a tight one on the others keeps the solver quick."""
    variables, count = problem.variables, len(problem.variables)
    much, free = _much(problem), set(problem.free)
    rises = [float("inf") if cell in free else much for cell in range(count)]
    falls = [much if each.floor is None else min(much, max(0.0, float(each.value - each.floor))) for each in variables]
    rows = [_row(edit, count) for edit in (*problem.equalities, *problem.inequalities)]
    for cell in set(range(count)) - free:
        rows.append(({cell: 1.0, 2 * count + cell: -rises[cell]}, -float("inf"), 0.0))
        rows.append(({count + cell: 1.0, 2 * count + cell: -falls[cell]}, -float("inf"), 0.0))
    cost = [*([0.0] * 2 * count), *(each.weight for each in variables)]
    return Model(cost, [*rises, *falls, *([1.0] * count)], [*([0] * 2 * count), *([1] * count)], rows)


def _much(problem: Problem) -> float:
    """More than any cell of a minimal set moves: with coefficients of one, a change is at most the sum of all gaps."""
    gaps = sum(size(edit.gap) for edit in (*problem.equalities, *problem.inequalities) if edit.failed)
    held = sum(size(each.value) for each in problem.variables if each.impossible)
    return float(gaps + held + 1)


def _row(edit: Edit, count: int) -> Row:
    terms = {cell: float(factor) for cell, factor in edit.terms.items()}
    terms |= {count + cell: -float(factor) for cell, factor in edit.terms.items()}
    gap, tolerance = float(edit.gap), float(edit.tolerance)
    return terms, -gap - tolerance if edit.equal else -float("inf"), -gap + tolerance


def _solved(model: Model) -> list[int] | None:
    """The cells which the best solution found moves; null when there is none, UnfinishedError when none was found."""
    from scipy.optimize import Bounds, milp  # a third of a second to import

    # presolve is a little faster, but makes the solver repair what it found, and write of it
    options = {"node_limit": model.nodes, "mip_rel_gap": 0.0, "presolve": False}
    bounds, rows = Bounds(0, model.upper), _matrix(model)
    with _standard_output_kept():
        result = milp(model.cost, integrality=model.whole, bounds=bounds, constraints=rows, options=options)
    model.nodes -= result.mip_node_count or 0
    model.calls -= 1
    model.unfinished = result.status not in (_SOLVED, _INFEASIBLE) or model.nodes <= 0 or not model.calls
    if result.x is not None:
        return [cell for cell, column in enumerate(model.moved(range(len(model.cost) // 3))) if result.x[column] > 0.5]
    if result.status != _INFEASIBLE:
        raise UnfinishedError
    return None


@contextmanager
def _standard_output_kept() -> Iterator[None]:
    """Send what the solver's library writes past Python to standard error: nobody asked for it in the output."""
    sys.stdout.flush()
    try:
        kept = os.dup(_STDOUT)
    except OSError:  # closed: nothing can be written to it
        yield
        return
    try:
        os.dup2(_STDERR, _STDOUT)
        yield
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, _STDOUT)
        os.close(kept)


def _matrix(model: Model) -> LinearConstraint:
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array

    places = [(row, column) for row, (terms, _, _) in enumerate(model.rows) for column in terms]
    factors = [factor for terms, _, _ in model.rows for factor in terms.values()]
    shape = (len(model.rows), len(model.cost))
    matrix = csr_array((factors, tuple(zip(*places, strict=True))), shape=shape)
    return LinearConstraint(matrix, [row[1] for row in model.rows], [row[2] for row in model.rows])
