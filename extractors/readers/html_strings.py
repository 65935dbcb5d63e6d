"""HTML that a page keeps as text: in strings of its scripts and data, which a program puts into the page later."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_LITERAL = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*+(\"|)|'(?:[^'\\\n]|\\.)*+('|)|`(?:[^`\\]|\\.)*+(`|)",
    re.DOTALL,
)
"""A string of a script; one that nothing closes reaches to the end of its line, so that it is looked at once."""
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": "", "\r\n": ""}
_JOINT = re.compile(r"[\s+,;()]*(?:(?:document\.write(?:ln)?\s*\(|[\w.$]{1,40}\s*\+=)[\s(]*)?")
"""What may stand between two strings that are printed one after the other; a value between them may not."""
_FARTHEST = 200
_TABLE = re.compile(r"(?:<|\\u003c|\\x3c|&lt;)table\b", re.IGNORECASE)
_BEGIN, _END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_MOST = 50
"""Strings with tables of one page that are looked at."""
_DEEPEST = 3
"""Strings in strings: page data is often packed twice."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Some HTML that stood in a text, and where: the steps `string[N]`, N being the character it begins at, from 1."""

    path: str
    text: str


def may_hold_table(text: str) -> bool:
    """Whether a text has the beginning of a table in it, however it is escaped."""
    return _TABLE.search(text) is not None


def markups(text: str) -> Iterator[Markup]:
    """The HTML with tables in the strings of a script or of data; the whole text where it is HTML itself."""
    if not may_hold_table(text):
        return
    start = text.lstrip()
    if start.startswith(("<", "&lt;")) and not start.startswith("<!--"):
        yield from _whole(text)
        return
    found = _within(text, 1)
    for _, markup in zip(range(_MOST), found, strict=False):
        yield markup


def markup_at(text: str, path: str) -> str:
    """The HTML at a path that `markups` gave; raises LookupError when there is none."""
    found = next((markup.text for markup in markups(text) if markup.path == path), None)
    if found is None:
        raise LookupError(f"no HTML at {path}")
    return found


def _whole(text: str) -> Iterator[Markup]:
    """A text that is HTML, perhaps with its marks escaped."""
    plain = _unescaped_marks(text)
    if _is_closed(plain):
        yield Markup("string[1]", plain)


def _within(text: str, depth: int) -> Iterator[Markup]:
    """The HTML in the strings of a text, and in the strings of data that is a string itself."""
    literals = [literal for literal in _LITERAL.finditer(text) if any(literal.groups())]
    number = 0
    while number < len(literals):
        first = literals[number]
        value, number = _joined(text, literals, number)
        if not may_hold_table(value):
            continue
        step = f"string[{first.start() + 1}]"
        plain = _unescaped_marks(value)
        if value.lstrip()[:1] in ("{", "[") and depth < _DEEPEST:
            for inner in _within(value, depth + 1):
                yield Markup(f"{step}/{inner.path}", inner.text)
        elif _is_closed(plain):
            yield Markup(step, plain)


def _joined(text: str, literals: list[re.Match[str]], number: int) -> tuple[str, int]:
    """The value of a string, with those after it while its table is open; and the number of the next string."""
    pieces, opened = [], 0
    while True:
        piece = _value(literals[number][0])
        pieces.append(piece)
        opened += len(_BEGIN.findall(piece)) - len(_END.findall(piece))
        number += 1
        if opened <= 0 or number == len(literals):
            break
        before, after = literals[number - 1].end(), literals[number].start()
        if after - before > _FARTHEST or not _JOINT.fullmatch(text, before, after):
            break
    return "".join(pieces), number


def _value(literal: str) -> str:
    """What a string stands for; nothing for one that has values put into it."""
    if literal[0] == "`" and "${" in literal:
        return ""
    value = _ESCAPE.sub(_character, literal[1:-1])
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(escape: re.Match[str]) -> str:
    """The character of an escape."""
    code = escape[1] or escape[2] or escape[3]
    if code is None:
        return _PLAIN.get(escape[4], escape[4])
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"


def _unescaped_marks(text: str) -> str:
    """HTML whose own marks were escaped once more, as it is meant."""
    return text if _BEGIN.search(text) else html.unescape(text)


def _is_closed(text: str) -> bool:
    """Whether as many tables end as begin: the rest of another one comes from a program, and is not known."""
    return 0 < len(_BEGIN.findall(text)) == len(_END.findall(text))
