"""What the data-quality report costs with ten thousand findings: to write, to write again, in size, and to sift.

usage: python -m benchmarks.pages [FINDINGS]

Each report has four findings and its table of 175 cells. Prints seconds of processor time, sizes, and milliseconds of a
filter in the browser. Exit status 1 when a page is larger than five megabytes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from flows.pages.quality import write_quality_report
from tests.browser import browser
from tests.pages.conftest import RUN
from tests.pages.many import fill_many
from tests.pages.published import Published

FINDINGS, A_REPORT = 10_000, 4
LARGEST = 5_000_000
_SIFT = """
() => {
  const box = document.querySelector("[data-filter=q]");
  const started = performance.now();
  box.value = "249 business";
  box.dispatchEvent(new Event("input"));
  document.body.offsetHeight;
  return performance.now() - started;
}
"""


def main() -> int:
    """Measures and prints; out comes the exit status."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FINDINGS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        published = Published(folder / "gouji.duckdb")
        fill_many(published, count // A_REPORT, count // A_REPORT)
        database = published.close()
        first, again = folder / "first" / "index.html", folder / "again" / "index.html"
        print(f"{count:,} findings, processor seconds: written {_written(database, first):.1f}, ", end="")
        print(f"written again {_written(database, again, first.parent):.1f}")
        pages = [file.stat().st_size for file in first.parent.rglob("*") if file.suffix in {".html", ".js"}]
        print(f"{len(pages):,} files, {sum(pages) / 1e6:.0f} MB in all, the largest {max(pages) / 1e6:.2f} MB")
        print("ready after {:.0f} ms, sifted in {:.0f} and {:.0f} ms".format(*_sifted(first)))
        return int(max(pages) > LARGEST)


def _written(database: Path, target: Path, before: Path | None = None) -> float:
    """Processor seconds to write the site."""
    started = time.process_time()
    write_quality_report(database, target, run=RUN, before=before)
    return time.process_time() - started


def _sifted(page: Path) -> tuple[float, float, float]:
    """Milliseconds until the page is ready, for a first filter, and for a second."""
    with browser() as opened:
        tab = opened.new_page()
        tab.goto(page.as_uri())
        ready = tab.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
        return float(ready), float(tab.evaluate(_SIFT)), float(tab.evaluate(_SIFT))


if __name__ == "__main__":
    raise SystemExit(main())
