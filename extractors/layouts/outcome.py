"""What a row of a table gives: cells in slots, and what was left over."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.grid import Cell
from extractors.records import Problem


@dataclass(frozen=True, slots=True)
class Placed:
    """A printed cell in its slot; `unit` is one that the headings or the unit column print."""

    table_name: str
    row_code: str
    column_code: str
    cell: Cell
    method: str
    confidence: float
    unit: str | None


@dataclass(slots=True)
class Outcome:
    """What one row gave."""

    placed: list[Placed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
