"""A web page made ready to be photographed: nothing in it runs or loads, and the place bears a mark; guarded."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from extractors.encoding import decode
from extractors.readers.html import found_at
from extractors.web_archive import unpacked
from flows.evidence.picture import NoPictureError, Wanted

MARK, TABLE = "data-gouji-mark", "data-gouji-table"
"""Attributes of the place, and of the table around it."""
LARGEST = 4 * 1024 * 1024
"""Characters of a page that a browser is asked to draw; larger ones are drawn from what was read."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
_HEAD = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
_ACTIVE = "script, noscript, iframe, frame, frameset, object, embed, applet, link, base, meta, portal, audio, video"
_DOCTYPE = re.compile(r"<!doctype[^>]*>", re.IGNORECASE)
_LONGEST_START = 2000
"""Characters before the end of a doctype."""


def prepare(wanted: Wanted) -> str:
    """The page without scripts and links, its place marked by an attribute; raises NoPictureError."""
    text, _ = decode(unpacked(wanted.data))
    if len(text) > LARGEST:
        raise NoPictureError("the page is too large to be drawn by a browser")
    if not wanted.locator.startswith("path="):
        raise NoPictureError(f"{wanted.locator} is no place of a page; give one that gouji printed")
    try:
        tree, place = found_at(wanted.data, wanted.locator)
    except (LookupError, ValueError) as error:
        raise NoPictureError(f"{wanted.locator} is no place of this page; give one that gouji printed") from error
    place.attrs[MARK] = ""
    if (table := _table_around(place)) is not None:
        table.attrs[TABLE] = ""
    for node in reversed(tree.css(_ACTIVE)):  # the inner ones first: what holds them takes them along
        node.decompose()
    # the doctype as it is written, for it decides how a browser lays out, and lexbor writes a shorter one
    doctype = _DOCTYPE.search(text[:_LONGEST_START])
    root = tree.root.html if tree.root is not None else ""
    # what is forbidden must be said before anything of the page
    return f"{doctype[0] if doctype else ''}{_HEAD}{root}"


def _table_around(place: LexborNode) -> LexborNode | None:
    """The table that an element stands in."""
    around = place.parent
    while around is not None and around.tag != "table":
        around = around.parent
    return around
