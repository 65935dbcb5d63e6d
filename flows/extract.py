"""Extraction: batches of landed documents go through guarded processes into the raw tables."""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from extractors.extract import EXTRACTOR_VERSION
from extractors.forms import problem_kinds
from extractors.records import Extraction, Problem
from flows.batches import batches
from flows.conversion import converted, waits_for_converter
from flows.landing import landed_path, quarantine, release
from flows.pool import Failure, GuardedPool, Limits, guarded_pool
from flows.rows import Extracted, Stamp, arrow_tables
from flows.runs import Run, now
from flows.settings import Settings
from flows.warehouse import WaitingDocument, Warehouse
from flows.worker import Reading, read_document

_log = logging.getLogger("gouji.extract")

_WITHOUT_TABLES = "no_tables"
Reader = Callable[[Reading], Extraction | Problem]


@dataclass(frozen=True, slots=True)
class Counts:
    """What came of some documents."""

    documents: int = 0
    unreadable: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.documents + other.documents, self.unreadable + other.unreadable)


def waiting_batches(run: Run, warehouse: Warehouse) -> list[list[WaitingDocument]]:
    """The documents that this extractor has not read as they now are, in batches."""
    return list(batches(warehouse.waiting(EXTRACTOR_VERSION, waits_for_converter()), run.settings.batch_size))


@contextmanager
def readers(settings: Settings) -> Iterator[GuardedPool]:
    """The processes that read documents, each limited in time and memory."""
    limits = Limits(
        settings.workers, settings.document_seconds, settings.document_memory, longest=settings.longest_seconds
    )
    with guarded_pool(limits, preload="flows.worker") as pool:
        yield pool


def extract_batch(
    run: Run,
    warehouse: Warehouse,
    pool: GuardedPool,
    documents: Sequence[WaitingDocument],
    reader: Reader = read_document,
    advance: Callable[[], None] = lambda: None,
) -> Counts:
    """Reads a batch and loads it in one transaction; what cannot be read costs one problem row and a line."""
    settings = run.settings
    loaded_at = now()
    extracted = []
    with converted(pool, documents, [_reading(document, settings) for document in documents], settings) as readings:
        for document, (_, outcome) in zip(documents, pool.map(reader, readings), strict=True):
            stamp = Stamp(document.document_id, EXTRACTOR_VERSION, run.run_id, loaded_at)
            extracted.append(Extracted(stamp, document.stated, _settle(document, outcome)))
            advance()
    warehouse.load(arrow_tables(extracted))
    parts = warehouse.parts_without_tables([document.document_id for document in documents])
    for document_id, name in parts.items():
        release(settings.quarantine, document_id=document_id, name=name)
    _sort_out(extracted, documents, parts, settings)
    return Counts(len(extracted), sum(isinstance(item.outcome, Problem) for item in extracted))


def _reading(document: WaitingDocument, settings: Settings) -> Reading:
    """What a worker needs to know of a document."""
    path = landed_path(settings.landing, document.document_id)
    return Reading(path, document.name, document.stated, settings.document_bytes, settings.picture_seconds)


def _settle(document: WaitingDocument, outcome: Extraction | Problem | Failure) -> Extraction | Problem:
    """A failure as a problem; when our own code raised, the log keeps the whole story."""
    if not isinstance(outcome, Failure):
        return outcome
    if outcome.cause is not None:
        _log.debug("%s: %s", document.uri, outcome.message, exc_info=outcome.cause)
    return Problem(outcome.kind, "", None, outcome.message)


def _sort_out(
    extracted: Sequence[Extracted], documents: Sequence[WaitingDocument], parts: Container[str], settings: Settings
) -> None:
    """Puts documents with a problem as a whole into the quarantine with a line each, and takes out the others.

    That one of the `parts` has no tables is none: another file of its report has them.
    """
    for item, document in zip(extracted, documents, strict=True):
        problem = _of_the_whole(item.outcome)
        if problem is None or (problem.kind == _WITHOUT_TABLES and document.document_id in parts):
            release(settings.quarantine, document_id=document.document_id, name=document.name)
            continue
        reason = f"{document.uri}: {problem.message}"
        landed = landed_path(settings.landing, document.document_id)
        quarantine(landed, settings.quarantine, name=document.name, reason=f"{problem.kind}: {reason}")
        _log.warning("%s (%s; copy in quarantine)", reason, problem.kind)


def _of_the_whole(outcome: Extraction | Problem) -> Problem | None:
    """The first problem that is one of the document as a whole."""
    problems = (outcome,) if isinstance(outcome, Problem) else outcome.problems
    kinds = problem_kinds()
    return next((problem for problem in problems if kinds[problem.kind].whole_document), None)
