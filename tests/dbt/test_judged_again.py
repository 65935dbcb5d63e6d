"""What is made and judged again is what changed, and the tables are those of making everything anew."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.judged_base import good, quiet
from tests.warehouse_fixtures import Report, build, fill
from tools.loading.warehouse import add

FIRST, SECOND, THIRD = "扬州市财政局", "扬州市教育局", "扬州市民政局"
GROWING = (
    "intermediate.int_document_contents",
    "intermediate.int_suspicions",
    "marts.facts",
    "marts.identity_results",
    "marts.disputes",
    "marts.proactive_disclosures",
    "marts.requests",
    "marts.statistics",
)
"""Tables of which only the rows of changed reports are made again."""


def reports() -> list[Report]:
    return [good("2021", FIRST, 2022), good("2021", FIRST, 2023), good("2021", SECOND, 2022), good("2014", THIRD, 2016)]


def changed() -> list[Report]:
    """Return a revision of one report, which the report of the year after is compared with, and a new one."""
    return [reports()[0].changed(requests__carried_out__natural_person="4"), quiet("2021", "扬州市审计局", 2022)]


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_only_what_changed_is_made_again_and_the_tables_are_the_same(tmp_path: Path) -> None:
    grown, anew = tmp_path / "grown.duckdb", tmp_path / "anew.duckdb"
    fill(grown, reports())
    build(grown)
    assert len(rows(grown, "select * from intermediate.int_reports_to_judge")) == 4
    add(grown, changed(), after=len(reports()))
    build(grown)
    again = "select agency_name, year from intermediate.int_reports_to_judge inner join intermediate.int_reports using"
    assert set(rows(grown, f"{again} (report_id)")) == {(FIRST, 2022), (FIRST, 2023), ("扬州市审计局", 2022)}
    fill(anew, [*reports(), *changed()])
    build(anew)
    for table in GROWING:
        query = f"from {table} order by all"
        assert rows(grown, query) == rows(anew, query), table
