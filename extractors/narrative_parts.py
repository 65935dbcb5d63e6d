"""Claims that prose can be held to by its own words: a number and its parts, by rows of `forms/claim_parts.csv`.

A list is judged only where it says all: its pieces are a family that leaves nothing out (by fax, online, by letter …),
it ends with the rest, or its first pieces make up the number exactly. What is open or rounded says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import accumulate, islice

from extractors.forms import table
from extractors.narrative_formulas import compared, in_percent
from extractors.quantities import PERCENT, Quantity, quantities
from extractors.records import Claim
from extractors.sentences import Sentence, joined, word

_MANY = 5
"""A list of so many pieces that comes within a tenth of the number was meant to be whole."""
_NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part of a number: what is printed before it, and how many."""

    label: str
    quantity: Quantity

    @property
    def value(self) -> Decimal:
        """How many."""
        return self.quantity.value


@dataclass(frozen=True, slots=True)
class _List:
    """A number, what else of its kind stands before its parts, its parts, and the shares printed after them."""

    whole: Quantity
    earlier: tuple[Quantity, ...]
    pieces: tuple[_Piece, ...]
    shares: tuple[tuple[_Piece, Quantity], ...]
    is_open: bool
    """The list says of itself that it need not be all."""
    is_fee: bool

    @property
    def is_clear(self) -> bool:
        """Whether the number is that of the parts: with several before them, one that is too small is another's."""
        return not self.earlier or all(piece.value <= self.whole.value for piece in self.pieces)


def parts(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """The claims of lists and of the shares printed in them; `value` is what is printed, `other_value` what follows."""
    for text in joined(sentences, _pattern("goes_on")):
        if not _pattern("open").search(text.plain):
            continue
        found = quantities(text.plain)
        for opening in _pattern("open").finditer(text.plain):
            for listed in _lists(text.plain, found, opening):
                yield from _shares(text, listed)
                yield from _sums(text, listed)


def _lists(plain: str, found: Sequence[Quantity], opening: re.Match[str]) -> Iterator[_List]:
    """The list that an opening begins; none where the number before it or one of its parts is open."""
    before = [each for each in found if each.end <= opening.start() and each.unit not in (None, PERCENT)]
    if not before or not _pattern("between").fullmatch(plain[before[-1].end : opening.start()]):
        return
    whole = before[-1]
    pieces, shares = _pieces(plain, whole, _labelled(plain, found, opening))
    if whole.approximate or not pieces or _pattern("after").search(plain[pieces[-1].quantity.end :]):
        return
    earlier = tuple(each for each in before[:-1] if each.unit == whole.unit)
    is_fee = whole.unit == word("least_money") and _pattern("fee").search(plain) is not None
    yield _List(whole, earlier, pieces, shares, _pattern("open_list").search(opening[0]) is not None, is_fee)


def _labelled(plain: str, found: Sequence[Quantity], opening: re.Match[str]) -> Iterator[_Piece]:
    """The quantities of a list at its own depth of brackets, each with what stands before it there."""
    ends = {each.end: each for each in found if each.start >= opening.end()}
    depth, label = 0, ""
    for place in range(opening.end(), len(plain) + 1):
        if depth == 0 and (each := ends.get(place)) is not None:
            yield _Piece(label[: each.start - each.end].strip(_pattern("marks").pattern), each)
            label = ""
        mark = plain[place : place + 1]
        depth += (mark == "(") - (mark == ")")
        if depth < 0:
            return
        label += mark if depth == 0 and mark != ")" else ""


def _pieces(
    plain: str, whole: Quantity, labelled: Iterator[_Piece]
) -> tuple[tuple[_Piece, ...], tuple[tuple[_Piece, Quantity], ...]]:
    """The parts up to where the list ends, with their shares; nothing where one of them is not said exactly."""
    pieces: list[_Piece] = []
    shares: list[tuple[_Piece, Quantity]] = []
    for each in labelled:
        if each.quantity.unit == PERCENT and pieces and _pattern("share").search(each.label):
            shares.append((pieces[-1], each.quantity))
            continue
        if each.quantity.unit not in (None, whole.unit) or _pattern("stop").search(each.label):
            break
        if each.quantity.approximate or not each.label or _pattern("unclear").search(each.label):
            return (), ()
        pieces.append(each)
    return tuple(pieces), tuple(shares)


def _shares(text: Sentence, listed: _List) -> Iterator[Claim]:
    """Each share against the number that it fits, else the one that is parted."""
    for piece, share in listed.shares if listed.is_clear else ():
        if share.approximate or not listed.whole.value:
            continue
        bases = [each.value for each in (listed.whole, *listed.earlier) if each.value]
        span = (share.start, share.end)
        claims = [in_percent(text, span, piece.value * 100 / base) for base in bases]
        yield next((claim for claim in claims if _holds(claim)), claims[0])


def _holds(claim: Claim) -> bool:
    """Whether a share is the one computed."""
    return abs(claim.value - (claim.other_value or 0)) <= (claim.tolerance or 0)


def _sums(text: Sentence, listed: _List) -> Iterator[Claim]:
    """The number against the sums of its parts, one for each family of them."""
    topic = "fee_amounts" if listed.is_fee else "parts"
    for relation, total, last in _totals(listed) if len(listed.pieces) > 1 else ():
        whole = next((each for each in listed.earlier if each.value == total), listed.whole)
        if whole is listed.whole and (not listed.is_clear or total in _together(listed)):
            continue
        span = (whole.start, last.quantity.end)
        yield compared(topic, (whole.value, total), (str(whole.unit), relation), text, span)


def _together(listed: _List) -> set[Decimal]:
    """What the numbers just before a list make together: its parts may be those of several."""
    sums = accumulate(each.value for each in reversed((*listed.earlier, listed.whole)))
    return set(islice(sums, 1, None))


def _totals(listed: _List) -> Iterator[tuple[str, Decimal, _Piece]]:
    """How the number must stand to which sum, and the last part of it; nothing where the list may leave things out."""
    families = [members for family in _families() if (members := _members(listed.pieces, family))]
    for members in families:
        yield (">=" if listed.is_open else "="), sum((each.value for each in members), Decimal(0)), members[-1]
    if families:
        return
    running = Decimal(0)
    for number, each in enumerate(listed.pieces, start=1):
        running += each.value
        if number > 1 and running in {whole.value for whole in (listed.whole, *listed.earlier)}:
            yield "=", running, each
            return
    overlap = any(_pattern("overlap").search(f"{each.label}{listed.whole.unit}") for each in listed.pieces)
    if not listed.is_open and _says_all(listed, running, overlap=overlap):
        yield ("<=" if overlap else "="), running, listed.pieces[-1]


def _says_all(listed: _List, total: Decimal, *, overlap: bool) -> bool:
    """Whether a list means to leave nothing out."""
    whole = listed.whole.value
    closed = _pattern("rest").search(listed.pieces[-1].label) is not None
    near = abs(total - whole) <= _NEAR * whole and len(listed.pieces) >= _MANY
    return closed or listed.is_fee or (near and not overlap)


def _members(pieces: Sequence[_Piece], family: str) -> list[_Piece]:
    """The parts that belong to a family, where at least two kinds of them are named."""
    kinds = [[name for name, pattern in _families()[family] if pattern.search(piece.label)] for piece in pieces]
    named = {name for names in kinds for name in names}
    return [piece for piece, names in zip(pieces, kinds, strict=True) if names] if len(named) > 1 else []


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
