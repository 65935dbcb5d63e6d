"""All that the prose and the shape of a document say: claims, mentions, the scope of the figures, the sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors import mentions, narrative, narrative_formulas, narrative_parts
from extractors.agency_names import agency_at_start, certainly_another
from extractors.grid import Paragraph
from extractors.records import Claim, Mention, ReportIdentity
from extractors.report_identity import Reading
from extractors.sentences import Sentence, hashes, sentences, word
from extractors.titles import Line, Title, patterns

_SCOPES = {"scope_own": "own", "scope_whole": "whole"}
_SIGNING = ("title", "signature")
"""Where a document says whose it is; who runs a web page says nothing of that."""


@dataclass(frozen=True, slots=True)
class Prose:
    """What the text says, and the report with what it says of itself."""

    report: ReportIdentity
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]


def read_prose(paragraphs: Sequence[Paragraph], reading: Reading, report: ReportIdentity) -> Prose:
    """The prose of a document whose lines and identity are known."""
    found = sentences(paragraphs)
    scopes = tuple(mentions.scopes(found))
    said = (
        *narrative.claims(found, report.year),
        *narrative_parts.parts(found),
        *narrative_formulas.formulas(found),
        *_title_year(reading),
        *_years(found),
    )
    seen = (
        *_summary(reading.title),
        *mentions.headings(reading.lines),
        *_others(found, reading, report),
        *mentions.phrases(found, report.year),
        *scopes,
    )
    return Prose(_scoped(replace(report, sentences=hashes(found)), scopes), said, _in_order(seen, reading.lines))


def _in_order(seen: Sequence[Mention], lines: Sequence[Line]) -> tuple[Mention, ...]:
    """Mentions in the order in which their places stand in the document."""
    order: dict[str, int] = {}
    for place, line in enumerate(lines):
        order.setdefault(line.locator, place)
    return tuple(sorted(seen, key=lambda each: order.get(each.locator, len(lines))))


def _scoped(report: ReportIdentity, scopes: Sequence[Mention]) -> ReportIdentity:
    """The report with the scope that the text states; none where it states both."""
    said = {_SCOPES[each.topic] for each in scopes}
    return replace(report, stated_scope=said.pop(), scope_locator=scopes[0].locator) if len(said) == 1 else report


def _title_year(reading: Reading) -> Iterator[Claim]:
    """The year that the title names, as a claim, on the line of the title that has it."""
    title = reading.title
    if title is None or title.year is None:
        return
    lines = reading.lines[title.place : title.place + title.size]
    named = ((pattern.search(line.text), line) for line in lines for pattern in patterns("year"))
    found, line = next(((match, line) for match, line in named if match is not None), (None, None))
    if found is not None and line is not None:
        yield _year("title_year", title.year, found[0], Sentence("", line.text, (), line.locator))


def _years(found: Sequence[Sentence]) -> Iterator[Claim]:
    """The years that the period and the body name, as claims."""
    for dated in mentions.years(found):
        yield _year(dated.topic, dated.year, dated.printed, dated.sentence)


def _year(topic: str, year: int, printed: str, sentence: Sentence) -> Claim:
    """A year as a claim."""
    said = sentence.printed.strip()
    unit, place = word("years"), sentence.locator
    return Claim(topic, Decimal(year), unit, approximate=False, printed=printed, sentence=said, locator=place)


def _summary(title: Title | None) -> Iterator[Mention]:
    """Whether the title calls the document a review of work."""
    if title is not None and title.kind == "work_summary":
        yield Mention("work_summary", title.text, title.text, title.locator)


def _others(found: Sequence[Sentence], reading: Reading, report: ReportIdentity) -> Iterator[Mention]:
    """Another agency that the title, the signature or the text names as the one whose report it is, each once."""
    named = {line.text: line for source, line in reading.names if source in _SIGNING}
    named |= {name: Line(name, line.locator) for line in mentions.makers(found) if (name := agency_at_start(line.text))}
    for name, line in named.items():
        if report.agency is not None and certainly_another(report.agency, name):
            yield Mention("other_subject", name, name, line.locator)
