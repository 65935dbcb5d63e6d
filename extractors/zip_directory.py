"""Opening ZIP files of any origin: the directory of one may be as large as the file, and is looked at first."""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO

MAX_DIRECTORY = 4 * 1024**2
"""Bytes; 5,000 members with long names need less than a fifth of it."""
_END, _LONGEST_COMMENT = 22, 65535
_LOCATOR, _END_64 = 20, 56


class LargeDirectoryError(Exception):
    """A ZIP file that says it has far more members than any that we read."""


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """The ZIP in a file; raises LargeDirectoryError, and what `zipfile` raises for damaged ones."""
    if _directory_size(file) > MAX_DIRECTORY:
        raise LargeDirectoryError
    return zipfile.ZipFile(file)


def _directory_size(file: BinaryIO) -> int:
    """The bytes of the directory as the end of the file tells, the larger one where it tells two; 0 for no ZIP."""
    length = file.seek(0, 2)
    file.seek(max(length - _END - _LONGEST_COMMENT - _LOCATOR - _END_64, 0))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + _END:
        return 0
    size: int = struct.unpack_from("<I", tail, end + 12)[0]
    before = end - _LOCATOR - _END_64
    if before >= 0 and tail[end - _LOCATOR :].startswith(b"PK\x06\x07"):
        size = max(0 if size == 0xFFFFFFFF else size, struct.unpack_from("<Q", tail, before + 40)[0])
    return size
