"""PDF with ruled tables: Chinese in Adobe's STSong-Light, which readers supply, figures and Latin in Helvetica."""

from __future__ import annotations

import io
import re
from html import escape

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Ruled

from tools.drawing.places import placed, width
from tools.drawing.report import Report, Text
from tools.drawing.tables import Table

_FONT = "STSong-Light"
_MARGIN = 54.0
_ROOM = A4[0] - 2 * _MARGIN
_STYLES = {
    "title": ParagraphStyle("title", fontName=_FONT, fontSize=16, leading=24, alignment=TA_CENTER, wordWrap="CJK"),
    "heading": ParagraphStyle("heading", fontName=_FONT, fontSize=13, leading=20, wordWrap="CJK"),
    "text": ParagraphStyle("text", fontName=_FONT, fontSize=11, leading=17, firstLineIndent=22, wordWrap="CJK"),
    "signature": ParagraphStyle("signature", fontName=_FONT, fontSize=11, leading=17, alignment=TA_RIGHT),
    "cell": ParagraphStyle("cell", fontName=_FONT, fontSize=8, leading=10, alignment=TA_CENTER, wordWrap="CJK"),
}


def draw_pdf(report: Report) -> bytes:
    """The report as a PDF; a table that does not fit goes on over the page."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    buffer = io.BytesIO()
    page = SimpleDocTemplate(
        buffer, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, invariant=1, title=str(report.year)
    )
    story: list[Flowable] = []
    for piece in report.pieces():
        story += [_paragraph(piece.text, piece.style)] if isinstance(piece, Text) else [_table(piece), Spacer(1, 8)]
    page.build(story)
    return buffer.getvalue()


def _paragraph(text: str, style: str) -> Paragraph:
    """One paragraph; the runs of Latin characters in their own font, as word processors set them."""
    marked = re.sub(r"[!-~]+", lambda run: f'<font name="Helvetica">{escape(run[0])}</font>', text)
    return Paragraph(marked, _STYLES[style])


def _table(drawn: Table) -> Ruled:
    """One ruled table with its spans; the columns of labels are wider than those of figures."""
    columns = width(drawn)
    cells: list[list[object]] = [[""] * columns for _ in drawn]
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for row, column, cell in placed(drawn):
        cells[row][column] = _paragraph(cell.text, "cell")
        if cell.rows > 1 or cell.columns > 1:
            commands.append(("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1)))
    return Ruled(cells, colWidths=_column_widths(columns), style=commands)


def _column_widths(columns: int) -> list[float]:
    """The widths by the number of columns: ten of chapter three, fifteen of chapter four, three of the form of 2014."""
    shares = {3: [6, 1, 1], 10: [2, 3, 7, 2, 2, 2, 2, 2, 2, 2]}.get(columns, [1] * columns)
    return [_ROOM * share / sum(shares) for share in shares]
