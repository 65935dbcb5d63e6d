"""The readers' DuckDB file: the marts alone, sorted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb

_SORTED_BY = ("category", "metric", "agency_name", "year", "table_name", "identity", "topic")
"""What analysts filter by comes first, so that a filter reads few row groups; the others follow."""


def copy_marts(connection: duckdb.DuckDBPyConnection, kept: Collection[str] = ()) -> list[str]:
    """Copies the marts of the attached `built` into the open file, each in one order; out come their names.

    Those in `kept` are in the file already; whatever else is there goes first, so that its room is used again.
    """
    connection.execute("create schema if not exists marts")
    names = mart_names(connection)
    _drop(connection, kept)
    for name in names:
        if name not in kept:
            _copy(connection, name)
    return names


def _drop(connection: duckdb.DuckDBPyConnection, kept: Collection[str]) -> None:
    """Drops the tables of the open file that are not to stay."""
    query = "select table_name from duckdb_tables() where database_name = current_database() and schema_name = 'marts'"
    for (name,) in connection.execute(query).fetchall():
        if name not in kept:
            connection.execute(f"drop table marts.{name}")
    connection.execute("checkpoint")


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """The columns of a mart in the open file: name and type."""
    rows = connection.execute(f"select column_name, column_type from (describe marts.{table})").fetchall()
    return [(str(name), str(kind)) for name, kind in rows]


def mart_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
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
