"""The figures of the accuracy run add up, and its counts of right, wrong, missing and invented slots are true."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from expectations.equations import compile_terms
from expectations.identities import read_identities, read_slots
from extractors.grid import line_locator
from extractors.records import Fact
from tools.accuracy.__main__ import main
from tools.accuracy.drawings import reports
from tools.accuracy.others import numbers_right
from tools.accuracy.score import compare
from tools.drawing.figures import Printed, habits, random_figures
from tools.drawing.report import Report
from tools.drawing.variants import VARIANTS

MANDATED = [one for one in read_identities() if one.kind == "mandated"]
HABITS = habits()


def numbers(form: str, seed: int) -> dict[tuple[str, str, str], Decimal]:
    figures = random_figures(form, HABITS[seed % len(HABITS)], random.Random(seed))
    return {key: figure.value or Decimal(0) for key, figure in figures.items()}


@pytest.mark.parametrize("form", ["2014", "2019", "2021"])
def test_every_mandated_total_of_random_figures_adds_up(form: str) -> None:
    terms = [term for term in compile_terms(MANDATED, read_slots()) if term.form == form]
    assert terms
    assert {term.relation for term in terms} == {"="}
    for seed in range(20):
        figures = numbers(form, seed)
        differences: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for term in terms:
            side = 1 if term.side == "left" else -1
            value = figures[term.table_name, str(term.row_code), str(term.column_code)]
            differences[term.identity, term.instance] += side * term.coefficient * value
        assert {instance: each for instance, each in differences.items() if each} == {}


def test_random_figures_show_every_way_to_print_one() -> None:
    texts = {figure.text for seed in range(30) for form in ("2014", "2019", "2021") for figure in drawn(form, seed)}
    for sign in ("", "0", "/", "—"):
        assert sign in texts
    assert any(text.startswith("-") for text in texts)
    assert any("," in text for text in texts)
    assert any("." in text for text in texts)
    assert any(text.startswith("减少") and text.endswith("项") for text in texts)


def drawn(form, seed):
    return random_figures(form, HABITS[seed % len(HABITS)], random.Random(seed)).values()


KEY = ("disputes", "reconsideration", "upheld")


def fact(printed: str, value: int | None, key: tuple[str, str, str] = KEY) -> Fact:
    number = Decimal(value) if value is not None else None
    state = "number" if value is not None else "blank"
    return Fact("2021", *key, printed, None, number, "件", state, line_locator(1, 1), "heading", 1.0)


@pytest.mark.parametrize(
    ("true", "facts", "counts"),
    [
        (Printed("3件", Decimal(3)), (fact("3 件", 3),), (1, 0, 0, 0)),
        (Printed("3", Decimal(3)), (fact("4", 4),), (0, 1, 0, 0)),
        (Printed("3", Decimal(3)), (fact("3,0", 3),), (0, 1, 0, 0)),
        (Printed("3", Decimal(3)), (fact("", None),), (0, 0, 1, 0)),
        (Printed("3", Decimal(3)), (), (0, 0, 1, 0)),
        (Printed("", None), (fact("", None),), (1, 0, 0, 0)),
        (Printed("", None), (fact("/", None),), (0, 1, 0, 0)),
        (Printed("", None), (fact("5", 5),), (0, 0, 1, 1)),
        (Printed("3", Decimal(3)), (fact("3", 3), fact("7", 7, ("disputes", "litigation", "upheld"))), (1, 0, 0, 1)),
    ],
)
def test_slots_are_counted_for_what_they_are(
    true: Printed, facts: tuple[Fact, ...], counts: tuple[int, int, int, int]
) -> None:
    score = compare({KEY: true}, facts)
    assert (score.right, score.wrong, score.missing, score.invented) == counts
    assert score.slots == 1
    assert bool(score.faults) == (counts != (1, 0, 0, 0))


def test_numbers_of_other_tools_count_in_their_order() -> None:
    true = [Decimal(number) for number in ("1572", "3", "0.5", "8", "12")]
    assert numbers_right(true, ["一、1.属于国家秘密", "1,572 件", "3", "减少0.50", "", "12", "8"]) == 4
    assert numbers_right(true, ["13", "2019年12月31日", "nan"]) == 0


def test_the_page_shows_what_was_measured(tmp_path: Path) -> None:
    target = tmp_path / "page.md"
    assert main(["--seed", "7", "--reports", "1", "--only", "HTML: plain", "-o", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| HTML | plain | 3 |"))
    assert "| 456 | 100 % | 0 | 0 | 0 |" in row
    assert "--seed 7 --reports 1" in text
    assert "pandas.read_html" in text


def test_disorder_changes_what_it_says_and_keeps_the_figures() -> None:
    plain = [each.report for each in reports(3, 1)]
    for name, change in VARIANTS.items():
        changed = [replace(report, change=change) for report in plain]
        drawn_texts = [[table_texts(report), table_texts(other)] for report, other in zip(plain, changed, strict=True)]
        assert any(before != after for before, after in drawn_texts), name
        for report in changed:
            assert figure_texts(report) >= Counter(report.figures.values()), name


def table_texts(report: Report) -> list[list[tuple[str, int, int]]]:
    tables = [piece for piece in report.pieces() if isinstance(piece, list)]
    return [[(cell.text, cell.rows, cell.columns) for cell in row] for table in tables for row in table]


def figure_texts(report: Report) -> Counter[str]:
    tables = [piece for piece in report.pieces() if isinstance(piece, list)]
    return Counter(cell.text for table in tables for row in table for cell in row if cell.role == "figure")
