"""The data dictionary as rows of a sheet, as comments in the readers' file, and as sections of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from flows.dictionary.codes import code_list_of
from flows.dictionary.models import Column, Table, read_tables
from flows.release_file import columns_of
from flows.sql import sql_text

COLUMN_HEADINGS = ("table", "column", "type", "zh", "en", "code list", "values", "key", "refers to")
"""The headings of the sheet of columns."""


def describe(connection: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> None:
    """Writes what the tables and columns mean as comments into the open file, where any client shows them."""
    statements: list[str] = []
    for table in (known for name in tables if (known := read_tables().get(name))):
        statements.append(f"comment on table marts.{table.name} is {sql_text(table.said.both)}")
        meant = {column.name: column.said.both for column in table.columns}
        there = (name for name, _ in columns_of(connection, table.name) if name in meant)
        statements += (f'comment on column marts.{table.name}."{name}" is {sql_text(meant[name])}' for name in there)
    connection.execute(";\n".join(("begin", *statements, "commit")))  # one by one each would be written to the disk


def column_rows(tables: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[tuple[str, ...]]:
    """One row a column of the given tables (name and type each), in the order of COLUMN_HEADINGS."""
    for table, columns in tables.items():
        known = read_tables().get(table)
        told = {column.name: column for column in known.columns} if known else {}
        for name, data_type in columns:
            yield (table, name, data_type.lower(), *_told(known, told.get(name)))


def _told(table: Table | None, column: Column | None) -> tuple[str, ...]:
    """What the dictionary tells of a column; nothing of an unknown one."""
    if table is None or column is None:
        return ("",) * (len(COLUMN_HEADINGS) - 3)
    codes = code_list_of(table.name, column.name) or ""
    refers_to = ".".join(column.refers_to) if column.refers_to else ""
    key = "key" if column.name in table.key else ""
    return column.said.zh, column.said.en, codes, ", ".join(column.allowed), key, refers_to
