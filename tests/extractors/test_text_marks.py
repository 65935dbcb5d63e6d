"""Tables in texts whose cells commas of full width or blanks part, or that stand below each other: read or told."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.drawn import all_drawn, drawn, faults, read
from tools.drawing import Report
from tools.drawing.places import placed, width
from tools.drawing.report import Text
from tools.drawing.tables import Table

MARKS = ["\uff0c", "\uff1b", "\u3000", " ", "  ", "\u3000\u3000"]


def grid(table: Table) -> list[list[str]]:
    """The texts of a table by row and column, each once."""
    rows = [[""] * width(table) for _ in table]
    for row, column, cell in placed(table):
        rows[row][column] = cell.text
    return rows


def lines(report: Report, draw: Callable[[Table], list[str]]) -> bytes:
    """A report as text, its tables drawn line by line."""
    printed = []
    for piece in report.pieces():
        printed += [piece.text] if isinstance(piece, Text) else draw(piece)
    return "\n".join(printed).encode()


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("is_whole", [True, False])
def test_rows_by_marks_that_prose_has_too_keep_their_blank_cells(mark: str, is_whole: bool) -> None:
    def draw(table: Table) -> list[str]:
        rows = grid(table) if is_whole else [[cell.text for cell in row] for row in table]
        return [mark.join(row) for row in rows]

    for report in all_drawn():
        assert faults(report, lines(report.report, draw), "txt") == []


@pytest.mark.parametrize("mark", MARKS)
def test_rows_that_lost_their_blank_cells_are_read_or_told(mark: str) -> None:
    for report in all_drawn():
        data = lines(report.report, lambda table: [mark.join(cell.text for cell in row if cell.text) for row in table])
        assert not [fault for fault in faults(report, data, "txt") if not fault.startswith("missing")]
        lost = {fault.split()[1].split("/")[0] for fault in faults(report, data, "txt")}
        assert lost <= {problem.message.partition(":")[0] for problem in read(data, "txt").problems}


def wide(text: str) -> int:
    """How wide a text is on a screen with characters of one width."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@pytest.mark.parametrize("measure", [wide, len])
@pytest.mark.parametrize("is_right", [True, False])
def test_figures_that_stand_below_each_other_leave_blank_cells_between_them(
    measure: Callable[[str], int], is_right: bool
) -> None:
    def draw(table: Table) -> list[str]:
        rows = grid(table)
        most = [max(measure(row[column]) for row in rows) + 2 for column in range(width(table))]
        return [
            "".join(pad(text, size, column) for column, (text, size) in enumerate(zip(row, most, strict=True))).rstrip()
            for row in rows
        ]

    def pad(text: str, size: int, column: int) -> str:
        blanks = " " * (size - measure(text))
        return blanks + text if is_right and column and text[:1].isdigit() else text + blanks

    right = 0
    for report in all_drawn():
        data = lines(report.report, draw)
        found = faults(report, data, "txt")
        assert not [fault for fault in found if not fault.startswith("missing")]
        lost = {fault.split()[1].split("/")[0] for fault in found}
        assert lost <= {problem.message.partition(":")[0] for problem in read(data, "txt").problems}
        right += not found
    assert right >= 6  # reports of which some rows have a figure in each column


def test_a_row_under_an_unknown_label_is_told() -> None:
    report = drawn("2021", "plain")
    label = "\u8fd9\u4e00\u884c\u4e0d\u5c5e\u4e8e\u4efb\u4f55\u4e00\u79cd\u6cd5\u5b9a\u7684\u60c5\u5f62"

    def change(table: Table) -> Table:
        at = next((at for at, row in enumerate(table) if row[-1].role == "figure" and len(row) in (8, 9)), None)
        return (
            table
            if at is None
            else [*table[: at + 1], [replace(table[at][0], text=label), *table[at][-7:]], *table[at + 1 :]]
        )

    for mark in MARKS[:4]:
        data = lines(
            replace(report.report, change=change), lambda table, mark=mark: [mark.join(row) for row in grid(table)]
        )
        told = [problem.printed for problem in read(data, "txt").problems if problem.kind == "unknown_row"]
        assert len(told) == 1 and told[0].startswith(label)
