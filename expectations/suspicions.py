"""Which cells of a finding are most likely wrong, what would put them right, and whose error it most likely is."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

from expectations.equations import IdentityTerm, compile_terms
from expectations.identities import read_identities, read_slots
from expectations.localise import Cell, Constraint, Localisation, Solution, localise

__all__ = ["Accused", "Cell", "Reading", "Suspicion", "binding_constraints", "constraints_of", "reasons", "suspicions"]

REASONS = Path(__file__).with_name("suspects.csv")
BY_HEADING, BY_ORDER = "heading", "order"
SURE = 0.9
"""Readings of less confidence are suspected before the agency is."""
IN_ORDER = 0.95
"""Rows of text whose cells are all there, in the order of the form, are no less sure than cells under headings."""
_MOST_WAYS = 6
"""More ways to put a report right than a reader would weigh."""
_OUR_READING = "rival_reading"
_BINDING = frozenset(("mandated", "arithmetic"))
"""Kinds of identities that figures must satisfy; the others are only plausible or are about prose."""
_EITHERS = frozenset(("row_shifted", "digits_split"))
"""Patterns that a wrong placement of ours would show as well."""

Key = tuple[str, str, str]
"""Identity, form and instance of a finding."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One slot of a report as it was read, and how."""

    cell: Cell
    method: str


@dataclass(frozen=True, slots=True)
class Accused:
    """A finding of a report, with the slots which its identity was judged on."""

    key: Key
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What is suspected of one finding."""

    key: Key
    slots: tuple[str, ...]
    reason: str
    """A code of suspects.csv; it says whose error it is."""
    pattern: str | None
    proposals: str | None
    """JSON: ways to put the report right, each a list of `{slot, printed, value}`; null when none is proposed."""

    @property
    def suspected(self) -> str:
        """Say `source`, `extraction` or `undecided`."""
        return reasons()[self.reason]["suspected"]


@cache
def reasons() -> dict[str, dict[str, str]]:
    """Return the rows of suspects.csv by their code."""
    with REASONS.open(encoding="utf-8", newline="") as file:
        return {row["reason"]: row for row in csv.DictReader(file)}


def suspicions(
    accused: Sequence[Accused], readings: Sequence[Reading], constraints: Iterable[Constraint], *, copies: int = 1
) -> list[Suspicion]:
    """Take the findings of one report, its readings in the order of the form, and the sums that bind them.

    Return a suspicion for each finding; `copies` is how many documents of the report were read alike.
    """
    known = {reading.cell.slot: reading for reading in readings}
    parts = localise([reading.cell for reading in readings], constraints) if accused else ()
    return [_suspicion(each, _part_of(each, parts), known, copies) for each in accused]


def _part_of(accused: Accused, parts: Iterable[Localisation]) -> Localisation | None:
    """The part of the report whose sums the finding is about."""
    name = (accused.key[0], accused.key[2])
    for part in parts:
        if any((one.name, one.instance) == name for one in (*part.broken, *part.doubtful)):
            return part
    return None


def _suspicion(accused: Accused, part: Localisation | None, known: Mapping[str, Reading], copies: int) -> Suspicion:
    ways = part.solutions[:_MOST_WAYS] if part else ()
    answer = part.answer if part else None
    slots = _suspects(accused.slots, [answer] if answer else ways)
    pattern = _pattern(answer or (ways[0] if ways else None))
    read = [known[slot] for slot in slots if slot in known]
    return Suspicion(accused.key, slots, _reason(read, pattern, copies), pattern, _proposals(ways))


def _suspects(slots: tuple[str, ...], ways: Sequence[Solution]) -> tuple[str, ...]:
    """The cells of the finding that some way to put it right would change; all of them where nothing tells."""
    changed = {slot for way in ways for slot in way.slots}
    return tuple(slot for slot in slots if slot in changed) or slots


def _pattern(way: Solution | None) -> str | None:
    """The human error that explains a whole way."""
    if way is None:
        return None
    named = {error.pattern for error in way.errors} | {change.pattern for change in way.changes if not way.errors}
    return named.pop() if len(named) == 1 else None


def _reason(read: Sequence[Reading], pattern: str | None, copies: int) -> str:
    """The first reason that applies, from what speaks against our reading to what speaks for it."""
    least = min((reading.cell.confidence for reading in read), default=1.0)
    rules = (
        (not read, "no_cell"),
        (any(reading.cell.state == "unreadable" for reading in read), "unreadable"),
        (least < SURE, "low_confidence"),
        (pattern == _OUR_READING, "other_reading"),
        (any(not _is_placed_well(reading) for reading in read), "placed_otherwise"),
        (any(reading.method == BY_HEADING and reading.cell.confidence < 1 for reading in read), "scanned"),
        (copies > 1, "copies_agree"),
        (pattern in _EITHERS, "layout_or_print"),
    )
    return next((reason for applies, reason in rules if applies), "digital_text")


def _is_placed_well(reading: Reading) -> bool:
    """Whether its heading says where a figure belongs, or the whole row does."""
    in_order = reading.method == BY_ORDER and reading.cell.confidence >= IN_ORDER
    return reading.method == BY_HEADING or in_order


def _proposals(ways: Sequence[Solution]) -> str | None:
    told = [
        [{"slot": one.slot, "printed": one.printed, "value": _written(one.needed)} for one in way.changes]
        for way in ways
        if all(change.needed is not None for change in way.changes)
    ]
    return json.dumps(told, ensure_ascii=False) if told else None


def _written(value: Decimal | int | None) -> str:
    """A number as people write it: no trailing zeros, no exponent."""
    text = f"{Decimal(value or 0):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def binding_constraints() -> dict[tuple[str, str], list[Constraint]]:
    """Return the sums of the catalogue that figures must satisfy, whatever else a report says, by form and table."""
    return constraints_of(compile_terms((one for one in read_identities() if one.kind in _BINDING), read_slots()))


def constraints_of(terms: Iterable[IdentityTerm]) -> dict[tuple[str, str], list[Constraint]]:
    """Take terms of identities; return the sums among them that bind cells of one report, by form and table."""
    found: dict[tuple[str, str], list[Constraint]] = {}
    for (form, table, name, instance), group in groupby(sorted(terms, key=_instance_of), key=_instance_of):
        operands = list(group)
        if all(_binds_cells(term) for term in operands):
            found.setdefault((form, table), []).extend(_constraints(name, instance, operands))
    return found


def _binds_cells(term: IdentityTerm) -> bool:
    """Whether it is of a plain sum over cells of the report itself, judged on every report."""
    elsewhere = term.link or term.attribute or term.claim or term.applies or term.unless_assessable
    return not elsewhere and term.clause == 1 and term.relation in ("=", "<=", ">=")


def _instance_of(term: IdentityTerm) -> tuple[str, str, str, str]:
    return term.form, term.identity_table, term.identity, term.instance


def _constraints(name: str, instance: str, operands: Sequence[IdentityTerm]) -> Iterable[Constraint]:
    """One sum, or where the smaller side is a maximum one for each of its operands."""
    largest = [term for term in operands if term.function == "max"]
    rest = [term for term in operands if term.function != "max"]
    for alone in [[term] for term in largest] or [[]]:
        yield _constraint(name, instance, [*alone, *rest])


def _constraint(name: str, instance: str, operands: Sequence[IdentityTerm]) -> Constraint:
    relation = operands[0].relation
    turned = -1 if relation == ">=" else 1
    signs = {"left": turned, "right": -turned}
    terms = tuple((signs[t.side] * t.coefficient, slot) for t in operands if (slot := t.slot) is not None)
    constant = -sum(signs[t.side] * t.coefficient * t.constant for t in operands if t.constant is not None)
    return Constraint(
        name, instance, terms, "=" if relation == "=" else "<=", max(t.tolerance for t in operands), constant
    )
