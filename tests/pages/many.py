"""A published file with as many findings as one likes, four a report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.pages.published import RULES, SEEN, SOMEWHERE, Published

COLUMNS = ("natural_person", "business", "other_organization", "total")
ROWS = ("received", "carried_in", "outcomes_total", "carried_out")


def findings(reports: int) -> Iterator[dict[str, Any]]:
    """Four findings a report."""
    rule = RULES["requests_balance", "*"]
    same = {name: getattr(rule, name) for name in ("identity", "kind", "severity", "says", "says_en", "basis")}
    sides = {"expected": Decimal(13), "actual": Decimal(12), "difference": Decimal(-1)}
    told = {"form": "2021", "table_name": "requests", "status": "broken", "state": "open", "suspected": "undecided"}
    seen = {"first_seen": SEEN, "last_seen": SEEN, "locator": SOMEWHERE, "document_name": "report.pdf"}
    for number in range(reports):
        for column in COLUMNS:
            slots = [f"requests/{row}/{column}" for row in ROWS]
            own = {"finding_id": f"f_{number}_{column}", "report_id": f"r_{number}", "instance": column}
            whose = {"agency_name": f"第{number}局", "year": 2019 + number % 5, "slots": slots, "suspect_slots": slots}
            yield {**same, **sides, **told, **seen, **own, **whose}


def fill_many(published: Published, reports: int, tables: int = 1) -> None:
    """So many reports, of which the first ones have their tables of requests."""
    row = {"form": "2021", "document_kind": "statutory_report", "document_name": "report.pdf", "documents": 1}
    row |= {"facts": 186, "problems": 0, "findings": 4, "revision": 1}
    rows = [
        {**row, "report_id": f"r_{n}", "agency_name": f"第{n}局", "year": 2019 + n % 5, "document_id": f"d_r_{n}"}
        for n in range(reports)
    ]
    published.add("reports", rows)
    published.add("findings", list(findings(reports)))
    kept = ("report_id", "identity", "instance", "status", "kind", "severity")
    published.add("identity_results", [{name: one[name] for name in kept} for one in findings(reports)])
    for number in range(tables):
        published.table(f"r_{number}", "2021", "requests", {})
