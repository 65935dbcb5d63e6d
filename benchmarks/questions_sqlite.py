"""The same questions in SQLite: the columns that they name, with the indexes that they want, attached as `marts`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

INDEXES = (
    ("agencies", "agency_name"), ("agencies", "agency_id"), ("agencies", "series_id"),
    ("agency_metrics", "metric, year"),
    ("agency_metrics", "agency_id, year"), ("agency_metrics", "report_id"), ("agency_years", "series_id, year"),
    ("coverage", "report_id"), ("coverage", "year, status"), ("disclosures", "category, year"),
    ("facts", "agency_name, year"), ("facts", "confidence"), ("findings", "status, state"), ("reports", "report_id"),
)  # fmt: skip
_AT_ONCE = 50_000


def copy(source: Path, target: Path, texts: Sequence[str]) -> None:
    """Copies every mart and column that some query names into a new SQLite file, and indexes it."""
    words = set(re.findall(r"\w+", " ".join(texts)))
    with duckdb.connect(str(source), read_only=True) as connection, sqlite3.connect(target) as copied:
        copied.execute("pragma journal_mode = off")
        copied.execute("pragma synchronous = off")
        marts = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        for mart in sorted(words & {str(row[0]) for row in marts}):
            _copy(connection, copied, mart, words)
        for mart, columns in INDEXES:
            copied.execute(f"create index {mart}_{re.sub(r', ', '_', columns)} on {mart} ({columns})")
        copied.execute("analyze")


def _copy(connection: duckdb.DuckDBPyConnection, copied: sqlite3.Connection, mart: str, words: set[str]) -> None:
    """One mart, numbers as numbers."""
    described = connection.execute(f"select column_name, column_type from (describe marts.{mart})").fetchall()
    named = [(name, _plain(name, kind)) for name, kind in described if name in words and not kind.endswith("[]")]
    found = connection.execute(f"select {', '.join(plain for _, plain in named)} from marts.{mart}")
    columns = ", ".join(f'"{name}"' for name, _ in named)
    copied.execute(f"create table {mart} ({columns})")
    places = ", ".join("?" * len(named))
    while rows := found.fetchmany(_AT_ONCE):
        copied.executemany(f"insert into {mart} values ({places})", rows)


def _plain(name: str, kind: str) -> str:
    """A column as SQLite can hold it."""
    if kind.startswith("DECIMAL"):
        return f'"{name}"::double'
    return f'"{name}"::varchar' if kind.startswith(("DATE", "TIME")) else f'"{name}"'


@contextmanager
def opened(path: Path, given: Mapping[str, Any]) -> Iterator[sqlite3.Connection]:
    """A connection in which a question finds its tables and variables."""
    connection = sqlite3.connect(":memory:")
    connection.execute("attach ? as marts", [str(path)])
    connection.create_function("getvariable", 1, given.get, deterministic=True)
    try:
        yield connection
    finally:
        connection.close()


def comparable(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows in an order that does not hang on where nulls go, numbers as floats, all else as text."""
    plain = [tuple(map(_cell, row)) for row in rows]
    return sorted(
        plain,
        key=lambda row: [(each is None, isinstance(each, float), each if each is not None else 0) for each in row],
    )


def _cell(value: Any) -> Any:
    """A cell that both sides write alike; one decimal fewer than they print, as they round halves in their own ways."""
    if isinstance(value, bool | int | float | Decimal):
        return round(float(value), 2)
    return None if value is None else str(value)
