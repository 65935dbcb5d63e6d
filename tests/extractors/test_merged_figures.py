"""Figures in cells over several columns, and under none: what speaks of each column is read, all else is told."""

from __future__ import annotations

from dataclasses import replace

from tests.drawn import all_drawn, drawn, faults, read
from tools.accuracy.score import compare
from tools.drawing import draw_html
from tools.drawing.places import gathered, placed
from tools.drawing.tables import Drawn, Table


def merged(table: Table) -> Table:
    """A table in which neighbours that print the same blank, zero or stroke are one cell."""
    rows: Table = []
    for row in table:
        rows.append([])
        for cell in row:
            last = rows[-1][-1] if rows[-1] else None
            if last and {last.role, cell.role} == {"figure"} and last.text == cell.text in ("", "0", "/", "—"):
                rows[-1][-1] = replace(last, columns=last.columns + cell.columns)
            else:
                rows[-1].append(cell)
    return rows


def test_a_blank_zero_or_stroke_merged_over_columns_speaks_of_each() -> None:
    for report in all_drawn(("2019", "2021")):
        assert faults(report, draw_html(replace(report.report, change=merged)), "html") == []


def merged_down(table: Table, *, is_shared: bool = True) -> Table:
    """A table in which figures of one column that print the same blank, zero or stroke, or any others, are one cell."""
    figures = {(row, column): cell for row, column, cell in placed(table) if cell.role == "figure"}
    covered: set[tuple[int, int]] = set()
    cells = []
    for row, column, cell in placed(table):
        if (row, column) in covered:
            continue
        below = row + 1
        while (row, column) in figures and is_shared == (cell.text in ("", "0", "/", "—")):
            other = figures.get((below, column))
            if other is None or other.columns != cell.columns or (is_shared and other.text != cell.text):
                break
            covered.add((below, column))
            below += 1
            if not is_shared:
                break
        cells.append((row, column, replace(cell, rows=below - row) if below > row + 1 else cell))
    return gathered(cells)


def test_a_blank_zero_or_stroke_merged_over_rows_speaks_of_each() -> None:
    for report in all_drawn():
        assert faults(report, draw_html(replace(report.report, change=merged_down)), "html") == []
        both = replace(report.report, change=lambda table: merged_down(merged(table)))
        assert faults(report, draw_html(both), "html") == []


def test_a_figure_merged_over_rows_is_told_for_each_and_not_placed() -> None:
    for report in all_drawn(("2014", "2021")):
        found = read(draw_html(replace(report.report, change=lambda t: merged_down(t, is_shared=False))), "html")
        told = {problem.message.partition(":")[0] for problem in found.problems if problem.kind == "unplaced"}
        lost = report.figures.keys() - {(one.table_name, one.row_code, one.column_code) for one in found.facts}
        assert told == {"/".join(key) for key in lost}
        assert not [fault for fault in compare(report.figures, found.facts).faults if not fault.startswith("missing")]


def test_a_figure_merged_over_columns_is_told_and_not_placed() -> None:
    def merge(table: Table) -> Table:
        at = next((at for at, row in enumerate(table) if len(row) > 7 and row[-1].role == "figure"), None)
        if at is None:
            return table
        row = [replace(table[at][-7], text="12", columns=3), *table[at][-4:]]
        return [*table[:at], [*table[at][:-7], *row], *table[at + 1 :]]

    report = drawn("2021", "plain")
    found = read(draw_html(replace(report.report, change=merge)), "html")
    assert not [fault for fault in compare(report.figures, found.facts).faults if not fault.startswith("missing")]
    assert "unclear_columns" in {problem.kind for problem in found.problems}


def test_a_figure_under_no_heading_shifts_no_other() -> None:
    def widen(table: Table) -> Table:
        return [[*row, Drawn("7")] if row[-1].role == "figure" and row[0].text else row for row in table]

    for report in all_drawn(("2019", "2021")):
        found = read(draw_html(replace(report.report, change=widen)), "html")
        assert not [fault for fault in compare(report.figures, found.facts).faults if "disputes" not in fault]
        assert {problem.printed for problem in found.problems} >= {"7"}


def labelled(table: Table) -> Table:
    """A table in which each printed figure stands behind the heading of its column and a colon."""
    heads: dict[int, str] = {}
    cells = []
    for row, column, cell in placed(table):
        if cell.role == "head":
            heads[column] = cell.text
        is_figure = cell.role == "figure" and cell.text
        cells.append((row, column, replace(cell, text=f"{heads[column]}：{cell.text}") if is_figure else cell))
    return gathered(cells)


def test_a_figure_behind_the_heading_of_its_column_is_read() -> None:
    for report in all_drawn(("2019", "2021")):
        data = draw_html(replace(report.report, change=labelled))
        values = {(one.table_name, one.row_code, one.column_code): one.value for one in read(data, "html").facts}
        assert values == {key: figure.value for key, figure in report.figures.items()}
        assert read(data, "html").problems == ()
