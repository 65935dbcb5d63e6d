"""The names of slots as the forms print them, and the catalogue of identities: data of other rooms."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markupsafe import Markup

from expectations.identities import Identity, read_identities
from extractors import forms
from flows.pages.words import Words, both

ENGLISH = Path(__file__).with_name("english.csv")
Pair = tuple[str, str]
"""A wording in Chinese and in English."""
_SLASHES = 2
"""A slot is table/row/column."""
Rules = Mapping[str, tuple[Identity, ...]]
"""The rows of the catalogue by identity."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Headings by (table, code, form), and the slots of each (form, table) in the order of the form."""

    headings: Mapping[tuple[str, str, str], forms.Heading]
    slots: Mapping[tuple[str, str], tuple[tuple[str, str], ...]]
    _named: dict[tuple[str, str | None], Markup] = field(default_factory=dict, compare=False)
    """The slots that were named: pages name the same ones thousands of times."""

    def heading(self, table: str, code: str, form: str | None) -> forms.Heading | None:
        """The heading of a code on a form, else on any form; null where no form prints one."""
        return self.headings.get((table, code, form or "")) or self.headings.get((table, code, ""))

    def pair(self, table: str, code: str, form: str | None) -> Pair:
        """A heading's name in Chinese and English; the English one is its code in words unless english.csv has one."""
        heading = self.heading(table, code, form)
        english = _english().get((table, code)) or in_words(code)
        return heading.label if heading else english, english

    def name(self, table: str, code: str, form: str | None) -> Markup:
        """A heading's name in both languages."""
        return both(*self.pair(table, code, form))

    def groups(self, table: str, code: str, form: str | None) -> tuple[str, ...]:
        """The codes of the group headings above a row or column, outermost first; rows above others do not count."""
        heading = self.heading(table, code, form)
        parent = heading.parents[0] if heading and len(heading.parents) == 1 else ""
        above = self.heading(table, parent, form) if parent else None
        if above is None:
            return ()
        return (*self.groups(table, parent, form), *((parent,) if above.role == "group" else ()))

    def depth(self, table: str, code: str, form: str | None) -> int:
        """How many headings and rows a row stands under."""
        heading = self.heading(table, code, form)
        return 1 + self.depth(table, heading.parents[0], form) if heading and len(heading.parents) == 1 else 0

    def corner(self, table: str, form: str) -> str:
        """The code of what the form prints above the row headings; empty for nothing."""
        return next(iter(self._corners(table, form)), "")

    def over_columns(self, table: str, form: str) -> str:
        """The code of the one heading above all columns; empty for none."""
        return next(iter(self._corners(table, form)[1:]), "")

    def unit_heading(self, table: str, form: str) -> str:
        """The code of the heading above the printed units; empty where the form prints none."""
        found = [one for key, one in self.headings.items() if key[0] == table and key[2] == form and one.role == "unit"]
        return found[0].code if found else ""

    def _corners(self, table: str, form: str) -> tuple[str, ...]:
        """The headings of the corner, the one above the rows first."""
        found = [one for key, one in self.headings.items() if key[0] == table and key[2] == form]
        return tuple(one.code for one in sorted(found, key=lambda one: one.order) if one.role == "corner")

    def slot_pair(self, slot: str, form: str | None) -> Pair:
        """Row and column of a slot in both languages; the column is left out where the table has one alone."""
        if slot.count("/") != _SLASHES:
            return slot, slot
        table, row, column = slot.split("/")
        names = [self.pair(table, code, form) for code in ((row,) if column == "value" else (row, column))]
        return joined(names)

    def slot(self, slot: str, form: str | None) -> Markup:
        """Row and column of a slot in both languages."""
        key = slot, form
        return self._named.get(key) or self._named.setdefault(key, both(*self.slot_pair(slot, form)))

    def instance_pair(self, instance: str | None, table: str, form: str | None, words: Words) -> Pair:
        """Where an identity speaks, in both languages; empty where it speaks of the report as a whole."""
        if not instance or instance == "report":
            return "", ""
        codes = instance.split("/")
        return joined([words.by_key.get(f"instance_{code}") or self.pair(table, code, form) for code in codes])


@cache
def _english() -> Mapping[tuple[str, str], str]:
    """The English names that a code in words would not tell, by table and code."""
    with ENGLISH.open(encoding="utf-8", newline="") as file:
        return {(row["table_name"], row["code"]): row["english"] for row in csv.DictReader(file)}


def load_labels() -> Labels:
    """The labels of all forms from the tables of the extractors."""
    by_code: dict[tuple[str, str, str], forms.Heading] = {}
    for heading in forms.headings():
        for form in (*heading.forms, ""):
            by_code.setdefault((heading.table_name, heading.code, form), heading)
    in_order: dict[tuple[str, str], list[tuple[str, str]]] = {}
    slots = (slot for by_form in forms.slots().values() for slot in by_form.values())
    for slot in sorted(slots, key=lambda slot: slot.position):
        in_order.setdefault((slot.form, slot.table_name), []).append((slot.row_code, slot.column_code))
    return Labels(by_code, {table: tuple(pairs) for table, pairs in in_order.items()})


def load_rules() -> Rules:
    """The catalogue of identities by name."""
    rules: dict[str, list[Identity]] = {}
    for identity in read_identities():
        rules.setdefault(identity.identity, []).append(identity)
    return {name: tuple(rows) for name, rows in rules.items()}


def sentences(rules: Sequence[Identity]) -> tuple[Markup, ...]:
    """What the rows of one identity say, in both languages, each sentence once."""
    return tuple(dict.fromkeys(both(rule.says, rule.says_en) for rule in rules))


def joined(pairs: Sequence[Pair]) -> Pair:
    """Several names as one, in both languages."""
    return " · ".join(chinese for chinese, _ in pairs), " · ".join(english for _, english in pairs)


def in_words(code: str) -> str:
    """A code in words."""
    return code.replace("_", " ")
