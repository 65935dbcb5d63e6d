"""Identities -> rules: one expectation an identity, grouped into one suite a table, worded like the decree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from expectations.identities import Identity

UNEXPECTED_ROWS = """
select
    report_id, agency_name, year, instance,
    left_value::double as left_value, right_value::double as right_value, difference::double as difference
from {{batch}}
where identity = '{identity}' and status = 'broken'
"""
"""The numbers are shown as floats either way; each decimal among them costs a look at the whole stack of calls."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One identity as an expectation on marts.identity_results: it expects no row."""

    identity: str
    suite: str
    severity: str
    description: str
    meta: dict[str, list[str]]
    query: str


def rules(identities: Iterable[Identity]) -> tuple[Rule, ...]:
    """Take the rows of identities.csv; return a rule for each identity, its rows for several forms taken together."""
    rows_of: dict[str, list[Identity]] = {}
    for identity in identities:
        rows_of.setdefault(identity.identity, []).append(identity)
    return tuple(_rule(name, rows) for name, rows in rows_of.items())


def _rule(name: str, rows: list[Identity]) -> Rule:
    return Rule(
        identity=name,
        suite=rows[0].table_name,
        severity=rows[0].severity,
        description=_description(rows),
        meta=_meta(rows),
        query=UNEXPECTED_ROWS.format(identity=name).strip(),
    )


def _description(rows: list[Identity]) -> str:
    """Say what the law says: the sentences, the equations and the legal basis, each once; Data Docs hide meta."""
    sentences = _once(f"{row.says} {row.says_en}" for row in rows)
    equations = _once(f"{row.table_name}, each {row.each}: {row.equation}" for row in rows)
    bases = _once(row.basis for row in rows)
    return " ".join((f"{rows[0].identity} —", *sentences, *(f"[{text}]" for text in (*equations, *bases))))


def _meta(rows: list[Identity]) -> dict[str, list[str]]:
    return {
        "basis": _once(row.basis for row in rows),
        "form": _once(row.form for row in rows),
        "kind": _once(row.kind for row in rows),
        "equation": _once(row.equation for row in rows),
    }


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
