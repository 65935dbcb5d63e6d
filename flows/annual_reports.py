"""The main flow: from files to published tables and the data-quality report."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from prefect import State, flow, task
from prefect.artifacts import create_link_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows import stages
from flows.alerts import alert
from flows.errors import BusyError
from flows.outcome import Outcome, read_findings, read_outcome
from flows.settings import Settings

_FINDINGS_SHOWN = 200
"""An artifact is for a look; the tables have them all."""


def _comes_back(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether what ended a task may be over at the next try: a disk, a network share, a file in use."""
    return isinstance(state.result(raise_on_failure=False), OSError | BusyError)


_AGAIN: dict[str, Any] = {"retries": 2, "retry_delay_seconds": [1, 10], "retry_condition_fn": _comes_back}
_FRESH: dict[str, Any] = {"cache_policy": NO_CACHE}
"""What a task does depends on the home folder, not on its arguments."""
_land = task(name="ingest", **_FRESH, **_AGAIN)(stages.land)
_read_batch = task(name="extract", **_FRESH, **_AGAIN)(stages.read_batch)
_shape = task(name="build", **_FRESH)(stages.shape)
_judge = task(name="check", **_FRESH)(stages.judge)
_release = task(name="publish", **_FRESH, **_AGAIN)(stages.release)


@flow(name="annual-reports")
def annual_reports(paths: list[str] | None = None, manifest: str | None = None, home: str | None = None) -> Outcome:
    """Lands files, reads what is new, builds, judges, publishes; raises GoujiError, and then nothing is published."""
    settings = Settings(home=Path(home)) if home else Settings()
    with stages.run_in(settings, ends_as="published") as run:
        landing = _land(run, [Path(path) for path in paths or ()], Path(manifest) if manifest else None)
        counts = stages.read_all(run, _read_batch)
        _shape(run)
        _judge(run)
        _release(run)
    _show(settings)
    alert(settings)
    return read_outcome(settings, new=landing.new, skipped=len(landing.skipped), unreadable=counts.unreadable)


def _show(settings: Settings) -> None:
    """Puts the findings and the way to the report where the workflow server shows them."""
    found = read_findings(settings.published_warehouse, _FINDINGS_SHOWN)
    create_table_artifact(found, key="findings", description="Totals that do not add up, the gravest first")
    report = settings.quality_report.as_uri()
    create_link_artifact(report, key="quality-report", link_text="Data-quality report")
    logging.getLogger("gouji").info("published in %s", settings.published)
