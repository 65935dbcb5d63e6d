"""Tables without rules: figures in columns, each under the heading that stands over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.grid import Box, Cell, page_locator
from extractors.readers.pdf_segments import Band, Row, Segment, band_of
from extractors.readers.pdf_text import box_of

LABELS = 2
"""The columns kept for labels: a group's and a row's own."""

Labelled = tuple[Sequence[Segment], dict[int, list[Segment]]]
"""The segments that stand for themselves, and those that label a row of figures, by the row's id."""


@dataclass
class Section:
    """Headings and the rows under them; a row without figures is one whose cells are all blank."""

    heads: list[Segment] = field(default_factory=list)
    rows: list[tuple[Row, list[Segment]]] = field(default_factory=list)


def aligned(rows: Sequence[Row], bands: Sequence[Band], labels: Labelled) -> tuple[Cell, ...]:
    """The cells of the rows in columns; none at all when a column of figures lacks a heading of its own."""
    cells: list[Cell] = []
    number = 0
    sections = _sections(rows, bands, labels)
    columns = _with_empty_columns(bands, [head for section in sections for head in section.heads])
    for section in sections:
        leaves = _leaves(section, columns)
        if leaves is None:
            return ()
        made = list(_section_cells(section, leaves, columns, number))
        cells += made
        number = max((cell.row for cell in made), default=number - 1) + 1
    return tuple(cells)


def _sections(rows: Sequence[Row], bands: Sequence[Band], labels: Labelled) -> list[Section]:
    """The rows parted where headings stand over the figures again."""
    free, owned = {id(one) for one in labels[0]}, labels[1]
    sections = [Section()]
    for row in rows:
        heads = [one for one in row.labels if id(one) in free]
        if row.figures:
            sections[-1].rows.append((row, owned.get(id(row), [])))
        elif any(one.box[2] > bands[0][0] for one in heads):
            if sections[-1].rows:
                sections.append(Section())
            sections[-1].heads += heads
        elif heads and sections[-1].rows:
            sections[-1].rows.append((row, heads))
        else:
            sections[-1].heads += heads
    return sections


def _with_empty_columns(bands: Sequence[Band], heads: Sequence[Segment]) -> list[Band]:
    """The columns of figures, and one for each heading to their right under which nothing is printed anywhere."""
    columns = list(bands)
    for x0, x1 in sorted((head.box[0], head.box[2]) for head in heads):
        if x0 > bands[0][0] and not any(left < x1 and x0 < right for left, right in columns):
            columns.append((x0, x1))
    return sorted(columns)


def _leaves(section: Section, columns: Sequence[Band]) -> dict[int, Segment] | None:
    """The lowest heading over each column of the section's figures; `None` when one has none or two share one."""
    used = {band_of(columns, one) for row, _ in section.rows for one in row.figures}
    found: dict[int, Segment] = {}
    for head in sorted(section.heads, key=lambda one: (one.page, one.box[3]), reverse=True):
        middle = (head.box[0] + head.box[2]) / 2
        over = [index for index in _over(head, columns) if index not in found]
        single = len(_over(head, columns)) == 1 or len(used & set(over)) == 1
        if over and single:
            wanted = [index for index in over if index in used] or over
            nearest = min(wanted, key=lambda index: abs(sum(columns[index]) / 2 - middle))
            found[nearest] = head
    return found if not section.heads or used <= found.keys() else None


def _over(head: Segment, columns: Sequence[Band]) -> list[int]:
    """The columns over which a heading reaches."""
    x0, _, x1, _ = head.box
    return [index for index, (left, right) in enumerate(columns) if left < x1 and x0 < right]


def _section_cells(section: Section, leaves: dict[int, Segment], columns: Sequence[Band], row: int) -> Iterator[Cell]:
    """The cells of a section: what stands above the headings of columns a row each, those headings, then the rows."""
    above, beside, below = _around(section, list(leaves.values()))
    for one in above:
        yield _cell(row, 0, one, LABELS + len(columns) if _over(one, columns) else LABELS)
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


def _around(section: Section, leaves: list[Segment]) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """The other headings of a section by place: above the headings of columns, the one beside them, and below."""
    used = {id(one) for one in leaves}
    rest = [one for one in section.heads if id(one) not in used]
    rest.sort(key=lambda one: (one.page, one.box[1], one.box[0]))
    if not leaves:
        return rest, [], []
    left, (_, top, _, bottom) = leaves[0].box[0], box_of([one.box for one in leaves])
    level = [one for one in rest if one.box[2] <= left and one.box[1] < bottom and one.box[3] > top]
    beside = level[-1:]
    below = [one for one in rest if one.page == leaves[0].page and one.box[1] >= bottom]
    placed = {id(one) for one in (*beside, *below)}
    return [one for one in rest if id(one) not in placed], beside, below


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
    printed = {band_of(columns, one): one for one in line.figures}
    for index in sorted({*shown, *printed}):
        one = printed.get(index)
        box: Box = one.box if one else _blank_box(line, columns[index])
        yield Cell(row, LABELS + index, one.text if one else "", page_locator(line.line.page, box))


def _blank_box(line: Row, column: Band) -> Box:
    """Where a figure would stand."""
    return column[0], line.line.line.box[1], column[1], line.line.line.box[3]
