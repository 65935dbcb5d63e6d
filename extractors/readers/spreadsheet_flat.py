"""Spreadsheets that are one XML file: those of Excel 2003, and OpenDocument written flat."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from extractors.document import ODS, DocumentError

_OFFICE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_LARGEST = 64 * 1024**2
_MOST_REACH = 1000
_DAMAGED = "the spreadsheet is cut off or broken; save it again from its source"

Span = tuple[int, int]
Texts = list[list[str]]
Element = etree._Element


def as_open_document(data: bytes) -> bytes:
    """A flat OpenDocument as the archive that it usually is; raises DocumentError (damaged, too_large).

    Flat files are indented, which the library that reads them does not expect.
    """
    if len(data) > _LARGEST:
        raise DocumentError("too_large", "the spreadsheet has far more text than a report; give the report alone")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS)
        archive.writestr("content.xml", etree.tostring(_parsed(data)))
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest><file-entry full-path="/" media-type="{ODS}"/></manifest>'
        )
    return target.getvalue()


def sheets_of_2003(data: bytes, most: int) -> Iterator[tuple[Texts, dict[Span, Span]]]:
    """Texts and merged ranges (ends exclusive) of each sheet of Excel 2003; raises DocumentError past `most` cells."""
    root = _parsed(data)
    for sheet in root.iter(_OFFICE + "Worksheet"):
        yield _sheet(sheet, most)


def _parsed(data: bytes) -> Element:
    """The root of the file, without entities, network or external files; raises DocumentError('damaged')."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_blank_text=True
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("damaged", _DAMAGED) from error


def _sheet(sheet: Element, most: int) -> tuple[Texts, dict[Span, Span]]:
    """One sheet: rows and cells may say their own number, and what a merged cell covers is left out."""
    texts: dict[Span, str] = {}
    merged: dict[Span, Span] = {}
    row = -1
    for line in sheet.iter(_OFFICE + "Row"):
        row, column = _number(line, "Index", row + 2) - 1, -1
        for cell in line.iter(_OFFICE + "Cell"):
            column = _number(cell, "Index", column + 2) - 1
            while _covers(merged, row, column) and cell.get(_OFFICE + "Index") is None:
                column += 1
            across, down = (min(_number(cell, name, 0), _MOST_REACH) for name in ("MergeAcross", "MergeDown"))
            if max(row + down, 1) * max(column + across, 1) > most:
                raise DocumentError("too_large", f"a sheet has more than {most} cells; give the report alone")
            texts[row, column] = "".join(map(str, cell.itertext())).strip() if len(cell) else ""
            if across or down:
                merged[row, column] = (row + down + 1, column + across + 1)
            column += across
    return _table(texts), merged


def _covers(merged: dict[Span, Span], row: int, column: int) -> bool:
    """Whether a merged cell from above reaches over a place."""
    return any(top <= row < end and left <= column < right for (top, left), (end, right) in merged.items())


def _number(element: Element, name: str, default: int) -> int:
    """A whole number that an element states."""
    text = element.get(_OFFICE + name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else default


def _table(texts: dict[Span, str]) -> Texts:
    """The texts as rows of equal length."""
    rows, columns = (max((place[side] for place in texts), default=-1) + 1 for side in (0, 1))
    return [[texts.get((row, column), "") for column in range(columns)] for row in range(rows)]
