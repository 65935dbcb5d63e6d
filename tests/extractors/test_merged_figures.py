"""Figures in cells over several columns, and under none: what speaks of each column is read, all else is told."""

from __future__ import annotations

from dataclasses import replace

from tests.drawn import all_drawn, drawn, faults, read
from tools.accuracy.score import compare
from tools.drawing import draw_html
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
