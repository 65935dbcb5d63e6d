"""Rows that end before their table does: what was cut off behind them is blank, and what nobody can know is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.drawn import all_drawn, faults, read
from tools.drawing import Report, draw_html
from tools.drawing.report import Text
from tools.drawing.tables import Table


def lines(report: Report, draw: Callable[[list[str]], str]) -> bytes:
    """A report as text, each row of a table drawn as a line."""
    printed = []
    for piece in report.pieces():
        rows = [[piece.text]] if isinstance(piece, Text) else [[one.text for one in row] for row in piece]
        printed += [draw(row) if len(row) > 1 else row[0] for row in rows]
    return "\n".join(printed).encode()


def tabbed(row: list[str]) -> str:
    """A row by tabs as an editor saves it that strips its lines."""
    return "\t".join(row).rstrip("\t")


def barred(row: list[str]) -> str:
    """A row by bars that closes after its last printed cell."""
    return "| " + " | ".join(tabbed(row).split("\t")) + " |"


def comma_separated(row: list[str]) -> str:
    """A row by commas less those after its last printed cell."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(tabbed(row).split("\t"))
    return buffer.getvalue()


def groups_apart(table: Table) -> Table:
    """The table with the labels of its groups in rows of their own."""
    rows: Table = []
    for row in table:
        rows += [[replace(cell, rows=1)] for cell in row if cell.role == "group"]
        rows.append([cell for cell in row if cell.role != "group"])
    return rows


@pytest.mark.parametrize("draw", [tabbed, barred, comma_separated])
@pytest.mark.parametrize("change", [list, groups_apart])
def test_blank_cells_that_an_editor_cut_off_behind_a_row_are_blank(
    draw: Callable[[list[str]], str], change: Callable[[Table], Table]
) -> None:
    for report in all_drawn(seeds=2):
        data = lines(replace(report.report, change=change), draw)
        found = read(data, "txt")
        lost = report.figures.keys() - {(one.table_name, one.row_code, one.column_code) for one in found.facts}
        told = [problem.kind for problem in found.problems]
        assert [fault for fault in faults(report, data, "txt") if not fault.startswith("missing")] == []
        assert {table for table, _, _ in lost} <= {"disputes"}  # its row has no label before it
        assert told == ["unclear_columns"] * bool(lost)


def test_a_label_without_figures_is_told_where_blank_cells_leave_no_trace() -> None:
    report = next(iter(all_drawn(("2021",))))
    figures = {key: "" if key[1] == "refused_state_secret" else text for key, text in report.report.figures.items()}
    data = lines(replace(report.report, figures=figures), lambda row: "  ".join(filter(None, row)))
    told = [problem for problem in read(data, "txt").problems if problem.kind == "short_row"]
    assert [problem.message.partition(":")[0] for problem in told] == ["requests"]


def stacked(table: Table) -> Table:
    """A table in which neighbouring rows of the same shape share their cells, line by line."""
    rows: Table = []
    for row in table:
        above = rows[-1] if rows else []
        shapes = [[(cell.role, cell.rows, cell.columns) for cell in each] for each in (above, row)]
        if shapes[0] == shapes[1] and row[-1].role == "figure" and not any("\n" in cell.text for cell in above):
            rows[-1] = [replace(one, text=f"{one.text}\n{two.text}") for one, two in zip(above, row, strict=True)]
        else:
            rows.append(row)
    return rows


def test_figures_of_two_rows_in_one_cell_are_never_one_figure() -> None:
    for report in all_drawn(seeds=2):
        found = faults(report, draw_html(replace(report.report, change=stacked)), "html")
        assert [fault for fault in found if not fault.startswith("missing")] == []
