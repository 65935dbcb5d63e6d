"""Names of agencies as printed -> full names; the words are rows of `forms/agency_words.csv`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from extractors.forms import table

_LONGEST = 40
_MOST_PLACES = 50
"""How many places are compared; a report names a few."""


@cache
def _texts(role: str) -> tuple[str, ...]:
    """The texts of one role, longest first."""
    found = (row["text"] for row in table("agency_words") if row["role"] == role)
    return tuple(sorted(found, key=lambda text: (-len(text), text)))


@cache
def _meanings(role: str) -> dict[str, str]:
    """Text -> meaning of one role, longest text first."""
    meaning = {row["text"]: row["meaning"] for row in table("agency_words") if row["role"] == role}
    return {text: meaning[text] for text in _texts(role)}


@cache
def _pattern(role: str) -> re.Pattern[str]:
    """The texts of one role, which are patterns, as one."""
    return re.compile("|".join(_texts(role)))


def is_agency(text: str) -> bool:
    """Whether a text, without white space, can be the name of an agency and nothing more."""
    whole = re.fullmatch(r"[\u4e00-\u9fff]{3,}(?:\([\u4e00-\u9fff]+\)[\u4e00-\u9fff]*)?", text)
    if whole is None or len(text) > _LONGEST or _pattern("no_name").search(text):
        return False
    return _pattern("whole").fullmatch(text) is not None or text.endswith(_texts("suffix"))


def agency_at_start(text: str) -> str | None:
    """The longest name of an agency that a text begins with, as after a label on a web page; None without one."""
    return next((text[:end] for end in range(len(text), 2, -1) if is_agency(text[:end])), None)


def full_name(text: str) -> str:
    """A name with the abbreviation at its end written out; a name that is already full comes back unchanged."""
    for short, full in _meanings("short").items():
        if text.endswith(full):
            return text
        if text.endswith(short):
            return text.removesuffix(short) + full
    return text


def government_of(text: str) -> str | None:
    """The government of a place that a title names alone; None when the text is no place."""
    for pattern, government in _meanings("place_itself").items():
        if re.fullmatch(pattern, text) and not text.startswith(_texts("level")):
            return text + government
    return None


def lacks_place(name: str) -> bool:
    """Whether a name begins with its level or holds no place at all, so that many agencies bear it."""
    if name.startswith(_texts("no_level")) or _pattern("whole").fullmatch(name):
        return False
    return name.startswith(_texts("level")) or not _pattern("place").search(name)


def completed(name: str, others: Iterable[str]) -> str | None:
    """The first of the other names that ends in this one and says more."""
    return next((other for other in others if other != name and other.endswith(name) and not lacks_place(other)), None)


def place_in(text: str, level: str) -> str | None:
    """The place of a level (its last character) whose government a text names, when it is clear which."""
    found: list[str] = [
        place for role in _texts("place_in_text") for place in re.findall(role.replace("LEVEL", level), text)
    ]
    most = Counter({place: text.count(place) for place in found}).most_common(2)
    if not most or most[0][1] < 2 or (len(most) == 2 and most[0][1] == most[1][1]):
        return None
    return most[0][0]


def agree(one: str, other: str) -> bool:
    """Whether two names can mean one agency: the same, one with its place left out, or an office of the other."""
    first, second = full_name(one), full_name(other)
    return any(a.endswith(b) or a.startswith(b) for a, b in ((first, second), (second, first)))


def certainly_another(one: str, other: str) -> bool:
    """Whether two full names are of different bodies, beyond renaming, abbreviation and the office of a government."""
    names = (full_name(one), full_name(other))
    if agree(*names) or any(lacks_place(name) or not is_agency(name) or _is_government(name) for name in names):
        return False
    (place, body), (other_place, other_body) = (_place_and_body(name) for name in names)
    if place == other_place:
        return bool(body and other_body) and not set(body) & set(other_body)
    return bool(place and other_place) and body == other_body and not set(place) & set(other_place)


def _is_government(name: str) -> bool:
    """Whether a name is that of a government or its office, which may speak for any body below it."""
    return any(name.endswith(government) for government in _texts("government"))


def _place_and_body(name: str) -> tuple[str, str]:
    """What tells the place of a full name, and what tells the body, without the words that all of them share."""
    found = re.match(rf"(?:[\u4e00-\u9fff]+?(?:{'|'.join(_texts('level'))}))+", name)
    place = found[0] if found else ""
    body = name[len(place) :]
    for shared in (*_texts("suffix"), *_texts("body")):
        body = body.replace(shared, "")
    return "".join(character for character in place if character not in _texts("level")), body
