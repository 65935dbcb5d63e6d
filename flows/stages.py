"""The stages as plain functions: each opens what it needs, notes itself in the journal, and closes again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path

from flows.errors import GoujiError
from flows.extract import Counts, extract_batch, readers, waiting_batches
from flows.forget import Forgotten, forget
from flows.ingest import Landing, ingest
from flows.lock import home_lock
from flows.pool import GuardedPool
from flows.runs import Run, new_run, stage
from flows.screen import progress, working
from flows.settings import Settings
from flows.warehouse import WaitingDocument, open_warehouse

Advance = Callable[[], None]
ReadBatch = Callable[[Run, GuardedPool, Sequence[WaitingDocument], Advance], Counts]


@contextmanager
def run_in(settings: Settings, *, ends_as: str) -> Iterator[Run]:
    """Holds the home folder for a run and notes how it ends; raises GoujiError when another one is at work there."""
    with home_lock(settings.home):
        run = new_run(settings)
        with open_warehouse(settings) as warehouse:
            warehouse.start_run(run, version("gouji"))
        try:
            yield run
        except BaseException:
            with suppress(GoujiError):  # dbt may still hold the warehouse when interrupted; why the run ends is told
                _end(run, "failed")
            raise
        _end(run, ends_as)


def _end(run: Run, status: str) -> None:
    """Notes in the journal how a run ended."""
    with open_warehouse(run.settings) as warehouse:
        warehouse.end_run(run, status)


def land(run: Run, paths: Sequence[Path], manifest: Path | None) -> Landing:
    """Lands files, folders and the rows of a manifest."""
    with stage(run, "ingest"), working("Landing the documents"), open_warehouse(run.settings) as warehouse:
        return ingest(run, warehouse, paths, manifest)


def read_batch(run: Run, pool: GuardedPool, batch: Sequence[WaitingDocument], advance: Advance) -> Counts:
    """Reads and loads one batch of documents."""
    with open_warehouse(run.settings) as warehouse:
        return extract_batch(run, warehouse, pool, batch, advance=advance)


def read_all(run: Run, read: ReadBatch = read_batch) -> Counts:
    """Reads all documents that wait, batch by batch, each through `read`."""
    with stage(run, "extract"):
        with open_warehouse(run.settings) as warehouse:
            batches = waiting_batches(run, warehouse)
        total = sum(len(batch) for batch in batches)
        with readers(run.settings) as pool, progress("Reading the documents", total) as advance:
            return sum((read(run, pool, batch, advance) for batch in batches), Counts())


def shape(run: Run) -> None:
    """Compiles the identities, takes in what people decided, and lets dbt make and test the marts."""
    from flows.build import build, compile_identities
    from flows.decisions import take_in, tell_what_does_not_apply
    from flows.dictionary.codes import code_rows
    from flows.expected import take_in_expected

    with stage(run, "build"), working("Building the tables"):
        with open_warehouse(run.settings) as warehouse:
            warehouse.replace("codes", code_rows())
            take_in(run.settings, warehouse, compile_identities(warehouse))
            take_in_expected(run.settings, warehouse)
        build(run)
        tell_what_does_not_apply(run.settings)


def judge(run: Run) -> None:
    """Lets Great Expectations judge the marts."""
    from flows.check import check

    with stage(run, "check"), working("Checking the totals"):
        check(run)


def judge_anew(run: Run) -> None:
    """Makes the marts with the identities and verdicts as they are now, and lets them be judged."""
    shape(run)
    judge(run)


def take_back(run: Run, named: str, reason: str) -> Forgotten:
    """Takes a document back that should not have been landed."""
    with stage(run, "forget"), open_warehouse(run.settings) as warehouse:
        return forget(run, warehouse, named, reason)


def release(run: Run) -> None:
    """Publishes the marts."""
    from flows.publish import publish

    with stage(run, "publish"), working("Publishing"):
        publish(run)


def issue(run: Run, day: date | None) -> None:
    """Publishes the marts and keeps what is published then as the release of a day."""
    from flows.releases import make_release

    release(run)
    with stage(run, "release"), working("Writing the release"):
        make_release(run, day)
