"""Warehouses filled with reports written or drawn here, and built by dbt as in a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from expectations.equations import compile_terms
from expectations.identities import read_identities, read_slots
from flows.dictionary.codes import code_rows
from flows.environment import environment
from tools.loading.reports import Report, raw_rows

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "dbt_project"
LANDED = datetime(2026, 1, 1)
RUN_STARTED_AT = datetime(2026, 2, 1)
_PROJECT = ("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--quiet")
BATCH = 500
"""Reports loaded at once: fewer cost time, more cost memory."""


def fill(database: Path, reports: Sequence[Report]) -> None:
    """Create the raw tables in a new DuckDB file and load the reports, landed a minute after one another."""
    with duckdb.connect(str(database)) as connection:
        connection.execute((ROOT / "flows" / "raw_tables.sql").read_text(encoding="utf-8"))
        known: set[str] = set()
        for start in range(0, len(reports), BATCH):
            _load(connection, enumerate(reports[start : start + BATCH], start), known)
        _insert(connection, "codes", code_rows().to_pylist())
        _insert(connection, "identity_terms", [_row(term) for term in compile_terms(read_identities(), read_slots())])


def add(database: Path, reports: Sequence[Report], *, after: int) -> None:
    """Load more reports, landed after so many others."""
    with duckdb.connect(str(database)) as connection:
        known = {row[0] for row in connection.execute("select document_id from raw.documents").fetchall()}
        _load(connection, enumerate(reports, after), known)


def _row(term: Any) -> dict[str, Any]:
    return {name: getattr(term, name) for name in term.__slots__}


def _load(connection: duckdb.DuckDBPyConnection, reports: Iterable[tuple[int, Report]], known: set[str]) -> None:
    """Load numbered reports; a document that is known already is only extracted once more."""
    batch: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, report in reports:
        for table, row in raw_rows(report, LANDED + timedelta(minutes=number)):
            if table != "documents" or row["document_id"] not in known:
                batch[table].append(row)
            known.add(row["document_id"])
    for table, rows in batch.items():
        _insert(connection, table, rows)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    batch = pa.Table.from_pylist([dict(row) for row in rows])
    connection.register("batch", batch)
    connection.execute(f"insert into raw.{table} by name select * from batch")
    connection.unregister("batch")


def run_dbt(database: Path, *arguments: str) -> Any:
    """Run dbt in this process against a DuckDB file; return its result, with dbt's own connections closed."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    target = database.parent / "target"
    variables = {
        "GOUJI_WAREHOUSE": str(database),
        "GOUJI_RUN_STARTED_AT": str(RUN_STARTED_AT),
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(target / "logs"),
    }
    with environment(variables):
        try:
            return dbtRunner(manifest=_manifest(database.stem)).invoke([*arguments, *_PROJECT])
        finally:
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


@cache
def _manifest(database_name: str) -> Any:
    """Parse the project once for all files of a name, which dbt writes into each relation; None when it does not parse.

    Parsing takes a quarter of the time of a build, and a process that tests or tries rules builds again and again.
    """
    from dbt.cli.main import dbtRunner

    return dbtRunner().invoke(["parse", *_PROJECT]).result


def build(database: Path, *arguments: str) -> None:
    """Build every model of the warehouse and test it; raise AssertionError with dbt's own words when that fails."""
    result = run_dbt(database, "build", "--exclude-resource-type", "unit_test", *arguments)
    messages = [
        f"{r.node.name}: {r.message}" for r in (result.result or []) if r.status not in ("success", "pass", "skipped")
    ]
    assert result.success, "\n".join(messages) or str(result.exception)
