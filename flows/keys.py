"""The keys of the published tables, as the tests of dbt state them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

Key = tuple[str, ...]


def table_keys(package: Path) -> dict[str, Key]:
    """The columns that tell the rows of each mart apart; a mart without a tested key is not named.

    `package` is the folder in which dbt_project lies.
    """
    pages = sorted((package / "dbt_project" / "models" / "marts").glob("*.yml"))
    models = (model for page in pages for model in yaml.safe_load(page.read_text(encoding="utf-8")).get("models", ()))
    found = {str(model["name"]): next(_keys(model), ()) for model in models}
    return {table: key for table, key in found.items() if key}


def _keys(model: Mapping[str, Any]) -> Iterator[Key]:
    """The tested keys of a model, one of a single column first; one that may be null tells no rows apart."""
    for column in model.get("columns", ()):
        tests = column.get("data_tests", ())
        if "unique" in tests and "not_null" in tests:
            yield (str(column["name"]),)
    for test in model.get("data_tests", ()):
        if isinstance(test, dict) and (together := test.get("unique_together")):
            yield tuple(map(str, together["arguments"]["columns"]))
