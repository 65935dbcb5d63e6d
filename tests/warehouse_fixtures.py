"""Warehouses for tests: raw tables filled from figures or from rows written in the test, then built once by dbt."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tools.loading.reports import Address, Printed, Report, filled_form, printed
from tools.loading.warehouse import PROJECT, ROOT, RUN_STARTED_AT, build, fill, run_dbt

__all__ = [
    "FIGURES", "PROJECT", "ROOT", "RUN_STARTED_AT", "Address", "Printed", "Report", "build", "built_warehouse",
    "figures", "fill", "filled_form", "printed", "run_dbt",
]  # fmt: skip
FIGURES = ROOT.parent / "shared" / "figures"


def figures(name: str) -> Report:
    """Take the name of a figures file; return its report."""
    with (FIGURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = {(r["table_name"], r["row_code"], r["column_code"]): printed(r["printed"], r["value"]) for r in rows}
    return Report(rows[0]["agency"], int(rows[0]["year"]), cells, name=name)


def built_warehouse(
    folder: Path, reports: Sequence[Report], seeds: Mapping[str, Sequence[Mapping[str, Any]]] | None = None
) -> Path:
    """Fill and build a new warehouse in a folder, with more rows in some seeds; return its file."""
    database = folder / "gouji.duckdb"
    fill(database, reports)
    if not seeds:
        build(database)
        return database
    assert run_dbt(database, "seed").success
    with duckdb.connect(str(database)) as connection:
        for seed, rows in seeds.items():
            connection.register("batch", pa.Table.from_pylist([dict(row) for row in rows]))
            connection.execute(f"insert into seeds.{seed} by name select * from batch")
    build(database, "--exclude-resource-type", "seed")
    return database
