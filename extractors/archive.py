"""The parts of a zipped office document, read under caps: an honest report stays far below each of them."""

from __future__ import annotations

import io
import zipfile
import zlib

from extractors.document import DocumentError
from extractors.zip_directory import LargeDirectoryError, open_zip

MAX_ENTRIES = 5_000
MAX_ENTRY = 64 * 1024 * 1024
"""In bytes, really read: what the archive says of itself may be wrong."""
MAX_RATIO = 200
_FREE = 1024 * 1024
"""Below this many bytes a part may be packed as tightly as it likes."""

_LARGE = "the file unpacks to far more than a report holds; save it again from its source"
_DAMAGED = "the file is a damaged archive; fetch it again from where it was published"


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive in some bytes; raises DocumentError (empty, damaged, too_large)."""
    if not data:
        raise DocumentError("empty", "the file is empty; fetch it again")
    try:
        archive = open_zip(io.BytesIO(data))
    except LargeDirectoryError as error:
        raise DocumentError("too_large", _LARGE) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError("damaged", _DAMAGED) from error
    if len(archive.infolist()) > MAX_ENTRIES:
        raise DocumentError("too_large", f"the file has more than {MAX_ENTRIES} parts; save it again from its source")
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part; raises DocumentError (damaged, encrypted, too_large)."""
    try:
        with archive.open(name) as part:
            data = part.read(MAX_ENTRY + 1)
    except KeyError as error:
        raise DocumentError("damaged", f"the file lacks its part {name}; fetch it again") from error
    except RuntimeError as error:
        raise DocumentError("encrypted", "the file asks for a password; save it again without one") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise DocumentError("damaged", _DAMAGED) from error
    packed = max(archive.getinfo(name).compress_size, 1)
    if len(data) > MAX_ENTRY or (len(data) > _FREE and len(data) > MAX_RATIO * packed):
        raise DocumentError("too_large", _LARGE)
    return data


def check_parts(archive: zipfile.ZipFile) -> None:
    """Read every part once under the caps, for readers that unpack by themselves; raises DocumentError."""
    for entry in archive.infolist():
        if not entry.is_dir():
            read_part(archive, entry.filename)
