"""Documents that only LibreOffice opens are converted many a call before they are read: its start costs the most."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from pathlib import Path

from extractors import office
from flows.batches import batches
from flows.pool import Failure, GuardedPool
from flows.settings import Settings
from flows.warehouse import WaitingDocument
from flows.worker import Conversion, Reading, convert_documents

_MOST, _FEWEST = 25, 4
"""Documents a call: past the first number a call gains nothing, below the second it is not worth two processes."""
_SHARE = 0.8
"""Of the time of a task; what is converted by then is kept."""


@contextmanager
def converted(
    pool: GuardedPool, documents: Sequence[WaitingDocument], readings: Sequence[Reading], settings: Settings
) -> Iterator[list[Reading]]:
    """The readings, each with its .docx where LibreOffice made one; those without it are converted one by one."""
    sources = [
        (reading.path, document.media_type)
        for document, reading in zip(documents, readings, strict=True)
        if document.media_type in office.ENDINGS and _is_readable(reading)
    ]
    if len(sources) < 2 or not office.is_installed():
        yield list(readings)
        return
    settings.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="converted-", dir=settings.scratch) as folder:
        made = _made(pool, sources, Path(folder), settings)
        yield [replace(reading, converted=made.get(reading.path)) for reading in readings]


def _is_readable(reading: Reading) -> bool:
    """Whether a document is there and of a size that is read."""
    return reading.path.is_file() and reading.path.stat().st_size <= reading.largest


def _made(pool: GuardedPool, sources: Sequence[tuple[Path, str]], folder: Path, settings: Settings) -> dict[Path, Path]:
    """Where each converted document lies."""
    size = min(max(ceil(len(sources) / settings.workers), _FEWEST), _MOST)
    seconds = settings.document_seconds * _SHARE
    tasks = [Conversion(tuple(some), folder, seconds) for some in batches(sources, size)]
    made: dict[Path, Path] = {}
    for _, outcome in pool.map(convert_documents, tasks):
        if not isinstance(outcome, Failure):
            made |= outcome
    return made


def waits_for_converter() -> tuple[str, ...]:
    """The kinds of problems that are over now that LibreOffice is there; none without it."""
    return ("no_converter",) if office.is_installed() else ()
