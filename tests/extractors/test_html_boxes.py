"""Tables of web pages drawn without the marks of tables: boxes beside and below each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pytest

from extractors.readers import html
from tests.drawn import all_drawn, drawn, faults, read
from tools.drawing import Report
from tools.drawing.places import placed, width
from tools.drawing.report import Text
from tools.drawing.tables import Table

Draw = Callable[[list[list[str]]], str]


def boxes(table: str, row: str, cell: str) -> Draw:
    """How to draw rows of texts as elements of three kinds, each given by its name and attributes."""

    def draw(rows: list[list[str]]) -> str:
        drawn = ("".join(f"<{cell}>{escape(text)}</{cell.split()[0]}>" for text in each) for each in rows)
        return f"<{table}>" + "".join(f"<{row}>{each}</{row.split()[0]}>" for each in drawn) + f"</{table.split()[0]}>"

    return draw


STYLES = {
    "styles": boxes('div style="display:table"', 'div style="display:table-row"', 'div style="display: table-cell"'),
    "classes": boxes('div class="grid"', 'div class="line"', 'div class="item"'),
    "pieces of lines": boxes("div", "div", 'span class="item"'),
    "lists": boxes("div", 'ul class="line"', "li"),
}


def page(report: Report, draw: Draw, *, is_whole: bool) -> bytes:
    """A report as a web page with its tables drawn in a way."""
    body = ""
    for piece in report.pieces():
        body += f"<p>{escape(piece.text)}</p>" if isinstance(piece, Text) else draw(texts(piece, is_whole=is_whole))
    return f"<html><body><div>{body}</div></body></html>".encode()


def texts(table: Table, *, is_whole: bool) -> list[list[str]]:
    """The texts of the cells of a table, with or without blank ones where a merged cell goes on."""
    if not is_whole:
        return [[cell.text for cell in row] for row in table]
    rows = [[""] * width(table) for _ in table]
    for row, column, cell in placed(table):
        rows[row][column] = cell.text
    return rows


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("is_whole", [True, False])
def test_tables_of_boxes_are_read_with_their_blank_cells(style: str, is_whole: bool) -> None:
    for report in all_drawn():
        data = page(report.report, STYLES[style], is_whole=is_whole)
        found = read(data, "html")
        assert faults(report, data, "html") == []
        assert found.problems == ()
        for fact in found.facts:
            assert html.locate(data, fact.locator) == fact.printed


def test_a_row_of_boxes_that_the_page_does_not_show_is_none() -> None:
    report = drawn("2021", "plain")
    data = page(report.report, STYLES["classes"], is_whole=True).decode()
    row = '<div class="line">'
    hidden = data.replace(row, f'<div class="line" style="display:none">{"<div>7</div>" * 10}</div>{row}')
    assert faults(report, hidden.encode(), "html") == []


def test_paragraphs_and_menus_are_no_tables() -> None:
    report = replace(drawn("2021", "plain").report, change=lambda table: [])
    prose = "".join(f"<p>{escape(piece.text)}</p>" for piece in report.pieces() if isinstance(piece, Text))
    menu = (
        "<ul>" + "".join(f"<li><a>{name}</a><a>{name}</a></li>" for name in ("\u9996\u9875", "\u653f\u52a1")) + "</ul>"
    )
    content = html.read(f"<html><body>{menu * 3}<div>{prose}</div></body></html>".encode())
    assert content.grids == ()
