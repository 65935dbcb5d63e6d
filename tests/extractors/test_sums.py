"""Sums choose between readings of a row, and only then."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.forms import table
from tests.golden import ROOT, rows
from tests.tables import COLUMNS, HEAD, grid, values

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


HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def read(*figures, columns="ordered"):
    """The received row of chapter three, and all that its placement says."""
    found, placement = values(grid([["", *HEADS], [LABEL, *figures]], columns))
    return [found.get(("requests", "received", column)) for column in COLUMNS], placement


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        (["1", "23", "0", "0", "0", "7", "130"], ["", "123", "0", "0", "0", "7", "130"]),
        (["12", "3", "0", "0", "0", "7", "130"], ["123", "", "0", "0", "0", "7", "130"]),
        (["12", "34", "0", "0", "0", "0", "1234"], None),
        (["10", "0", "0", "0", "0", "0", "100"], None),
        (["0", "12 34", "", "0", "0", "0", "46"], ["0", "12", "34", "0", "0", "0", "46"]),
        (["", "0", "12 34", "5", "0", "0", "174"], None),
        (["1", "2345", "0", "0", "0", "0", "357"], ["12", "345", "0", "0", "0", "0", "357"]),
        (["4", "0", "0", "0", "0", "111", "15"], None),
        (["4", "0", "0", "0", "0", "1", "15"], None),
    ],
)
def test_digits_split_over_neighbours_are_parted_where_the_totals_add_up_and_nowhere_else(printed, meant):
    found, placement = read(*printed)
    kinds = [(problem.kind, problem.printed) for problem in placement.problems]
    if meant is None:
        assert found == printed
        assert kinds == []
        return
    assert "".join(found) == "".join("".join(printed).split())
    assert found == meant
    assert {(each.method, each.confidence) for each in placement.placed} == {("sums", 0.85)}
    assert kinds == [("other_reading", " | ".join([LABEL, *filter(None, printed)]))]


def test_a_row_that_adds_up_as_printed_is_not_parted_anew():
    printed = ["1", "23", "0", "0", "0", "0", "24"]
    found, placement = read(*printed)
    assert found == printed
    assert {each.method for each in placement.placed} == {"order"}


def test_of_several_ways_to_part_digits_none_is_taken():
    printed = ["1", "1", "1", "0", "0", "0", "12"]
    found, placement = read(*printed)  # 11 | blank | 1 and 1 | 11 | blank, and others
    assert found == printed
    assert not placement.problems


def test_cells_that_the_format_itself_has_keep_their_digits():
    printed = ["1", "23", "0", "0", "0", "7", "130"]
    found, placement = read(*printed, columns="aligned")
    assert found == printed
    assert not placement.problems


def test_no_other_digits_ever_come_back_than_are_printed():
    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.integers(0, 120).map(str) | st.just(""), min_size=7, max_size=7))
    def come_back(printed):
        assert "".join(text or "" for text in read(*printed)[0]) == "".join(printed)

    come_back()
