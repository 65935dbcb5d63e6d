"""Spreadsheets: blocks of rows as grids with their merged cells, rows of running text as paragraphs."""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from extractors import ole
from extractors.document import DocumentError
from extractors.grid import Block, Cell, Content, Grid, Paragraph, sheet_locator
from extractors.readers.spreadsheet_beside import side_by_side
from extractors.readers.spreadsheet_flat import as_open_document, sheets_of_2003
from extractors.readers.spreadsheet_hidden import Hidden, hidden
from extractors.readers.spreadsheet_merges import open_document_merges
from extractors.readers.spreadsheet_texts import (
    address,
    is_figure,
    is_label,
    is_numbered,
    names_row,
    printed,
)
from extractors.readers.spreadsheet_unsaid import sheets_of, unsaid

MAX_CELLS = 200_000
_LONGEST_LABEL = 45
"""In characters; a text alone in its row that is longer is prose."""
_MOST_BLANK_ROWS = 4
"""How many rows of labels alone may follow each other inside a table."""
_ZIP = b"PK\x03\x04"
_OPEN_ROOT, _HEAD = b"<office:document", 4096
_DAMAGED = "the spreadsheet is damaged; save it again from its source"

Span = tuple[int, int]


def read(data: bytes) -> Content:
    """The rows of every sheet; raises DocumentError (empty, damaged, encrypted, too_large)."""
    if not data:
        raise DocumentError("empty", "the file is empty; fetch it again")
    if not data.startswith((_ZIP, ole.MAGIC)):
        return _flat(data)
    is_archive = data.startswith(_ZIP)
    merges = open_document_merges(data, MAX_CELLS) if is_archive else {}
    said = {number: (unsaid(part), hidden(part)) for number, part in sheets_of(data)} if is_archive else {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = [sheet.visible == SheetVisibleEnum.Visible for sheet in book.sheets_metadata]
            sheets = []
            for index in range(len(book.sheet_names)):
                texts, unshown = said.get(index, ({}, None))
                sheet = _sheet(book.get_sheet_by_index(index), index + 1, merges.get(index), texts)
                sheets.append(_without(sheet, unshown))
    except PasswordError as error:
        raise DocumentError("encrypted", "the spreadsheet asks for a password; save it again without one") from error
    except CalamineError as error:
        raise DocumentError("damaged", _DAMAGED) from error
    found = [(block, is_shown) for sheet, is_shown in zip(sheets, shown, strict=True) for block in sheet.blocks()]
    folded = tuple(block for block, is_shown in found if not is_shown and isinstance(block, Grid))
    return Content(tuple(block for block, is_shown in found if is_shown), max(len(sheets), 1), folded=folded)


def _flat(data: bytes) -> Content:
    """The rows of every sheet of a spreadsheet that is one XML file; raises DocumentError."""
    if _OPEN_ROOT in data[:_HEAD]:
        return read(as_open_document(data))
    found = enumerate(sheets_of_2003(data, MAX_CELLS), 1)
    sheets = [_Sheet(number, rows, _cut(merged, len(rows), number)) for number, (rows, merged) in found]
    return Content(tuple(block for sheet in sheets for block in sheet.blocks()), pages=max(len(sheets), 1))


def _sheet(sheet: CalamineSheet, number: int, merged: dict[Span, Span] | None, texts: Mapping[Span, str]) -> _Sheet:
    """One sheet's printed texts and merged ranges; raises DocumentError('too_large') past the cap on cells.

    `texts` are those of cells without a value.
    """
    if _cells_of(sheet) > MAX_CELLS:
        raise DocumentError("too_large", f"sheet {number} has more than {MAX_CELLS} cells; give the report alone")
    rows = [[printed(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in texts.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = rows[row][column] or text
    if merged is None:
        merged = {start: (end[0] + 1, end[1] + 1) for start, end in sheet.merged_cell_ranges or ()}
    return _Sheet(number, rows, _cut(merged, len(rows), number))


def _without(sheet: _Sheet, unshown: Hidden | None) -> _Sheet:
    """A sheet less the rows and columns that it hides."""
    if unshown is None:
        return sheet
    kept = unshown.rows_kept(sheet.rows)
    rows = unshown.without_columns([sheet.rows[row] for row in kept])
    merged = {
        (bisect_left(kept, top), left): (bisect_left(kept, end), right)
        for (top, left), (end, right) in sheet.merged.items()
        if bisect_left(kept, top) < bisect_left(kept, end)
    }
    return _Sheet(sheet.number, rows, merged, kept)


def _cut(merged: dict[Span, Span], rows: int, number: int) -> dict[Span, Span]:
    """Merged ranges, none of them longer than the sheet; raises DocumentError('too_large') past the cap on cells."""
    cut = {(top, left): (max(min(end, rows), top + 1), right) for (top, left), (end, right) in merged.items()}
    if sum((end - top) * (right - left) for (top, left), (end, right) in cut.items()) > MAX_CELLS:
        raise DocumentError("too_large", f"sheet {number} merges more than {MAX_CELLS} cells; give the report alone")
    return cut


def _cells_of(sheet: CalamineSheet) -> int:
    """How many cells a sheet reaches over from its first corner."""
    row, column = sheet.end or (-1, -1)
    return (row + 1) * (column + 1)


@dataclass(frozen=True)
class _Sheet:
    """The texts of a sheet by row and column, and its merged ranges by their first cell (ends are exclusive)."""

    number: int
    rows: Sequence[Sequence[str]]
    merged: dict[Span, Span]
    kept: Sequence[int] | None = None
    """Which rows of the sheet these are, from 0, where some are left out."""

    def blocks(self) -> Iterator[Block]:
        """Paragraphs and grids from top to bottom; a row of prose or an empty row ends a grid."""
        start: int | None = None
        above: Grid | None = None
        end = -1
        for row in range(len(self.rows) + 1):
            if row < len(self.rows) and self._in_table(row):
                start = row if start is None else start
                continue
            if start is not None:
                above = self._grid(start, row, above if start == end + 1 and self._filled[end] else None)
                yield from self._beside(above, start)
                start, end = None, row
            if row < len(self.rows):
                yield from self._paragraph(row)

    def _beside(self, grid: Grid, top: int) -> Iterator[Grid]:
        """A grid, or the grids of the tables that stand beside each other in it."""
        for column, cells in side_by_side(grid):
            yield Grid(cells, sheet_locator(self.number, self._address(top, column)))

    def _paragraph(self, row: int) -> Iterator[Paragraph]:
        """The text of a row outside tables."""
        for column, text in enumerate(self.rows[row]):
            if text:
                yield Paragraph(text, sheet_locator(self.number, self._address(row, column)))

    def _in_table(self, row: int) -> bool:
        """Whether a row belongs to a table: several cells, one as wide as the table, or a label with blank figures."""
        if row in self._covered or self._is_full(row):
            return True
        if not self._filled[row]:
            return self._is_blank_figures(row)
        return self._is_heading_row(row) or self._is_blank_row(row)

    def _is_full(self, row: int) -> bool:
        """Whether a row has several texts, or merged blank cells beside its text."""
        return self._filled[row] > 1 or (self._filled[row] == 1 and row in self._blank_merged)

    def _is_blank_row(self, row: int) -> bool:
        """Whether a row's only text is the label of a row without figures, inside a table or at its end."""
        column = next(index for index, text in enumerate(self.rows[row]) if text)
        if len(self.rows[row][column]) > _LONGEST_LABEL:
            return False
        if self._is_merged_as_above(row, column):
            return True
        above, below = self._full_beside(row, -1), self._full_beside(row, 1)
        if above is not None and names_row(self.rows[row][column]):
            return True
        if above is None or below is None or not is_label(self.rows[row][column]):
            return False
        return 1 < self._width(below) <= self._width_so_far(above)

    def _width_so_far(self, row: int) -> int:
        """The widest of the filled rows down to this one: its own last figures may be blank."""
        widest = 0
        while row >= 0 and self._filled[row]:
            widest = max(widest, self._width(row))
            row -= 1
        return widest

    def _is_merged_as_above(self, row: int, column: int) -> bool:
        """Whether a label reaches over as many columns as one with figures above it in the same table."""
        end = self.merged.get((row, column), (0, 0))[1]
        above = row - 1
        while end and above >= 0 and self._filled[above]:
            if self._is_full(above) and self.merged.get((above, column), (0, 0))[1] == end:
                return True
            above -= 1
        return False

    def _full_beside(self, row: int, step: int) -> int | None:
        """The next row with several cells, when only short labels stand before it."""
        for near in range(row + step, row + step * (_MOST_BLANK_ROWS + 1), step):
            if not 0 <= near < len(self.rows) or not self._filled[near]:
                return None
            if self._is_full(near):
                return near
            if max(map(len, self.rows[near])) > _LONGEST_LABEL:
                return None
        return None

    def _is_blank_figures(self, row: int) -> bool:
        """Whether an empty row is the unfilled row under a table's headings."""
        return row > 0 and self._filled[row - 1] > 1 and not any(is_figure(text) for text in self.rows[row - 1])

    def _is_heading_row(self, row: int) -> bool:
        """Whether a row's only text is a heading inside a table: merged as wide as the rows beside it, not numbered.

        A chapter's title is numbered, as the titles of the report's six chapters are.
        """
        column = next(index for index, text in enumerate(self.rows[row]) if text)
        width = self.merged.get((row, column), (row + 1, column + 1))[1]
        below = row + 1 < len(self.rows) and self._filled[row + 1] > 1
        above = row > 0 and self._filled[row - 1] > 1
        if width - column < 2 or not below or is_numbered(self.rows[row][column]):
            return False
        return self._width(row + 1) == width and (not above or self._width(row - 1) == width)

    def _width(self, row: int) -> int:
        """The column after the last one that a row fills, merged cells included."""
        ends = [
            self.merged.get((row, column), (0, column + 1))[1] for column, text in enumerate(self.rows[row]) if text
        ]
        return max(*ends, self._blank_merged.get(row, 0), 0, 0)

    @cached_property
    def _filled(self) -> list[int]:
        """How many cells with text each row has."""
        return [sum(1 for text in row if text) for row in self.rows]

    @cached_property
    def _blank_merged(self) -> dict[int, int]:
        """The rows in which merged cells without a text begin, and the column after the last of these."""
        ends: dict[int, int] = {}
        for (row, column), (_, end) in self.merged.items():
            if row < len(self.rows) and not self._text(row, column):
                ends[row] = max(ends.get(row, 0), end)
        return ends

    def _text(self, row: int, column: int) -> str:
        """The text of one cell; nothing beyond the end of a row."""
        return self.rows[row][column] if column < len(self.rows[row]) else ""

    @cached_property
    def _covered(self) -> set[int]:
        """The rows into which a merged range reaches from above."""
        return {row for (top, _), (end, _) in self.merged.items() for row in range(top + 1, end)}

    def _grid(self, start: int, end: int, above: Grid | None) -> Grid:
        """The grid of the rows from `start` up to `end`, empty cells inside its width included.

        A table that only a title parts from the one `above` has its last column too, which may be blank here.
        """
        width = max(self._width(row) for row in range(start, end))
        width += above is not None and above.column_count == width + 1
        hidden = {
            (row, column)
            for (top, left), (bottom, right) in self.merged.items()
            for row in range(max(top, start), min(bottom, end))
            for column in range(left, min(right, width))
        } - self.merged.keys()
        cells = tuple(
            self._cell(row, column, start, end, width)
            for row in range(start, end)
            for column in range(width)
            if (row, column) not in hidden
        )
        return Grid(cells, sheet_locator(self.number, self._address(start, 0)))

    def _address(self, row: int, column: int) -> str:
        """The name of a cell on the sheet."""
        return address(row if self.kept is None else self.kept[row], column)

    def _cell(self, row: int, column: int, start: int, end: int, width: int) -> Cell:
        """One cell of a grid, cut to the grid's own rows and columns."""
        bottom, right = self.merged.get((row, column), (row + 1, column + 1))
        text = self._text(row, column)
        where = sheet_locator(self.number, self._address(row, column))
        return Cell(row - start, column, text, where, min(bottom, end) - row, min(right, width) - column)
