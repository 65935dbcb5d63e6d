"""Names of agencies of many kinds: kind, level, region, sector and parent, what is doubtful, what is one series."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse_fixtures import Report, fill, filled_form, run_dbt

NAMES = Path(__file__).with_name("agencies.csv")
COLUMNS = ("agency_name", "agency_kind", "level", "region_code", "province", "city", "county", "sector", "parent_name")
DOUBTFUL = (
    ("宣域市经济和信息化局", None),
    ("安康市审计同", None),
    ("武汉市财政局", "310000"),
    ("沈阳市审计局（沈阳市内部审计办公室）", None),
)
"""Names with a slip, with an addition, and with a region that is not theirs."""
CONFIRMED: dict[str, Any] = {
    "agency": "沈阳市审计局",
    "other_name": "沈阳市审订局",
    "first_year": 2021,
    "last_year": 2021,
}
"""A misreading that somebody confirmed, for one year."""
SHARED = "长安区教育局"
SHARING = ("610116", "130102", None)
"""A name that two cities have, each in a year of its own, and once without a word of where it is."""


def _rows() -> list[dict[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _report(agency: str, year: int, region_code: str | None = None) -> Report:
    return replace(filled_form(agency, year, "2021"), region_code=region_code)


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    database = tmp_path_factory.mktemp("agencies") / "gouji.duckdb"
    reports = [_report(row["printed"], int(row["year"]), row["stated_region_code"] or None) for row in _rows()]
    reports += [_report(name, 2022, code) for name, code in DOUBTFUL]
    reports += [_report(SHARED, year, code) for year, code in enumerate(SHARING, start=2020)]
    fill(database, [*reports, *(_report(CONFIRMED["other_name"], year) for year in (2021, 2022))])
    assert run_dbt(database, "seed").success
    with duckdb.connect(str(database)) as connection:
        names = ", ".join(CONFIRMED)
        connection.execute(f"insert into seeds.seed_agency_names ({names}) values (?, ?, ?, ?)", [*CONFIRMED.values()])
    result = run_dbt(database, "run", "--select", "+agencies", "+problems", "regions", "successions", "sectors")
    assert result.success, result.exception
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def test_names_of_every_kind_are_understood(marts: duckdb.DuckDBPyConnection) -> None:
    found: dict[str, tuple[Any, ...]] = {}
    for *described, other_names in marts.execute(
        f"select {', '.join(COLUMNS)}, other_names from marts.agencies"
    ).fetchall():
        found |= dict.fromkeys((described[0], *other_names), tuple(value or "" for value in described))
    wrong = [
        (row["printed"], expected, found.get(row["printed"]))
        for row in _rows()
        if found.get(row["printed"]) != (expected := tuple(row[column] for column in COLUMNS))
    ]
    assert not wrong
    assert len(_rows()) > 140


def test_a_renamed_agency_is_one_series(marts: duckdb.DuckDBPyConnection) -> None:
    found = marts.execute(
        """
        select agencies.agency_name, agencies.reports, last.agency_name, last.first_year, last.last_year
        from marts.agencies inner join marts.agencies as last on agencies.series_id = last.agency_id
        where agencies.agency_name like '沈阳市%信息化%' order by 1
        """
    ).fetchall()
    assert found == [
        ("沈阳市工业和信息化局", 5, "沈阳市工业和信息化局", 2018, 2022),
        ("沈阳市经济和信息化委员会", 1, "沈阳市工业和信息化局", 2018, 2022),
    ]
    stated = marts.execute("select predecessor_name, successor_name, year, kind from marts.successions").fetchall()
    assert ("沈阳市经济和信息化委员会", "沈阳市工业和信息化局", 2018, "renamed") in stated


def test_a_region_knows_its_years_and_its_successor(marts: duckdb.DuckDBPyConnection) -> None:
    found = marts.execute(
        """
        select region_code, region_name, province, city, county, parent_code, last_year, succeeded_by from marts.regions
        where region_code in ('120000', '320813', '320829', '341800', '610900') order by 1
        """
    ).fetchall()
    assert found == [
        ("120000", "天津市", "天津市", None, None, None, None, None),
        ("320813", "洪泽区", "江苏省", "淮安市", "洪泽区", "320800", None, None),
        ("320829", "洪泽县", "江苏省", "淮安市", "洪泽县", "320800", 2015, "320813"),
        ("341800", "宣城市", "安徽省", "宣城市", None, "340000", None, None),
        ("610900", "安康市", "陕西省", "安康市", None, "610000", None, None),
    ]
    ((former,),) = marts.execute("select other_names from marts.regions where region_code = '420600'").fetchall()
    assert "襄樊市" in former


def test_a_misreading_is_one_agency_only_once_and_when_it_is_confirmed(marts: duckdb.DuckDBPyConnection) -> None:
    found = marts.execute(
        "select agency_name, first_year from marts.agencies where agency_name in (?, ?) order by 2 desc",
        [CONFIRMED["agency"], CONFIRMED["other_name"]],
    ).fetchall()
    assert (CONFIRMED["agency"], 2021) in found
    assert (CONFIRMED["other_name"], 2022) in found


def test_a_name_of_several_regions_is_an_agency_in_each(marts: duckdb.DuckDBPyConnection) -> None:
    found = marts.execute(
        "select agency_name, region_code, first_year, reports from marts.agencies where agency_name = ? "
        "or list_contains(other_names, ?) order by first_year",
        [SHARED, SHARED],
    ).fetchall()
    assert found == [
        ("西安市长安区教育局", "610116", 2020, 1),
        ("石家庄市长安区教育局", "130102", 2021, 1),
        ("长安区教育局", None, 2022, 1),
    ]


def test_every_agency_is_placed_or_a_problem(marts: duckdb.DuckDBPyConnection) -> None:
    left = marts.execute(
        """
        select agency_name from marts.agencies
        where
            reports > 0 and region_code is null and level is distinct from 'central'
            and agency_kind not in ('institution', 'enterprise')
            and agency_name not in (
                select agency_name from intermediate.int_documents inner join marts.problems using (document_id)
                where kind like 'agency_%'
            )
        """
    ).fetchall()
    assert not left


@pytest.mark.parametrize(
    ("printed", "kind", "said"),
    [
        ("长安区", "agency_place", "region code"),
        ("宣域市经济和信息化局", "agency_place", "region code"),
        ("安康市审计同", "agency_name", "安康市审计局"),
        ("沈阳市审计局（沈阳市内部审计办公室）", "agency_name", "no kind of agency"),
        ("武汉市财政局", "agency_place", "310000"),
        ("沈阳市审汁局", "agency_name", "沈阳市审计局"),
        ("沈阳巿财政局", "agency_name", "沈阳市财政局"),
        ("鼓楼区", "agency_place", "region code"),
        ("区教育局", "agency_incomplete", "region code"),
        ("沈阳市卫生和计划生育委员会", "succession_proposed", "沈阳市卫生健康委员会"),
        ("淮安市洪泽县财政局", "succession_proposed", "in 2016 (renamed, 洪泽县 → 洪泽区)"),
        ("襄樊市财政局", "succession_proposed", "in 2011 (renamed"),
        ("北京市崇文区人民政府", "succession_proposed", "(merged"),
    ],
)
def test_what_is_doubtful_is_a_problem_to_confirm(
    marts: duckdb.DuckDBPyConnection, printed: str, kind: str, said: str
) -> None:
    found = marts.execute("select kind, message from marts.problems where printed = ?", [printed]).fetchall()
    assert [(problem, said in message) for problem, message in found] == [(kind, True)]


def test_what_is_clear_is_no_problem(marts: duckdb.DuckDBPyConnection) -> None:
    ((doubts,),) = marts.execute("select count(*) from marts.problems where kind like 'agency_%'").fetchall()
    assert 5 <= doubts - len(DOUBTFUL) - 1 <= 8
