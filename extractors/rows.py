"""The CSV tables of `extractors/forms` as rows: the one way in which code reaches a printed wording."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FORMS = Path(__file__).parent / "forms"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the table `name` (without `.csv`) in file order, each as column -> text; raises FileNotFoundError."""
    with (FORMS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def words(name: str, role: str, column: str = "word") -> tuple[str, ...]:
    """One column of the rows of one role, longest first, so that a longer word wins over its own beginning."""
    chosen = (row[column] for row in rows(name) if row["role"] == role)
    return tuple(sorted(chosen, key=lambda word: (-len(word), word)))


def alternatives(name: str, role: str, column: str = "word") -> str:
    """The words of one role as a non-capturing regular expression of alternatives."""
    return "(?:" + "|".join(words(name, role, column)) + ")"
