"""The workflow engine for a run from the command line: a server when none is named, and silence on the screen."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.errors import GoujiError
from flows.outcome import Outcome
from flows.screen import working
from flows.settings import Settings
from flows.temporary_server import answers, start_temporary_server

_QUIET = {
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "gouji",
}
_ALONE = {"PREFECT_LOGGING_TO_API_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "CRITICAL"}
"""With a server of its own, whose logs nobody reads, a run sends it none."""


def run_flow(settings: Settings, paths: Sequence[Path], manifest: Path | None) -> Outcome:
    """Runs the main flow on the server that PREFECT_API_URL names, else on one of its own; raises GoujiError."""
    with _server(settings):
        from flows.annual_reports import annual_reports

        return annual_reports(
            paths=[str(path.absolute()) for path in paths],
            manifest=str(manifest.absolute()) if manifest else None,
            home=str(settings.home),
        )


@contextmanager
def _server(settings: Settings) -> Iterator[None]:
    """The environment in which Prefect is imported; imports the slow parts while a temporary server boots."""
    _default({**_QUIET, "PREFECT_HOME": str(settings.prefect)})
    _make(settings.prefect)
    if named := os.environ.get("PREFECT_API_URL"):
        if not answers(named):
            raise GoujiError(f"the workflow server {named} does not answer; start it, or unset PREFECT_API_URL")
        yield
        return
    _default(_ALONE)
    server = start_temporary_server(settings)
    os.environ["PREFECT_API_URL"] = server.api_url
    try:
        with working("Starting"):
            _import_slow_parts()
            server.wait()
        yield
    finally:
        del os.environ["PREFECT_API_URL"]


def _make(folder: Path) -> None:
    """Makes a folder in the home folder; raises GoujiError when that cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GoujiError(f"cannot write in {folder}: {error.strerror}; choose another folder with --home") from error


def _default(environment: dict[str, str]) -> None:
    """Sets what the user has not set."""
    for name, value in environment.items():
        os.environ.setdefault(name, value)


def _import_slow_parts() -> None:
    """Imports what later stages need in any case; it takes as long as the server takes to come up."""
    import dbt.adapters.duckdb
    import dbt.cli.main  # noqa: F401
    import great_expectations  # noqa: F401

    import flows.annual_reports
    import flows.check
    import flows.publish  # noqa: F401
