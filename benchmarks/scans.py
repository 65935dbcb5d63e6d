"""How fast scanned pages with tables are read beside whole-page RapidOCR, on the same pages in the same run.

usage: python -m benchmarks.scans [DOCUMENTS]

RapidOCR finds and recognises every line of a page, with the settings of its package but for one thread, as we use.
Ours are two figures: the tables alone, and the page with the prose around them. Prints processor seconds a page and
the ratios; only ratios inside one run mean anything. Exit status 1 when there is nothing to measure.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import psutil
import pypdfium2 as pdfium
from rapidocr import RapidOCR

from benchmarks.timing import EXAMPLES, Measured, compared
from extractors.grid import Box
from extractors.readers.pdf_lattice import ruled_tables
from extractors.readers.pdf_objects import Rule
from extractors.readers.scan import Budget
from extractors.readers.scan_ink import level
from extractors.readers.scan_page import ScannedPage

PAGES = 4
"""Measured of all documents, the first with a table of each: whole pages take long."""


class Cost(NamedTuple):
    """Processor seconds of one page: our tables, our whole page, RapidOCR's whole page."""

    name: str
    pixels: str
    tables: float
    page: float
    whole: float


def costs_of(folder: Path) -> list[Cost]:
    """The costs of the pages measured."""
    engine = RapidOCR(params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 1})
    engine(np.full((64, 256, 3), 255, np.uint8), use_cls=False)
    return [cost for path in sorted(folder.glob("*scan*.pdf"))[:PAGES] for cost in measured(path, engine)]


def asks(folder: Path) -> Measured | None:
    """The tables of scanned pages beside RapidOCR on the whole page; nothing without scans."""
    costs = costs_of(folder)
    seconds = sum(cost.tables for cost in costs), sum(cost.whole for cost in costs)
    return compared("scanned tables", "RapidOCR, whole page", 5.0, seconds, (len(costs), "page")) if costs else None


def main(arguments: list[str]) -> int:
    """Measure the scans of a folder; the exit status."""
    folder = Path(arguments[0]) if arguments else EXAMPLES
    costs = costs_of(folder)
    if not costs:
        print(f"no scans with tables in {folder}; name a folder that has some", file=sys.stderr)
        return 1
    report(costs)
    return 0


def measured(path: Path, engine: Any) -> Iterator[Cost]:
    """The cost of the page of a document that has the most cells; nothing for one without tables."""
    scale = (150 if "150" in path.stem else 200) / 72
    with pdfium.PdfDocument(path.read_bytes()) as document:
        pages = [page.render(scale=scale, prefer_bgrx=True).to_numpy()[:, :, :3].copy() for page in document]
    fullest = max(pages, key=lambda pixels: len(cells_of(seen(pixels, scale))))
    if cells_of(seen(fullest, scale)):
        tables = seconds(lambda: read(fullest, scale, prose=False))
        page = seconds(lambda: read(fullest, scale, prose=True))
        whole = seconds(lambda: engine(fullest, use_cls=False))
        height, width, _ = fullest.shape
        yield Cost(path.stem, f"{width} x {height}", tables, page, whole)


def seen(pixels: Any, scale: float) -> ScannedPage:
    """A straightened page."""
    return ScannedPage(level(pixels, scale), 1, True, Budget())


def cells_of(page: ScannedPage) -> list[Box]:
    """The boxes of all cells of a page."""
    return [box for table in ruled_tables([Rule(*rule) for rule in page.rules()], 1) for box in table]


def read(pixels: Any, scale: float, *, prose: bool) -> None:
    """Straighten a page and recognise its cells, and its prose when asked for."""
    page = seen(pixels, scale)
    cells = cells_of(page)
    page.cells(cells)
    if prose:
        page.lines(cells)


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of a call."""
    started = time.process_time()
    call()
    return time.process_time() - started


def report(costs: list[Cost]) -> None:
    """Print a line a page and the totals."""
    print(f"{'page':<30}{'pixels':>13}{'tables s':>10}{'page s':>9}{'RapidOCR s':>12}{'ratios':>14}")
    total = Cost("all", "", *(sum(column) for column in zip(*(cost[2:] for cost in costs), strict=True)))
    for cost in (*costs, total):
        row = f"{cost.name:<30}{cost.pixels:>13}{cost.tables:>10.2f}{cost.page:>9.2f}{cost.whole:>12.2f}"
        print(f"{row}{cost.whole / cost.tables:>8.1f}{cost.whole / cost.page:>6.1f}")
    print(f"memory of all of it: {psutil.Process().memory_info().rss / 2**20:.0f} MiB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
