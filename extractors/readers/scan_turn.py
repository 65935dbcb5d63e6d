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
_LONG, _CUT, _LATE = 28.0, 75.0, 0.7
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
    readings = read_lines([crop(page, _start_of(line, page)) for line in chosen])
    return median(reading.confidence if _makes_words(reading.text) else 0.0 for reading in readings)


def _makes_words(text: str) -> bool:
    """Whether a text has more than one character, and not the same ones again and again.

    Units below each other in a column are a line of them when the page lies on its side, and easily read.
    """
    return len(text) > 1 and len(set(text)) > len(text) / 2


def _is_sample(line: Box) -> bool:
    """Whether a line is as high and as long as words are."""
    return _LOW < line[3] - line[1] < _HIGH and line[2] - line[0] > _LONG


def _start_of(line: Box, page: Page) -> Box:
    """The first part of a line, enough to tell; up to the widest gap near its end, for half a character is none."""
    if line[2] <= line[0] + _CUT:
        return line
    left, top, right, bottom = (round(edge * page.scale) for edge in (line[0], line[1], line[0] + _CUT, line[3]))
    inked = np.flatnonzero(page.print[top:bottom, left:right].any(axis=0))
    late = inked[inked > _LATE * (right - left)]
    end = int(late[np.argmax(np.diff(late))]) + 1 if len(late) > 1 else right - left
    return line[0], line[1], (left + end) / page.scale, line[3]
