"""A run, and the journal in which its stages are written down."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Literal

from flows.settings import Settings

Stage = Literal["ingest", "extract", "build", "check", "publish", "release", "forget"]


def now() -> datetime:
    """The time in UTC without a zone, as the raw tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the pipeline on one home folder."""

    run_id: str
    started_at: datetime
    settings: Settings


def new_run(settings: Settings) -> Run:
    """A run that starts now; its id sorts by time."""
    started = now()
    return Run(f"{started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}", started, settings)


@contextmanager
def stage(run: Run, name: Stage) -> Iterator[None]:
    """Writes the beginning and the end of a stage into the journal; without an end it failed or was interrupted."""
    _write(run, name, "begins")
    yield
    _write(run, name, "ends")


def _write(run: Run, name: Stage, event: str) -> None:
    """One JSON line, flushed at once, so that whoever watches sees the stage as it is."""
    run.settings.logs.mkdir(parents=True, exist_ok=True)
    line = {"run_id": run.run_id, "stage": name, "event": event, "at": now().isoformat()}
    with (run.settings.logs / "journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(line) + "\n")


def versions(extractor_version: str) -> dict[str, str]:
    """What made the tables: gouji, its extractor and the tools under it."""
    tools = {"duckdb": "duckdb", "dbt": "dbt-core", "great_expectations": "great-expectations", "prefect": "prefect"}
    found = {name: version(distribution) for name, distribution in tools.items()}
    return {"gouji": version("gouji"), "extractor": extractor_version, **found}
