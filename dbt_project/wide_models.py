"""Writes the contracts of the wide marts from slots.csv and headings.csv: python dbt_project/wide_models.py."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
FORMS = HERE.parent / "extractors" / "forms"
MARTS = HERE / "models" / "marts"
MODELS = {
    "proactive_disclosures": "proactive_disclosure",
    "requests": "requests",
    "disputes": "disputes",
    "statistics": "statistics",
}
KEYS = {
    "report_id": ("varchar", ("unique", "not_null")),
    "agency_id": ("varchar", ()),
    "agency_name": ("varchar", ()),
    "year": ("integer", ()),
    "form": ("varchar", ()),
}


def contracts() -> dict[Path, str]:
    """Return the text of each wide mart's yml, by its path."""
    labels = _labels()
    return {MARTS / f"{model}.yml": _contract(model, table, labels) for model, table in MODELS.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (FORMS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _labels() -> dict[tuple[str, str, str, str], str]:
    """Map table, role, code and form to the label of the decree."""
    return {
        (row["table_name"], row["role"], row["code"], form): row["label"]
        for row in _rows("headings.csv")
        for form in row["forms"].split()
    }


def _contract(model: str, table: str, labels: dict[tuple[str, str, str, str], str]) -> str:
    lines = ["# Written by wide_models.py; do not edit.", "models:", f"  - name: {model}"]
    lines += [f"    description: \"{{{{ doc('{model}') }}}}\"", "    data_tests:", "      - keeps_every_value:"]
    lines += ["          arguments:", f"            table_name: {table}", "    columns:"]
    for key, (data_type, tests) in KEYS.items():
        lines += _column(key, f"{{{{ doc('{key}') }}}}", data_type)
        lines += ["        quote: true"] if key == "year" else []
        lines += ["        data_tests:", *(f"          - {test}" for test in tests)] if tests else []
    for column, description in _slot_columns(table, labels):
        lines += _column(column, description, "decimal(28,6)")
    return "\n".join(lines) + "\n"


def _column(name: str, description: str, data_type: str) -> list[str]:
    return [f"      - name: {name}", f'        description: "{description}"', f"        data_type: {data_type}"]


def _slot_columns(table: str, labels: dict[tuple[str, str, str, str], str]) -> Iterator[tuple[str, str]]:
    """Yield every slot of any form once, in the order of the latest form that has it, with its description."""
    slots = {f"{r['row_code']}__{r['column_code']}": r for r in _rows("slots.csv") if r["table_name"] == table}
    for name, slot in slots.items():
        row = labels[table, "row", slot["row_code"], slot["form"]]
        column = labels[table, "column", slot["column_code"], slot["form"]]
        english = f"{slot['row_code']}, {slot['column_code']}".replace("_", " ")
        yield name, f"{row} · {column}（{slot['unit']}）。{english}."


def main() -> None:
    """Write the contracts in place."""
    for path, text in contracts().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
