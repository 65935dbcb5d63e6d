"""Each rule catches the errors that are planted for it, accuses no other, and says nothing of reports that hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from expectations.identities import read_identities
from tests.golden import ROOT
from tools.seeded.page import Sizes, page
from tools.seeded.recipes import Rule, recipes, rules
from tools.seeded.trials import Proof, planted, proved

EACH, CLEAN, SEED = 1, 90, 2


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[Rule, Proof], int]:
    return proved(tmp_path_factory.mktemp("seeded"), EACH, CLEAN, SEED)


def test_every_part_of_every_identity_has_an_error() -> None:
    assert {recipe.rule for recipe in recipes()} == set(rules())
    assert {rule.identity for rule in rules()} == {identity.identity for identity in read_identities()}


def test_every_error_is_caught(trial: tuple[Mapping[Rule, Proof], int]) -> None:
    proofs, _ = trial
    assert {rule: proof for rule, proof in proofs.items() if proof.caught < max(proof.seeded, 1)} == {}
    assert sum(proof.seeded for proof in proofs.values()) == sum(planted(recipe, EACH) for recipe in recipes())


def test_no_report_that_holds_is_accused(trial: tuple[Mapping[Rule, Proof], int]) -> None:
    proofs, _ = trial
    assert {rule: proof for rule, proof in proofs.items() if proof.alarms} == {}


def test_each_identity_examines_something_on_reports_that_hold(trial: tuple[Mapping[Rule, Proof], int]) -> None:
    proofs, _ = trial
    examined = {rule.identity for rule, proof in proofs.items() if proof.examined}
    assert examined == {identity.identity for identity in read_identities()}


def test_an_error_accuses_nothing_that_it_does_not_imply(trial: tuple[Mapping[Rule, Proof], int]) -> None:
    proofs, _ = trial
    assert {rule: proof.others for rule, proof in proofs.items() if proof.others} == {}


def test_what_is_missed_or_accused_wrongly_shows_on_the_page() -> None:
    proofs = {next(rules()): Proof(seeded=3, caught=2, examined=5, alarms=2)}
    written = page(proofs, Sizes(each=3, clean=5, reports=8, seed=1), [])
    assert "| `requests_balance` | 2019 | requests | 3 | 2 | 66.67 % | 5 | 2 | 50.00 % |" in written


def test_the_page_names_every_identity() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [each.identity for each in read_identities() if f"`{each.identity}`" not in written] == []


def test_a_recipe_that_means_no_rule_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tmp_path / "recipes.csv"
    wrong.write_text("identity,form,table,part,beside,choose,plant,implies\nrequests_balanse,*,requests,,,,late,\n")
    monkeypatch.setattr("tools.seeded.recipes.RECIPES", wrong)
    with pytest.raises(ValueError, match="requests_balanse"):
        recipes()
