"""Small PDFs drawn for tests, and whether what was read of them is printed where it says."""

import io
from itertools import accumulate

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from extractors.document import PDF
from extractors.readers import pdf
from tests.locators import printed_at
from tests.printed import plain

FONT = "STSong-Light"
HEIGHT = A4[1]
WIDTHS = (150, 60, 60)


class Sheet:
    """A PDF in the making; y counts from the top of the page."""

    def __init__(self):
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.target = io.BytesIO()
        self.canvas = canvas.Canvas(self.target, pagesize=A4, invariant=1)
        self.canvas.setFont(FONT, 10)

    def text(self, x, y, text):
        self.canvas.drawString(x, HEIGHT - y, text)
        return self

    def line(self, x0, y0, x1, y1):
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        return self

    def table(self, y, rows, *, widths=WIDTHS, sides="tb", left=72.0, height=20, ruled=True):
        """Rows of texts in a lattice; `sides` says whether the top and bottom rule are drawn."""
        edges = [left, *accumulate(widths, initial=left)][1:]
        levels = [y + height * index for index in range(len(rows) + 1)]
        for row, texts in zip(levels, rows, strict=False):
            for x, text in zip(edges, texts, strict=False):
                for number, line in enumerate(text.split("\n")):
                    self.text(x + 3, row + 13 + 11 * number, line)
        if ruled:
            first, last = 0 if "t" in sides else 1, len(levels) if "b" in sides else len(levels) - 1
            for level in levels[first:last]:
                self.line(edges[0], level, edges[-1], level)
            for x in edges:
                self.line(x, levels[0], x, levels[-1])
        return self

    def page(self):
        self.canvas.showPage()
        self.canvas.setFont(FONT, 10)
        return self

    def bytes(self):
        self.canvas.save()
        return self.target.getvalue()


def rows(grid):
    return [["".join(cell.text.split()) for cell in row] for row in grid.rows()]


def leads_back(data):
    """Every text of a document is printed where its locator says."""
    content = pdf.read(data)
    pieces = [cell for grid in content.grids for cell in grid.cells] + list(content.paragraphs)
    assert pieces
    return [
        piece for piece in pieces if sorted(plain(piece.text)) != sorted(plain(printed_at(data, PDF, piece.locator)))
    ]


HEAD = ["项目", "件数", "总数"]
BODY = [["规章", "3", "28"], ["行政规范性文件", "1,572", "－"]]
