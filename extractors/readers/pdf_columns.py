"""Rows of segments to a grid: columns where the figures stand in line, labels put beside their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, permutations

from extractors.forms import look_up
from extractors.grid import Cell, Columns, Grid, Locator, page_locator
from extractors.readers.pdf_headings import aligned
from extractors.readers.pdf_labels import Labelled
from extractors.readers.pdf_objects import Char
from extractors.readers.pdf_prose import PlacedLine
from extractors.readers.pdf_segments import PITCH, Band, Row, Segment, band_of, bands_of
from extractors.readers.pdf_text import box_of, is_figure, is_numbered
from extractors.readers.pdf_wraps import is_labelled, is_piece, table_rows

_SLIT = 0.2
_NUMERAL = 0.35
"""A label with a numeral of its own starts after a gap of this many character heights."""
_BREAK = 0.5
_STRAYS = 5
"""One line in so many may have a number left of all columns of figures."""
_THOUSANDS = 0.45
_UNITS = 0.6
_WORD = 3


def grids_of(rows: Sequence[Row]) -> Iterator[Grid]:
    """The grids of the rows: aligned where each figure has a column and a heading of its own, else ordered.

    Where headings stand over the figures again, columns start anew.
    """
    _count_units(rows)
    starts = sorted(min(one.box[0] for one in row.figures) for row in rows if row.figures)
    left = starts[len(starts) // _STRAYS]
    ends = [one.box[2] for row in rows if row.figures for one in row.labels]
    end = max((x for x in ends if x <= left), default=left)
    parts = [_part(part, end) for part in _parts(rows, left)]
    for kind, same in groupby(parts, key=lambda part: part[1]):
        cells: list[Cell] = []
        lines: list[PlacedLine] = []
        for found, _, printed in same:
            start = max((cell.row for cell in cells), default=-1) + 1
            cells += [cell._replace(row=cell.row + start) for cell in found]
            lines += printed
        if cells:
            yield Grid(tuple(cells), _where(lines), kind)


def _parts(rows: Sequence[Row], left: float) -> Iterator[list[Row]]:
    """The rows parted before headings that stand right of the labels, under figures."""
    part: list[Row] = []
    for row in rows:
        is_head = not row.figures and any(one.box[2] > left and not is_piece(one) for one in row.labels)
        if is_head and any(above.figures or is_labelled(above, left) for above in part[1:]):
            yield part
            part = []
        part.append(row)
    yield part


def _part(rows: Sequence[Row], left: float) -> tuple[list[Cell], Columns, list[PlacedLine]]:
    """The cells of rows that share their columns, how far these can be trusted, and the printed lines."""
    lines = [row.line for row in rows]
    bands = bands_of([one for row in rows for one in row.figures])
    for row in rows:
        row.figures = _regrouped(row.figures, bands)
    if any(len({band_of(bands, one) for one in row.figures}) < len(row.figures) for row in rows):
        return list(_ordered(*table_rows(rows, bands))), "ordered", lines
    slits = _slits(rows)
    for row in rows:
        _cut(row, bands, slits.get(id(row), ()))
    made, labels = table_rows(rows, bands)
    cells = aligned(made, _right_of_labels(labels, left if not bands else float("-inf")), labels)
    return (list(cells), "aligned", lines) if cells else (list(_ordered(made, labels)), "ordered", lines)


def _slits(rows: Sequence[Row]) -> dict[int, list[Band]]:
    """For each line of headings the gaps between texts of the line under it or over it, by the row's id."""
    heads = [row for row in rows if not row.figures and len(row.labels) > 1]
    found: dict[int, list[Band]] = {}
    for one, other in permutations(heads, 2):
        if _are_near(one.line, other.line):
            edges = sorted((label.own_box[0], label.own_box[2]) for label in other.labels)
            found.setdefault(id(one), []).extend((left[1], right[0]) for left, right in pairwise(edges))
    return found


def _are_near(one: PlacedLine, other: PlacedLine) -> bool:
    """Whether two lines may belong to the same row of headings."""
    return one.page == other.page and abs(one.line.box[1] - other.line.box[1]) < PITCH * one.line.size


def _right_of_labels(labels: Labelled, default: float) -> float:
    """Where the labels beside figures end, which is where the columns of figures may start."""
    return max((owned[-1].box[2] for owned in labels[1].values()), default=default)


def _cut(row: Row, bands: Sequence[Band], slits: Sequence[Band] = ()) -> None:
    """Cut the texts of a row where columns part; what then stands in columns of figures and is one joins them."""
    if not bands:
        return
    over = not row.figures and any(one.box[2] > bands[0][0] for one in row.labels)
    for one in row.labels:
        one.is_heading = over
    parts = [part for one in row.labels for part in _parted(one, bands, slits)]
    while len(parts) > 1 and is_figure(parts[-1].own_text) and _is_over(parts[-1], bands):
        row.figures.insert(0, parts.pop())
    row.labels = parts
    for one in parts:
        one.has_figures = bool(row.figures)


def _is_over(one: Segment, bands: Sequence[Band]) -> bool:
    """Whether the middle of a segment is in a column of figures."""
    middle = (one.own_box[0] + one.own_box[2]) / 2
    return any(left <= middle <= right for left, right in bands)


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


def _parted(heading: Segment, bands: Sequence[Band], slits: Sequence[Band] = ()) -> Iterator[Segment]:
    """A heading cut where it has a slit between two columns of figures: narrow headings nearly touch.

    Where no figures stand a wider gap will do, unless the heading is spaced out all along.
    """
    if look_up(heading.own_text):
        slits = ()
    cuts = [bands[0][0], *((one[1] + two[0]) / 2 for one, two in pairwise(bands))]
    gaps = [after.x0 - before.x1 for before, after in pairwise(heading.chars)]
    is_spaced = all(gap > _SLIT * heading.size for gap in gaps)
    part = heading.chars[:1]
    for (before, after), gap in zip(pairwise(heading.chars), gaps, strict=True):
        one, two = (before.x0 + before.x1) / 2, (after.x0 + after.x1) / 2
        is_cut = gap > _SLIT * heading.size and any(one < cut < two for cut in cuts)
        is_cut = is_cut or (gap > _NUMERAL * heading.size and _starts_label(heading.chars, after))
        is_cut = is_cut or (gap > _SLIT * heading.size and any(x0 <= before.x1 and after.x0 <= x1 for x0, x1 in slits))
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


def _starts_label(chars: Sequence[Char], first: Char) -> bool:
    """Whether a text starts with a numeral of its own from this character on."""
    at = next(index for index, char in enumerate(chars) if char is first)
    return is_numbered("".join(char.text for char in chars[at:]))


def _ordered(rows: Sequence[Row], labels: Labelled) -> Iterator[Cell]:
    """Cells in the order of print, a line a row, labels that go on put together.

    Headings between figures come as one row from left to right: what stands over what is not known.
    """
    owned = labels[1]
    number = 0
    waiting: list[Segment] = []
    for row in rows:
        if not row.figures:
            waiting += row.labels
            continue
        for cells in (waiting, [*owned.get(id(row), ()), *row.figures]):
            for column, one in enumerate(sorted(cells, key=lambda one: one.box[0])):
                yield Cell(number, column, one.text, page_locator(one.page, one.box))
            number += bool(cells)
        waiting = []
