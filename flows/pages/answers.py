"""The findings as a CSV and a workbook for the agencies: what is printed, what it should agree with, what to do."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import xlsxwriter

from flows.exports import BOM, guarded, write_cell
from flows.pages.labels import Labels
from flows.pages.marks import Row, solutions
from flows.pages.marts import read_findings
from flows.pages.places import place_pair
from flows.pages.render import web_address
from flows.pages.words import Words

COLUMNS = (
    *("agency", "year", "clause", "says", "slot", "cells", "printed", "suspect", "expected", "actual", "difference"),
    *("proposed", "page", "to_do", "document", "source", "severity", "status", "state", "suspected"),
    *("province", "city", "first_seen", "finding_id", "report_id"),
)
_WIDTHS = {"clause": 30, "says": 40, "slot": 32, "cells": 44, "to_do": 60, "agency": 26, "document": 26, "page": 22}
_NARROW = 13
_ALWAYS = datetime(2000, 1, 1)
"""The creation date in the workbook, so that the same content gives the same file."""


def write_answers(connection: duckdb.DuckDBPyConnection, folder: Path, labels: Labels, words: Words) -> None:
    """Writes <folder>/findings.csv and <folder>/findings.xlsx, one row a finding, headings in both languages."""
    heads = [_both(words.by_key[f"answer_{name}"]) for name in COLUMNS]
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with (
        (folder / "findings.csv").open("w", encoding="utf-8", newline="") as file,
        xlsxwriter.Workbook(folder / "findings.xlsx", options) as book,
    ):
        file.write(BOM.decode())
        rows = csv.writer(file)
        rows.writerow(heads)
        sheet = _sheet(book, heads)
        last = 0
        for last, cells in enumerate(_answers(connection, labels, words), start=1):
            rows.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
            for column, cell in enumerate(cells):
                write_cell(sheet, last, column, cell)
        sheet.autofilter(0, 0, last, len(heads) - 1)


def _sheet(book: xlsxwriter.Workbook, heads: Sequence[str]) -> xlsxwriter.worksheet.Worksheet:
    """An empty sheet with its headings, wide enough to be read."""
    book.set_properties({"created": _ALWAYS, "title": "gouji"})
    sheet = book.add_worksheet("findings")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, _NARROW), wrapped)
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, heads, book.add_format({"bold": True, "text_wrap": True, "valign": "top"}))
    return sheet


def _answers(connection: duckdb.DuckDBPyConnection, labels: Labels, words: Words) -> Iterator[tuple[object, ...]]:
    """The cells of each finding in the order of the columns, the gravest first."""
    for finding, slots in read_findings(connection):
        told = _told(finding, slots, labels, words)
        yield tuple(told[name] for name in COLUMNS)


def _told(finding: Row, slots: Sequence[Row], labels: Labels, words: Words) -> dict[str, object]:
    """What is told of a finding by column."""
    form = finding["form"]
    cells = [(_both(labels.slot_pair(slot["slot"], form)), slot["printed"]) for slot in slots]
    suspects = [slot["slot"] for slot in slots if slot["suspect"]]
    sides = {side: _figure(finding[side]) for side in ("expected", "actual", "difference")}
    coded = {name: _both(words.term_pair(name, finding[name])) for name in ("severity", "status", "state", "suspected")}
    return {
        "agency": finding["agency_name"],
        "year": finding["year"],
        "clause": finding["basis"],
        "says": _both((finding["says"] or "", finding["says_en"] or "")),
        "slot": "\n".join(slot["slot"] for slot in slots),
        "cells": "\n".join(label for label, _ in cells),
        "printed": "\n".join("–" if printed is None else printed for _, printed in cells),
        "suspect": "\n".join(f"{slot} {_both(labels.slot_pair(slot, form))}" for slot in suspects),
        "proposed": _proposed(finding),
        "page": _both(place_pair(finding["locator"], words)),
        "to_do": _to_do(finding, words),
        "document": finding["document_name"],
        "source": web_address(finding["source_uri"]),
        "province": finding["province"],
        "city": finding["city"],
        "first_seen": None if finding["first_seen"] is None else f"{finding['first_seen']:%Y-%m-%d}",
        "finding_id": finding["finding_id"],
        "report_id": finding["report_id"],
        **sides,
        **coded,
    }


def _proposed(finding: Row) -> str:
    """What would put the sums right, a solution a line."""
    return "\n".join(
        "; ".join(f"{cell['slot']} {cell['printed']} → {cell['value']}" for cell in solution)
        for solution in solutions(finding)
    )


def _to_do(finding: Row, words: Words) -> str:
    """The ready sentence to the agency in both languages; else what a finding of its status and cause asks for."""
    if finding.get("request_zh"):
        return _both((finding["request_zh"], finding.get("request_en") or ""))
    if finding["status"] == "broken":
        return _both(words.by_key[f"to_do_{finding['suspected']}"])
    return _both(words.by_key["to_do_not_assessable"])


def _figure(value: Decimal | None) -> int | float | None:
    """A figure as a number of a spreadsheet."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _both(pair: tuple[str, str]) -> str:
    """A wording in both languages, once where they do not differ."""
    return "\n".join(dict.fromkeys(part for part in pair if part))
