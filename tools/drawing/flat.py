"""Office documents that are one XML file: Word of 2003, a package of today written flat, Excel of 2003."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

from tools.drawing.places import placed
from tools.drawing.report import Report, Text
from tools.drawing.tables import Drawn, Table
from tools.drawing.word import draw_docx

_TODAY = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OF_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="{}"?>\n'


def draw_word_2003(report: Report) -> bytes:
    """The report as Word 2003 saves it as XML."""
    renamed = _main(report).replace(_TODAY, _OF_2003).replace("w:document", "w:wordDocument")
    return (_HEAD.format("Word.Document") + renamed.replace("w:vMerge", "w:vmerge")).encode()


def draw_package(report: Report) -> bytes:
    """The report as Word saves it as one XML file today."""
    part = f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{_main(report)}</pkg:xmlData></pkg:part>'
    whole = f'<pkg:package xmlns:pkg="{_PACKAGE}">{part}</pkg:package>'
    return (_HEAD.format("Word.Document") + whole).encode()


def _main(report: Report) -> str:
    """The main part of the report as a Word document, without the declaration of XML."""
    with zipfile.ZipFile(io.BytesIO(draw_docx(report))) as archive:
        return re.sub(r"<\?xml[^>]*\?>\s*", "", archive.read("word/document.xml").decode())


def draw_excel_2003(report: Report) -> bytes:
    """The report as Excel 2003 saves it as XML, all on one sheet."""
    rows: list[str] = []
    for piece in report.pieces():
        rows += [f"<Row>{_cell(Drawn(piece.text), 0)}</Row>"] if isinstance(piece, Text) else _rows(piece)
    sheet = f'<Worksheet ss:Name="Sheet1"><Table>{"".join(rows)}</Table></Worksheet>'
    return (_HEAD.format("Excel.Sheet") + f'<Workbook xmlns="{_SHEET}" xmlns:ss="{_SHEET}">{sheet}</Workbook>').encode()


def _rows(table: Table) -> list[str]:
    """The rows of a table."""
    rows = ["" for _ in table]
    for row, column, cell in placed(table):
        rows[row] += _cell(cell, column)
    return [f"<Row>{row}</Row>" for row in rows]


def _cell(cell: Drawn, column: int) -> str:
    """A cell with its place in the row."""
    spans = (("MergeAcross", cell.columns - 1), ("MergeDown", cell.rows - 1))
    merged = "".join(f' ss:{name}="{span}"' for name, span in spans if span)
    kind = "Number" if re.fullmatch(r"\d{1,15}", cell.text) else "String"
    return f'<Cell ss:Index="{column + 1}"{merged}><Data ss:Type="{kind}">{escape(cell.text)}</Data></Cell>'
