"""PDF whose tables are pictures between printed text, as where somebody pasted screenshots; and scans with a layer."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer
from reportlab.platypus import Image as Picture

from extractors.readers.pdf_marks import read_marks
from extractors.readers.pdf_objects import Char
from tools.drawing.paper import FONT, MARGIN, Paper, paragraph, ruled_table
from tools.drawing.places import width
from tools.drawing.report import Report, Text
from tools.drawing.scan import Scanner, pictures
from tools.drawing.tables import Table

_POINTS = 72.0
_TALL = 3000.0
_FILLED, _INVISIBLE = 0, 3
"""Modes in which PDF draws text."""
_MOST = 620.0
"""Points of a picture's height that a page has room for."""


def draw_pasted(report: Report, dpi: int = 150) -> bytes:
    """The report as a PDF with each table as a picture, scaled to the width of the text."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    page = SimpleDocTemplate(buffer, leftMargin=MARGIN, rightMargin=MARGIN, invariant=1, title=str(report.year))
    story: list[Flowable] = []
    for piece in report.pieces():
        story += [paragraph(piece.text, piece.style)] if isinstance(piece, Text) else _pasted(piece, dpi)
    page.build(story)
    return buffer.getvalue()


def _pasted(table: Table, dpi: int) -> list[Flowable]:
    """A table as a picture."""
    picture = picture_of(table, dpi)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    wide = Paper().room - 12
    scale = min(wide / picture.width, _MOST / picture.height)
    return [Picture(buffer, picture.width * scale, picture.height * scale), Spacer(1, 8)]


def picture_of(table: Table, dpi: int) -> Image.Image:
    """A table as a picture, cut where its paper begins."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    paper = Paper()
    size = (paper.room + 40, _TALL)
    SimpleDocTemplate(buffer, pagesize=size, leftMargin=20, rightMargin=20, topMargin=20, bottomMargin=20).build(
        [ruled_table(table, paper, width(table))]
    )
    document = pypdfium2.PdfDocument(buffer.getvalue())
    picture: Image.Image = document[0].render(scale=dpi / _POINTS).to_pil().convert("RGB")
    document.close()
    left, top, right, bottom = ImageChops.invert(picture).getbbox() or (0, 0, *picture.size)
    return picture.crop((left - 3, top - 3, right + 3, bottom + 3))


def draw_layered(pdf: bytes, scanner: Scanner, misread: dict[str, str] | None = None, *, under: bool = False) -> bytes:
    """A scan of a PDF with its text as a layer: invisible over the pictures, or under them.

    `misread` says what the program that made the layer took some characters for.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    wrong = misread or {}
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for pixels, (size, chars) in zip(pictures(pdf, scanner), _texts(pdf), strict=True):
        canvas.setPageSize(size)
        if under:
            _draw_text(canvas, chars, size[1], wrong, _FILLED)
        canvas.drawImage(ImageReader(Image.fromarray(pixels)), 0, 0, *size)
        if not under:
            _draw_text(canvas, chars, size[1], wrong, _INVISIBLE)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_text(canvas: Any, chars: Sequence[Char], height: float, wrong: dict[str, str], mode: int) -> None:
    """Characters at their places on a page of some height, drawn in a mode of PDF."""
    for char in chars:
        text = canvas.beginText(char.x0, height - char.base)
        text.setTextRenderMode(mode)
        text.setFont(FONT, max(char.bottom - char.top, 4.0) * 0.8)
        text.textOut(wrong.get(char.text, char.text))
        canvas.drawText(text)


def _texts(pdf: bytes) -> Iterator[tuple[tuple[float, float], list[Char]]]:
    """Size and characters of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            marks = read_marks(page, number)
            yield (marks.width, marks.height), [char for char in marks.chars if not char.text.isspace()]
    finally:
        document.close()
