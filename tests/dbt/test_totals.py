"""Totals are equal whatever path they are summed by, and nothing is counted twice: on provinces drawn at random.

`HYPOTHESIS_PROFILE=search` draws others than those of every run.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from random import randrange

import duckdb
import pyarrow as pa
import pytest

from tests.drawn_regions import YEARS, Case, Drawn, draw_cases
from tests.warehouse_fixtures import fill, run_dbt

SEED = randrange(10**6) if os.environ.get("HYPOTHESIS_PROFILE") == "search" else 5
SUMS = {
    "received": ("received",),
    "concluded": ("concluded",),
    "granted": ("granted",),
    "refused": ("refused_internal_affairs", "refused_deliberative"),
    "disputes": ("reconsideration", "litigation"),
}
"""Columns of region_years, and what was drawn of them."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    print(f"drawn with seed {SEED}")
    return draw_cases(SEED)


@pytest.fixture(scope="module")
def marts(cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the warehouse of all cases at once."""
    database = tmp_path_factory.mktemp("totals") / "gouji.duckdb"
    fill(database, [document for case in cases for document in case.documents])
    _build(database, cases)
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def _build(database: Path, cases: list[Case]) -> None:
    assert run_dbt(database, "seed").success
    with duckdb.connect(str(database)) as connection:
        for seed in ("parents", "summaries", "successions"):
            rows = pa.Table.from_pylist([row for case in cases for row in getattr(case, seed)])
            connection.register("batch", rows)
            connection.execute(f"insert into seeds.seed_{seed} by name select * from batch")
        connection.execute("delete from raw.identity_terms")  # figures drawn at random are not judged
    result = run_dbt(
        database, "run", "--select", "+region_years", "+agency_years", "requests", "statistics", "categories"
    )
    assert result.success, [f"{run.node.name}: {run.message}" for run in result.result if run.status != "success"]


@pytest.fixture(scope="module")
def counted(marts: duckdb.DuckDBPyConnection) -> dict[tuple[str, int], bool]:
    """Return of each agency and year with a report whether it is counted."""
    query = "select agency_name, year, is_counted from intermediate.int_counted_reports"
    return {(name, year): is_counted for name, year, is_counted in marts.execute(query).fetchall()}


def _by_year(case: Case) -> dict[int, list[Drawn]]:
    """Return the reports with figures of each year."""
    found: dict[int, list[Drawn]] = defaultdict(list)
    for report in case.drawn:
        if report.figures is not None:
            found[report.year].append(report)
    return found


def test_no_body_is_counted_twice(cases: list[Case], counted: dict[tuple[str, int], bool]) -> None:
    pairs = 0
    for case in cases:
        for reports in _by_year(case).values():
            taken = [(report, case.bodies(report)) for report in reports if counted[report.agency.name, report.year]]
            for (one, bodies), (other, others) in combinations(taken, 2):
                assert not bodies & others, (one, other, bodies & others)
                pairs += 1
    assert pairs > 1000


def test_no_report_is_left_out_of_which_nothing_is_counted(
    cases: list[Case], counted: dict[tuple[str, int], bool]
) -> None:
    left_out = wholes = 0
    for case in cases:
        for reports in _by_year(case).values():
            taken = [report for report in reports if counted[report.agency.name, report.year]]
            for report in reports:
                if not counted[report.agency.name, report.year]:
                    bodies = case.bodies(report)
                    assert any(bodies & case.bodies(other) for other in taken), report
                    left_out += 1
                    wholes += case.is_whole(report)
    assert left_out > wholes > 50


def test_parts_are_counted_where_they_are_there(cases: list[Case], counted: dict[tuple[str, int], bool]) -> None:
    """The report of an agency on itself is left out only for another one of the same body."""
    for case in cases:
        for reports in _by_year(case).values():
            of_body = defaultdict(list)
            for report in reports:
                if counted[report.agency.name, report.year] and not case.is_whole(report):
                    for body in case.bodies(report):
                        of_body[body].append(report)
            for report in reports:
                if not case.is_whole(report):
                    assert of_body[case.body[report.agency.name]], report


def test_work_summaries_blank_forms_and_bare_prose_are_not_counted(
    cases: list[Case], counted: dict[tuple[str, int], bool]
) -> None:
    bare = [report for case in cases for report in case.drawn if report.figures is None]
    assert len(bare) > 50 and not any(counted.get((report.agency.name, report.year)) for report in bare)


def test_region_years_are_the_figures_drawn(
    cases: list[Case], counted: dict[tuple[str, int], bool], marts: duckdb.DuckDBPyConnection
) -> None:
    expected: dict[tuple[str, str, int, str], float] = defaultdict(float)
    for report in (report for case in cases for report in case.drawn if counted.get((report.agency.name, report.year))):
        assert report.figures is not None
        place = report.agency.place
        for depth in range(1, len(place) + 1):
            for column, drawn in SUMS.items():
                key = (place[0], place[depth - 1], report.year, column)
                expected[key] += sum(report.figures[name] for name in drawn)
    columns = ", ".join(SUMS)
    query = f"select province, region_name, year, {columns} from marts.region_years where agencies_counted > 0"
    rows = marts.execute(query).fetchall()
    found = {
        (province, name, year, column): value
        for province, name, year, *values in rows
        for column, value in zip(SUMS, values, strict=True)
    }
    assert len(found) == len(rows) * len(SUMS) > 1000
    assert found == expected


@pytest.mark.parametrize("column", SUMS)
def test_a_region_is_its_own_level_and_the_regions_below(marts: duckdb.DuckDBPyConnection, column: str) -> None:
    rows = marts.execute(
        f"""
        with below as (
            select region_code, year, {column} as total,
                if(level = 'city', left(region_code, 2) || '0000', left(region_code, 4) || '00') as above
            from marts.region_years where level <> 'province'
        )
        select whole.region_code, whole.year, whole.{column}, whole.own_{column}, sum(below.total)
        from marts.region_years as whole left join below
            on below.above = whole.region_code and below.year = whole.year
        where whole.level <> 'county'
        group by all
        """
    ).fetchall()
    assert len(rows) > 100
    assert [row for row in rows if (row[2] or 0) != (row[3] or 0) + (row[4] or 0)] == []


PATHS = {
    "facts": """
        select year, sum(value) from marts.facts inner join counted using (report_id)
        where table_name || '/' || row_code in ('requests/received', 'statistics/requests_received')
            and column_code in ('total', 'value')
        group by year
    """,
    "the wide tables": """
        select year, sum(value) from (
            select report_id, year, received__total as value from marts.requests
            union all select report_id, year, requests_received__value from marts.statistics
        ) inner join counted using (report_id) group by year
    """,
    "disclosures": """
        select year, sum(value) from marts.disclosures inner join counted using (report_id)
        where category = 'requests/received' group by year
    """,
    "metrics": """
        select year, sum(value) from marts.agency_metrics inner join counted using (report_id)
        where metric = 'received' group by year
    """,
    "agency years": """
        select year, sum(received) from marts.agency_years inner join counted using (report_id) group by year
    """,
    "provinces": """
        select year, sum(received) from marts.region_years
        where level = 'province' and received is not null group by year
    """,
    "own levels": """
        select year, sum(own_received) from marts.region_years where own_received is not null group by year
    """,
}


def test_every_path_leads_to_the_same_totals(
    cases: list[Case], counted: dict[tuple[str, int], bool], marts: duckdb.DuckDBPyConnection
) -> None:
    drawn: dict[int, int] = defaultdict(int)
    for report in (report for case in cases for report in case.drawn if counted.get((report.agency.name, report.year))):
        assert report.figures is not None
        drawn[report.year] += report.figures["received"]
    assert set(drawn) == set(YEARS)
    having = "with counted as (select report_id from intermediate.int_counted_reports where is_counted)"
    found = {path: dict(marts.execute(f"{having} {query}").fetchall()) for path, query in PATHS.items()}
    assert found == dict.fromkeys(PATHS, drawn)


def test_the_parts_of_a_category_add_up_to_it_where_they_are_the_same(marts: duckdb.DuckDBPyConnection) -> None:
    """Outcomes and refusals are drawn in parts; of forms that have all parts the sum of the parts is the whole."""
    rows = marts.execute(
        """
        with children as (
            select report_id, categories.parent as category, sum(value) as total
            from marts.disclosures inner join marts.categories using (category)
            where categories.parent in ('requests/refused', 'requests/unavailable', 'disputes/total')
            group by all
        )
        select category, count(*), count(*) filter (where disclosures.value <> children.total)
        from marts.disclosures inner join children using (report_id, category)
        where form <> '2014'
        group by category order by category
        """
    ).fetchall()
    assert {category for category, _, _ in rows} >= {"requests/refused", "requests/unavailable"}
    assert all(reports > 100 and wrong == 0 for _, reports, wrong in rows), rows
