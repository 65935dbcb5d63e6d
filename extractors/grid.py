"""What a reader hands on: paragraphs and tables in reading order, each piece with its place in the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, NewType

Locator = NewType("Locator", str)
"""A place in a document as `key=value` pairs joined by `;`, made by the functions below."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points; the origin is the top left corner of the page as displayed."""

Columns = Literal["aligned", "ordered", "running"]
"""How far the columns of a grid can be trusted.

`aligned`: cells of one column stand below each other, spans are real (HTML, PDF rules, Word, spreadsheets).
`ordered`: rows are real, but only the order of the cells inside a row is known (ragged text rows).
`running`: one long row; even the row ends were lost (one cell a line).
"""


def page_locator(page: int, box: Box) -> Locator:
    """A box on a page: the page number counts from 1."""
    return Locator(f"page={page};box=" + ",".join(f"{edge:.1f}" for edge in box))


def path_locator(path: str) -> Locator:
    """An element of an HTML page, as an XPath with positions."""
    return Locator(f"path={path}")


def table_locator(table: int, row: int, cell: int) -> Locator:
    """A Word table's cell: table in document order, row in the table, cell in the row, all from 1."""
    return Locator(f"table={table};row={row};cell={cell}")


def paragraph_locator(paragraph: int) -> Locator:
    """A Word paragraph outside tables, counted from 1."""
    return Locator(f"paragraph={paragraph}")


def sheet_locator(sheet: int, cell: str) -> Locator:
    """A spreadsheet's cell: the sheet from 1 and the usual letter and number."""
    return Locator(f"sheet={sheet};cell={cell}")


def line_locator(line: int, column: int) -> Locator:
    """A place in plain text: line and character, both from 1."""
    return Locator(f"line={line};column={column}")


def parts(locator: str) -> dict[str, str]:
    """The pairs of a locator; a later `=` or `;` belongs to the value of an XPath."""
    if locator.startswith("path="):
        return {"path": locator.removeprefix("path=")}
    return dict(pair.split("=", 1) for pair in locator.split(";") if pair)


Source = Literal["print", "recognised", "text_layer"]
"""How the text of a cell is known: from the document itself, from our recogniser, or from another program's text laid
over a picture."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text outside tables."""

    text: str
    locator: Locator


class Cell(NamedTuple):
    """One cell as drawn: where it starts, how far it spans, what is printed in it (lines parted by newlines).

    A tuple, since a page has hundreds: a frozen dataclass takes four times as long to make.
    """

    row: int
    column: int
    text: str
    locator: Locator
    row_span: int = 1
    column_span: int = 1
    confidence: float = 1.0
    """1.0 for digital text; a recogniser's own figure for scans."""
    source: Source = "print"
    others: tuple[tuple[str, float], ...] = ()
    """What else a recogniser could read here, with the probability of each."""

    def covers_row(self, row: int) -> bool:
        """Whether the cell reaches over this row."""
        return self.row <= row < self.row + self.row_span

    def covers_column(self, column: int) -> bool:
        """Whether the cell reaches over this column."""
        return self.column <= column < self.column + self.column_span


@dataclass(frozen=True)
class Grid:
    """The cells of one table in reading order, spans kept; a cell stands once, at its top left corner."""

    cells: tuple[Cell, ...]
    locator: Locator
    columns: Columns = "aligned"

    @cached_property
    def row_count(self) -> int:
        """How many rows the cells reach over."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @cached_property
    def column_count(self) -> int:
        """How many columns the cells reach over."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The cells that start in each row, left to right; an empty tuple where none starts."""
        starting: dict[int, list[Cell]] = {}
        for cell in self.cells:
            starting.setdefault(cell.row, []).append(cell)
        for row in range(self.row_count):
            yield tuple(sorted(starting.get(row, ()), key=lambda cell: cell.column))


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader found odd about a document, or about one place in it, though it could read it."""

    kind: str
    message: str
    printed: str = ""
    locator: Locator | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """All that a reader found in one document, in reading order."""

    blocks: tuple[Block, ...]
    pages: int = 1
    notes: tuple[Note, ...] = ()
    hidden: tuple[Block, ...] = ()
    """What a program may put into the page later; it counts only where the page itself shows no statutory table."""
    folded: tuple[Grid, ...] = ()
    """Tables that a page does not show, or only on a click; each counts where the page shows no such one."""

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The prose alone."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
