"""Cells of a workbook with an error, or a formula without a value: the library that reads values leaves them blank."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath

from lxml import etree

from extractors.archive import open_archive, read_part

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET, _CELL, _FORMULA, _VALUE = "{*}sheet", "{*}c", "{*}f", "{*}v"
_MARKS = (b'"e"', b"<f>", b"<f ", b":f>")
"""What only sheets with errors or formulas have; others are not parsed."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DOCUMENT = "officeDocument"

Place = tuple[int, int]
"""Row and column, from 0."""


def unsaid(sheet: bytes) -> dict[Place, str]:
    """Texts by cell of one sheet: the error that a cell shows, or the formula that nobody has computed yet."""
    return dict(_cells(sheet))


def sheets_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The sheets of a workbook as XML, with their numbers from 0; those that it lacks are left out."""
    with open_archive(data) as archive:
        for number, part in enumerate(_parts(archive)):
            if part:
                yield number, read_part(archive, part)


def _parts(archive: zipfile.ZipFile) -> Iterator[str | None]:
    """The parts of the sheets in the order of the workbook; none for one that the archive lacks."""
    if not {_BOOK, _LINKS} <= set(archive.namelist()):
        return
    links = {link.get("Id"): link.get("Target", "") for link in parsed(read_part(archive, _LINKS))}
    for sheet in parsed(read_part(archive, _BOOK)).iterfind(f".//{_SHEET}"):
        names = (str(name) for name in sheet.attrib)
        link = next((name for name in names if _DOCUMENT in name and name.endswith("}id")), "")
        part = normpath(join("/xl", links.get(sheet.get(link, ""), ""))).lstrip("/")
        yield part if part in archive.namelist() else None


def _cells(part: bytes) -> Iterator[tuple[Place, str]]:
    """Place and text of each cell that shows no value of its own."""
    if not any(mark in part for mark in _MARKS):
        return
    for cell in parsed(part).iterfind(f".//{_CELL}"):
        value, formula = cell.findtext(_VALUE) or "", cell.find(_FORMULA)
        place = _PLACE.fullmatch(cell.get("r", ""))
        if place and cell.get("t") == "e":
            yield _place(place), value
        elif place and formula is not None and not value and cell.get("t") != "str":
            yield _place(place), f"={formula.text or ''}"


def _place(found: re.Match[str]) -> Place:
    """Row and column of an address as B3."""
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def parsed(part: bytes) -> etree._Element:
    """The root of a part; an empty one where it is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.parse(io.BytesIO(part), parser).getroot()
    return root if root is not None else etree.Element("none")
