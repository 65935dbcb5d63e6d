"""Pages of sums: a page a category and a page a region, with the lists that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from jinja2 import Environment

from flows.pages.charts import Chart, Line, Point, line_chart
from flows.pages.explorer.catalogue import Catalogue, Pair, drawn, first_category, labels
from flows.pages.explorer.data_files import category_file
from flows.pages.keeping import Keeper
from flows.pages.marts import Row, query_rows, rows_by
from flows.pages.render import number, write_page
from flows.pages.report_pages import safe_name

ROOT = "../"
"""The way from these pages to the folder of the site."""
TOP = 10
"""So many agencies with the highest numbers stand on the page of a category."""
AGENCIES = 2000
"""So many agencies are listed on the page of a region."""


@dataclass(frozen=True, slots=True)
class SumMaker:
    """Makes pages of sums from what all pages share."""

    catalogue: Catalogue
    templates: Environment
    keeper: Keeper

    def write_categories(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Writes the list of categories and the page of each."""
        years = rows_by(query_rows(connection, "site_category_years"), "category")
        provinces = rows_by(query_rows(connection, "site_category_provinces"), "category")
        top = rows_by(query_rows(connection, "site_category_top", [TOP]), "category")
        found = {row["year"]: row for row in query_rows(connection, "site_coverage_years")}
        regions = query_rows(connection, "site_regions")
        shared = {
            "found": found,
            "codes": {row["region_name"]: row["region_code"] for row in regions if _is_province(row)},
        }
        for category in self.catalogue.categories.values():
            name = category["category"]
            told = {"years": years[name], "provinces": provinces[name], "top": self._linked(top[name])}
            target = folder / "categories" / f"{category_file(name)}.html"
            self._page("category.html.j2", target, {**told, **self._about(category), **shared})
        page = self.templates.get_template("categories.html.j2")
        listed = {"categories": self.catalogue.categories.values(), "file_of": category_file, "told": set(years)}
        write_page(page.render(root="", made_from="", **listed), folder / "categories.html")

    def _about(self, category: Row) -> dict[str, object]:
        """What the page of a category says of it: its forms, its breaks, those above and below it."""
        name, rows = category["category"], self.catalogue.categories
        changes = tuple(row for row in self.catalogue.breaks if touches(row["category"], name))
        below = tuple(row for row in rows.values() if row["parent"] == name)
        about: dict[str, object] = {"category": category, "above": rows.get(category["parent"] or ""), "below": below}
        about["metric"] = next((one["metric"] for one in self.catalogue.metrics.values() if _is_plain(one, name)), None)
        return about | {"crosswalk": self.catalogue.crosswalk.get(name, ()), "breaks": changes}

    def _linked(self, rows: Sequence[Row]) -> tuple[tuple[Row, str], ...]:
        """Rows of numbers with the way to their cell."""
        return tuple((row, ROOT + self.catalogue.cell_address(row)) for row in rows)

    def write_regions(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> tuple[Row, ...]:
        """Writes the list of regions and the page of each; out come the regions."""
        regions = query_rows(connection, "site_regions")
        years = rows_by(query_rows(connection, "site_region_years"), "region_code")
        agencies = rows_by(self.catalogue.agencies, "region_code")
        below, known = rows_by(regions, "parent_code"), {row["region_code"]: row for row in regions}
        for region in regions:
            code = region["region_code"]
            told = {"region": region, "years": years[code], "above": known.get(region["parent_code"])}
            told |= {"below": below[code], "agencies": agencies[code]}
            self._page("region.html.j2", folder / "regions" / f"{safe_name(code)}.html", told)
        page = self.templates.get_template("regions.html.j2")
        newest = {code: rows[-1] for code, rows in years.items()}
        told = {"regions": regions, "groups": rows_by(regions, "province"), "newest": newest}
        told["whole"] = {row["province"]: row for row in regions if _is_province(row)}
        write_page(page.render(root="", made_from="", **told), folder / "regions.html")
        return regions

    def _page(self, template: str, target: Path, told: Mapping[str, object]) -> None:
        """Writes a page from what is told, or takes over that of the last release."""
        key = self.keeper.key(repr(told))
        if not self.keeper.take_over(target, key):
            charts = tuple(self._region_charts(told) if "region" in told else category_charts(told))
            page = self.templates.get_template(template)
            shown = {"file_of": category_file, "shown_agencies": AGENCIES, "charts": charts, "name_of": self.name_of}
            self.keeper.write(target, page.render(root=ROOT, made_from=key, **shown, **told))

    def name_of(self, column: str) -> Pair:
        """The name of a figure of regions in both languages: that of the metric; its code where there is none."""
        metric = self.catalogue.metrics.get(column)
        return labels(metric) if metric else (column, column)

    def _region_charts(self, told: Mapping[str, object]) -> Iterator[Chart]:
        """The figures of a region over the years."""
        rows = _rows(told["years"])
        for name, drawings in drawn().items():
            lines = [
                Line(self.name_of(row["series"]), _region_points(rows, row["series"]), row["manner"])
                for row in drawings
                if row["kind"] == "region" and any(one[row["series"]] is not None for one in rows)
            ]
            if lines:
                yield line_chart(name, (name, name), lines, [row["year"] for row in rows])


def _is_province(region: Row) -> bool:
    """Whether a region is a province."""
    return bool(region["level"] == "province")


def _is_plain(metric: Row, category: str) -> bool:
    """Whether a metric is the number of one category and nothing else."""
    return not metric["denominator"] and metric["numerator"] == category == first_category(metric)


def touches(changed: str | None, category: str) -> bool:
    """Whether a change of form or law touches a category: of all, of itself, or of one above it."""
    return changed is None or category == changed or category.startswith(f"{changed}/")


def category_charts(told: Mapping[str, object]) -> Iterator[Chart]:
    """The sum of a category over the years, with its breaks."""
    rows: Sequence[Row] = [row for row in _rows(told["years"]) if row["agencies"]]
    changes = {row["year"]: row for row in _rows(told["breaks"])}
    if rows:
        points = tuple(_sum_point(row, "total", changes.get(row["year"])) for row in rows)
        (category,) = _rows((told["category"],))
        yield line_chart(
            "sum", labels(category), [Line(labels(category), points, "a", bars=True)], [row["year"] for row in rows]
        )


def _region_points(rows: Sequence[Row], column: str) -> tuple[Point, ...]:
    """A figure of a region by year."""
    return tuple(_sum_point(row, column, None) for row in rows)


def _sum_point(row: Row, column: str, change: Row | None) -> Point:
    """A sum as a point, with what changed in its year."""
    value, why = row[column], ("", "")
    if change is not None:
        why = (change["reason_zh"] or "", change["reason_en"] or "")
    told = number(value)
    compares = "same" if change is None else change["comparability"]
    if "agencies" in row:
        told = f"{told} ({number(row['agencies'])})"
    return Point(row["year"], None if value is None else float(value), told, compares, why, state=None)


def _rows(value: object) -> Sequence[Row]:
    """What a page is told, as rows."""
    if not isinstance(value, tuple):
        raise TypeError(f"{type(value).__name__} is no list of rows")
    return value
