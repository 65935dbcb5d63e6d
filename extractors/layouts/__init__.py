"""How a table may be drawn: from grids to cells in the slots of the forms, whatever the drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.forms import plain
from extractors.grid import Grid
from extractors.layouts import running
from extractors.layouts.frame import frame_of, keeps_parted
from extractors.layouts.lines import with_lines
from extractors.layouts.neighbours import settled
from extractors.layouts.outcome import Placed
from extractors.layouts.table import TableReader
from extractors.layouts.tokens import Row, join_split_labels, token
from extractors.layouts.twice import Slot, Slots, slot_of
from extractors.records import Problem

_LEFT_OVER = 2
_BETTER = 1.5
_HEADINGS = 3
"""So many different headings of a statutory table are no chance."""

__all__ = ["Placed", "Placement", "place", "with_lines"]


@dataclass(slots=True)
class Placement:
    """All cells of a document that found a slot, what was left over, and the statutory tables of each grid."""

    placed: list[Placed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: list[tuple[str, ...]] = field(default_factory=list)
    """For each grid the statutory tables found in it; empty for none."""
    last: str | None = None
    """The table of the last row so far."""
    keeps_parted: bool = False
    """Whether marks part the cells of some grid, and blank ones stand between them."""


def place(grids: Iterable[Grid]) -> Placement:
    """The figures of all grids of a document in their slots, each slot once; another figure for it is a problem."""
    readers: dict[str, TableReader] = {}
    placement = Placement()
    filled = Slots()
    grids = tuple(grids)
    placement.keeps_parted = keeps_parted(grids)
    for grid in grids:
        before = len(placement.placed)
        _place_best(grid, readers, placement)
        filled.take(placement.placed[before:])
    kept = [each for each in placement.placed if filled.kept.get(slot_of(each)) is each]
    placement.problems += _contradictions(placement.placed, filled.kept)
    placement.placed = kept
    names = {each.table_name for each in kept}
    placement.tables = [tuple(table for table in tables if table in names) for tables in placement.tables]
    return placement


def _place_best(grid: Grid, readers: dict[str, TableReader], placement: Placement) -> None:
    """Place a grid; one that was drawn with rows and columns exchanged the other way, where that finds far more."""
    before = len(placement.placed), len(placement.problems), len(placement.tables)
    _place_grid(grid, readers, placement)
    if grid.columns != "aligned" or len(placement.problems) - before[1] < _LEFT_OVER:
        return
    found = len(placement.placed) - before[0]
    other = Placement()
    _place_grid(turned(grid), {}, other)
    is_better = len(other.placed) > max(found * _BETTER, _HEADINGS)
    if is_better and len(other.problems) < len(placement.problems) - before[1]:
        placement.placed[before[0] :] = [replace(each, method=f"{each.method}, turned") for each in other.placed]
        placement.problems[before[1] :] = other.problems
        placement.tables[before[2] :] = other.tables


def turned(grid: Grid) -> Grid:
    """A grid with rows and columns exchanged."""
    cells = [
        cell._replace(row=cell.column, column=cell.row, row_span=cell.column_span, column_span=cell.row_span)
        for cell in grid.cells
    ]
    return replace(grid, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _place_grid(grid: Grid, readers: dict[str, TableReader], placement: Placement) -> None:
    """Read the rows of one grid, each by the reader of its table; leftovers count only beside placed figures."""
    rows = join_split_labels(_rows(grid))
    frame = frame_of(grid, rows, keeps_parted=placement.keeps_parted)
    problems: dict[str, list[Problem]] = {}
    found: Counter[str] = Counter()
    tables = _going_on(rows, readers, placement.last) or _tables(rows)
    placement.last = tables[-1] if tables else None
    for table, row in zip(tables, settled(rows, tables), strict=True):
        if table is None:
            continue
        outcome = readers.setdefault(table, TableReader(table)).take(row, frame)
        placement.placed += outcome.placed
        found[table] += len(outcome.placed)
        problems.setdefault(table, []).extend(outcome.problems)
    statutory = tuple(table for table, figures in found.items() if figures)
    for table, own in problems.items():
        if found[table] or _is_meant(table, rows):
            placement.problems += own
    placement.tables.append(statutory)


def _rows(grid: Grid) -> list[Row]:
    """The rows of a grid as tokens; a running grid is parted at its headings."""
    if grid.columns == "running":
        return list(running.rows(grid.cells))
    return [tuple(token(cell) for cell in row) for row in grid.rows()]


def _tables(rows: Sequence[Row]) -> list[str | None]:
    """The table of each row: that of its headings, else that of the rows before; first rows take the first found."""
    own = [_strong(row) for row in rows]
    current = next((tables[0] for tables in own if tables), None)
    tables: list[str | None] = []
    for found in own:
        if found and current not in found:
            current = found[0]
        tables.append(current)
    return tables


def _going_on(rows: Sequence[Row], readers: Mapping[str, TableReader], last: str | None) -> list[str | None]:
    """The table whose headings end the grid before, where this one has figures alone, one for each of its columns."""
    reader = readers.get(last) if last else None
    if reader is None or not reader.in_header or not rows:
        return []
    is_next = all(len(row) == len(reader.leaves) and all(each.is_value for each in row) for row in rows)
    return [last] * len(rows) if is_next else []


def _is_meant(table: str, rows: Sequence[Row]) -> bool:
    """Whether so many headings of a table are printed that it must be this one, though no figure found its slot."""
    known = {each.text for row in rows for each in row if table in each.tables and each.stands(table)}
    return len(known) >= _HEADINGS


def _strong(row: Row) -> list[str]:
    """The tables that headings of this row belong to without doubt, the most frequent first; a unit says nothing."""
    sure = Counter(next(iter(each.tables)) for each in row if len(each.tables) == 1 and not each.is_unit)
    return [table for table, _ in sure.most_common()]


def _contradictions(placed: Sequence[Placed], kept: Mapping[Slot, Placed]) -> list[Problem]:
    """A problem for each figure that was not kept, unless the one that was says the same."""
    return [
        Problem("second_figure", each.cell.text, each.cell.locator, _second(each, other))
        for each in placed
        if (other := kept.get(slot_of(each))) is not each
        and plain(each.cell.text)
        and (other is None or plain(other.cell.text) != plain(each.cell.text))
    ]


def _second(each: Placed, first: Placed | None) -> str:
    """What to say of a figure whose slot is taken, or that stands among the tables of another report."""
    slot = "/".join(slot_of(each))
    if first is None:
        return f"{slot}: it stands among tables that were printed before with other figures; is it another report's?"
    return f"{slot}: the document prints another figure for this slot before; the first was kept"
