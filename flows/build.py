"""Building: the identities are compiled, and dbt makes the marts and tests that we made them well."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import md5
from pathlib import Path
from types import FrameType
from typing import Any

import duckdb
import pyarrow as pa

from expectations.equations import IdentityTerm, compile_terms
from expectations.identities import IdentityError, read_identities, read_slots
from flows.environment import environment
from flows.errors import GoujiError
from flows.runs import Run
from flows.settings import Settings
from flows.warehouse import Warehouse

_LONGEST = 300
_NOTHING_PUBLISHED = "nothing was published"


def compile_identities(warehouse: Warehouse) -> list[IdentityTerm]:
    """Puts the terms of identities.csv into the warehouse; raises GoujiError naming the line of a misspelt one."""
    try:
        terms = compile_terms(read_identities(), read_slots())
    except IdentityError as error:
        raise GoujiError(f"expectations/{error}") from error
    warehouse.replace("identity_terms", pa.Table.from_pylist([asdict(term) for term in terms]))
    return terms


def build(run: Run) -> None:
    """Makes the marts in the warehouse file, which must be closed; raises GoujiError with the failing test or model."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # seconds to import
    from dbt.cli.main import dbtRunner

    maker, kept = _digest(run.settings.package), run.settings.dbt / "made_by"
    anew = not kept.is_file() or kept.read_text(encoding="utf-8") != maker
    try:
        with environment(_read_by_dbt(run, maker)), _interrupts() as interrupts:
            result = dbtRunner().invoke(_arguments(run, anew=anew))
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if interrupts:
        raise KeyboardInterrupt
    if not result.success:
        raise GoujiError(_why(result, run.settings))
    kept.write_text(maker, encoding="utf-8")


def _arguments(run: Run, *, anew: bool) -> list[str]:
    """One `dbt build` that reads the project where it is installed and writes only in the home folder.

    With `anew` no table grows on: what another version of the project made may have other columns, or other meanings.
    """
    settings = run.settings
    project = str(settings.package / "dbt_project")
    folders = ["--project-dir", project, "--profiles-dir", project]
    outputs = ["--target-path", str(settings.dbt), "--log-path", str(settings.logs)]
    quiet = ["--quiet", "--log-level", "none", "--log-level-file", "info", "--no-use-colors"]
    unread = ["--no-write-json"]  # dbt's own manifest, twice in each build: a second, and nobody reads it
    kinds = ["--exclude-resource-type", "unit_test"]  # they test the models with rows of their own: tests/dbt runs them
    return ["build", *(["--full-refresh"] if anew else []), *kinds, *folders, *outputs, *quiet, *unread]


def _read_by_dbt(run: Run, maker: str) -> dict[str, str]:
    """What the project asks its environment for."""
    return {
        "GOUJI_WAREHOUSE": str(run.settings.warehouse),
        "GOUJI_RUN_STARTED_AT": run.started_at.isoformat(sep=" "),
        "GOUJI_JUDGING": maker,
        "DO_NOT_TRACK": "1",
    }


def _digest(package: Path) -> str:
    """A hash of all that makes facts and findings from what was read: a new version makes them anew."""
    rooms = {"dbt_project/models": (".sql", ".yml", ".py"), "dbt_project/macros": (".sql",), "expectations": (".py",)}
    files = sorted(
        path for room, endings in rooms.items() for path in (package / room).rglob("*") if path.suffix in endings
    )
    return md5(b"\0".join(path.read_bytes() for path in files), usedforsecurity=False).hexdigest()


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Counts the interrupts from the keyboard: dbt takes them for errors of its own, in whatever it was just doing."""
    seen: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield seen
        return
    before = signal.getsignal(signal.SIGINT)

    def note(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, note)
    try:
        yield seen
    finally:
        signal.signal(signal.SIGINT, before)


def _why(result: Any, settings: Settings) -> str:
    """What failed, in one line: the tests and models by name, or the error because of which nothing ran."""
    log = settings.logs / "dbt.log"
    failed = [
        _failure(node) + _example(node, settings)
        for node in _nodes(result)
        if node.status in ("fail", "error", "runtime error")
    ]
    if failed:
        more = f" (and {len(failed) - 1} more, see {log})" if len(failed) > 1 else f" (see {log})"
        return f"dbt {failed[0]}; {_NOTHING_PUBLISHED}{more}"
    return f"dbt could not run: {_first_lines(str(result.exception))}; {_NOTHING_PUBLISHED} (see {log})"


def _nodes(result: Any) -> Iterable[Any]:
    """The results node by node; none when dbt did not come so far."""
    return getattr(result.result, "results", None) or ()


def _failure(node: Any) -> str:
    """A failed node as words: what it is, its name, what dbt says of it."""
    return f"{node.node.resource_type.value} {node.node.name} failed: {_first_lines(node.message or node.status)}"


def _example(node: Any, settings: Settings) -> str:
    """The first row on which a test failed, as words; nothing for what is no test."""
    query = getattr(node.node, "compiled_code", None)
    if node.node.resource_type.value != "test" or not query:
        return ""
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        try:
            row = connection.execute(f"select * from ({query}) limit 1").fetchone()
        except duckdb.Error:  # the test itself is wrong, which dbt has said already
            return ""
    return ": " + " ".join(str(cell) for cell in row if cell is not None)[:_LONGEST] if row else ""


def _first_lines(message: str) -> str:
    """The first two lines of a message that say something, as one."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return " ".join(lines[:2])[:_LONGEST]
