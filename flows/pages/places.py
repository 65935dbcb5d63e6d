"""A locator told in words a reader understands."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from extractors.grid import parts
from flows.pages.words import Words

_TABLE_CELL = re.compile(r"/tr(?:\[(\d+)])?/t[dh](?:\[(\d+)])?(?:/|$)")

# which words tell a locator: the first row whose keys the locator has
_FORMS: tuple[tuple[str, str], ...] = (
    ("page", "place_page"),
    ("table", "place_table"),
    ("paragraph", "place_paragraph"),
    ("sheet", "place_sheet"),
    ("line", "place_line"),
)


def place(locator: str | None, *, words: Words) -> Markup:
    """Where in the document a locator points, in both languages; a dash for null, the bare locator if unknown."""
    if not locator:
        return Markup("–")
    pairs = parts(locator)
    if "path" in pairs:
        return _web_place(pairs["path"], words)
    for key, word in _FORMS:
        if key in pairs:
            return words.say(word, **pairs)
    return Markup("<code>{}</code>").format(escape(locator))


def place_pair(locator: str | None, words: Words) -> tuple[str, str]:
    """Where in the document a locator points, in Chinese and English; empty for null, the bare locator if unknown."""
    if not locator:
        return "", ""
    pairs = parts(locator)
    if "path" in pairs:
        cells = _TABLE_CELL.findall(pairs["path"])
        row, cell = (index or "1" for index in cells[-1]) if cells else ("", "")
        told = words.by_key["place_path_cell" if cells else "place_path"]
        return told[0].format(row=row, cell=cell), told[1].format(row=row, cell=cell)
    known = next((words.by_key[word] for key, word in _FORMS if key in pairs), (locator, locator))
    return known[0].format(**pairs), known[1].format(**pairs)


def place_in_english(locator: str, *, words: Words) -> str:
    """Where in the document a locator points, as one line of English, for the command line."""
    pairs = parts(locator)
    if "path" in pairs:
        cells = _TABLE_CELL.findall(pairs["path"])
        if not cells:
            return words.english("place_path")
        row, cell = (index or "1" for index in cells[-1])
        return words.english("place_path_cell").format(row=row, cell=cell)
    word = next((word for key, word in _FORMS if key in pairs), None)
    told = words.english(word).format(**pairs) if word else locator
    return f"{told}, points from left, top to right, bottom: {pairs['box']}" if "box" in pairs else told


def _web_place(path: str, words: Words) -> Markup:
    """Row and cell when the path ends in a table's cell, and the path itself, which a browser's inspector finds."""
    cells = _TABLE_CELL.findall(path)
    if not cells:
        return Markup("{} <code>{}</code>").format(words.say("place_path"), path)
    row, cell = (index or "1" for index in cells[-1])
    return Markup("{} <code>{}</code>").format(words.say("place_path_cell", row=row, cell=cell), path)
