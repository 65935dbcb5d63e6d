"""The grid that rows of a table come from: how far its places, its blanks and its ends of rows can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.forms import plain
from extractors.grid import Grid, parts
from extractors.layouts.tokens import Row


@dataclass(frozen=True, slots=True)
class Frame:
    """What the rows of a grid have in common."""

    grid: Grid
    named: Mapping[str, int]
    """How many cells can be headings of each table."""
    ends: Mapping[int, int]
    """The column after the last cell that stands in each row or reaches into it from above."""
    keeps_blanks: bool
    """Whether blank cells stand in the grid as cells, so that none can be missing in the middle of a row."""

    @property
    def aligned(self) -> bool:
        """Whether cells of one column stand below each other."""
        return self.grid.columns == "aligned"

    @property
    def is_drawn(self) -> bool:
        """Whether its cells were seen on a page or in a line of text, not told by a format that has cells."""
        return not self.aligned or "page" in parts(self.grid.locator)


def frame_of(grid: Grid, rows: Sequence[Row]) -> Frame:
    """The frame of a grid, of which the rows are known as tokens."""
    named = Counter(table for row in rows for each in row for table in each.tables)
    keeps = grid.columns == "aligned" or any(not plain(cell.text) for cell in grid.cells)
    return Frame(grid, named, _ends(grid), keeps)


def _ends(grid: Grid) -> dict[int, int]:
    """Where each row ends."""
    ends: dict[int, int] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            ends[row] = max(ends.get(row, 0), cell.column + cell.column_span)
    return ends
