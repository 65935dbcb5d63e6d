"""Spreadsheets with merged cells, the whole report on one sheet; and what is left of one that is saved as CSV."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tools.drawing.places import placed, width
from tools.drawing.report import Report, Text
from tools.drawing.tables import Table

_DAY = datetime(1980, 1, 1)


def draw_xlsx(report: Report) -> bytes:
    """The report as a spreadsheet; whole numbers are numbers, all other figures text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _DAY})
        sheet = book.add_worksheet()
        row = 0
        for piece in report.pieces():
            if isinstance(piece, Text):
                sheet.write_string(row, 0, piece.text)
                row += 1
            else:
                _table(sheet, piece, row)
                row += len(piece)
    return buffer.getvalue()


def _table(sheet: Worksheet, table: Table, top: int) -> None:
    """One table from a row downwards."""
    for row, column, cell in placed(table):
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_range(top + row, column, top + row + cell.rows - 1, column + cell.columns - 1, "")
        if re.fullmatch(r"\d{1,15}", cell.text):
            sheet.write_number(top + row, column, int(cell.text))
        elif cell.text:
            sheet.write_string(top + row, column, cell.text)


def draw_csv(report: Report, encoding: str = "utf-8-sig", separator: str = ",") -> bytes:
    """The report as CSV: all rows equally long, what a merged cell covers is blank."""
    rows: list[list[str]] = []
    for piece in report.pieces():
        rows += [[piece.text]] if isinstance(piece, Text) else _rows(piece)
    longest = max(map(len, rows))
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(row + [""] * (longest - len(row)) for row in rows)
    return buffer.getvalue().encode(encoding)


def _rows(table: Table) -> list[list[str]]:
    """The texts of a table by row and column."""
    rows = [[""] * width(table) for _ in table]
    for row, column, cell in placed(table):
        rows[row][column] = cell.text
    return rows
