"""The names of slots as the forms print them, and the catalogue of identities: data of other rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from expectations.identities import Identity, read_identities
from extractors import forms
from flows.pages.words import both

Rules = Mapping[str, tuple[Identity, ...]]
"""The rows of the catalogue by identity."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Headings by (table, code, form), and the slots of each (form, table) in the order of the form."""

    headings: Mapping[tuple[str, str, str], forms.Heading]
    slots: Mapping[tuple[str, str], tuple[tuple[str, str], ...]]

    def heading(self, table: str, code: str, form: str | None) -> forms.Heading | None:
        """The heading of a code on a form, else on any form; null where no form prints one."""
        return self.headings.get((table, code, form or "")) or self.headings.get((table, code, ""))

    def name(self, table: str, code: str, form: str | None) -> Markup:
        """A heading's name in both languages; the English one is its code in words."""
        heading = self.heading(table, code, form)
        return both(heading.label if heading else in_words(code), in_words(code))

    def groups(self, table: str, code: str, form: str | None) -> tuple[str, ...]:
        """The codes of the group headings above a row or column, outermost first; rows above others do not count."""
        heading = self.heading(table, code, form)
        parent = heading.parents[0] if heading and len(heading.parents) == 1 else ""
        above = self.heading(table, parent, form) if parent else None
        if above is None:
            return ()
        return (*self.groups(table, parent, form), *((parent,) if above.role == "group" else ()))

    def slot(self, slot: str, form: str | None) -> Markup:
        """Row and column of a slot in both languages; the column is left out where the table has one alone."""
        table, row, column = slot.split("/")
        if column == "value":
            return self.name(table, row, form)
        return Markup("{} · {}").format(self.name(table, row, form), self.name(table, column, form))


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


def in_words(code: str) -> str:
    """A code in words."""
    return code.replace("_", " ")
