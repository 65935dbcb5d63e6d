"""Table fragments to grids: the parts that page breaks made of one table are put together by their vertical edges."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.forms import look_up
from extractors.grid import Cell, Grid, page_locator
from extractors.readers.pdf_fragments import Fragment, RuledCell, x_edges
from extractors.readers.pdf_lattice import SLIVER, clustered
from extractors.readers.pdf_text import is_figure, is_numbered

_SIDE = 6.0
_SHARED = 0.5
_HEADINGS = 2
_NUMERALS = set("0123456789.,+-%/ ")


@dataclass
class Placed:
    """A cell of a grid in the making: where it starts, how far it reaches, and the ruled cells it was made of."""

    row: int
    column: int
    row_end: int
    column_end: int
    page: int
    cell: RuledCell
    text: str

    @property
    def place(self) -> tuple[int, int]:
        """The columns it stands in."""
        return self.column, self.column_end

    def as_cell(self) -> Cell:
        """The finished cell, with the place on its page."""
        cell, rows, columns = self.cell, self.row_end - self.row, self.column_end - self.column
        where = page_locator(self.page, cell.shown or cell.box)
        return Cell(self.row, self.column, self.text, where, rows, columns, cell.confidence, cell.source, cell.others)


Ending = dict[tuple[int, int], Placed]
"""The cells that reach the last row before a page break, by the columns they stand in."""


def continues(above: Sequence[Fragment], below: Fragment) -> bool:
    """Whether a fragment at the top of a page goes on with the fragments before it: same sides, common inner edges."""
    one, two = clustered(edge for part in above for edge in x_edges(part)), x_edges(below)
    if len(one) < 2 or len(two) < 2 or abs(one[0] - two[0]) > _SIDE or abs(one[-1] - two[-1]) > _SIDE:
        return False
    if _is_prose(above[-1]) or _is_prose(below):
        return False
    few, many = sorted((one[1:-1], two[1:-1]), key=len)
    common = sum(1 for edge in few if any(abs(edge - other) <= SLIVER for other in many))
    return common >= _SHARED * len(few)


def _is_prose(fragment: Fragment) -> bool:
    """Whether a fragment of one column has more rows than a table's full-width headings at a break: shaded prose."""
    return len(fragment.cells) > _HEADINGS and is_column(fragment)


def is_column(fragment: Fragment) -> bool:
    """Whether a fragment has but one column."""
    return len(x_edges(fragment)) < 3


def to_grid(fragments: Sequence[Fragment]) -> Grid:
    """One grid of the fragments of one table, in order of pages."""
    columns = clustered(edge for fragment in fragments for edge in x_edges(fragment))
    rows: list[Placed] = []
    for fragment in fragments:
        placed = _placed(fragment, columns)
        rows = _appended(rows, _without_repeated_head(rows, placed)) if rows else placed
    _close_up(rows)
    cells = tuple(one.as_cell() for one in sorted(rows, key=lambda one: (one.row, one.column)))
    return Grid(cells, page_locator(fragments[0].page, fragments[0].box))


def _placed(fragment: Fragment, columns: Sequence[float]) -> list[Placed]:
    """The cells of a fragment by row and column; what lies between two lines of a double border falls away."""
    levels = clustered(edge for cell in fragment.cells for edge in (cell.box[1], cell.box[3]))
    found = []
    for cell in fragment.cells:
        x0, top, x1, bottom = cell.box
        row, row_end = _nearest(levels, top), _nearest(levels, bottom)
        column, column_end = _nearest(columns, x0), _nearest(columns, x1)
        if cell.text:
            row_end, column_end = max(row_end, row + 1), max(column_end, column + 1)
        if row_end > row and column_end > column:
            found.append(Placed(row, column, row_end, column_end, fragment.page, cell, cell.text))
    return found


def _close_up(cells: Sequence[Placed]) -> None:
    """Take out the rows and columns where no cell starts: slits that only a shifted edge made."""
    rows, columns = sorted({one.row for one in cells}), sorted({one.column for one in cells})
    for one in cells:
        one.row, one.row_end = bisect_left(rows, one.row), bisect_left(rows, one.row_end)
        one.column, one.column_end = bisect_left(columns, one.column), bisect_left(columns, one.column_end)


def _nearest(positions: Sequence[float], value: float) -> int:
    """The index of the position nearest to a value."""
    after = bisect_left(positions, value)
    around = range(max(after - 1, 0), min(after + 1, len(positions)))
    return min(around, key=lambda index: abs(positions[index] - value))


# ---------- over the page break


def _without_repeated_head(above: Sequence[Placed], below: list[Placed]) -> list[Placed]:
    """The fragment without the heading rows that the page repeats from the table's start."""
    head = list(takewhile(lambda row: _same_texts(above, below, row), range(_end(below))))
    skip = len(head) if len(head) < _end(below) else 0
    if not skip or any(one.row < skip < one.row_end for one in below):
        return below
    kept = [one for one in below if one.row >= skip]
    _shift(kept, -skip)
    return kept


def _same_texts(above: Sequence[Placed], below: Sequence[Placed], row: int) -> bool:
    """Whether a row says in both fragments the same, some text and no number."""
    one, two = ([(cell.place, _plain(cell.text)) for cell in cells if cell.row == row] for cells in (above, below))
    texts = [text for _, text in one if text]
    return one == two and bool(texts) and not any(is_number(text) for text in texts)


def _appended(above: list[Placed], below: list[Placed]) -> list[Placed]:
    """The rows of the next page under those before; a row or a label that the break cut in two is mended."""
    last, height = _end(above) - 1, _end(above)
    _shift(below, height)
    ending = {one.place: one for one in above if one.row_end == height}
    first = [one for one in below if one.row == height]
    if _is_cut_row(ending, first):
        return _mend_row(above, below, ending, height)
    starts = any(_is_under_heading(ending.get(one.place), one) for one in first)
    for one in first:
        over = ending.get(one.place)
        is_tall = one.row_end - one.row > 1 or (over is not None and over.row < last and not starts)
        if over and is_tall and _goes_on(over, one):
            _take(over, one)
            over.row_end = one.row_end
            below.remove(one)
    return above + below


def _is_under_heading(over: Placed | None, one: Placed) -> bool:
    """Whether a figure comes right under a heading: its row is the table's first of figures."""
    return over is not None and bool(over.text) and is_figure(one.text) and not is_figure(over.text)


def _is_cut_row(ending: Ending, first: Sequence[Placed]) -> bool:
    """Whether the first row of a page is the rest of the last row before it."""
    pairs = [(ending.get(one.place), one) for one in first]
    if any(over is None for over, one in pairs if one.text):
        return False
    if any(over and over.text and is_figure(one.text) for over, one in pairs):
        return False  # a figure under a heading, or under another figure, is a row's of its own
    above, below = _texts_of_row(ending.values()), _texts_of_row(first)
    if _complete_each_other(above, below):
        return True
    both = [(over, one) for over, one in pairs if over and over.text and one.text]
    if not both or not all(_goes_on(*pair) for pair in both):
        return False
    return _has_figure(above) != _has_figure(below) or (len(both) > 1 and not _has_figure(above))


def _texts_of_row(cells: Iterable[Placed]) -> list[str]:
    """The texts of the cells that stand in one row alone."""
    return [one.text for one in cells if one.text and one.row_end - one.row == 1]


def _complete_each_other(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether two rows can only be one: one is blank, or one has the figures and the other the label."""
    if not above or not below:
        return True
    figures, labels = (above, below) if _has_figure(above) else (below, above)
    return all(is_number(text) for text in figures) and not _has_figure(labels)


def _has_figure(texts: Iterable[str]) -> bool:
    """Whether one of the texts is a figure."""
    return any(is_number(text) for text in texts)


def _goes_on(over: Placed, one: Placed) -> bool:
    """Whether a label's cell under the break belongs to the label above it.

    That one must end in a full line, and this one not begin with a numeral of its own, as in 3. or (4). Two headings
    that the forms know are one only where they know both together.
    """
    if not over.text or is_number(over.text) or is_figure(one.text):
        return False
    if look_up(over.text) and look_up(one.text) and not look_up(over.text + one.text):
        return False
    return not one.text or (over.cell.is_full and not is_numbered(one.text))


def _mend_row(above: list[Placed], below: list[Placed], ending: Ending, row: int) -> list[Placed]:
    """The rows with the first of the page put into the last before it; what spans further down stays one cell."""
    kept = []
    for one in below:
        over = ending.get(one.place) if one.row == row else None
        if over:
            _take(over, one)
            over.row_end = one.row_end - 1
        elif one.row_end - 1 > row or one.row > row:
            kept.append(one)
    for one in kept:
        one.row, one.row_end = max(one.row - 1, row), one.row_end - 1
    return above + kept


def _take(over: Placed, one: Placed) -> None:
    """Put the rest of a cell under its first part; a cell empty above moves to where its text is."""
    if one.text and not over.text:
        over.page, over.cell = one.page, one.cell
    over.text = "\n".join(text for text in (over.text, one.text) if text)


def _shift(cells: Iterable[Placed], rows: int) -> None:
    """Move cells down by some rows."""
    for one in cells:
        one.row += rows
        one.row_end += rows


def _end(cells: Iterable[Placed]) -> int:
    """How many rows the cells reach over."""
    return max((one.row_end for one in cells), default=0)


def _plain(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def is_number(text: str) -> bool:
    """Whether a text is a figure: digits of any width with their separators and nothing else."""
    plain = unicodedata.normalize("NFKC", text)
    return any(char.isdigit() for char in plain) and all(char in _NUMERALS for char in plain.replace("\n", ""))
