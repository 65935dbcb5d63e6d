"""Reports spread over several files: which report a file is a part of, by the manifest, by a link or by its name."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from flows.manifest import Entry

_NUMBERED = re.compile(r"(?P<stem>.+)_(?P<number>[1-9][0-9]?)(?P<extension>(\.[^.]+)?)", re.DOTALL)
"""`report_1.html`; a year after the line is no number of a part."""
_KEY = 16


@dataclass(frozen=True, slots=True)
class Part:
    """What the files of one report share, which of them a file is, and whether the manifest says so.

    What only links and file names say must be borne out by the contents: the models decide it after extraction.
    """

    of: str | None = None
    number: int | None = None
    stated: bool = False


def part_of(entry: Entry) -> Part:
    """The report that a file is a part of; none for a file by itself."""
    if entry.stated.part_of:
        return Part(entry.stated.part_of, entry.stated.part_no, stated=True)
    if entry.page:
        return Part(_key(f"{entry.path.resolve().with_name(entry.page).as_posix()}\n"), entry.page_no)
    place = PurePosixPath(entry.path.resolve().as_posix(), entry.member)
    name = _NUMBERED.fullmatch(place.name)
    if name is None:
        return Part()
    shared = f"{place.parent}/{name['stem']}_{name['extension']}"
    return Part(_key(shared), int(name["number"]))


def _key(place: str) -> str:
    """A short key of a place and name, for where a file lies on this machine is no matter of the warehouse."""
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:_KEY]
