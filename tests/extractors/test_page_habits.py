"""Pages in the habits of content systems: what style sheets hide, rows that say the unit again."""

from __future__ import annotations

import re

from tests.drawn import all_drawn, faults
from tools.drawing import draw_html


def test_a_table_that_a_style_sheet_hides_gives_way_to_the_one_shown() -> None:
    for report in all_drawn():
        page = draw_html(report.report, style=".old, .x { color: red } .old { display: none }").decode()
        stale = re.sub(
            r"<td>[^<]*\d[^<]*</td>", "<td>777</td>", page[page.index("<table") : page.rindex("</table>") + 8]
        )
        both = page.replace("<body>", f'<body><div class="old">{stale}</div>')
        assert faults(report, both.encode(), "html") == []


def test_a_row_of_units_under_the_headings_of_a_table_is_of_that_table() -> None:
    for report in all_drawn(("2019", "2021")):
        page = draw_html(report.report).decode()
        begin = page.rindex("<tr>")
        units = "<tr><td>单位</td>" + "<td>件</td>" * 14 + "</tr>"
        assert faults(report, (page[:begin] + units + page[begin:]).encode(), "html") == []
