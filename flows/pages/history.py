"""The published runs, as the trend shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb

SEVERITIES = ("critical", "warning", "info")
WIDTH, HEIGHT = 24, 100
"""Of a bar with its gap, and of the chart."""
_RUNS = 60
_QUERY = Path(__file__).parent / "queries" / "history.sql"


@dataclass(frozen=True, slots=True)
class Release:
    """What one published run held: findings by severity, how many it was the first to see, and how many were gone."""

    started_at: datetime
    critical: int
    warning: int
    info: int
    new: int
    fixed: int

    @property
    def findings(self) -> int:
        """All findings of the run."""
        return self.critical + self.warning + self.info


def read_history(warehouse: Path) -> tuple[Release, ...]:
    """The last published runs as the warehouse remembers them, the oldest first."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(_QUERY.read_text(encoding="utf-8"), [_RUNS]).fetchall()
    return tuple(Release(*row) for row in rows)


def told(history: Sequence[Release]) -> list[Mapping[str, object]]:
    """The runs as JSON can hold them."""
    return [{**asdict(release), "started_at": release.started_at.isoformat()} for release in history]


@dataclass(frozen=True, slots=True)
class Bar:
    """One run in the chart: where it stands, and the top and height of each severity."""

    release: Release
    x: int
    parts: tuple[tuple[str, float, float], ...]


def bars(history: Sequence[Release]) -> tuple[Bar, ...]:
    """The runs as bars of a chart, the oldest first, the gravest findings at the bottom."""
    most = max((release.findings for release in history), default=0) or 1
    return tuple(_bar(place, release, most) for place, release in enumerate(history))


def _bar(place: int, release: Release, most: int) -> Bar:
    """One bar."""
    parts, top = [], float(HEIGHT)
    for severity in SEVERITIES:
        height = round(getattr(release, severity) * HEIGHT / most, 2)
        top = round(top - height, 2)
        parts.append((severity, top, height))
    return Bar(release, place * WIDTH, tuple(parts))
