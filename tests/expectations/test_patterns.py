"""Human errors by their names: of one figure, of several in a row, of an amount in the wrong unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from expectations.localise import Cell, Constraint, localise
from expectations.patterns import pattern_of, patterns, unit_slip
from tools.seeded_localise.errors import PLANTED

APPLICANTS = ("a", "b", "c", "d", "e", "f", "total")
ROWS = ("received", "granted", "rest")


@pytest.mark.parametrize(
    ("printed", "needed", "pattern"),
    [
        (17, 11, "one_digit"),
        (3, 8, "one_digit"),
        (132, 123, "swapped_digits"),
        (321, 123, None),
        (12, 123, "digit_dropped"),
        (1223, 123, "digit_added"),
        (0, 4, "zero_for_figure"),
        (500, 12, None),
        (52000, Decimal("5.2"), "yuan_for_wan"),
        (Decimal("1.42"), Decimal("1.24"), "swapped_digits"),
        (Decimal("1.5"), Decimal("1.25"), None),
    ],
)
def test_errors_of_one_figure(printed: Decimal | int, needed: Decimal | int, pattern: str | None) -> None:
    assert pattern_of(Cell("t/r/c", str(printed), printed), Decimal(needed)) == pattern


def test_a_rival_reading_goes_before_a_guess() -> None:
    assert pattern_of(Cell("t/r/c", "17", 17, rivals=(11,)), Decimal(11)) == "rival_reading"


def test_a_blank_that_should_be_a_figure() -> None:
    assert pattern_of(Cell("t/r/c", "", None, "blank"), Decimal(4)) == "blank_for_figure"
    assert pattern_of(Cell("t/r/c", "?", None, "unreadable"), Decimal(4)) is None


def test_every_name_that_is_given_or_planted_has_its_sentences() -> None:
    given = {"digit_dropped", "digit_added", "rival_reading", "yuan_for_wan", "outcome_moved"}
    assert patterns().keys() == PLANTED.keys() | given
    assert all(row.says.endswith("。") and row.says_en.endswith(".") for row in patterns().values())


def told(received: list[int], granted: list[int], rest: list[int]) -> list[list[str]]:
    """The errors of each solution over a small table whose first row is the sum of the others."""
    rows = dict(zip(ROWS, (received, granted, rest), strict=True))
    cells = [Cell(f"t/{r}/{c}", str(v), v) for r in ROWS for c, v in zip(APPLICANTS, rows[r], strict=True)]
    across = [
        Constraint("across", r, ((1, f"t/{r}/total"), *((-1, f"t/{r}/{c}") for c in APPLICANTS[:-1]))) for r in ROWS
    ]
    down = [
        Constraint("down", c, ((1, f"t/received/{c}"), (-1, f"t/granted/{c}"), (-1, f"t/rest/{c}"))) for c in APPLICANTS
    ]
    (part,) = localise(cells, [*across, *down])
    return [[error.pattern for error in solution.errors] for solution in part.solutions]


RECEIVED, REST = [130, 9, 0, 4, 0, 2, 145], [10, 4, 0, 1, 0, 0, 15]
"""Beside them `granted` must read 120, 5, 0, 3, 0, 2, 130."""


def test_a_row_shifted_by_one_column_is_one_error() -> None:
    assert told(RECEIVED, [0, 120, 5, 0, 3, 0, 2], REST) == [["row_shifted"]]
    assert told(RECEIVED, [5, 0, 3, 0, 2, 130, 0], REST) == [["row_shifted"]]


def test_digits_split_between_neighbours_are_one_error() -> None:
    assert told(RECEIVED, [12, 5, 0, 3, 0, 2, 130], REST)[0] == []
    assert told(RECEIVED, [12, 5, 0, 3, 0, 2, 130], REST) != [["digits_split"]]
    assert told(RECEIVED, [1, 205, 0, 3, 0, 2, 130], REST) == [["digits_split"]]


def test_a_request_under_another_applicant_can_be_in_any_row_that_has_room() -> None:
    errors = told(RECEIVED, [119, 6, 0, 3, 0, 2, 130], REST)
    assert errors == [["request_moved"]] * 3


def test_a_request_under_another_outcome_is_one_error() -> None:
    cells = (RECEIVED, [120, 4, 0, 3, 0, 2, 130], [10, 5, 0, 1, 0, 0, 15])
    assert all(errors == ["outcome_moved"] for errors in told(*cells))


@pytest.mark.parametrize(
    ("value", "others", "mended"),
    [
        ("52000", ["4.8", "6.1", "5"], "5.2"),
        ("12", ["4.8", "6.1", "5"], None),
        ("600", ["4.8", "6.1", "5"], None),
        ("52000", [], None),
        ("52000", ["0"], None),
        ("0", ["5"], None),
    ],
)
def test_a_unit_slip_is_told_from_other_years(value: str, others: list[str], mended: str | None) -> None:
    expected = None if mended is None else Decimal(mended)
    assert unit_slip(Decimal(value), [Decimal(other) for other in others]) == expected
