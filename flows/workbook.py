"""The marts as an Excel workbook that begins with its dictionary: tables, columns, codes, metrics, then the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.dictionary.models import read_tables
from flows.dictionary.told import COLUMN_HEADINGS, column_rows
from flows.exports import Column, write_cell
from flows.release_file import columns_of

_ROWS_AT_A_TIME = 5000
_ALWAYS = datetime(2000, 1, 1)
"""The creation date in the workbook, so that the same content gives the same file."""
_LEADING = ("codes", "metrics", "categories", "crosswalk", "breaks", "sectors")
"""The marts that explain the others stand before them."""
_LONGEST_NAME = 31
_CONTENTS_WIDTHS = (24, 10, 16, 30, 60, 80)
_COLUMNS_WIDTHS = (24, 32, 16, 60, 80, 18, 30, 6, 24)


def write_workbook(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], target: Path, *, rows: int) -> None:
    """Writes what the tables and columns mean, then one sheet a mart with at most so many rows."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ordered = [*(name for name in _LEADING if name in tables), *(name for name in tables if name not in _LEADING)]
    columns = {table: columns_of(connection, table) for table in ordered}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": _ALWAYS, "title": "gouji"})
        contents = book.add_worksheet("contents")
        _write_lines(book.add_worksheet("columns"), [COLUMN_HEADINGS, *column_rows(columns)], _COLUMNS_WIDTHS)
        notes = [_note(table, *_write_sheet(book, connection, table, columns[table], rows)) for table in ordered]
        _write_lines(contents, [("table", "rows", "in this workbook", "note", "zh", "en"), *notes], _CONTENTS_WIDTHS)


def _note(table: str, total: int, written: int) -> tuple[object, ...]:
    """A line of the table of contents, with a clear word where a sheet does not hold all rows."""
    note = "" if written == total else f"cut off: the other rows are in parquet/{table}.parquet and csv/{table}.csv"
    known = read_tables().get(table)
    return (table, total, written, note, *((known.said.zh, known.said.en) if known else ("", "")))


def _write_lines(sheet: Any, lines: Sequence[Sequence[object]], widths: Sequence[int]) -> None:
    """A sheet of a few columns, its headings always in sight."""
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            write_cell(sheet, number, column, cell)
    sheet.autofilter(0, 0, max(len(lines) - 1, 1), len(widths) - 1)


def _write_sheet(
    book: Any, connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column], rows: int
) -> tuple[int, int]:
    """One mart as a sheet; out come its rows in the mart and in the sheet."""
    sheet = book.add_worksheet(table[:_LONGEST_NAME])
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
