"""Sums choose between readings of a row, and only then."""

from extractors.forms import table
from tests.golden import ROOT, rows
from tests.tables import HEAD, grid, values

LABEL = "一、本年新收政府信息公开申请数量"


def test_of_two_readings_the_one_that_adds_up_is_taken_and_told():
    found, placement = values(grid([HEAD[1], HEAD[2], [LABEL, "", "", "5", "", "", "", "", "5", ""]]))
    assert found["requests", "received", "business"] == "5"
    assert found["requests", "received", "total"] == "5"
    assert {(p.method, p.confidence) for p in placement.placed} == {("sums", 0.9)}
    assert [problem.kind for problem in placement.problems] == ["other_reading"]


def test_a_clear_row_that_does_not_add_up_stays_as_printed():
    found, placement = values(grid([HEAD[1], HEAD[2], [LABEL, *"1234567"]]))
    assert found["requests", "received", "total"] == "7"
    assert not placement.problems


def test_totals_of_the_forms_are_those_of_the_identities():
    mandated = [row for row in rows(ROOT / "expectations/identities.csv") if row["kind"] == "mandated"]
    equations = {(row["table"], row["equation"]) for row in mandated if row["each"] == "row"}
    ours = {(row["table_name"], f"{row['total']} = {' + '.join(row['parts'].split())}") for row in table("totals")}
    assert ours == equations
