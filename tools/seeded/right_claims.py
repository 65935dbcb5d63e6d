"""What the prose can state of the figures, read from the identities that judge it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from random import Random

from expectations.equations import IdentityTerm, compile_terms
from expectations.identities import read_identities, read_slots
from tools.loading.reports import Address

Sum = tuple[tuple[int, Address], ...]
MOST = 6
"""Figures which the prose of one report states at most."""


@cache
def terms() -> tuple[IdentityTerm, ...]:
    """Every term of every identity."""
    return tuple(compile_terms(read_identities(), read_slots()))


@cache
def stated_sums(form: str) -> Mapping[str, tuple[Sum, ...]]:
    """By topic, the sums of slots any of which a claim may equal."""
    found: dict[str, dict[int, list[tuple[int, Address]]]] = defaultdict(lambda: defaultdict(list))
    for term in terms():
        if term.form == form and term.each == "claim" and term.row_code is not None:
            address = (term.table_name, term.row_code, term.column_code or "")
            found[term.place][term.clause].append((term.coefficient, address))
    return {topic: tuple(tuple(sums) for sums in clauses.values()) for topic, clauses in found.items()}


def right_values(form: str, topic: str, figures: Mapping[Address, Decimal]) -> list[Decimal]:
    """The values which the prose may rightly state; none where a figure is not printed."""
    sums = stated_sums(form).get(topic, ())
    if not all(address in figures for each in sums for _, address in each):
        return []
    return [sum((factor * figures[address] for factor, address in each), Decimal(0)) for each in sums]


def right_claims(random: Random, form: str, figures: Mapping[Address, Decimal]) -> list[tuple[str, str]]:
    """Some topics with a value that the table bears out."""
    topics = sorted(stated_sums(form))
    chosen = random.sample(topics, min(len(topics), random.randint(0, MOST)))
    values = ((topic, right_values(form, topic, figures)) for topic in chosen)
    return [(topic, str(random.choice(right))) for topic, right in values if right]
