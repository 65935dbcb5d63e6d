"""The published tables as dbt's descriptions have them: columns, types, meanings, keys, and allowed values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

MODELS = Path(__file__).resolve().parents[2] / "dbt_project" / "models"
_DOC_BLOCK = re.compile(r"{% docs (\w+) %}(.*?){% enddocs %}", re.S)
_DOC_REFERENCE = re.compile(r"{{ doc\('(\w+)'\) }}")
_SPLIT = re.compile(r"(.*[\u3002\uff01\uff1f])\s*(\S.*)", re.S)
"""The Chinese sentences of a description end in a mark that English has not; what follows is English."""
_MODEL = re.compile(r"ref\('(\w+)'\)")


@dataclass(frozen=True, slots=True)
class Said:
    """A description in both languages."""

    zh: str
    en: str

    @property
    def both(self) -> str:
        """One text, the Chinese sentences first."""
        return f"{self.zh}{self.en}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `allowed` are the values dbt tests it for, `refers_to` is the table and column of a foreign key."""

    name: str
    data_type: str
    said: Said
    is_required: bool
    allowed: tuple[str, ...]
    refers_to: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Table:
    """A published table; `key` are the columns that name a row, empty where dbt tests for none."""

    name: str
    said: Said
    columns: tuple[Column, ...]
    key: tuple[str, ...]


@cache
def read_tables() -> Mapping[str, Table]:
    """Each mart by name in alphabetical order; raises KeyError for a reference to a description that is not there."""
    pages = sorted((MODELS / "marts").glob("*.yml"))
    models = [model for page in pages for model in _yaml(page).get("models", [])]
    return {str(model["name"]): _table(model) for model in sorted(models, key=lambda model: str(model["name"]))}


def described(description: str) -> str:
    """A description with its reference to a block followed; raises KeyError where there is no such block."""
    reference = _DOC_REFERENCE.fullmatch(description.strip())
    return _doc_blocks()[reference[1]] if reference else " ".join(description.split())


def said(description: str) -> Said:
    """A description parted into its two languages; raises ValueError where one of them is missing."""
    found = _SPLIT.fullmatch(described(description))
    if found is None:
        raise ValueError(f"{description!r} is not Chinese sentences followed by English ones")
    return Said(found[1], found[2])


@cache
def _doc_blocks() -> Mapping[str, str]:
    """The descriptions that dbt keeps in blocks, by name."""
    blocks = (_DOC_BLOCK.findall(page.read_text(encoding="utf-8")) for page in sorted(MODELS.rglob("*.md")))
    return {name: " ".join(text.split()) for page in blocks for name, text in page}


def _yaml(page: Path) -> dict[str, Any]:
    """One file of descriptions, read by the C parser where PyYAML has one: it is ten times as fast."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(page.read_text(encoding="utf-8"), Loader=loader)
    return content if isinstance(content, dict) else {}


def _table(model: Mapping[str, Any]) -> Table:
    """One model."""
    columns = tuple(_column(column) for column in model["columns"])
    unique = [str(column["name"]) for column in model["columns"] if {"unique", "not_null"} <= _tests(column).keys()]
    together = _tests(model).get("unique_together", {}).get("columns", ())
    return Table(str(model["name"]), said(model["description"]), columns, tuple(unique[:1] or together))


def _column(column: Mapping[str, Any]) -> Column:
    """One column of a model."""
    tests = _tests(column)
    allowed = tests.get("accepted_values", {}).get("values", ())
    return Column(
        name=str(column["name"]),
        data_type=str(column["data_type"]),
        said=said(column["description"]),
        is_required="not_null" in tests,
        allowed=tuple(str(value) for value in allowed),
        refers_to=_reference(tests.get("relationships")),
    )


def _tests(described_thing: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The tests of a model or a column by name, each with its arguments; one under a condition holds for some rows."""
    found: dict[str, dict[str, Any]] = {}
    for test in described_thing.get("data_tests", ()):
        name, told = (test, {}) if isinstance(test, str) else next(iter(test.items()))
        if "where" not in (told or {}).get("config", {}):
            found[str(name)] = (told or {}).get("arguments", {})
    return found


def _reference(relationship: Mapping[str, Any] | None) -> tuple[str, str] | None:
    """The table and column of a foreign key; null for none."""
    model = _MODEL.fullmatch(str(relationship["to"])) if relationship else None
    return (model[1], str(relationship["field"])) if model and relationship else None
