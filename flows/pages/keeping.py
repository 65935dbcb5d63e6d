"""Pages that stay as they are: made from the same as in the last release, they are taken over and not drawn again."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.pages.render import write_page

_HEAD = 2000
"""Bytes in which a page says what it was made from."""
_ROOMS = ("flows/pages", "extractors/forms", "expectations")
"""Where what the pages say comes from, besides the published tables."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Writes pages into `folder`, or takes them over from `before`, a folder laid out alike."""

    folder: Path
    before: Path | None
    edition: str

    def key(self, told: str) -> str:
        """What a page is made from, as a hash."""
        return hashlib.sha256(f"{self.edition}{told}".encode()).hexdigest()

    def take_over(self, target: Path, key: str) -> bool:
        """Takes the page of the last release when it was made from the same; out comes whether it did."""
        old = self.before / target.relative_to(self.folder) if self.before else None
        if old is None or not old.is_file() or not says_key(old, key):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(old, target)
        return True

    def write(self, target: Path, page: str) -> None:
        """Writes a page."""
        write_page(page, target)


def says_key(page: Path, key: str) -> bool:
    """Whether a page says at its head that it was made from this."""
    with page.open("rb") as file:
        return key.encode() in file.read(_HEAD)


def link_or_copy(old: Path, target: Path) -> None:
    """The same file at another place, without a copy of its bytes where the disk allows that."""
    try:
        os.link(old, target)
    except OSError:  # another file system, or one without links
        shutil.copyfile(old, target)


@cache
def edition() -> str:
    """A hash over all files of ours that shape a page."""
    root = Path(__file__).resolve().parents[2]
    hashed = hashlib.sha256()
    for room in _ROOMS:
        for file in sorted((root / room).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                hashed.update(file.read_bytes())
    return hashed.hexdigest()
