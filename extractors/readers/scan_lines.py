"""Ink to printed lines: where in a box of the page each line of print stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.grid import Box
from extractors.readers.scan_ink import Page
from extractors.readers.scan_rules import Image

_LEADING = 0.6
_FLAT = 5.0
_STROKES_APART = 4.0
_NEAR = 1.7
_ACCENT = 1.35
_TALLEST = 13.0
_MARGIN = 1.6
_LEAST = 2.0
_DASH = 4.5
_TOUCHING, _LOW = 1.5, 4.0
_SQUARE, _INSIDE = 1.15, 0.35
"""How much higher than wide a character is at most, and which share of its width may be blank between two strokes."""

Span = tuple[int, int]
"""First pixel and the one after the last."""


def lines_in(page: Page, box: Box, gap: float | None = None) -> list[Box]:
    """The boxes around the printed lines in a box of the page, top to bottom, all in points.

    With `gap`, a line is cut wherever so many points of it are blank.
    """
    left, top, right, bottom = (round(edge * page.scale) for edge in box)
    left, top = max(left, 0), max(top, 0)
    ink = page.print[top:bottom, left:right]
    found = []
    for start, end in _bands(ink, page.scale):
        for first, last in _runs_of(ink[start:end], page.scale, gap):
            tight = _tight(ink[start:end, first:last])
            if tight:
                rows = (top + start + tight[0], top + start + tight[1])
                found.append(_points((left + first, rows[0], left + last, rows[1]), page.scale))
    return _without_dust(found, box, is_cell=gap is None)


def _without_dust(lines: list[Box], box: Box, *, is_cell: bool) -> list[Box]:
    """The lines without those too small for print; what lies flat on a rule, and a lone dash beside lines, is dust.

    Outside cells a dash may stand in a column of figures.
    """
    least = _DASH if len(lines) > 1 and is_cell else _LEAST
    return [line for line in lines if _size(line) >= least and not _lies_on_a_rule(line, box)]


def _size(line: Box) -> float:
    """The longer side of a line."""
    return max(line[2] - line[0], line[3] - line[1])


def _lies_on_a_rule(line: Box, box: Box) -> bool:
    """Whether a line is lower than print and touches the top or bottom of its cell."""
    touches = line[1] < box[1] + _TOUCHING or line[3] > box[3] - _TOUCHING
    return touches and line[3] - line[1] < _LOW


def crop(page: Page, box: Box) -> Image:
    """The picture of one line, without the rules beside it and with a little paper around: more would let in dust."""
    margin = _MARGIN * page.scale
    height, width = page.grey.shape
    left, top = max(int(box[0] * page.scale - margin), 0), max(int(box[1] * page.scale - margin), 0)
    right = min(int(box[2] * page.scale + margin) + 1, width)
    bottom = min(int(box[3] * page.scale + margin) + 1, height)
    part = page.grey[top:bottom, left:right].copy()
    ruled = (page.level_rules[top:bottom, left:right] | page.upright_rules[top:bottom, left:right]) > 0
    if ruled.any():
        part[ruled] = np.uint8(np.median(part))
    return part


def _bands(ink: Image, scale: float) -> list[Span]:
    """The rows of pixels of each line; the strokes of one character may stand apart."""
    spans = _joined(_spans(ink, 1), _LEADING * scale)
    bands: list[Span] = []
    for start, end in spans:
        if bands and (_belongs(bands[-1], (start, end), scale) or _is_character(ink, bands[-1], (start, end), scale)):
            bands[-1] = (bands[-1][0], end)
        else:
            bands.append((start, end))
    return bands


def _belongs(above: Span, below: Span, scale: float) -> bool:
    """Whether two bands are parts of one line: strokes of a lone character, or a stroke close to one."""
    heights = sorted((above[1] - above[0], below[1] - below[0]))
    gap, together = below[0] - above[1], below[1] - above[0]
    if heights[1] < _FLAT * scale:
        return gap < _STROKES_APART * scale and together < _TALLEST * scale
    return heights[0] < _FLAT * scale and gap < _NEAR * scale and together < _ACCENT * heights[1]


def _is_character(ink: Image, above: Span, below: Span, scale: float) -> bool:
    """Whether two bands, one of them flat, are parts of a single character that stands alone in its line."""
    columns = _spans(ink[above[0] : below[1]], 0)
    width, flat = columns[-1][1] - columns[0][0], min(above[1] - above[0], below[1] - below[0])
    fits = below[1] - above[0] <= _SQUARE * width and below[0] - above[1] <= _INSIDE * width
    return fits and flat < _FLAT * scale and width < _TALLEST * scale


def _runs_of(ink: Image, scale: float, gap: float | None) -> list[Span]:
    """The columns of pixels of a band, from the first ink to the last, cut at wide gaps where one is given."""
    spans = _spans(ink, 0)
    if not spans:
        return []
    return [(spans[0][0], spans[-1][1])] if gap is None else _joined(spans, gap * scale)


def _spans(ink: Image, axis: int) -> list[Span]:
    """The runs of rows (1) or columns (0) in which there is ink."""
    inked: NDArray[np.bool_] = np.asarray(ink.any(axis=axis), dtype=np.bool_)
    steps = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(steps[::2], steps[1::2], strict=True)]


def _joined(spans: list[Span], gap: float) -> list[Span]:
    """The runs with smaller gaps closed."""
    return list(_closing(spans, gap))


def _closing(spans: list[Span], gap: float) -> Iterator[Span]:
    """Each run with those that follow closer than the gap."""
    cuts = [index for index, (one, two) in enumerate(pairwise(spans), 1) if two[0] - one[1] >= gap]
    for first, last in pairwise([0, *cuts, len(spans)]):
        if last > first:
            yield spans[first][0], spans[last - 1][1]


def _tight(ink: Image) -> Span | None:
    """The rows from the first ink to the last; none where there is none."""
    spans = _spans(ink, 1)
    return (spans[0][0], spans[-1][1]) if spans else None


def _points(pixels: tuple[int, int, int, int], scale: float) -> Box:
    """A box in pixels as one in points."""
    left, top, right, bottom = pixels
    return left / scale, top / scale, right / scale, bottom / scale
