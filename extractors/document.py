"""A document: its bytes, where they came from, what its manifest states, and which format they really are."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import BinaryIO

from extractors import ole
from extractors.web_archive import is_packed_page
from extractors.zip_directory import LargeDirectoryError, open_zip

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = "text/html"
TEXT = "text/plain"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
WORD_XML = "application/msword+xml"
SHEET_XML = "application/vnd.ms-excel+xml"
FODT = "application/vnd.oasis.opendocument.text-flat-xml"
FODS = "application/vnd.oasis.opendocument.spreadsheet-flat-xml"
LOCKED = "application/encrypted"
OLE = "application/x-ole-storage"
ZIP = "application/zip"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
UNKNOWN = "application/octet-stream"

EXTENSIONS = {
    ".pdf": (PDF,),
    ".docx": (DOCX,),
    ".xlsx": (XLSX,),
    ".doc": (DOC,),
    ".wps": (DOC,),
    ".xls": (XLS,),
    ".et": (XLS,),
    ".rtf": (RTF,),
    ".odt": (ODT,),
    ".ods": (ODS,),
    ".fodt": (FODT,),
    ".fods": (FODS,),
    ".xml": (WORD_XML, SHEET_XML, FODT, FODS),
    ".zip": (ZIP,),
    ".png": (PNG,),
    ".jpg": (JPEG,),
    ".jpeg": (JPEG,),
    ".tif": (TIFF,),
    ".tiff": (TIFF,),
    ".html": (HTML,),
    ".htm": (HTML,),
    ".shtml": (HTML,),
    ".mht": (HTML,),
    ".mhtml": (HTML,),
    ".txt": (TEXT,),
    ".md": (TEXT, HTML),
    ".csv": (TEXT,),
    ".tsv": (TEXT,),
}
"""What the usual extensions promise; others promise nothing."""

_ZIP_MEMBERS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "xl/workbook.bin": XLSX}
_ZIP_TYPES = {ODT: ODT, ODT + "-template": ODT, ODS: ODS, ODS + "-template": ODS}
"""What a zip's member `mimetype` says, and what it is then read as."""
_PACKAGES = {"mimetype", "[Content_Types].xml", "OFD.xml", "META-INF/MANIFEST.MF"}
"""Members that only the one file of a program has, which is no archive of documents."""
_OLE_STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS, "MatOST": DOC, "EncryptedPackage": LOCKED}
"""What lies at the root of an old office file; the text of Microsoft Works, whose files end in .wps, is `MatOST`."""
_PICTURES = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG, b"II*\x00": TIFF, b"MM\x00*": TIFF}
"""What the files of pictures begin with."""
_FLAT = {
    b"schemas.microsoft.com/office/word/2003/wordml": WORD_XML,
    b"schemas.microsoft.com/office/2006/xmlPackage": WORD_XML,
    b'="urn:schemas-microsoft-com:office:spreadsheet"': SHEET_XML,
    b'office:mimetype="' + ODT.encode() + b'"': FODT,
    b'office:mimetype="' + ODS.encode() + b'"': FODS,
}
"""What stands at the beginning of office documents that are one XML file."""
_FLAT_HEAD = 8192
_HTML_MARKS = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<table",
    b"<div",
    b"<meta",
    b"<p>",
    b"<p ",
    b"<script",
    b"&lt;table",
)
_DATA_TABLE = re.compile(rb"^[{[]\s*[{[\"].{0,1000000}?(?:<|\\\\u003c)table\b", re.IGNORECASE | re.DOTALL)
"""Data, as programs hand it to a page, with a table in one of its strings."""
_TEXT_SAMPLE = 65536
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What texts of two bytes a character begin with, as programs of Windows write them."""
_LONGEST_TYPE = 200
_MARKED_TABLE = re.compile(rb"<table\b[^<>]{0,500}>\s*<(?:caption|colgroup|thead|tbody|tr)\b", re.IGNORECASE)
"""A table in the marks of HTML, as texts in Markdown have them."""


class DocumentError(Exception):
    """A document that cannot be read: `kind` names the case, the message says what is wrong and what to do."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


@dataclass(frozen=True, slots=True)
class Stated:
    """What the manifest states of a document; it wins over what the document suggests."""

    agency: str | None = None
    year: int | None = None
    region_code: str | None = None
    source_url: str | None = None
    published_on: date | None = None
    part_of: str | None = None
    """A name that all files of one report share; null for a document that is a report by itself."""
    part_no: int | None = None


@dataclass(frozen=True)
class Document:
    """The bytes of one file under the name it was landed with."""

    name: str
    data: bytes
    stated: Stated = field(default_factory=Stated)
    converted: bytes | None = field(default=None, repr=False)
    """The same document as .docx, where LibreOffice has converted it before, together with others."""

    @cached_property
    def document_id(self) -> str:
        """The sha256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def media_type(self) -> str:
        """The format by content, never by extension."""
        return media_type_of(self.data)

    @property
    def promised(self) -> tuple[str, ...]:
        """The media types that the extension of the name promises; empty for none."""
        return EXTENSIONS.get(PurePath(self.name).suffix.lower(), ())


def media_type_of(data: bytes) -> str:
    """The media type that the first bytes show; `application/octet-stream` when none is recognised."""
    if data.startswith(_WIDE):
        data = data[: 2 * _TEXT_SAMPLE].decode("utf-16", "replace").encode()
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data[:4] == b"PK\x03\x04":
        return zip_type(io.BytesIO(data))
    picture = next((kind for magic, kind in _PICTURES.items() if data.startswith(magic)), None)
    if picture:
        return picture
    if data.startswith(ole.MAGIC):
        return _ole_type(data)
    if head.startswith(b"{\\rtf"):
        return RTF
    if is_packed_page(data):
        return HTML
    flat = _flat_type(data) if head.startswith(b"<?xml") else None
    if flat:
        return flat
    if (b"<" in head[:64] and _looks_like_html(data)) or (head[:1] in b"{[" and _DATA_TABLE.search(data)):
        return HTML
    return _text_type(data)


def _text_type(data: bytes) -> str:
    """Plain text, text with tables in the marks of HTML, or nothing known."""
    if not _looks_like_text(data):
        return UNKNOWN
    return HTML if _MARKED_TABLE.search(data) else TEXT


def _flat_type(data: bytes) -> str | None:
    """Which office document an XML file is; nothing for any other XML."""
    head = data[:_FLAT_HEAD]
    return next((kind for mark, kind in _FLAT.items() if mark in head), None)


def zip_type(file: BinaryIO) -> str:
    """Word or spreadsheet by the part that each must have, OpenDocument by its own word, else an archive."""
    try:
        with open_zip(file) as archive:
            names, stated = set(archive.namelist()), _stated_type(archive)
    except (LargeDirectoryError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return ZIP
    found = next((kind for member, kind in _ZIP_MEMBERS.items() if member in names), None)
    return found or _ZIP_TYPES.get(stated) or (UNKNOWN if names & _PACKAGES else ZIP)


def _stated_type(archive: zipfile.ZipFile) -> str:
    """What the member `mimetype` says; nothing when it is not there or cannot be read as it must be: stored."""
    entry = archive.NameToInfo.get("mimetype")
    if entry is None or entry.compress_type != zipfile.ZIP_STORED or entry.file_size > _LONGEST_TYPE:
        return ""
    try:
        return archive.read(entry).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, RuntimeError, EOFError):
        return ""


def _ole_type(data: bytes) -> str:
    """Old Word, old spreadsheet or a locked file, by the streams at the root of the storage."""
    found = ole.storage(data)
    kind = next((kind for stream, kind in _OLE_STREAMS.items() if stream in found.streams), OLE)
    return LOCKED if found.locked else kind


def _looks_like_html(data: bytes) -> bool:
    """Whether a tag that only pages have stands in the first part."""
    head = data[:_TEXT_SAMPLE].lower()
    return any(mark in head for mark in _HTML_MARKS)


def _looks_like_text(data: bytes) -> bool:
    """Whether the bytes read as UTF-8 or GB18030 with hardly a control character."""
    sample = data[:_TEXT_SAMPLE]
    if not sample.strip() or b"\x00" in sample:
        return False
    text = sample.decode("utf-8", "ignore") if _decodes(sample, "utf-8") else sample.decode("gb18030", "replace")
    odd = sum(1 for character in text if character == "\ufffd" or (character < " " and character not in "\t\r\n\f"))
    return odd * 50 < len(text)


def _decodes(sample: bytes, encoding: str) -> bool:
    """Whether a sample decodes, but for a character cut at its end."""
    try:
        sample[: len(sample) - 4 if len(sample) > 64 else None].decode(encoding)
    except UnicodeDecodeError as error:
        return error.start >= len(sample) - 8 and len(sample) > 64
    return True
