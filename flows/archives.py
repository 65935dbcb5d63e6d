"""Archives among the files to land: their members are documents of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractors.document import ZIP, zip_type
from extractors.members import Member, Refused, members

_LOCK_FILES = ("~$", ".~lock", "~WRL")
"""What Word and LibreOffice leave beside a document that is open."""
_FOLDER_FILES = {"thumbs.db", "desktop.ini", "readme.md"}
"""What stands in a folder beside its documents."""
_FOLDERS = {"__MACOSX"}
"""What stands in an archive beside its documents."""


def is_meant(name: str) -> bool:
    """Whether a file of this name is a document, and no leaving of a program."""
    return not name.startswith((".", *_LOCK_FILES)) and name.lower() not in _FOLDER_FILES


def is_archive(path: Path) -> bool:
    """Whether a file is an archive by its content; raises OSError."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04" and zip_type(file) == ZIP


def documents_in(path: Path) -> Iterator[Member | Refused]:
    """The documents of an archive and what is refused in it; the whole is refused when it has none; raises OSError."""
    found = False
    with path.open("rb") as file:
        for member in members(file):
            *folders, name = member.name.split("/")
            if isinstance(member, Refused) or (is_meant(name) and not _FOLDERS.intersection(folders)):
                found = True
                yield member
    if not found:
        yield Refused("", "archive", "holds no documents")
