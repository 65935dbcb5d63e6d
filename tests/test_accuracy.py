"""The figures of the accuracy run add up, and its counts of right, wrong, missing and invented slots are true."""

from __future__ import annotations

import random
from collections import defaultdict
from decimal import Decimal

import pytest

from expectations.equations import compile_terms
from expectations.identities import read_identities, read_slots
from tools.drawing.figures import habits, random_figures

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
