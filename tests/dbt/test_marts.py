"""Revisions, unknown reports, re-extractions, agencies, wide tables and findings, as the marts show them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.judged_reports import good
from tests.warehouse_fixtures import RUN_STARTED_AT, Report, build, built_warehouse, fill, run_dbt

AGENCY = "南通市财政局"
CORRECTED = "requests__received__other_organization"
LONG = "南通市司法局"
"""An agency with reports in prose and on each form."""


def _reports() -> list[Report]:
    first = replace(good("2019", AGENCY, 2019), name="first", published_on=date(2020, 1, 20))
    corrected = replace(first.changed(**{CORRECTED: "1"}), name="corrected", published_on=date(2020, 3, 1))
    mirror = replace(corrected, name="mirror")
    extracted_again = replace(good("2021", "南通市教育局", 2022), name="again")
    return [
        corrected,
        mirror,
        first,
        replace(good("2019", None, 2019), name="whose"),
        replace(good("2019", "南通市民政局", None), name="when"),
        replace(good("2021", "南通市水利局", 2022), kind="unreadable", name="damaged"),
        replace(good("2021", "南通市商务局", 2022), region_code="320600", text_agency="市商务局", name="stated"),
        extracted_again,
        *_long_series(),
    ]


def _long_series() -> list[Report]:
    said = (("requests_received", "4"), ("reconsiderations", "1"), ("litigations", "0"))
    blank = {f"requests__{row}__total": "" for row in ("refused_state_secret", "refused_deliberative")}
    return [
        Report(LONG, 2012, kind="narrative_report", name="prose", claims=said),
        good("2014", LONG, 2018),
        good("2019", LONG, 2019).changed(**blank),
        good("2021", LONG, 2023),
        replace(good("2021", LONG, 2024), claims=(("requests_received", "99"), ("processing_fee", "30"))),
    ]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_warehouse(tmp_path_factory.mktemp("marts"), _reports())


@pytest.fixture(scope="module")
def marts(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def rows(marts: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return marts.execute(query).fetchall()


def test_the_last_published_revision_is_current(marts: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        marts, f"select document_name, revision, documents, facts from marts.reports where agency_name = '{AGENCY}'"
    )
    assert found == [("corrected", 2, 2, 198)]
    value = rows(
        marts,
        f"""
        select printed, value from marts.facts
        where agency_name = '{AGENCY}' and row_code = 'received' and column_code = 'other_organization'
        """,
    )
    assert value == [("1", 1)]


def test_a_revision_is_told_slot_by_slot_and_a_mirror_is_none(marts: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        marts,
        """
        select agency_name, revision, prior_revision, slot, printed_before, printed_after, value_after, state_before,
            published_on > prior_published_on, locator_before is not null and locator_after is not null
        from marts.revisions
        """,
    )
    slot = CORRECTED.replace("__", "/")
    assert found == [(AGENCY, 2, 1, slot, "0", "1", 1, "number", True, True)]


def test_a_report_of_unknown_agency_or_year_stands_alone(marts: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        marts,
        "select document_name, agency_id, agency_name, year, facts from marts.reports where year is null order by 1",
    )
    assert found == [("when", None, None, None, 198), ("whose", None, None, None, 198)]
    assert rows(marts, "select distinct year from marts.requests where agency_id is null") == [(None,)]


def test_a_document_that_could_not_be_read_is_no_report(marts: duckdb.DuckDBPyConnection) -> None:
    assert rows(marts, "select 1 from marts.reports where document_name = 'damaged'") == []


def test_names_seen_in_texts_and_stated_codes_are_kept(marts: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        marts,
        """
        select other_names, agency_kind, level, region_code, province, city, sector, first_year, last_year
        from marts.agencies where agency_name = '南通市商务局'
        """,
    )
    assert found == [(["市商务局"], "department", "city", "320600", "江苏省", "南通市", "commerce", 2022, 2022)]


def test_wide_tables_have_a_column_for_every_slot(marts: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        marts,
        f"""
        select received__natural_person, received__other_organization, other_undivided__total, other_rest__total
        from marts.requests where agency_name = '{AGENCY}'
        """,
    )
    assert found == [(10, 1, 0, None)]


def test_a_category_is_comparable_within_a_form(marts: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        marts,
        f"""
        select category, label_zh, value, disclosures.unit, comparability
        from marts.disclosures inner join marts.categories using (category)
        where agency_name = '{AGENCY}' and category in ('requests/received', 'proactive_disclosure/rule/newly_made')
        order by 1
        """,
    )
    assert found == [
        ("proactive_disclosure/rule/newly_made", "规章：本年新制作", 0, "件", "same"),
        ("requests/received", "本年新收申请", 13, "件", "same"),
    ]


def test_a_series_goes_on_over_prose_and_forms_and_says_where_it_is_near_or_broken(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    series = """
        select year, value, state, source, comparability from marts.disclosures
        where agency_name = ? and category = ? order by year
        """
    assert marts.execute(series, [LONG, "requests/received"]).fetchall() == [
        (2012, 4, "number", "claim", "near"),
        (2018, 6, "number", "table", "near"),
        (2019, 13, "number", "table", "near"),
        (2023, 13, "number", "table", "same"),
        (2024, 13, "number", "table", "same"),
    ]
    assert marts.execute(series, [LONG, "disputes/total"]).fetchall() == [
        (2012, 1, "number", "claim", "near"),
        (2018, 2, "number", "table", "near"),
        (2019, 3, "number", "table", "near"),
        (2023, 3, "number", "table", "same"),
        (2024, 3, "number", "table", "near"),
    ]
    assert marts.execute(series, [LONG, "disputes/litigation_direct"]).fetchall()[-1][-1] == "break"
    assert marts.execute(series, [LONG, "fees/processing_fee"]).fetchall() == [(2024, 30, "number", "claim", "near")]


def test_blanks_that_a_sum_proves_zero_are_zeros_and_say_so(marts: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        marts,
        f"""
        select category, value, state from marts.disclosures
        where agency_name = '{LONG}' and year = 2019
            and category in ('requests/refused', 'requests/refused_state_secret') order by category
        """,
    )
    assert found == [("requests/refused", 2, "number"), ("requests/refused_state_secret", 0, "proved_zero")]


def test_a_category_is_the_sum_of_those_below_it(marts: duckdb.DuckDBPyConnection) -> None:
    """Of the families which leave nothing out: both kinds of applicant, every ground. One report's own sum is wrong."""
    found = rows(
        marts,
        f"""
        with children as (
            select
                d.report_id, c.parent, d.value,
                regexp_matches(c.category, '/(natural_person|legal_entity)$') as by_who
            from marts.disclosures as d inner join marts.categories as c using (category)
            where d.form in ('2019', '2021') and d.agency_name != '{AGENCY}'
        ),
        families as (
            select report_id, parent, sum(value) as total
            from children
            where by_who or parent in ('requests/refused', 'requests/unavailable', 'requests/not_processed')
            group by report_id, parent, by_who
        )
        select count(*), count(*) filter (d.value is distinct from families.total)
        from families inner join marts.disclosures as d
            on families.report_id = d.report_id and families.parent = d.category
        """,
    )
    ((examined, wrong),) = found
    assert examined > 100 and wrong == 0


def test_rates_are_in_the_wide_table_as_in_the_long_one(marts: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        marts,
        f"""
        select year, received, granted_rate, granted_rate_change, disputes_rate, concluded_rate, granted_rate_peers > 0
        from marts.agency_years where agency_name = '{LONG}' order by year
        """,
    )
    assert found == [
        (2012, 4, None, None, 0.25, None, None),
        (2018, 6, 0.5, None, 2 / 6, None, True),
        (2019, 13, 10 / 12, 10 / 12 - 0.5, 3 / 13, 0.8, True),
        (2023, 13, 10 / 12, None, 3 / 13, 0.8, True),
        (2024, 13, 10 / 12, 0, 3 / 13, 0.8, True),
    ]
    shares = [row[0] for row in rows(marts, "select metric from marts.metrics where unit = 'share'")]
    for metric in shares:
        differ = f"""
            select y.report_id from marts.agency_years as y left join marts.agency_metrics as m
            on y.report_id = m.report_id and m.metric = '{metric}'
            where y.{metric} is distinct from m.value or y.{metric}_change is distinct from m.change
            or y.{metric}_rank is distinct from m.rank or y.{metric}_peers is distinct from m.peers
            """
        assert rows(marts, differ) == [], metric
    assert len(shares) > 20


def test_a_finding_keeps_its_name_and_its_first_day(tmp_path: Path) -> None:
    database = tmp_path / "gouji.duckdb"
    report = good("2014", "南通市统计局", 2016).changed(statistics__staff__value="4")
    fill(database, [report])
    build(database)
    with duckdb.connect(str(database)) as connection:
        ((name, first_seen),) = connection.execute("select finding_id, first_seen from marts.findings").fetchall()
        connection.execute("insert into raw.sightings values (?, 'earlier', timestamp '2025-05-05 00:00:00')", [name])
    build(database)
    with duckdb.connect(str(database)) as connection:
        again = connection.execute("select finding_id, first_seen::date, last_seen from marts.findings").fetchall()
    assert first_seen == RUN_STARTED_AT
    assert again == [(name, date(2025, 5, 5), RUN_STARTED_AT)]


def test_a_second_extraction_takes_the_place_of_the_first(tmp_path: Path) -> None:
    database = tmp_path / "gouji.duckdb"
    report = good("2014", "南通市统计局", 2016)
    fill(database, [report])
    with duckdb.connect(str(database)) as connection:
        for table in ("facts", "reports"):
            connection.execute(
                f"""
                insert into raw.{table} by name
                select * replace ('next' as extractor_version, loaded_at + interval 1 day as loaded_at) from raw.{table}
                """
            )
        connection.execute(
            "update raw.facts set value = 5, printed = '5' where row_code = 'staff' and extractor_version = 'next'"
        )
    build(database)
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(
            "select count(*), sum(value) filter (row_code = 'staff') from marts.facts"
        ).fetchone() == (58, 5)
        assert connection.execute("select facts from marts.reports").fetchall() == [(58,)]


def test_a_lost_fact_stops_the_build(tmp_path: Path) -> None:
    database = tmp_path / "gouji.duckdb"
    fill(database, [good("2014", "南通市统计局", 2016)])
    with duckdb.connect(str(database)) as connection:
        connection.execute("delete from raw.facts where row_code = 'staff'")
    with pytest.raises(AssertionError, match="no_fact_is_lost"):
        build(database)


def test_the_unit_tests_of_the_models_pass(database: Path, tmp_path: Path) -> None:
    built = Path(shutil.copy(database, tmp_path))  # the file itself is open for reading
    result = run_dbt(built, "test", "--select", "test_type:unit")
    failed = [f"{run.node.name}: {run.message}" for run in result.result or [] if run.status != "pass"]
    assert result.success and not failed, failed or result.exception
    assert len(result.result) >= 7
