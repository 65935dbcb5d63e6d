"""Printed text of a cell to value, unit and state; exact decimals, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from extractors.forms import look_up, notation, plain
from extractors.records import State

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\S\n]+(?=\d)")
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f\u3000]\d{3})+(?!\d)")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a cell says: the value in the slot's unit (null unless a number), the unit as printed, the state."""

    value: Decimal | None
    printed_unit: str | None
    state: State
    wrapped: bool = False
    """Whether digits were joined over a line break."""


BLANK = Measure(None, None, "blank")
NOT_APPLICABLE = Measure(None, None, "not_applicable")
UNREADABLE = Measure(None, None, "unreadable")


@cache
def _number() -> re.Pattern[str]:
    """Sign word, sign, digits with or without separators, unit, remark in brackets: each at most once, nothing else."""
    signs = _alternatives(notation("sign"))
    units = _alternatives({**notation("amount_unit"), **notation("count_unit")})
    remark = "|".join(notation("remark"))
    grouped = "|".join(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+" for mark in notation("thousands"))
    return re.compile(
        rf"(?P<word>{signs})?(?P<sign>[+-])?(?P<digits>{grouped}|\d+)(?P<decimals>\.\d+)?"
        rf"(?P<unit>{units})?(?:{remark})?"
    )


def _alternatives(texts: Mapping[str, str]) -> str:
    """A pattern for any of the texts, longest first."""
    return "|".join(sorted(map(re.escape, texts), key=len, reverse=True))


def measure(printed: str, kind: str, heading_unit: str | None = None) -> Measure:
    """Value, unit and state of a printed cell for a slot of the kind `count`, `signed` or `amount` (in 10,000 yuan).

    `heading_unit` is a unit of money that the column heading or the unit column prints; one in the cell goes before it.
    """
    printed = _without_footnote(without_label(printed))
    text = plain(printed)
    if not text:
        return BLANK
    text = notation("numeral").get(text, text)
    if text in notation("not_applicable"):
        return NOT_APPLICABLE
    found = _number().fullmatch(text)
    if found is None or _digits_apart(printed):
        return UNREADABLE
    factor = _factor(found["unit"] or (plain(heading_unit) if heading_unit else None), kind)
    if factor is None or (found["word"] and found["sign"]):
        return UNREADABLE
    is_wrapped = bool(re.search(r"\d\s*\n\s*\d", printed))
    if is_wrapped and found["digits"].startswith("0") and not found["decimals"]:
        return UNREADABLE  # no number begins so: two figures share the cell
    value = Decimal(re.sub(r"\D", "", found["digits"]) + (found["decimals"] or "")) * factor * _sign(found)
    return Measure(value, found["unit"] or heading_unit, "number", is_wrapped)


def without_label(printed: str) -> str:
    """A printed text less the heading of its row or column, where that stands before a figure and a colon."""
    if ":" not in printed and "\uff1a" not in printed:
        return printed
    label, colon, figure = printed.replace("\uff1a", ":").rpartition(":")
    return figure if colon and figure.strip() and look_up(label) else printed


@cache
def _footnote() -> re.Pattern[str]:
    """A digit or a unit, and the mark of a footnote after it at the end of a text."""
    return re.compile(rf"(?<=[\w])\s*(?:{'|'.join(notation('footnote'))})\s*$")


def _without_footnote(printed: str) -> str:
    """A printed text less the mark of a footnote that follows a figure."""
    found = _footnote().search(printed)
    return printed[: found.start()] if found and any(map(str.isdecimal, printed[: found.start()])) else printed


@lru_cache(maxsize=4096)
def state_of(printed: str) -> State:
    """The state that a text has as a figure of whatever kind: a number where it is one as money or as a count."""
    states = [measure(printed, kind).state for kind in ("amount", "signed")]
    return "number" if "number" in states else states[0]


def is_figure_or_unit(text: str) -> bool:
    """Whether a text can stand in a column of figures: a number, a mark in place of one, or a unit."""
    units = (notation("count_unit"), notation("amount_unit"))
    return state_of(text) in ("number", "not_applicable") or any(plain(text) in known for known in units)


def _digits_apart(printed: str) -> bool:
    """Whether blanks part the digits other than by thousands: two numbers in one cell must not become one."""
    bracket = re.split(r"[(（]", printed.strip(), maxsplit=1)[0]
    return bool(_BETWEEN_DIGITS.search(bracket)) and not _GROUPED.search(bracket)


def _factor(unit: str | None, kind: str) -> Decimal | None:
    """What to multiply by for the slot's unit; `None` when the unit cannot belong to the kind."""
    if unit is None:
        return Decimal(1)
    factor = notation("amount_unit" if kind == "amount" else "count_unit").get(unit)
    return Decimal(factor) if factor is not None else None


def _sign(found: re.Match[str]) -> int:
    """-1 for a minus or a word of decrease, else 1."""
    return int(notation("sign")[found["word"]]) if found["word"] else -1 if found["sign"] == "-" else 1
