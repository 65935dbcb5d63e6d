"""Whole reports off a scanner: strokes, hairlines, seals, turned and photographed pages, and what is said of doubts."""

import io
from importlib import import_module
from itertools import pairwise

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from extractors.document import Document
from extractors.extract import extract
from extractors.grid import parts
from extractors.readers import scan_ink, scan_strokes, scan_turn
from extractors.readers.pdf_lattice import ruled_tables
from extractors.readers.pdf_objects import Rule
from extractors.readers.scan_figures import SURE
from extractors.readers.scan_seal import without_seal
from extractors.readers.scan_words import Reading
from tools.accuracy.drawings import reports
from tools.accuracy.scans import count
from tools.accuracy.score import compare
from tools.drawing.paper import HAIRLINE, draw_pdf
from tools.drawing.scan import Scanner, scanned


def read(drawn, scanner: Scanner, **options):
    """What is read of a report off a scanner."""
    return extract(Document("scan.pdf", scanned(draw_pdf(drawn.report, **options), scanner)))


def a_report(form: str, text: str, seed: int = 1):
    """The first report of a form that prints a text somewhere."""
    drawn = (each for each in reports(seed, 5) if each.report.form == form)
    return next(each for each in drawn if any(figure.text == text for figure in each.figures.values()))


@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize("mark", ["/", "\u2014", "-", "1", "7", "4"])
def test_lone_strokes_are_known_by_their_shape(dpi, mark):
    found = scan_strokes.stroke(inked(mark, dpi), dpi / 72)
    assert (found.text if found else None) == (mark if mark in "/\u2014-" else None)


def inked(text: str, dpi: int) -> np.ndarray:
    """The ink of a text of 8 points, as a scanner sees it."""
    ink = (np.asarray(drawn_text(text, dpi)) < 140).astype(np.uint8) * 255
    return ink[np.ix_(ink.any(axis=1), ink.any(axis=0))]


def drawn_text(text: str, dpi: int) -> Image.Image:
    """A text of 8 points in Helvetica, on paper."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    target = io.BytesIO()
    page = canvas.Canvas(target, pagesize=(60, 30))
    page.setFont("Helvetica", 8)
    page.drawString(20, 10, text)
    page.save()
    return pdfium.PdfDocument(target.getvalue())[0].render(scale=dpi / 72).to_pil().convert("L")


def test_strokes_for_zeros_are_no_figures():
    drawn = a_report("2021", "/")
    score = compare(drawn.figures, read(drawn, Scanner(150, skew=0.4)).facts)
    assert (score.right, score.faults) == (len(drawn.figures), [])


@pytest.mark.parametrize("dpi", [150, 200])
def test_hairlines_under_a_seal_lose_no_row_and_no_doubt_is_silent(dpi):
    drawn = a_report("2019", "0", seed=2)
    scanner = Scanner(dpi, skew=-1.0, seal=(0.8, 0.3), quality=60, noise=4.0)
    facts = {
        (fact.table_name, fact.row_code, fact.column_code): fact for fact in read(drawn, scanner, paper=HAIRLINE).facts
    }
    wrong = [key for key, figure in drawn.figures.items() if facts[key].value != figure.value]
    assert len(wrong) <= 2
    assert all(facts[key].confidence < SURE for key in wrong)


@pytest.mark.parametrize("tone", ["RGB", "L"])
@pytest.mark.parametrize("skew", [0.0, 0.8, -1.0])
def test_nothing_is_printed_where_only_a_seal_is(skew, tone):
    blank = Image.new("RGB", (1240, 1754), "white")
    target = io.BytesIO()
    blank.save(target, "PDF", resolution=150)
    data = scanned(target.getvalue(), Scanner(200, skew=skew, seal=(0.5, 0.4), quality=60, noise=4.0, tone=tone))
    pixels = pdfium.PdfDocument(data)[0].render(scale=200 / 72, prefer_bgrx=True).to_numpy()[:, :, :3].copy()
    page = scan_ink.level(pixels, 200 / 72)
    assert page.is_under_red((240.0, 280.0, 355.0, 400.0))
    assert cv2.connectedComponents(page.print)[0] - 1 <= 2


@pytest.mark.parametrize("faint", [0.0, 0.3])
def test_a_seal_in_greys_loses_few_figures_and_none_silently(faint):
    drawn = a_report("2021", "0")
    found = read(drawn, Scanner(200, skew=0.8, seal=(0.7, 0.6), faint=faint, tone="L"))
    result = count(drawn.figures, found)
    assert result.numbers > 100
    assert result.share > 0.94
    assert (result.silent, result.invented) == (0, 0), result.faults


@pytest.mark.parametrize("level", [90, 140])
def test_shaded_cells_and_print_alone_are_no_seal(level):
    picture = np.full((1200, 900), 250, np.uint8)
    for top in range(200, 1000, 120):
        picture[top : top + 60, 100:800] = level
        cv2.putText(picture, "1,234 56 0.78", (150, top + 45), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20.0,), 3)
    assert without_seal(np.dstack([picture] * 3), 150 / 72)[1] is None


@pytest.mark.parametrize("height", [12.0, 18.0])
def test_a_row_that_stands_alone_is_a_table_too(height):
    unit, edges = 150 / 72, (54.0, 300.0, 360.0, 420.0, 541.0)
    picture = Image.new("RGB", (1240, 600), "white")
    for left, right in pairwise(edges):
        box = [round(edge * unit) for edge in (left, 100.0, right, 100.0 + height)]
        ImageDraw.Draw(picture).rectangle(box, outline="black")
    page = scan_ink.level(np.asarray(picture), unit)
    (table,) = ruled_tables([Rule(*rule) for rule in page.rules()], 1)
    assert len(table) == len(edges) - 1


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_turned_is_read_and_its_places_are_those_displayed(quarters):
    drawn = a_report("2019", "0")
    data = scanned(draw_pdf(drawn.report), Scanner(150, quarters=quarters))
    found = extract(Document("scan.pdf", data))
    assert compare(drawn.figures, found.facts).faults == []
    assert {problem.kind for problem in found.problems} >= {"turned_page"}
    fact = max(found.facts, key=lambda fact: len(fact.printed))
    left, top, right, bottom = (float(edge) for edge in parts(fact.locator)["box"].split(","))
    page = pdfium.PdfDocument(data)[int(parts(fact.locator)["page"]) - 1]
    shown = np.asarray(page.render(scale=2).to_pil().convert("L"))
    assert shown[round(top * 2) + 6 : round(bottom * 2) - 6, round(left * 2) + 6 : round(right * 2) - 6].min() < 120


@pytest.mark.parametrize(("text", "makes_sense"), [("行政复议", True), ("件件件件件", False), ("个个人人人", False)])
def test_units_below_each_other_do_not_turn_a_page(text, makes_sense, monkeypatch):
    grey = np.full((600, 600), 255, np.uint8)
    for line in range(6):
        grey[60 + 60 * line : 85 + 60 * line, 100:300:2] = 0
    monkeypatch.setattr(scan_turn, "read_lines", lambda pictures: [Reading(text, 0.99)] * len(pictures))
    legibility = scan_turn._legibility(scan_ink.Page(grey, 200 / 72), 3)
    assert (legibility > 0.9) == makes_sense


def test_the_sample_of_a_line_ends_between_characters():
    grey = np.full((200, 600), 255, np.uint8)
    for left in range(60, 580, 40):
        grey[80:110, left : left + 30 : 2] = 0
    page = scan_ink.Page(grey, 1.5)
    right = scan_turn._start_of((50.0, 53.0, 380.0, 74.0), page)[2] * page.scale
    assert 168 < right <= 180


def test_a_photographed_page_is_read():
    drawn = a_report("2019", "0")
    assert compare(drawn.figures, read(drawn, Scanner(200, tilt=0.02, shade=0.35)).facts).faults == []


def test_the_version_of_an_extraction_follows_the_recogniser(monkeypatch):
    module = import_module("extractors.extract")
    known = {name: module._installed(name) for name in module._READING_WITH}
    versions = set()
    for changed in ({}, {"rapidocr": "99"}, {"onnxruntime": ""}):
        monkeypatch.setattr(module, "_installed", {**known, **changed}.__getitem__)
        versions.add(module.extractor_version.__wrapped__())
    assert len(versions) == 3


def test_a_package_that_is_missing_has_no_version():
    assert import_module("extractors.extract")._installed("no-such-package-anywhere") == ""
