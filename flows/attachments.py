"""Pages whose report is a file lying beside them: which files of a folder a page links to."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from extractors.document import EXTENSIONS, HTML
from extractors.encoding import decode
from flows.manifest import Entry

_LARGEST = 1024 * 1024
"""Bytes of a page in which links are looked for."""
_MOST = 20
"""Files that one page may link to; one with more is a list of reports."""
_LINK = re.compile(
    r"\b(?:href|src|data-url)\s*=\s*(?:\"([^\"<>]{1,2000})\"|'([^'<>]{1,2000})'|([^\s\"'<>]{1,2000}))", re.I
)


def with_attachments(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of one folder, each page and the files beside it that only this page links to with its place."""
    files = {entry.path.name: entry for entry in entries if not entry.member}
    linked = {name: _linked(entry, files) for name, entry in files.items() if _is_page(name)}
    times = Counter(name for names in linked.values() for name in names)
    places: dict[str, tuple[str, int]] = {}
    for page, names in linked.items():
        own = [name for name in names if times[name] == 1]
        for number, name in enumerate((page, *own) if own else (), start=1):
            places[name] = page, number
    return [_placed(entry, places) for entry in entries]


def _placed(entry: Entry, places: dict[str, tuple[str, int]]) -> Entry:
    """An entry with the page that it belongs to."""
    page, number = places.get(entry.path.name, ("", 0)) if not entry.member else ("", 0)
    return replace(entry, page=page, page_no=number) if page else entry


def _linked(page: Entry, files: dict[str, Entry]) -> list[str]:
    """The files that a page links to, in its order; none where these are too many."""
    if len(files) < 2 or all(map(_is_page, files)):
        return []
    try:
        with page.path.open("rb") as file:
            text, _ = decode(file.read(_LARGEST))
    except OSError:
        return []  # landing it will say so
    found = [name for name in dict.fromkeys(_names(text)) if name in files and not _is_page(name)]
    return found if len(found) <= _MOST else []


def _names(text: str) -> Iterator[str]:
    """The file names at the end of the links of a page."""
    for link in _LINK.finditer(text):
        try:
            path = urlsplit(html.unescape(link[1] or link[2] or link[3]).strip()).path
        except ValueError:
            continue
        name = PurePosixPath(unquote(path)).name
        if Path(name).suffix.lower() in EXTENSIONS:
            yield name


def _is_page(name: str) -> bool:
    """Whether the name is that of a web page."""
    return EXTENSIONS.get(Path(name).suffix.lower()) == (HTML,)
