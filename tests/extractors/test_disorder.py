"""Tables as sites and offices really publish them: nothing wrong, nothing invented, what is lost is told."""

from __future__ import annotations

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
