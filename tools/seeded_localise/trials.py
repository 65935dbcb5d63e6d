"""Many planted errors, and what became of each: the rows that docs/rules.md shows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median, quantiles

from expectations.localise import Constraint, Localisation, Solution, localise
from expectations.patterns import unit_slip
from tools.seeded_localise import errors
from tools.seeded_localise.amounts import claimed, history
from tools.seeded_localise.errors import PLANTED, READINGS, Reading, read
from tools.seeded_localise.tables import Table, disputes, requests, statistics

SEVERAL_CELLS = ("digits_split", "row_shifted", "request_moved")
"""Patterns that are planted with another error beside them too."""
SINGLE, DOUBLE, TRIPLE, PATTERN = 1000, 1000, 500, 200


@dataclass
class Row:
    """What became of the errors of one trial; all but the times are counts of cases."""

    trial: str
    cases: int = 0
    exact: int = 0
    """The one answer is the true set with the true values."""
    among: int = 0
    """The true set with the true values is one of the minimal ones."""
    named: int | None = None
    """The likeliest set bears the name of the error; null where errors of any kind were planted."""
    silent: int = 0
    """No constraint fails: an error inside what an inequality allows."""
    incomplete: int = 0
    """Not all minimal sets were listed, which was said."""
    milliseconds: list[float] = field(default_factory=list)

    def times(self) -> tuple[float, float, float]:
        """Milliseconds: the median, what 95 of 100 stay under, the longest."""
        return median(self.milliseconds), quantiles(self.milliseconds, n=20)[-1], max(self.milliseconds)


def rows(share: float = 1.0, seed: int = 2021) -> Iterator[Row]:
    """Yield a row a trial; `share` makes each smaller; the same seed plants the same errors."""
    for name, errors_each, cases in (("1 error", 1, SINGLE), ("2 errors", 2, DOUBLE), ("3 errors", 3, TRIPLE)):
        yield _found(f"requests, {name}", _any_requests, errors_each, round(cases * share), seed)
    for name, drawn in (("disputes", disputes), ("statistics", statistics)):
        yield _found(f"{name}, 1 error", drawn, 1, round(PATTERN * share), seed, READINGS[:1])
    for pattern in PLANTED:
        yield _named(pattern, round(PATTERN * share), seed)
    for pattern in SEVERAL_CELLS:
        yield _named(pattern, round(PATTERN * share), seed, beside=1)
    yield claims(round(PATTERN * share), seed)
    yield from units(round(PATTERN * share), seed)


def _any_requests(random: Random) -> Table:
    return requests(random, random.choice(("2019", "2021", "2021")))


def _found(
    trial: str, drawn: Callable[[Random], Table], count: int, cases: int, seed: int, readings: Sequence[str] = READINGS
) -> Row:
    """Plant errors in as many tables as cases; each way of reading in turn."""
    random, row = Random(f"{seed} {trial}"), Row(trial)
    while row.cases < cases:
        table = drawn(random)
        how = readings[row.cases % len(readings)]
        reading = read(random, table, errors.figures(random, table, count), how)
        _judge(row, reading, table.constraints)
    return row


def _named(pattern: str, cases: int, seed: int, beside: int = 0) -> Row:
    trial = f"{pattern}, 1 error beside" if beside else pattern
    random, row = Random(f"{seed} {trial}"), Row(trial, named=0)
    while row.cases < cases:
        table = _any_requests(random)
        damage = PLANTED[pattern](random, table)
        if damage is None or all((value or 0) == table.figures[slot] for slot, value in damage.items()):
            continue
        damage = errors.figures(random, table, beside) | damage
        reading = read(random, table, damage, READINGS[row.cases % 2])
        first = _judge(row, reading, table.constraints)
        row.named = (row.named or 0) + (first is not None and pattern in names(first))
    return row


def names(solution: Solution) -> set[str]:
    """The patterns that a solution bears: those of several cells, and those of cells that stand alone."""
    joined = {slot for error in solution.errors for slot in error.slots}
    alone = {each.pattern for each in solution.changes if each.pattern and each.slot not in joined}
    return alone | {error.pattern for error in solution.errors}


def _judge(row: Row, reading: Reading, constraints: tuple[Constraint, ...]) -> Solution | None:
    """Localise one case into its row; return the likeliest solution of the part with the error."""
    started = time.process_time()
    found = localise(reading.cells, constraints)
    row.milliseconds.append((time.process_time() - started) * 1000)
    part = next((each for each in found if _concerns(each, reading)), None)
    row.cases += 1
    if part is None:
        row.silent += 1
        return None
    row.exact += part.answer is not None and _true(part.answer, reading)
    row.among += any(_true(each, reading) for each in part.solutions)
    row.incomplete += not part.complete
    return part.solutions[0] if part.solutions else None


def _concerns(part: Localisation, reading: Reading) -> bool:
    slots = {slot for constraint in (*part.broken, *part.doubtful) for _, slot in constraint.terms}
    return not slots.isdisjoint(reading.truth)


def _true(solution: Solution, reading: Reading) -> bool:
    """Whether it changes the wrong cells and no other, each to its true value where the sums leave one."""
    changes = [change for change in solution.changes if change.state != "unreadable"]
    return {change.slot for change in changes} == reading.truth.keys() and all(
        (change.least is None or change.least <= reading.truth[change.slot])
        and (change.most is None or change.most >= reading.truth[change.slot])
        for change in changes
    )


def claims(cases: int, seed: int) -> Row:
    """A fee in yuan in the table, and the prose that says it in ten thousands."""
    random, row = Random(f"{seed} claims"), Row("yuan_for_wan, said in the prose", named=0)
    while row.cases < cases:
        reading, constraint = claimed(random)
        first = _judge(row, reading, (constraint,))
        row.named = (row.named or 0) + (first is not None and _true(first, reading) and "yuan_for_wan" in names(first))
    return row


def units(cases: int, seed: int) -> Iterator[Row]:
    """A fee in yuan among those of other years, and fees that only grew or shrank: those must not be named."""
    for trial, slipped in (("yuan_for_wan, by other years", True), ("right amounts, by other years", False)):
        random, row = Random(f"{seed} {trial}"), Row(trial, named=0)
        for _ in range(cases):
            amount, printed, others = history(random, slipped=slipped)
            started = time.process_time()
            mended = unit_slip(printed, others)
            row.milliseconds.append((time.process_time() - started) * 1000)
            row.cases += 1
            row.exact += (mended or printed) == amount
            row.among += (mended or printed) == amount
            row.named = (row.named or 0) + ((mended is not None) == slipped)
        yield row
