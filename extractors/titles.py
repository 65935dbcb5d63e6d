"""Lines of a document, and the title, names and dates among them; their patterns are rows of `forms/titles.csv`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.agency_names import is_agency
from extractors.chinese_numerals import to_decimal
from extractors.forms import table
from extractors.grid import Content, Grid, Locator, Paragraph

_KINDS = ("template", "work_summary", "annual_report")
_MOST_LINES = 3
_LONGEST = 80
"""A line with more characters than this is prose, where the body has begun."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, in NFKC and without white space."""

    text: str
    locator: Locator


@dataclass(frozen=True, slots=True)
class Title:
    """A heading that can be the document's title: its kind, what it names, the lines it takes."""

    kind: str
    text: str
    name: str
    year: int | None
    place: int
    size: int
    locator: Locator


def lines_of(content: Content) -> tuple[Line, ...]:
    """All lines of paragraphs and cells in reading order: a spreadsheet has its title in the grid of its tables."""
    return tuple(
        Line(text, piece.locator)
        for block in content.blocks
        for piece in (block.cells if isinstance(block, Grid) else (block,))
        for text in _folded(piece.text)
    )


def _folded(text: str) -> Iterator[str]:
    """The lines of a text in NFKC, without white space and without empty ones."""
    for line in unicodedata.normalize("NFKC", text).split("\n"):
        if folded := re.sub(r"\s+", "", line):
            yield folded


def prose_of(content: Content) -> str:
    """The paragraphs in NFKC without white space, one a line."""
    return "\n".join("".join(_folded(block.text)) for block in content.blocks if isinstance(block, Paragraph))


@cache
def patterns(role: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of one role in the order of the table."""
    written = {row["role"]: row["pattern"] for row in table("titles")}
    macros = {
        "{name}": f"(?P<name>{written['name']})",
        "{name2}": f"(?P<name2>{written['name']})",
        "{year}": f"(?P<year>{written['year']})",
    }
    return tuple(re.compile(_filled(row["pattern"], macros)) for row in table("titles") if row["role"] == role)


def _filled(pattern: str, macros: dict[str, str]) -> str:
    """A pattern with its abbreviations written out."""
    for macro, meaning in macros.items():
        pattern = pattern.replace(macro, meaning)
    return pattern


def title_of(lines: Sequence[Line]) -> Title | None:
    """The title: one that names agency and year before one that names less, the last before the body before others."""
    body = next((place for place, line in enumerate(lines) if _is_body(line)), len(lines))
    titles = [title for place in range(len(lines)) for title in _titles_at(lines, place)]
    return min(titles, key=lambda title: _rank(title, body), default=None)


def _rank(title: Title, body: int) -> tuple[bool, int, bool, int, int]:
    """What makes a title the better one, smallest first."""
    named = bool(title.name) + (title.year is not None)
    late = title.place > body
    return title.kind == "template", -named, late, abs(body - title.place), title.size


def _is_body(line: Line) -> bool:
    """Whether a line belongs to the body: a numbered heading or a long run of prose."""
    return len(line.text) > _LONGEST or any(one.search(line.text) for one in patterns("body"))


def _titles_at(lines: Sequence[Line], place: int) -> Iterator[Title]:
    """The title that begins on a line, over as few lines as give one."""
    for size in range(1, _MOST_LINES + 1):
        taken = lines[place : place + size]
        text = "".join(line.text for line in taken)
        if len(taken) < size or len(text) > _LONGEST:
            return
        title = _title(text, place, size, lines[place].locator)
        if title is not None:
            yield title
            return


def _title(text: str, place: int, size: int, locator: Locator) -> Title | None:
    """The title that a text is; None when it is none."""
    bare = _undecorated(text)
    forms = dict.fromkeys((bare, _without_tail(bare)))
    for kind in _KINDS:
        for pattern in patterns(kind):
            match = next(filter(None, map(pattern.fullmatch, forms)), None)
            if match is not None:
                named = match.groupdict()
                name = named.get("name") or named.get("name2") or ""
                return Title(kind, match[0], _once(name), _year(named.get("year")), place, size, locator)
    return None


def _undecorated(text: str) -> str:
    """A line without the label before and the marks around a title."""
    for role in ("decoration", "label"):
        for pattern in patterns(role):
            text = pattern.sub("", text)
    return text


def _without_tail(text: str) -> str:
    """A line without what a page prints after its title."""
    for pattern in patterns("tail"):
        text = pattern.sub("", text)
    return text


def _once(name: str) -> str:
    """A name that a letterhead and the title print one after the other, once."""
    half = name[: len(name) // 2]
    return half if half and name == half + half else name


def _year(printed: str | None) -> int | None:
    """A year in figures or characters."""
    value = to_decimal(printed) if printed else None
    return int(value) if value is not None else None


def chapters(lines: Sequence[Line]) -> int:
    """How many of the six chapters of the statutory report have their heading on a line."""
    roles = [row["role"] for row in table("titles") if row["role"].startswith("chapter_")]
    return sum(any(one.search(line.text) for line in lines for one in patterns(role)) for role in roles)


def signatures(lines: Sequence[Line]) -> Iterator[Line]:
    """The names of agencies that stand beside a date, the last one first: line and name."""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        name = _without_date(line.text)
        if not is_agency(name):
            continue
        following = (other.text for other in lines[place + 1 : place + 3])
        if name != line.text or any(_without_date(other) == "" for other in following):
            yield Line(name, line.locator)


def _without_date(text: str) -> str:
    """A text without a date at its end."""
    for pattern in patterns("date"):
        text = re.sub(rf"(?:{pattern.pattern})$", "", text)
    return text
