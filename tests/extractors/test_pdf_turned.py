"""PDF pages whose print lies on its side as displayed, as printing programs put wide tables on upright paper."""

from __future__ import annotations

import io

import pikepdf
import pytest

pytest.importorskip("reportlab")

from extractors.readers import pdf
from tests.drawn import drawn, faults, read
from tests.pdf_sheets import leads_back
from tools.drawing import draw_pdf


def lying(data: bytes, quarters: int) -> bytes:
    """The same pages, each displayed on its side."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.Rotate = 90 * quarters
        document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("habit", ["plain", "mixed"])
def test_pages_that_lie_on_their_side_are_read_upright_and_said_so(quarters: int, habit: str) -> None:
    report = drawn("2021", habit)
    upright = draw_pdf(report.report)
    data = lying(upright, quarters)
    assert faults(report, data, "pdf") == []
    turned = [problem.message for problem in read(data, "pdf").problems if problem.kind == "turned_page"]
    assert len(turned) >= 2
    assert {message.split(" by ")[1] for message in turned} == {
        f"{90 * quarters} degrees clockwise and was read upright"
    }
    assert leads_back(data) == []


def test_a_page_of_which_only_headings_run_down_is_not_turned() -> None:
    content = pdf.read(draw_pdf(drawn("2021", "plain").report))
    assert not [note for note in content.notes if note.kind == "turned_page"]
