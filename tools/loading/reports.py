"""Reports as an extraction would load them: what stands in each cell, and what the prose says."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from expectations.identities import SLOTS, read_slots

VERSION = "test"
MARKS = ("/", "-", "—", "_", "无")

Address = tuple[str, str, str]
"""Table, row, column."""


@dataclass(frozen=True)
class Printed:
    """What stands in one cell."""

    text: str
    value: Decimal | None
    state: str
    unit: str | None = None


def printed(text: str, value: str | None = None) -> Printed:
    """Take the text of a cell and, where it is not the number itself, its value."""
    if not text.strip():
        return Printed(text, None, "blank")
    if text in MARKS:
        return Printed(text, None, "not_applicable")
    if text == "?":
        return Printed(text, None, "unreadable")
    return Printed(text, Decimal(value or text), "number")


@dataclass(frozen=True)
class Report:
    """One document with its report, as an extraction would load it."""

    agency: str | None
    year: int | None
    cells: Mapping[Address, Printed] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    """Form of each table; where it is not given, the smallest form that has all of the table's cells."""
    kind: str = "statutory_report"
    name: str = ""
    text_agency: str | None = None
    text_year: int | None = None
    region_code: str | None = None
    published_on: date | None = None
    claims: tuple[tuple[str, str], ...] = ()
    """Topic and number of each claim; of a comparison inside a sentence also what it is compared with: `12=11`."""
    mentions: tuple[str, ...] = ()
    """Topics in reading order."""
    scope: str | None = None
    sentences: tuple[int, ...] = ()
    version: str = VERSION

    @property
    def document_id(self) -> str:
        """A hash of all that the document says."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def changed(self, **texts: str) -> Report:
        """Return the report with other texts, keyed `table__row__column`."""
        changes = {_address(key): printed(text) for key, text in texts.items()}
        return replace(self, cells={**self.cells, **changes})


def _address(key: str) -> Address:
    table, row, column = key.split("__")
    return table, row, column


def filled_form(agency: str | None, year: int | None, form: str, text: str = "0", **texts: str) -> Report:
    """Return a report on a form with the same text in every cell, save those given as `table__row__column`."""
    slots = [s for s in read_slots() if s.form == form]
    cells = {(s.table_name, s.row_code, s.column_code): printed(text) for s in slots}
    forms = {s.table_name: form for s in slots}
    return Report(agency, year, cells, forms).changed(**texts)


def raw_rows(report: Report, at: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Take a report and when it landed; yield the name of a raw table and a row of it."""
    document_id = report.document_id
    extraction = {"document_id": document_id, "extractor_version": report.version, "loaded_at": at}
    yield "documents", _document(report, document_id, at)
    yield "reports", {**_report(report), **extraction}
    for table, rows in (("facts", _facts(report)), ("claims", _claims(report)), ("mentions", _mentions(report))):
        for row in rows:
            yield table, {**row, **extraction}


def _document(report: Report, document_id: str, at: datetime) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "name": report.name or "report.html",
        "uri": f"{report.name or document_id[:8]}.html",
        "media_type": "text/html",
        "bytes": 1000,
        "stated_region_code": report.region_code,
        "published_on": report.published_on,
        "run_id": "run",
        "landed_at": at,
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "agency": report.agency,
        "year": report.year,
        "document_kind": report.kind,
        "text_agency": report.text_agency,
        "text_year": report.text_year,
        "agency_locator": "line=1;column=1" if report.text_agency else None,
        "year_locator": "line=2;column=1" if report.text_year else None,
        "facts": len(report.cells),
        "stated_scope": report.scope,
        "scope_locator": "line=3;column=1" if report.scope else None,
        "sentences": list(report.sentences),
        "claims": len(report.claims),
        "problems": 0,
        "run_id": "run",
    }


def _claims(report: Report) -> Iterator[dict[str, Any]]:
    for number, (topic, text) in enumerate(report.claims, start=1):
        value, _, other = text.partition("=")
        yield {
            "topic": topic,
            "value": Decimal(value),
            "unit": "件",
            "approximate": False,
            "printed": value,
            "sentence": f"{topic} {text}",
            "locator": f"line={number};column=9",
            "other_value": Decimal(other) if other else None,
            "relation": "=" if other else None,
            "tolerance": Decimal(0) if other else None,
        }


def _mentions(report: Report) -> Iterator[dict[str, Any]]:
    for position, topic in enumerate(report.mentions, start=1):
        place = f"line={position};column=1"
        yield {"topic": topic, "position": position, "printed": topic, "sentence": topic, "locator": place}


def _facts(report: Report) -> Iterator[dict[str, Any]]:
    units = _units()
    forms = {table: report.forms.get(table) or _form(report, table) for table, _, _ in report.cells}
    for (table, row, column), cell in report.cells.items():
        yield {
            "form": forms[table],
            "table_name": table,
            "row_code": row,
            "column_code": column,
            "printed": cell.text,
            "printed_unit": cell.unit,
            "value": cell.value,
            "unit": units[forms[table], table, row, column],
            "state": cell.state,
            "locator": f"{table}/{row}/{column}",
            "method": "heading",
            "confidence": 1.0,
        }


def unit_of(form: str, address: Address) -> str:
    """The unit which a form prescribes for a slot."""
    return _units()[form, *address]


@cache
def _units() -> dict[tuple[str, str, str, str], str]:
    with SLOTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(r["form"], r["table_name"], r["row_code"], r["column_code"]): r["unit"] for r in rows}


def _form(report: Report, table: str) -> str:
    """Return the smallest form that has all cells of the table; of equal ones that of the year."""
    cells = {address for address in report.cells if address[0] == table}
    sizes = {form: slots for form, slots in _slots_by_form(table).items() if cells <= slots}
    era = "2021" if (report.year or 0) >= 2021 else "2019"
    return min(sizes, key=lambda form: (len(sizes[form]), form != era))


@cache
def _slots_by_form(table: str) -> dict[str, set[Address]]:
    by_form: dict[str, set[Address]] = {}
    for slot in read_slots():
        if slot.table_name == table:
            by_form.setdefault(slot.form, set()).add((slot.table_name, slot.row_code, slot.column_code))
    return by_form
