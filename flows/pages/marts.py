"""What the pages read from the published tables, as rows in the order the pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.batches import batches

Row = Mapping[str, Any]
"""One row by column name; the columns are those of the query that read it."""

QUERIES = Path(__file__).parent / "queries"

SHOWN = {"findings": 30_000, "reports": 30_000, "problems": 2_000}
"""How many rows of each list the pages carry; beyond that they say how many more the published tables hold."""

_REPORTS_AT_A_TIME = 100
_FINDINGS_AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class Shown:
    """The first rows of a list, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int

    @property
    def left_out(self) -> int:
        """How many rows the page does not carry."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Overview:
    """What is told of all reports together."""

    totals: Row
    years: tuple[Row, ...]
    regions: tuple[Row, ...]
    identities: tuple[Row, ...]
    cells: tuple[Row, ...]
    """The slots that findings name, most often named first."""
    findings: Shown
    problems: Shown
    reports: tuple[Row, ...]
    """All of them, the gravest first."""

    @property
    def examined(self) -> int:
        """How many identities could be decided, one way or the other."""
        return int(self.totals["holds"]) + int(self.totals["broken"])


@dataclass(frozen=True, slots=True)
class OneReport:
    """What is told of one report."""

    report: Row
    findings: tuple[Row, ...]
    slots: Mapping[str, tuple[Row, ...]]
    """The slots by finding, with what is printed there."""
    facts: tuple[Row, ...]
    problems: tuple[Row, ...]
    revisions: tuple[Row, ...]


@contextmanager
def opened(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a published file; raises FileNotFoundError where there is none."""
    if not published.is_file():
        raise FileNotFoundError(f"{published}: there is no published file; run `gouji publish` first")
    connection = duckdb.connect(str(published), read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def read_overview(connection: duckdb.DuckDBPyConnection) -> Overview:
    """The rows of the overview; a table or column of the contract that is missing raises duckdb.Error."""
    (totals,) = query_rows(connection, "totals")
    parts = rows_by(query_rows(connection, "overview"), "part")
    return Overview(
        totals=totals,
        years=parts["year"],
        regions=parts["region"],
        identities=query_rows(connection, "identities"),
        cells=query_rows(connection, "cells"),
        findings=_shown(connection, "findings"),
        problems=_shown(connection, "problems"),
        reports=query_rows(connection, "reports"),
    )


def read_reports(connection: duckdb.DuckDBPyConnection, reports: Sequence[Row]) -> Iterator[OneReport]:
    """What is told of each of these reports, in their order; read some at a time."""
    has_revisions = has_table(connection, "revisions")
    for some in batches(reports, _REPORTS_AT_A_TIME):
        ids = [report["report_id"] for report in some]
        findings = _by_report(query_rows(connection, "report_findings", [ids]))
        slots = rows_by(query_rows(connection, "slots", [ids, ids]), "finding_id")
        facts = _by_report(query_rows(connection, "drawn", [ids]))
        problems = _by_report(query_rows(connection, "report_problems", [ids]))
        revisions = _by_report(query_rows(connection, "report_revisions", [ids]) if has_revisions else ())
        for report in some:
            key = report["report_id"]
            own = findings[key]
            named = {finding["finding_id"]: slots[finding["finding_id"]] for finding in own}
            yield OneReport(report, own, named, facts[key], problems[key], revisions[key])


def read_findings(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Row, tuple[Row, ...]]]:
    """Each finding with its slots, the gravest first."""
    for some in batches(query_rows(connection, "answers"), _FINDINGS_AT_A_TIME):
        ids = list({finding["report_id"] for finding in some})
        slots = rows_by(query_rows(connection, "slots", [ids, ids]), "finding_id")
        for finding in some:
            yield finding, slots[finding["finding_id"]]


def _by_report(rows: Sequence[Row]) -> Mapping[str, tuple[Row, ...]]:
    """The rows by the report they belong to; none for a report without any."""
    return rows_by(rows, "report_id")


def rows_by(rows: Sequence[Row], column: str) -> Mapping[str, tuple[Row, ...]]:
    """The rows by what stands in a column."""
    found: dict[str, tuple[Row, ...]] = defaultdict(tuple)
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        gathered[row[column]].append(row)
    found.update({key: tuple(own) for key, own in gathered.items()})
    return found


def has_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether the published file holds a mart; one of an older home may not."""
    found = connection.execute(
        "select 1 from information_schema.tables where table_schema = 'marts' and table_name = ?", [name]
    ).fetchone()
    return found is not None


def _shown(connection: duckdb.DuckDBPyConnection, name: str) -> Shown:
    """The first rows of a query, and the number of rows of the table of that name."""
    (total,) = connection.sql(f"select count(*) from marts.{name}").fetchall()[0]
    return Shown(query_rows(connection, name, [SHOWN[name]]), total)


def query_rows(connection: duckdb.DuckDBPyConnection, name: str, values: Sequence[object] = ()) -> tuple[Row, ...]:
    """The rows of the query in queries/<name>.sql with its values filled in."""
    cursor = connection.execute((QUERIES / f"{name}.sql").read_text(encoding="utf-8"), list(values))
    columns = [column[0] for column in cursor.description or ()]
    return tuple(dict(zip(columns, row, strict=True)) for row in cursor.fetchall())
