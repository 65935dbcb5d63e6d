"""Where the cells of a table start, once those above and before them have taken their room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tools.drawing.tables import Drawn, Table


def placed(table: Table) -> Iterator[tuple[int, int, Drawn]]:
    """Row, column and cell; a cell takes the first place in its row that no other covers."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            yield row, column, cell


def gathered(cells: Iterable[tuple[int, int, Drawn]]) -> Table:
    """The table of cells at rows and columns."""
    table: Table = []
    for row, _, cell in sorted(cells, key=lambda each: each[:2]):
        table += [[] for _ in range(row + 1 - len(table))]
        table[row].append(cell)
    return table


def width(table: Table) -> int:
    """How many columns a table has."""
    return max(column + cell.columns for _, column, cell in placed(table))
