"""A published file made by hand: the marts of the contract with the reports that a test puts in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from expectations.identities import Identity, read_identities
from extractors import forms
from extractors.grid import page_locator

SEEN = datetime(2024, 3, 1, 2, 30)
RULES = {(rule.identity, rule.form): rule for rule in read_identities()}
SOMEWHERE = page_locator(3, (72, 90, 110, 104))


class Published:
    """Writes the marts of one DuckDB file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = duckdb.connect(str(path))
        self.connection.execute((Path(__file__).parent / "marts.sql").read_text(encoding="utf-8"))

    def close(self) -> Path:
        """The file, ready to be read."""
        self.connection.close()
        return self.path

    def add(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Rows with the same columns; a column not named is null."""
        self.connection.register("added", pa.Table.from_pylist(rows))
        self.connection.execute(f"insert into marts.{table} by name select * from added")
        self.connection.unregister("added")

    def report(self, report_id: str, agency: str | None, year: int | None, form: str, **more: Any) -> None:
        """A statutory report without facts."""
        row = {"report_id": report_id, "agency_name": agency, "year": year, "form": form}
        usual = {"document_kind": "statutory_report", "document_id": f"d_{report_id}", "document_name": "report.pdf"}
        counts = {"documents": 1, "facts": 0, "problems": 0, "findings": 0, "revision": 1}
        self.add("reports", [{**row, **usual, **counts, **more}])

    def table(self, report_id: str, form: str, name: str, printed: Mapping[str, str]) -> None:
        """A whole table of a report: the printed texts by row/column, zero where nothing is said."""
        slots = [by_form[form] for key, by_form in forms.slots().items() if key[0] == name and form in by_form]
        texts = [printed.get(f"{slot.row_code}/{slot.column_code}", "0") for slot in slots]
        self.add("facts", [_fact(report_id, slot, text) for slot, text in zip(slots, texts, strict=True)])

    def finding(
        self, finding_id: str, report_id: str, rule: Identity, instance: str, slots: list[str], **more: Any
    ) -> None:
        """A finding and the result behind it; broken by one unless said otherwise."""
        ((agency, year, form, name, uri),) = self.connection.execute(
            "select agency_name, year, form, document_name, source_uri from marts.reports where report_id = ?",
            [report_id],
        ).fetchall()
        self.result(report_id, rule, instance, more.get("status", "broken"))
        whose = {"finding_id": finding_id, "agency_name": agency, "year": year, "form": form}
        says = {name: getattr(rule, name) for name in ("table_name", "equation", "basis", "says", "says_en")}
        usual = {"difference": Decimal(1), "slots": slots, "suspect_slots": slots, "locator": SOMEWHERE}
        printed_in = {"document_id": f"d_{report_id}", "document_name": name, "source_uri": uri}
        seen = {"suspected": "undecided", "state": "open", "first_seen": SEEN, "last_seen": SEEN}
        row = _result(report_id, rule, instance, "broken")
        self.add("findings", [{**row, **whose, **says, **usual, **printed_in, **seen, **more}])

    def result(self, report_id: str, rule: Identity, instance: str, status: str = "holds") -> None:
        """An identity judged on a report."""
        self.add("identity_results", [_result(report_id, rule, instance, status)])


def _result(report_id: str, rule: Identity, instance: str, status: str) -> dict[str, Any]:
    """What a result and a finding have in common."""
    judged = {"report_id": report_id, "identity": rule.identity, "instance": instance, "status": status}
    return {**judged, "kind": rule.kind, "severity": rule.severity}


def _fact(report_id: str, slot: forms.Slot, printed: str) -> dict[str, Any]:
    """A slot of a form with its printed text: a whole number, a blank, or a mark."""
    is_number = printed.isdigit()
    place = {name: getattr(slot, name) for name in ("form", "table_name", "row_code", "column_code", "unit")}
    state = "number" if is_number else "not_applicable" if printed else "blank"
    value = Decimal(printed) if is_number else None
    whose = {"report_id": report_id, "document_id": f"d_{report_id}", "locator": SOMEWHERE}
    return {**place, **whose, "printed": printed, "value": value, "state": state}
