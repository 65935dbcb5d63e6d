"""The patterns of prose: rows of `forms/claims.csv` and `forms/mentions.csv`, what must be near, and whose scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.chinese_numerals import number_pattern
from extractors.forms import table
from extractors.sentences import word

_COMMA = re.compile(r"(?<!\d),|(?<=\d),(?!\d{3}(?!\d))|(?<=\d{4}),")
_MACRO = re.compile(r"\{([a-z]+)\}(?!\})")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row, compiled; `without` must not stand between the number before and the match."""

    topic: str
    pattern: re.Pattern[str]
    within: re.Pattern[str]
    without: re.Pattern[str] | None
    needs: tuple[str, ...]
    """Words of which a sentence holds one where the pattern can match: to look for them takes no time."""
    unit: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """One row of claim_scopes.csv, compiled."""

    scope: str
    reach: str
    topics: re.Pattern[str]
    pattern: re.Pattern[str]


def _fits(row: Pattern, match: re.Match[str], plain: str) -> bool:
    """Whether the sentence so far has the context that a row asks for, and no forbidden word is near."""
    if not row.within.search(plain[: match.end()]):
        return False
    near = re.split(r"\d", plain[clause_start(plain, match.start()) : match.start()])[-1]
    return row.without is None or not row.without.search(near + match[0])


def clause_start(plain: str, place: int) -> int:
    """Where the clause around a place begins."""
    return max((mark.end() for mark in _COMMA.finditer(plain, 0, place)), default=0)


def scope_of(topic: str, match: re.Match[str], plain: str, year: int | None) -> str | None:
    """The scope that the words up to a number give it; None for the report's own whole year."""
    clause = clause_start(plain, match.start())
    subject = max((mark.start() for mark in re.finditer(word("own_subject"), plain[: match.end()])), default=0)
    starts = {"clause": clause, "sentence": 0, "subject": subject}
    for row in _scopes():
        if row.topics.fullmatch(topic) and row.pattern.search(plain[starts[row.reach] : match.end()]):
            return row.scope
    return "other_year" if _of_another_year(plain, clause, match.end(), year) else None


def _of_another_year(plain: str, clause: int, end: int, year: int | None) -> bool:
    """Whether the year named in the clause, else last before it, is not the report's."""
    years = re.compile(word("year"))
    named = years.findall(plain[clause:end]) or years.findall(plain[:clause])[-1:]
    return bool(named) and (year is None or any(int(other) != year for other in named))


@cache
def _macros() -> dict[str, str]:
    """What stands for each `{name}` in a pattern of claims.csv."""
    number = (
        f"(?P<before>{word('approximate_before')})?(?P<n>{number_pattern()})(?P<after>{word('approximate_after')})?"
    )
    tail = f"(?P<later>{word('approximate_after')})?"
    words = {name: f"(?:{word(name)})" for name in ("none", "cause", "matters", "more", "end")}
    counted = {
        name: rf"(?P<printed>{number}(?P<unit>{word(f'unit_{name}')}){tail})"
        for name in ("people", "visits", "places", "cases")
    }
    return (
        words
        | counted
        | {
            "adv": f"(?:{word('adv')})*",
            "gap": rf"(?:(?!{word('gap_not')})[^\d{word('gap_end')}]){{0,14}}?",
            "n": rf"(?P<printed>{number}(?:(?P<unit>{word('unit')}){tail}|(?=[,;。!?(]|$)))",
            "money": rf"(?P<printed>{number}(?P<unit>{word('money')}){tail})",
        }
    )


@cache
def patterns(name: str, kind: str | None = None) -> tuple[Pattern, ...]:
    """The rows of a table of patterns, in its order; those of one kind where one is named."""
    return tuple(_compiled(row) for row in table(name) if kind in (None, row["kind"]))


def candidates(plain: str, name: str, kind: str | None = None) -> list[Pattern]:
    """The rows of a table that can match a sentence by the words it holds, in the order of the table."""
    rows = patterns(name, kind)
    needs, always = _by_need(name, kind)
    possible = {number for need, numbers in needs if need in plain for number in numbers}
    return [rows[number] for number in sorted(possible | always)]


@cache
def _by_need(name: str, kind: str | None) -> tuple[tuple[tuple[str, tuple[int, ...]], ...], frozenset[int]]:
    """The numbers of the rows that ask for each word, and of those that ask for none."""
    rows = list(enumerate(patterns(name, kind)))
    words = dict.fromkeys(need for _, row in rows for need in row.needs)
    needs = tuple((need, tuple(number for number, row in rows if need in row.needs)) for need in words)
    return needs, frozenset(number for number, row in rows if not row.needs)


def _compiled(row: dict[str, str]) -> Pattern:
    """One row with its abbreviations written out."""
    return Pattern(
        row["topic"],
        re.compile(_MACRO.sub(lambda name: _macros()[name[1]], row["pattern"])),
        re.compile(row["within"]),
        re.compile(row["without"]) if row["without"] else None,
        tuple(filter(None, row["needs"].split("|"))),
        row["unit"],
        row["kind"],
    )


def matches(row: Pattern, plain: str) -> Iterator[re.Match[str]]:
    """Where a pattern stands in a sentence, with the words around it that it asks for."""
    yield from (match for match in row.pattern.finditer(plain) if _fits(row, match, plain))


def in_one_clause(match: re.Match[str]) -> bool:
    """Whether no comma stands inside a match, those of thousands left aside."""
    return _COMMA.search(match[0]) is None


@cache
def _scopes() -> tuple[_Scope, ...]:
    """The rows of claim_scopes.csv, the first that fits wins."""
    return tuple(
        _Scope(row["scope"], row["reach"], re.compile(row["topics"]), re.compile(row["pattern"]))
        for row in table("claim_scopes")
    )
