"""The data dictionary as a page: tables and columns as dbt describes them, metrics, codes."""

from __future__ import annotations

import csv
from pathlib import Path

from flows.dictionary.codes import CodeList, code_list_of, code_lists, read_codes
from flows.dictionary.models import Column, Table, read_tables
from tools.markdown import cell, table

_METRICS = Path(__file__).resolve().parent.parent / "dbt_project/seeds/seed_metrics.csv"
_ABOUT = """# Data dictionary · 数据字典

The tables of schema `marts` in the published file, and of the Parquet, CSV and XLSX beside it. The same stands as
comments in the DuckDB file, on the first sheets of `gouji.xlsx`, and for programs in `datapackage.json`. How to open
them: [ways_in.md](ways_in.md).
Below the tables: [metrics](#metrics--指标) · [codes](#codes--代码).
"""
_METRICS_ABOUT = """
# Metrics · 指标

The rows of the table `metrics`; numerators and denominators are equations over categories.

"""
_CODES_ABOUT = """
# Codes · 代码

The rows of the table `codes`; what each `identity` says stands in the [rule book](identities.md).
"""
_TOLD_ELSEWHERE = ("identities",)


def data_dictionary() -> str:
    """Every table, column, metric and code of the published marts."""
    tables = "".join(_table(one) for one in read_tables().values())
    lists = "".join(_codes(one) for one in code_lists().values() if one.source not in _TOLD_ELSEWHERE)
    return _ABOUT + tables + _METRICS_ABOUT + _metrics() + _CODES_ABOUT + lists


def _table(one: Table) -> str:
    """One table of the data dictionary."""
    rows = [(f"`{column.name}`", column.data_type, column.said.both, _told(one, column)) for column in one.columns]
    key = f"\n\nKey · 主键: {', '.join(f'`{name}`' for name in one.key)}" if one.key else ""
    heads = ("column", "type", "description", "values")
    return f"\n## {one.name}\n\n{cell(one.said.both)}{key}\n\n{table(heads, rows)}"


def _told(one: Table, column: Column) -> str:
    """The code list and the foreign key of a column."""
    code_list = code_list_of(one.name, column.name)
    codes = [f"[{code_list}](#codes-{code_list})"] if code_list else []
    return "; ".join(codes + ([f"→ `{'.'.join(column.refers_to)}`"] if column.refers_to else []))


def _metrics() -> str:
    """The metrics as they are defined."""
    with _METRICS.open(encoding="utf-8", newline="") as lines:
        rows = [_metric(row) for row in csv.DictReader(lines)]
    return table(("metric", "says", "unit", "numerator", "denominator", "undefined"), rows)


def _metric(row: dict[str, str]) -> tuple[str, ...]:
    """One metric."""
    sides = (f"`{row[side]}`" if row[side] else "" for side in ("numerator", "denominator"))
    undefined = f"{row['undefined_zh']}{row['undefined_en']}"
    return (f"`{row['metric']}`", f"{row['label_zh']} {row['label_en']}", row["unit"], *sides, undefined)


def _codes(one: CodeList) -> str:
    """One code list."""
    rows = [
        (f"`{code.code}`", code.label_zh, code.label_en) for code in read_codes() if code.code_list == one.code_list
    ]
    heads = ("code", "zh", "en")
    return f"\n## codes {one.code_list}\n\n{one.label_zh} · {one.label_en}\n\n{table(heads, rows)}"
