"""Pages that lie on their side or upside down: which way up they can be read, by reading a few of their lines."""

from __future__ import annotations

from statistics import median

import numpy as np

from extractors.grid import Box
from extractors.readers.scan_ink import Page, level
from extractors.readers.scan_lines import crop, lines_in
from extractors.readers.scan_rules import Image
from extractors.readers.scan_words import read_lines

_GAP = 9.0
_LOW, _HIGH = 5.0, 30.0
_LONG, _CUT = 28.0, 75.0
_FIRST, _MORE = 3, 7
_LEGIBLE = 0.45
_BETTER = 2.0


def upright(pixels: Image, scale: float, expected: int = 0) -> tuple[Page, int]:
    """The level page of a colour picture set upright, and by how many quarters it was turned counterclockwise.

    Most pages lie as the one before them, which is `expected`, and a few lines tell; the other ways are tried only
    where those make no sense, and taken where theirs make more.
    """
    page = _turned(pixels, scale, expected)
    if _legibility(page, _FIRST) >= _LEGIBLE:
        return page, expected
    ways = {quarters: page if quarters == expected else _turned(pixels, scale, quarters) for quarters in range(4)}
    scores = {quarters: _legibility(way, _MORE) for quarters, way in ways.items()}
    best = max(scores, key=lambda quarters: scores[quarters])
    is_better = scores[best] >= _LEGIBLE and scores[best] > _BETTER * scores[expected]
    return (ways[best], best) if is_better else (page, expected)


def _turned(pixels: Image, scale: float, quarters: int) -> Page:
    """The level page of a picture turned counterclockwise."""
    return level(np.ascontiguousarray(np.rot90(pixels, quarters)), scale)


def _legibility(page: Page, most: int) -> float:
    """How sure the readings of some lines of words are, from 0 to 1; 0 where there is hardly a line."""
    height, width = (side / page.scale for side in page.grey.shape)
    lines = [line for line in lines_in(page, (0.0, 0.0, width, height), _GAP) if _is_sample(line)]
    if len(lines) < _FIRST:
        return 0.0
    chosen = lines[:: max(1, len(lines) // most)][:most]
    readings = read_lines([crop(page, _start_of(line)) for line in chosen])
    return median(reading.confidence if len(reading.text) > 1 else 0.0 for reading in readings)


def _is_sample(line: Box) -> bool:
    """Whether a line is as high and as long as words are."""
    return _LOW < line[3] - line[1] < _HIGH and line[2] - line[0] > _LONG


def _start_of(line: Box) -> Box:
    """The first part of a line: enough to tell."""
    return line[0], line[1], min(line[2], line[0] + _CUT), line[3]
