"""What is asked of each measurement, what came out, and how time is taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path("../shared/examples")
"""Documents in many formats and layouts, beside the repository; another folder may be named."""
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing measured beside a baseline in the same run."""

    name: str
    baseline: str
    ask: float
    ours: str
    """Our cost and that of the baseline, with units."""
    theirs: str
    ratio: float
    sizes: str
    is_most: bool = False
    """Whether the ask is the most that is allowed, not the least."""

    @property
    def is_met(self) -> bool:
        """Whether the ask is reached."""
        return self.ratio <= self.ask if self.is_most else self.ratio >= self.ask


def processor(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The best of some runs in processor seconds: the first one also pays for caches, and others share the machine."""
    return _best(work, time.process_time, rounds)


def wall(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The best of some runs in seconds by the clock, for work that several processes share."""
    return _best(work, time.perf_counter, rounds)


def _best(work: Callable[[], object], clock: Callable[[], float], rounds: int) -> float:
    """The shortest of some runs."""
    best = float("inf")
    for _ in range(rounds):
        started = clock()
        work()
        best = min(best, clock() - started)
    return best


def compared(name: str, baseline: str, ask: float, costs: tuple[float, float], unit: tuple[int, str]) -> Measured:
    """A ratio of seconds: ours and theirs for a number of things, such as 20 documents."""
    count, thing = unit
    each = [f"{1000 * cost / count:.1f} ms a {thing}" for cost in costs]
    return Measured(name, baseline, ask, each[0], each[1], costs[1] / costs[0], f"{count} {thing}s")
