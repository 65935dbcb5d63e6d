"""PDFs beside pdfplumber: processor time by family of layouts, two workers, and which cells differ.

usage: python -m benchmarks.pdfs [DOCUMENTS]

gouji does all of its reading (tables, prose, places, tables over page breaks); pdfplumber finds tables alone.
"""

from __future__ import annotations

import io
import logging
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from benchmarks.timing import EXAMPLES, Measured, compared, processor, wall
from extractors.readers import pdf
from flows.pool import Failure, Limits, guarded_pool

SCANS = ("scan", "ocrlayer")
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_WORKERS = 2
_LIMITS = Limits(_WORKERS, 60.0, 2 * 1024**3)


@dataclass(frozen=True, slots=True)
class Family:
    """The documents of one way to draw: pages, our processor seconds and pdfplumber's."""

    name: str
    pages: int
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times faster we are."""
        return self.theirs / self.ours


def documents(folder: Path) -> list[Path]:
    """The PDFs with text of a folder, and our own samples, whose fonts are not embedded."""
    found = [path for path in sorted(folder.glob("*.pdf")) if not any(mark in path.stem for mark in SCANS)]
    return [*found, *sorted(SAMPLES.glob("*.pdf"))] if found else []


def family_of(path: Path) -> str:
    """The way in which a document is drawn, by its name."""
    return "samples (fonts not embedded)" if path.parent == SAMPLES else path.stem.rpartition("__")[2]


def families(paths: Sequence[Path]) -> list[Family]:
    """Each family measured, the slowest first."""
    totals: dict[str, list[Family]] = defaultdict(list)
    for path in paths:
        data = path.read_bytes()
        ours, theirs = processor(lambda data=data: pdf.read(data)), processor(lambda data=data: plumb(data))  # type: ignore[misc]
        totals[family_of(path)].append(Family(family_of(path), pdf.read(data).pages, ours, theirs))
    return sorted((together(name, each) for name, each in totals.items()), key=lambda family: family.ratio)


def together(name: str, parts: Sequence[Family]) -> Family:
    """Several measurements as one."""
    pages, ours, theirs = (sum(column) for column in zip(*((p.pages, p.ours, p.theirs) for p in parts), strict=True))
    return Family(name, int(pages), ours, theirs)


def plumb(data: bytes) -> None:
    """The tables of a PDF as pdfplumber's documentation reads them."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def asks(found: Sequence[Family]) -> Iterator[Measured]:
    """What is asked of all families together and of the slowest one."""
    everything, slowest = together("all", found), found[0]
    for ask, name, family in ((6.0, "PDF tables, all families", everything), (3.0, "PDF tables, slowest", slowest)):
        label = name if family is everything else f"{name} family: {family.name}"
        costs = family.ours, family.theirs
        yield compared(label, "pdfplumber `extract_tables`", ask, costs, (family.pages, "page"))


def with_workers(paths: Sequence[Path]) -> Measured:
    """Seconds by the clock of the pool that a run uses, with two workers, beside pdfplumber in one process."""
    with guarded_pool(_LIMITS, preload="benchmarks.pdfs") as pool:
        list(pool.map(pages_of, [str(path) for path in paths[:_WORKERS]]))  # the workers start once in a run
        outcomes = [outcome for _, outcome in pool.map(pages_of, [str(path) for path in paths])]
        ours = wall(lambda: list(pool.map(pages_of, [str(path) for path in paths])))
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    if failures:
        raise SystemExit(f"a worker failed: {failures[0].message}")
    theirs = wall(lambda: list(map(plumb_of, paths)), rounds=1)
    pages = sum(outcome for outcome in outcomes if isinstance(outcome, int))
    return compared(
        "the same, two workers, by the clock", "pdfplumber, one process", 11.0, (ours, theirs), (pages, "page")
    )


def plumb_of(path: Path) -> None:
    """The tables of a file by pdfplumber."""
    plumb(path.read_bytes())


def pages_of(path: str) -> int:
    """Read a document in a worker; how many pages it has."""
    return pdf.read(Path(path).read_bytes()).pages


def main(arguments: list[str]) -> int:
    """Print the families of a folder; the exit status."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    folder = Path(arguments[0]) if arguments else EXAMPLES
    found = families(documents(folder))
    if not found:
        print(f"no PDFs with text in {folder}; name a folder that has some", file=sys.stderr)
        return 1
    print(f"{'family':<30}{'pages':>6}{'gouji ms':>10}{'pdfplumber ms':>15}{'ratio':>7}")
    for each in (*found, together("all", found)):
        ours, theirs = (1000 * seconds / each.pages for seconds in (each.ours, each.theirs))
        print(f"{each.name:<30}{each.pages:>6}{ours:>10.1f}{theirs:>15.1f}{each.ratio:>7.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
