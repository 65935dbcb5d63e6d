"""Statutory tables that stand beside each other on a sheet, with blank columns between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.forms import look_up
from extractors.grid import Cell, Grid


def side_by_side(grid: Grid) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """First column and cells of each table in a grid: of one, unless each part has headings of its own table."""
    runs = list(_runs(grid))
    parts = [tuple(cell for cell in grid.cells if cell.column in run) for run in runs]
    tables = [_tables(cell.text for cell in part) for part in parts]
    if len(parts) < 2 or not all(tables) or sum(map(len, tables)) > len(set().union(*tables)):
        yield 0, grid.cells
        return
    for run, part in zip(runs, parts, strict=True):
        yield run.start, tuple(cell._replace(column=cell.column - run.start) for cell in part)


def _runs(grid: Grid) -> Iterator[range]:
    """The stretches of columns in which something stands."""
    covered = (cell for cell in grid.cells if cell.text or cell.column_span > 1)
    filled = sorted({column for cell in covered for column in range(cell.column, cell.column + cell.column_span)})
    start = 0
    for at, column in enumerate(filled, 1):
        if at == len(filled) or filled[at] > column + 1:
            yield range(filled[start], column + 1)
            start = at


def _tables(texts: Iterable[str]) -> set[str]:
    """The statutory tables that some texts are headings of and no other table has."""
    found = ({match.heading.table_name for match in look_up(text)} for text in texts if text)
    return set().union(*(tables for tables in found if len(tables) == 1))
