"""A tenth of the planted errors, with the shares that the whole of them must reach."""

from __future__ import annotations

from statistics import median

import pytest

from tools.seeded_localise.__main__ import TITLES, line
from tools.seeded_localise.errors import PLANTED
from tools.seeded_localise.trials import SEVERAL_CELLS, Row, rows


@pytest.fixture(scope="module")
def trials() -> dict[str, Row]:
    return {row.trial: row for row in rows(0.1)}


@pytest.mark.parametrize(
    ("trial", "cases", "share"), [("1 error", 100, 0.995), ("2 errors", 100, 0.98), ("3 errors", 50, 0.95)]
)
def test_planted_figures_are_found_with_their_values(
    trials: dict[str, Row], trial: str, cases: int, share: float
) -> None:
    row = trials[f"requests, {trial}"]
    assert row.cases == cases and row.silent == 0
    assert row.among >= share * cases and row.exact >= (share - 0.05) * cases


@pytest.mark.parametrize("trial", [*PLANTED, "yuan_for_wan, said in the prose", "yuan_for_wan, by other years"])
def test_planted_patterns_are_named(trials: dict[str, Row], trial: str) -> None:
    row = trials[trial]
    assert row.named is not None and row.cases == 20 and row.named >= 19 and row.among >= 19


@pytest.mark.parametrize("pattern", SEVERAL_CELLS)
def test_patterns_are_named_beside_another_error(trials: dict[str, Row], pattern: str) -> None:
    row = trials[f"{pattern}, 1 error beside"]
    assert row.named is not None and row.cases == 20 and row.named >= 17 and row.among >= 17


@pytest.mark.parametrize("trial", ["disputes, 1 error", "statistics, 1 error"])
def test_what_one_sum_cannot_tell_is_said_with_all_sets(trials: dict[str, Row], trial: str) -> None:
    row = trials[trial]
    assert row.among + row.silent == row.cases and row.exact < row.among


def test_right_amounts_are_not_accused(trials: dict[str, Row]) -> None:
    row = trials["right amounts, by other years"]
    assert row.named == row.exact == row.cases


def test_a_report_takes_at_most_twenty_milliseconds(trials: dict[str, Row]) -> None:
    assert median(trials["requests, 3 errors"].milliseconds) <= 20


def test_the_same_seed_plants_the_same_errors() -> None:
    again = [(row.exact, row.among, row.named, row.silent) for row in rows(0.01)]
    assert again == [(row.exact, row.among, row.named, row.silent) for row in rows(0.01)]


def test_a_line_has_a_figure_under_each_title(trials: dict[str, Row]) -> None:
    figures = line(trials["one_digit"]).removeprefix("one_digit").split()
    assert len(figures) == len(TITLES) and figures[:2] == ["20", "100.0"]
