"""What the explorer costs with ten thousand agencies: to write, to write again, in size, and to search.

usage: python -m benchmarks.site [--agencies N] [--years N] [--like PUBLISHED.duckdb]

Writes the explorer from simulated tables. Prints seconds of processor time, sizes, and milliseconds of a search in the
browser. Exit status 1 when a page or a file of data is larger than one megabyte.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from flows.pages.explorer.site import write_site
from tests.browser import browser
from tools.simulated.build import Size, simulate

LARGEST = 1_000_000
PUBLISHED = Path("gouji_home/published/gouji.duckdb")
_SEARCH = """
async (sought) => {
  const started = performance.now();
  const found = await globalThis.explorer.find(sought);
  return [performance.now() - started, found.length];
}
"""
_SOUGHT = ("工信", "gxj", "沈阳 财政", "zzzzzz")


def main() -> int:
    """Measures and prints; out comes the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__)
    parser.add_argument("--agencies", type=int, default=10_000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--like", type=Path, default=PUBLISHED, metavar="PUBLISHED.duckdb")
    options = parser.parse_args()
    if not options.like.is_file():
        print(f"there is no published file {options.like} to take the tables from; make one: make run", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        simulate(options.like, folder / "gouji.duckdb", Size(options.agencies, options.years, whole=False))
        first, again = folder / "first", folder / "again"
        print(f"{options.agencies:,} agencies, {options.years} years; processor seconds: ", end="")
        print(f"written {_written(folder, first):.0f}, written again {_written(folder, again, first):.0f}")
        sizes = {file: file.stat().st_size for file in first.rglob("*") if file.is_file()}
        largest = max(sizes, key=lambda file: sizes[file])
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(
            f"{len(sizes):,} files, {sum(sizes.values()) / 1e6:.0f} MB, {memory:.0f} MB of memory; the largest: ",
            end="",
        )
        print(f"{largest.relative_to(first)} {sizes[largest] / 1e6:.2f} MB")
        _search(first / "index.html")
        return int(sizes[largest] > LARGEST)


def _written(folder: Path, target: Path, before: Path | None = None) -> float:
    """Processor seconds to write the site."""
    started = time.process_time()
    write_site(folder / "gouji.duckdb", target, before=before)
    return time.process_time() - started


def _search(page: Path) -> None:
    """Prints how long the page and each search take, the first with the reading of the index."""
    with browser() as opened:
        tab = opened.new_page()
        tab.goto(page.as_uri())
        ready = tab.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
        print(f"first page ready after {ready:.0f} ms; searches: ", end="")
        told = [(sought, *tab.evaluate(_SEARCH, sought)) for sought in (_SOUGHT[0], *_SOUGHT)]
        print(", ".join(f"{sought} {taken:.0f} ms ({found:,})" for sought, taken, found in told))


if __name__ == "__main__":
    raise SystemExit(main())
