"""How much memory a long PDF leaves behind, a page: ours beside pdfplumber's without closing its pages.

usage: python -m benchmarks.memory {gouji|pdfplumber} DOCUMENT PAGES

Reads the document once to warm up, then the same pages over and over in one document of so many; prints the MiB by
which the peak of the process grew, a page. Each reader has a process of its own.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf

from benchmarks.pdfs import documents, family_of, plumb
from benchmarks.timing import Measured
from extractors.readers import pdf

PAGES = 100
_FAMILY = "chromium_plain"
_READERS: dict[str, Callable[[bytes], object]] = {"gouji": pdf.read, "pdfplumber": plumb}


def asks(folder: Path) -> Measured:
    """The growth by the largest document of those that a browser printed as they usually are."""
    paths = documents(folder)
    usual = [path for path in paths if family_of(path) == _FAMILY] or paths
    document = max(usual, key=lambda path: path.stat().st_size)
    ours, theirs = (_in_a_process(name, document) for name in _READERS)
    return Measured(
        "memory growth, MiB a page", "pdfplumber, pages left open", 1.0, f"{ours:.2f} MiB a page",
        f"{theirs:.2f} MiB a page", ours, f"{PAGES} pages of {document.name}", is_most=True,
    )  # fmt: skip


def _in_a_process(reader: str, document: Path) -> float:
    """The growth in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.memory", reader, str(document), str(PAGES)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def growth(read: Callable[[bytes], object], document: bytes, pages: int) -> float:
    """MiB a page by which the peak grows beyond that of reading the document alone."""
    long = repeated(document, pages)
    read(document)
    before = _peak()
    read(long)
    return (_peak() - before) / pages


def repeated(document: bytes, pages: int) -> bytes:
    """A PDF with the pages of another, over and over; each copy has contents of its own."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as source, pikepdf.new() as long:
        while len(long.pages) < pages:
            for page in list(source.pages)[: pages - len(long.pages)]:
                long.pages.append(page)
                long.pages[-1].Contents = long.make_stream(long.pages[-1].Contents.read_bytes())
        long.save(target)
    return target.getvalue()


def _peak() -> float:
    """The most memory that this process has held since it began, in MiB; `getrusage` also counts its parent's."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main(arguments: list[str]) -> int:
    """Print the growth of one reader; the exit status."""
    name, document, pages = arguments
    print(growth(_READERS[name], Path(document).read_bytes(), int(pages)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
