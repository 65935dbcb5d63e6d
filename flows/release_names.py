"""The releases of a home folder: their names, their order, and what the last one says of itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.csv_rows import day
from flows.errors import UsageError
from flows.settings import Settings

CHANGES = "changes.json"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d+))?")


@dataclass(frozen=True, slots=True, order=True)
class ReleaseName:
    """The day of a release, and which of that day it is."""

    day: date
    number: int = 1

    def __str__(self) -> str:
        """`2026-01-31`, and for the second of that day `2026-01-31-2`."""
        return f"{self.day}" if self.number == 1 else f"{self.day}-{self.number}"


def releases(settings: Settings) -> list[ReleaseName]:
    """The releases of a home folder, the oldest first."""
    folders = settings.releases.iterdir() if settings.releases.is_dir() else ()
    return sorted(name for folder in folders if (name := _named(folder)))


def told(settings: Settings) -> str:
    """The last release in one line; empty when there is none."""
    names = releases(settings)
    if not names:
        return ""
    folder = settings.releases / str(names[-1])
    return f"{folder} ({_difference_line(folder)}; {len(names)} in all)"


def _difference_line(folder: Path) -> str:
    """What a release says of its difference to the one before, in a few words."""
    try:
        changes: dict[str, Any] = json.loads((folder / CHANGES).read_text(encoding="utf-8"))
        counts, previous = changes["counts"], changes["previous"]
    except (OSError, ValueError, KeyError) as error:
        return f"its {CHANGES} cannot be read: {error}"
    if previous is None:
        return "the first"
    if changes["problem"]:
        return f"not comparable with {previous}"
    if changes["same"]:
        return f"no difference to {previous}"
    figures = f"{counts['figures']:,} figures revised, {counts['new']:,} findings new, {counts['fixed']:,} fixed"
    return f"{counts['tables']} tables differ from {previous}; {figures}"


def _named(folder: Path) -> ReleaseName | None:
    """The name of a release's folder; null for anything else that lies there."""
    found = _NAME.fullmatch(folder.name)
    if not found or not folder.is_dir() or folder.is_symlink():
        return None
    try:
        return ReleaseName(date.fromisoformat(found[1]), int(found[2] or 1))
    except ValueError:
        return None


def day_named(named: str) -> date | None:
    """The day that was named, null for none; raises UsageError for what is no day."""
    try:
        return day(named)
    except ValueError as error:
        raise UsageError(f"--date {error}") from error
