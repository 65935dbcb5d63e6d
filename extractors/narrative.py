"""Claims: numbers which the prose states, by patterns that are rows of `forms/claims.csv`.

A pattern is matched on the characters of one sentence in NFKC without white space; what a claim keeps as printed is cut
from the original. A quantity of another scope (another year, a whole region, a part) keeps its scope as the end of its
topic (`requests_received_on_behalf`), so that no bare topic ever speaks of anything but the report's own whole year.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.chinese_numerals import number_pattern, to_decimal
from extractors.forms import notation, table
from extractors.grid import Paragraph
from extractors.records import Claim

_COMMA = re.compile(r"(?<!\d),|(?<=\d),(?!\d{3}(?!\d))|(?<=\d{4}),")
_DIGITS_APART = re.compile(r"\d[^\S\n]+\d")
"""Blanks between digits part two numbers, as in a row of a table that reached the prose."""
_SHORT_LINE = 15
_LONGEST_SENTENCE = 3000
"""Longer runs without a full stop are no prose, and matching them would take time that grows with their square."""
_MACRO = re.compile(r"\{(\w+)\}(?!\})")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One row of claims.csv, compiled; `without` must not stand between the number before and the match."""

    topic: str
    pattern: re.Pattern[str]
    within: re.Pattern[str]
    without: re.Pattern[str] | None
    unit: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """One row of claim_scopes.csv, compiled."""

    scope: str
    reach: str
    topics: re.Pattern[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as matched on (`plain`) and as printed, with the place in print of each plain character."""

    plain: str
    printed: str
    places: tuple[int, ...]

    def cut(self, start: int, end: int) -> str:
        """The printed text of a span of the plain one."""
        return self.printed[self.places[start] : self.places[end - 1] + 1]


def claims(paragraphs: Sequence[Paragraph], year: int | None = None) -> tuple[Claim, ...]:
    """The claims of all paragraphs in reading order; `year` is the report's, else the one the prose names most."""
    year = year or _usual_year(paragraphs)
    return tuple(
        claim
        for paragraph in paragraphs
        for sentence in _sentences(paragraph.text)
        for claim in _claims_of(sentence, paragraph, year)
    )


def _usual_year(paragraphs: Sequence[Paragraph]) -> int | None:
    """The year that the prose names more often than any other."""
    named = Counter(
        year for paragraph in paragraphs for year in re.findall(_word("year"), re.sub(r"\s", "", paragraph.text))
    )
    most = named.most_common(2)
    clear = bool(most) and (len(most) == 1 or most[0][1] > most[1][1])
    return int(most[0][0]) if clear else None


def _sentences(text: str) -> Iterator[_Sentence]:
    """The sentences of a paragraph; a line break inside running text ends none."""
    start = 0
    for end in _sentence_ends(text):
        sentence = _sentence(text[start:end])
        if 0 < len(sentence.plain) <= _LONGEST_SENTENCE:
            yield sentence
        start = end


def _sentence_ends(text: str) -> Iterator[int]:
    """The places after each full stop, semicolon and line break that ends a sentence, and the end of the text."""
    for mark in re.finditer(_word("sentence_end") + r"|\n", text):
        if mark[0] != "\n" or _line_ends_sentence(text, mark.start()):
            yield mark.end()
    yield len(text)


def _line_ends_sentence(text: str, place: int) -> bool:
    """Whether a line break is more than a wrapped line: after a short line, or before a numbered item."""
    line = text[:place].rsplit("\n", 1)[-1]
    following = unicodedata.normalize("NFKC", text[place + 1 :].split("\n", 1)[0]).strip()
    item = re.match(_word("item_start"), following)
    return len(line.strip()) < _SHORT_LINE or not following or item is not None


def _sentence(printed: str) -> _Sentence:
    """Printed text as matched on: each character folded alone, so that its place in print stays known."""
    plain, places = [], []
    for place, character in enumerate(printed):
        for folded in "" if character.isspace() else unicodedata.normalize("NFKC", character):
            plain.append(notation("substitute").get(folded, folded))
            places.append(place)
    return _Sentence("".join(plain), printed, tuple(places))


def _claims_of(sentence: _Sentence, paragraph: Paragraph, year: int | None) -> Iterator[Claim]:
    """The claims of one sentence, each topic and place once, in reading order."""
    found: dict[tuple[int, str], Claim] = {}
    for row in _patterns():
        for match in row.pattern.finditer(sentence.plain):
            claim = _claim(row, match, sentence, paragraph, year)
            if claim is not None:
                found.setdefault((match.end(), claim.topic), claim)
    yield from (found[key] for key in sorted(found, key=lambda key: key[0]))


def _claim(
    row: _Pattern, match: re.Match[str], sentence: _Sentence, paragraph: Paragraph, year: int | None
) -> Claim | None:
    """The claim of one match; None when its surroundings forbid it or its number cannot be read."""
    if not _fits(row, match, sentence.plain):
        return None
    value = Decimal(0) if row.kind == "zero" else _value(row, match)
    if value is None:
        return None
    printed = sentence.cut(*(match.span() if row.kind == "zero" else match.span("printed")))
    if _DIGITS_APART.search(printed):
        return None
    scope = _scope(row.topic, match, sentence.plain, year)
    return Claim(
        topic=f"{row.topic}_{scope}" if scope else row.topic,
        value=value,
        unit=row.unit,
        approximate=_approximate(row, match),
        printed=printed,
        sentence=sentence.printed.strip(),
        locator=paragraph.locator,
    )


def _approximate(row: _Pattern, match: re.Match[str]) -> bool:
    """Whether a number is rounded: a word says so, or it counts in ten thousands, as 3.2 of them do."""
    if row.kind == "zero":
        return False
    rounded = row.kind == "count" and re.search(_word("ten_thousands"), match["n"])
    return bool(match["before"] or match["after"] or match["later"] or rounded)


def _fits(row: _Pattern, match: re.Match[str], plain: str) -> bool:
    """Whether a match stays inside one clause, the sentence so far has the context, and no forbidden word is near."""
    if _COMMA.search(match[0]):
        return False
    if not row.within.search(plain[: match.end()]):
        return False
    near = re.split(r"\d", plain[_clause_start(plain, match.start()) : match.start()])[-1]
    return row.without is None or not row.without.search(near + match[0])


def _value(row: _Pattern, match: re.Match[str]) -> Decimal | None:
    """The number of a match in the unit of its row; None when unreadable, or in characters without a unit."""
    value = to_decimal(match["n"])
    if value is None or (match["unit"] is None and not re.search(r"\d", match["n"])):
        return None
    return value if row.kind == "count" else value * _times(match["unit"], row.unit)


def _times(unit: str, wanted: str) -> Decimal:
    """How many of the wanted unit of money a printed one is."""
    amounts = notation("amount_unit")
    return Decimal(amounts[unit]) / Decimal(amounts[wanted])


def _clause_start(plain: str, place: int) -> int:
    """Where the clause around a place begins."""
    return max((mark.end() for mark in _COMMA.finditer(plain, 0, place)), default=0)


def _scope(topic: str, match: re.Match[str], plain: str, year: int | None) -> str | None:
    """The scope that the words up to a number give it; None for the report's own whole year."""
    clause = _clause_start(plain, match.start())
    subject = max((mark.start() for mark in re.finditer(_word("own_subject"), plain[: match.end()])), default=0)
    starts = {"clause": clause, "sentence": 0, "subject": subject}
    for row in _scopes():
        if row.topics.fullmatch(topic) and row.pattern.search(plain[starts[row.reach] : match.end()]):
            return row.scope
    return "other_year" if _of_another_year(plain, clause, match.end(), year) else None


def _of_another_year(plain: str, clause: int, end: int, year: int | None) -> bool:
    """Whether the year named in the clause, else last before it, is not the report's."""
    years = re.compile(_word("year"))
    named = years.findall(plain[clause:end]) or years.findall(plain[:clause])[-1:]
    return bool(named) and (year is None or any(int(other) != year for other in named))


@cache
def _word(role: str) -> str:
    """The pattern of one role in claim_words.csv."""
    return {row["role"]: row["pattern"] for row in table("claim_words")}[role]


@cache
def _macros() -> dict[str, str]:
    """What stands for each `{name}` in a pattern of claims.csv."""
    number = (
        f"(?P<before>{_word('approximate_before')})?(?P<n>{number_pattern()})(?P<after>{_word('approximate_after')})?"
    )
    tail = f"(?P<later>{_word('approximate_after')})?"
    words = {name: f"(?:{_word(name)})" for name in ("none", "cause", "matters", "more", "end")}
    return words | {
        "adv": f"(?:{_word('adv')})*",
        "gap": rf"(?:(?!{_word('gap_not')})[^\d{_word('gap_end')}]){{0,14}}?",
        "n": rf"(?P<printed>{number}(?:(?P<unit>{_word('unit')}){tail}|(?=[,;。!?(]|$)))",
        "money": rf"(?P<printed>{number}(?P<unit>{_word('money')}){tail})",
    }


@cache
def _patterns() -> tuple[_Pattern, ...]:
    """The rows of claims.csv."""
    return tuple(
        _Pattern(
            row["topic"],
            re.compile(_MACRO.sub(lambda name: _macros()[name[1]], row["pattern"])),
            re.compile(row["within"]),
            re.compile(row["without"]) if row["without"] else None,
            row["unit"],
            row["kind"],
        )
        for row in table("claims")
    )


@cache
def _scopes() -> tuple[_Scope, ...]:
    """The rows of claim_scopes.csv, the first that fits wins."""
    return tuple(
        _Scope(row["scope"], row["reach"], re.compile(row["topics"]), re.compile(row["pattern"]))
        for row in table("claim_scopes")
    )
