"""Claims: numbers which the prose states, by patterns that are rows of `forms/claims.csv`.

A pattern is matched on the characters of one sentence in NFKC without white space; what a claim keeps as printed is cut
from the original. A quantity of another scope (another year, a whole region, a part) keeps its scope as the end of its
topic (`requests_received_on_behalf`), so that no bare topic ever speaks of anything but the report's own whole year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.chinese_numerals import to_decimal
from extractors.narrative_patterns import Pattern, candidates, in_one_clause, matches, scope_of
from extractors.quantities import times
from extractors.records import Claim
from extractors.sentences import Sentence, word

_DIGITS_APART = re.compile(r"\d[^\S\n]+\d")
"""Blanks between digits part two numbers, as in a row of a table that reached the prose."""


def claims(sentences: Sequence[Sentence], year: int | None = None) -> tuple[Claim, ...]:
    """The claims of all sentences in reading order; `year` is the report's, else the one the prose names most."""
    year = year or _usual_year(sentences)
    return tuple(claim for sentence in sentences for claim in _claims_of(sentence, year))


def _usual_year(sentences: Sequence[Sentence]) -> int | None:
    """The year that the prose names more often than any other."""
    named = Counter(year for sentence in sentences for year in re.findall(word("year"), sentence.plain))
    most = named.most_common(2)
    clear = bool(most) and (len(most) == 1 or most[0][1] > most[1][1])
    return int(most[0][0]) if clear else None


def _claims_of(sentence: Sentence, year: int | None) -> Iterator[Claim]:
    """The claims of one sentence, each topic and place once, in reading order."""
    found: dict[tuple[int, str], Claim] = {}
    for row in candidates(sentence.plain, "claims"):
        for match in matches(row, sentence.plain):
            claim = _claim(row, match, sentence, year) if in_one_clause(match) else None
            if claim is not None:
                found.setdefault((match.end(), claim.topic), claim)
    yield from (found[key] for key in sorted(found, key=lambda key: key[0]))


def _claim(row: Pattern, match: re.Match[str], sentence: Sentence, year: int | None) -> Claim | None:
    """The claim of one match; None when its number cannot be read."""
    value = Decimal(0) if row.kind == "zero" else _value(row, match)
    if value is None:
        return None
    printed = sentence.cut(*(match.span() if row.kind == "zero" else match.span("printed")))
    if _DIGITS_APART.search(printed):
        return None
    scope = scope_of(row.topic, match, sentence.plain, year)
    return Claim(
        topic=f"{row.topic}_{scope}" if scope else row.topic,
        value=value,
        unit=row.unit,
        approximate=_approximate(row, match),
        printed=printed,
        sentence=sentence.printed.strip(),
        locator=sentence.locator,
    )


def _approximate(row: Pattern, match: re.Match[str]) -> bool:
    """Whether a number is rounded: a word says so, or it counts in ten thousands, as 3.2 of them do."""
    if row.kind == "zero":
        return False
    rounded = row.kind == "count" and re.search(word("ten_thousands"), match["n"])
    return bool(match["before"] or match["after"] or match["later"] or rounded)


def _value(row: Pattern, match: re.Match[str]) -> Decimal | None:
    """The number of a match in the unit of its row; None when unreadable, or in characters without a unit."""
    value = to_decimal(match["n"])
    if value is None or (match["unit"] is None and not re.search(r"\d", match["n"])):
        return None
    return value if row.kind == "count" else value * times(match["unit"], row.unit)
