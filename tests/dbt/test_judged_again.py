"""What is made and judged again is what changed, and the tables are those of making everything anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.judged_base import good, quiet
from tests.warehouse_fixtures import Report, build, fill, run_dbt
from tools.loading.warehouse import add

FIRST, SECOND, THIRD, WHOLE = "扬州市财政局", "扬州市教育局", "扬州市民政局", "扬州市人民政府"
GROWING = (
    "intermediate.int_document_contents",
    "intermediate.int_disclosures_of_tables",
    "intermediate.int_suspicions",
    "marts.disclosures",
    "marts.facts",
    "marts.identity_results",
    "marts.disputes",
    "marts.proactive_disclosures",
    "marts.requests",
    "marts.statistics",
)
"""Tables of which only the rows of changed reports are made again."""


def reports() -> list[Report]:
    """Return some reports, one of them that of a government of which no part has reported yet."""
    return [
        good("2021", FIRST, 2022),
        good("2021", FIRST, 2023),
        good("2021", SECOND, 2022),
        good("2014", THIRD, 2016),
        good("2021", THIRD, 2022),
        quiet("2021", WHOLE, 2021),
    ]


def changed() -> list[Report]:
    """Return a revision of one report, which the report of the year after is compared with, and two new ones.

    With the second a part of the government reports, so that the government's own is counted no more.
    """
    first = reports()[0].changed(requests__carried_out__natural_person="4")
    return [first, quiet("2021", "扬州市审计局", 2022), quiet("2021", "扬州市审计局", 2021)]


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the reports that was built once; tests work on copies of it."""
    database = tmp_path_factory.mktemp("built") / "gouji.duckdb"
    fill(database, reports())
    build(database)
    return database


@pytest.fixture
def grown(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path))


def test_only_what_changed_is_made_again_and_the_tables_are_the_same(grown: Path, tmp_path: Path) -> None:
    assert len(rows(grown, "select * from intermediate.int_reports_to_judge")) == 6
    counted = f"select distinct is_counted from marts.disclosures where agency_name = '{WHOLE}'"
    assert rows(grown, counted) == [(True,)]
    add(grown, changed(), after=len(reports()))
    build(grown)
    again = "select agency_name, year from intermediate.int_reports_to_judge inner join intermediate.int_reports using"
    new = {("扬州市审计局", 2021), ("扬州市审计局", 2022)}
    assert set(rows(grown, f"{again} (report_id)")) == {(FIRST, 2022), (FIRST, 2023), *new}
    joined = "inner join intermediate.int_reports using (report_id)"
    followed = f"select agency_name, year from intermediate.int_reports_to_follow {joined}"
    assert set(rows(grown, followed)) == {(FIRST, 2022), (FIRST, 2023), (WHOLE, 2021), *new}
    assert rows(grown, counted) == [(False,)]
    anew = tmp_path / "anew" / "gouji.duckdb"
    anew.parent.mkdir()
    fill(anew, [*reports(), *changed()])
    build(anew)
    for table in GROWING:
        query = f"from {table} order by all"
        assert rows(grown, query) == rows(anew, query), table


def test_another_crosswalk_makes_the_series_anew(grown: Path) -> None:
    reason = f"""
        select reason_en from marts.disclosures
        where agency_name = '{THIRD}' and year = 2022 and category = 'requests/received'
    """
    assert rows(grown, reason) not in ([], [("redrawn",)])
    assert run_dbt(grown, "seed").success
    with duckdb.connect(str(grown)) as connection:
        connection.execute("update seeds.seed_crosswalk set reason_en = 'redrawn' where category = 'requests/received'")
    build(grown, "--exclude-resource-type", "seed")
    assert rows(grown, reason) == [("redrawn",)]
