"""How long one document takes to read, by format: samples, the best of three, in one process without a database."""

from __future__ import annotations

import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from extractors.document import Document
from extractors.extract import extract

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FORMATS = {".html", ".pdf", ".docx", ".xlsx", ".txt"}


def seconds(document: Path) -> float:
    """The best of three extractions."""
    data, best = document.read_bytes(), float("inf")
    for _ in range(3):
        started = time.perf_counter()
        extract(Document(document.name, data))
        best = min(best, time.perf_counter() - started)
    return best


def main() -> None:
    """Print documents, median and worst milliseconds of each format."""
    times: dict[str, list[float]] = defaultdict(list)
    for document in sorted(SAMPLES.iterdir()):
        if document.suffix in FORMATS:
            times[document.suffix].append(seconds(document) * 1000)
    print(f"{'format':<8}{'documents':>10}{'median ms':>12}{'worst ms':>12}")
    for suffix, each in sorted(times.items()):
        print(f"{suffix:<8}{len(each):>10}{median(each):>12.1f}{max(each):>12.1f}")


if __name__ == "__main__":
    main()
