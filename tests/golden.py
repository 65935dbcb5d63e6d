"""Facts as rows of text, and the golden file beside an example."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from extractors.records import Fact

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("table_name", "row_code", "column_code", "printed", "value", "unit", "state", "locator", "method")


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def slot_order() -> dict[tuple[str, str], int]:
    """(form, slot) to its place in the vocabulary, so that goldens keep their order when extraction changes its own."""
    slots = rows(ROOT / "extractors/forms/slots.csv")
    return {(s["form"], f"{s['table_name']}/{s['row_code']}/{s['column_code']}"): i for i, s in enumerate(slots)}


def golden_path(example: Path) -> Path:
    """Where the golden of an example stands."""
    return example.with_suffix(".facts.csv")


def as_rows(facts: Iterable[Fact]) -> list[dict[str, str]]:
    """Facts in the order of the vocabulary, every column as text, a missing value as an empty one."""
    order = slot_order()
    placed = sorted(facts, key=lambda fact: (order[fact.form, fact.slot], fact.locator))
    return [{name: _text(getattr(fact, name)) for name in COLUMNS} for fact in placed]


def write(path: Path, facts: list[dict[str, str]]) -> None:
    """Write a golden file."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(facts)


def differences(expected: list[dict[str, str]], actual: list[dict[str, str]]) -> list[str]:
    """One line a row that is on one side only, `-` for the golden's and `+` for ours."""
    wanted, got = (["; ".join(row[name] for name in COLUMNS) for row in side] for side in (expected, actual))
    lost = [f"- {line}" for line in wanted if line not in set(got)]
    added = [f"+ {line}" for line in got if line not in set(wanted)]
    return lost + added or ([] if wanted == got else ["the same rows in another order or number"])


def _text(value: object) -> str:
    """A value as it stands in a golden: amounts without idle zeros, nothing as nothing."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
