"""Ink to ruling lines: long straight runs, the sides of lone rows, and what a seal printed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.grid import Box

Image = NDArray[np.uint8]

POINTS = 72.0
_STROKE = 0.22
_GAP = 0.08
_RULE = 0.30
_ROW = 0.14
_REACH = 2.0
_THIN = 2.0
_RULE_THICK = 0.05
_NEAR = 3.0
_DEEP = 10.0
_OFF = 1.0
_BESIDE = 2.0
_SEEN, _TRACED = 0.9, 0.65
_CLOSED = 0.6
_ANCHORED = 0.2


def level_rules(ink: Image, scale: float) -> Image:
    """The horizontal ruling lines of some ink."""
    return _rules(ink, scale, upright=False)


def upright_rules(ink: Image, level: Image, scale: float) -> Image:
    """The vertical ruling lines of some ink; the sides of a lone row are shorter than strokes of large print."""
    return _rules(ink, scale, upright=True) | _sides(ink, level, scale)


def as_image(array: Any) -> Image:
    """What OpenCV returns, as bytes."""
    return np.asarray(array, dtype=np.uint8)


def _rules(ink: Image, scale: float, *, upright: bool) -> Image:
    """The ink of lines longer than any stroke of a character, small gaps closed."""
    stroke, gap, length = (max(3, round(inches * POINTS * scale)) for inches in (_STROKE, _GAP, _RULE))
    runs = _along(cv2.MORPH_OPEN, ink, stroke, upright=upright)
    joined = _along(cv2.MORPH_CLOSE, runs, gap, upright=upright)
    return _along(cv2.MORPH_OPEN, joined, length, upright=upright)


def _sides(ink: Image, level: Image, scale: float) -> Image:
    """The vertical lines between two horizontal ones, however short."""
    runs = _along(cv2.MORPH_OPEN, ink, max(3, round(_ROW * POINTS * scale)), upright=True)
    reach = max(1, round(_REACH * scale))
    near = cv2.dilate(level, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    left, top, width, height, area = stats[1:].T
    column, below = left + width // 2, top + height - 1
    is_side = (area <= _THIN * scale * height) & near[top, column] & near[below, column]
    kept = np.zeros_like(ink)
    for index in np.flatnonzero(is_side):
        part = slice(top[index], below[index] + 1), slice(left[index], left[index] + width[index])
        kept[part][labels[part] == index + 1] = 255
    return kept


def _along(operation: int, ink: Image, length: int, *, upright: bool) -> Image:
    """A morphological operation with a line of some pixels; an odd number, for others move what they work on."""
    length |= 1
    line = cv2.getStructuringElement(cv2.MORPH_RECT, (1, length) if upright else (length, 1))
    return as_image(cv2.morphologyEx(ink, operation, line))


def edges(rules: Image, scale: float, *, upright: bool) -> list[Box]:
    """The middle of each ruling line, in points; thick blots are none, a blot on a line does not move it far."""
    lying = as_image(rules.T) if upright else rules
    return [_turned(edge) if upright else edge for edge in _lying(lying, scale)]


def _lying(rules: Image, scale: float) -> Iterator[Box]:
    """The middles of horizontal lines; looked for in the rows that have any, which are few."""
    for first, last in _inked_rows(rules):
        _, _, stats, centres = cv2.connectedComponentsWithStats(rules[first:last], connectivity=8)
        for (left, _, width, _, area), (_, down) in zip(stats[1:], centres[1:], strict=True):
            if area / width <= max(5.0, _RULE_THICK * POINTS * scale):
                y = (first + down + 0.5) / scale
                yield left / scale, y, (left + width) / scale, y


def _inked_rows(rules: Image) -> Iterator[tuple[int, int]]:
    """The first row of each run of rows that are not blank, and the one after its last."""
    inked = np.concatenate(([0], (rules.max(axis=1) > 0).astype(np.int8), [0]))
    turns = np.flatnonzero(np.diff(inked))
    for first, last in zip(turns[::2], turns[1::2], strict=True):
        yield int(first), int(last)


# ---------- under a seal


def mended(level: Image, upright: Image, grey: Image, red: Image, scale: float) -> tuple[Image, Image]:
    """The ruling lines with the pieces that a seal hid: where other rows and columns have their rules, and a trace is.

    A piece is looked for only between two neighbouring rules that it would join; merged cells show no trace.
    """
    across, down = edges(level, scale, upright=False), edges(upright, scale, upright=True)
    pieces = _pieces(across, down, level, grey, red, scale)
    turned = [_turned(edge) for edge in across], [_turned(edge) for edge in down]
    columns = _pieces(turned[1], turned[0], as_image(upright.T), as_image(grey.T), as_image(red.T), scale)
    level, upright = level.copy(), upright.copy()
    for piece in pieces:
        _draw(level, piece, scale)
    for piece in columns:
        _draw(upright, _turned(piece), scale)
    return level, upright


def _turned(box: Box) -> Box:
    """The box with rows and columns exchanged."""
    return box[1], box[0], box[3], box[2]


def _draw(rules: Image, piece: Box, scale: float) -> None:
    """Add a piece of a ruling line to a picture of them."""
    left, top, right, bottom = (round(edge * scale) for edge in piece)
    cv2.line(rules, (left, top), (right, bottom), (255.0,), max(1, round(scale)))


def _pieces(
    across: Sequence[Box], down: Sequence[Box], rules: Image, grey: Image, red: Image, scale: float
) -> Iterator[Box]:
    """The hidden pieces of horizontal lines; each goes on from something seen, or from one that does."""
    for y in _levels(edge[1] for edge in across):
        crossing = [edge[0] for edge in down if edge[1] - _NEAR <= y <= edge[3] + _NEAR]
        spans = list(pairwise(_levels(crossing)))
        states = [_piece(x0, x1, y, rules, grey, red, scale) for x0, x1 in spans]
        for is_hidden, run in groupby(range(len(spans)), key=lambda at: states[at][0]):
            places = list(run)
            beside = states[max(places[0] - 1, 0) : places[-1] + 2]
            if is_hidden and max(share for _, share in beside) > _ANCHORED:
                yield from ((spans[at][0], y, spans[at][1], y) for at in places)


def _piece(x0: float, x1: float, y: float, rules: Image, grey: Image, red: Image, scale: float) -> tuple[bool, float]:
    """Whether a piece of a line is hidden and has a trace, and how much of it is seen, from 0 to 1."""
    left, right = round(x0 * scale), round(x1 * scale)
    top, bottom = round((y - _NEAR) * scale), round((y + _NEAR) * scale) + 1
    if right - left < 2 or top < 0 or bottom > len(grey):
        return False, 0.0
    strip = slice(top, bottom), slice(left, right)
    ruled = np.asarray((rules[strip] > 0).any(axis=0), np.bool_)
    is_open = int(np.count_nonzero(~ruled)) > _CLOSED * scale
    return is_open and _is_traced(ruled, grey[strip], red[strip], scale), float(ruled.mean())


def _levels(positions: Iterator[float] | Sequence[float]) -> list[float]:
    """Positions in order, those close together as their mean."""
    groups: list[list[float]] = []
    for position in sorted(positions):
        if groups and position - groups[-1][-1] <= _NEAR:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [sum(group) / len(group) for group in groups]


def _is_traced(ruled: NDArray[np.bool_], grey: Image, red: Image, scale: float) -> bool:
    """Whether a strip of the page shows a dark line along its middle, hidden by red print in places at most."""
    masked = (red > 0).any(axis=0) & ~ruled
    if not masked.any():
        return False
    middle = len(grey) // 2
    off, beside = max(1, round(_OFF * scale)), max(1, round(_BESIDE * scale))
    line = grey[middle - off : middle + off + 1].astype(np.int16)
    above, below = max(middle - off - beside, 0), min(middle + off + beside, len(grey) - 1)
    around = np.minimum(grey[above], grey[below]).astype(np.int16)
    seen = ruled | (line.min(axis=0) < around - _DEEP)
    bare = ~masked
    return bool(seen.mean() >= _TRACED and (not bare.any() or seen[bare].mean() >= _SEEN))
