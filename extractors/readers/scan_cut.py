"""Lines of print to cells where no rules part them: pieces of a table stand apart, and not on one height.

Cells set in the middle of their rows leave no blank row of pixels from side to side, so that a whole table seems to be
one line. Here ink is joined only to ink close beside it, and what stays apart is a piece of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from extractors.grid import Box
from extractors.readers.scan_ink import Page
from extractors.readers.scan_rules import Image

_BESIDE = 3.0
"""Points between the strokes of one piece: more than stand between the parts of a character."""

_GAP, _GAP_OF_LINE = 0.8, 1.2
"""Pieces that are further apart than this many heights of print stand in two cells; wide punctuation leaves as much
blank, so that it takes more where nothing stands above or below.
"""

_TEXT_GAP, _TEXT_SHARE, _TEXT_WIDTH = 1.6, 0.85, 0.4
"""Running text with wide punctuation: its gaps, how much of its width it fills, and of the page's its longest piece."""

_MOST = 1500
"""Pieces of one line: more are no print, and would take long to compare."""

_OVERLAP = 0.5
_FLAT, _STROKES_APART, _NEAR = 5.0, 4.0, 1.7
_ONE_SIGN = 1.25
_PRINT = 4.0
_SPECK, _LEAST, _DASH = 4.5, 2.0, 1.4
_USUAL = 8.0
_LOW = 0.9
_AROUND = 30.0
_COLUMNS, _HEAD = 3, 60.0


def cut(page: Page, line: Box) -> list[Box]:
    """The pieces of what seemed to be one line, top to bottom, in points; the line itself where it is running text."""
    pieces = _pieces(page, line)
    if len(pieces) > _MOST:
        return [line]
    high = usual_height(pieces)
    found = [box for box in _merged(pieces, high, _GAP) if _is_print(box)]
    if len(_rows(found)) <= 1:
        found = _merged(found, high, _GAP_OF_LINE)
    rows = _rows(found)
    width = page.grey.shape[1] / page.scale
    if len(rows) <= 1 and (len(found) <= 1 or _is_text(found, width)):
        return [line]
    return [one for row in rows for one in ([around(row)] if _is_text(row, width) else row)]


def level_with(box: Box, boxes: Sequence[Box]) -> Box:
    """The box of a line as high as the print near it: signs without height, and figures, stand on the same line."""
    middle = (box[1] + box[3]) / 2
    high = usual_height([one for one in boxes if abs((one[1] + one[3]) / 2 - middle) < _AROUND])
    if box[3] - box[1] >= _LOW * high:
        return box
    return box[0], middle - high / 2, box[2], middle + high / 2


def of_tables(boxes: Sequence[Box]) -> list[Box]:
    """The lines from the first to the last row of what may be a table, with the headings above it."""
    rows = [row for row in _rows(boxes) if len(row) >= _COLUMNS]
    if len(rows) < _COLUMNS:
        return []
    top, bottom = min(box[1] for box in rows[0]) - _HEAD, max(box[3] for box in rows[-1]) + _AROUND
    return [box for box in boxes if box[1] >= top and box[3] <= bottom]


def usual_height(boxes: Sequence[Box]) -> float:
    """The usual height of print in points: that of most tall pieces, for flat strokes and small signs do not count."""
    heights = sorted(box[3] - box[1] for box in boxes if box[3] - box[1] > _PRINT)
    return heights[len(heights) * 3 // 4] if heights else _USUAL


def _pieces(page: Page, box: Box) -> list[Box]:
    """The boxes around ink that stands closely side by side."""
    left, top, right, bottom = (round(edge * page.scale) for edge in box)
    left, top = max(left, 0), max(top, 0)
    ink = page.print[top:bottom, left:right]
    if not ink.size:
        return []
    reach = max(3, round(_BESIDE * page.scale))
    joined = cv2.morphologyEx(_framed(ink, reach), cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined[:, reach : reach + ink.shape[1]], connectivity=8)
    edges = stats[1:count, : cv2.CC_STAT_AREA].astype(float)
    return [
        ((left + x) / page.scale, (top + y) / page.scale, (left + x + wide) / page.scale, (top + y + high) / page.scale)
        for x, y, wide, high in edges.tolist()
    ]


def _framed(ink: Image, margin: int) -> Image:
    """The ink with paper beside it, so that nothing is joined to the edge."""
    return np.asarray(cv2.copyMakeBorder(ink, 0, 0, margin, margin, cv2.BORDER_CONSTANT, value=(0.0,)), np.uint8)


# ---------- pieces to lines of cells


def _merged(pieces: Sequence[Box], high: float, gap: float) -> list[Box]:
    """The pieces, those of one line of a cell put together; `high` is the usual height of print, `gap` counts it."""
    boxes, count = sorted(pieces), -1
    while count != len(boxes):
        count, kept = len(boxes), list[Box]()
        for box in boxes:
            at = next((at for at, one in enumerate(kept) if _are_one(one, box, high, gap)), None)
            if at is None:
                kept.append(box)
            else:
                kept[at] = around([kept[at], box])
        boxes = sorted(kept)
    return boxes


def _are_one(one: Box, two: Box, high: float, gap: float) -> bool:
    """Whether two boxes are side by side in one line of a cell, or strokes of one sign above each other."""
    across = max(one[0], two[0]) - min(one[2], two[2])
    down = max(one[1], two[1]) - min(one[3], two[3])
    heights = (one[3] - one[1], two[3] - two[1])
    if -down >= _OVERLAP * min(heights):
        return across < gap * high
    together = max(one[3], two[3]) - min(one[1], two[1])
    apart = _STROKES_APART if max(heights) < _FLAT else _NEAR
    return across < 0 and down < apart and together <= _ONE_SIGN * high


def _is_print(box: Box) -> bool:
    """Whether a box is no speck of dust: as long as a sign, or flat as a dash is."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return max(wide, high) >= _SPECK or (wide >= _LEAST and wide >= _DASH * high)


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes in rows from top to bottom, each from left to right."""
    rows: list[list[Box]] = []
    reach = _OVERLAP * usual_height(boxes)
    for box in sorted(boxes, key=lambda box: box[1] + box[3]):
        if rows and box[1] + box[3] - rows[-1][0][1] - rows[-1][0][3] < 2 * reach:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row) for row in rows]


def _is_text(row: Sequence[Box], width: float) -> bool:
    """Whether pieces side by side are running text with wide punctuation; `width` is the page's."""
    left, _, right, _ = around(row)
    gaps = [two[0] - one[2] for one, two in pairwise(row)]
    filled, longest = sum(box[2] - box[0] for box in row), max(box[2] - box[0] for box in row)
    is_close = all(gap < _TEXT_GAP * usual_height(row) for gap in gaps)
    return is_close and filled >= _TEXT_SHARE * (right - left) and longest >= _TEXT_WIDTH * width


def around(boxes: Sequence[Box]) -> Box:
    """The box around some; there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
