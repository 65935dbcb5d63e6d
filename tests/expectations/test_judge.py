"""Great Expectations on the built warehouse: its counts are ours, a crash accuses nobody, Data Docs read as rules."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from expectations.identities import read_identities
from expectations.judge import Counts, ExpectationResult, JudgingError, count, disagreements, judge
from expectations.suites import rules


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("docs")


@pytest.fixture(scope="module")
def judged(judged_warehouse: Path, docs: Path) -> dict[str, ExpectationResult]:
    return {result.identity: result for result in judge(judged_warehouse, docs)}


def test_one_expectation_an_identity(judged: dict[str, ExpectationResult]) -> None:
    assert set(judged) == {identity.identity for identity in read_identities()}


def test_its_counts_are_those_of_identity_results(judged_warehouse: Path, judged: dict[str, ExpectationResult]) -> None:
    counts = count(judged_warehouse)
    disagreements(judged.values(), counts)
    assert judged["requests_balance"].unexpected == counts["requests_balance"].broken == 4
    assert all(result.examined == counts[name].assessed > 0 for name, result in judged.items())
    assert {result.verdict for result in judged.values()} == {"broken"}


def test_a_difference_is_our_fault(judged_warehouse: Path, judged: dict[str, ExpectationResult]) -> None:
    counts = count(judged_warehouse)
    wrong = {**counts, "staff_sum": replace(counts["staff_sum"], broken=7)}
    with pytest.raises(JudgingError, match="staff_sum: Great Expectations counts 1 broken, identity_results 7"):
        disagreements(judged.values(), wrong)
    with pytest.raises(JudgingError, match="unheard_of: stands in identity_results, but"):
        disagreements(judged.values(), {**counts, "unheard_of": Counts(1, 0)})


def test_the_file_is_free_after_judging(judged_warehouse: Path, judged: dict[str, ExpectationResult]) -> None:
    assert judged
    with duckdb.connect(str(judged_warehouse)) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_data_docs_read_as_the_rule_book(judged: dict[str, ExpectationResult], docs: Path) -> None:
    assert judged
    assert (docs / "index.html").is_file()
    page = (docs / "expectations" / "disputes.html").read_text(encoding="utf-8")
    assert "总计等于结果维持、结果纠正、其他结果与尚未审结之和" in page
    assert "total = upheld + corrected + other_result + pending" in page
    assert "政府信息公开工作年度报告格式 第四章" in page


def _one_table(folder: Path, definition: str) -> Path:
    database = folder / "gouji.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema marts")
        connection.execute(f"create table marts.identity_results as {definition}")
    return database


def test_what_examined_nothing_has_not_passed(tmp_path: Path, judged_warehouse: Path) -> None:
    shutil.copy(judged_warehouse, tmp_path / "gouji.duckdb")
    with duckdb.connect(str(tmp_path / "gouji.duckdb")) as connection:
        connection.execute(
            "delete from marts.identity_results where identity = 'staff_sum' and status != 'not_assessable'"
        )
        connection.execute("delete from marts.identity_results where identity = 'carry_over' and status = 'broken'")
    results = {result.identity: result for result in judge(tmp_path / "gouji.duckdb", tmp_path / "docs")}
    assert results["staff_sum"].verdict == "examined_nothing" and not results["staff_sum"].success
    assert results["carry_over"].verdict == "holds" and results["carry_over"].success


def test_a_crash_accuses_no_agency(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    database = _one_table(tmp_path, "select 'staff_sum' as identity, 'broken' as status")
    results = judge(database, tmp_path / "docs")
    assert {result.verdict for result in results} == {"crashed"}
    assert all(result.unexpected == 0 and result.exception for result in results)
    with pytest.raises(JudgingError, match=r"could not judge it: .*report_id"):
        disagreements(results, count(database))
    assert capfd.readouterr().out == ""


def test_it_says_nothing_on_the_screen(
    judged_warehouse: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    judge(judged_warehouse, tmp_path)
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""


def test_a_rule_carries_its_law(judged: dict[str, ExpectationResult]) -> None:
    outcomes = next(rule for rule in rules(read_identities()) if rule.identity == "outcomes_sum")
    assert outcomes.meta["form"] == ["2019", "2021"]
    assert len(outcomes.meta["basis"]) == 2 and outcomes.meta["kind"] == ["mandated"]
    assert "other_undivided" in outcomes.description and "other_rest" in outcomes.description
    assert {result.severity for result in judged.values()} == {"critical", "warning", "info"}
