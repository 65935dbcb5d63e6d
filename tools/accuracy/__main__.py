"""Draw, extract, compare, ask the other tools, write the page."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pypdfium2

from extractors.document import PDF, Document, DocumentError, media_type_of
from extractors.extract import READERS, extract
from tools.accuracy.drawings import Drawing, Drawn, drawings, reports
from tools.accuracy.others import TOOLS, numbers_right, sequence
from tools.accuracy.page import page
from tools.accuracy.score import Measured, compare
from tools.drawing.report import Text

Result = TypeVar("Result")
_SLOW = 0.5
"""Seconds over which a second run is not worth its time."""


def measure(drawing: Drawing, drawn: Sequence[Drawn], folder: Path | None) -> Measured:
    """Draw some reports in one way and read them with gouji and with the tools for that format."""
    measured = Measured(drawing.group, drawing.layout, drawing.ending)
    documents = drawing.draw([each.report for each in drawn])
    for number, (each, data) in enumerate(zip(drawn, documents, strict=True)):
        if folder:
            name = "".join(letter if letter.isalnum() else "_" for letter in drawing.name)
            (folder / f"{name}_{each.report.form}_{number}.{drawing.ending}").write_bytes(data)
        _ours(measured, each, data)
        if drawing.group.startswith(("PDF", "HTML")):
            _theirs(measured, each, data)
    return measured


def _ours(measured: Measured, drawn: Drawn, data: bytes) -> None:
    """Extract one document and count."""
    document = Document(f"drawn.{measured.ending}", data)
    try:
        extraction, seconds = timed(lambda: extract(document))
        score = compare(drawn.figures, extraction.facts)
    except DocumentError as error:
        seconds, score = 0.0, compare(drawn.figures, ())
        score.faults = [f"refused: {error.message}"]
    measured.score.add(score)
    measured.files += 1
    measured.pages += _pages(data) if document.media_type == PDF else 1
    measured.seconds += seconds


def _theirs(measured: Measured, drawn: Drawn, data: bytes) -> None:
    """Ask the other tools that read this format."""
    tables = [piece for piece in drawn.report.pieces() if not isinstance(piece, Text)]
    true = sequence(tables, drawn.figures.values())
    measured.numbers += len(true)
    measured.reading += timed(lambda: READERS[media_type_of(data)](data))[1]
    for name, (ending, read) in TOOLS.items():
        if ending == measured.ending:
            cells, seconds = timed(lambda read=read: list(_readable(read, data)))  # type: ignore[misc]
            right, before = measured.others.get(name, (0, 0.0))
            measured.others[name] = (right + numbers_right(true, cells), before + seconds)


def _readable(read: Callable[[bytes], Iterator[str]], data: bytes) -> Iterator[str]:
    """The cells that a tool gives; none where it finds no table and says so by an exception."""
    try:
        yield from read(data)
    except ValueError:
        return


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """A result and its processor seconds, those of called programs included: the better of two runs unless it is slow.

    The first run also pays for caches that later documents find filled.
    """
    result, seconds = _once(work)
    return (result, seconds) if seconds > _SLOW else (result, min(seconds, _once(work)[1]))


def _once(work: Callable[[], Result]) -> tuple[Result, float]:
    """A result and the processor seconds of one run."""
    start = _seconds()
    result = work()
    return result, _seconds() - start


def _seconds() -> float:
    """Processor seconds of this process and of its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _pages(data: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(data)
    pages = len(document)
    document.close()
    return pages


def main(arguments: Sequence[str]) -> int:
    """Run all drawings and write the page; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.accuracy", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=2, help="reports of each form in each drawing")
    parser.add_argument("--documents", type=Path, help="keep the drawn documents in this folder")
    parser.add_argument("--only", default="", help="only drawings whose name contains this")
    parser.add_argument("-o", "--output", type=Path, help="the page to write, else it is printed")
    options = parser.parse_args(arguments)
    if options.documents:
        options.documents.mkdir(parents=True, exist_ok=True)
    results = []
    for drawing in drawings():
        if options.only in drawing.name:
            each = min(options.reports, drawing.reports or options.reports)
            chosen = drawing.of(reports(options.seed, each, blanks=drawing.blanks))
            results.append(measure(drawing, chosen, options.documents))
            _say(results[-1])
    text = page(results, options.seed, options.reports)
    options.output.write_text(text, encoding="utf-8") if options.output else print(text)
    return 0


def _say(measured: Measured) -> None:
    """One line of progress, and what went wrong."""
    score = measured.score
    counts = (
        f"{score.right}/{score.slots} right, {score.wrong} wrong, {score.missing} missing, {score.invented} invented"
    )
    print(f"{measured.group}: {measured.layout}: {counts}", file=sys.stderr, flush=True)
    for fault in score.faults[:6]:
        print(f"    {fault}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
