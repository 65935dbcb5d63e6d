"""The merged cells of an OpenDocument spreadsheet, which the library that reads its values does not give."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.archive import check_parts, open_archive, read_part
from extractors.document import DocumentError

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""Of a sheet; repeats and spans beyond them are cut."""

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_OPEN_DOCUMENT = "content.xml"
_LONGEST = 9
"""Digits of a count; longer ones are as large as can be."""

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(slots=True)
class Reach:
    """What a sheet says of its cells: merged ranges by their first cell, ends exclusive, and how far texts reach."""

    merged: dict[Place, Place] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0

    @property
    def cells(self) -> int:
        """How many cells the sheet reaches over from its first corner."""
        return self.rows * self.columns


def reaches(content: bytes, most: int) -> list[Reach]:
    """What each sheet of a part `content.xml` reaches over; raises DocumentError (damaged, too_large past `most`)."""
    try:
        return [reach for _, reach in zip(range(most), _sheets(content, most), strict=False)]
    except etree.XMLSyntaxError as error:
        raise DocumentError(
            "damaged", "the spreadsheet's main part is broken; save it again from its source"
        ) from error


def _sheets(content: bytes, most: int) -> Iterator[Reach]:
    """The sheets in order, read as a stream."""
    walk = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=(_ROW, _SHEET),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    reach, row = Reach(), 0
    for _, element in walk:
        if element.tag == _ROW and _is_of_sheet(element):
            row = min(row + _row(reach, element, row, most), MAX_ROWS)
        elif element.tag == _SHEET and _is_sheet(element):
            yield reach
            reach, row = Reach(), 0
        element.clear()


def _is_sheet(table: etree._Element) -> bool:
    """Whether a table is a sheet, and none in a chart or in a cell."""
    above = table.getparent()
    return above is not None and above.tag == f"{_OFFICE}spreadsheet"


def _is_of_sheet(row: etree._Element) -> bool:
    """Whether the nearest table around a row is a sheet."""
    table = next(row.iterancestors(_SHEET), None)
    return table is not None and _is_sheet(table)


def _row(reach: Reach, row: etree._Element, number: int, most: int) -> int:
    """Add a row to what a sheet reaches over; out comes how many rows it stands for; raises DocumentError."""
    column = 0
    repeated = _count(row, "number-rows-repeated", MAX_ROWS - number)
    for cell in row.iterchildren(*_CELLS):
        again = _count(cell, "number-columns-repeated", MAX_COLUMNS - column)
        if len(cell):
            reach.rows = max(reach.rows, number + repeated)
            reach.columns = max(reach.columns, column + again)
        _merge(reach, cell, (number, column), most)
        column += again
    if max(reach.cells, len(reach.merged)) > most:
        raise DocumentError("too_large", f"a sheet has more than {most:,} cells; give the report alone")
    return repeated


def _merge(reach: Reach, cell: etree._Element, place: Place, most: int) -> None:
    """Note the range of a merged cell."""
    down = _count(cell, "number-rows-spanned", MAX_ROWS - place[0])
    across = _count(cell, "number-columns-spanned", MAX_COLUMNS - place[1])
    if max(down, across) > 1 and cell.tag == _CELLS[0]:
        reach.merged[place] = place[0] + min(down, most), place[1] + across


def _count(element: etree._Element, name: str, most: int) -> int:
    """The number in an attribute, at least 1 and at most `most`; 1 where there is none."""
    text = element.get(_TABLE + name, "")
    if not (text.isascii() and text.isdigit()):
        return 1
    return max(min(int(text[:_LONGEST]), most), 1)


def open_document_merges(data: bytes, most: int) -> dict[int, dict[Place, Place]]:
    """The merged ranges of each sheet, from 0, of an OpenDocument; all parts of a zipped file are checked first."""
    with open_archive(data) as archive:
        check_parts(archive)
        if _OPEN_DOCUMENT not in archive.namelist():
            return {}
        found = reaches(read_part(archive, _OPEN_DOCUMENT), most)
    return {number: reach.merged for number, reach in enumerate(found)}
