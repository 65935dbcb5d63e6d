"""How long it takes to find the wrong cells of one report, by table and number of errors, in one process.

usage: python benchmarks/localise.py

The table of requests (form 2021) has 175 cells and 39 sums. Errors are planted in consistent tables, a quarter each
with digital text, with blanks for zeros and with the doubts of two kinds of scan. Milliseconds of processor time; exit
status 1 when the median of one to three errors is over 20 ms, and a table that holds should cost next to nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from random import Random
from statistics import median, quantiles

from expectations.localise import localise
from tools.seeded_localise.errors import READINGS, figures, read
from tools.seeded_localise.tables import Table, disputes, requests, statistics

LIMIT = 20.0
CASES = 60


def requests_2021(random: Random) -> Table:
    """The largest table of the forms in force."""
    return requests(random, "2021")


TABLES: tuple[tuple[str, Callable[[Random], Table]], ...] = (
    ("requests 2021", requests_2021),
    ("disputes", disputes),
    ("statistics 2014", statistics),
)


def times(drawn: Callable[[Random], Table], errors: int) -> list[float]:
    """Milliseconds of each case."""
    random, spent = Random(errors), []
    for case in range(CASES):
        table = drawn(random)
        reading = read(random, table, figures(random, table, errors), READINGS[case % len(READINGS)])
        started = time.process_time()
        localise(reading.cells, table.constraints)
        spent.append((time.process_time() - started) * 1000)
    return spent


def main() -> int:
    """Print a line a table and number of errors; the exit status."""
    print(f"{'table':<18}{'cells':>7}{'sums':>6}{'errors':>8}{'median ms':>12}{'95 % ms':>10}{'worst ms':>10}")
    slow = False
    for name, drawn in TABLES:
        table = drawn(Random(0))
        for errors in (0, 1, 2, 3, 5):
            spent = times(drawn, errors)
            slow |= errors <= 3 and median(spent) > LIMIT
            sizes = f"{len(table.figures):>7}{len(table.constraints):>6}{errors:>8}"
            print(f"{name:<18}{sizes}{median(spent):>12.1f}{quantiles(spent, n=20)[-1]:>10.1f}{max(spent):>10.1f}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
