"""Writes the contracts of the wide marts from slots, headings and metrics: python dbt_project/wide_models.py."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
FORMS = HERE.parent / "extractors" / "forms"
SEEDS = HERE / "seeds"
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
PLACES = ("series_id", "province", "city", "county", "region_code", "level", "agency_kind", "sector")
FOUND = ("findings", "open_findings", "broken_mandated")
FIELDS = {
    "value": ("double", "", ""),
    "change": ("double", "比上年的变化", "change on the year before; null where the two do not compare"),
    "rank": ("integer", "名次", "rank among its peers, 1 is the highest"),
    "peers": ("integer", "参加排名的机关数", "how many peers are ranked"),
}
OWN = ("double", "本级", "at the region's own level alone")
REGION_KEYS = {
    "region_code": ("varchar", "region_code", ("not_null",)),
    "region_name": ("varchar", "region_name", ("not_null",)),
    "level": ("varchar", "region_level", ("not_null",)),
    "province": ("varchar", "province", ()),
    "city": ("varchar", "city", ()),
    "year": ("integer", "year", ("not_null",)),
    "agencies_expected": ("bigint", "agencies_expected", ()),
    "agencies_found": ("bigint", "agencies_found", ()),
    "share_found": ("double", "share_found", ()),
    "agencies_counted": ("bigint", "agencies_counted", ()),
    "agencies_left_out": ("bigint", "agencies_left_out", ()),
    "own_agencies_counted": ("bigint", "own_agencies_counted", ()),
}
WHOLES = {"whole_report_id": "varchar", "whole_received": "double"}


def contracts() -> dict[Path, str]:
    """Return the text of each wide mart's yml, by its path."""
    labels = _labels()
    wide = {MARTS / f"{model}.yml": _contract(model, table, labels) for model, table in MODELS.items()}
    return wide | {MARTS / "agency_years.yml": _years(), MARTS / "region_years.yml": _region_years()}


def _rows(name: str, folder: Path = FORMS) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
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


def _years() -> str:
    """Return the contract of agency_years: who, where and when, then every metric, then what was found."""
    lines = ["# Written by wide_models.py; do not edit.", "models:", "  - name: agency_years"]
    lines += ["    description: \"{{ doc('agency_years') }}\"", "    columns:"]
    for key, (data_type, tests) in _year_keys().items():
        lines += _column(key, f"{{{{ doc('{key}') }}}}", data_type)
        lines += ["        quote: true"] if key == "year" else []
        lines += ["        data_tests:", *(f"          - {test}" for test in tests)] if tests else []
    for metric in _rows("seed_metrics.csv", SEEDS):
        for field in FIELDS if metric["unit"] == "share" else ("value",):
            lines += _metric_column(metric, field)
    for key in FOUND:
        lines += _column(key, f"{{{{ doc('{key}') }}}}", "bigint")
    return "\n".join(lines) + "\n"


def _region_years() -> str:
    """Return the contract of region_years: where and when, what is counted, then every metric of the sums."""
    lines = ["# Written by wide_models.py; do not edit.", "models:", "  - name: region_years"]
    lines += ["    description: \"{{ doc('region_years') }}\"", "    data_tests:", "      - unique_together:"]
    lines += ["          arguments:", "            columns: [region_code, year]", "    columns:"]
    for key, (data_type, block, tests) in REGION_KEYS.items():
        lines += _column(key, f"{{{{ doc('{block}') }}}}", data_type)
        lines += ["        quote: true"] if key == "year" else []
        lines += ["        data_tests:", *(f"          - {test}" for test in tests)] if tests else []
    for metric in _rows("seed_metrics.csv", SEEDS):
        lines += _metric_column(metric, "value")
        lines += _metric_column(metric, "own") if metric["unit"] == "count" else []
    for key, data_type in WHOLES.items():
        lines += _column(key, f"{{{{ doc('{key}') }}}}", data_type)
    return "\n".join(lines) + "\n"


def _year_keys() -> dict[str, tuple[str, tuple[str, ...]]]:
    names = ("agency_id", "agency_name", *PLACES, "year", "report_id", "form")
    return {name: KEYS.get(name, ("varchar", ())) for name in names} | {"is_counted": ("boolean", ())}


def _metric_column(metric: dict[str, str], field: str) -> list[str]:
    """Return the lines of one column of a metric: its value, or its change, rank, peers or own part."""
    data_type, chinese, english = OWN if field == "own" else FIELDS[field]
    name = {"value": metric["metric"], "own": f"own_{metric['metric']}"}.get(field, f"{metric['metric']}_{field}")
    description = "，".join(filter(None, (metric["label_zh"], chinese)))
    translation = ": ".join(filter(None, (metric["label_en"], english)))
    meta = [
        "        config:",
        "          meta:",
        f"            metric: {metric['metric']}",
        f"            field: {field}",
    ]
    return [*_column(name, f"{description}。{translation}.", data_type), *meta]


def main() -> None:
    """Write the contracts in place."""
    for path, text in contracts().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
