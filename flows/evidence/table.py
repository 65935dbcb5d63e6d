"""The rows of a grid around one of its cells, drawn with their spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from extractors.grid import Box, Cell, Grid
from flows.evidence.fonts import font
from flows.evidence.picture import Picture, marked

_SIZE = 18
_LEADING = 24
_PADDING = 8
_NARROWEST, _WIDEST = 44, 220
"""Pixels of a column."""
_FULL_WIDTH = 1240
_ROWS, _WHOLE_ROWS, _COLUMNS = 7, 60, 12
"""Shown on either side of the cell."""
_HEAD = 3
"""Rows and columns at the beginning of a table, which hold its headings, shown even where the cell is far away."""
_LONGEST = 160
"""Characters of a cell."""
_GAP = 14
_EDGE = 12


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A cell with the shown rows and columns that it reaches over, by their order among those shown, ends exclusive."""

    cell: Cell
    top: int
    bottom: int
    left: int
    right: int


def draw(grid: Grid, at: Cell, whole: bool, note: str, remark: str) -> Picture:
    """The rows and columns around a cell and the headings, the note below; a gap shows where some are left out."""
    rows = _window(grid.row_count, at.row, at.row + at.row_span, _WHOLE_ROWS if whole else _ROWS)
    columns = _window(grid.column_count, at.column, at.column + at.column_span, _COLUMNS)
    drawings = [found for cell in grid.cells if (found := _drawing(cell, rows, columns))]
    across = _ends(_widths(drawings, columns), columns)
    down = _ends(_heights(drawings, rows, across), rows)
    image = Image.new("RGB", (across[-1][1] + _EDGE, down[-1][1] + _EDGE + _LEADING), "white")
    brush = ImageDraw.Draw(image)
    place = (0.0, 0.0, 0.0, 0.0)
    for drawing in drawings:
        box = _box(drawing, across, down)
        _draw_cell(brush, drawing.cell, box)
        place = box if drawing.cell is at else place
    brush.text((_EDGE, down[-1][1] + 6), note, font=font(_SIZE - 4), fill=(110, 110, 110))
    return marked(image, place, remark)


def _window(count: int, first: int, end: int, around: int) -> list[int]:
    """The shown ones among `count` rows or columns: the beginning, and those around a stretch."""
    begin, stop = max(first - around, 0), min(min(end, first + around) + around, count)
    head = range(min(_HEAD, count))
    return sorted({*head, *range(begin, stop)})


def _drawing(cell: Cell, rows: Sequence[int], columns: Sequence[int]) -> _Drawing | None:
    """Which of the shown rows and columns a cell reaches over; nothing for a cell that is not shown."""
    down = [order for order, row in enumerate(rows) if cell.covers_row(row)]
    across = [order for order, column in enumerate(columns) if cell.covers_column(column)]
    if not down or not across:
        return None
    return _Drawing(cell, down[0], down[-1] + 1, across[0], across[-1] + 1)


def _widths(drawings: Sequence[_Drawing], columns: Sequence[int]) -> list[int]:
    """A width in pixels for each shown column: what its own cells want, stretched to the picture's width."""
    wanted = [float(_NARROWEST)] * len(columns)
    for drawing in drawings:
        if drawing.right - drawing.left == 1:
            longest = max((font(_SIZE).getlength(line) for line in _lines(drawing.cell)), default=0.0)
            wanted[drawing.left] = max(wanted[drawing.left], min(longest + 2 * _PADDING, _WIDEST))
    factor = max((_FULL_WIDTH - 2 * _EDGE) / sum(wanted), 1.0) if len(columns) > 1 else 1.0
    return [round(width * min(factor, 2.0)) for width in wanted]


def _heights(drawings: Sequence[_Drawing], rows: Sequence[int], across: Sequence[tuple[int, int]]) -> list[int]:
    """A height in pixels for each shown row, so that every cell's lines fit."""
    heights = [_LEADING + 2 * _PADDING] * len(rows)
    for drawing in sorted(drawings, key=lambda one: one.bottom - one.top):
        width = across[drawing.right - 1][1] - across[drawing.left][0]
        wanted = len(_wrapped(drawing.cell, width)) * _LEADING + 2 * _PADDING
        missing = wanted - sum(heights[drawing.top : drawing.bottom])
        heights[drawing.bottom - 1] += max(missing, 0)
    return heights


def _ends(lengths: Sequence[int], shown: Sequence[int]) -> list[tuple[int, int]]:
    """Where each row or column begins and ends in the picture, with a gap where some are left out."""
    ends, at = [], _EDGE
    for order, length in enumerate(lengths):
        at += _GAP if order and shown[order] != shown[order - 1] + 1 else 0
        ends.append((at, at + length))
        at += length
    return ends


def _box(drawing: _Drawing, across: Sequence[tuple[int, int]], down: Sequence[tuple[int, int]]) -> Box:
    """Where a cell stands in the picture."""
    return (
        across[drawing.left][0],
        down[drawing.top][0],
        across[drawing.right - 1][1],
        down[drawing.bottom - 1][1],
    )


def _draw_cell(brush: ImageDraw.ImageDraw, cell: Cell, box: Box) -> None:
    """The frame of a cell and its text, in the middle."""
    brush.rectangle(box, outline=(120, 120, 120), fill="white")
    lines = _wrapped(cell, box[2] - box[0])
    top = (box[1] + box[3] - len(lines) * _LEADING) / 2
    for order, line in enumerate(lines):
        brush.text(((box[0] + box[2]) / 2, top + order * _LEADING), line, font=font(_SIZE), fill="black", anchor="ma")


def _wrapped(cell: Cell, width: float) -> list[str]:
    """The text of a cell in lines that fit its width."""
    wrapped: list[str] = []
    for line in _lines(cell):
        piece = ""
        for char in line:
            if piece and font(_SIZE).getlength(piece + char) > width - 2 * _PADDING:
                wrapped.append(piece)
                piece = ""
            piece += char
        wrapped.append(piece)
    return wrapped


def _lines(cell: Cell) -> list[str]:
    """The printed lines of a cell, cut where there is too much of them."""
    text = cell.text if len(cell.text) <= _LONGEST else cell.text[:_LONGEST] + "…"
    return ["".join(char if char.isprintable() else " " for char in line) for line in text.split("\n")]
