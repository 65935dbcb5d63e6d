"""Word documents that are one XML file: those of Word 2003, and packages of today written flat."""

from __future__ import annotations

from lxml import etree

from extractors.document import DocumentError

_PART = "{http://schemas.microsoft.com/office/2006/xmlPackage}part"
_NAME = "{http://schemas.microsoft.com/office/2006/xmlPackage}name"
_MAIN = "/word/document.xml"
_LARGEST = 64 * 1024**2


def main_part(data: bytes) -> bytes:
    """The main part of a flat Word file, in which `body` stands; raises DocumentError (damaged, too_large)."""
    if len(data) > _LARGEST:
        raise DocumentError("too_large", "the Word file has far more text than a report; give the report alone")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("damaged", "the Word file is cut off or broken; save it again from Word") from error
    part = next((each for each in root.iter(_PART) if each.get(_NAME) == _MAIN), None)
    return data if part is None else etree.tostring(next(iter(part[0]), root))
