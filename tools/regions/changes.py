"""When a region began and ended and what followed it: from lists of several years, and from known changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """One region taking the place of another in a year; either code may be empty."""

    old_code: str
    new_code: str
    year: int
    is_correction: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Known changes, to be asked by code."""

    rows: Sequence[Change]
    _ends: dict[str, list[Change]] = field(default_factory=dict)
    _starts: dict[str, list[Change]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the rows by code, corrections first."""
        for change in sorted(self.rows, key=lambda change: (not change.is_correction, change.year)):
            self._ends.setdefault(change.old_code, []).append(change)
            self._starts.setdefault(change.new_code, []).append(change)

    def start(self, code: str, *, after: int, until: int) -> int:
        """The first year of a code that no list up to `after` has and that of `until` has."""
        years = [change.year for change in self._starts.get(code, []) if change.year <= until]
        return max(years[0], after) if years else until

    def end(self, code: str, *, since: int, before: int) -> int:
        """The first year without a code which the list of `since` has and that of `before` has not."""
        years = [change.year for change in self._ends.get(code, []) if change.year <= before]
        later = [year for year in years if year >= since - 1]
        return max(later[0], since) if later else before

    def successor(self, code: str, known: Iterable[str]) -> str:
        """The code that follows a code, one of the same province; empty when it is not known."""
        others = set(known) - {code}
        found = [
            change.new_code
            for change in self._ends.get(code, [])
            if change.new_code in others and change.new_code[:2] == code[:2]
        ]
        return found[0] if found else ""
