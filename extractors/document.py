"""A document: its bytes, where they came from, what its manifest states, and which format they really are."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePath

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = "text/html"
TEXT = "text/plain"
OLE = "application/x-ole-storage"
UNKNOWN = "application/octet-stream"

EXTENSIONS = {
    ".pdf": (PDF,),
    ".docx": (DOCX,),
    ".xlsx": (XLSX,),
    ".doc": (OLE,),
    ".wps": (OLE,),
    ".xls": (OLE,),
    ".html": (HTML,),
    ".htm": (HTML,),
    ".shtml": (HTML,),
    ".txt": (TEXT,),
    ".md": (TEXT,),
}
"""What the usual extensions promise; others promise nothing."""

_ZIP_MEMBERS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
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
)
_TEXT_SAMPLE = 65536


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


@dataclass(frozen=True)
class Document:
    """The bytes of one file under the name it was landed with."""

    name: str
    data: bytes
    stated: Stated = field(default_factory=Stated)

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
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data[:4] == b"PK\x03\x04":
        return _zip_type(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return OLE
    if b"<" in head[:64] and _looks_like_html(data):
        return HTML
    return TEXT if _looks_like_text(data) else UNKNOWN


def _zip_type(data: bytes) -> str:
    """Word or spreadsheet, by the part that each must have."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return UNKNOWN
    return next((kind for member, kind in _ZIP_MEMBERS.items() if member in names), UNKNOWN)


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
