"""Rows of segments to a grid: columns where the figures stand in line, labels put beside their figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.grid import Box, Cell, Grid, Locator, page_locator
from extractors.readers.pdf_objects import Char
from extractors.readers.pdf_prose import PlacedLine
from extractors.readers.pdf_text import box_of, is_numbered, joined

PITCH = 1.65
"""Lines closer than this many character heights belong together."""

_SLIT = 0.2
_LABELS = 2


@dataclass
class Segment:
    """A stretch of a line between wide gaps, with the lines of the same cell under it."""

    page: int
    chars: list[Char]
    size: float
    has_figures: bool = False
    below: list[Segment] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The box around its own line and those under it."""
        return box_of([*self.chars, *(char for one in self.below for char in one.chars)])

    @property
    def text(self) -> str:
        """Its text, a line each."""
        return "\n".join(joined(one.chars, one.size) for one in (self, *self.below))

    @property
    def last(self) -> Segment:
        """Its lowest line."""
        return self.below[-1] if self.below else self


@dataclass
class Row:
    """One printed line as segments; `figures` are those at its end that are numbers."""

    line: PlacedLine
    labels: list[Segment]
    figures: list[Segment]

    @property
    def middle(self) -> float:
        """The height of the middle of its figures, else of the line."""
        box = box_of([one.box for one in self.figures]) if self.figures else self.line.line.box
        return (box[1] + box[3]) / 2


def grid_of(rows: Sequence[Row]) -> Grid:
    """The grid of the rows: aligned when each figure has a column of its own, else ordered."""
    bands = bands_of([one for row in rows for one in row.figures])
    if all(len({_band(bands, one) for one in row.figures}) == len(row.figures) for row in rows):
        for row in rows:
            row.labels = [part for one in row.labels for part in _parted(one, bands)]
        cells = _aligned(rows, bands)
        return Grid(tuple(cells), _where([row.line for row in rows]))
    return Grid(tuple(_ordered(rows)), _where([row.line for row in rows]), columns="ordered")


def _parted(heading: Segment, bands: Sequence[tuple[float, float]]) -> Iterator[Segment]:
    """A heading cut where it has a slit between two columns of figures: narrow headings nearly touch."""
    cuts = [(one[1] + two[0]) / 2 for one, two in pairwise(bands)]
    part = heading.chars[:1]
    for before, after in pairwise(heading.chars):
        slit = after.x0 - before.x1 > _SLIT * heading.size
        if slit and any((before.x0 + before.x1) / 2 < cut < (after.x0 + after.x1) / 2 for cut in cuts):
            yield Segment(heading.page, part, heading.size, heading.has_figures)
            part = []
        part.append(after)
    yield Segment(heading.page, part, heading.size, heading.has_figures)


def _where(lines: Sequence[PlacedLine]) -> Locator:
    """The place of a table: the box of its lines on the page where it starts."""
    page = lines[0].page
    return page_locator(page, box_of([one.line.box for one in lines if one.page == page]))


def bands_of(figures: Sequence[Segment]) -> list[tuple[float, float]]:
    """The columns of figures as left and right sides: what overlaps is one column."""
    bands: list[tuple[float, float]] = []
    for x0, x1 in sorted((one.box[0], one.box[2]) for one in figures):
        if bands and x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], x1))
        else:
            bands.append((x0, x1))
    return bands


def _band(bands: Sequence[tuple[float, float]], figure: Segment) -> int:
    """The column in which a figure stands."""
    return bisect_right(bands, (figure.box[0], float("inf"))) - 1


def _ordered(rows: Sequence[Row]) -> Iterator[Cell]:
    """Cells in the order of print, a line a row, labels that go on put together."""
    labels, owned = _labelled(rows)
    number = 0
    for row in rows:
        cells = [*owned.get(id(row), ()), *row.figures] if row.figures else [one for one in row.labels if one in labels]
        for column, one in enumerate(sorted(cells, key=lambda one: one.box[0])):
            yield Cell(number, column, one.text, page_locator(one.page, one.box))
        number += bool(cells)


def _labelled(rows: Sequence[Row]) -> tuple[list[Segment], dict[int, list[Segment]]]:
    """The segments that stand for themselves, and those that label a row of figures, by the row's id."""
    blocks = _stacked([one for row in rows for one in row.labels])
    owned: dict[int, list[Segment]] = {}
    free = []
    for block in blocks:
        row = _owner(block, rows)
        if row is None:
            free.append(block)
        else:
            owned.setdefault(id(row), []).append(block)
    return free, owned


def _stacked(segments: Sequence[Segment]) -> list[Segment]:
    """The segments with those that go on right under them taken in: same place, no figures or numeral of their own."""
    blocks: list[Segment] = []
    for one in segments:
        above = next((block for block in reversed(blocks) if _goes_on(block, one)), None)
        if above is None:
            blocks.append(one)
        else:
            above.below.append(one)
    return blocks


def _goes_on(block: Segment, one: Segment) -> bool:
    """Whether a segment is the next line of the label or heading above it."""
    last = block.last
    if last.page != one.page or is_numbered(one.text):
        return False
    if one.has_figures and any(part.has_figures for part in (block, *block.below)):
        return False
    (left, top, right, _), (x0, y0, x1, _) = box_of(last.chars), box_of(one.chars)
    near = 0 < y0 - top < PITCH * max(last.size, one.size)
    return near and min(right, x1) - max(left, x0) > 0.5 * min(right - left, x1 - x0)


def _owner(block: Segment, rows: Sequence[Row]) -> Row | None:
    """The first row of figures beside a label: those right of it, at a height that the label reaches over."""
    _, top, right, bottom = block.box
    for row in rows:
        if (
            row.figures
            and row.line.page == block.page
            and top <= row.middle <= bottom
            and right <= row.figures[0].box[0]
        ):
            return row
    return None


def _aligned(rows: Sequence[Row], bands: Sequence[tuple[float, float]]) -> Iterator[Cell]:
    """Cells in columns: the labels, the nearest to the figures last, then a column for each band of figures."""
    free, owned = _labelled(rows)
    number = 0
    for row in rows:
        if row.figures:
            yield from _label_cells(number, owned.get(id(row), []))
            yield from _figure_cells(number, row, bands)
            number += 1
        elif cells := [one for one in row.labels if any(one is other for other in free)]:
            yield from _heading_cells(number, cells, bands)
            number += 1


def _label_cells(row: int, labels: Sequence[Segment]) -> Iterator[Cell]:
    """The labels of a row: its own beside the figures, one of a group of rows before it."""
    *groups, own = sorted(labels, key=lambda one: one.box[0] + one.box[2]) or [None]
    for one in groups[:1]:
        yield Cell(row, 0, "\n".join(group.text for group in groups), page_locator(one.page, one.box))
    if own:
        start = 1 if groups else 0
        yield Cell(row, start, own.text, page_locator(own.page, own.box), column_span=_LABELS - start)


def _figure_cells(row: int, figures: Row, bands: Sequence[tuple[float, float]]) -> Iterator[Cell]:
    """The figures of a row; where a column has none the cell is blank, and its place is where it would stand."""
    page = figures.line.page
    printed = {_band(bands, one): one for one in figures.figures}
    _, top, _, bottom = box_of([one.box for one in figures.figures])
    for index, (left, right) in enumerate(bands):
        one = printed.get(index)
        box = one.box if one else (left, top, right, bottom)
        yield Cell(row, _LABELS + index, one.text if one else "", page_locator(page, box))


def _heading_cells(row: int, headings: Sequence[Segment], bands: Sequence[tuple[float, float]]) -> Iterator[Cell]:
    """The headings of a line over the columns that they reach; one alone stands over the whole table."""
    if len(headings) == 1:
        one = headings[0]
        yield Cell(row, 0, one.text, page_locator(one.page, one.box), column_span=_LABELS + len(bands))
        return
    end = 0
    for one in headings:
        x0, _, x1, _ = one.box
        over = [index for index, (left, right) in enumerate(bands) if left < x1 and right > x0]
        start = _LABELS + over[0] if over else 0
        span = len(over) or _LABELS
        start = max(start, end)
        yield Cell(row, start, one.text, page_locator(one.page, one.box), column_span=span)
        end = start + span
