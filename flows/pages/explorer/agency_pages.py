"""A page an agency: its series over years and forms, its rates beside its peers', its reports and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from jinja2 import Environment

from flows.batches import batches
from flows.pages.charts import SMALL, Chart, Line, Pair, Point, line_chart
from flows.pages.explorer.catalogue import Catalogue, drawn, drawn_series, first_category, labels
from flows.pages.keeping import Keeper
from flows.pages.marts import Row, query_rows, rows_by
from flows.pages.render import number
from flows.pages.report_pages import safe_name

ROOT = "../"
"""The way from a page of an agency to the folder of the site."""
FINDINGS = 30
"""So many findings are named on a page; the report on quality holds all."""
_AT_A_TIME = 500
_LISTS = ("metrics", "reports", "coverage", "findings")


@dataclass(frozen=True, slots=True)
class Series:
    """What is read of one series of agencies, the predecessors that were only renamed included."""

    disclosures: tuple[Row, ...]
    metrics: tuple[Row, ...]
    reports: tuple[Row, ...]
    coverage: tuple[Row, ...]
    findings: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A key figure of the youngest year that has one, the cell it comes from, and the median of the peers."""

    metric: Row
    row: Row
    address: str
    median: Row | None


@dataclass(frozen=True, slots=True)
class RateChart:
    """A rate over the years beside the median of the peers, with the row behind each year."""

    metric: Row
    chart: Chart
    rows: tuple[tuple[Row, Row | None, str], ...]
    """A year's row, the median of its peers, and the way to the cell, the youngest first."""


@dataclass(frozen=True, slots=True)
class AgencyMaker:
    """Makes the pages of agencies from what all of them share."""

    catalogue: Catalogue
    templates: Environment
    keeper: Keeper

    def write_all(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Writes the page of each agency; those made from the same as in the last release are taken over."""
        folder.mkdir(parents=True, exist_ok=True)
        by_series = rows_by(self.catalogue.agencies, "series_id")
        for some in batches(list(by_series), _AT_A_TIME):
            read = read_series(connection, some, self.wanted())
            for series_id in some:
                for agency in by_series[series_id]:
                    self._write(agency, by_series[series_id], read[series_id], folder)

    def wanted(self) -> list[str]:
        """The categories that the pages draw or link to."""
        metrics = (self.catalogue.metrics.get(name) for name in drawn_series("metric"))
        return sorted({*drawn_series("category"), *(first_category(metric) for metric in metrics if metric)})

    def _write(self, agency: Row, chain: Sequence[Row], series: Series, folder: Path) -> None:
        """Writes the page of one agency unless the last release has it."""
        target = folder / f"{safe_name(agency['agency_id'])}.html"
        medians = [self._median(agency, row) for row in series.metrics]
        near = self._neighbours(agency["agency_id"])
        told = repr((agency, [one["agency_id"] for one in chain], series, medians, near))
        key = self.keeper.key(told)
        if self.keeper.take_over(target, key):
            return
        rows = {(row["category"], row["year"]): row for row in series.disclosures}
        self.keeper.write(
            target,
            self.templates.get_template("agency.html.j2").render(
                root=ROOT,
                made_from=key,
                agency=agency,
                chain=chain,
                series=series,
                neighbours=near,
                cards=tuple(self._cards(agency, series, rows)),
                charts=tuple(self._charts(series)),
                rates=tuple(self._rates(agency, series, rows)),
                report_address=self.report_address,
                findings_shown=FINDINGS,
            ),
        )

    def report_address(self, report: Row) -> str:
        """The way from an agency's page to that of a report."""
        return ROOT + self.catalogue.address(report)

    def _neighbours(self, agency_id: str) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """The successions into an agency, and those out of it."""
        rows = self.catalogue.successions
        before = tuple(row for row in rows if row["successor_id"] == agency_id)
        return before, tuple(row for row in rows if row["predecessor_id"] == agency_id)

    def _median(self, agency: Row, row: Row) -> Row | None:
        """The median of the peers in the year of a row of metrics."""
        return self.catalogue.medians.get((row["year"], row["metric"], agency["level"], agency["agency_kind"]))

    def _address(self, metric: Row, year: int, rows: Mapping[tuple[str, int], Row]) -> str:
        """The way to the first cell behind a metric; empty where it was not read."""
        row = rows.get((first_category(metric), year))
        return ROOT + self.catalogue.cell_address(row) if row else ""

    def _cards(self, agency: Row, series: Series, rows: Mapping[tuple[str, int], Row]) -> Iterator[Card]:
        """The key figures, each of the youngest year that has it."""
        by_metric = rows_by(series.metrics, "metric")
        for one in drawn()["cards"]:
            metric = self.catalogue.metrics.get(one["series"])
            told = [row for row in by_metric[one["series"]] if row["value"] is not None]
            if metric and told:
                yield Card(
                    metric, told[-1], self._address(metric, told[-1]["year"], rows), self._median(agency, told[-1])
                )

    def _charts(self, series: Series) -> Iterator[Chart]:
        """The charts of categories of which anything was read."""
        by_category = rows_by(series.disclosures, "category")
        years = sorted({row["year"] for row in series.disclosures} | {row["year"] for row in series.reports})
        for name, rows in drawn().items():
            if any(row["kind"] != "category" for row in rows):
                continue
            lines = [
                Line(
                    labels(self.catalogue.categories[row["series"]]),
                    self._points(by_category[row["series"]]),
                    row["manner"],
                )
                for row in rows
                if any(one["value"] is not None for one in by_category[row["series"]])
            ]
            if lines:
                yield line_chart(name, (name, name), lines, years)

    def _points(self, rows: Sequence[Row]) -> tuple[Point, ...]:
        """The years of a category as points."""
        return tuple(
            Point(
                row["year"],
                None if row["value"] is None else float(row["value"]),
                number(row["value"]),
                row["comparability"],
                (row["reason_zh"] or "", row["reason_en"] or ""),
                ROOT + self.catalogue.cell_address(row),
                row["state"],
            )
            for row in rows
        )

    def _rates(self, agency: Row, series: Series, rows: Mapping[tuple[str, int], Row]) -> Iterator[RateChart]:
        """The rates that were defined in any year, each beside the median of the peers."""
        by_metric = rows_by(series.metrics, "metric")
        for one in drawn()["rates"]:
            metric, own = self.catalogue.metrics.get(one["series"]), by_metric[one["series"]]
            if metric and any(row["value"] is not None for row in own):
                told = tuple((row, self._median(agency, row), self._address(metric, row["year"], rows)) for row in own)
                reasons = {row["year"]: _reason(metric, row["year"], rows) for row in own}
                yield RateChart(metric, rate_chart(metric, told, reasons), told[::-1])


def _reason(metric: Row, year: int, rows: Mapping[tuple[str, int], Row]) -> Pair:
    """Why a metric does not quite compare with the year before: what is told of the first of its categories."""
    row = rows.get((first_category(metric), year))
    return ("", "") if row is None else (row["reason_zh"] or "", row["reason_en"] or "")


def rate_chart(metric: Row, rows: Sequence[tuple[Row, Row | None, str]], reasons: Mapping[int, Pair]) -> Chart:
    """The chart of one rate and of the median of the peers."""
    points = tuple(
        Point(
            row["year"],
            _float(row["value"]),
            percent(row["value"]),
            row["comparability"] or "same",
            reasons[row["year"]] if row["comparability"] in {"near", "break"} else ("", ""),
            address,
        )
        for row, _, address in rows
    )
    peers = tuple(
        Point(row["year"], _float(median and median["median"]), percent(median and median["median"]))
        for row, median, _ in rows
    )
    lines = [Line(("", ""), peers, "peers"), Line(labels(metric), points, "a")]
    return line_chart(
        f"rate-{metric['metric']}", labels(metric), lines, [row["year"] for row, _, _ in rows], share=True, width=SMALL
    )


def read_series(
    connection: duckdb.DuckDBPyConnection, series: Sequence[str], categories: Sequence[str]
) -> Mapping[str, Series]:
    """What is read of each of these series."""
    ids = list(series)
    disclosures = rows_by(query_rows(connection, "site_series", [ids, list(categories)]), "series_id")
    lists = [rows_by(query_rows(connection, f"site_{name}", [ids]), "series_id") for name in _LISTS]
    return {one: Series(disclosures[one], *(rows[one] for rows in lists)) for one in ids}


def percent(value: object) -> str:
    """A share as people write it; a dash for null."""
    return "–" if value is None else f"{float(str(value)) * 100:.1f}%"


def points(value: object) -> str:
    """A change of a share in percentage points, with its sign; a dash for null."""
    return "–" if value is None else f"{float(str(value)) * 100:+.1f}".replace("-", "−")


def _float(value: object) -> float | None:
    """A number of the tables as one of the charts."""
    return None if value is None else float(str(value))
