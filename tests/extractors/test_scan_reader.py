"""Scans, drawn here: what is read, how sure it is, where it stands, and what happens when it cannot be read."""

import io
import socket
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.document import JPEG, PNG, TIFF, Document, DocumentError, media_type_of
from extractors.extract import extract
from extractors.grid import parts
from extractors.readers import pdf, scan, scan_file
from extractors.readers.scan_figures import READABLE, SURE, UNREADABLE, settled
from extractors.readers.scan_words import Reading

FIGURES = [["81", "2928", "7", ""], ["0", "214", "1,572", "446"], ["+6", "-17", "0.0436", "35467"]]
CELL, LEFT, TOP = (90.0, 24.0), 100.0, 120.0
LAYERED = Path(__file__).parents[3] / "shared/examples/dense_2020__x_ocrlayer.pdf"


def drawn(dpi: int = 200, skew: float = 0.0, seal: tuple[float, float] | None = None, page=(595, 842)) -> Image.Image:
    """A page with a ruled table of the figures, points of the page turned into pixels; a seal of 1.4 inches on it."""
    unit = dpi / 72
    picture = Image.new("RGB", (round(page[0] * unit), round(page[1] * unit)), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(10.5 * unit)
    for row, figures in enumerate(FIGURES):
        for column, figure in enumerate(figures):
            left, top, right, bottom = (edge * unit for edge in box_of(row, column))
            pen.rectangle((left, top, right, bottom), outline="black", width=max(1, round(0.7 * unit)))
            pen.text(((left + right) / 2, (top + bottom) / 2), figure, fill=(20, 20, 20), font=font, anchor="mm")
    if seal:
        picture = stamped(picture, (seal[0] * unit, seal[1] * unit), 50 * unit)
    turned = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor="white")
    noise = np.random.default_rng(1).normal(0, 6, (turned.height, turned.width, 1))
    return Image.fromarray((np.asarray(turned) * 0.94 + 8 + noise).clip(0, 255).astype(np.uint8))


def stamped(picture: Image.Image, middle: tuple[float, float], radius: float) -> Image.Image:
    """The picture with a red ring and star over it, through which black print shows."""
    seal = Image.new("RGB", picture.size, "white")
    pen, (x, y) = ImageDraw.Draw(seal), middle
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(214, 30, 40), width=round(radius / 12))
    pen.regular_polygon((x, y, radius * 0.4), 5, rotation=20, fill=(214, 30, 40))
    return Image.fromarray((np.asarray(picture).astype(np.uint16) * np.asarray(seal) // 255).astype(np.uint8))


def box_of(row: int, column: int) -> tuple[float, float, float, float]:
    """Where a cell is drawn, in points."""
    left, top = LEFT + column * CELL[0], TOP + row * CELL[1]
    return left, top, left + CELL[0], top + CELL[1]


def saved(picture: Image.Image, kind: str = "PNG", **options) -> bytes:
    """The bytes of a picture file."""
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def look(picture: bytes, eye: scan.Eye | None = None):
    """The content of a picture file."""
    return pdf.read(scan_file.as_pdf(picture), eye or scan.Eye())


def texts(content) -> list[list[str]]:
    """The rows of the only table."""
    (grid,) = content.grids
    return [[cell.text for cell in row] for row in grid.rows()]


@pytest.mark.parametrize(("dpi", "skew"), [(150, 0.0), (150, 0.8), (200, -0.8)])
def test_figures_are_read_and_a_blank_stays_blank(dpi, skew):
    content = look(saved(drawn(dpi, skew)))
    assert texts(content) == FIGURES
    assert {cell.source for cell in content.grids[0].cells} == {"recognised"}


def test_decimals_are_never_sure_and_are_listed():
    content = look(saved(drawn()))
    (note,) = [note for note in content.notes if note.kind == "uncertain_reading" and note.printed == "0.0436"]
    (cell,) = [cell for cell in content.grids[0].cells if cell.text == "0.0436"]
    assert cell.confidence < SURE
    assert note.locator == cell.locator


@pytest.mark.parametrize("dpi", [150, 200])
def test_figures_under_a_red_seal_are_read_and_listed(dpi):
    content = look(saved(drawn(dpi, 0.8, seal=(280, 165)), "JPEG", quality=80))
    assert texts(content) == FIGURES
    sealed = [cell for cell in content.grids[0].cells if cell.text and cell.confidence < SURE]
    listed = {note.locator for note in content.notes if note.kind == "uncertain_reading"}
    assert len(sealed) > 2
    assert {cell.locator for cell in sealed} <= listed


def test_locators_show_the_figures_on_the_page_as_displayed():
    picture = drawn(200, 0.8)
    unit = scan_file.LONGER_SIDE / picture.height
    for cell in look(saved(picture)).grids[0].cells:
        box = tuple(float(edge) / unit for edge in parts(cell.locator)["box"].split(","))
        inner = np.asarray(picture.convert("L").crop(tuple(map(round, shrunk(box)))))
        assert bool((inner < 110).any()) == bool(cell.text), cell
        assert np.asarray(picture.convert("L").crop(tuple(map(round, box)))).min() < 110, "its rules are near"


def shrunk(box: tuple[float, ...]) -> tuple[float, ...]:
    """The middle of a box, without the rules around it."""
    left, top, right, bottom = box
    return left + 40, top + 14, right - 40, bottom - 14


def test_readings_that_rival_each_other_are_marked_not_guessed():
    kept, doubt = settled(Reading("137", 0.5, (("131", 0.46),)))
    assert kept.text == f"13{UNREADABLE}"
    assert kept.confidence < READABLE
    assert "'131' (46%)" in doubt


@pytest.mark.parametrize(
    ("reading", "text", "is_sure"),
    [
        (Reading("O", 0.6, (("0", 0.39),)), "0", True),
        (Reading(".17", 0.52, (("-17", 0.45), ("17", 0.02))), "-17", False),
        (Reading("15.", 0.6, (("15", 0.4),)), "15", True),
        (Reading("0.5", 0.999), "0.5", False),
        (Reading("24", 0.97, (("21", 0.02),)), "24", True),
        (Reading("减1", 0.56, (("減1", 0.43),)), "减1", True),
    ],
)
def test_readings_that_no_figure_can_have_give_way(reading, text, is_sure):
    kept, doubt = settled(reading)
    assert (kept.text, kept.confidence >= SURE, not doubt) == (text, is_sure, is_sure)


def test_a_separator_of_thousands_at_the_end_of_a_line_is_kept():
    first = Reading("1,318,", 0.99)
    assert settled(first, goes_on=True)[0].text == "1,318,"
    assert settled(first)[0].text == "1,318"


def test_words_are_kept_as_they_were_read():
    reading = Reading("总计", 0.4, (("总汁", 0.3),))
    assert settled(reading) == (reading, "")


def test_each_picture_of_a_file_is_a_page():
    pages = [drawn(100), drawn(100)]
    assert look(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])).pages == 2


def test_pictures_are_known_by_their_content():
    small = Image.new("RGB", (8, 8), "white")
    assert [media_type_of(saved(small, kind)) for kind in ("PNG", "JPEG", "TIFF")] == [PNG, JPEG, TIFF]


def test_a_broken_picture_is_damaged():
    with pytest.raises(DocumentError) as caught:
        extract(Document("scan.png", saved(drawn(72))[:2000]))
    assert caught.value.kind == "damaged"


def test_a_huge_picture_is_refused(monkeypatch):
    monkeypatch.setattr(scan_file, "MAX_PIXELS", 1000)
    with pytest.raises(DocumentError) as caught:
        extract(Document("scan.png", saved(drawn(72))))
    assert caught.value.kind == "too_large"


def test_without_the_recogniser_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(scan, "find_spec", lambda name: None)
    with pytest.raises(DocumentError) as caught:
        extract(Document("scan.png", saved(drawn(72))))
    assert caught.value.kind == "needs_ocr"
    assert "pip install 'gouji[scan]'" in caught.value.message


def test_without_the_recogniser_the_other_pages_are_read(monkeypatch):
    document = pdfium.PdfDocument(scan_file.as_pdf(saved(drawn(72))))
    pages = io.BytesIO()
    document.import_pages(pdfium.PdfDocument(printed("2020")))
    document.save(pages)
    monkeypatch.setattr(scan, "find_spec", lambda name: None)
    content = pdf.read(pages.getvalue(), scan.Eye())
    assert [paragraph.text for paragraph in content.paragraphs] == ["2020"]
    assert [note.kind for note in content.notes] == ["needs_ocr"]


def printed(text: str) -> bytes:
    """A PDF page with digital text."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    target = io.BytesIO()
    page = canvas.Canvas(target)
    page.drawString(100, 700, text)
    page.save()
    return target.getvalue()


@pytest.mark.parametrize("budget", [scan.Budget(pages=0), scan.Budget(width=0)])
def test_pages_beyond_the_limit_are_named(budget):
    content = look(saved(drawn(72)), scan.Eye(budget))
    assert not content.blocks
    assert [note.kind for note in content.notes] == ["pages_not_read"]


def test_recognising_costs_the_budget():
    budget = scan.Budget()
    look(saved(drawn(150)), scan.Eye(budget))
    assert budget.pages == scan.MAX_PAGES - 1
    assert 0 < scan.MAX_WIDTH - budget.width < 5000


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the recogniser asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert texts(look(saved(drawn()))) == FIGURES


@pytest.mark.skipif(not LAYERED.exists(), reason="../shared is absent: no picture with a layer of text")
def test_a_layer_of_text_is_compared_with_the_picture_and_marked():
    read = extract(Document(LAYERED.name, LAYERED.read_bytes()))
    assert len(read.facts) >= 198
    assert all(fact.confidence >= 0.92 for fact in read.facts if fact.value is not None)
    assert all(fact.method.endswith("text_layer") for fact in read.facts)
    assert {problem.kind for problem in read.problems} == {"text_layer"}
