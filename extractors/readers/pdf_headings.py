"""Tables without rules: figures in columns, each under the heading that stands over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.forms import look_up
from extractors.grid import Box, Cell, page_locator
from extractors.readers.pdf_labels import Labelled
from extractors.readers.pdf_segments import Band, Row, Segment, bands_of, nearest_band
from extractors.readers.pdf_text import box_of

_TOUCH = 0.5
_LEVEL = 0.3
"""Headings whose tops differ by less than this share of their height stand on one line."""

LABELS = 2
"""The columns kept for labels: a group's and a row's own."""


@dataclass
class Section:
    """Headings and the rows under them; a row without figures is one whose cells are all blank."""

    heads: list[Segment] = field(default_factory=list)
    rows: list[tuple[Row, list[Segment]]] = field(default_factory=list)


def aligned(rows: Sequence[Row], left: float, labels: Labelled) -> tuple[Cell, ...]:
    """The cells of the rows in columns; none at all when a column of figures lacks a heading of its own.

    Headings of columns have their middle right of `left`.
    """
    cells: list[Cell] = []
    number = 0
    for section in _sections(rows, left, labels):
        found = _columns(section, left)
        if found is None:
            return ()
        made = list(_section_cells(section, *found, number))
        cells += made
        number = max((cell.row for cell in made), default=number - 1) + 1
    return tuple(cells)


def _sections(rows: Sequence[Row], left: float, labels: Labelled) -> list[Section]:
    """The rows parted where headings stand over the figures again."""
    owned = labels[1]
    sections = [Section()]
    for row in rows:
        if row.figures:
            sections[-1].rows.append((row, owned.get(id(row), [])))
        elif any(_is_right(one, left) for one in row.labels):
            if sections[-1].rows:
                sections.append(Section())
            sections[-1].heads += row.labels
        elif sections[-1].rows or any(_is_lower(row, one) for one in sections[-1].heads if _is_right(one, left)):
            sections[-1].rows.append((row, row.labels))
        else:
            sections[-1].heads += row.labels
    return sections


def _columns(section: Section, left: float) -> tuple[dict[int, Segment], list[Band]] | None:
    """The lowest headings by column, and all columns, those without figures too.

    `None` when figures stand under no heading, or those of two columns under one.
    """
    bands = bands_of([one for row, _ in section.rows for one in row.figures])
    heads = [one for one in section.heads if _is_right(one, left) and _may_be_lowest(one)]
    lowest = [one for one in heads if not any(_is_under(other, one) for other in heads)]
    if not lowest:
        return {}, bands
    over = [_over(band, lowest) for band in bands]
    if any(head is None for head in over) or len({id(head) for head in over}) < len(bands):
        return None
    used = {id(head): band for head, band in zip(over, bands, strict=True)}
    pairs = sorted(((used.get(id(head), _span(head)), head) for head in lowest), key=lambda pair: pair[0])
    return {index: head for index, (_, head) in enumerate(pairs)}, [band for band, _ in pairs]


def _is_right(one: Segment, left: float) -> bool:
    """Whether the middle of a text is right of a place."""
    return (one.box[0] + one.box[2]) / 2 > left


def _may_be_lowest(head: Segment) -> bool:
    """Whether a heading can stand right over figures: unknown ones can, known ones as the forms have it."""
    roles = {match.heading.role for match in look_up(head.text)}
    return not roles or bool(roles & {"column", "unit"})


def _span(head: Segment) -> Band:
    """The left and right side of a heading."""
    return head.box[0], head.box[2]


def _is_lower(row: Row, head: Segment) -> bool:
    """Whether a row stands below a heading."""
    return (row.line.page, row.line.line.box[1]) > (head.page, head.box[3])


def _is_under(low: Segment, head: Segment) -> bool:
    """Whether one heading stands below another, under a part of it."""
    is_lower = low.page > head.page or (low.page == head.page and low.box[1] > head.box[1])
    return is_lower and min(low.box[2], head.box[2]) - max(low.box[0], head.box[0]) > _TOUCH


def _over(band: Band, heads: Sequence[Segment]) -> Segment | None:
    """The heading that reaches over a column of figures, the one over most of it."""
    shared = [(min(band[1], head.box[2]) - max(band[0], head.box[0]), index) for index, head in enumerate(heads)]
    most, index = max(shared)
    return heads[index] if most > 0 else None


def _section_cells(section: Section, leaves: dict[int, Segment], columns: Sequence[Band], row: int) -> Iterator[Cell]:
    """The cells of a section: what stands above the headings of columns a row each, those headings, then the rows."""
    above, beside, below = _around(section, list(leaves.values()))
    for one in above:
        yield _cell(row, 0, one, LABELS + len(columns) if _reaches(one, columns) else LABELS)
        row += 1
    for one in beside:
        yield _cell(row, 0, one, LABELS)
    for index, leaf in sorted(leaves.items()):
        yield _cell(row, LABELS + index, leaf)
    row += bool(leaves)
    for one in below:
        yield _cell(row, 0, one, LABELS)
        row += 1
    shown = sorted(leaves) or range(len(columns))
    for line, labels in section.rows:
        yield from _label_cells(row, labels)
        yield from _figure_cells(row, line, columns, shown)
        row += 1


def _reaches(head: Segment, columns: Sequence[Band]) -> bool:
    """Whether a heading stands over columns of figures."""
    return any(left < head.box[2] and head.box[0] < right for left, right in columns)


def _around(section: Section, leaves: list[Segment]) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """The other headings of a section by place: above the headings of columns, the one beside them, and below."""
    used = {id(one) for one in leaves}
    rest = _in_order([one for one in section.heads if id(one) not in used])
    if not leaves:
        return rest, [], []
    left, (_, top, _, bottom) = leaves[0].box[0], box_of([one.box for one in leaves])
    level = [one for one in rest if one.box[2] <= left and one.box[1] < bottom and one.box[3] > top]
    beside = level[-1:]
    below = [one for one in rest if one.page == leaves[0].page and one.box[1] >= bottom]
    placed = {id(one) for one in (*beside, *below)}
    return [one for one in rest if id(one) not in placed], beside, below


def _in_order(heads: Sequence[Segment]) -> list[Segment]:
    """Headings line by line, each from left to right; on a picture those of one line are hardly ever quite level."""
    lines: list[list[Segment]] = []
    for one in sorted(heads, key=lambda one: (one.page, one.box[1])):
        first = lines[-1][0] if lines else None
        if first and first.page == one.page and one.box[1] - first.box[1] < _LEVEL * one.size:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [one for line in lines for one in sorted(line, key=lambda one: one.box[0])]


def _cell(row: int, column: int, segment: Segment, span: int = 1) -> Cell:
    """The cell of a segment."""
    return Cell(row, column, segment.text, page_locator(segment.page, segment.box), column_span=span)


def _label_cells(row: int, labels: Sequence[Segment]) -> Iterator[Cell]:
    """The labels of a row: its own beside the figures, those of a group of rows before it."""
    ordered = sorted(labels, key=lambda one: one.box[0] + one.box[2])
    groups, own = ordered[:-1], ordered[-1:]
    for one in groups[:1]:
        text = "\n".join(group.text for group in groups)
        yield Cell(row, 0, text, page_locator(one.page, box_of([group.box for group in groups])))
    for one in own:
        yield _cell(row, 1 if groups else 0, one, LABELS - bool(groups))


def _figure_cells(row: int, line: Row, columns: Sequence[Band], shown: Sequence[int]) -> Iterator[Cell]:
    """The figures of a row; where a column has none the cell is blank, and its place is where it would stand."""
    printed = {nearest_band(columns, one): one for one in line.figures}
    for index in sorted({*shown, *printed}):
        one = printed.get(index)
        box: Box = one.box if one else _blank_box(line, columns[index])
        yield Cell(row, LABELS + index, one.text if one else "", page_locator(line.line.page, box))


def _blank_box(line: Row, column: Band) -> Box:
    """Where a figure would stand."""
    return column[0], line.line.line.box[1], column[1], line.line.line.box[3]
