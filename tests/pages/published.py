"""A published file made by hand: the marts of the contract with the reports that a test puts in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from expectations.identities import Identity, read_identities
from extractors import forms
from extractors.grid import page_locator

SEEN = datetime(2024, 3, 1, 2, 30)
RULES = {(rule.identity, rule.form): rule for rule in read_identities()}


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

    def add(self, table: str, rows: list[Mapping[str, Any]]) -> None:
        """Rows by column name; a column not named is null."""
        for columns in dict.fromkeys(tuple(row) for row in rows):
            marks = ", ".join("?" for _ in columns)
            statement = f"insert into marts.{table} ({', '.join(columns)}) values ({marks})"
            self.connection.executemany(statement, [list(row.values()) for row in rows if tuple(row) == columns])

    def report(self, report_id: str, agency: str | None, year: int | None, form: str, **more: Any) -> None:
        """A statutory report without facts."""
        usual = {"document_kind": "statutory_report", "document_id": f"d_{report_id}", "source_uri": "report.pdf"}
        counts = {"revision": 1, "facts": 0, "problems": 0, "findings": 0}
        self.add("reports", [{
            "report_id": report_id, "agency_id": "a_1", "agency_name": agency, "year": year, "form": form,
            **usual, **counts, **more,
        }])

    def table(self, report_id: str, form: str, name: str, printed: Mapping[str, str]) -> None:
        """A whole table of a report: the printed texts by row/column, zero where nothing is said."""
        rows = []
        for by_form in forms.slots().values():
            slot = by_form.get(form)
            if slot and slot.table_name == name:
                rows.append(self._fact(report_id, slot, printed.get(f"{slot.row_code}/{slot.column_code}", "0")))
        self.add("facts", rows)

    def finding(self, finding_id: str, report_id: str, rule: Identity, instance: str, slots: list[str], **more: Any) -> None:
        """A finding and the result behind it; broken unless said otherwise."""
        (agency, year, form), = self.connection.execute(
            "select agency_name, year, form from marts.reports where report_id = ?", [report_id]
        ).fetchall()
        sides = {"status": "broken", "difference": Decimal(1), **more}
        shared = {"report_id": report_id, "identity": rule.identity, "instance": instance, "kind": rule.kind,
                  "severity": rule.severity, "status": sides["status"], "difference": sides["difference"]}
        self.add("identity_results", [{**shared, "form": form, "reason": more.get("reason")}])
        sides.pop("reason", None)
        self.add("findings", [{
            **shared, "finding_id": finding_id, "agency_name": agency, "year": year, "says": rule.says,
            "says_en": rule.says_en, "slots": slots, "suspect_slots": slots[:1], "suspected": "undecided",
            "locator": page_locator(3, (72, 90, 110, 104)), "state": "open", "first_seen": SEEN, "last_seen": SEEN,
            **sides,
        }])

    def holds(self, report_id: str, rule: Identity, instance: str, status: str = "holds") -> None:
        """A result that is no finding."""
        self.add("identity_results", [{
            "report_id": report_id, "identity": rule.identity, "instance": instance, "status": status,
            "kind": rule.kind, "severity": rule.severity,
        }])

    @staticmethod
    def _fact(report_id: str, slot: forms.Slot, printed: str) -> Mapping[str, Any]:
        is_number = printed.lstrip("-").isdigit()
        return {
            "report_id": report_id, "form": slot.form, "table_name": slot.table_name, "row_code": slot.row_code,
            "column_code": slot.column_code, "printed": printed, "value": Decimal(printed) if is_number else None,
            "unit": slot.unit, "state": "number" if is_number else "not_applicable" if printed else "blank",
            "document_id": f"d_{report_id}", "locator": page_locator(3, (72, 90, 110, 104)), "method": "heading",
            "confidence": 1.0,
        }
