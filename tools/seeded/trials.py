"""Clean reports and seeded ones in one warehouse, judged by dbt; and what each rule said of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tools.loading.warehouse import fill, run_dbt
from tools.seeded.drawn import Case, Drawn
from tools.seeded.recipes import Recipe, Rule, recipes, rules
from tools.seeded.right_claims import terms

TOPICS_SHARE = 5
"""Claims on a topic are all judged alike: of each of the many topics a fifth of the errors is planted."""
_BUILT = "+identity_results"


@dataclass
class Proof:
    """What became of a rule."""

    seeded: int = 0
    caught: int = 0
    examined: int = 0
    """Instances on clean reports which it could assess."""
    alarms: int = 0
    """Instances on clean reports which it called broken."""
    implied: Counter[str] = field(default_factory=Counter)
    """Other identities that its errors broke, as the recipes say they do."""
    others: Counter[str] = field(default_factory=Counter)
    """Other identities that its errors broke although no recipe says so."""


def proved(folder: Path, each: int, clean: int, seed: int) -> tuple[dict[Rule, Proof], int]:
    """Plant errors for each recipe beside clean reports; return what became of each rule, and how many reports."""
    drawn = Drawn(seed)
    drawn.clean(clean)
    for recipe in recipes():
        for _ in range(planted(recipe, each)):
            drawn.seeded(recipe)
    results = _judged(folder / "gouji.duckdb", drawn)
    return _counted(drawn.cases, results), len(drawn.reports)


def planted(recipe: Recipe, each: int) -> int:
    """How many errors a recipe plants."""
    return max(1, each // TOPICS_SHARE) if recipe.plant.startswith("misstate") else each


def _judged(database: Path, drawn: Drawn) -> list[tuple[str, Rule, str, int]]:
    """Load and build; return agency, rule, status and number of instances of all that could be assessed."""
    fill(database, drawn.reports)
    _built(database, {"seed_parents": drawn.parents, "seed_summaries": drawn.summaries})
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(
            "select agency_name, identity, form, table_name, instance, status, count(*) from marts.identity_results"
            " where status != 'not_assessable' group by all"
        ).fetchall()
    return [(agency, _rule(*where), status, count) for agency, *where, status, count in found]


def _built(database: Path, seeds: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Build what is judged, with more rows in some seeds; raises RuntimeError with the word of dbt when that fails."""
    _dbt(database, "seed")
    with duckdb.connect(str(database)) as connection:
        for seed, rows in seeds.items():
            connection.register("batch", pa.Table.from_pylist([dict(row) for row in rows]))
            connection.execute(f"insert into seeds.{seed} by name select * from batch")
    _dbt(database, "run", "--select", _BUILT)


def _dbt(database: Path, *arguments: str) -> None:
    result = run_dbt(database, *arguments)
    if not result.success:
        failed = [f"{each.node.name}: {each.message}" for each in result.result or [] if each.status != "success"]
        raise RuntimeError("\n".join(failed) or str(result.exception))


def _rule(identity: str, form: str, table: str, instance: str) -> Rule:
    """The rule that an instance belongs to; a second value of a topic has a number behind its name."""
    known = _instances()
    place = instance if (identity, form, table, instance) in known else re.sub(r"/\d+$", "", instance)
    return known[identity, form, table, place]


@cache
def _instances() -> dict[tuple[str, str, str, str], Rule]:
    return {
        (t.identity, t.form, t.identity_table, t.instance): Rule(
            t.identity, t.form, t.identity_table, t.place if t.each == "claim" else t.part
        )
        for t in terms()
    }


def _counted(cases: Sequence[Case], results: Iterable[tuple[str, Rule, str, int]]) -> dict[Rule, Proof]:
    proofs = {rule: Proof() for rule in rules()}
    owner = {agency: number for number, case in enumerate(cases) for agency in case.agencies}
    broken: dict[int, set[Rule]] = defaultdict(set)
    for agency, rule, status, count in results:
        if agency not in owner:
            proofs[rule].examined += count
            proofs[rule].alarms += count * (status == "broken")
        elif status == "broken":
            broken[owner[agency]].add(rule)
    for number, case in enumerate(cases):
        _count(proofs[case.recipe.rule], case.recipe, broken[number])
    return proofs


def _count(proof: Proof, recipe: Recipe, broken: set[Rule]) -> None:
    others = {rule.identity for rule in broken} - {recipe.rule.identity}
    proof.seeded += 1
    proof.caught += recipe.rule in broken
    proof.implied.update(others & recipe.implies)
    proof.others.update(others - recipe.implies)
