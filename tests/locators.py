"""Follow a locator back to its printed text, without the readers that made it."""

import ctypes
import io
import re
import zipfile

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import python_calamine
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from extractors.document import DOCX, HTML, ODS, PDF, SHEET_XML, TEXT, WORD_XML, XLS, XLSX
from extractors.grid import parts

WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
OPEN = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:schemas-microsoft-com:office:spreadsheet}"
SHEET = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def printed_at(document: bytes, media_type: str, locator: str) -> str:
    """The text printed at a place, white space aside; raises KeyError for a place of another format."""
    follow = {PDF: _in_pdf, DOCX: _in_word, XLSX: _in_sheet, ODS: _in_open_sheet, XLS: _in_old_sheet, HTML: _in_page,
              TEXT: _in_text, WORD_XML: _in_flat_word, SHEET_XML: _in_flat_sheet}[media_type]  # fmt: skip
    return "".join(follow(document, parts(locator)).split())


def _in_pdf(document, place):
    """The characters whose middle lies in the box, in stream order; boxes are those of the displayed page."""
    left, top, right, bottom = (float(edge) for edge in place["box"].split(","))
    pdf = pdfium.PdfDocument(document)
    page = pdf[int(place["page"]) - 1]
    text = raw.FPDFText_LoadPage(page.raw)
    found = []
    for index in range(raw.FPDFText_CountChars(text)):
        x, y = _middle(page, text, index)
        if left - 0.1 <= x <= right + 0.1 and top - 0.1 <= y <= bottom + 0.1 and _is_level(text, index):
            found.append(chr(raw.FPDFText_GetUnicode(text, index)))
    raw.FPDFText_ClosePage(text)
    page.close()
    pdf.close()
    return "".join(found)


def _is_level(text, index):
    """Whether a character is set along an axis: watermarks are not."""
    turn = raw.FPDFText_GetCharAngle(text, index) % 1.5707963
    return min(turn, 1.5707963 - turn) < 0.06


def _middle(page, text, index):
    """The middle of a character on the displayed page, by PDFium's own conversion at a thousandth of a point."""
    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, index, *(ctypes.byref(side) for side in sides))
    left, right, bottom, top = (side.value for side in sides)
    width, height = page.get_size()
    x, y = ctypes.c_int(), ctypes.c_int()
    scale = (0, 0, round(width * 1000), round(height * 1000), 0)
    raw.FPDF_PageToDevice(page.raw, *scale, (left + right) / 2, (top + bottom) / 2, ctypes.byref(x), ctypes.byref(y))
    return x.value / 1000, y.value / 1000


def _in_word(document, place):
    """The text of a numbered paragraph, or of a numbered cell without the tables inside it."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml"))
    if "paragraph" in place:
        outside = root.xpath("//w:p[not(ancestor::w:tbl)]", namespaces=WORD)
        return _word_text(outside[int(place["paragraph"]) - 1])
    table = root.xpath("//w:tbl", namespaces=WORD)[int(place["table"]) - 1]
    rows = [row for row in table.iterfind(".//w:tr", WORD) if _nearest(row, "tbl") is table]
    row = rows[int(place["row"]) - 1]
    cells = [cell for cell in row.iterfind(".//w:tc", WORD) if _nearest(cell, "tr") is row]
    return _word_text(cells[int(place["cell"]) - 1])


def _in_flat_word(document, place):
    """The same in a Word file that is one XML file, put into an archive and brought to the names of today."""
    text = document.decode().replace("http://schemas.microsoft.com/office/word/2003/wordml", WORD["w"])
    root = next(each for each in etree.fromstring(text.encode()).iter() if each.tag.endswith("ocument"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", etree.tostring(root))
    return _in_word(packed.getvalue(), place)


def _in_flat_sheet(document, place):
    """The text of the cell that stands in a row of Excel 2003 under its own number."""
    row, column = _coordinates(place["cell"])
    line = etree.fromstring(document).findall(f".//{OFFICE}Row")[row - 1]
    (cell,) = (cell for cell in line if cell.get(f"{OFFICE}Index") == str(column))
    return "".join(cell.itertext())


def _word_text(element):
    """The text under a Word element, tracked deletions and nested tables left out."""
    around = {name: _nearest(element, name) for name in ("tbl", "del", "moveFrom", "txbxContent")}
    texts = element.iterfind(".//w:t", WORD)
    own = (text for text in texts if all(_nearest(text, name) is holder for name, holder in around.items()))
    return "".join(text.text or "" for text in own)


def _nearest(element, name):
    """The nearest Word element of a name around another."""
    return next(element.iterancestors(f"{{{WORD['w']}}}{name}"), None)


def _in_sheet(document, place):
    """The text of a spreadsheet's cell, from the sheet's own XML."""
    archive = zipfile.ZipFile(io.BytesIO(document))
    sheet = etree.fromstring(archive.read(f"xl/worksheets/sheet{place['sheet']}.xml"))
    cell = sheet.find(f".//s:c[@r='{place['cell']}']", SHEET)
    value = "" if cell is None else "".join(cell.itertext())
    if cell is None or cell.get("t") != "s":
        return value
    strings = etree.fromstring(archive.read("xl/sharedStrings.xml")).findall("s:si", SHEET)
    return "".join(strings[int(value)].itertext())


def _in_open_sheet(document, place):
    """The text of a cell of an OpenDocument sheet, rows and cells that are written once and repeated counted out."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(document)).read("content.xml"))
    row, column = _coordinates(place["cell"])
    sheet = [*root.iter(f"{OPEN}table")][int(place["sheet"]) - 1]
    found = _nth(_nth([sheet], "table-row", "rows", row), None, "columns", column)[0]
    return "\n".join("".join(each.itertext()) for each in found)


def _nth(parents, name, repeated, number):
    """The element of a number under others, each as often as it says that it is repeated."""
    below = [each for parent in parents for each in (parent.iter(f"{OPEN}{name}") if name else parent)]
    for each in below:
        number -= int(each.get(f"{OPEN}number-{repeated}-repeated", 1))
        if number <= 0:
            return [each]
    return [etree.Element("nothing")]


def _in_old_sheet(document, place):
    """The text of a cell as the library gives the sheet, without our grid."""
    row, column = _coordinates(place["cell"])
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(document))
    value = book.get_sheet_by_index(int(place["sheet"]) - 1).to_python(skip_empty_area=False)[row - 1][column - 1]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _coordinates(cell):
    """Row and column, from 1, of a name such as B5."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def _in_page(document, place):
    """The text under an element, found step by step from the root of the page."""
    text = next(text for text in _decoded(document) if text)
    node = LexborHTMLParser(text).root
    for step in place["path"].strip("/").split("/")[1:]:
        name, number = re.fullmatch(r"(.+?)(?:\[(\d+)\])?", step).groups()
        node = [child for child in node.iter() if child.tag == name][int(number or 1) - 1]
    return node.text(deep=True)


def _decoded(document):
    """The page as text in the encodings that Chinese offices use."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            yield document.decode(encoding)
        except UnicodeDecodeError:
            continue


def _in_text(document, place):
    """The rest of the line from the column on."""
    line = next(_decoded(document)).splitlines()[int(place["line"]) - 1]
    return line[int(place["column"]) - 1 :]
