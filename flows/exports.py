"""The marts as files that other programs open: Parquet and CSV; and the cells of sheets."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from flows.release_file import columns_of
from flows.sql import sql_text

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A cell that begins with one of these is run as a formula by Excel and its like, the wide ones in East Asia."""
BOM = b"\xef\xbb\xbf"
_LONGEST_CELL = 32_767

Column = tuple[str, str]


def write_parquet(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], folder: Path) -> None:
    """Writes each mart as <folder>/<mart>.parquet."""
    folder.mkdir(parents=True)
    for table in tables:
        target = folder / f"{table}.parquet"
        connection.execute(f"copy marts.{table} to {sql_text(target)} (format parquet, compression zstd)")


def write_parquet_by_year(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], folder: Path) -> None:
    """Writes each mart that has years as <folder>/<mart>/year=<year>/part-0.parquet; the year stands in the path alone.

    Whoever wants one year reads one file, and tools that know such folders read no other. Rows without a year lie in
    `year=__HIVE_DEFAULT_PARTITION__`, as those tools expect.
    """
    folder.mkdir(parents=True)
    form = "format parquet, compression zstd, partition_by (year), filename_pattern 'part-{i}'"
    for table in tables:
        if "year" in dict(columns_of(connection, table)):
            connection.execute(f"copy marts.{table} to {sql_text(folder / table)} ({form})")


def write_csv(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], folder: Path) -> None:
    """Writes each mart as <folder>/<mart>.csv, safe to open in Excel."""
    folder.mkdir(parents=True)
    for table in tables:
        write_guarded_csv(connection, f"from marts.{table}", columns_of(connection, table), folder / f"{table}.csv")


def write_guarded_csv(
    connection: duckdb.DuckDBPyConnection, source: str, columns: Sequence[Column], target: Path
) -> None:
    """Writes rows as UTF-8 with the mark that Excel needs; text that looks like a formula gets an apostrophe."""
    cells = ", ".join(_guarded(name, kind) for name, kind in columns)
    bare = target.with_suffix(".bare")
    connection.execute(f"copy (select {cells} {source}) to {sql_text(bare)} (format csv, header true)")
    with bare.open("rb") as rows, target.open("wb") as file:
        file.write(BOM)
        shutil.copyfileobj(rows, file)
    bare.unlink()


def guarded(text: str) -> str:
    """A text as it goes into a CSV: with an apostrophe when it looks like a formula."""
    return "'" + text if text.startswith(_FORMULA_SIGNS) else text


def _guarded(name: str, kind: str) -> str:
    """A column as it goes into a CSV; numbers are left alone, whatever their sign."""
    column = f'"{name}"'
    text = f"array_to_string({column}, '; ')" if kind.endswith("[]") else column
    if kind != "VARCHAR" and not kind.endswith("[]"):
        return column
    signs = " or ".join(f"starts_with({text}, chr({ord(sign)}))" for sign in _FORMULA_SIGNS)
    return f"case when {signs} then '''' || {text} else {text} end as {column}"


def write_cell(sheet: object, row: int, column: int, cell: object) -> None:
    """Writes a cell: text always as text, never as a formula; text longer than a cell can hold is cut with a mark."""
    if cell is None:
        return
    if isinstance(cell, str):
        shown = cell if len(cell) <= _LONGEST_CELL else cell[: _LONGEST_CELL - 1] + "…"
        sheet.write_string(row, column, shown)  # type: ignore[attr-defined]
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)  # type: ignore[attr-defined]
    else:
        sheet.write_number(row, column, cell)  # type: ignore[attr-defined]
