"""How fast the readers are beside pdfplumber and python-docx, on the same files in the same run.

usage: python -m benchmarks.readers [DOCUMENTS]

Prints one line a family of PDF layouts and one for Word: pages, processor milliseconds a page, and the ratio; only
ratios inside one run mean anything. Exit status 1 when there is nothing to measure.
"""

from __future__ import annotations

import io
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import docx as python_docx
import pdfplumber

from extractors.readers import docx, pdf

DEFAULT = Path("../shared/examples")
SCANS = ("scan", "ocrlayer")


def main(arguments: list[str]) -> int:
    """Measure the documents of a folder; the exit status."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    folder = Path(arguments[0]) if arguments else DEFAULT
    pdfs, words = (sorted(folder.glob(f"*.{extension}")) for extension in ("pdf", "docx"))
    ruled = [path for path in pdfs if not any(mark in path.stem for mark in SCANS)]
    if not ruled and not words:
        print(f"no PDF or Word documents in {folder}; name a folder that has some", file=sys.stderr)
        return 1
    report_pdfs(ruled)
    report_words(words)
    return 0


def report_pdfs(paths: Iterable[Path]) -> None:
    """Print each family's milliseconds a page and the ratio, and those of all together."""
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for path in paths:
        pages, ours, theirs = measure(path)
        for family in (path.stem.rpartition("__")[2], "all PDF"):
            totals[family] = [a + b for a, b in zip(totals[family], (pages, ours, theirs), strict=True)]
    print(f"{'family':<24}{'pages':>6}{'gouji ms':>10}{'pdfplumber ms':>15}{'ratio':>7}")
    for family, total in sorted(totals.items(), key=lambda item: item[0] == "all PDF"):
        row = f"{family:<24}{total[0]:>6.0f}{1000 * total[1] / total[0]:>10.1f}{1000 * total[2] / total[0]:>15.1f}"
        print(f"{row}{total[2] / total[1]:>7.1f}")


def measure(path: Path) -> tuple[int, float, float]:
    """Pages, our seconds (tables, prose and places) and pdfplumber's seconds (tables alone) for one PDF."""
    data = path.read_bytes()
    ours = seconds(lambda: pdf.read(data))
    theirs = seconds(lambda: plumb(data))
    return pdf.read(data).pages, ours, theirs


def plumb(data: bytes) -> None:
    """The tables of a PDF as pdfplumber's documentation reads them."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def report_words(paths: list[Path]) -> None:
    """Print the milliseconds a Word document and the ratio to python-docx."""
    if not paths:
        return
    documents = [path.read_bytes() for path in paths]
    ours = seconds(lambda: [docx.read(data) for data in documents])
    theirs = seconds(lambda: read_with_python_docx(documents))
    print(f"\n{'Word':<24}{'files':>6}{'gouji ms':>10}{'python-docx ms':>15}{'ratio':>7}")
    row = f"{'':<24}{len(paths):>6}{1000 * ours / len(paths):>10.1f}{1000 * theirs / len(paths):>15.1f}"
    print(f"{row}{theirs / ours:>7.1f}")


def read_with_python_docx(documents: list[bytes]) -> None:
    """The texts of tables and paragraphs as python-docx gives them."""
    for data in documents:
        document = python_docx.Document(io.BytesIO(data))
        rows = [row for table in document.tables for row in table.rows]
        _ = [cell.text for row in rows for cell in row.cells]
        _ = [paragraph.text for paragraph in document.paragraphs]


def seconds(work: Callable[[], object]) -> float:
    """The better of two runs in processor seconds: the first one also pays for caches, and others share the machine."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
