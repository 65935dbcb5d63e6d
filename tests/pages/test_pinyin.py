"""Initials in pinyin: the usual reading first, others where a region's name has them."""

from __future__ import annotations

import pytest

from flows.pages.explorer.pinyin import initials


@pytest.mark.parametrize(
    ("name", "regions", "expected"),
    [
        ("沈阳市工业和信息化局", ["辽宁省", "沈阳市"], "sysgyhxxhj"),
        ("单县工业和信息化局", ["单县"], "sxgyhxxhj"),
        ("重庆市审计局", ["重庆市"], "cqssjj"),
        ("六安市A局", [], "lasaj"),
    ],
)
def test_readings_hold_the_one_that_people_type(name: str, regions: list[str], expected: str) -> None:
    assert expected in initials(name, regions)


def test_only_regions_have_several_readings() -> None:
    assert initials("单县工业和信息化局") == ("dxgyhxxhj",)
    assert all(len(reading) == len("单县<b>局") for reading in initials("单县<b>局", ["单县", None]))
