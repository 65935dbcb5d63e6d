"""The lists that a person looks for in a release: figures revised, findings, reports and agencies that came or went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.release_changes import TableChange
from flows.sql import sql_text

LISTS = ("figures", "findings", "reports", "agencies")
"""Each is the answer to flows/changes/<name>.sql."""
SHOWN = 1000
"""Rows of a list that pages and JSON hold; its Parquet file holds all."""
_QUERIES = Path(__file__).parent / "changes"
_NEEDS = {"figures": "told_facts"}
"""Lists made from the rows that differ: without any there is nothing to list."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: how many rows of each kind there are, the first of them, and the file that holds all."""

    name: str
    counts: Mapping[str, int]
    rows: Sequence[Mapping[str, Any]] = ()
    file: str = ""
    problem: str = ""

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.counts.values())


def write_lists(connection: duckdb.DuckDBPyConnection, folder: Path) -> tuple[Listing, ...]:
    """The lists, each with rows as <folder>/changes/<name>.parquet; one that an older schema does not allow says so."""
    (folder / "changes").mkdir(exist_ok=True)
    return tuple(_listing(connection, name, folder) for name in LISTS)


def write_rows(connection: duckdb.DuckDBPyConnection, tables: Sequence[TableChange], folder: Path) -> None:
    """The keys of the rows that differ, a file a table."""
    rows = folder / "changes" / "rows"
    for change in tables:
        if change.status == "changed" and _exists(connection, f"told_{change.table}"):
            rows.mkdir(parents=True, exist_ok=True)
            _copy(connection, f"told_{change.table}", rows / f"{change.table}.parquet")


def _listing(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> Listing:
    """One list."""
    if name in _NEEDS and not _exists(connection, _NEEDS[name]):
        return Listing(name, {})
    query = (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    try:
        connection.execute(f"create or replace temp table list_{name} as {query}")
    except duckdb.Error as error:  # the release before may lack a table or a column, or be damaged
        return Listing(name, {}, problem=str(error).splitlines()[0])
    counts = _counts(connection, name)
    if not counts:
        return Listing(name, {})
    file = f"changes/{name}.parquet"
    _copy(connection, f"list_{name}", folder / file)
    return Listing(name, counts, _first(connection, name), file)


def _counts(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, int]:
    """The rows of a list by what became of them."""
    has_change = name not in _NEEDS
    change = "change" if has_change else "'changed'"
    query = f"select {change}, count(*) from list_{name} group by 1 order by min(rowid)"
    return dict(connection.execute(query).fetchall())


def _first(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    """The first rows of a list."""
    found = connection.execute(f"from list_{name} order by rowid limit {SHOWN}")
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _exists(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether there is such a temporary table."""
    query = "select 1 from duckdb_tables() where temporary and table_name = ?"
    return bool(connection.execute(query, [table]).fetchall())


def _copy(connection: duckdb.DuckDBPyConnection, table: str, target: Path) -> None:
    """A temporary table as Parquet, in its order."""
    connection.execute(f"copy (from {table} order by rowid) to {sql_text(target)} (format parquet, compression zstd)")
