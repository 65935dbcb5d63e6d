"""Each identity holds on a good report, and one seeded error breaks the expected identities and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from expectations.identities import read_identities
from tests import judged_cases as beyond
from tests import judged_reports as cases
from tests.judged_cases import CASES
from tests.warehouse_fixtures import FIGURES, built_warehouse, figures


@pytest.fixture(scope="module")
def marts(judged_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(judged_warehouse), read_only=True) as connection:
        yield connection


def broken(marts: duckdb.DuckDBPyConnection, agency: str) -> set[tuple[str, str]]:
    rows = marts.execute(
        "select identity, instance from marts.identity_results where agency_name = ? and status = 'broken'", [agency]
    )
    return set(rows.fetchall())


def results(marts: duckdb.DuckDBPyConnection, agency: str, identity: str, year: int | None = None) -> dict[str, tuple]:
    rows = marts.execute(
        """
        select instance, status, reason, blanks_as_zero from marts.identity_results
        where agency_name = $agency and identity = $identity and year = coalesce($year, year)
        """,
        {"agency": agency, "identity": identity, "year": year},
    )
    return {instance: tuple(rest) for instance, *rest in rows.fetchall()}


@pytest.mark.parametrize("case", cases.SEEDED)
def test_an_error_breaks_what_it_must_and_nothing_else(marts: duckdb.DuckDBPyConnection, case: str) -> None:
    assert broken(marts, cases.agency_of(case)) == cases.SEEDED[case].broken


@pytest.mark.parametrize("case", CASES)
def test_what_lies_beyond_one_table_breaks_what_it_must_and_nothing_else(
    marts: duckdb.DuckDBPyConnection, case: str
) -> None:
    assert broken(marts, beyond.agency_of(case)) == CASES[case].broken


@pytest.mark.parametrize("agency", cases.GOOD)
def test_a_good_report_breaks_nothing(marts: duckdb.DuckDBPyConnection, agency: str) -> None:
    held = marts.execute(
        "select identity from marts.identity_results where agency_name = ? and status = 'holds'", [agency]
    ).fetchall()
    assert broken(marts, agency) == set()
    assert len(held) > 10


def test_every_identity_holds_somewhere_and_is_broken_somewhere(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute("select distinct identity, status from marts.identity_results").fetchall()
    identities = {identity.identity for identity in read_identities()}
    assert {identity for identity, status in rows if status == "holds"} == identities
    assert {identity for identity, status in rows if status == "broken"} == identities


@pytest.mark.parametrize(("agency", "may"), cases.POWERS.items())
def test_rules_are_made_by_those_who_may(marts: duckdb.DuckDBPyConnection, agency: str, may: bool | None) -> None:
    status, reason, _ = results(marts, agency, "rules_need_power")["report"]
    expected = {True: ("holds", None), False: ("broken", None), None: ("not_assessable", "unknown")}
    assert (status, reason) == expected[may]


def test_what_is_carried_over_is_compared_with_the_year_before(marts: duckdb.DuckDBPyConnection) -> None:
    continued = results(marts, cases.CONTINUED, "carry_over", 2021)
    assert {status for status, *_ in continued.values()} == {"holds"} and len(continued) == 7
    assert broken(marts, cases.DISCONTINUED) == {("carry_over", "natural_person"), ("carry_over", "total")}
    first_year = results(marts, cases.CONTINUED, "carry_over", 2020)
    assert set(first_year.values()) == {("not_assessable", "no_prior_report", False)}


def test_what_is_carried_over_is_compared_with_the_predecessors(marts: duckdb.DuckDBPyConnection) -> None:
    for successor in (beyond.RENAMED, beyond.MERGED):
        carried = results(marts, successor, "carry_over", 2020)
        assert {status for status, *_ in carried.values()} == {"holds"} and len(carried) == 7
    assert broken(marts, beyond.MISCARRIED) == {("carry_over", "natural_person"), ("carry_over", "total")}
    half_known = results(marts, beyond.HALF_KNOWN, "carry_over", 2020)
    assert set(half_known.values()) == {("not_assessable", "no_prior_report", False)}


def test_the_difference_has_both_sides(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        """
        select expected, actual, difference, slots, printed_values, locators, locator, suspected, state
        from marts.findings where agency_name = ? and identity = 'staff_sum'
        """,
        [cases.agency_of("staff_sum")],
    ).fetchall()
    slots = [f"statistics/{row}/value" for row in ("staff", "staff_full_time", "staff_part_time")]
    assert rows == [(3, 4, 1, slots, ["4", "1", "2"], slots, slots[0], "source", "open")]


def test_a_blank_is_unknown_unless_zero_satisfies(marts: duckdb.DuckDBPyConnection) -> None:
    applicants = results(marts, cases.BLANKS, "applicants_sum")
    assert applicants["granted"] == ("not_assessable", "blank", False)
    assert applicants["received"] == ("holds", None, True)
    assert results(marts, cases.BLANKS, "outcomes_sum")["total"] == ("not_assessable", "blank", False)
    assert results(marts, cases.BLANKS, "disputes_sum") == {
        "reconsideration": ("not_assessable", "blank", False),
        "litigation_direct": ("holds", None, True),
        "litigation_after_reconsideration": ("holds", None, False),
    }
    items = results(marts, cases.BLANKS, "items_nonnegative")
    assert items["administrative_penalty"] == ("not_assessable", "blank", False)
    assert items["administrative_compulsion"] == ("holds", None, True)


def test_marks_are_blanks(marts: duckdb.DuckDBPyConnection) -> None:
    assert broken(marts, cases.MARKED) == set()
    assert results(marts, cases.MARKED, "disputes_sum")["litigation_direct"] == ("holds", None, True)


def test_a_blank_form_is_nobodys_error(marts: duckdb.DuckDBPyConnection) -> None:
    statuses = marts.execute(
        "select distinct status, reason from marts.identity_results where agency_name = ? and kind != 'form'",
        [cases.BLANK],
    ).fetchall()
    findings = marts.execute("select count(*) from marts.findings where agency_name = ?", [cases.BLANK]).fetchone()
    assert ("not_assessable", "all_blank") in statuses
    assert "holds" not in {status for status, _ in statuses}
    assert findings == (0,)


def test_the_manifest_may_contradict_the_text(marts: duckdb.DuckDBPyConnection) -> None:
    assert broken(marts, cases.MISSTATED) == {("agency_matches_text", "report"), ("year_matches_text", "report")}
    places = marts.execute(
        "select locator from marts.findings where identity like '%_matches_text' order by identity"
    ).fetchall()
    assert places == [("line=1;column=1",), ("line=2;column=1",)]
    assert results(marts, cases.STATED, "agency_matches_text") == {"report": ("holds", None, False)}


def test_what_cannot_be_read_is_a_finding(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "select identity, instance from marts.findings where agency_name = ? and reason = 'unreadable' order by all",
        [cases.agency_of("outcomes_too_many")],
    ).fetchall()
    assert ("requests_balance", "business") in rows and ("applicants_sum", "carried_out") in rows


def test_single_cells_without_a_number_are_not_examined(marts: duckdb.DuckDBPyConnection) -> None:
    assert results(marts, cases.BLANK, "requests_nonnegative") == {}
    assert "upheld" not in str(results(marts, cases.BLANKS, "disputes_nonnegative").get("litigation_direct/upheld", ""))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    if not FIGURES.is_dir():
        pytest.skip(f"{FIGURES} is not here")
    reports = [figures(path.stem) for path in sorted(FIGURES.glob("*.csv"))]
    database = built_warehouse(tmp_path_factory.mktemp("known"), reports)
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def test_shanghai_office_leaves_its_zeros_blank(known: duckdb.DuckDBPyConnection) -> None:
    rows = known.execute(
        """
        select identity, status, count(*) from marts.identity_results
        where agency_name = '上海市人民政府办公厅' and identity in ('requests_balance', 'outcomes_sum')
        group by all order by all
        """
    ).fetchall()
    assert rows == [
        ("outcomes_sum", "holds", 6),
        ("outcomes_sum", "not_assessable", 1),
        ("requests_balance", "holds", 7),
    ]
    counts = known.execute(
        """
        select
            count(*) filter (where status = 'not_assessable' and reason != 'no_prior_report'),
            count(*) filter (where status = 'broken')
        from marts.identity_results where agency_name = '上海市人民政府办公厅'
        """
    ).fetchone()
    assert counts == (12, 0)


def test_the_findings_of_known_reports(known: duckdb.DuckDBPyConnection) -> None:
    rows = known.execute(
        """
        select agency_name, identity, status from marts.findings
        where agency_name != '上海市人民政府办公厅' and identity != 'form_matches_year' order by all
        """
    ).fetchall()
    assert rows == sorted(
        [
            ("安康市工业和信息化局", "disclosed_by_channel", "broken"),
            ("安康市工业和信息化局", "normative_within_issued", "broken"),
            ("安康市工业和信息化局", "staff_sum", "not_assessable"),
            ("江南市工业和信息化局", "rules_need_power", "broken"),
            ("沈阳市工业和信息化局", "rules_need_power", "broken"),
        ]
    )


def test_a_mixed_report_follows_the_form_of_each_table(known: duckdb.DuckDBPyConnection) -> None:
    rows = known.execute(
        """
        select reports.form, findings.identity, slots, locator
        from marts.reports inner join marts.findings using (report_id)
        where reports.agency_name = '淮安市洪泽区人民政府'
        """
    ).fetchall()
    cell = "requests/received/natural_person"
    assert rows == [("mixed", "form_matches_year", [cell], cell)]
