"""A page a report: its findings, each with its picture and what to ask for, and its tables as on the form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from jinja2 import Environment

from flows.pages.cuttings import Cutter, Cutting, Place
from flows.pages.keeping import link_or_copy, says_key
from flows.pages.labels import Labels
from flows.pages.marks import Row, marks_of
from flows.pages.marts import OneReport, read_reports
from flows.pages.render import write_page
from flows.pages.tables import draw_tables

CLEAN_PAGES = 1000
"""Reports without findings get pages too as long as there are no more reports than this."""
_PICTURES = 6
"""On one page; a reader who wants more asks `gouji show`."""
_PICTURES_A_FINDING = 2
_SAFE = re.compile(r"[\w-]{1,80}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a cell, with the slot it shows; null for a place that is no cell."""

    slot: str | None
    cutting: Cutting


@dataclass(slots=True)
class PageMaker:
    """Makes the pages of reports in a folder; takes over from `before` those whose content is the same."""

    templates: Environment
    labels: Labels
    cutter: Cutter
    edition: str
    before: Path | None = None

    def write_all(self, connection: duckdb.DuckDBPyConnection, reports: Sequence[Row], folder: Path) -> None:
        """Writes the page of each report."""
        folder.mkdir(parents=True, exist_ok=True)
        for one in read_reports(connection, reports):
            target = folder / page_name(one.report)
            key = self._key(one)
            if not self._take_over(target, key):
                self._write(one, target, key)

    def _key(self, one: OneReport) -> str:
        """What a page is made from, as a hash; when a finding was last seen says nothing new."""
        findings = [{**row, "last_seen": row["last_seen"] if row["state"] == "fixed" else None} for row in one.findings]
        told = repr((self.edition, one.report, findings, dict(one.slots), one.facts, one.problems, one.revisions))
        return hashlib.sha256(told.encode()).hexdigest()

    def _take_over(self, target: Path, key: str) -> bool:
        """Takes the page of the last release when it was made from the same; that one stays."""
        old = self.before / target.name if self.before else None
        if old is None or not old.is_file():
            return False
        if not says_key(old, key):
            return False
        link_or_copy(old, target)
        return True

    def _write(self, one: OneReport, target: Path, key: str) -> None:
        """Writes a page; one whose pictures are still to be drawn does not say what it was made from."""
        self.cutter.unfinished = False
        pictures = dict(self._pictures(one))
        marks = marks_of(one.findings, one.slots)
        page = self.templates.get_template("report.html.j2").render(
            root="../",
            made_from="" if self.cutter.unfinished else key,
            one=one,
            tables=draw_tables(one.facts, marks, self.labels),
            pictures=pictures,
        )
        write_page(page, target)

    def _pictures(self, one: OneReport) -> Iterator[tuple[str, tuple[Picture, ...]]]:
        """The pictures by finding; no place is shown twice on a page."""
        shown: set[Place] = set()
        for finding in one.findings:
            if finding["state"] == "fixed":
                continue
            found: list[Picture] = []
            for slot, place in _places(finding, one.slots[finding["finding_id"]]):
                if place in shown or len(shown) >= _PICTURES or len(found) >= _PICTURES_A_FINDING:
                    continue
                cutting = self.cutter.of(place)
                if cutting is not None:
                    shown.add(place)
                    found.append(Picture(slot, cutting))
            yield finding["finding_id"], tuple(found)


def pages_for(reports: Sequence[Row]) -> tuple[Row, ...]:
    """The reports that get a page: those with findings, and while they are few the others too."""
    if len(reports) <= CLEAN_PAGES:
        return tuple(reports)
    return tuple(report for report in reports if report["all_findings"])


def page_name(report: Row) -> str:
    """The file of a report's page; raises ValueError for an id that is no name of a file."""
    return f"{safe_name(report['report_id'])}.html"


def safe_name(text: str) -> str:
    """The same text when it can be the name of a file; raises ValueError for any other."""
    if not _SAFE.fullmatch(text):
        raise ValueError(f"{text!r} cannot be the name of a file")
    return text


def _places(finding: Row, slots: Sequence[Row]) -> Iterator[tuple[str | None, Place]]:
    """What is worth a picture: the suspected cells, else the first cell that was read, else where the finding is."""
    read = [slot for slot in slots if slot["locator"] is not None and slot["document_id"] is not None]
    worth = [slot for slot in read if slot["suspect"]] or read[:1]
    for slot in worth:
        yield slot["slot"], Place(slot["document_id"], slot["locator"], slot["printed"] or "")
    if not worth and finding["locator"] and finding["document_id"]:
        yield None, Place(finding["document_id"], finding["locator"], "")
