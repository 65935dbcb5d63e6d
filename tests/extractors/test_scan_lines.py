"""Ink to lines, drawn stroke by stroke: which strokes are one character, and which are lines of their own."""

import numpy as np
import pytest

from extractors.readers.scan_ink import Page
from extractors.readers.scan_lines import lines_in

SCALE = 200 / 72
CELL = (0.0, 0.0, 30.0, 36.0)


def a_page(*strokes: tuple[float, float, float, float]) -> Page:
    """A page with black strokes, in points."""
    grey = np.full((round(60 * SCALE), round(60 * SCALE)), 255, np.uint8)
    for stroke in strokes:
        left, top, right, bottom = (round(edge * SCALE) for edge in stroke)
        grey[top:bottom, left:right] = 0
    return Page(grey, SCALE)


def character(top: float) -> list[tuple[float, float, float, float]]:
    """A character of 8.5 points with a bar 2.2 points above the rest, as in the sign of the currency."""
    return [(11.0, top, 18.5, top + 0.9), (10.0, top + 3.1, 19.0, top + 4.0), (14.0, top + 4.0, 15.0, top + 8.5)]


def test_a_bar_above_the_rest_of_a_character_is_no_line_of_its_own():
    assert len(lines_in(a_page(*character(4.0), *character(20.0)), CELL)) == 2


@pytest.mark.parametrize("gap", [3.5, 6.0])
def test_a_dash_above_a_figure_is_a_line_of_its_own(gap):
    figure = [(12.0, 10.0 + gap, 13.0, 18.0 + gap), (13.0, 10.0 + gap, 16.0, 11.0 + gap)]
    assert len(lines_in(a_page((10.0, 9.0, 19.0, 10.0), *figure), CELL)) == 2


@pytest.mark.parametrize(
    ("specks", "is_kept"), [([(20, 40, 4), (21, 41, 3), (22, 42, 1)], True), ([(20, 40, 2)], False)]
)
def test_a_faint_minus_is_no_dust(specks, is_kept):
    grey = np.full((120, 120), 230, np.uint8)
    for y, x, length in specks:
        grey[y, x : x + length] = 180
    assert Page(grey, 150 / 72).print.any() == is_kept
