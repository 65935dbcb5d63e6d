"""The grid that rows of a table come from: how far its places, its blanks and its ends of rows can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.forms import plain
from extractors.grid import Cell, Grid, parts
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
    def is_parted(self) -> bool:
        """Whether marks in lines of text part its cells."""
        return is_parted(self.grid)

    @property
    def is_drawn(self) -> bool:
        """Whether its cells were seen on a page or in a line of text, not told by a format that has cells."""
        return not self.aligned or "page" in parts(self.grid.locator)

    @property
    def keeps_ends(self) -> bool:
        """Whether blank cells end some rows, so that none are left out there."""
        end = self.grid.column_count
        last = (cell for cell in self.grid.cells if cell.column and cell.column + cell.column_span == end)
        return any(not plain(cell.text) for cell in last)

    def is_over_labels(self, cell: Cell) -> bool:
        """Whether a cell reaches down beside a label of a row below its own."""
        if cell.row_span == 1:
            return False
        below = (each for each in self.grid.cells if cell.row < each.row < cell.row + cell.row_span)
        return any(each.column < cell.column and plain(each.text) for each in below)


def frame_of(grid: Grid, rows: Sequence[Row], *, keeps_parted: bool) -> Frame:
    """The frame of a grid, of which the rows are known as tokens.

    `keeps_parted` says whether some grid of the document keeps blank cells between the marks that part its cells.
    """
    named = Counter(table for row in rows for each in row for table in each.tables)
    keeps = grid.columns == "aligned" or _has_blanks(grid) or (keeps_parted and is_parted(grid))
    return Frame(grid, named, _ends(grid), keeps)


def keeps_parted(grids: Iterable[Grid]) -> bool:
    """Whether marks part the cells of some grid, and blank ones stand between them."""
    return any(is_parted(grid) and _has_blanks(grid) for grid in grids)


def is_parted(grid: Grid) -> bool:
    """Whether marks in lines of text part the cells of a grid: then each has a place in its line."""
    is_in_lines = grid.columns == "ordered" and "line" in parts(grid.locator)
    return is_in_lines and len({cell.locator for cell in grid.cells}) > grid.row_count


def _has_blanks(grid: Grid) -> bool:
    """Whether blank cells stand in a grid."""
    return any(not plain(cell.text) for cell in grid.cells)


def _ends(grid: Grid) -> dict[int, int]:
    """Where each row ends."""
    ends: dict[int, int] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            ends[row] = max(ends.get(row, 0), cell.column + cell.column_span)
    return ends
