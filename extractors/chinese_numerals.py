"""Numbers as prose prints them, in characters or with a character for ten thousand -> Decimal.

The characters and their values are rows of `forms/numerals.csv`. No library is used: cn2an, the maintained one,
computes in binary floats and installs packages named `build`, `src` and `example` beside its own.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache

from extractors.forms import table

_ARABIC = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@cache
def _values(role: str) -> dict[str, int]:
    """Character -> value for one role: digit, unit (ten, hundred …), tens (a contraction), section (ten thousand …)."""
    return {row["character"]: int(row["value"]) for row in table("numerals") if row["role"] == role}


@cache
def number_pattern() -> str:
    """A regular expression for a number in figures or in characters, on text in NFKC without white space."""
    sections = "".join(_values("section"))
    characters = "".join(row["character"] for row in table("numerals"))
    return rf"(?:(?:{_ARABIC})[{sections}]*|[{characters}]+)"


def to_decimal(text: str) -> Decimal | None:
    """The value of a number in figures, in characters or in both; None when the text is no number."""
    text = unicodedata.normalize("NFKC", text).replace(" ", "")
    sections = "".join(_values("section"))
    mixed = re.fullmatch(rf"({_ARABIC})([{sections}]*)", text)
    if mixed is None:
        return _from_characters(text)
    if not _THOUSANDS.fullmatch(mixed[1]):
        return None
    value = Decimal(mixed[1].replace(",", ""))
    for section in mixed[2]:
        value *= _values("section")[section]
    return value


def _from_characters(text: str) -> Decimal | None:
    """The value of a number written in characters alone; a bare run of digits is read by position, as years are."""
    digits = _values("digit")
    if not text or any(character not in _all_characters() for character in text):
        return None
    if len(text) > 1 and all(character in digits for character in text):
        return Decimal("".join(str(digits[character]) for character in text))
    return _by_sections(text)


@cache
def _all_characters() -> frozenset[str]:
    """Every character that a number may be written with."""
    return frozenset(row["character"] for row in table("numerals"))


def _by_sections(text: str) -> Decimal | None:
    """The value of a number cut at its sections: what stands before ten thousand, and the rest."""
    sections = sorted(_values("section").items(), key=lambda pair: -pair[1])
    for character, size in sections:
        head, mark, tail = text.partition(character)
        if not mark:
            continue
        before, after = _by_sections(head), _by_sections(tail) if tail else Decimal(0)
        if before is None or after is None or after >= size or _shortened(tail):
            return None
        return before * size + after
    return _within_section(text)


def _shortened(tail: str) -> bool:
    """Whether a lone digit follows a section: speech means the next lower unit by it, print means ones; unclear."""
    return len(tail) == 1 and _values("digit").get(tail, 0) > 0


def _within_section(text: str) -> Decimal | None:
    """The value of a number below ten thousand; None when its units do not fall from left to right."""
    digits, units, tens = _values("digit"), _values("unit"), _values("tens")
    total, digit, last = 0, None, 10_000
    for place, character in enumerate(text):
        if character in digits:
            if digit:
                return None
            digit = digits[character]
        elif character in tens:
            total, last = total + tens[character], 10
        else:
            unit = units[character]
            if unit >= last or digit == 0 or (digit is None and place > 0):
                return None
            total, digit, last = total + (1 if digit is None else digit) * unit, None, unit
    if not text:
        return None
    return Decimal(total + (digit or 0) * _last_unit(text))


def _last_unit(text: str) -> int:
    """What a closing digit counts: ones, or the unit below a hundred or a thousand when it follows that at once."""
    units = _values("unit")
    if len(text) > 1 and text[-1] in _values("digit") and units.get(text[-2], 0) >= 100:
        return units[text[-2]] // 10
    return 1
