"""The marts as files that other programs open: Parquet, CSV and an Excel workbook."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from flows.release_file import columns_of
from flows.sql import sql_text

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A cell that begins with one of these is run as a formula by Excel and its like, the wide ones in East Asia."""
BOM = b"\xef\xbb\xbf"
_ROWS_AT_A_TIME = 5000
_LONGEST_CELL = 32_767
_ALWAYS = datetime(2000, 1, 1)
"""The creation date in the workbook, so that the same content gives the same file."""

Column = tuple[str, str]


def write_parquet(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], folder: Path) -> None:
    """Writes each mart as <folder>/<mart>.parquet."""
    folder.mkdir(parents=True)
    for table in tables:
        target = folder / f"{table}.parquet"
        connection.execute(f"copy marts.{table} to {sql_text(target)} (format parquet, compression zstd)")


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


def write_workbook(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], target: Path, *, rows: int) -> None:
    """Writes one sheet a mart with at most so many rows, and a first sheet that says what is in the others."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": _ALWAYS, "title": "gouji"})
        contents = book.add_worksheet("contents")
        notes = [(table, *_write_sheet(book, connection, table, rows)) for table in tables]
        _write_contents(contents, notes)


def _write_contents(sheet: object, notes: Sequence[tuple[str, int, int]]) -> None:
    """The table of contents, with a clear word where a sheet does not hold all rows."""
    lines: list[tuple[object, ...]] = [("table", "rows", "in this workbook", "note")]
    for table, total, written in notes:
        note = "" if written == total else f"cut off: the other rows are in parquet/{table}.parquet and csv/{table}.csv"
        lines.append((table, total, written, note))
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, line)  # type: ignore[attr-defined]


def _write_sheet(book: object, connection: duckdb.DuckDBPyConnection, table: str, rows: int) -> tuple[int, int]:
    """One mart as a sheet; out come its rows in the mart and in the sheet."""
    sheet = book.add_worksheet(table[:31])  # type: ignore[attr-defined]
    columns = columns_of(connection, table)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [name for name, _ in columns])
    written = 0
    for written, cells in enumerate(_rows(connection, table, columns, rows), start=1):
        for column, cell in enumerate(cells):
            write_cell(sheet, written, column, cell)
    if columns:
        sheet.autofilter(0, 0, written, len(columns) - 1)
    counted = connection.execute(f"select count(*) from marts.{table}").fetchone()
    return (int(counted[0]) if counted else 0), written


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column], limit: int
) -> Iterator[tuple[object, ...]]:
    """The first rows of a mart, some at a time; lists, dates and times as text that sorts."""
    cells = ", ".join(_plain(name, kind) for name, kind in columns)
    found = connection.execute(f"select {cells} from marts.{table} limit {limit}")
    while batch := found.fetchmany(_ROWS_AT_A_TIME):
        yield from batch


def _plain(name: str, kind: str) -> str:
    """A column as text, number or truth value."""
    if kind.endswith("[]"):
        return f"array_to_string(\"{name}\", '; ')"
    return f'"{name}"::varchar' if kind.startswith(("DATE", "TIME")) else f'"{name}"'


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
