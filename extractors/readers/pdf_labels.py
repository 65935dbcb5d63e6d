"""Tables without rules: texts of several lines put together, by place and by what the forms know as headings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractors.forms import headings, look_up
from extractors.forms.wordings import is_part_of_label, nearest
from extractors.grid import Box
from extractors.readers.pdf_segments import PITCH, Segment
from extractors.readers.pdf_text import is_numbered

Labelled = tuple[Sequence[Segment], dict[int, list[Segment]]]
"""The segments that stand for themselves, and those that label a row of figures, by the row's id: groups go first."""

_OVERSHOOT = 0.08
"""The boxes of characters reach over their ink by about this share of their height."""


def is_beside(one: Box, other: Box) -> bool:
    """Whether two boxes overlap in height, by more than the air around their characters."""
    air = _OVERSHOOT * min(one[3] - one[1], other[3] - other[1])
    return min(one[3], other[3]) - max(one[1], other[1]) > 2 * air


def stacked(segments: Sequence[Segment]) -> list[Segment]:
    """The segments with those that go on right under them taken in: the next lines of one label or heading."""
    blocks: list[Segment] = []
    for one in segments:
        above = next((block for block in reversed(blocks) if _goes_on(block, one)), None)
        if above is None:
            blocks.append(one)
        else:
            above.below.append(one)
    return blocks


def _goes_on(block: Segment, one: Segment) -> bool:
    """Whether a segment is the next line of the label or heading above it.

    Right under it, without a numeral of its own; where both have figures beside them, or both are headings that the
    forms know, they are one only when the forms know both together.
    """
    last = block.last
    if last.page != one.page or is_numbered(one.own_text):
        return False
    (left, top, right, _), (x0, y0, x1, _) = last.own_box, one.own_box
    near = 0 < y0 - top < PITCH * max(last.size, one.size)
    if not near or min(right, x1) - max(left, x0) <= 0.5 * min(right - left, x1 - x0):
        return False
    is_doubtful = bool(look_up(block.text)) and bool(look_up(one.own_text))
    if one.has_figures:
        is_doubtful |= block.is_heading or any(part.has_figures for part in (block, *block.below))
    return not is_doubtful or _is_known(block.text + one.own_text)


def _is_known(text: str) -> bool:
    """Whether a text is a heading or label of the forms, with a wrong character too, or some lines of one."""
    return bool(look_up(text)) or is_part_of_label(text) or any(nearest(table, text) for table in _tables())


@cache
def _tables() -> frozenset[str]:
    """The tables of the forms."""
    return frozenset(heading.table_name for heading in headings())
