from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.chinese_numerals import number_pattern, to_decimal

READINGS = {
    "0": "0",
    "17": "17",
    "3,259": "3259",
    "1,204,583": "1204583",
    "３２５": "325",
    "59237.2449": "59237.2449",
    "3.2万": "32000",
    "18万": "180000",
    "0.0436亿": "4360000",
    "2万亿": "2000000000000",
    "零": "0",
    "两": "2",
    "十": "10",
    "十二": "12",
    "二十": "20",
    "二十三": "23",
    "廿三": "23",
    "一百零五": "105",
    "一百一十": "110",
    "一百五": "150",
    "两千三百": "2300",
    "三千零八": "3008",
    "五千五百": "5500",
    "一万零三": "10003",
    "十二万三千": "123000",
    "一亿零二万": "100020000",
    "二〇二〇": "2020",
    "二○一八": "2018",
    "壹佰贰拾": "120",
}


@pytest.mark.parametrize(("printed", "value"), READINGS.items())
def test_a_number_is_read_exactly(printed: str, value: str) -> None:
    assert to_decimal(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["", "件", "十百", "百十千", "一律", "12,34", "三万二", "1.2.3", "万", "一二百"])
def test_what_is_no_plain_number_is_not_guessed(printed: str) -> None:
    assert to_decimal(printed) is None


@pytest.mark.parametrize("printed", READINGS)
def test_the_pattern_finds_the_whole_number(printed: str) -> None:
    import unicodedata

    assert re.fullmatch(number_pattern(), unicodedata.normalize("NFKC", printed))


def spelt(value: int) -> str:
    """The usual spelling of a number below ten thousand, written down independently of the reader."""
    digits, units, text, gap = "零一二三四五六七八九", ["", "十", "百", "千"], "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + units[place]
        gap = digit == 0
    return text or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_every_spelt_number_comes_back(value: int) -> None:
    assert to_decimal(spelt(value)) == value
