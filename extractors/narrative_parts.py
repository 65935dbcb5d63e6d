"""Claims that a sentence can be held to by its own words: a number and its parts, by rows of `forms/claim_parts.csv`.

A list is judged only where it says all: its pieces are a family that leaves nothing out (by fax, online, by letter …),
it ends with the rest, or its first pieces make up the number exactly. What is open or rounded says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.chinese_numerals import number_pattern, to_decimal
from extractors.forms import table
from extractors.narrative import times
from extractors.narrative_formulas import compared, in_percent
from extractors.records import Claim
from extractors.sentences import Sentence, word

_MANY = 5
"""A list of so many pieces that comes within a tenth of the number was meant to be whole."""
_NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number with its unit in a sentence; money in 元, `unit` is then that; what stands before it is its label."""

    label: str
    value: Decimal
    unit: str
    approximate: bool
    start: int
    end: int


def parts(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """The claims of lists and of the shares printed in them; `value` is what is printed, `other_value` what follows."""
    for sentence in sentences:
        if _pattern("open").search(sentence.plain):
            yield from _in_sentence(sentence)


def _in_sentence(sentence: Sentence) -> Iterator[Claim]:
    """The claims of every list in a sentence."""
    found = _quantities(sentence.plain)
    for opening in _pattern("open").finditer(sentence.plain):
        before = [each for each in found if each.end <= opening.start()]
        if not before or not _pattern("between").fullmatch(sentence.plain[before[-1].end : opening.start()]):
            continue
        whole = before[-1]
        if not whole.approximate and whole.unit != "%":
            yield from _of_list(sentence, whole, opening, _within(sentence.plain, found, opening))


def _within(plain: str, found: Sequence[_Quantity], opening: re.Match[str]) -> list[_Quantity]:
    """The quantities of a list at its own depth of brackets, each labelled with what stands before it there."""
    depth, start, inside = 0, opening.end(), []
    ends = {each.end: each for each in found if each.start >= opening.end()}
    label: list[str] = []
    for place in range(start, len(plain) + 1):
        if depth == 0 and place in ends:
            each = ends[place]
            text = "".join(label)[: -(each.end - each.start)]
            inside.append(_Quantity(text, each.value, each.unit, each.approximate, each.start, each.end))
            label = []
        if place == len(plain):
            break
        depth += (plain[place] == "(") - (plain[place] == ")")
        if depth < 0:
            break
        if depth == 0 and plain[place] != ")":
            label.append(plain[place])
    return inside


def _of_list(
    sentence: Sentence, whole: _Quantity, opening: re.Match[str], inside: Sequence[_Quantity]
) -> Iterator[Claim]:
    """The claims of one list: its sum, where it says all, and its shares."""
    pieces: list[_Quantity] = []
    for each in inside:
        label = each.label.strip(",、;:和及与")
        if each.unit == "%" and _pattern("share").search(label):
            yield from _share(sentence, whole, pieces, each)
            continue
        if each.unit != whole.unit or "," in label or ";" in label or _pattern("stop").search(label):
            break
        if each.approximate or not label or _pattern("unclear").search(label):
            return
        pieces.append(_Quantity(label, each.value, each.unit, False, each.start, each.end))
    if len(pieces) < 2 or _pattern("after").search(sentence.plain[pieces[-1].end :]):
        return
    open_list = _pattern("open_list").search(opening[0]) is not None
    for relation, total, last in _sums(sentence.plain, whole, pieces, open_list=open_list):
        topic = (
            "fee_amounts" if whole.unit == word("least_money") and _pattern("fee").search(sentence.plain) else "parts"
        )
        printed = sentence.cut(whole.start, last.end)
        yield compared(topic, (whole.value, total), whole.unit, relation, printed, sentence)


def _share(sentence: Sentence, whole: _Quantity, pieces: Sequence[_Quantity], share: _Quantity) -> Iterator[Claim]:
    """The share printed after a part."""
    if pieces and whole.value and not share.approximate:
        computed = pieces[-1].value * 100 / whole.value
        yield in_percent(
            sentence.plain[share.start : share.end], computed, sentence.cut(share.start, share.end), sentence
        )


def _sums(
    plain: str, whole: _Quantity, pieces: Sequence[_Quantity], *, open_list: bool
) -> Iterator[tuple[str, Decimal, _Quantity]]:
    """How the number must stand to which sum, and the last piece of it; nothing where the list may leave things out."""
    families = [members for members in map(_members, [pieces] * len(_families()), _families()) if members]
    for members in families:
        yield (">=" if open_list else "="), sum((each.value for each in members), Decimal(0)), members[-1]
    if families:
        return
    running = Decimal(0)
    for number, each in enumerate(pieces, start=1):
        running += each.value
        if number > 1 and running == whole.value:
            yield "=", running, each
            return
    if not open_list and _is_whole(plain, whole, pieces, running):
        overlapping = any(_pattern("overlap").search(each.label) for each in pieces)
        yield ("<=" if overlapping else "="), running, pieces[-1]


def _is_whole(plain: str, whole: _Quantity, pieces: Sequence[_Quantity], total: Decimal) -> bool:
    """Whether a list means to leave nothing out."""
    overlapping = any(_pattern("overlap").search(each.label) for each in pieces)
    near = abs(total - whole.value) <= _NEAR * whole.value
    closed = _pattern("rest").search(pieces[-1].label) is not None
    return closed or _is_fee(plain, whole) or (len(pieces) >= _MANY and near and not overlapping)


def _is_fee(plain: str, whole: _Quantity) -> bool:
    """Whether an amount is the fee for handling requests."""
    return whole.unit == word("least_money") and _pattern("fee").search(plain) is not None


def _members(pieces: Sequence[_Quantity], family: str) -> list[_Quantity]:
    """The pieces that belong to a family, where at least two kinds of them are named."""
    kinds = {each: [name for name, pattern in _families()[family] if pattern.search(each.label)] for each in pieces}
    named = {name for names in kinds.values() for name in names}
    return [each for each, names in kinds.items() if names] if len(named) > 1 else []


def _quantities(plain: str) -> list[_Quantity]:
    """All numbers with a unit in a sentence, in order."""
    read = ((match, to_decimal(match["n"])) for match in _quantity().finditer(plain))
    return [_measured(match, value) for match, value in read if value is not None]


def _measured(match: re.Match[str], value: Decimal) -> _Quantity:
    """A number with its unit, money in the smallest; a count in ten thousands is rounded."""
    said = bool(match["before"] or match["after"] or match["later"])
    if re.fullmatch(word("money"), match["unit"]):
        return _Quantity(
            "", value * times(match["unit"], word("least_money")), word("least_money"), said, *match.span()
        )
    rounded = said or re.search(word("ten_thousands"), match["n"]) is not None
    return _Quantity("", value, match["unit"], rounded, *match.span())


@cache
def _quantity() -> re.Pattern[str]:
    """The pattern of a number with any unit."""
    units = "|".join(word(role) for role in ("money", "unit_visits", "unit", "unit_people", "unit_places"))
    before, after = word("approximate_before"), word("approximate_after")
    number = rf"(?P<before>{before})?(?P<n>{number_pattern()})(?P<after>{after})?"
    return re.compile(rf"{number}(?P<unit>{units}|%)(?P<later>{after})?")


@cache
def _pattern(role: str) -> re.Pattern[str]:
    """The pattern of one role in claim_parts.csv."""
    return next(re.compile(row["pattern"]) for row in table("claim_parts") if row["role"] == role)


@cache
def _families() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """The families of parts that leave nothing out, each with the names and patterns of its members."""
    rows = [row for row in table("claim_parts") if row["name"]]
    return {
        family: tuple((row["name"], re.compile(row["pattern"])) for row in rows if row["role"] == family)
        for family in dict.fromkeys(row["role"] for row in rows)
    }
