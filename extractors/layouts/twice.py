"""Slots that a document fills twice: which of the cells counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.forms import plain
from extractors.layouts.outcome import Placed

_MOST, _TABLES = 0.5, 2

Slot = tuple[str, str, str]


@dataclass(slots=True)
class Slots:
    """The cells that count so far, by their slots, and the tables that were printed again with other figures."""

    kept: dict[Slot, Placed] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)

    def take(self, cells: Sequence[Placed]) -> None:
        """Keep the cells of the next grid: in each slot the first that is not blank.

        A table that was read before with other figures is that of another year or agency: what the first one leaves
        blank is not filled from it. One that goes on after a page break has mostly slots of its own. After two such
        tables another report has begun, and tables that the first one lacks are not taken from it either.
        """
        known = {table for table, _, _ in self.kept}
        for table in dict.fromkeys(each.table_name for each in cells):
            own = [each for each in cells if each.table_name == table]
            if self._is_again(own):
                self.again.add(table)
            elif table in known or len(self.again) < _TABLES:
                self._keep(own)

    def _is_again(self, cells: Sequence[Placed]) -> bool:
        """Whether most slots of some cells of a table are filled, and some of them with other figures."""
        pairs = [(each, self.kept[slot_of(each)]) for each in cells if slot_of(each) in self.kept]
        return len(pairs) >= _MOST * len(cells) and any(_differ(one, other) for one, other in pairs)

    def _keep(self, cells: Sequence[Placed]) -> None:
        """Keep those cells whose slots are free or blank."""
        for each in cells:
            before = self.kept.get(slot_of(each))
            if before is None or (not before.cell.text.strip() and each.cell.text.strip()):
                self.kept[slot_of(each)] = each


def _differ(one: Placed, other: Placed) -> bool:
    """Whether two cells print different figures."""
    texts = plain(one.cell.text), plain(other.cell.text)
    return all(texts) and texts[0] != texts[1]


def slot_of(each: Placed) -> Slot:
    """The slot of a placed cell."""
    return each.table_name, each.row_code, each.column_code
