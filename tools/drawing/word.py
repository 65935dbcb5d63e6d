"""Word documents with merged cells."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tools.drawing.places import placed, width
from tools.drawing.report import Report, Text
from tools.drawing.tables import Table

_ALIGNMENT = {"title": WD_ALIGN_PARAGRAPH.CENTER, "signature": WD_ALIGN_PARAGRAPH.RIGHT}
_DAY = (1980, 1, 1, 0, 0, 0)


def draw_docx(report: Report) -> bytes:
    """The report as a Word document."""
    document = docx.Document()
    for piece in report.pieces():
        if isinstance(piece, Text):
            paragraph = document.add_paragraph(piece.text)
            if piece.style in _ALIGNMENT:
                paragraph.alignment = _ALIGNMENT[piece.style]
        else:
            _table(document, piece)
    buffer = io.BytesIO()
    document.save(buffer)
    return _undated(buffer.getvalue())


def _table(document: Document, drawn: Table) -> None:
    """One table with its merged cells."""
    table = document.add_table(rows=len(drawn), cols=width(drawn), style="Table Grid")
    grid = [list(row.cells) for row in table.rows]
    for row, column, cell in placed(drawn):
        corner = grid[row][column]
        if cell.rows > 1 or cell.columns > 1:
            corner = corner.merge(grid[row + cell.rows - 1][column + cell.columns - 1])
        corner.text = cell.text


def _undated(data: bytes) -> bytes:
    """The same archive with the same day on every member: the same figures give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return buffer.getvalue()
