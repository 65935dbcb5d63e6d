"""What the explorer knows of all agencies together: categories, metrics, successions, peers, and where cells are."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from flows.pages.marts import Row, query_rows, rows_by
from flows.pages.report_pages import CLEAN_PAGES

Pair = tuple[str, str]
_CHARTS = Path(__file__).with_name("charts.csv")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What pages of many agencies share."""

    agencies: tuple[Row, ...]
    """All of them; the place in this order is an agency's number in the files of the explorer."""
    categories: Mapping[str, Row]
    metrics: Mapping[str, Row]
    crosswalk: Mapping[str, tuple[Row, ...]]
    """How each category is read, by category."""
    breaks: tuple[Row, ...]
    successions: tuple[Row, ...]
    sectors: Mapping[str, Pair]
    medians: Mapping[tuple[int, str, str | None, str | None], Row]
    """By year, metric, level and kind of agency."""
    slots: Mapping[tuple[str, str], str]
    """The first cell that a category is read from, by category and form."""
    paged: frozenset[str] | None
    """The reports that have a page in the report on quality; null for all of them."""

    def unit_of(self, series: str) -> str | None:
        """In what a category, or a metric that counts, is counted; null for shares and for what has no unit."""
        metric = self.metrics.get(series)
        if metric and metric["unit"] == "share":
            return None
        category = self.categories.get(first_category(metric) if metric else series)
        return category["unit"] if category else None

    def has_page(self, report_id: str) -> bool:
        """Whether a report has a page of its own in the report on quality."""
        return self.paged is None or report_id in self.paged

    def address(self, row: Row, place: str = "") -> str:
        """The way from the site to a place of the report that a row tells of: its page, else the light one."""
        if self.has_page(row["report_id"]):
            return f"../quality/reports/{row['report_id']}.html" + (f"#{place}" if place else "")
        return f"report.html#{place}&series={row['series_id']}&report={row['report_id']}"

    def cell_address(self, row: Row) -> str:
        """The way from the folder of the site to the cell, or the sentence, of a row of `disclosures`."""
        if row["source"] == "claim":
            return f"report.html#{row['category']}&series={row['series_id']}&report={row['report_id']}"
        return self.address(row, self.slots.get((row["category"], row["form"]), ""))


def _first_slots(crosswalk: Iterable[Row]) -> Mapping[tuple[str, str], str]:
    """The first cell that each category is read from, by category and form."""
    tables = (row for row in crosswalk if row["source"] == "table" and row["slots"])
    return {(row["category"], row["form"]): row["slots"].split(" + ")[0] for row in tables}


def read_catalogue(connection: duckdb.DuckDBPyConnection) -> Catalogue:
    """Reads what pages share; a table or column of the contract that is missing raises duckdb.Error."""
    (totals,) = query_rows(connection, "site_totals")
    with_findings = frozenset(row["report_id"] for row in query_rows(connection, "site_paged"))
    medians = query_rows(connection, "site_medians")
    crosswalk = query_rows(connection, "site_crosswalk")
    return Catalogue(
        agencies=query_rows(connection, "site_agencies"),
        categories=keyed(query_rows(connection, "site_categories"), "category"),
        metrics=keyed(query_rows(connection, "site_measures"), "metric"),
        crosswalk=rows_by(crosswalk, "category"),
        breaks=query_rows(connection, "site_breaks"),
        successions=query_rows(connection, "site_successions"),
        sectors={row["sector"]: (row["label_zh"], row["label_en"]) for row in query_rows(connection, "site_sectors")},
        medians={(row["year"], row["metric"], row["level"], row["agency_kind"]): row for row in medians},
        slots=_first_slots(crosswalk),
        paged=None if totals["reports"] <= CLEAN_PAGES else with_findings,
    )


def first_category(metric: Row) -> str:
    """The first category above the line of a metric."""
    return str(metric["numerator"]).split(" + ")[0]


def chart_series(chart: str) -> str:
    """The category or metric that a chart draws first."""
    return drawn()[chart][0]["series"]


def keyed(rows: Iterable[Row], column: str) -> Mapping[str, Row]:
    """The rows by a column whose values are unique."""
    return {row[column]: row for row in rows}


def labels(row: Mapping[str, Any]) -> Pair:
    """The Chinese and English name of a category or metric; the code where it has none."""
    code = row.get("category") or row.get("metric") or ""
    return row["label_zh"] or row["label_en"] or code, row["label_en"] or row["label_zh"] or code


@cache
def drawn() -> Mapping[str, Sequence[Mapping[str, str]]]:
    """What each chart draws, by its name in the order of the pages."""
    found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    with _CHARTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["chart"]].append(row)
    return found


def drawn_series(kind: str) -> list[str]:
    """All categories, or all metrics, that some chart draws."""
    return sorted({row["series"] for rows in drawn().values() for row in rows if row["kind"] == kind})
