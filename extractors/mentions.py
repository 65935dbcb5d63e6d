"""Mentions: what the prose and the shape of a document say without a figure, by rows of `forms/mentions.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.narrative_patterns import Pattern, candidates, matches, patterns, scope_of
from extractors.records import Mention
from extractors.sentences import Sentence
from extractors.titles import Line

_TABLE = "mentions"
_LONGEST_HEADING = 60
_MOST_OF_A_KIND = 20
"""A text that repeats one phrase over and over says no more by it."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A year that the text names for itself, and where."""

    topic: str
    year: int
    printed: str
    sentence: Sentence


def phrases(sentences: Sequence[Sentence], year: int | None) -> Iterator[Mention]:
    """The phrases of each kind in reading order; one of another scope has it at the end of its topic, as claims do."""
    seen: dict[str, int] = {}
    for sentence in sentences:
        for row, match in _found("sentence", sentence):
            scope = scope_of(row.topic, match, sentence.plain, year)
            topic = f"{row.topic}_{scope}" if scope else row.topic
            seen[topic] = seen.get(topic, 0) + 1
            if seen[topic] <= _MOST_OF_A_KIND:
                yield _mention(topic, sentence.cut(*match.span()), sentence)
        yield from gaps(sentence)


def gaps(sentence: Sentence) -> Iterator[Mention]:
    """The blanks of a sentence where a number belongs, on the text as printed: white space is what they are made of."""
    for row in patterns(_TABLE, "printed"):
        match = row.pattern.search(sentence.printed)
        if match is not None:
            yield _mention(row.topic, match[0], sentence)
            return


def headings(lines: Sequence[Line]) -> Iterator[Mention]:
    """The chapters of the statutory report, each once, at the place that fits the order of the others best."""
    places = _places(lines)
    last = -1
    for topic in sorted(places):
        after = [place for place in places[topic] if place > last]
        last = (after or places[topic])[0]
        places[topic] = [last]
    for place, topic in sorted((found[0], topic) for topic, found in places.items()):
        yield Mention(topic, lines[place].text, lines[place].text, lines[place].locator)


def _places(lines: Sequence[Line]) -> dict[str, list[int]]:
    """The lines that can be the heading of each chapter: by its title, or only where none is, by number and wording."""
    found: dict[str, list[int]] = {}
    short = [(place, line.text) for place, line in enumerate(lines)]
    for on in ("heading", "numbered"):
        known = set(found)
        for row in patterns(_TABLE, on):
            at = [] if row.topic in known else [place for place, text in short if _is_heading(row, on, text)]
            found.setdefault(row.topic, []).extend(at)
        found = {topic: sorted(at) for topic, at in found.items() if at}
    return found


def _is_heading(row: Pattern, on: str, text: str) -> bool:
    """Whether a line is the heading of a row; text may follow at once where the number shows what it is."""
    return (on == "numbered" or len(text) <= _LONGEST_HEADING) and row.pattern.search(text) is not None


def years(sentences: Sequence[Sentence]) -> Iterator[Dated]:
    """The years of the period that the text states, and the one that its sentences tell of where that is clear."""
    for sentence in sentences:
        for row, match in _found("period", sentence):
            named = match.groupdict()
            for year in sorted({named.get("year"), named.get("end")} - {None}, key=str):
                yield Dated(f"{row.topic}_year", int(str(year)), sentence.cut(*match.span()), sentence)
    told = [(match, sentence) for sentence in sentences for _, match in _found("activity", sentence)]
    if len(told) > 1 and len({match["year"] for match, _ in told}) == 1:
        match, sentence = told[0]
        yield Dated("body_year", int(match["year"]), sentence.cut(*match.span("year")), sentence)


def makers(sentences: Sequence[Sentence]) -> Iterator[Line]:
    """Who the text says made the report."""
    for sentence in sentences:
        for _, match in _found("maker", sentence):
            yield Line(match["name"], sentence.locator)


def scopes(sentences: Sequence[Sentence]) -> Iterator[Mention]:
    """Where the text says what its figures are of: the agency alone, or all below it as well."""
    for sentence in sentences:
        for row, match in _found("scope", sentence):
            yield _mention(row.topic, sentence.cut(*match.span()), sentence)


def _found(on: str, sentence: Sentence) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """What the rows of a kind find in a sentence, the first match of each topic."""
    found: set[str] = set()
    for row in candidates(sentence.plain, _TABLE, on):
        match = next(matches(row, sentence.plain), None) if row.topic not in found else None
        if match is not None:
            found.add(row.topic)
            yield row, match


def _mention(topic: str, printed: str, sentence: Sentence) -> Mention:
    """A mention in a sentence."""
    return Mention(topic, printed, sentence.printed.strip(), sentence.locator)
