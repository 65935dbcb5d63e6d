"""Plant errors and print what became of them.

usage: python -m tools.seeded_localise [SHARE]     SHARE 0.1 plants a tenth of the errors
"""

from __future__ import annotations

import sys

from tools.seeded_localise.trials import Row, rows

TITLES = ("cases", "exact %", "among %", "named %", "silent", "incomplete", "median ms", "95 % ms", "worst ms")


def cells(row: Row) -> tuple[str, ...]:
    """A trial as cells: its name, shares of its cases, and milliseconds of processor time."""
    shares = ("" if count is None else f"{100 * count / row.cases:.1f}" for count in (row.exact, row.among, row.named))
    times = (f"{each:.1f}" for each in row.times())
    return row.trial, str(row.cases), *shares, str(row.silent), str(row.incomplete), *times


def line(row: Row) -> str:
    """A trial in one line."""
    trial, *values = cells(row)
    return f"{trial:<34}" + "".join(f"{value:>11}" for value in values)


def main(arguments: list[str]) -> int:
    """Print a line a trial; the exit status."""
    print(f"{'trial':<34}" + "".join(f"{title:>11}" for title in TITLES))
    for row in rows(float(arguments[0]) if arguments else 1.0):
        print(line(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
