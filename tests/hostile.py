"""Documents that mean harm, made when they are needed: larger ones of the kinds in ../shared/hostile."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf

MIB = 1024 * 1024
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEETS = "urn:oasis:names:tc:opendocument:xmlns"
SHEET_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def packed(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of some parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else how)
    return target.getvalue()


def word(body: bytes, doctype: bytes = b"", how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .docx around a body."""
    main = b'<?xml version="1.0"?>' + doctype + f'<w:document xmlns:w="{WORD}"><w:body>'.encode()
    return packed({"word/document.xml": main + body + b"</w:body></w:document>"}, how)


def entities_in_word() -> bytes:
    """Twelve megabytes of references to an entity of the document's own."""
    doctype = b"<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>]>"
    return word(b"<w:p><w:r><w:t>" + b"&a;" * (4 * MIB) + b"</w:t></w:r></w:p>", doctype, zipfile.ZIP_STORED)


def declared_entities() -> bytes:
    """Twelve megabytes of declarations, each of the one before it twice."""
    lines = [f'<!ENTITY e{number} "&e{number - 1};&e{number - 1};">' for number in range(1, 300_000)]
    doctype = f'<!DOCTYPE d [<!ENTITY e0 "x">{"".join(lines)}]>'.encode()
    return word(b"<w:p><w:r><w:t>&e29;</w:t></w:r></w:p>", doctype, zipfile.ZIP_STORED)


def pages(count: int) -> bytes:
    """A PDF of so many empty pages."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page()
        pdf.save(target)
    return target.getvalue()


def page_of(unit: str, size: int, end: str = "") -> Callable[[], bytes]:
    """A web page of one thing again and again."""
    return lambda: ("<html><body>" + unit * (size // len(unit)) + end).encode()


def zip_bomb() -> bytes:
    """A .docx of three megabytes that unpacks to seven hundred."""
    stream = io.BytesIO()
    squeezed = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with squeezed as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(700):
            part.write(b" " * MIB)
    return stream.getvalue()


def attributes(count: int) -> bytes:
    """A web page whose one element has far too many attributes."""
    return ("<html><body><p " + " ".join(f"a{number}=1" for number in range(count)) + ">").encode()


def tall_sheet() -> bytes:
    """An OpenDocument spreadsheet of a few bytes with more repeated and merged cells than any memory holds."""
    names = " ".join(f'xmlns:{one}="{SHEETS}:{one}:1.0"' for one in ("office", "table", "text"))
    cell = (
        '<table:table-cell table:number-columns-repeated="1000000000" table:number-rows-spanned="1000000000" '
        'table:number-columns-spanned="1000000000"><text:p>1</text:p></table:table-cell>'
    )
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
    body = f"<office:body><office:spreadsheet><table:table>{row * 50}</table:table></office:spreadsheet></office:body>"
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    content = f"<office:document-content {names}>{body}</office:document-content>"
    return packed({"mimetype": SHEET_TYPE.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest})


def picture_page(width: int, height: int) -> bytes:
    """A PDF page with a picture of so many pixels, all of them white."""
    row = b"\xff" * (width // 8)
    squeeze = zlib.compressobj(9)
    data = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        image = pdf.make_stream(data)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = width, height, 1
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.FlateDecode
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        pdf.pages[0].Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /I Do")
        pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return target.getvalue()


def picture_file(width: int, height: int) -> bytes:
    """A PNG of so many black pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    squeeze = zlib.compressobj(9)
    row = bytes(1 + width // 8)
    data = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def noise(size: int) -> bytes:
    """Bytes without any sense behind the mark of a PDF."""
    return b"%PDF-1.7\n" + random.Random(7).randbytes(size)


CELL = "<w:tc><w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr><w:p/></w:tc>"

BOX = "<w:txbxContent><w:p/></w:txbxContent>"

MADE: dict[str, Callable[[], bytes]] = {
    "entities.html": page_of("&eacute;", 12 * MIB),
    "entities_small.html": page_of("&CounterClockwiseContourIntegral;", 7 * MIB),
    "entities.docx": entities_in_word,
    "declared_entities.docx": declared_entities,
    "pages.pdf": lambda: pages(20_000),
    "bomb.docx": zip_bomb,
    "unclosed_b.html": page_of("<b>", 4 * MIB),
    "unclosed_font.html": page_of("<font color=red>", 4 * MIB),
    "unclosed_table.html": page_of("<table><tr><td>", 4 * MIB),
    "unclosed_td.html": page_of("<td>", 4 * MIB),
    "unclosed_p.html": page_of("<p><i>", 4 * MIB),
    "unclosed_a.html": page_of("<a href=x>1", 4 * MIB),
    "unclosed_select.html": page_of("<select><option>", 4 * MIB),
    "less_than.html": page_of("<", 4 * MIB),
    "comments.html": page_of("<!--", 4 * MIB),
    "attributes.html": lambda: attributes(300_000),
    "colspan.html": page_of("<table><tr><td colspan=1000000000 rowspan=1000000000>1</td></tr></table>", MIB),
    "one_span.html": page_of("<table><tr><td colspan=1000000000>1</td></tr><tr><td>2</td></tr></table>", 70),
    "nested.html": page_of("<div>", 3 * MIB),
    "nested_tables.html": page_of("<table><tr><td>", 200_000),
    "nested.docx": lambda: word(b"<w:tbl><w:tr><w:tc>" * 60_000, how=zipfile.ZIP_STORED),
    "nested_closed.docx": lambda: word(
        b"<w:tbl><w:tr><w:tc>" * 70 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 70, how=zipfile.ZIP_STORED
    ),
    "gridspan.docx": lambda: word(
        f"<w:tbl>{('<w:tr>' + CELL * 60 + '</w:tr>') * 5000}</w:tbl>".encode(), how=zipfile.ZIP_STORED
    ),
    "boxes.docx": lambda: word(f"<w:p><w:r>{BOX}</w:r></w:p>".encode() * 20_000, how=zipfile.ZIP_STORED),
    "sheet.ods": tall_sheet,
    "bigimage.pdf": lambda: picture_page(60_000, 60_000),
    "bigimage.png": lambda: picture_file(60_000, 60_000),
    "tabs.txt": lambda: b"\t|" * (2 * MIB),
    "bars.txt": lambda: b"|\n" * (2 * MIB),
    "noise.pdf": lambda: noise(4 * MIB),
    "script.html": page_of("<script>'\\\"<table", 4 * MIB),
    "rtf.rtf": lambda: b"{\\rtf1 " + b"{" * (4 * MIB),
}
"""Names, and how to make what they stand for."""


def write(folder: Path, names: list[str] | None = None) -> list[Path]:
    """Makes them in a folder."""
    made = []
    for name in names or list(MADE):
        made.append(folder / name)
        made[-1].write_bytes(MADE[name]())
    return made
