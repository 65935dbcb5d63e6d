"""Values as SQL, for the statements that take no parameters."""

from __future__ import annotations

from pathlib import Path


def sql_text(value: str | Path) -> str:
    """A text or a path as an SQL string."""
    return "'" + str(value).replace("'", "''") + "'"
