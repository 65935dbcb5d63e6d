"""Localisation beside two that know nothing of its search: the solver, and the trying of every value."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest

from expectations import localise_model
from expectations.localise import LIMITS, Cell, Constraint, localise
from expectations.localise_problem import parts_of
from expectations.localise_search import search
from tools.seeded_localise.errors import READINGS, figures, read
from tools.seeded_localise.tables import disputes, requests, statistics


@pytest.mark.parametrize("case", range(24))
def test_search_and_solver_find_the_same_sets(case: int) -> None:
    random = Random(case)
    drawn = (lambda r: requests(r, "2019"), lambda r: requests(r, "2021"), statistics, disputes)[case % 4]
    table = drawn(random)
    reading = read(random, table, figures(random, table, 1 + case % 3), READINGS[case // 4 % 4])
    examined = [part for part in parts_of(reading.cells, table.constraints) if part.concerned]
    for part in examined:
        found = search(part.problem, replace(LIMITS, nodes=20_000, sets=1000))
        solved = set(localise_model.sets(part.problem, LIMITS.margin))
        assert found.complete and {one.cells for one in found.sets} == solved
    assert examined or table.name.startswith("statistics")


def by_trial(values: tuple[int, ...], top: int) -> set[frozenset[int]]:
    """The smallest sets of a + b = c, c + d <= 6, found by trying every value."""
    right = [
        other for other in product(range(top), repeat=4) if other[0] + other[1] == other[2] and other[2] + other[3] <= 6
    ]
    sets = {frozenset(place for place in range(4) if other[place] != values[place]) for other in right}
    least = min(map(len, sets))
    return {each for each in sets if len(each) == least}


@pytest.mark.parametrize("seed", range(30))
def test_trying_every_value_finds_the_same_sets(seed: int) -> None:
    values = tuple(Random(seed).randrange(9) for _ in range(4))
    slots = [f"t/{code}/x" for code in "abcd"]
    equal = Constraint("sum", "t", ((1, slots[0]), (1, slots[1]), (-1, slots[2])))
    limit = Constraint("limit", "t", ((1, slots[2]), (1, slots[3])), "<=", 0, 6)
    parts = localise([Cell(slot, str(value), value) for slot, value in zip(slots, values, strict=True)], [equal, limit])
    found = {frozenset(slots.index(slot) for slot in solution.slots) for part in parts for solution in part.solutions}
    assert (found or {frozenset()}) == by_trial(values, 13)


@pytest.mark.parametrize("count", [8, 12])
def test_many_errors_are_left_to_the_solver_which_writes_nothing(count: int, capfd: pytest.CaptureFixture[str]) -> None:
    random = Random(count)
    table = requests(random, "2021")
    cells = read(random, table, figures(random, table, count), "digital").cells
    (part,) = localise(cells, table.constraints, replace(LIMITS, nodes=20))
    changed = {cell.slot: cell.value or 0 for cell in cells}
    assert part.solutions and part.solutions[0].weight <= count
    changed |= {change.slot: int(change.needed or 0) for change in part.solutions[0].changes}
    assert localise([Cell(slot, str(value), value) for slot, value in changed.items()], table.constraints) == ()
    assert capfd.readouterr().out == ""


def test_every_solution_is_minimal() -> None:
    random = Random(11)
    for _ in range(10):
        table = requests(random, "2021")
        cells = read(random, table, figures(random, table, 2), "blanks for zeros").cells
        for part in localise(cells, table.constraints):
            sets = [set(solution.slots) for solution in part.solutions]
            assert sets and not any(one < other or other < one for one, other in combinations(sets, 2))
