"""Headings that are printed otherwise than the forms have them: cut off, torn, run together, mistyped."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import Levenshtein

from extractors.forms import Heading, Match, bare_key, by_key, full_key, headings, look_up, notation, plain

_LINE = 4
"""More letters than this are enough to know a line of a label by."""


@cache
def completions(table_name: str, text: str) -> tuple[Heading, ...]:
    """The columns of a table whose heading begins with a printed text that was cut off; none for one character."""
    key = bare_key(text)
    found = {
        heading.code: heading
        for heading in headings()
        if heading.table_name == table_name and heading.role == "column" and bare_key(heading.label).startswith(key)
    }
    return tuple(found.values()) if len(key) > 1 else ()


@cache
def compound(table_name: str, text: str) -> Match | None:
    """The row of a table that a text names together with the group above it, as where two cells became one."""
    key = full_key(text)
    for group in (heading for heading in headings() if heading.table_name == table_name and heading.role == "group"):
        rest = key.removeprefix(full_key(group.label))
        for match in look_up(rest) if rest != key else ():
            if match.exact and match.heading.table_name == table_name and group.code in match.heading.parents:
                return match
    return None


@cache
def nearest(table_name: str, text: str) -> Match | None:
    """The one heading of a table that a mistyped or misread text is closest to.

    About one character in six may differ, numbers of headings count as characters; `None` where two are equally close.
    """
    key = full_key(text)
    distances = sorted(
        (Levenshtein.distance(key, wording, score_cutoff=_most_slips(key)), heading.order)
        for wording, found in by_key()[0].items()
        for heading in found
        if heading.table_name == table_name and heading.role in ("row", "column", "group")
    )
    close = [(distance, order) for distance, order in distances if distance <= _most_slips(key)]
    if not close or (len(close) > 1 and close[1][0] == close[0][0] and not _same(close[0][1], close[1][1])):
        return None
    return Match(headings()[close[0][1]], exact=False, near=True)


def _most_slips(key: str) -> int:
    """How many characters of a heading may be wrong: none below four, then one, and one more for every six."""
    return 0 if len(key) < 4 else 1 + (len(key) - 4) // 6


def _same(one: int, other: int) -> bool:
    """Whether two headings are the same row or column in different forms."""
    first, second = headings()[one], headings()[other]
    return (first.role, first.code) == (second.role, second.code)


@cache
def is_torn(table_name: str, text: str) -> bool:
    """Whether a text is a piece of a heading that names no slot, such as a group's label torn by a page break."""
    key = full_key(text)
    return len(key) > 1 and any(
        key in full_key(heading.label)
        for heading in headings()
        if heading.table_name == table_name and heading.role not in ("row", "column")
    )


@cache
def is_part_of_label(text: str) -> bool:
    """Whether a text of some length is a part of the label of a row or group, as a line of a wrapped one is."""
    key = full_key(text)
    return len(key) > _LINE and any(
        key in full_key(heading.label) for heading in headings() if heading.role in ("row", "group")
    )


@cache
def is_furniture(text: str) -> bool:
    """Whether a text belongs to the paper of a form, not to its figures: who filled it in, who checked it, when."""
    return any(re.fullmatch(pattern, plain(text)) for pattern in notation("furniture"))
