"""The readers' DuckDB file: the marts alone, sorted."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

_SORTED_BY = ("category", "metric", "agency_name", "year", "table_name", "identity", "topic")
"""What analysts filter by comes first, so that a filter reads few row groups; the others follow."""


def copy_marts(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Copies the marts of the attached `built` into the open file, each in one order; out come their names."""
    connection.execute("create schema marts")
    names = _mart_names(connection)
    for name in names:
        _copy(connection, name)
    return names


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """The columns of a mart in the open file: name and type."""
    rows = connection.execute(f"select column_name, column_type from (describe marts.{table})").fetchall()
    return [(str(name), str(kind)) for name, kind in rows]


def _mart_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """All tables and views of the schema marts."""
    rows = connection.execute(
        """
        select table_name from information_schema.tables
        where table_catalog = 'built' and table_schema = 'marts' order by table_name
        """
    ).fetchall()
    return [str(row[0]) for row in rows]


def _copy(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """One mart; the same content always has the same order."""
    described = connection.execute(f"select column_name from (describe built.marts.{table})").fetchall()
    order = ", ".join(f'"{name}"' for name in order_of([str(row[0]) for row in described]))
    connection.execute(f"create table marts.{table} as select * from built.marts.{table} order by {order}")


def order_of(columns: Sequence[str]) -> list[str]:
    """The columns that a mart is sorted by, first those that analysts filter by."""
    leading = [name for name in _SORTED_BY if name in columns]
    return leading + [name for name in columns if name not in leading]
