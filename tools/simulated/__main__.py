"""Write a published file of any size, to try explorers and questions on.

usage: python -m tools.simulated [--agencies N] [--years N] [--whole] [--like PUBLISHED.duckdb] OUT.duckdb

The tables and their columns are those of a published file: by default of the samples, as `make run` makes it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tools.simulated.build import Size, simulate

PUBLISHED = Path("gouji_home/published/gouji.duckdb")


def main(arguments: Sequence[str]) -> int:
    """Write the file; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.simulated", description=__doc__)
    parser.add_argument("output", type=Path, metavar="OUT.duckdb")
    parser.add_argument("--agencies", type=int, default=94_000)
    parser.add_argument("--years", type=int, default=11, help="the last of them is 2024")
    parser.add_argument("--like", type=Path, default=PUBLISHED, metavar="PUBLISHED.duckdb")
    parser.add_argument("--whole", action="store_true", help="with what is judged cell by cell: ten times as many rows")
    options = parser.parse_args(arguments)
    if not options.like.is_file():
        print(f"there is no published file {options.like} to take the tables from; make one: make run", file=sys.stderr)
        return 2
    if options.output.exists():
        print(f"{options.output} is there already", file=sys.stderr)
        return 2
    started = time.perf_counter()
    simulate(options.like, options.output, Size(options.agencies, options.years, whole=options.whole))
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.0f} MB in {time.perf_counter() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
