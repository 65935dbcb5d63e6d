"""The documents inside a ZIP archive, and inside the archives in it, under caps; nothing is written anywhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from extractors.document import ZIP, DocumentError, media_type_of
from extractors.zip_directory import LargeDirectoryError, open_zip

MAX_MEMBERS = 5_000
MAX_MEMBER = 64 * 1024**2
MAX_TOTAL = 512 * 1024**2
MAX_RATIO = 200
_FREE = 1024**2
"""Below this many bytes a member may be packed as tightly as it likes."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
"""The others may ask for any amount of memory, or are not known here."""
_CHUNK = 1024**2
_UTF8, _LOCKED = 0x800, 0x1
"""Flags of a member: its name is UTF-8; it asks for a password."""
_INSIDE = "!/"
_ODD = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive under its name there, archives around it included."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A member, or all that is left of an archive, that is not read: kind of the problem and what is wrong."""

    name: str
    kind: str
    message: str


@dataclass(slots=True)
class Budget:
    """What may still be read of an archive and of those inside it: how many members, and how many bytes."""

    members: int = MAX_MEMBERS
    total: int = MAX_TOTAL


def members(file: BinaryIO, budget: Budget | None = None) -> Iterator[Member | Refused]:
    """The documents of an archive in its order, and what is refused in it, be it the whole."""
    try:
        yield from _members(_opened(file), budget or Budget(), "", nested=False)
    except DocumentError as error:
        yield Refused("", error.kind, error.message)


def refusal(data: bytes) -> DocumentError:
    """Why an archive is not read as a document, as one line: what was refused in it, else that it is one."""
    found = list(members(io.BytesIO(data)))
    refused = [each for each in found if isinstance(each, Refused)]
    if not refused:
        land = f"an archive of {len(found)} documents; land it with `gouji run` to have each of them read"
        return DocumentError("archive", land if found else "an archive without documents; leave it out")
    more = f"; and {len(refused) - 3} more" if len(refused) > 3 else ""
    said = "; ".join(f"{each.name or 'the archive'}: {each.message}" for each in refused[:3])
    return DocumentError(refused[0].kind, f"{said}{more}")


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive in a file; raises DocumentError (damaged, too_large)."""
    try:
        return open_zip(file)
    except LargeDirectoryError as error:
        raise DocumentError("too_large", f"holds far more than {MAX_MEMBERS} members; split it") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError("damaged", "is damaged; fetch it again from where it was published") from error


def _members(archive: zipfile.ZipFile, budget: Budget, around: str, *, nested: bool) -> Iterator[Member | Refused]:
    """The members of an opened archive; those of an archive inside it in its place."""
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        name = around + clean_name(entry)
        budget.members -= 1
        if budget.members < 0 or budget.total <= 0:
            yield _beyond(around, budget)
            return
        try:
            data = _read(archive, entry, budget)
        except DocumentError as error:
            yield Refused(name, error.kind, error.message)
            continue
        yield from _unfolded(Member(name, data), budget, nested=nested)


def _unfolded(member: Member, budget: Budget, *, nested: bool) -> Iterator[Member | Refused]:
    """A member itself, or the members of the archive that it is."""
    if media_type_of(member.data) != ZIP:
        yield member
    elif nested:
        yield Refused(member.name, "too_large", "an archive in an archive in an archive; unpack it first")
    else:
        try:
            yield from _members(_opened(io.BytesIO(member.data)), budget, member.name + _INSIDE, nested=True)
        except DocumentError as error:
            yield Refused(member.name, error.kind, error.message)


def _beyond(around: str, budget: Budget) -> Refused:
    """What is said when an archive holds more than is read."""
    most = f"{MAX_TOTAL // 1024**2} MiB" if budget.total <= 0 else f"{MAX_MEMBERS} members"
    message = f"holds more than the {most} that are read; what comes after them was left out, split the archive"
    return Refused(around.removesuffix(_INSIDE), "too_large", message)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes:
    """The bytes of a member, counted as they are read; raises DocumentError (encrypted, damaged, too_large)."""
    if entry.flag_bits & _LOCKED:
        raise DocumentError("encrypted", "asks for a password; pack it again without one")
    if entry.compress_type not in _METHODS:
        raise DocumentError("unknown_format", "is packed by an uncommon method; pack it again as a plain ZIP")
    most = min(MAX_MEMBER, budget.total, max(MAX_RATIO * entry.compress_size, _FREE))
    try:
        data = _up_to(archive, entry, most, budget)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DocumentError("damaged", "is damaged; fetch the archive again") from error
    if len(data) > most:
        raise DocumentError(
            "too_large", f"unpacks to more than {MAX_MEMBER // 1024**2} MiB or {MAX_RATIO} times its size"
        )
    return data


def _up_to(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, budget: Budget) -> bytes:
    """The bytes of a member, or one more than `most` when there are more; all that is read is taken off the budget."""
    pieces, left = [], most + 1
    with archive.open(entry) as file:
        while left > 0 and (piece := file.read(min(_CHUNK, left))):
            pieces.append(piece)
            left -= len(piece)
            budget.total -= len(piece)
    return b"".join(pieces)


def clean_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member as a relative path: no way up, no root, no drive, no control characters.

    Names without the mark of UTF-8 are those of Chinese Windows, which `zipfile` reads as code page 437.
    """
    name = entry.filename if entry.flag_bits & _UTF8 else _in_chinese(entry.filename)
    steps = (_ODD.sub("", step).strip() for step in re.split(r"[\\/]+", name))
    kept = [step for step in steps if step not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", step)]
    return "/".join(kept)[-_LONGEST_NAME:] or "unnamed"


def _in_chinese(name: str) -> str:
    """A name that was read as code page 437, as UTF-8 or GB18030 where it is one of these."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return name
