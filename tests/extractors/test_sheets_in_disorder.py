"""Workbooks as offices keep them: helpers that are hidden, tables beside each other, labels of blank rows."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from extractors.grid import parts
from tests.drawn import all_drawn, faults, read
from tools.drawing import Report
from tools.drawing.places import placed, width
from tools.drawing.report import Text
from tools.drawing.tables import Table

Write = Callable[[Worksheet, Table], None]


def put(sheet: Worksheet, table: Table, top: int = 0, left: int = 0, *, merged: bool = True) -> None:
    """Write a table to a place on a sheet."""
    for row, column, cell in placed(table):
        if merged and (cell.rows > 1 or cell.columns > 1):
            last = top + row + cell.rows - 1, left + column + cell.columns - 1
            sheet.merge_range(top + row, left + column, *last, "")
        if cell.text:
            sheet.write_string(top + row, left + column, cell.text)


def workbook(report: Report, write: Write) -> bytes:
    """A report with each of its tables on a sheet of its own."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        cover = book.add_worksheet()
        for row, piece in enumerate(report.pieces()):
            if isinstance(piece, Text):
                cover.write_string(row, 0, piece.text)
            else:
                write(book.add_worksheet(), piece)
    return buffer.getvalue()


def helper_in_front(sheet: Worksheet, table: Table) -> None:
    """A table behind a hidden column of numbers."""
    put(sheet, table, left=1)
    sheet.write_column(0, 0, range(900, 900 + len(table)))
    sheet.set_column(0, 0, None, None, {"hidden": True})


def helper_behind(sheet: Worksheet, table: Table) -> None:
    """A table before a hidden column of numbers."""
    put(sheet, table)
    sheet.write_column(0, width(table), range(900, 900 + len(table)))
    sheet.set_column(width(table), width(table), None, None, {"hidden": True})


def hidden_rows(sheet: Worksheet, table: Table) -> None:
    """A table between hidden rows of numbers."""
    put(sheet, table, top=1)
    for row in (0, len(table) + 1):
        sheet.write_row(row, 0, [777] * width(table))
        sheet.set_row(row, None, None, {"hidden": True})


def not_merged(sheet: Worksheet, table: Table) -> None:
    """A table without merged cells."""
    put(sheet, table, merged=False)


@pytest.mark.parametrize("write", [helper_in_front, helper_behind, hidden_rows, not_merged])
def test_what_a_sheet_hides_and_what_it_does_not_merge_loses_no_figure(write: Write) -> None:
    for report in all_drawn(seeds=2):
        data = workbook(report.report, write)
        assert faults(report, data, "xlsx") == []
        assert read(data, "xlsx").problems == ()


def test_places_of_cells_below_a_hidden_row_are_those_of_the_sheet() -> None:
    report = next(iter(all_drawn(("2014",))))
    shown = read(workbook(report.report, lambda sheet, table: put(sheet, table, top=1)), "xlsx").facts
    below = read(workbook(report.report, hidden_rows), "xlsx").facts
    assert [parts(fact.locator) for fact in below] == [parts(fact.locator) for fact in shown]


def test_a_hidden_row_that_alone_has_its_label_counts() -> None:
    def write(sheet: Worksheet, table: Table) -> None:
        put(sheet, table)
        sheet.set_row(len(table) - 1, None, None, {"hidden": True})

    for report in all_drawn(("2014",)):
        assert faults(report, workbook(report.report, write), "xlsx") == []


def test_tables_beside_each_other_on_a_sheet_are_read_one_by_one() -> None:
    for report in all_drawn(("2019", "2021")):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            sheet, left = book.add_worksheet(), 0
            for piece in report.report.pieces():
                if not isinstance(piece, Text):
                    put(sheet, piece, left=left)
                    left += width(piece) + 1
        assert faults(report, buffer.getvalue(), "xlsx") == []
