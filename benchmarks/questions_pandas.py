"""Some of the questions in pandas, from Parquet: reading the columns wanted, then the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

_PLACE = "agency_name year slot printed value unit state corrected locator document_name source_uri document_id"
MARTS = ("agency_metrics", "agency_years", "breaks", "coverage", "facts", "reports")
Given = Mapping[str, Any]


def copy(source: Path, folder: Path) -> None:
    """Writes the marts that are read here as Parquet, figures as doubles as pandas wants them."""
    folder.mkdir()
    with duckdb.connect(str(source), read_only=True) as connection:
        for mart in MARTS:
            connection.execute(
                f"copy (select * replace ({_doubles(connection, mart)}) from marts.{mart}) to '{folder}/{mart}.parquet'"
            )


def _doubles(connection: duckdb.DuckDBPyConnection, mart: str) -> str:
    """What replaces the decimals of a mart; its first column as it is where it has none."""
    described = connection.execute(f"select column_name, column_type from (describe marts.{mart})").fetchall()
    doubles = [f'"{name}"::double as "{name}"' for name, kind in described if kind.startswith("DECIMAL")]
    return ", ".join(doubles or [f'"{described[0][0]}" as "{described[0][0]}"'])


def _read(folder: Path, mart: str, columns: str, **options: Any) -> pd.DataFrame:
    """Some columns of a mart."""
    return pd.read_parquet(folder / f"{mart}.parquet", columns=columns.split(), **options)


def refused_by_province(folder: Path, given: Given) -> pd.DataFrame:
    """Sums by province and year of the counted city bureaus of industry."""
    wanted = [
        ("metric", "==", "refused_rate"), ("year", ">=", 2014), ("level", "==", "city"), ("sector", "==", "industry"),
        ("is_counted", "==", True),
    ]  # fmt: skip
    metrics = _read(folder, "agency_metrics", "province year numerator denominator value", filters=wanted)
    rows = metrics[metrics.value.notna()]
    summed = rows.groupby(["province", "year"], as_index=False, dropna=False).agg(
        bureaus=("value", "size"), refused=("numerator", "sum"), concluded=("denominator", "sum")
    )
    summed["refused_share"] = (summed.refused / summed.concluded).round(4)
    breaks = _read(folder, "breaks", "category year comparability")
    breaks = breaks[breaks.category.isin(["requests", "requests/refused", "requests/outcomes_total"])]
    steps = breaks.comparability.map({"near": 1, "break": 2}).groupby(breaks.year).max()
    summed["comparability"] = summed.year.map(steps).map({1: "near", 2: "break"}).fillna("same")
    return summed


def late_or_missing(folder: Path, given: Given) -> pd.DataFrame:
    """Reports of a year that are late or missing."""
    columns = "agency_name province level status due_on published_on days_late"
    rows = _read(folder, "coverage", f"{columns} year", filters=[("year", "==", given["year"])])
    return rows.loc[rows.status.isin(["late", "missing"]), columns.split()]


def disputes_lost(folder: Path, given: Given) -> pd.DataFrame:
    """Decided and lost disputes by year, level and kind."""
    kinds = {"reconsiderations_corrected_rate": "reconsideration", "litigations_corrected_rate": "litigation"}
    metrics = _read(
        folder, "agency_metrics", "year level metric numerator denominator value",
        filters=[("metric", "in", list(kinds)), ("is_counted", "==", True)],
    )  # fmt: skip
    rows = metrics[metrics.value.notna()].copy()
    rows["kind"] = rows.metric.map(kinds)
    summed = rows.groupby(["year", "level", "kind"], as_index=False, dropna=False).agg(
        agencies=("value", "size"), lost=("numerator", "sum"), decided=("denominator", "sum")
    )
    summed["share_lost"] = (summed.lost / summed.decided).round(4)
    return summed


def carried_over(folder: Path, given: Given) -> pd.DataFrame:
    """Requests carried in that were not carried out the year before."""
    years = _read(folder, "agency_years", "series_id agency_name year carried_in carried_over")
    before = years[["series_id", "year", "carried_over"]].assign(year=years.year + 1)
    rows = years.drop(columns="carried_over").merge(before, on=["series_id", "year"])
    rows = rows[rows.carried_in.notna() & rows.carried_over.notna() & (rows.carried_in != rows.carried_over)]
    rows["difference"] = rows.carried_in - rows.carried_over
    rows["size"] = rows.difference.abs()
    rows = rows.sort_values(["size", "agency_name", "year"], ascending=[False, True, True]).head(100)
    return rows[["agency_name", "year", "carried_over", "carried_in", "difference"]]


def no_requests(folder: Path, given: Given) -> pd.DataFrame:
    """Agencies without a request, by year and level."""
    years = _read(folder, "agency_years", "year level received")
    years["none"], years["unknown"] = years.received == 0, years.received.isna()
    summed = years.groupby(["year", "level"], as_index=False, dropna=False).agg(
        agencies=("none", "size"), without_requests=("none", "sum"), unknown=("unknown", "sum")
    )
    known = summed.agencies - summed.unknown
    summed["share_without"] = (summed.without_requests / known.where(known > 0)).round(4)
    return summed


def number_to_cell(folder: Path, given: Given) -> pd.DataFrame:
    """The place of one figure."""
    table, row, column = str(given["slot"]).split("/")
    names = "agency_name year printed value unit state corrected locator document_id report_id"
    wanted = [("agency_name", "==", given["agency_name"]), ("year", "==", given["year"]), ("table_name", "==", table),
              ("row_code", "==", row), ("column_code", "==", column)]  # fmt: skip
    rows = _read(folder, "facts", names, filters=wanted).merge(
        _read(folder, "reports", "report_id document_name source_uri"), on="report_id"
    )
    rows["slot"] = given["slot"]
    return rows[_PLACE.split()]


ANSWERS: dict[str, Callable[[Path, Given], pd.DataFrame]] = {
    each.__name__: each
    for each in (refused_by_province, late_or_missing, disputes_lost, carried_over, no_requests, number_to_cell)
}
"""By the name of the question; the others would be written in the same ways."""
