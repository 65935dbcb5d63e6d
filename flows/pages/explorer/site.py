"""The explorer: a site of plain files beside the report on quality, made from the published tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
from jinja2 import Environment

from flows.dictionary.models import read_tables
from flows.pages.charts import SMALL, Chart, Line, Point, line_chart
from flows.pages.explorer.agency_pages import AgencyMaker, percent, points
from flows.pages.explorer.catalogue import Catalogue, chart_series, drawn, labels, read_catalogue
from flows.pages.explorer.data_files import write_index, write_light_reports, write_rankings, write_series
from flows.pages.explorer.sums import SumMaker
from flows.pages.keeping import Keeper, edition
from flows.pages.labels import load_labels, load_rules
from flows.pages.marts import Row, opened, query_rows
from flows.pages.render import number, page_environment, write_page
from flows.pages.words import load_words

BARE = ("report", "ranking", "compare")
"""Pages that hold nothing of their own."""


def write_site(published: Path, folder: Path, *, before: Path | None = None) -> None:
    """Reads the marts of the DuckDB file `published` and writes the explorer into `folder`.

    `before` is the folder of the site that this one replaces; what was made from the same is taken over from it.
    A table or column of the contract that is missing raises duckdb.Error.
    """
    words, labels_of_slots = load_words(), load_labels()
    templates = page_environment(words, labels_of_slots, load_rules())
    templates.filters.update(percent=percent, points=points)
    keeper = Keeper(folder, before, edition())
    with opened(published) as connection:
        catalogue = read_catalogue(connection)
        templates.globals.update(unit_of=catalogue.unit_of, chart_series=chart_series)
        sums = SumMaker(catalogue, templates, keeper)
        sums.write_categories(connection, folder)
        regions = sums.write_regions(connection, folder)
        templates.globals.update(sectors=catalogue.sectors, region_pages={row["region_code"] for row in regions})
        AgencyMaker(catalogue, templates, keeper).write_all(connection, folder / "agencies")
        write_series(connection, folder / "data" / "series", catalogue)
        write_light_reports(connection, folder / "data" / "reports", catalogue, labels_of_slots)
        ranked = write_rankings(connection, folder / "data", catalogue)
        write_index(folder / "data", catalogue, words, ranked)
        _write_bare(connection, folder, templates)
        _write_first(connection, folder, catalogue, templates, regions)


def _write_bare(connection: duckdb.DuckDBPyConnection, folder: Path, templates: Environment) -> None:
    """Writes the pages that scripts fill, and that of what can be taken away."""
    beside = folder.parent
    described = {name: table.said for name, table in read_tables().items()}
    tables = [
        {**row, **_files(beside, row["table_name"]), "said": described.get(row["table_name"])}
        for row in query_rows(connection, "site_tables")
    ]
    page = templates.get_template("downloads.html.j2").render(root="", made_from="", tables=tables)
    write_page(page, folder / "downloads.html")
    compared = [row["series"] for row in drawn()["compared"]]
    for name in BARE:
        page = templates.get_template(f"site_{name}.html.j2").render(root="", made_from="", compared=compared)
        write_page(page, folder / f"{name}.html")


def _files(beside: Path, table: str) -> Mapping[str, str]:
    """The files of a table that were written beside the site; empty for none."""
    names = {"csv": (f"csv/{table}.csv",), "parquet": (f"parquet/{table}.parquet", f"parquet/{table}")}
    return {kind: next((name for name in some if (beside / name).exists()), "") for kind, some in names.items()}


def _write_first(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    catalogue: Catalogue,
    templates: Environment,
    regions: tuple[Row, ...],
) -> None:
    """Writes the first page."""
    (totals,) = query_rows(connection, "site_totals")
    grid = query_rows(connection, "site_grid")
    told = {
        "totals": totals,
        "grid": _by_province(grid),
        "years": sorted({row["year"] for row in grid}),
        "province_pages": {row["region_name"]: _region(row) for row in regions if row["level"] == "province"},
        "sums": tuple(_sums(query_rows(connection, "site_years"), catalogue)),
    }
    page = templates.get_template("home.html.j2").render(root="", made_from="", **told)
    write_page(page, folder / "index.html")


def _region(row: Row) -> str:
    """The way to the page of a region."""
    return f"regions/{row['region_code']}.html"


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
            line, agencies = Line(labels(metric), told, one["manner"], bars=True), Line(("", ""), counts, "agencies")
            chart = line_chart(
                f"sum-{one['series']}", labels(metric), [line], [row["year"] for row in own], width=SMALL
            )
            found.append(Chart(chart.key, chart.picture, (line, agencies), chart.years, chart.cuts))
    return found
