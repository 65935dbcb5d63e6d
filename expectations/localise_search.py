"""All minimal sets of cells whose change satisfies every edit, by branching on an edit that fails.

The search of Fellegi & Holt's problem follows de Waal & Quere, "A Fast and Simple Algorithm for Automatic Editing of
Mixed Data" (2003): of a failed edit at least one cell is wrong, so each is freed in turn and eliminated, and what is
left is searched again. Cheapest first, with a bound on what is still to be paid: the first found is the cheapest, and
the search ends when nothing cheap enough is left. Freed cells are told apart by order, so that no set is met twice.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from expectations.localise_edits import Edit, System, Variable, bits_of, mask
from expectations.localise_values import Blocked, Settled, Span, settle

_EXACT = 1e-9
"""Sums of weights are equal up to this."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Cells, equalities and inequalities of one part of a report, and the cells that are free from the start."""

    variables: tuple[Variable, ...]
    equalities: tuple[Edit, ...]
    inequalities: tuple[Edit, ...]
    free: tuple[int, ...]

    @property
    def forced(self) -> list[int]:
        """Cells that every set changes: those without a value, and those that hold what no cell can hold."""
        impossible = (number for number, variable in enumerate(self.variables) if variable.impossible)
        return sorted({*self.free, *impossible})


@dataclass(frozen=True, slots=True)
class Limits:
    """How far above the smallest weight a set may lie, how many sets are wanted, how many nodes may be looked at."""

    margin: float
    sets: int
    nodes: int
    ceiling: float = float("inf")
    """No set may weigh more."""


@dataclass(frozen=True, slots=True)
class CellSet:
    """Cells to change, as bits, with their weight and the change that each needs."""

    cells: int
    weight: float
    spans: dict[int, Span]


@dataclass(frozen=True, slots=True)
class Found:
    """The minimal sets, the lightest first, and whether they are all there are."""

    sets: tuple[CellSet, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Failed:
    """A failed edit: the cells that can mend it, those of small weight first, and as bits."""

    cells: list[int]
    bits: int


@dataclass(frozen=True, slots=True)
class _Node:
    """Cells freed so far, those held to be right, and the system, which is made when the node's turn comes."""

    weight: float
    freed: int
    held: int
    parent: System
    cell: int | None
    system: System | None = None


class _Search:
    """One search; its nodes share the edits, so what is known of an edit is kept."""

    def __init__(self, problem: Problem, limits: Limits) -> None:
        self.problem, self.limits, self.variables = problem, limits, problem.variables
        self.sets: list[CellSet] = []
        self.complete = True
        self.heap: list[tuple[float, int, _Node]] = []
        self.numbers = count()
        self.known: dict[int, tuple[Edit, _Failed]] = {}

    def run(self) -> Found:
        """Return the minimal sets."""
        self._push(0.0, self._root())
        for _ in range(self.limits.nodes):
            if not self.heap or self._too_dear(self.heap[0][0]):
                return self._found()
            if len(self.sets) >= self.limits.sets:
                break
            self._visit(*heapq.heappop(self.heap))
        self.complete = False
        return self._found()

    def _root(self) -> _Node:
        """Free what has no value of its own, and what no cell can hold as it is printed."""
        forced = self.problem.forced
        system = freed(self.problem, forced)
        return _Node(weight_of(self.problem, forced), mask(forced), 0, system, None, system)

    def _push(self, bound: float, node: _Node) -> None:
        if bound < float("inf") and not self._too_dear(bound):
            heapq.heappush(self.heap, (round(bound, 9), next(self.numbers), node))

    def _too_dear(self, bound: float) -> bool:
        nearest = self.sets[0].weight + self.limits.margin if self.sets else self.limits.ceiling
        return bound > min(nearest, self.limits.ceiling) + _EXACT

    def _visit(self, bound: float, _: int, node: _Node) -> None:
        """Look at a node: price it, settle it, or branch on the failed edit with the fewest cells."""
        if any(found.cells & node.freed == found.cells for found in self.sets):
            return
        if node.system is None:
            node = _Node(node.weight, node.freed, node.held, node.parent, node.cell, _made(node))
        system = node.system or node.parent
        failed = [self._known(edit) for edit in system.edits if edit.failed]
        price = node.weight + self._bound(failed, node.held)
        if price > bound + _EXACT:
            self._push(price, node)
        elif failed:
            fewest = min(failed, key=lambda edit: ((edit.bits & ~node.held).bit_count(), edit.bits))
            self._branch(node, system, fewest.cells, failed)
        else:
            self._settle(node, system)

    def _settle(self, node: _Node, system: System) -> None:
        verdict = settle(system, self.problem.inequalities, self.variables)
        if isinstance(verdict, Blocked):
            cells = sorted(verdict.cells, key=lambda cell: (self.variables[cell].weight, cell))
            self._branch(node, system, cells, [])
        elif not self._idle(verdict):
            self.complete &= verdict.proved
            self.sets.append(CellSet(node.freed, node.weight, verdict.spans))

    def _idle(self, settled: Settled) -> bool:
        """Whether a cell was freed that needs no change: the set without it is a solution too."""
        return any(span.least == span.most == 0 and self.variables[cell].weight for cell, span in settled.spans.items())

    def _branch(self, node: _Node, system: System, cells: Sequence[int], failed: Sequence[_Failed]) -> None:
        held = node.held
        for cell in cells:
            bit = 1 << cell
            if held & bit or node.freed & bit:
                continue
            weight = node.weight + self.variables[cell].weight
            untouched = [edit for edit in failed if not edit.bits & bit]
            self._push(weight + self._bound(untouched, held), _Node(weight, node.freed | bit, held, system, cell))
            held |= bit

    def _known(self, edit: Edit) -> _Failed:
        """What can mend an edit; the edit is kept beside it, or its identity could be given to another."""
        if id(edit) not in self.known:
            helpers = edit.helpers(self.variables)
            cells = sorted(helpers, key=lambda cell: (self.variables[cell].weight, cell))
            self.known[id(edit)] = (edit, _Failed(cells, mask(cells)))
        return self.known[id(edit)][1]

    def _bound(self, failed: Sequence[_Failed], held: int) -> float:
        """The least that mending failed edits can cost: edits without a common cell are paid for one by one."""
        if not failed:
            return 0.0
        taken, total, common, union = 0, 0.0, -1, 0
        for edit in sorted(failed, key=lambda each: (each.bits & ~held).bit_count()):
            bits = edit.bits & ~held
            common &= bits
            union |= bits
            if not bits & taken:
                total += self._cheapest(edit, held)
                taken |= bits
        return total if common or len(failed) == 1 else max(total, self._cheapest_two(union))

    def _cheapest(self, edit: _Failed, held: int) -> float:
        for cell in edit.cells:
            if not held >> cell & 1:
                return self.variables[cell].weight
        return float("inf")

    def _cheapest_two(self, cells: int) -> float:
        """When no cell stands in all failed edits, two at least must change."""
        return sum(sorted(self.variables[cell].weight for cell in bits_of(cells))[:2])

    def _found(self) -> Found:
        return Found(minimal([one for one in self.sets if not self._too_dear(one.weight)]), self.complete)


def _made(node: _Node) -> System:
    return node.parent if node.cell is None else node.parent.freed(node.cell)


def freed(problem: Problem, cells: Iterable[int]) -> System:
    """The equalities of a problem with some cells free to change."""
    system = System(problem.equalities)
    for cell in cells:
        system = system.freed(cell)
    return system


def weight_of(problem: Problem, cells: Iterable[int]) -> float:
    """What changing some cells costs."""
    return sum(problem.variables[cell].weight for cell in cells)


def settled(problem: Problem, cells: Sequence[int]) -> CellSet | None:
    """The set of some cells with the changes that they need; null when changing them satisfies not every edit."""
    system = freed(problem, cells)
    if any(edit.failed for edit in system.edits):
        return None
    verdict = settle(system, problem.inequalities, problem.variables)
    if isinstance(verdict, Blocked):
        return None
    return CellSet(mask(cells), weight_of(problem, cells), verdict.spans)


def minimal(sets: Sequence[CellSet]) -> tuple[CellSet, ...]:
    """Take sets; return those of which no part is among them."""
    return tuple(one for one in sets if not any(_within(other, one) for other in sets))


def _within(part: CellSet, whole: CellSet) -> bool:
    return part is not whole and part.cells & whole.cells == part.cells


def search(problem: Problem, limits: Limits) -> Found:
    """Take a problem; return all minimal sets of cells within the limits."""
    return _Search(problem, limits).run()
