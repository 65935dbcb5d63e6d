"""Whose report a document is, of which year, form and kind: from its manifest, checked against its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.agency_names import (
    agency_at_start,
    agree,
    completed,
    full_name,
    government_of,
    is_agency,
    lacks_place,
    place_in,
)
from extractors.document import Stated
from extractors.forms import form_of_year
from extractors.grid import Content, Locator
from extractors.records import DocumentKind, Fact, NamedGrid, Problem, ReportIdentity
from extractors.titles import Line, Title, chapters, lines_of, patterns, prose_of, signatures, title_of

_FORM_BY = ("requests", "proactive_disclosure", "statistics", "disputes")
"""The tables in the order in which their form is the report's."""
_ENOUGH_CHAPTERS = 5
"""A heading may be lost; an older narrative report shares one or two of the six."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Something read: the text, where, and by which kind of evidence; null when nothing says it."""

    text: str | None = None
    source: str | None = None
    problems: tuple[Problem, ...] = ()
    locator: Locator | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as this module looks at it."""

    lines: tuple[Line, ...]
    prose: str
    title: Title | None
    names: tuple[tuple[str, Line], ...] = field(default=())
    """Every agency that the document names as its own, best evidence first: the kind of evidence, and the name."""


def identify(
    reading: Reading, facts: Sequence[Fact], stated: Stated, *, grids: Sequence[NamedGrid]
) -> tuple[ReportIdentity, tuple[Problem, ...]]:
    """The identity of a report and what is doubtful about it; null agency or year where nothing says it."""
    agency, year = _agency(reading), _year(reading)
    text_year = int(year.text) if year.text else None
    report_year = stated.year or text_year
    report = ReportIdentity(
        agency=stated.agency or agency.text,
        year=report_year,
        form=_form(facts, grids, report_year),
        document_kind=_kind(reading, facts),
        title=reading.title.text if reading.title else None,
        agency_source="manifest" if stated.agency else agency.source,
        year_source="manifest" if stated.year else year.source,
        text_agency=agency.text,
        text_year=text_year,
        agency_locator=agency.locator,
        year_locator=year.locator,
    )
    doubts = (*_agency_doubts(report, agency, stated), *_year_doubts(report, year, stated))
    return report, doubts


def reading_of(content: Content) -> Reading:
    """The lines, the prose, the title and the agencies of a document."""
    lines = lines_of(content)
    title = title_of(lines)
    names = tuple(_names(lines, title))
    return Reading(lines, prose_of(content), title, names)


def _names(lines: Sequence[Line], title: Title | None) -> Iterator[tuple[str, Line]]:
    """The agencies that a document names as its own, each in full, best evidence first."""
    if title is not None and is_agency(title.name):
        yield "title", Line(full_name(title.name), title.locator)
    for place, line in enumerate(lines):
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        yield from _labelled("filled_in_by", line.text + following, line.locator, whole=True)
        yield from _labelled("filled_in_by", line.text, line.locator, whole=True)
    yield from (("signature", Line(full_name(line.text), line.locator)) for line in signatures(lines))
    if title is not None and (government := government_of(title.name)):
        yield "title", Line(government, title.locator)
    for role in ("compiled_by", "publisher"):
        for line in lines:
            yield from _labelled(role, line.text, line.locator, whole=False)


def _labelled(role: str, text: str, locator: Locator, *, whole: bool) -> Iterator[tuple[str, Line]]:
    """The agency named after a label; `whole` when the label must begin the text and the name end it."""
    for pattern in patterns(role):
        match = pattern.fullmatch(text) if whole else pattern.search(text)
        name = agency_at_start(match["name"]) if match is not None else None
        if name is not None:
            yield role, Line(full_name(name), locator)


def _agency(reading: Reading) -> _Found:
    """The agency by the best evidence, with its place completed; null with a problem row when nothing says it."""
    if reading.title is not None and reading.title.kind == "template":
        return _Found()
    for source, line in reading.names:
        if not lacks_place(line.text):
            return _Found(line.text, source, tuple(_disagreement(line, reading)), line.locator)
        return _completed(source, line, reading)
    return _Found()


def _completed(source: str, line: Line, reading: Reading) -> _Found:
    """A name without its place, completed by a fuller name of the document, else by the place the prose names."""
    fuller = completed(line.text, (name.text for _, name in reading.names))
    if fuller is not None:
        kind, name = next(named for named in reading.names if named[1].text == fuller)
        return _Found(fuller, kind, locator=name.locator)
    place = place_in(reading.prose, line.text[0])
    if place is None:
        message = f"{line.text} names no place, and the text does not say which; state the agency in the manifest"
        return _Found(problems=(Problem("agency_incomplete", line.text, line.locator, message),))
    agency = place + line.text[1:]
    message = f"{line.text} taken for {agency} because the text names {place}; confirm it in the manifest"
    return _Found(agency, source, (Problem("agency_completed", line.text, line.locator, message),), line.locator)


def _disagreement(line: Line, reading: Reading) -> Iterator[Problem]:
    """A problem row where the head of the form or the signature names another agency than the title."""
    for source, other in reading.names:
        if source in {"filled_in_by", "signature"} and not agree(line.text, other.text):
            label = source.replace("_", " ")
            message = f"the {label} names {other.text}, the title {line.text}; state which in the manifest"
            yield Problem("agency_contradiction", other.text, other.locator, message)
            return


def _year(reading: Reading) -> _Found:
    """The year reported on: by the title, else by the period stated, else by the year that the prose names most."""
    text = "\n".join(line.text for line in reading.lines)
    periods = [match for pattern in patterns("period") for match in pattern.finditer(text)]
    stated = Counter(match["year"] for match in periods)
    title = reading.title
    if title is not None and title.kind == "template":
        return _Found()
    if title is not None and title.year is not None:
        return _Found(str(title.year), "title", tuple(_other_period(title, list(stated))), title.locator)
    if len(stated) == 1:
        year = next(iter(stated))
        return _Found(year, "period", locator=_first_with(year, reading.lines))
    return _usual_year(reading)


def _first_with(text: str, lines: Sequence[Line]) -> Locator | None:
    """Where a text stands first."""
    return next((line.locator for line in lines if text in line.text), None)


def _other_period(title: Title, periods: list[str]) -> Iterator[Problem]:
    """A problem row where the period of the figures is in another year than the title."""
    if periods and str(title.year) not in periods:
        others = ", ".join(periods)
        message = f"the title says {title.year}, the period of the figures {others}; state it in the manifest"
        yield Problem("year_contradiction", title.text, title.locator, message)


def _usual_year(reading: Reading) -> _Found:
    """The year that the prose names at least twice and more often than any other, with a problem row to confirm it."""
    named = Counter(year for pattern in patterns("mention") for year in pattern.findall(reading.prose))
    most = [*named.most_common(2), ("", 0), ("", 0)]
    (year, times), (_, next_times) = most[0], most[1]
    if times < 2 or times == next_times:
        return _Found()
    message = f"no title and no period: {year} is the year that the text names most; confirm it in the manifest"
    place = _first_with(year, reading.lines)
    return _Found(year, "prose", (Problem("year_inferred", year, place, message),), place)


def _agency_doubts(report: ReportIdentity, agency: _Found, stated: Stated) -> Iterator[Problem]:
    """What is doubtful about the agency: nothing says it, or the manifest and the text differ."""
    if report.agency is None:
        message = "no title, head or signature names the agency; state it in the manifest"
        yield Problem("agency_unknown", "", None, message)
    if stated.agency is None:
        yield from agency.problems
    elif agency.text is not None and not agree(stated.agency, agency.text):
        message = f"the manifest says {stated.agency}, the text {agency.text}; the manifest was followed"
        yield Problem("agency_contradiction", agency.text, agency.locator, message)


def _year_doubts(report: ReportIdentity, year: _Found, stated: Stated) -> Iterator[Problem]:
    """What is doubtful about the year: nothing says it, or the manifest and the text differ."""
    if report.year is None:
        message = "neither title nor text says which year is reported; state it in the manifest"
        yield Problem("year_unknown", "", None, message)
    if stated.year is None:
        yield from year.problems
    elif year.text is not None and int(year.text) != stated.year:
        message = f"the manifest says {stated.year}, the text {year.text}; the manifest was followed"
        yield Problem("year_contradiction", year.text, year.locator, message)


def _form(facts: Sequence[Fact], grids: Sequence[NamedGrid], year: int | None) -> str | None:
    """The form of the tables, `mixed` when they differ; without tables the one in force for the year."""
    by_table = {fact.table_name: fact.form for fact in facts} or {
        grid.table_name: grid.form for grid in grids if grid.table_name and grid.form
    }
    if len(set(by_table.values())) > 1:
        return "mixed"
    by_form = next((by_table[table] for table in _FORM_BY if table in by_table), None)
    return by_form or (form_of_year(year) if year else None)


def _kind(reading: Reading, facts: Sequence[Fact]) -> DocumentKind:
    """What kind of document it is, by its tables, its title and its chapters."""
    title = reading.title.kind if reading.title else None
    blank = bool(facts) and all(fact.state == "blank" for fact in facts)
    if title == "template" or (blank and not reading.names):
        return "blank_form"
    if facts or chapters(reading.lines) >= _ENOUGH_CHAPTERS:
        return "statutory_report"
    if title == "work_summary":
        return "work_summary"
    return "narrative_report" if title == "annual_report" else "other"
