"""PDF in many layouts: Chinese in Adobe's STSong-Light, which readers supply, figures and Latin in Helvetica."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape
from typing import Literal

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Ruled

from tools.drawing.places import placed, width
from tools.drawing.report import Report, Text
from tools.drawing.tables import Drawn, Table
from tools.drawing.variants import cut, head_depth

FONT = "STSong-Light"
MARGIN = 54.0
_STYLES = {
    "title": ParagraphStyle("title", fontName=FONT, fontSize=16, leading=24, alignment=TA_CENTER, wordWrap="CJK"),
    "heading": ParagraphStyle("heading", fontName=FONT, fontSize=13, leading=20, wordWrap="CJK"),
    "text": ParagraphStyle("text", fontName=FONT, fontSize=11, leading=17, firstLineIndent=22, wordWrap="CJK"),
    "signature": ParagraphStyle("signature", fontName=FONT, fontSize=11, leading=17, alignment=TA_RIGHT),
    "cell": ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=10, alignment=TA_CENTER, wordWrap="CJK"),
}
_UPRIGHT = 4
"""Headings up to so many characters stay upright where longer ones are turned."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How a PDF is laid out."""

    rules: Literal["all", "three", "none"] = "all"
    landscape: bool = False
    top: bool = False
    """Whether texts stand at the top of their cells; else in the middle."""
    split: Literal["", "plain", "open", "headed"] = ""
    """Whether tables are cut over two pages: with rules at the cut, without, or with the headings again."""
    upright: Literal["", "turned", "stacked"] = ""
    """Whether headings above figures are turned by 90 degrees, or stand one character a line."""
    rule: float = 0.5
    """How thick the rules around cells are, in points."""
    latin: str = "Helvetica"
    """The font of figures and Latin characters in cells, one that every reader of PDF has."""

    @property
    def room(self) -> float:
        """The points between the margins."""
        return float(A4[1] if self.landscape else A4[0]) - 2 * MARGIN


PAPERS = {
    "ruled": Paper(),
    "three-line": Paper("three"),
    "borderless": Paper("none"),
    "borderless, top-aligned": Paper("none", top=True),
    "landscape": Paper(landscape=True),
    "ruled, top-aligned": Paper(top=True),
    "split over pages": Paper(split="plain"),
    "split, no rule at the page end": Paper(split="open"),
    "split, headings repeated": Paper(split="headed"),
    "three-line, split": Paper("three", split="plain"),
    "borderless, split": Paper("none", split="plain"),
    "headings turned by 90°": Paper(upright="turned"),
    "headings one character a line": Paper(upright="stacked"),
}
HAIRLINE = Paper(rule=0.25)
"""Rules as thin as some word processors draw them; a scanner leaves them grey."""


class Turned(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A line of text that runs upwards."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def wrap(self, *_: float) -> tuple[float, float]:
        """The room that the turned line takes: width and height."""
        return 10.0, 8.0 * len(self.text) + 4

    def draw(self) -> None:
        """Draw the line along the height."""
        self.canv.rotate(90)
        self.canv.setFont(FONT, 8)
        self.canv.drawString(2, -8, self.text)


def draw_pdf(report: Report, paper: Paper = PAPERS["ruled"]) -> bytes:
    """The report as a PDF; a table that does not fit goes on over the page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    size = landscape(A4) if paper.landscape else A4
    page = SimpleDocTemplate(
        buffer, pagesize=size, leftMargin=MARGIN, rightMargin=MARGIN, invariant=1, title=str(report.year)
    )
    story: list[Flowable] = []
    for piece in report.pieces():
        story += [paragraph(piece.text, piece.style)] if isinstance(piece, Text) else _tables(piece, paper)
    page.build(story)
    return buffer.getvalue()


def paragraph(text: str, style: str, latin: str = "Helvetica") -> Paragraph:
    """One paragraph; the runs of Latin characters in their own font, as word processors set them."""
    marked = re.sub(r"[!-~]+", lambda run: f'<font name="{latin}">{escape(run[0])}</font>', text)
    return Paragraph(marked.replace("\n", "<br/>"), _STYLES[style])


def _tables(drawn: Table, paper: Paper) -> list[Flowable]:
    """One table, or its two parts on two pages."""
    depth = head_depth(drawn)
    at = max(len(drawn) // 2, depth + 1)
    columns = width(drawn)
    if not paper.split or at >= len(drawn):
        return [ruled_table(drawn, paper, columns), Spacer(1, 8)]
    upper, lower = cut(drawn, at)
    if paper.split == "headed":
        lower = [*drawn[:depth], *lower]
    is_open = paper.split == "open"
    first, second = (
        ruled_table(upper, paper, columns, below=not is_open),
        ruled_table(lower, paper, columns, above=not is_open),
    )
    return [first, PageBreak(), second, Spacer(1, 8)]


def ruled_table(drawn: Table, paper: Paper, columns: int, *, above: bool = True, below: bool = True) -> Ruled:
    """One table with its spans; the columns of labels are wider than those of figures."""
    cells: list[list[object]] = [[""] * columns for _ in drawn]
    commands = _rules(drawn, paper, above, below)
    commands.append(("VALIGN", (0, 0), (-1, -1), "TOP" if paper.top else "MIDDLE"))
    for row, column, cell in placed(drawn):
        cells[row][column] = _cell(cell, paper)
        if cell.rows > 1 or cell.columns > 1:
            commands.append(("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1)))
    return Ruled(cells, colWidths=_column_widths(columns, paper.room), style=commands)


def _cell(cell: Drawn, paper: Paper) -> Flowable:
    """What stands in a cell."""
    tall = cell.role == "head" and cell.columns == 1 and len(cell.text) > _UPRIGHT
    if tall and paper.upright == "turned":
        return Turned(cell.text.replace("\n", ""))
    if cell.role == "head" and cell.columns == 1 and paper.upright == "stacked":
        return paragraph("\n".join(cell.text[:20]), "cell", paper.latin)
    return paragraph(cell.text, "cell", paper.latin)


def _rules(drawn: Table, paper: Paper, above: bool, below: bool) -> list[tuple[object, ...]]:
    """The commands that draw the lines."""
    if paper.rules == "none":
        return []
    if paper.rules == "three":
        head = max(head_depth(drawn), 1) - 1
        lines = [("LINEABOVE", 0, 1.0), ("LINEBELOW", head, 0.5), ("LINEBELOW", -1, 1.0)]
        return [(side, (0, row), (-1, row), thickness, "black") for side, row, thickness in lines]
    commands: list[tuple[object, ...]] = [("LINEBEFORE", (0, 0), (-1, -1), paper.rule, "black")]
    commands.append(("LINEAFTER", (-1, 0), (-1, -1), paper.rule, "black"))
    commands.append(("INNERGRID", (0, 0), (-1, -1), paper.rule, "black"))
    commands += [("LINEABOVE", (0, 0), (-1, 0), paper.rule, "black")] if above else []
    commands += [("LINEBELOW", (0, -1), (-1, -1), paper.rule, "black")] if below else []
    return commands


def _column_widths(columns: int, room: float) -> list[float]:
    """The widths by the number of columns: of chapters two and three, fifteen of chapter four, three of 2014."""
    shares = {3: [6, 1, 1], 10: [2, 3, 7, *[2] * 7], 11: [2, 3, 7, *[2] * 8]}.get(columns, [1] * columns)
    return [room * share / sum(shares) for share in shares]
