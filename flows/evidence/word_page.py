"""A Word document with one place painted in a colour of its own; run in a guarded process.

By its colour the place is found again on the pages of LibreOffice, whatever their layout and the text.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from extractors.archive import check_parts, open_archive, read_part
from extractors.document import DocumentError
from extractors.readers.docx import element_at
from flows.evidence.picture import NoPictureError, Wanted

PAINT = (254, 241, 203)
_MAIN = "word/document.xml"
_BEFORE = {
    "tc": ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders"),
    "p": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
        *("suppressLineNumbers", "pBdr"),
    ),
}
"""What the schema of Word wants to stand before the shading among the properties of a cell and of a paragraph."""


def prepare(wanted: Wanted) -> bytes:
    """The document with its place painted; raises NoPictureError."""
    try:
        with open_archive(wanted.data) as archive:
            check_parts(archive)
            root, place = element_at(read_part(archive, _MAIN), wanted.locator)
            _paint(place)
            return _packed(archive, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    except (KeyError, LookupError, ValueError) as error:
        raise NoPictureError(f"{wanted.locator} is no place of this document; give one that gouji printed") from error
    except DocumentError as error:
        raise NoPictureError(error.message) from error


def _paint(place: etree._Element) -> None:
    """Gives a cell or a paragraph the colour as its background."""
    tag = etree.QName(place)
    w, kind = f"{{{tag.namespace}}}", tag.localname
    properties = place.find(f"{w}{kind}Pr")
    if properties is None:
        properties = etree.Element(f"{w}{kind}Pr")
        place.insert(0, properties)
    for old in properties.findall(f"{w}shd"):
        properties.remove(old)
    first = sum(etree.QName(one).localname in _BEFORE[kind] for one in properties if isinstance(one.tag, str))
    shading = etree.Element(f"{w}shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "{:02X}{:02X}{:02X}".format(*PAINT))):
        shading.set(w + name, value)
    properties.insert(first, shading)


def _packed(archive: zipfile.ZipFile, main: bytes) -> bytes:
    """The archive with another main part."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in archive.infolist():
            if not entry.is_dir():
                packed.writestr(entry.filename, main if entry.filename == _MAIN else read_part(archive, entry.filename))
    return target.getvalue()
