"""Provinces drawn at random: agencies at every level, reports of parts and of wholes, renamings, mergers, revisions.

Each province is a case of its own, so that one warehouse holds many. Which bodies the figures of a report may be of is
told here from the drawing alone, without asking any model.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from random import Random
from typing import Any

from expectations.identities import read_slots
from tests.warehouse_fixtures import PROJECT, Address, Printed, Report, printed

YEARS = (2018, 2019, 2020, 2022)
OUTCOMES = ("granted", "refused_internal_affairs", "refused_deliberative", "unavailable_not_held")
SECTORS = ("财政", "教育", "民政", "水利", "商务")
SPEAKERS = {"人民政府": "whole", "人民政府办公室": "own"}
Place = tuple[str, ...]


@dataclass(frozen=True)
class Agency:
    """A name in a place; the place is the names of the regions from the province down."""

    name: str
    place: Place

    @property
    def speaks_for_region(self) -> bool:
        """Whether it is a government or its office."""
        return self.organ in SPEAKERS

    @property
    def organ(self) -> str:
        """The name without its place."""
        return self.name.removeprefix("".join(self.place))


@dataclass(frozen=True)
class Drawn:
    """The report of an agency for a year as it counts at last: its figures are those of the last revision."""

    agency: Agency
    year: int
    scope: str | None
    figures: dict[str, int] | None
    """Null: a report without figures, or none at all."""


@dataclass
class Case:
    """One province."""

    agencies: list[Agency]
    drawn: list[Drawn] = field(default_factory=list)
    documents: list[Report] = field(default_factory=list)
    parents: list[dict[str, Any]] = field(default_factory=list)
    summaries: list[dict[str, Any]] = field(default_factory=list)
    successions: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def body(self) -> dict[str, str]:
        """Of each name the last name of its body."""
        later = {s["predecessor"]: s["successor"] for s in self.successions if s["kind"] == "renamed"}
        last = {}
        for agency in self.agencies:
            name = agency.name
            while name in later:
                name = later[name]
            last[agency.name] = name
        return last

    def is_whole(self, report: Drawn) -> bool:
        """What the report says, else the lists of any name of its body, else what its kind of agency means."""
        if report.scope is not None:
            return report.scope == "whole"
        name, year = self.body[report.agency.name], report.year
        listed = [(row["parent"], row) for row in self.parents] + [(row["agency"], row) for row in self.summaries]
        if any(self.body[whole] == name and _holds(row, year) for whole, row in listed):
            return True
        return SPEAKERS.get(report.agency.organ) == "whole"

    def bodies(self, report: Drawn) -> set[str]:
        """The bodies whose figures may be in the report."""
        return self._within(report.year, self.is_whole(report))[self.body[report.agency.name]]

    def _within(self, year: int, whole: bool) -> dict[str, set[str]]:
        """Of each body those in it in a year: merged ones, and if it speaks for a whole those below it."""
        inner: dict[str, set[str]] = defaultdict(set)
        for row in self.successions:
            if row["kind"] == "merged" and row["year"] <= year:
                inner[self.body[row["successor"]]].add(self.body[row["predecessor"]])
        if whole:
            for row in self.parents:
                if _holds(row, year):
                    inner[self.body[row["parent"]]].add(self.body[row["agency"]])
            for speaker in (agency for agency in self.agencies if agency.speaks_for_region):
                depth = len(speaker.place)
                inner[self.body[speaker.name]] |= {
                    self.body[agency.name] for agency in self.agencies if agency.place[:depth] == speaker.place
                }
        return {name: _reached(name, inner) for name in self.body.values()}


def _holds(row: dict[str, Any], year: int) -> bool:
    return bool(row["first_year"] <= year <= (row.get("last_year") or year))


def _reached(start: str, steps: dict[str, set[str]]) -> set[str]:
    """What can be reached from a start, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        waiting += (new := steps[waiting.pop()] - found)
        found |= new
    return found


def draw_cases(seed: int) -> list[Case]:
    """One case for each province that has two cities with two counties each."""
    return [_case(Random(f"{seed} {places[0][0]}"), places) for places in _provinces()]


def _provinces() -> Iterator[list[Place]]:
    """Each province with two of its cities and two counties of each, as places."""
    with (PROJECT / "seeds" / "seed_regions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row.get("last_year")]
    names = {row["region_code"]: row["region_name"] for row in rows}
    below: dict[str, list[str]] = defaultdict(list)
    for code in names:
        below[code[:2] + "0000" if code.endswith("00") else code[:4] + "00"].append(code)
    for province in (code for code in names if code.endswith("0000")):
        cities = [code for code in below[province] if code != province and len(below[code]) > 1][:2]
        if len(cities) == 2:
            yield [
                (names[province],),
                *((names[province], names[city]) for city in cities),
                *((names[province], names[city], names[code]) for city in cities for code in below[city][:2]),
            ]


def _case(random: Random, places: list[Place]) -> Case:
    agencies = [Agency("".join(place) + organ, place) for place in places for organ in _organs(random)]
    case = Case(agencies)
    case.successions = list(_successions(random, agencies))
    for _ in range(random.choice((0, 0, 1, 3))):
        part, whole = random.sample(agencies, 2)
        case.parents.append(_years(random) | {"agency": part.name, "parent": whole.name})
    if random.random() < 0.3:
        case.summaries.append(_years(random) | {"agency": random.choice(agencies).name})
    for agency in agencies:
        for year in YEARS:
            if random.random() < 0.6:
                _report(random, case, agency, year)
    return case


def _organs(random: Random) -> Iterator[str]:
    """What stands behind the name of a place: seldom all, seldom nothing."""
    for organ, likely in {"人民政府": 0.6, "人民政府办公室": 0.4}.items():
        if random.random() < likely:
            yield organ
    for sector in random.sample(SECTORS, random.choice((0, 0, 1, 3))):
        yield f"{sector}局"


def _years(random: Random) -> dict[str, Any]:
    return {"first_year": random.choice((2018, 2020)), "last_year": random.choice((None, 2020))}


def _successions(random: Random, agencies: list[Agency]) -> Iterator[dict[str, Any]]:
    """No change, one, or one after another; each name ends once, and later than it begins."""
    if len(agencies) < 5 or random.random() < 0.2:
        return
    first, second, third, fourth, fifth = (agency.name for agency in random.sample(agencies, 5))
    for predecessor, successor, year in ((first, second, 2019), (second, third, 2022), (fourth, fifth, 2020)):
        if random.random() < 0.6:
            kind = random.choice(("renamed", "merged", "merged", "split"))
            yield {"predecessor": predecessor, "successor": successor, "year": year, "kind": kind, "note": ""}


def _report(random: Random, case: Case, agency: Agency, year: int) -> None:
    """One report with all its documents: some are revised, some are copied, some have no figures or are none."""
    scope = random.choice(
        (None, None, "own", "whole") if agency.speaks_for_region else (None, None, None, "own", "whole")
    )
    kind = random.choices(("statutory_report", "narrative_report", "blank_form", "work_summary"), (9, 1, 1, 1))[0]
    figures = _figures(random)
    cells = _cells(figures, year) if kind == "statutory_report" else {}
    forms = dict.fromkeys(("statistics", "requests", "disputes"), form_of(year))
    document = Report(
        agency.name, year, cells, forms, kind=kind, name="first", scope=scope, published_on=date(year + 1, 1, 20)
    )
    case.documents.append(document)
    if kind == "statutory_report" and random.random() < 0.2:
        figures = _figures(random)
        published = date(year + 1, 3, 1)
        case.documents.append(replace(document, cells=_cells(figures, year), name="amended", published_on=published))
    if random.random() < 0.1:
        case.documents.append(replace(case.documents[-1], name="copy"))
    case.drawn.append(Drawn(agency, year, scope, figures if kind == "statutory_report" else None))


def _figures(random: Random) -> dict[str, int]:
    """How many requests came in, how each kind of outcome came out, how many disputes there were."""
    outcomes = {name: random.randint(0, 99) for name in OUTCOMES}
    disputes = {"reconsideration": random.randint(0, 9), "litigation": random.randint(0, 9)}
    return {"received": random.randint(1, 999), "concluded": sum(outcomes.values()), **outcomes, **disputes}


def _cells(figures: dict[str, int], year: int) -> dict[Address, Printed]:
    """The totals of the form of the year; what was not drawn is nought."""
    texts = {address: str(sum(figures[name] for name in names)) for address, names in _FILLED.items()}
    tables = ("statistics",) if year < 2019 else ("requests", "disputes")
    return {
        (slot.table_name, slot.row_code, slot.column_code): printed(
            texts.get((slot.table_name, slot.row_code, slot.column_code), "0")
        )
        for slot in read_slots()
        if slot.form == form_of(year) and slot.table_name in tables and slot.column_code in ("total", "value")
    }


def form_of(year: int) -> str:
    """The form in force."""
    return "2014" if year < 2019 else "2019" if year < 2021 else "2021"


_FILLED: dict[Address, tuple[str, ...]] = {
    ("statistics", "requests_received", "value"): ("received",),
    ("statistics", "requests_concluded", "value"): ("concluded",),
    ("statistics", "answered_granted", "value"): ("granted",),
    ("statistics", "answered_refused", "value"): ("refused_internal_affairs", "refused_deliberative"),
    ("statistics", "reconsiderations", "value"): ("reconsideration",),
    ("statistics", "litigations", "value"): ("litigation",),
    ("requests", "received", "total"): ("received",),
    ("requests", "outcomes_total", "total"): ("concluded",),
    **{("requests", name, "total"): (name,) for name in OUTCOMES},
    ("disputes", "reconsideration", "total"): ("reconsideration",),
    ("disputes", "litigation_direct", "total"): ("litigation",),
}
