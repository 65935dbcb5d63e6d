"""Tables left blank of which only headings are printed: without rules nothing else tells that a table is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.forms import headings, look_up, notation, plain, slots, stands_above
from extractors.grid import Cell, Paragraph
from extractors.layouts.outcome import Placed
from extractors.numbers import state_of
from extractors.records import Problem

METHOD = "headings"
_CONFIDENCE = 0.8
_MOST_OTHER = 0.05
_MOST_LOST = 0.05
_MOST_LINES = 80
_ROWS = 3


def blank_tables(paragraphs: Sequence[Paragraph], found: set[str]) -> tuple[list[Placed], list[Problem]]:
    """Blank cells of tables that consist of headings above figures; a problem for others with headings and no figure.

    In: the lines outside tables, and the tables in which figures were found.
    """
    missing = [table for table in _letters() if table not in found]
    placed = [each for table in missing for each in _blank(table, paragraphs)]
    told = {each.table_name for each in placed} | found
    return placed, [*_unfilled(paragraphs, told), *_lone(paragraphs, missing)]


def _lone(paragraphs: Sequence[Paragraph], missing: Sequence[str]) -> Iterator[Problem]:
    """A problem for each table with headings that some figure stands below, too few to say of which columns."""
    for table in missing:
        start = _start(table, paragraphs)
        if start and start[1]:
            message = f"{table}: figures stand below its headings, too few to tell their columns; compare the document"
            yield Problem("unplaced", start[1].text, start[1].locator, message)


def _blank(table: str, paragraphs: Sequence[Paragraph]) -> Iterator[Placed]:
    """The slots of a table whose headings make up some lines in a row, each blank."""
    start = _start(table, paragraphs)
    if start is None or start[1]:
        return
    for name, row, column in slots():
        if name == table:
            yield Placed(table, row, column, Cell(0, 0, "", start[0].locator), METHOD, _CONFIDENCE, None)


def _start(table: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, Paragraph | None] | None:
    """The first of the lines that have just the letters of a table's headings, in whatever order lines broke them.

    With it the line of figures right below them; none where the cells are blank.
    """
    wanted = _letters()[table]
    whole = wanted.total()
    for at, first in enumerate(paragraphs):
        seen: Counter[str] = Counter()
        for paragraph in paragraphs[at : at + _MOST_LINES]:
            letters = Counter(_plain(paragraph.text))
            if (letters - wanted).total() > _MOST_OTHER * whole or not letters or _has_figures(letters, wanted):
                break
            seen += letters
            if (seen - wanted).total() > _MOST_OTHER * whole:
                break
            if (wanted - seen).total() <= _MOST_LOST * whole:
                return first, _figures_after(paragraphs, paragraph, wanted)
    return None


def _figures_after(paragraphs: Sequence[Paragraph], last: Paragraph, wanted: Counter[str]) -> Paragraph | None:
    """The line right after the headings, where it has figures alone, or a mark in place of one."""
    rest = iter(paragraphs[next(at for at, one in enumerate(paragraphs) if one is last) + 1 :])
    after = next((one for one in rest if not look_up(one.text)), None)
    letters = Counter(_plain(after.text)) if after else Counter[str]()
    is_figures = _has_figures(letters, wanted) and not any(letter.isalpha() for letter in letters - _units())
    return after if is_figures or (after and state_of(after.text) == "not_applicable") else None


def _has_figures(letters: Counter[str], wanted: Counter[str]) -> bool:
    """Whether a line has digits, which no heading of the table has."""
    return any(letter.isdigit() for letter in letters - wanted)


@cache
def _units() -> Counter[str]:
    """The characters of units of counts, as often as they may stand in a line of figures."""
    return Counter({letter: _MOST_LINES for unit in notation("count_unit") for letter in unit})


@cache
def _letters() -> dict[str, Counter[str]]:
    """How often each letter stands in the headings of the tables that have all their headings above figures."""
    found = {}
    for table in dict.fromkeys(heading.table_name for heading in headings()):
        own = [heading for heading in headings() if heading.table_name == table and heading.role in _ROLES]
        if own and all(heading.code in stands_above(table) for heading in own):
            found[table] = Counter(
                letter for one in own for letter in _plain(one.label) * _times(one.role, len(one.parents))
            )
    return found


_ROLES = ("row", "group", "column")


def _times(role: str, parents: int) -> int:
    """How often a heading is printed: a column under each of its parents."""
    return max(parents, 1) if role == "column" else 1


def _plain(text: str) -> str:
    """A text without white space."""
    return "".join(plain(text).split())


def _unfilled(paragraphs: Sequence[Paragraph], told: set[str]) -> Iterator[Problem]:
    """A problem for each table of which rows are printed as lines of their own, and no figure was found."""
    rows: dict[str, dict[str, Paragraph]] = {}
    for paragraph in paragraphs:
        tables = {match.heading.table_name for match in look_up(paragraph.text) if match.heading.role == "row"}
        if len(tables) == 1:
            rows.setdefault(tables.pop(), {}).setdefault(_plain(paragraph.text), paragraph)
    for table, lines in rows.items():
        if table not in told and len(lines) >= _ROWS:
            first = next(iter(lines.values()))
            message = (
                f"{table}: {len(lines)} of its rows are printed, but no figure was found beside any; are they blank?"
            )
            yield Problem("unplaced", first.text, first.locator, message)
