"""Spreadsheets with merged cells, the whole report on one sheet."""

from __future__ import annotations

import io
import re
from datetime import datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tools.drawing.places import placed
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
