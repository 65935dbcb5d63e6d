"""The published tables as a Frictionless data package: `datapackage.json` tells programs what each file holds."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.dictionary.codes import code_list_of
from flows.dictionary.models import Column, Table, read_tables

PACKAGE = "datapackage.json"
_ABOUT = Path(__file__).with_name("package.json")
_TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "DECIMAL": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
"""What a type of the tables is called in a schema."""
_LIST_IN_CSV = "string"
"""A CSV has no lists: their items stand in one text, between them `; `."""
_CSV = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "profile": "tabular-data-resource"}
_PARQUET = {
    "format": "parquet",
    "mediatype": "application/vnd.apache.parquet",
    "profile": "data-resource",
    "type": "file",
}
"""Frictionless would read a Parquet as a table by way of pandas, which turns whole numbers with nulls into others."""

Columns = Sequence[tuple[str, str]]
"""Names and types in the readers' file."""


def write_package(folder: Path, tables: Mapping[str, Columns], *, version: str, created: datetime) -> None:
    """Writes <folder>/datapackage.json over the CSV and Parquet of the tables; `created` is UTC without a zone."""
    about = json.loads(_ABOUT.read_text(encoding="utf-8"))
    when = created.replace(tzinfo=UTC, microsecond=0).isoformat().replace("+00:00", "Z")
    package = {**about, "version": version, "created": when, "resources": list(_resources(folder, tables))}
    (folder / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _resources(folder: Path, tables: Mapping[str, Columns]) -> Iterator[dict[str, Any]]:
    """Each table twice: the CSV under its name, the Parquet under `<name>.parquet`."""
    for name, columns in tables.items():
        known = read_tables().get(name)
        for kind, suffix in ((_CSV, ""), (_PARQUET, ".parquet")):
            path = f"{kind['format']}/{name}.{kind['format']}"
            resource = {"name": name + suffix, "path": path, **_said(known), **kind}
            size = {"bytes": (folder / path).stat().st_size}
            schema = {**_schema(name, columns, known, is_csv=not suffix), **_foreign_keys(known, tables, suffix)}
            yield {**resource, **size, "schema": schema}


def _said(known: Table | Column | None) -> dict[str, str]:
    """A description whole and in each language; nothing of what the dictionary does not know."""
    if known is None:
        return {}
    return {"description": known.said.both, "description_zh": known.said.zh, "description_en": known.said.en}


def _schema(name: str, columns: Columns, known: Table | None, *, is_csv: bool) -> dict[str, Any]:
    """The columns, and what names a row."""
    told = {column.name: column for column in known.columns} if known else {}
    fields = [_field(name, column, kind, told.get(column), is_csv=is_csv) for column, kind in columns]
    key = {"primaryKey": list(known.key)} if known and known.key else {}
    return {"fields": fields, "missingValues": [""], **key}


def _field(table: str, name: str, kind: str, known: Column | None, *, is_csv: bool) -> dict[str, Any]:
    """One column."""
    field: dict[str, Any] = {"name": name, "type": _type(kind, is_csv=is_csv), **_said(known)}
    if field["type"] == "datetime":
        field["format"] = "any"  # ISO with a blank in the place of the T, and with a fraction where there is one
    if codes := code_list_of(table, name):
        field["codeList"] = codes
    if known and (constraints := _constraints(known)):
        field["constraints"] = constraints
    return field


def _type(kind: str, *, is_csv: bool) -> str:
    """The type in a schema of a type of DuckDB; raises KeyError for one that no published column has had yet."""
    if kind.endswith("[]"):
        return _LIST_IN_CSV if is_csv else "array"
    return _TYPES[kind.partition("(")[0]]


def _constraints(column: Column) -> dict[str, Any]:
    """What dbt tests a column for."""
    required = {"required": True} if column.is_required else {}
    return {**required, **({"enum": list(column.allowed)} if column.allowed else {})}


def _foreign_keys(known: Table | None, tables: Collection[str], suffix: str) -> dict[str, Any]:
    """Where columns point to another published table, in the files of the same format."""
    found = [(column.name, column.refers_to) for column in (known.columns if known else ()) if column.refers_to]
    keys = [
        {"fields": [name], "reference": {"resource": table + suffix, "fields": [field]}}
        for name, (table, field) in found
        if table in tables
    ]
    return {"foreignKeys": keys} if keys else {}
