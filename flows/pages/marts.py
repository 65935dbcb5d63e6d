"""What the pages read from the published tables, as rows in the order the page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

Row = Mapping[str, Any]
"""One row by column name; the columns are those of the query that read it."""

QUERIES = Path(__file__).parent / "queries"

SHOWN = {"findings": 3000, "reports": 3000, "problems": 1500, "drawn": 400}
"""How many rows of each list the page carries; beyond that it says how many more the published tables hold."""


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
class Quality:
    """All that the data-quality report tells."""

    totals: Row
    identities: tuple[Row, ...]
    findings: Shown
    reports: Shown
    problems: Shown
    slots: tuple[Row, ...]
    """The slots of findings, one row a finding and slot, with what is printed there."""
    cells: tuple[Row, ...]
    """The slots that findings name, most often named first."""
    drawn: tuple[Row, ...]
    """The facts of the tables that the page draws."""

    @property
    def examined(self) -> int:
        """How many identities could be decided, one way or the other."""
        return int(self.totals["holds"]) + int(self.totals["broken"])


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


def read_quality(connection: duckdb.DuckDBPyConnection) -> Quality:
    """The rows of the data-quality report; a table or column of the contract that is missing raises duckdb.Error."""
    (totals,) = _rows(connection, "totals")
    findings = _shown(connection, "findings")
    finding_ids = [row["finding_id"] for row in findings.rows]
    report_ids = list(dict.fromkeys(row["report_id"] for row in findings.rows))[: SHOWN["drawn"]]
    return Quality(
        totals=totals,
        identities=_rows(connection, "identities"),
        findings=findings,
        reports=_shown(connection, "reports"),
        problems=_shown(connection, "problems"),
        slots=_rows(connection, "slots", [finding_ids]),
        cells=_rows(connection, "cells"),
        drawn=_rows(connection, "drawn", [report_ids]),
    )


def _shown(connection: duckdb.DuckDBPyConnection, name: str) -> Shown:
    """The first rows of a query, and the number of rows of the table of that name."""
    (total,) = connection.sql(f"select count(*) from marts.{name}").fetchall()[0]
    return Shown(_rows(connection, name, [SHOWN[name]]), total)


def _rows(connection: duckdb.DuckDBPyConnection, name: str, values: Sequence[object] = ()) -> tuple[Row, ...]:
    """The rows of the query in queries/<name>.sql with its values filled in."""
    cursor = connection.execute((QUERIES / f"{name}.sql").read_text(encoding="utf-8"), list(values))
    columns = [column[0] for column in cursor.description or ()]
    return tuple(dict(zip(columns, row, strict=True)) for row in cursor.fetchall())
