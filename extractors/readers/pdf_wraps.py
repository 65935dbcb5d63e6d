"""Tables without rules: printed lines to rows of the table, where the cells of one row have one line or several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from extractors.forms import look_up, notation, plain, stands_above
from extractors.grid import Box
from extractors.readers.pdf_labels import Labelled, is_beside, stacked
from extractors.readers.pdf_prose import PlacedLine
from extractors.readers.pdf_segments import Band, Row, Segment, nearest_band
from extractors.readers.pdf_text import Line, box_of

_WRAP = 0.6
"""Lines of one cell are no further apart than this many character heights."""
_CLEARLY = 0.1
_FEW = 4
"""One row in so many may stand closer to the next than rows do: its label was taken for two."""
_UNFINISHED = re.compile(r".*[,，.．]|.*[,，]\d{1,2}")
_DIGITS = re.compile(r"[+\-]?[\d,，.．]*")


def table_rows(rows: Sequence[Row], bands: Sequence[Band]) -> tuple[list[Row], Labelled]:
    """The rows of the table in reading order, and their labels: those of figures, and each line of other texts."""
    made: list[Row] = []
    free: list[Segment] = []
    owned: dict[int, list[Segment]] = {}
    for _, lines in groupby(rows, key=lambda row: row.line.page):
        page = _Page(list(lines), bands, has_begun=any(row.figures for row in made))
        made += page.rows()
        free += page.free
        owned |= page.owned
    return made, (free, owned)


class _Page:
    """The lines of a table on one page: cells in columns of figures, and blocks of lines that are texts."""

    def __init__(self, lines: Sequence[Row], bands: Sequence[Band], *, has_begun: bool) -> None:
        self.lines = lines
        self.bands = bands
        self.figures = list(_taken_from(lines, bands, has_begun))
        self.blocks = stacked([one for row in lines for one in row.labels])
        self.free: list[Segment] = list(self.blocks)
        self.owned: dict[int, list[Segment]] = {}

    def rows(self) -> list[Row]:
        """The rows from top to bottom; labels without figures stay in rows of their printed lines."""
        clusters = self._continued(self._labelled(_clusters(self.figures)))
        found = [self._row(figures, label) for figures, label in clusters]
        free = {id(one) for one in self.free}
        for line in self.lines:
            labels = [one for one in line.labels if id(one) in free]
            if labels:
                found.append(Row(line.line, labels, []))
        return sorted(found, key=_top)

    def _labelled(self, clusters: Sequence[list[Segment]]) -> list[tuple[list[Segment], Segment | None]]:
        """The figures of each row and its own label; what several labels share goes to the nearest of them."""
        left = min((one.own_box[0] for one in self.figures), default=0.0)
        labels = _own_labels([one for one in self.blocks if one.box[0] < left])
        found: dict[int, tuple[list[Segment], Segment | None]] = {}
        for cluster in clusters:
            beside = [label for label in labels if is_beside(label.box, box_of([one.own_box for one in cluster]))]
            beside = [label for label in beside if not any(other.box[0] >= label.box[2] - 1 for other in beside)]
            for one in cluster:
                label = min(beside, key=lambda label: abs(_middle(label.box) - _middle(one.own_box)), default=None)
                found.setdefault(id(label or cluster), ([], label))[0].append(one)
        return sorted(found.values(), key=lambda row: min(one.own_box[1] for one in row[0]))

    def _continued(
        self, rows: Sequence[tuple[list[Segment], Segment | None]]
    ) -> list[tuple[list[Segment], Segment | None]]:
        """The rows with lines that have no label put to the row above, where they are the rest of its cells."""
        gaps = sorted(_gaps([figures for figures, label in rows if label]))
        usual = gaps[len(gaps) // _FEW] if gaps else float("inf")
        kept: list[tuple[list[Segment], Segment | None]] = []
        for figures, label in rows:
            if kept and label is None and self._goes_on(kept[-1][0], figures, usual):
                kept[-1][0].extend(figures)
            else:
                kept.append((figures, label))
        return kept

    def _goes_on(self, above: Sequence[Segment], below: Sequence[Segment], usual: float) -> bool:
        """Whether figures are second lines of those above: each right under one, and nearer than rows, or needed.

        No form has two rows of figures without labels: where no row has one, what is near belongs together.
        """
        last = {nearest_band(self.bands, one): one for one in sorted(above, key=lambda one: one.own_box[1])}
        pairs = [(last.get(nearest_band(self.bands, one)), one) for one in below]
        gap, size = _gap(above, below), below[0].size
        if gap > _WRAP * size or any(over is None for over, _ in pairs):
            return False
        return gap < usual - _CLEARLY * size or all(_needs(over.own_text, one.own_text) for over, one in pairs if over)

    def _row(self, figures: Sequence[Segment], label: Segment | None) -> Row:
        """A row of cells; the lines of one column are one cell."""
        cells: list[Segment] = []
        for one in sorted(figures, key=lambda one: (one.own_box[1], one.own_box[0])):
            first = next((cell for cell in cells if _is_over(cell.last, one)), None)
            if first is None:
                cells.append(one)
            else:
                first.below.append(one)
        chars = tuple(char for one in figures for char in one.chars)
        line = Line(chars, box_of([one.own_box for one in figures]), figures[0].size)
        row = Row(PlacedLine(figures[0].page, line), [], sorted(cells, key=lambda one: one.own_box[0]))
        self._own(row, label)
        return row

    def _own(self, row: Row, label: Segment | None) -> None:
        """Take the label of a row, and those of groups beside it, from the texts that are free."""
        box = label.box if label else row.line.line.box
        groups = [
            one
            for one in self.free
            if one is not label and is_beside(one.box, box) and one.box[2] <= min(box[0], row.line.line.box[0])
        ]
        taken = [*groups, *([label] if label else [])]
        if taken:
            self.owned[id(row)] = taken
            self.free = [one for one in self.free if not any(one is each for each in taken)]


def _taken_from(lines: Sequence[Row], bands: Sequence[Band], has_begun: bool) -> Iterator[Segment]:
    """The figures of lines, and pieces of figures that stand under the first of them; lines keep the other texts."""
    for row in lines:
        pieces = [one for one in row.labels if has_begun and is_piece(one) and _is_under_bands(one, bands)]
        row.labels = [one for one in row.labels if not any(one is piece for piece in pieces)]
        yield from row.figures
        yield from pieces
        has_begun = has_begun or bool(row.figures)


def is_piece(one: Segment) -> bool:
    """Whether a text may be figures or parts of such: digits, units or their halves, nothing else."""
    return all(char in _numerals() for char in plain(one.own_text))


@cache
def _numerals() -> frozenset[str]:
    """The characters of figures and their units."""
    units = [*notation("count_unit"), *notation("amount_unit")]
    return frozenset("+-0123456789,.") | frozenset("".join(units))


def is_labelled(row: Row, left: float) -> bool:
    """Whether a row without figures is the label of one whose cells are blank: a heading known to stand there."""
    known = [match for one in row.labels if one.box[2] <= left for match in look_up(one.own_text) if match.exact]
    headings = [match.heading for match in known]
    return any(one.role == "row" and one.code not in stands_above(one.table_name) for one in headings)


def _is_under_bands(one: Segment, bands: Sequence[Band]) -> bool:
    """Whether the middle of a text is in a column of figures."""
    middle = (one.own_box[0] + one.own_box[2]) / 2
    return any(left - one.size / 2 <= middle <= right + one.size / 2 for left, right in bands)


def _is_over(above: Segment, below: Segment) -> bool:
    """Whether a piece of a figure is the line of its cell before another: not beside it, in the same place."""
    (left, _, right, _), (x0, _, x1, _) = above.own_box, below.own_box
    return not is_beside(above.own_box, below.own_box) and min(right, x1) - max(left, x0) > 0


def _needs(above: str, below: str) -> bool:
    """Whether a figure is not whole without what stands under it."""
    upper, lower = plain(above), plain(below)
    has_unit = bool(_DIGITS.sub("", lower, count=1))
    return bool(_UNFINISHED.fullmatch(upper)) or (has_unit and upper[-1:] in "0123456789") or not upper[-1:].isdigit()


def _clusters(figures: Sequence[Segment]) -> list[list[Segment]]:
    """The figures in groups that overlap in height, as the lines of one row's cells do when set in the middle."""
    groups: list[list[Segment]] = []
    bottom = float("-inf")
    for one in sorted(figures, key=lambda one: one.own_box[1]):
        if not groups or not is_beside((0, float("-inf"), 0, bottom), one.own_box):
            groups.append([])
            bottom = float("-inf")
        groups[-1].append(one)
        bottom = max(bottom, one.own_box[3])
    return groups


def _own_labels(blocks: Sequence[Segment]) -> list[Segment]:
    """The labels that have no other label between themselves and the figures: not those of groups."""
    return [
        one
        for one in blocks
        if not any(other.box[0] >= one.box[2] - 1 and is_beside(one.box, other.box) for other in blocks)
    ]


def _gaps(rows: Sequence[Sequence[Segment]]) -> Iterator[float]:
    """The heights between the figures of rows that follow each other."""
    for above, below in pairwise(rows):
        yield _gap(above, below)


def _gap(above: Sequence[Segment], below: Sequence[Segment]) -> float:
    """The height between the figures of two rows."""
    return min(one.own_box[1] for one in below) - max(one.own_box[3] for one in above)


def _middle(box: Box) -> float:
    """The height of the middle of a box."""
    return (box[1] + box[3]) / 2


def _top(row: Row) -> tuple[int, float]:
    """Where a row stands: by the middle of its figures, or its line."""
    return row.line.page, _middle(row.line.line.box)
