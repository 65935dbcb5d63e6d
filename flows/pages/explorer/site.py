"""The explorer: a site of plain files beside the report on quality, made from the published tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
from jinja2 import Environment

from flows.pages.charts import SMALL, Chart, Line, Point, line_chart
from flows.pages.explorer.agency_pages import AgencyMaker, percent, points
from flows.pages.explorer.catalogue import Catalogue, drawn, labels, read_catalogue
from flows.pages.explorer.data_files import write_index, write_light_reports, write_series
from flows.pages.keeping import Keeper, edition
from flows.pages.labels import load_labels, load_rules
from flows.pages.marts import Row, opened, query_rows
from flows.pages.render import number, page_environment, write_page
from flows.pages.words import load_words

BARE = ("report",)
"""Pages that hold nothing of their own."""


def write_site(published: Path, folder: Path, *, before: Path | None = None) -> Keeper:
    """Reads the marts of the DuckDB file `published` and writes the explorer into `folder`.

    `before` is the folder of the site that this one replaces; out comes what was written and what was taken over.
    A table or column of the contract that is missing raises duckdb.Error.
    """
    words, labels_of_slots = load_words(), load_labels()
    templates = page_environment(words, labels_of_slots, load_rules())
    templates.filters.update(percent=percent, points=points)
    keeper = Keeper(folder, before, edition())
    with opened(published) as connection:
        catalogue = read_catalogue(connection)
        templates.globals.update(sectors=catalogue.sectors)
        AgencyMaker(catalogue, templates, keeper).write_all(connection, folder / "agencies")
        write_series(connection, folder / "data" / "series", catalogue)
        write_light_reports(connection, folder / "data" / "reports", catalogue, labels_of_slots)
        _write_bare(folder, templates)
        write_index(folder / "data", catalogue, words, {})
        _write_first(connection, folder, catalogue, templates)
    return keeper


def _write_bare(folder: Path, templates: Environment) -> None:
    """Writes the pages that scripts fill."""
    for name in BARE:
        page = templates.get_template(f"site_{name}.html.j2").render(root="", made_from="")
        write_page(page, folder / f"{name}.html")


def _write_first(
    connection: duckdb.DuckDBPyConnection, folder: Path, catalogue: Catalogue, templates: Environment
) -> None:
    """Writes the first page."""
    (totals,) = query_rows(connection, "site_totals")
    grid = query_rows(connection, "site_grid")
    told = {
        "totals": totals,
        "grid": _by_province(grid),
        "years": sorted({row["year"] for row in grid}),
        "province_pages": {},
        "sums": tuple(_sums(query_rows(connection, "site_years"), catalogue)),
    }
    page = templates.get_template("home.html.j2").render(root="", made_from="", **told)
    write_page(page, folder / "index.html")


def _by_province(grid: tuple[Row, ...]) -> Mapping[str | None, Mapping[int, Row]]:
    """The cells of the grid by province and year."""
    found: dict[str | None, dict[int, Row]] = {}
    for row in grid:
        found.setdefault(row["province"], {})[row["year"]] = row
    return found


def _sums(rows: tuple[Row, ...], catalogue: Catalogue) -> list[Chart]:
    """A chart a key figure: its sum over all agencies that told it."""
    found = []
    for one in drawn()["years"]:
        metric = catalogue.metrics.get(one["series"])
        own = [row for row in rows if row["metric"] == one["series"] and row["agencies"]]
        if metric and own:
            told = tuple(Point(row["year"], float(row["total"]), number(row["total"])) for row in own)
            counts = tuple(Point(row["year"], None, number(row["agencies"]), state=None) for row in own)
            line, agencies = Line(labels(metric), told, one["manner"]), Line(("", ""), counts, "agencies")
            chart = line_chart(
                f"sum-{one['series']}", labels(metric), [line], [row["year"] for row in own], width=SMALL
            )
            found.append(Chart(chart.key, chart.picture, (line, agencies), chart.years, chart.cuts))
    return found
