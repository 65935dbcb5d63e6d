"""Tables without rules: lines that end in figures, told from prose, with columns where the figures stand in line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.forms import look_up
from extractors.forms.wordings import is_part_of_label
from extractors.grid import Block
from extractors.readers.pdf_columns import grids_of
from extractors.readers.pdf_objects import Char
from extractors.readers.pdf_prose import SENTENCE_ENDS, PlacedLine, paragraphs_of
from extractors.readers.pdf_segments import PITCH, Row, Segment, bands_of
from extractors.readers.pdf_text import is_figure
from extractors.readers.pdf_wraps import is_piece

_GAP = 1.0
_FIGURE_GAP = 0.6
_DIGIT_GAP = 0.5
"""Digits further apart than this share of their width stand in two cells: those of one number are evenly spaced."""
_UNIT_GAP = 0.3
"""What follows a figure with its unit is another figure after a gap of this many character heights."""
_WIDE = 0.6
_FIGURES = 3
_FEWEST, _HEADINGS = 2, 5
"""In a table whose other cells are blank so few figures stand, below so many headings."""

_WORD = 8
_WORD_OF_HEADING = 5
_SLIT = 0.3
_SLITS = 4


def blocks_of(lines: Sequence[PlacedLine]) -> Iterator[Block]:
    """The paragraphs of lines outside ruled tables, and the grids of those stretches that end in figures."""
    prose: list[PlacedLine] = []
    for stretch in _rejoined(list(_stretches([_row(line) for line in lines]))):
        if not _is_table(stretch):
            prose += [row.line for row in stretch]
            continue
        start, end = _extent(stretch)
        yield from paragraphs_of(prose + [row.line for row in stretch[:start]])
        yield from grids_of(stretch[start:end])
        prose = [row.line for row in stretch[end:]]
    yield from paragraphs_of(prose)


def _row(placed: PlacedLine) -> Row:
    """A line cut at its wide gaps; between digits a narrower one will do."""
    groups: list[list[Char]] = []
    for char in placed.line.chars:
        if char.text.isspace():
            continue
        if groups and not _is_gap(groups[-1], char, placed.line.size):
            groups[-1].append(char)
        else:
            groups.append([char])
    segments = [Segment(placed.page, group, placed.line.size) for group in groups]
    first = _first_figure([segment.text for segment in segments])
    row = Row(placed, segments[:first], segments[first:])
    for one in row.labels:
        one.has_figures = bool(row.figures)
    return row


def _first_figure(texts: Sequence[str]) -> int:
    """Where the figures of a line start: after them only figures follow, or short words with a number in them."""
    first = next((index for index, text in enumerate(texts) if is_figure(text)), len(texts))
    rest = texts[first:]
    if all(is_figure(text) or (len(text) <= _WORD and any(map(str.isdigit, text))) for text in rest):
        return first
    return len(texts)


def _is_gap(cell: Sequence[Char], after: Char, size: float) -> bool:
    """Whether a character stands in another cell than those before it on the line."""
    before = cell[-1]
    gap, digits = after.x0 - before.x1, before.text.isdigit() + after.text.isdigit()
    if digits == 2:
        return gap > _DIGIT_GAP * max(before.x1 - before.x0, after.x1 - after.x0)
    if after.text.isdigit() and gap > _UNIT_GAP * size and is_figure("".join(char.text for char in cell)):
        return True
    return gap > (_FIGURE_GAP if digits else _GAP) * size


# ---------- stretches of lines


def _stretches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows parted at chapter headings and wide lines, which are given alone."""
    if not rows:
        return
    width = max(row.line.line.box[2] for row in rows) - min(row.line.line.box[0] for row in rows)
    stretch: list[Row] = []
    for index, row in enumerate(rows):
        if not _is_wide(row, width) and not (
            _is_chapter(row) and (_is_title(row) or _stands_alone(row, rows[max(index - 1, 0) : index + 2]))
        ):
            stretch.append(row)
            continue
        if stretch:
            yield stretch
            stretch = []
        yield [row]
    if stretch:
        yield stretch


def _is_wide(row: Row, width: float) -> bool:
    """Whether a line is running text from side to side; narrow headings in a row have slits between them."""
    if row.figures or len(row.labels) != 1:
        return False
    label = row.labels[0]
    if label.box[2] - label.box[0] <= _WIDE * width:
        return False
    if is_part_of_label(label.text):
        return False
    slits = sum(1 for one, two in pairwise(label.chars) if two.x0 - one.x1 > _SLIT * label.size)
    return slits < _SLITS


def _is_chapter(row: Row) -> bool:
    """Whether a line may be a chapter's heading: a Chinese numeral, a mark, some words, and no label of a form."""
    text = row.line.line.text.strip()
    if row.figures or len(row.labels) != 1 or len(text) <= _WORD_OF_HEADING or text[0].isdigit():
        return False
    if unicodedata.numeric(text[0], None) is None or unicodedata.category(text[1]) != "Po":
        return False
    return not look_up(text) or _is_title(row)


def _is_title(row: Row) -> bool:
    """Whether a line is the heading of a chapter that the forms know: another table begins."""
    return any(match.heading.role == "title" for match in look_up(row.line.line.text))


def _stands_alone(row: Row, around: Sequence[Row]) -> bool:
    """Whether no figures stand beside a line, as they do in the middle of a label of two, and no headings above it."""
    line = row.line.line
    middle, reach = (line.box[1] + line.box[3]) / 2, max(line.size, (line.box[3] - line.box[1]) / 2)
    above = around[0]
    if above is not row and len(above.labels) > 1 and not above.figures and not all(map(is_piece, above.labels)):
        return False
    beside = (one for one in around if one.figures and one.line.page == row.line.page)
    return not any(abs(one.middle - middle) < reach for one in beside)


def _rejoined(stretches: list[list[Row]]) -> list[list[Row]]:
    """The stretches, a table put together again when a heading inside it parted rows of the same columns."""
    joined_up: list[list[Row]] = []
    for stretch in stretches:
        is_parted = len(joined_up) > 1 and _is_chapter(joined_up[-1][0]) and not _is_title(joined_up[-1][0])
        if is_parted and _same_columns(joined_up[-2], stretch):
            heading = joined_up.pop()
            joined_up[-1] = joined_up[-1] + heading + stretch
        else:
            joined_up.append(stretch)
    return joined_up


def _same_columns(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether the figures of two stretches stand in the same columns."""
    one, two = (bands_of([figure for row in rows for figure in row.figures]) for rows in (above, below))
    common = all(left < end and start < right for (left, right), (start, end) in zip(one, two, strict=False))
    return bool(one) and len(one) == len(two) and common


def _is_table(stretch: Sequence[Row]) -> bool:
    """Whether enough figures stand in the rows of a stretch; fewer will do below headings that the forms know."""
    rows = [row for row in stretch if row.figures and (row.labels or len(row.figures) > 1)]
    figures = sum(len(row.figures) for row in rows)
    if figures >= _FIGURES or figures < _FEWEST:
        return figures >= _FIGURES
    return sum(bool(look_up(one.text)) for row in stretch for one in row.labels) >= _HEADINGS


def _extent(stretch: Sequence[Row]) -> tuple[int, int]:
    """Where the table starts and ends: after sentences, with a label that goes on under the last figures."""
    start = 0
    while stretch[start].line.line.text[-1] in SENTENCE_ENDS and not stretch[start].figures:
        start += 1
    end = max(index for index, row in enumerate(stretch) if row.figures) + 1
    while end < len(stretch) and _is_under(stretch[end - 1].line, stretch[end].line):
        end += 1
    while end < len(stretch) and not stretch[end].figures and all(look_up(one.text) for one in stretch[end].labels):
        end += 1
    return start, end


def _is_under(above: PlacedLine, below: PlacedLine) -> bool:
    """Whether a line follows closely on the same page."""
    return above.page == below.page and below.line.box[1] - above.line.box[1] < PITCH * above.line.size
