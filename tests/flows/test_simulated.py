"""A simulated file has the tables of a real one, as many agencies as wanted, and figures that add up."""

from __future__ import annotations

import subprocess
from pathlib import Path

import duckdb
import pytest

from benchmarks import questions
from tools.simulated.__main__ import main
from tools.simulated.build import Size, simulate

AGENCIES, YEARS = 300, 7
BALANCE = """
select count(*) filter (received__total + carried_in__total = outcomes_total__total + carried_out__total), count(*)
from marts.requests
"""
CARRIED = """
select count(*) from marts.requests as this
inner join marts.requests as last on this.agency_id = last.agency_id and this.year = last.year + 1
where this.carried_in__business <> last.carried_out__business
"""
COLUMNS = """
select table_name, column_name, data_type from duckdb_columns()
where schema_name = 'marts' and database_name = current_database() order by table_name, column_index
"""


@pytest.fixture(scope="module")
def files(
    published: tuple[Path, subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """The samples' published file, and one simulated after it."""
    model, target = published[0] / "published" / "gouji.duckdb", tmp_path_factory.mktemp("simulated") / "many.duckdb"
    simulate(model, target, Size(AGENCIES, YEARS))
    return [model, target]


def ask(file: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_marts_and_columns_are_those_of_a_published_file(files: list[Path]) -> None:
    real, simulated = (ask(file, COLUMNS) for file in files)
    assert real and simulated == real


def test_there_are_reports_of_every_form_and_some_are_missing(files: list[Path]) -> None:
    ((reports, forms),) = ask(files[1], "select count(*), list(distinct form order by form) from marts.reports")
    assert 0.9 * AGENCIES * YEARS < int(str(reports)) < AGENCIES * YEARS
    assert forms == ["2014", "2019", "2021"]


def test_every_mart_has_rows(files: list[Path]) -> None:
    marts = sorted({str(table) for table, *_ in ask(files[1], COLUMNS)})
    counts = " union all ".join(f"select '{mart}' as mart, count(*) as rows from marts.{mart}" for mart in marts)
    assert marts and ask(files[1], f"select mart from ({counts}) where rows = 0") == []


def test_totals_add_up_but_where_an_error_was_planted(files: list[Path]) -> None:
    ((holding, reports),) = ask(files[1], BALANCE)
    assert 0.9 * int(str(reports)) < int(str(holding)) <= int(str(reports))
    assert ask(files[1], CARRIED) == [(0,)]
    ((broken, found),) = ask(
        files[1],
        """
        select count(distinct requests.report_id), count(distinct findings.report_id)
        from marts.requests as requests
        left join marts.findings as findings
            on requests.report_id = findings.report_id and findings.identity = 'applicants_sum'
        where requests.granted__total <> requests.granted__natural_person + requests.granted__business
        + requests.granted__research_institution + requests.granted__public_welfare_organization
        + requests.granted__legal_service_agency + requests.granted__other_organization
        """,
    )
    assert broken and broken == found


def test_wide_and_long_tables_hold_the_same_figures(files: list[Path]) -> None:
    query = """
    select
        (select sum(value) from marts.facts where row_code = 'received' and column_code = 'total'),
        (select sum(received__total) from marts.requests)
    """
    ((long, wide),) = ask(files[1], query)
    assert long == wide


def test_what_is_derived_follows_from_the_figures(files: list[Path]) -> None:
    query = """
    select
        count(*),
        count(*) filter (years.granted is not distinct from requests.granted__total),
        count(*) filter (metrics.value is not distinct from years.refused_rate),
        count(*) filter (series.value is not distinct from requests.received__total)
    from marts.agency_years as years
    inner join marts.requests as requests on years.report_id = requests.report_id
    inner join marts.agency_metrics as metrics
        on years.report_id = metrics.report_id and metrics.metric = 'refused_rate'
    inner join marts.disclosures as series
        on years.report_id = series.report_id and series.category = 'requests/received'
    """
    ((reports, *equal),) = ask(files[1], query)
    assert reports and equal == [reports] * 3


def test_a_region_has_what_its_agencies_have(files: list[Path]) -> None:
    query = """
    select (select sum(years.received) from marts.agency_years as years
            inner join marts.coverage as coverage on years.report_id = coverage.report_id where coverage.is_counted),
           (select sum(received) from marts.region_years where level = 'province')
    """
    ((agencies, provinces),) = ask(files[1], query)
    assert agencies == provinces


def test_every_question_has_an_answer_the_same_in_sqlite_and_pandas(files: list[Path], tmp_path: Path) -> None:
    sides = questions.beside(files[1], tmp_path)
    assert len(sides) == 20
    assert [side.name for side in sides if not side.agrees] == []
    assert [side.name for side in sides if side.pandas] != []
    rounds = questions.given_rounds(files[1], 1)
    times = [questions.timed(files[1], question, rounds) for question in questions.read_questions()]
    assert [each.name for each in times if not each.rows] == []
    assert "| fees |" in questions.page(files[1], times, sides, files[1])


def test_without_a_published_file_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--like", str(tmp_path / "none"), str(tmp_path / "out.duckdb")]) == 2
    assert "make run" in capsys.readouterr().err
