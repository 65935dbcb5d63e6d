"""Rival readings: a total chooses among what the recogniser saw, and nothing else."""

from dataclasses import replace

import pytest

from extractors.grid import Cell, Locator
from extractors.layouts import rivals
from extractors.layouts.outcome import Placed

COLUMNS = ("upheld", "corrected", "other_result", "pending", "total")


def row(*readings: str | tuple[str, ...]) -> list[Placed]:
    """A row of chapter four: each cell its best reading and its rivals."""
    return [
        placed(column, *([one] if isinstance(one, str) else one)) for column, one in zip(COLUMNS, readings, strict=True)
    ]


def placed(column: str, text: str, *others: str) -> Placed:
    """One recognised figure."""
    seen = tuple((other, 0.2 / (at + 1)) for at, other in enumerate(others))
    cell = Cell(1, 1, text, Locator(f"page=1;box={column}"), confidence=0.8, source="recognised", others=seen)
    return Placed("disputes", "reconsideration", column, cell, "heading", 0.8, None)


def test_the_rival_that_makes_the_total_is_taken_and_the_loser_is_told():
    chosen, (problem,) = rivals.settled(row(("137", "131", "731"), "2", "0", "0", "133"))
    assert [each.cell.text for each in chosen] == ["131", "2", "0", "0", "133"]
    assert (chosen[0].method, chosen[0].confidence < 0.9) == ("sums", True)
    assert (problem.kind, problem.printed) == ("other_reading", "137")


def test_a_total_read_with_a_point_for_a_comma_is_found():
    chosen, _ = rivals.settled(row("1,000", "450", "/", "", ("1.450", "1,450")))
    assert chosen[-1].cell.text == "1,450"


def test_two_cells_may_give_way_when_one_is_not_enough():
    chosen, problems = rivals.settled(row(("7", "1"), ("4", "9"), "0", "0", "10"))
    assert [each.cell.text for each in chosen[:2]] == ["1", "9"]
    assert len(problems) == 2


def test_what_could_not_be_read_is_settled_by_the_total():
    chosen, _ = rivals.settled(row(("13\ufffd", "137", "131"), "2", "0", "0", "133"))
    assert chosen[0].cell.text == "131"


@pytest.mark.parametrize(
    "readings",
    [
        (("137", "131"), "2", "0", "0", "139"),  # it adds up as it is
        (("137", "131"), "2", "0", "0", "999"),  # no rival adds up: the report may be wrong
        (("7", "1"), ("8", "2"), "0", "0", "9"),  # two ways, of one cell each
        ("137", "2", "0", "0", "133"),  # nothing else was seen
    ],
)
def test_otherwise_nothing_is_changed(readings):
    before = row(*readings)
    assert rivals.settled(before) == (before, [])


@pytest.mark.parametrize(
    ("read", "kept"), [("41.989", "41,989"), ("42.02\n6", "42,02\n6"), ("1.041件", "1,041件"), ("0.5", "0.5")]
)
def test_a_point_before_three_digits_of_a_whole_number_is_a_comma(read, kept):
    (chosen,), _ = rivals.settled([placed("upheld", read)])
    assert (chosen.cell.text, chosen.method) == (kept, "heading")
    assert chosen.confidence < 0.9
    assert (read in dict(chosen.cell.others)) == (read != kept)


def test_a_point_of_money_or_of_print_stays():
    one = placed("upheld", "41.989")
    money = replace(one, table_name="proactive_disclosure", row_code="administrative_fee", column_code="amount")
    digital = replace(one, cell=one.cell._replace(source="print"))
    assert rivals.settled([money, digital]) == ([money, digital], [])
