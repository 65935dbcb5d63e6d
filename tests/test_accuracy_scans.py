"""The counts of the accuracy run over scans: what is right, what is told, and what is silent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extractors.grid import line_locator
from extractors.records import Extraction, Fact, Problem, ReportIdentity
from tools.accuracy.scans import count, page
from tools.drawing.figures import Printed

COLUMNS = ("upheld", "corrected", "other_result", "pending", "total")
TRUE = {
    ("disputes", "reconsideration", column): Printed(str(number), Decimal(number))
    for column, number in zip(COLUMNS, (3, 4, 0, 0, 7), strict=True)
}
READ = {
    key[2]: Fact("2021", *key, true.text, None, true.value, "件", "number", line_locator(1, at), "heading", 1.0)
    for at, (key, true) in enumerate(TRUE.items())
}


def counted(*changed: Fact | str, problems: tuple[Problem, ...] = (), true: Any = TRUE) -> tuple[int, ...]:
    """Wrong, missing, invented, silent and listed where some facts were read otherwise, or not at all (their name)."""
    lost = {each if isinstance(each, str) else each.column_code for each in changed}
    facts = [
        *(fact for column, fact in READ.items() if column not in lost),
        *(f for f in changed if isinstance(f, Fact)),
    ]
    found = Extraction(ReportIdentity(None, None, None, "other"), tuple(facts), (), problems, ())
    result = count(true, found)
    assert len(result.faults) == result.wrong + result.missing + result.invented
    return result.wrong, result.missing, result.invented, result.silent, result.listed


def fact(column: str, value: int | None, confidence: float = 1.0) -> Fact:
    number = None if value is None else Decimal(value)
    return replace(READ[column], value=number, printed="" if value is None else str(value), confidence=confidence)


def test_what_is_right_is_counted_and_listed_when_it_is_not_sure() -> None:
    assert counted() == (0, 0, 0, 0, 0)
    assert counted(fact("upheld", 3, 0.85)) == (0, 0, 0, 0, 1)


def test_a_misread_number_is_told_by_its_confidence_or_by_its_sum() -> None:
    assert counted(fact("upheld", 8, 0.5)) == (1, 0, 0, 0, 0)
    assert counted(fact("upheld", 8)) == (1, 0, 0, 0, 0)


def test_misread_numbers_that_cancel_out_are_silent() -> None:
    assert counted(fact("upheld", 4), fact("corrected", 3)) == (2, 0, 0, 2, 0)


@pytest.mark.parametrize(("message", "silent"), [("disputes: no slot", 0), ("requests: no slot", 1)])
def test_a_zero_without_a_fact_is_told_only_by_a_problem_of_its_table(message: str, silent: int) -> None:
    problem = Problem("unplaced", "0", line_locator(9, 9), message)
    assert counted("pending", problems=(problem,)) == (0, 1, 0, silent, 0)


def test_a_number_where_none_is_printed_is_invented() -> None:
    blank = {**TRUE, ("disputes", "reconsideration", "pending"): Printed("/", None)}
    assert counted(fact("pending", 1), true=blank) == (0, 0, 1, 0, 0)
    assert counted(fact("pending", 0), true=blank) == (0, 0, 1, 1, 0)


def test_the_page_says_what_was_measured_and_what_was_not_right() -> None:
    text = page([["plain", "200", "382", "99.74%", "1", "0", "0", "0", "3"]], ["seed 4: wrong"], "--seeds 4")
    assert "| plain | 200 | 382 | 99.74% | 1 | 0 | 0 | 0 | 3 |" in text
    assert "--seeds 4" in text
    assert "- seed 4: wrong" in text
