"""Printed cells to values: every notation seen in real reports, and what must not be read as a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numbers import measure

NUMBERS = [
    ("0", "count", "0", None),
    ("２３", "count", "23", None),
    ("3,259", "count", "3259", None),
    ("１，８０８，５９５", "count", "1808595", None),
    ("1 234", "count", "1234", None),
    ("1'234'567", "count", "1234567", None),
    ("1\u2019234", "count", "1234", None),
    ("1808\n595", "count", "1808595", None),
    ("1\u3000234", "count", "1234", None),
    ("零", "count", "0", None),
    ("〇", "amount", "0", None),
    ("\u200b12\ufeff\u00ad", "count", "12", None),
    ("2项", "count", "2", "项"),
    ("170批次", "count", "170", "批次"),
    ("22（其中修订 16 件）", "count", "22", None),
    ("55（含自然失效 29 件）", "count", "55", None),
    ("1.2万件", "count", "12000", "万件"),
    ("+6", "signed", "6", None),
    ("－17", "signed", "-17", None),
    ("−17", "signed", "-17", None),
    ("减少1项", "signed", "-1", "项"),
    ("增加 8 项", "signed", "8", "项"),
    ("59237.2449", "amount", "59237.2449", None),
    ("0.0436 亿元", "amount", "436", "亿元"),
    ("251000元", "amount", "25.1", "元"),
    ("2936万元", "amount", "2936", "万元"),
]


@pytest.mark.parametrize(("printed", "kind", "value", "unit"), NUMBERS)
def test_number(printed, kind, value, unit):
    found = measure(printed, kind)
    assert (found.state, found.value, found.printed_unit) == ("number", Decimal(value), unit)


@pytest.mark.parametrize("printed", ["", " ", "\u3000\u3000", "\xa0", "\n"])
def test_blank_is_no_zero(printed):
    assert measure(printed, "count").state == "blank"
    assert measure(printed, "count").value is None


@pytest.mark.parametrize("printed", ["/", "／", "-", "—", "——", "_", "无"])
def test_mark_says_not_applicable(printed):
    assert measure(printed, "count").state == "not_applicable"


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("12 34", "count"),  # two numbers in one cell must not become one
        ("12'34", "count"),
        ("0\n877", "count"),  # two figures in one cell
        ("1,234'567", "count"),
        ("12,34", "count"),  # no thousands separator stands there
        ("1O", "count"),
        ("约20", "count"),
        ("35万元", "count"),  # money in a slot for counts
        ("3件", "amount"),  # counts in a slot for money
        ("减少-1", "signed"),  # says it twice: which is meant?
        ("12%", "count"),
        ("二十", "count"),
    ],
)
def test_unreadable_is_not_guessed(printed, kind):
    found = measure(printed, kind)
    assert (found.state, found.value) == ("unreadable", None)


def test_unit_of_the_heading_counts_for_a_bare_number():
    assert measure("2230", "amount", "元").value == Decimal("0.223")
    assert measure("2230万元", "amount", "元").value == Decimal("2230")


@given(st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False))
def test_money_is_exact(value):
    assert measure(f"{value:f}", "amount").value == value
    assert measure(f"{value:f}元", "amount").value == value * Decimal("0.0001")


@given(st.integers(min_value=0, max_value=10**15))
def test_counts_survive_separators_and_width(value):
    assert measure(f"{value:,}", "count").value == value
    wide = str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert measure(wide, "count").value == value


@given(st.text(max_size=12))
def test_no_text_makes_it_raise(text):
    found = measure(text, "count")
    assert (found.value is not None) == (found.state == "number")


def test_a_unit_may_be_stretched_over_its_column():
    assert measure("0.35", "amount", "万  元").value == Decimal("0.35")
    assert measure("350", "amount", "千\n元").value == Decimal(35)
