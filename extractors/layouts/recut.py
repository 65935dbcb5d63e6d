"""Digits split over neighbouring cells: a row cut anew where exactly one way of cutting makes its totals add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from extractors.grid import Locator, page_locator, parts
from extractors.layouts.columns import Assigned
from extractors.layouts.header import Leaf
from extractors.layouts.sums import adds_up, has_totals
from extractors.layouts.tokens import Row, Token, token

_DIGITS = re.compile(r"[\d\s]*")


def recut(figures: Row, pairs: Assigned) -> Row | None:
    """The figures with the digits of two neighbours parted at another place; `None` where no or several ways add up.

    The digits and their order stay; only rows that do not add up as read are looked at.
    """
    leaves = [leaf for _, leaf in pairs]
    if not has_totals(leaves) or _is_sound(figures, pairs):
        return None
    found = {
        tuple(each.text for each in other): other for other in _readings(figures, pairs) if _is_sound(other, pairs)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is_sound(figures: Row, pairs: Assigned) -> bool:
    """Whether every figure can be read and the totals add up."""
    chosen = [figures[at] for at, _ in pairs]
    return all(each.is_value for each in chosen) and adds_up(chosen, [leaf for _, leaf in pairs])


def _readings(figures: Row, pairs: Assigned) -> Iterator[Row]:
    """The row with each two neighbours of the same row of the form cut in every other way."""
    for (left, one), (right, two) in pairwise(pairs):
        if right == left + 1 and _may_share(one, two):
            for upper, lower in _cuts(figures[left], figures[right]):
                yield (*figures[:left], upper, lower, *figures[right + 1 :])


def _may_share(one: Leaf, two: Leaf) -> bool:
    """Whether two columns are figures of the same row of the form."""
    return one.row_code == two.row_code and one.column_code is not None and two.column_code is not None


def _cuts(left: Token, right: Token) -> Iterator[tuple[Token, Token]]:
    """Every other way to part the digits of two cells; a number keeps no zero before its other digits."""
    if not (_DIGITS.fullmatch(left.text) and _DIGITS.fullmatch(right.text)):
        return
    digits = "".join((left.text + right.text).split())
    where = _both(left.cell.locator, right.cell.locator)
    for place in _places(left.text.split(), right.text.split()):
        first, second = digits[:place], digits[place:]
        is_other = (first, second) != (left.text, right.text)
        if is_other and not any(re.match(r"0\d", part) for part in (first, second)):
            yield _with_text(left, first, where), _with_text(right, second, where)


def _places(left: list[str], right: list[str]) -> list[int]:
    """How many of the digits of two cells the first may have.

    Where one is blank, two numbers can part only at white space inside the other. A number over a side of its column
    stands in the column that has more of its digits; a zero alone in its cell is a number, no digit of another one.
    """
    words = [*left, *right]
    if not left or not right:
        return [0, *accumulate(map(len, words))] if len(words) > 1 else []
    if "0" in words:
        return []
    more, length = len(left[0]) - len(right[-1]), sum(map(len, words))
    return list(range(more > 0, length + (more >= 0)))


def _with_text(figure: Token, text: str, where: Locator) -> Token:
    """The cell with other digits; where there are some, its place is that of both cells."""
    return token(figure.cell._replace(text=text, locator=where if text else figure.cell.locator))


def _both(left: Locator, right: Locator) -> Locator:
    """The box around two cells of a page; the first of two other places."""
    one, two = parts(left), parts(right)
    if one.get("page") != two.get("page") or "box" not in one or "box" not in two:
        return left
    a, b = ([float(side) for side in place["box"].split(",")] for place in (one, two))
    return page_locator(int(one["page"]), (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])))
