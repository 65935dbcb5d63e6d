"""What is suspected of each finding: the likeliest wrong cells and whose error it is (expectations/suspicions.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from expectations.suspicions import Accused, Cell, Reading, Suspicion, binding_constraints, suspicions

SCHEMA = pa.schema(
    {
        **dict.fromkeys(
            ("report_id", "identity", "form", "instance", "suspected", "suspected_reason", "pattern", "proposals"),
            pa.string(),
        ),
        "suspect_slots": pa.list_(pa.string()),
    }
)
ACCUSED = """
    select
        accused.report_id, accused.identity, accused.form, accused.instance,
        coalesce(list(cells.slot order by cells.slot_position) filter (where cells.link = ''), [])
    from accused
    inner join changed using (report_id)
    left join cells using (report_id, identity, form, instance)
    group by all
    order by all
"""
READINGS = """
    select
        facts.report_id, facts.form, facts.table_name,
        facts.table_name || '/' || facts.row_code || '/' || facts.column_code,
        coalesce(facts.printed, ''), facts."value", facts.state, facts.confidence, facts.method, slots.kind
    from facts
    inner join slots using (form, table_name, row_code, column_code)
    where facts.report_id in (select report_id from accused) and facts.report_id in (select report_id from changed)
    order by facts.report_id, slots."position"
"""


def model(dbt: Any, session: Any) -> pa.Table:
    """Take dbt's handle and the connection to the warehouse; return one row a finding of the reports that changed."""
    accused, changed = dbt.ref("int_accused"), dbt.ref("int_reports_to_suspect")
    copies = dict(dbt.ref("int_reports").select("report_id, document_count").fetchall())
    rows = _rows(
        _grouped(_slots_of_findings(session, accused, changed, dbt.ref("int_finding_cells"))),
        _grouped(_read_slots(session, accused, changed, dbt.ref("int_judged_facts"), dbt.ref("stg_slots"))),
        copies,
    )
    return pa.Table.from_pylist(list(rows), schema=SCHEMA)


def _slots_of_findings(session: Any, accused: Any, changed: Any, cells: Any) -> list[tuple[Any, ...]]:
    """The rows of ACCUSED; DuckDB finds the relations by the names they have here."""
    return session.sql(ACCUSED).fetchall()  # type: ignore[no-any-return]  # dbt hands over an untyped connection


def _read_slots(session: Any, accused: Any, changed: Any, facts: Any, slots: Any) -> list[tuple[Any, ...]]:
    """The rows of READINGS, found in the same way."""
    return session.sql(READINGS).fetchall()  # type: ignore[no-any-return]  # dbt hands over an untyped connection


def _grouped(rows: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows without their first column, by it."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found


def _rows(
    accused: dict[str, list[tuple[Any, ...]]],
    facts: dict[str, list[tuple[Any, ...]]],
    copies: dict[str, int],
) -> Iterator[dict[str, Any]]:
    binding = binding_constraints()
    for report_id, findings in accused.items():
        tables = dict.fromkeys(fact[:2] for fact in facts.get(report_id, ()))
        found = suspicions(
            [Accused((identity, form, instance), tuple(slots)) for identity, form, instance, slots in findings],
            [_reading(*fact[2:]) for fact in facts.get(report_id, ())],
            [constraint for table in tables for constraint in binding.get(table, ())],
            copies=copies.get(report_id) or 1,
        )
        yield from (_row(report_id, suspicion) for suspicion in found)


def _reading(slot: str, printed: str, value: Any, state: Any, confidence: float, method: str, kind: str) -> Reading:
    cell = Cell(
        slot, printed, value, state, confidence, whole=kind != "amount", signed=kind == "signed"
    )  # what the recogniser saw beside it stands in problem rows
    return Reading(cell, method)


def _row(report_id: str, found: Suspicion) -> dict[str, Any]:
    identity, form, instance = found.key
    return {
        "report_id": report_id,
        "identity": identity,
        "form": form,
        "instance": instance,
        "suspected": found.suspected,
        "suspected_reason": found.reason,
        "pattern": found.pattern,
        "proposals": found.proposals,
        "suspect_slots": list(found.slots),
    }
