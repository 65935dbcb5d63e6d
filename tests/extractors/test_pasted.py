"""Pictures of tables in pages that have text too, and scans under or over the text of another program."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pytest

pytest.importorskip("rapidocr")
pytest.importorskip("reportlab")

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document
from extractors.extract import extract
from extractors.grid import parts
from extractors.readers import pdf, scan
from extractors.records import Extraction
from tools.drawing import Report, draw_pdf, figures_of
from tools.drawing.pasted import draw_layered, draw_pasted
from tools.drawing.scan import Scanner

REPORT = Report("江南市水务局", 2018, "2014", figures_of("jiangnan_swj_2018"))


def slots(read: Extraction) -> dict[str, str]:
    """Slot to printed text."""
    return {fact.slot: fact.printed for fact in read.facts}


@cache
def digital() -> dict[str, str]:
    """What the report says where it is digital text."""
    return slots(extract(Document("report.pdf", draw_pdf(REPORT))))


def test_a_pasted_picture_of_a_table_is_read_beside_the_text():
    read = extract(Document("report.pdf", draw_pasted(REPORT)))
    assert slots(read) == digital()
    assert (read.report.agency, read.report.year) == ("江南市水务局", 2018)
    assert all(fact.method.endswith("recognised") for fact in read.facts)
    boxes = [list(map(float, parts(fact.locator)["box"].split(","))) for fact in read.facts]
    assert max(box[3] for box in boxes) - min(box[1] for box in boxes) > 400
    assert all(50 < box[0] < box[2] < 545 and 50 < box[1] < box[3] < 800 for box in boxes)


def test_figures_of_a_layer_that_was_misread_are_recognised_again_and_told():
    layered = draw_layered(draw_pdf(REPORT), Scanner(200), {"1": "7", "0": "O"})
    read = extract(Document("report.pdf", layered))
    assert slots(read) == digital()
    changed = [fact for fact in read.facts if set("10") & set(fact.printed)]
    assert changed
    assert all(fact.confidence <= 0.85 for fact in changed)
    assert {problem.kind for problem in read.problems} >= {"text_layer", "uncertain_reading"}


def test_text_under_a_picture_that_covers_it_is_a_layer():
    read = extract(Document("report.pdf", draw_layered(draw_pdf(REPORT), Scanner(200), under=True)))
    assert slots(read) == digital()
    assert all(fact.method.endswith("text_layer") for fact in read.facts)


@pytest.mark.parametrize("size", [(90, 90), (460, 130), (595, 842)])
def test_a_logo_a_photograph_or_a_background_gives_nothing(size):
    noise = Image.effect_noise((size[0] * 2, size[1] * 2), 60).convert("RGB")
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.drawImage(ImageReader(noise), 0, 0, *size)
    canvas.save()
    with pikepdf.open(io.BytesIO(draw_pdf(REPORT))) as report, pikepdf.open(target) as picture:
        for page in report.pages:
            page.add_underlay(picture.pages[0])
        mixed = io.BytesIO()
        report.save(mixed)
    before, after = pdf.read(draw_pdf(REPORT)), pdf.read(mixed.getvalue(), scan.Eye(on_picture=_fail))
    assert [grid.cells for grid in after.grids] == [grid.cells for grid in before.grids]
    assert after.notes == ()


def _fail() -> None:
    raise AssertionError("the recogniser was asked")
