"""Figures of a PDF that a thin line strikes out: what stands beside them is the figure of the cell."""

import io

import pytest

from extractors.readers import pdf

canvas = pytest.importorskip("reportlab.pdfgen.canvas")

LEFTS, TOP, HIGH = (60.0, 160.0, 260.0, 360.0), 700.0, 20.0


def cells(*texts: str, line: tuple[float, float, float] | None, ruled: bool = True, filled: bool = False) -> list[str]:
    """The texts read of one row of a table of three; `line` runs from and to a point of the last cell, so much up."""
    target = io.BytesIO()
    page = canvas.Canvas(target, pagesize=(500, 800))
    page.setFont("Helvetica", 10)
    page.setLineWidth(0.6)
    for row, figures in enumerate([texts, ("11", "12", "13"), ("21", "22", "23")]):
        base = TOP - HIGH * row
        for column, text in enumerate(figures):
            page.drawString(LEFTS[column] + 10, base + 6, text)
            if ruled:
                page.rect(LEFTS[column], base, 100, HIGH)
    if line:
        start, end, up = line
        page.rect(LEFTS[2] + start, TOP + up, end - start, 0.5, stroke=0, fill=1) if filled else page.line(
            LEFTS[2] + start, TOP + up, LEFTS[2] + end, TOP + up
        )
    page.save()
    (grid,) = pdf.read(target.getvalue()).grids
    return [cell.text for cell in next(grid.rows())]


@pytest.mark.parametrize("filled", [False, True])
def test_a_struck_figure_gives_way_to_that_beside_it(filled):
    assert cells("1", "2", "932", line=(9.5, 15.8, 9.5), filled=filled) == ["1", "2", "32"]


def test_a_struck_figure_that_stands_alone_is_kept():
    assert cells("1", "2", "932", line=(9.0, 27.5, 9.5)) == ["1", "2", "932"]


def test_struck_figures_are_left_out_without_rules_too():
    assert cells("1", "2", "9 32", line=(9.5, 15.8, 9.5), ruled=False)[-1] == "32"


@pytest.mark.parametrize(
    "line",
    [(9.5, 15.8, 4.8), (0.0, 100.0, 9.5), (9.5, 60.0, 9.5), (9.5, 15.8, 15.0)],
    ids=["underlined", "a rule of the table", "far beyond the print", "above the print"],
)
def test_other_lines_strike_nothing_out(line):
    assert "932" in "".join(cells("1", "2", "932", line=line)).replace("\n", "")
