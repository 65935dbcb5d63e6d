"""Cells in which one stroke stands for no figure: by its shape, for recognisers take a lone `/` for a 1.

Line recognisers stretch every picture to one height, which makes a lone stroke as good as any other.
"""

from __future__ import annotations

import numpy as np

from extractors.readers.scan_rules import Image
from extractors.readers.scan_words import Reading

SLASH, DASH, HYPHEN = "/", "\u2014", "-"
_SURE = 0.97
_FLAT = 2.5
_THICK = 2.4
_LONG = 4.2
_TALL = 4.0
_LEANS, _MAY_LEAN, _LIES = 0.22, 0.13, 1.6
_WIDER = 1.7
_ASTRAY = 0.6
_SLIM, _FILLED = 0.35, 0.85
_DOUBTFUL = 0.8
_ALIKE = frozenset("1lI|/")
_FLAT_ALIKE = frozenset("-\u2014\u2013\u2212\u4e00_~")


def stroke(ink: Image, scale: float) -> Reading | None:
    """The reading of ink that is one flat or one slanting stroke, `scale` in pixels a point; `None` for other ink."""
    height, width = ink.shape
    if width >= _FLAT * height and height <= _THICK * scale:
        return Reading(DASH if width > _LONG * scale else HYPHEN, _SURE)
    lean = _lean(ink) if height >= _TALL * scale else None
    return Reading(SLASH, _SURE) if lean is not None and _LEANS <= lean <= _LIES else None


def judged(reading: Reading, ink: Image, mark: Reading | None) -> Reading:
    """The reading of a lone stroke or figure, where the shape of its ink says `mark` or nothing.

    What something was printed over has to look like the mark to the recogniser too. A lone 1 is less sure where it
    leans as a slanting stroke may, and so is a stroke that stands as a 1 does.
    """
    if mark and reading.text in (_ALIKE if mark.text == SLASH else _FLAT_ALIKE):
        return mark
    if reading.text not in _ALIKE:
        return reading
    lean = _lean(ink)
    fits = lean is None or (lean < _MAY_LEAN) == (reading.text != SLASH)
    return reading if fits else Reading(reading.text, min(reading.confidence, _DOUBTFUL), reading.others)


def _lean(ink: Image) -> float | None:
    """How far a straight stroke leans to the right, as width over height; `None` for ink that is no such stroke."""
    rows = np.arange(len(ink))
    if len(rows) < 2 or not ink.any(axis=1).all():
        return None
    first, last = (ink > 0).argmax(axis=1), ink.shape[1] - (ink[:, ::-1] > 0).argmax(axis=1)
    widths, middles = last - first, (first + last) / 2
    usual = float(np.median(widths))
    is_one = usual <= _SLIM * len(rows) and np.count_nonzero(ink) >= _FILLED * widths.sum()
    if not is_one or widths.max() > _WIDER * usual + 1:
        return None
    slope, start = np.polyfit(rows, middles, 1)
    astray = np.abs(middles - (slope * rows + start)).max()
    return float(-slope) if astray <= _ASTRAY + usual / 3 else None
