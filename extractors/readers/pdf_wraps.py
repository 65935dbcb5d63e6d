"""Tables without rules: units that a narrow column broke off go back under their figures, and those to their row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractors.forms import notation, plain
from extractors.readers.pdf_segments import PITCH, Row, Segment

_BACK = 2
"""How many lines above a unit its figure may stand: set in the middle, other figures come between."""

_LEVEL = 0.5


def mended(rows: Sequence[Row]) -> list[Row]:
    """The rows with each unit under a figure taken into it, and figures of two lines beside those of one."""
    for index, row in enumerate(rows):
        if not row.figures and any(_is_unit(one) for one in row.labels):
            row.labels = [one for one in row.labels if not _taken(one, rows[max(index - _BACK, 0) : index])]
    for above, below in pairwise(rows):
        if _is_one_row(above, below):
            below.figures = sorted([*above.figures, *below.figures], key=lambda one: one.box[0])
            above.figures = []
            for one in above.labels:
                one.has_figures = False
            for one in below.labels:
                one.has_figures = True
    return list(rows)


@cache
def _units() -> frozenset[str]:
    """The words that may follow a figure."""
    return frozenset([*notation("count_unit"), *notation("amount_unit")])


def _is_unit(word: Segment) -> bool:
    """Whether a segment is a unit and nothing else."""
    return plain(word.own_text) in _units()


def _taken(word: Segment, above: Sequence[Row]) -> bool:
    """Whether a word is a unit right under a figure, or the end of one; it then becomes the second line there."""
    if not _is_unit(word):
        return False
    for row in reversed(above):
        begun = [one for one in row.figures if one.own_text[-1].isdigit()]
        begun += [one for one in row.labels[1:] if plain(one.own_text + word.own_text) in _units()]
        for one in begun:
            if _is_right_under(one, word):
                one.below.append(word)
                return True
    return False


def _is_right_under(begun: Segment, word: Segment) -> bool:
    """Whether a word stands on the next line under a figure or word that has none yet."""
    if begun.page != word.page or begun.below:
        return False
    (left, top, right, _), (x0, y0, x1, _) = begun.own_box, word.own_box
    near = 0 < y0 - top < PITCH * max(begun.size, word.size)
    return near and min(right, x1) - max(left, x0) > 0.5 * min(right - left, x1 - x0)


def _is_one_row(above: Row, below: Row) -> bool:
    """Whether a line of figures with units under them belongs to the figures that stand half a line lower."""
    if not below.figures or not above.figures or above.line.page != below.line.page:
        return False
    if not all(one.below for one in above.figures) or abs(above.middle - below.middle) > _LEVEL * above.line.line.size:
        return False
    spans = sorted((one.own_box[0], one.own_box[2]) for one in (*above.figures, *below.figures))
    return all(one[1] < two[0] for one, two in pairwise(spans))
