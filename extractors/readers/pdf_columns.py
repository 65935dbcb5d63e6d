"""Rows of segments to a grid: columns where the figures stand in line, labels put beside their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.grid import Cell, Grid, Locator, page_locator
from extractors.readers.pdf_headings import Labelled, aligned
from extractors.readers.pdf_prose import PlacedLine
from extractors.readers.pdf_segments import PITCH, Band, Row, Segment, band_of, bands_of
from extractors.readers.pdf_text import box_of, is_numbered

_SLIT = 0.2
_BREAK = 0.5
_THOUSANDS = 0.45
_UNITS = 0.6
_WORD = 3


def grid_of(rows: Sequence[Row]) -> Grid:
    """The grid of the rows: aligned when each figure has a column and a heading of its own, else ordered."""
    _count_units(rows)
    bands = bands_of([one for row in rows for one in row.figures])
    where = _where([row.line for row in rows])
    for row in rows:
        row.figures = _regrouped(row.figures, bands)
    labels: Labelled | None = None
    if all(len({band_of(bands, one) for one in row.figures}) == len(row.figures) for row in rows):
        for row in rows:
            over = not row.figures and any(one.box[2] > bands[0][0] for one in row.labels)
            for one in row.labels:
                one.is_heading = over
            row.labels = [part for one in row.labels for part in _parted(one, bands)]
        labels = labelled(rows)
        cells = aligned(rows, bands, labels)
        if cells:
            return Grid(cells, where)
    return Grid(tuple(_ordered(rows, labels or labelled(rows))), where, columns="ordered")


def _count_units(rows: Sequence[Row]) -> None:
    """Take a column of short words right before the figures, such as units, for a column of figures."""
    figured = [row for row in rows if row.figures]
    words = [row.labels[-1] for row in figured if len(row.labels) > 1]
    column = bands_of(words)
    if len(words) < _UNITS * len(figured) or len(column) != 1 or any(len(word.text) > _WORD for word in words):
        return
    for row in rows:
        last = row.labels[-1] if len(row.labels) > 1 else None
        if last and len(last.text) <= _WORD and not last.text.isspace() and _stands_in(last, column[0]):
            row.figures.insert(0, row.labels.pop())


def _stands_in(segment: Segment, column: Band) -> bool:
    """Whether a segment overlaps a column and hardly reaches out of it."""
    x0, _, x1, _ = segment.box
    return x0 < column[1] and column[0] < x1 and x1 - x0 <= 1.5 * (column[1] - column[0])


def _parted(heading: Segment, bands: Sequence[Band]) -> Iterator[Segment]:
    """A heading cut where it has a slit between two columns of figures: narrow headings nearly touch.

    Where no figures stand a wider gap will do, unless the heading is spaced out all along.
    """
    cuts = [(one[1] + two[0]) / 2 for one, two in pairwise(bands)]
    gaps = [after.x0 - before.x1 for before, after in pairwise(heading.chars)]
    is_spaced = all(gap > _SLIT * heading.size for gap in gaps)
    part = heading.chars[:1]
    for (before, after), gap in zip(pairwise(heading.chars), gaps, strict=True):
        one, two = (before.x0 + before.x1) / 2, (after.x0 + after.x1) / 2
        is_cut = gap > _SLIT * heading.size and any(one < cut < two for cut in cuts)
        is_wide = gap > _BREAK * heading.size and not is_spaced and one > bands[0][0]
        if is_cut or (is_wide and heading.is_heading and not any(x0 <= one and two <= x1 for x0, x1 in bands)):
            yield Segment(heading.page, part, heading.size, heading.has_figures, heading.is_heading)
            part = []
        part.append(after)
    yield Segment(heading.page, part, heading.size, heading.has_figures, heading.is_heading)


def _regrouped(figures: Sequence[Segment], bands: Sequence[Band]) -> list[Segment]:
    """The figures of a row, those put together again that other rows show to be one: blanks part its thousands."""
    kept: list[Segment] = []
    for one in figures:
        if kept and band_of(bands, kept[-1]) == band_of(bands, one) and _is_near(kept[-1], one):
            before = kept.pop()
            left, right = before.chars[-1], one.chars[0]
            blank = left._replace(text=" ", x0=left.x1, x1=right.x0)
            one = Segment(one.page, [*before.chars, blank, *one.chars], one.size)
        kept.append(one)
    return kept


def _is_near(one: Segment, two: Segment) -> bool:
    """Whether two neighbours may be groups of the digits of one number."""
    left, right = one.chars[-1], two.chars[0]
    return left.text.isdigit() and right.text.isdigit() and right.x0 - left.x1 <= _THOUSANDS * one.size


def _where(lines: Sequence[PlacedLine]) -> Locator:
    """The place of a table: the box of its lines on the page where it starts."""
    page = lines[0].page
    return page_locator(page, box_of([one.line.box for one in lines if one.page == page]))


def _ordered(rows: Sequence[Row], labels: Labelled) -> Iterator[Cell]:
    """Cells in the order of print, a line a row, labels that go on put together.

    Headings between figures come as one row from left to right: what stands over what is not known.
    """
    free, owned = labels
    heads = {id(one) for one in free}
    number, waiting = 0, []
    for row in rows:
        if not row.figures:
            waiting += [one for one in row.labels if id(one) in heads]
            continue
        for cells in (waiting, [*owned.get(id(row), ()), *row.figures]):
            for column, one in enumerate(sorted(cells, key=lambda one: one.box[0])):
                yield Cell(number, column, one.text, page_locator(one.page, one.box))
            number += bool(cells)
        waiting = []


def labelled(rows: Sequence[Row]) -> Labelled:
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
    if last.page != one.page:
        return False
    if one.has_figures and (block.is_heading or any(part.has_figures for part in (block, *block.below))):
        return False
    (left, top, right, _), (x0, y0, x1, _) = last.own_box, one.own_box
    near = 0 < y0 - top < PITCH * max(last.size, one.size)
    under = near and min(right, x1) - max(left, x0) > 0.5 * min(right - left, x1 - x0)
    return under and not is_numbered(one.own_text)


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
