"""Ruling lines under a seal, drawn pixel by pixel: what is mended, and what is no line."""

import numpy as np
import pytest

from extractors.readers.scan_rules import edges, mended

SCALE = 200 / 72


def page(rows: list[tuple[int, int, int]], columns: list[tuple[int, int, int]], width: int = 1600):
    """Pictures of horizontal (y, from, to) and vertical (x, from, to) rules, and grey paper on which they are dark."""
    level, upright = (np.zeros((300, width), np.uint8) for _ in range(2))
    for y, first, last in rows:
        level[y : y + 2, first:last] = 255
    for x, first, last in columns:
        upright[first:last, x : x + 2] = 255
    grey = np.where(level | upright, 60, 240).astype(np.uint8)
    return level, upright, grey


@pytest.mark.parametrize(("right", "gap"), [(200, 19), (1500, 12), (1500, 19), (1500, 170)])
def test_a_rule_is_mended_however_wide_its_cell_and_however_short_the_gap(right, gap):
    level, upright, grey = page([(y, 20, right) for y in (40, 90, 140)], [(x, 40, 142) for x in (20, right)])
    red = np.zeros_like(grey)
    red[80:100, 100 : 100 + gap] = 255
    level[90:92, 100 : 100 + gap] = 0
    whole, _ = mended(level, upright, grey, red, SCALE)
    assert len(edges(whole, SCALE, upright=False)) == 3


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_stroke_under_a_seal_is_a_rule_only_where_that_goes_on(goes_on):
    sides = [(20, 40, 142), (300, 40, 142), (20, 200, 282), (300, 200, 282), (160, 200, 282)]
    rows = [(y, 20, 302) for y in (40, 90, 140, 200, 280)]
    level, upright, grey = page(rows, [*sides, (160, 40, 90)] if goes_on else sides)
    grey[96:136, 160:162] = 60
    red = np.zeros_like(grey)
    red[84:148, 140:180] = 255
    _, found = mended(level, upright, grey, red, SCALE)
    assert bool(found[100:130, 155:167].any()) == goes_on
