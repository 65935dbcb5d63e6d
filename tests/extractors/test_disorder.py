"""Tables as sites and offices really publish them: nothing wrong, nothing invented, what is lost is told."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.drawn import all_drawn, drawn, faults, read
from tools.drawing import draw_html, draw_text
from tools.drawing.tables import Table
from tools.drawing.variants import VARIANTS


def test_headings_are_never_figures_of_a_table_turned_in_text() -> None:
    turn = VARIANTS["rows and columns exchanged"]
    for report in all_drawn(("2019", "2021"), seeds=8):
        data = draw_text(replace(report.report, change=turn))
        assert [fault for fault in faults(report, data, "txt") if not fault.startswith("missing")] == []


def test_figures_of_another_year_do_not_fill_what_the_first_leaves_blank() -> None:
    for form in ("2019", "2021"):
        report, other = drawn(form, "blanks for zeros"), drawn(form, "plain", seed=1)
        page = draw_html(report.report).replace(b"</body>", b"") + draw_html(other.report)
        assert faults(report, page, "html") == []
        kinds = {problem.kind for problem in read(page, "html").problems}
        assert "second_figure" in kinds


@pytest.mark.parametrize("miscount", [-1, 1])
def test_a_miscounted_span_of_a_heading_does_not_exchange_columns(miscount: int) -> None:
    def change(table: Table) -> Table:
        return [[replace(one, columns=one.columns + miscount * (one.columns > 2)) for one in row] for row in table]

    for report in all_drawn(("2019", "2021")):
        assert faults(report, draw_html(replace(report.report, change=change)), "html") == []


STALE = re.compile(r"<td>[^<]*\d[^<]*</td>")


def stale(page: str) -> str:
    """The tables of a page with other figures."""
    return "".join(STALE.sub("<td>777</td>", table) for table in re.findall(r"<table.*?</table>", page, re.DOTALL))


@pytest.mark.parametrize("mark", ['style="display: none"', "hidden"])
def test_a_table_that_a_page_does_not_show_gives_way_to_the_one_shown(mark: str) -> None:
    for report in all_drawn():
        page = draw_html(report.report).decode()
        both = page.replace("<body>", f"<body><div {mark}>{stale(page)}</div>")
        assert faults(report, both.encode(), "html") == []
        assert read(both.encode(), "html").problems == read(page.encode(), "html").problems


def test_a_table_on_another_tab_of_the_page_counts_where_it_is_the_only_one() -> None:
    for report in all_drawn(("2019", "2021")):
        page = draw_html(report.report).decode()
        begin = page.rindex("<table")
        tab = page[:begin] + '<div style="display:none">' + page[begin:].replace("</table>", "</table></div>")
        assert faults(report, tab.encode(), "html") == []


def test_rows_and_cells_that_a_page_does_not_show_shift_nothing() -> None:
    for report in all_drawn():
        page = draw_html(report.report).decode()
        row = re.compile("<tr>(.*?)</tr>")
        rows = row.sub(lambda one: f"<tr style='display:none'>{STALE.sub('<td>777</td>', one[1])}</tr>{one[0]}", page)
        cells = page.replace("<tr>", '<tr><td style="display:none">12</td>')
        assert faults(report, rows.encode(), "html") == []
        assert faults(report, cells.encode(), "html") == []


def test_a_frame_around_the_text_of_a_cell_is_no_table() -> None:
    for report in all_drawn():
        page = draw_html(report.report).decode()
        framed = re.sub(r"(<td[^>]*>)([^<]+)</td>", r"\1<table><tr><td>\2</td></tr></table></td>", page)
        assert faults(report, framed.encode(), "html") == []
