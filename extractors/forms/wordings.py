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
def misread(table_name: str, text: str) -> tuple[Heading, ...]:
    """The columns of a table whose heading a text resembles; what stands beside it has to be the other witness."""
    key = full_key(text)
    found = {
        heading.code: heading
        for heading in headings()
        if heading.table_name == table_name and heading.role == "column" and _resembles(key, full_key(heading.label))
    }
    return tuple(found.values())


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
def holds_several(table_name: str, text: str) -> bool:
    """Whether a text has lines that are labels of a table by themselves: two rows in one, which no one label names."""
    matches = (match.heading for line in text.split("\n")[1:] for match in look_up(line) if match.exact)
    return any(heading.table_name == table_name and heading.role == "row" for heading in matches)


@cache
def nearest(table_name: str, text: str) -> tuple[Match, ...]:
    """The headings of a table with the wording that a mistyped or misread text is closest to.

    About one character in six may differ, numbers of headings count as characters. None where two wordings are equally
    close, unless both are of the same row or column; all headings of the wording where rows of two groups share it.
    """
    key = full_key(text)
    distances = sorted(
        (Levenshtein.distance(key, wording, score_cutoff=_most_slips(key)), wording, heading.order)
        for wording, found in by_key()[0].items()
        for heading in found
        if heading.table_name == table_name and heading.role in ("row", "column", "group")
    )
    close = [each for each in distances if each[0] <= _most_slips(key) and each[0] == distances[0][0]]
    if any(wording != close[0][1] and not _same(order, close[0][2]) for _, wording, order in close):
        return ()
    meant = dict.fromkeys(order for _, wording, order in close if wording == close[0][1])
    return tuple(Match(headings()[order], exact=False, near=True) for order in meant)


@cache
def row_between(table_name: str, text: str, above: int, below: int) -> Match | None:
    """The one row of a table, between two others by their places in the forms, that a text resembles.

    A quarter of its letters may be wrong: that the rows above and below have theirs is the other witness.
    """
    key = full_key(text)
    found = [
        heading
        for heading in headings()[above + 1 : below]
        if heading.table_name == table_name and heading.role == "row" and _resembles(key, full_key(heading.label))
    ]
    return Match(found[0], exact=False, near=True, between=True) if len(found) == 1 else None


def _resembles(key: str, wording: str) -> bool:
    """Whether at most a quarter of the letters differ; of a short heading one, unless that is more than half of it."""
    slips = max(1, len(wording) // 4)
    return len(key) > 1 and Levenshtein.distance(key, wording) <= min(slips, len(wording) // 2)


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
