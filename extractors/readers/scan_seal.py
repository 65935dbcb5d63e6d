"""Seals taken out of the picture of a page, in colour or in grey, so that what is printed under them is read."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.scan_rules import Image, as_image

Mask = NDArray[np.bool_]

COVERED, BARE = 128, 192
"""What marks the places of a seal: there, and there with nothing else under it; turning a page blurs the marks."""

_RED = 60
_PALE_RED = 20
_RED_SHARE = 0.0003
_LEVEL_OF_RED = 30
_AS_SEAL = 0.7
_COLOURED = 12
"""Levels by which red and blue differ in a grey picture at most."""

_DARKEST, _LIGHTEST = 0.2, 0.7
"""Of the light of the paper: what a seal leaves in a grey picture lies between print and shaded cells."""

_EVEN = 26
"""Levels of grey by which the middle of a broad stroke differs from itself: noise, and the losses of JPEG."""

_BROAD = 2.0
"""Points: print has hardly any grey that is as broad."""

_LEAST, _MOST_SPREAD = 60.0, 8.0
"""Square points of such grey in a seal, and levels by which its ink is darker in places: print differs more."""

_APART, _RIM = 24.0, 0.8
"""Points: how far broad strokes of one seal are from each other, and how far their edges reach."""

_SMALLEST, _LARGEST = 50.0, 200.0
"""Points across: a seal, or the part of it that stands on the page."""

_FILLED = 0.6
"""The share of its box that a shaded cell fills; ring, star and characters leave more of it blank."""

_PALE, _DARK = 0.84, 20
"""Ink is darker than that share of the paper; print has more than so many of a hundred pixels darker than a seal."""

_SURELY = 2.5
"""What no seal differs from itself by: so many times its spread, from its middle to the fifth of a hundred pixels."""

_CROSSED = 6.0
"""Points: how far lines of print cut a broad stroke in two."""

_SPARSE = 4
"""Every so many pixels tell how light the paper is."""

_STEPS = 4
_FEW = 0.05
"""The share of the pixels of a stroke of a seal that may be darker for noise."""

_LONG = 15.0
"""Points: no stroke of print is as long."""


def without_seal(picture: Image, scale: float) -> tuple[Image, Image | None]:
    """The picture in grey with its seals taken out, and where they were; `None` for nowhere.

    The ink of a seal darkens black print under it by the same factor as paper: that is undone.
    """
    blue, green, red = cv2.split(picture)
    redness = cv2.subtract(red, cv2.max(blue, green))
    strong = redness > _RED
    grey = as_image(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    if np.count_nonzero(strong) > _RED_SHARE * strong.size:
        return _lifted(as_image(red), grey, redness > _PALE_RED, strong)
    if cv2.absdiff(red, blue).max() > _COLOURED:
        return grey, None
    seals = _grey_seals(grey, scale)
    return (grey, None) if seals is None else _lifted(grey, grey, _strokes(grey, seals, scale), seals.broad)


def _lifted(channel: Image, light: Image, seal: Mask, sure: Mask) -> tuple[Image, Image]:
    """A channel of the picture with a seal made paper, and the marks of it; `sure` are pixels of nothing but seal."""
    paper, level = float(np.median(channel)), float(np.percentile(channel[sure], _LEVEL_OF_RED))
    lifted = np.minimum(channel * (paper / max(level, 1.0)), paper)
    under = as_image(cv2.dilate(as_image(seal), np.ones((5, 5), np.uint8))) * np.uint8(COVERED)
    under[seal & (light > _AS_SEAL * np.median(light[sure]))] = 255
    return as_image(np.where(under > 0, lifted, channel)), under


# ---------- seals without colour


@dataclass(frozen=True, slots=True)
class _Seals:
    """The seals of a grey picture: the middles of their broad strokes, the boxes they stand in, their level of grey."""

    broad: Mask
    inside: Mask
    level: float
    spread: float
    """How much darker or lighter their ink is in places."""


def _grey_seals(grey: Image, scale: float) -> _Seals | None:
    """The seals of a grey picture; `None` where there are none."""
    broad = _broad_grey(grey, scale)
    if np.count_nonzero(broad) < _LEAST * scale * scale:
        return None
    inside = np.zeros(broad.shape, np.bool_)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(_grown(broad, _APART * scale), connectivity=8)
    for at, stat in enumerate(stats[1:], 1):
        left, top, width, height = stat[:4].tolist()
        box = np.s_[top : top + height, left : left + width]
        ink = grey[box][broad[box] & (labels[box] == at)]
        share = ink.size / (width * height)
        if _SMALLEST <= max(width, height) / scale <= _LARGEST and share < _FILLED and _is_ink_of_seal(ink, scale):
            inside[box] = True
    if not inside.any():
        return None
    low, level = _low_and_middle(grey[broad & inside])
    return _Seals(broad & inside, inside, level, _SURELY * (level - low))


def _is_ink_of_seal(ink: Image, scale: float) -> bool:
    """Whether the pixels of broad strokes are many, and of one level."""
    if ink.size < _LEAST * scale * scale:
        return False
    low, level = _low_and_middle(ink)
    return level - low <= _MOST_SPREAD


def _low_and_middle(ink: Image) -> tuple[float, float]:
    """The levels of grey that a twentieth, and half of some pixels are darker than."""
    low, level = (float(step) for step in np.percentile(ink, (5, 50)))
    return low, level


def _broad_grey(grey: Image, scale: float) -> Mask:
    """The middle of broad strokes of an even grey."""
    block, paper = _square(_BROAD * scale), float(np.median(grey[::_SPARSE, ::_SPARSE]))
    even = cv2.subtract(cv2.dilate(grey, block), cv2.erode(grey, block)) < _EVEN
    return np.asarray(even & (grey > _DARKEST * paper) & (grey < _LIGHTEST * paper), np.bool_)


def _strokes(grey: Image, seals: _Seals, scale: float) -> Mask:
    """The broad strokes of seals, and the thin ones inside of them that are not as dark as print."""
    alike: Mask = seals.inside & (np.abs(grey - np.float32(seals.level)) < seals.spread)
    ink: Mask = seals.inside & (grey < _PALE * np.median(grey))
    closed = cv2.morphologyEx(as_image(_grown(seals.broad, _BROAD * scale)), cv2.MORPH_CLOSE, _square(_CROSSED * scale))
    strokes: Mask = ink & (closed > 0)
    for _ in range(_STEPS):
        strokes |= alike & (_grown(strokes, _RIM * scale) > 0)
    rest: Mask = ink & (_grown(strokes, _RIM * scale) == 0)
    return strokes | _thin(grey, rest & ~_long(rest, scale), alike, seals)


def _thin(grey: Image, rest: Mask, alike: Mask, seals: _Seals) -> Mask:
    """Of ink inside a seal the strokes that are as pale as it; none where the print of the page is no darker."""
    darker = seals.level - seals.spread
    print_ = grey[~seals.inside & (grey < _PALE * np.median(grey))]
    if print_.size and np.percentile(print_, _DARK) > darker:
        return np.zeros_like(rest)
    count, labels = cv2.connectedComponents(as_image(rest), connectivity=8)
    dark = np.bincount(labels[grey < darker], minlength=count)
    is_pale = dark <= _FEW * np.bincount(labels.ravel(), minlength=count)
    even = cv2.morphologyEx(as_image(alike & rest), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    pale: Mask = is_pale[labels] | (even > 0)
    return rest & pale


def _long(ink: Mask, scale: float) -> Mask:
    """The runs of ink that are too long for a stroke of print, as ruling lines are."""
    thick, runs = np.ones((3, 1), np.uint8), np.ones((1, round(_LONG * scale)), np.uint8)
    level = cv2.morphologyEx(cv2.dilate(as_image(ink), thick), cv2.MORPH_OPEN, runs)
    upright = cv2.morphologyEx(cv2.dilate(as_image(ink), thick.T), cv2.MORPH_OPEN, runs.T)
    return _grown((level > 0) | (upright > 0), 3) > 0


def _grown(mask: Mask, side: float) -> Image:
    """Not 0 in a mask and around it, by half of a side."""
    return as_image(cv2.dilate(as_image(mask), _square(side)))


def _square(side: float) -> Image:
    """A square of an odd number of pixels, three at least."""
    return np.ones((max(3, int(side) | 1),) * 2, np.uint8)
