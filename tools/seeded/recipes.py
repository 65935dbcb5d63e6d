"""The rows of recipes.csv: for each identity, errors that it must catch; and what is in the catalogue to be proved."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from expectations.identities import ANY_FORM, read_identities, read_slots
from tools.seeded.right_claims import terms

RECIPES = Path(__file__).parent / "recipes.csv"
FORMS = ("2014", "2019", "2021")
MISSTATE = "misstate *"
"""Plants a wrong claim on each topic that the identity has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is proved by itself: one part of an identity on one form."""

    identity: str
    form: str
    table: str
    part: str
    """The name of the part, or the topic of the claim; empty where the identity is one."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to err."""

    rule: Rule
    form: str
    beside: str
    """Which other reports it takes: `prior`, `former` (that of the last year of the form before), `children` or
    `parent`; `alone` takes none; empty: either."""
    choose: str
    """What is drawn: `c,d = column` two columns of the table, `r = refused_*` one of its rows."""
    plant: str
    implies: frozenset[str]
    """Identities that this error breaks as well, by what it is."""


def rules() -> Iterator[Rule]:
    """Yield every part of every identity, on each form where it differs, in the order of the catalogue."""
    found = dict.fromkeys(
        Rule(t.identity, t.form, t.identity_table, t.place if t.each == "claim" else t.part) for t in terms()
    )
    order = list(dict.fromkeys(identity.identity for identity in read_identities()))
    yield from sorted(found, key=lambda rule: order.index(rule.identity))


def recipes() -> list[Recipe]:
    """Every recipe on every form; raises ValueError where a row means no rule, or a rule has no row."""
    known = list(rules())
    with RECIPES.open(encoding="utf-8", newline="") as file:
        found = [recipe for row in csv.DictReader(file) for recipe in _recipes(row, known)]
    missing = set(known) - {recipe.rule for recipe in found}
    if missing:
        raise ValueError(f"{RECIPES.name}: no error for {sorted(map(str, missing))}")
    return found


def _recipes(row: dict[str, str], known: Iterable[Rule]) -> Iterator[Recipe]:
    forms = FORMS if row["form"] == ANY_FORM else row["form"].split()
    meant = [
        rule
        for rule in known
        if (rule.identity, rule.table) == (row["identity"], row["table"]) and rule.form in (ANY_FORM, *forms)
        if (_is_topic(rule) if row["plant"] == MISSTATE else rule.part == row["part"])
    ]
    if not meant:
        raise ValueError(f"{RECIPES.name}: {row['identity']} {row['form']} {row['part']} is no rule")
    for rule in meant:
        plant = f"misstate {rule.part}" if row["plant"] == MISSTATE else row["plant"]
        for form in forms if rule.form == ANY_FORM else [rule.form]:
            yield Recipe(rule, form, row["beside"], row["choose"], plant, frozenset(row["implies"].split()))


def _is_topic(rule: Rule) -> bool:
    return any(t.each == "claim" and (t.identity, t.place) == (rule.identity, rule.part) for t in terms())


def codes(form: str, table: str) -> tuple[list[str], list[str]]:
    """The rows and the columns of a table of a form; its totals are no columns here."""
    slots = [slot for slot in read_slots() if (slot.form, slot.table_name) == (form, table)]
    columns = dict.fromkeys(slot.column_code for slot in slots if slot.column_code != "total")
    return list(dict.fromkeys(slot.row_code for slot in slots)), list(columns)
