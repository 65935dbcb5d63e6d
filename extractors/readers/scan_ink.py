"""A picture of a page to straight ink: seals taken out, the page turned level, print told from ruling lines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.grid import Box
from extractors.readers.scan_rules import POINTS, Image, as_image, edges, level_rules, mended, upright_rules
from extractors.readers.scan_seal import BARE, without_seal

_UNDER_RED = 0.05
_FAINT, _PALE = 0.72, 0.84
_LEVEL = math.radians(0.04)
_MOST_SKEW = math.radians(5.0)
_BLOCK = 0.16
_CONTRAST = 18
_LONG = 0.9
_SPECK = 0.02
_SMALL = 800
_DASH = 1.5
_FLAT = 1.4


@dataclass(frozen=True)
class Page:
    """A page as a level picture: `grey` has dark print on light paper, `red` is not 0 where red print was taken out.

    It is `BARE` or more where that was as light as red print is where nothing is printed under it.
    `scale` is pixels a point, `skew` how far the page was turned clockwise, in radians.
    """

    grey: Image
    scale: float
    skew: float = 0.0
    red: Image | None = None

    @cached_property
    def ink(self) -> Image:
        """255 where something is printed, else 0."""
        return _ink(self.grey, self.scale)

    @cached_property
    def _rules(self) -> tuple[Image, Image]:
        """The horizontal and the vertical ruling lines of the ink; those under red print mended."""
        level = level_rules(self.ink, self.scale)
        upright = upright_rules(self.ink, level, self.scale)
        return (level, upright) if self.red is None else mended(level, upright, self.grey, self.red, self.scale)

    @property
    def level_rules(self) -> Image:
        """The horizontal ruling lines."""
        return self._rules[0]

    @property
    def upright_rules(self) -> Image:
        """The vertical ruling lines."""
        return self._rules[1]

    @cached_property
    def print(self) -> Image:
        """The ink without ruling lines, without specks of dust and without what is left of the edges of seals."""
        rules = cv2.dilate(self.level_rules | self.upright_rules, np.ones((3, 3), np.uint8))
        ink = as_image(cv2.subtract(self.ink, rules))
        return _without_specks(ink if self.red is None else _of_print(ink, self.grey, self.red), self.scale)

    def rules(self) -> list[Box]:
        """The ruling lines in points, each as a box without breadth."""
        return [
            *edges(self.level_rules, self.scale, upright=False),
            *edges(self.upright_rules, self.scale, upright=True),
        ]

    def is_under_red(self, box: Box) -> bool:
        """Whether red print, such as a seal, lay over a box."""
        if self.red is None:
            return False
        left, top, right, bottom = (round(edge * self.scale) for edge in box)
        part = self.red[max(top, 0) : bottom, max(left, 0) : right]
        return int(np.count_nonzero(part)) > _UNDER_RED * part.size

    def shown(self, box: Box) -> Box:
        """Where a box of the level page stands on the page as displayed, in points."""
        return self._turned(box, self.skew)

    def straightened(self, box: Box) -> Box:
        """Where a box of the page as displayed stands on the level page, in points."""
        return self._turned(box, -self.skew)

    def _turned(self, box: Box, angle: float) -> Box:
        """The box moved to where its middle goes when the page is turned clockwise around its own."""
        height, width = (side / self.scale / 2 for side in self.grey.shape)
        cos, sin = math.cos(angle), math.sin(angle)
        x, y = (box[0] + box[2]) / 2 - width, (box[1] + box[3]) / 2 - height
        right, down = x * cos - y * sin + width - (x + width), x * sin + y * cos + height - (y + height)
        return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def level(picture: Image, scale: float) -> Page:
    """The page of a colour picture (blue, green, red), turned so that its long rules are level."""
    grey, red = without_seal(picture, scale)
    ink = _ink(grey, scale)
    skew = _skew_of_rules(ink, scale)
    if skew is None:
        skew = skew_of_lines(ink)
    if abs(skew) < _LEVEL:
        return Page(grey, scale, red=red)
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), math.degrees(skew), 1.0)
    turned = cv2.warpAffine(
        grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255.0,)
    )
    red = None if red is None else as_image(cv2.warpAffine(red, turn, (width, height)))
    return Page(as_image(turned), scale, skew, red)


def _ink(grey: Image, scale: float) -> Image:
    """255 where the picture is darker than around."""
    block = _odd(_BLOCK * POINTS * scale)
    found = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, _CONTRAST)
    return as_image(found)


def _odd(length: float) -> int:
    """The nearest odd number of pixels, three at least."""
    return max(3, int(length) | 1)


def _skew_of_rules(ink: Image, scale: float) -> float | None:
    """How far the long horizontal rules are turned clockwise, in radians; `None` where there are none."""
    length = max(3, round(_LONG * POINTS * scale / 4))
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1)))
    joined = cv2.dilate(runs, np.ones((3, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    wide = [index for index in range(1, count) if stats[index][2] > 2 * _LONG * POINTS * scale]
    slopes = [_slope(runs, labels, index, stats[index]) for index in wide]
    weighed = sorted((slope, int(stats[index][2])) for slope, index in zip(slopes, wide, strict=True))
    found = _middle([(slope, weight) for slope, weight in weighed if abs(slope) < _MOST_SKEW])
    return None if found is None else math.atan(found)


def _slope(runs: NDArray[Any], labels: NDArray[Any], index: int, stat: NDArray[Any]) -> float:
    """The slope of the line fitted to one component: middles of its columns, least squares."""
    left, top, width, height, _ = stat
    part = (labels[top : top + height, left : left + width] == index) & (
        runs[top : top + height, left : left + width] > 0
    )
    weight = part.sum(axis=0)
    xs = np.nonzero(weight)[0]
    ys = (part * np.arange(height)[:, None]).sum(axis=0)[xs] / weight[xs]
    return float(np.polyfit(xs, ys, 1)[0]) if len(xs) > 2 else 0.0


def _middle(weighed: list[tuple[float, int]]) -> float | None:
    """The weighted median of ordered values; `None` of none."""
    half = sum(weight for _, weight in weighed) / 2
    for value, weight in weighed:
        half -= weight
        if half <= 0:
            return value
    return None


def skew_of_lines(ink: Image) -> float:
    """How far lines of text are turned clockwise, in radians: where the rows of ink are parted most sharply."""
    small = cv2.resize(ink, (_SMALL, max(1, _SMALL * ink.shape[0] // ink.shape[1])), interpolation=cv2.INTER_AREA)
    coarse = max(np.arange(-_MOST_SKEW, _MOST_SKEW, math.radians(0.25)), key=lambda angle: _sharpness(small, angle))
    steps = coarse + np.radians(np.arange(-0.25, 0.26, 0.05))
    return float(max(steps, key=lambda angle: _sharpness(small, angle)))


def _sharpness(ink: NDArray[Any], angle: float) -> float:
    """How much the rows of ink differ from their neighbours when the picture is sheared back by an angle."""
    shear = np.array([[1.0, 0.0, 0.0], [-math.tan(angle), 1.0, math.tan(angle) * ink.shape[1] / 2]])
    rows = cv2.warpAffine(ink, shear, (ink.shape[1], ink.shape[0])).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _of_print(ink: Image, grey: Image, red: Image) -> Image:
    """The ink that is print: under red, what has a dark core; the edges of a seal leave a pale seam.

    JPEG keeps colours coarsely, so that thin red strokes are not lifted wholly; but it keeps light and dark finely, and
    what is not darker than red print alone is no core.
    """
    paper = float(np.median(grey))
    ink = ink.copy()
    ink[(red > 0) & (grey > _PALE * paper)] = 0
    count, labels = cv2.connectedComponents(ink, connectivity=8)
    kept = np.zeros(count, np.uint8)
    kept[np.unique(labels[(red == 0) | ((grey <= _FAINT * paper) & (red < BARE))])] = 255
    kept[0] = 0
    return as_image(kept[labels])


def _without_specks(ink: Image, scale: float) -> Image:
    """The ink without components smaller than a full stop: they widen a crop and are read as points and dots.

    A minus sign can be as small; it is flat, by its mean height where print is faint, and to lose it would turn a
    figure round.
    """
    smallest = (_SPECK * POINTS * scale) ** 2
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = np.zeros(count, np.uint8)
    width, area = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_AREA]
    is_dash = (width >= _DASH * scale) & (width * width >= _FLAT * area)
    kept[1:] = ((area >= smallest) | is_dash) * 255
    return as_image(kept[labels])
