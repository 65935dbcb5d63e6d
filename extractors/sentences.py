"""Sentences: prose as patterns are matched on, each character with its place in print."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.forms import notation, table
from extractors.grid import Locator, Paragraph

_SHORT_LINE = 15
_LONGEST_SENTENCE = 3000
"""Longer runs without a full stop are no prose, and matching them would take time that grows with their square."""
_LONGEST_TOGETHER = 1000
_TELLING_SENTENCE = 15
"""Shorter ones are headings and phrases that every report repeats."""
_MOST_HASHES = 2000
_EDGE = 8
"""How much of a sentence shows how it begins."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as matched on (`plain`: in NFKC, no white space) and as printed, and the place of each character."""

    plain: str
    printed: str
    places: tuple[int, ...]
    locator: Locator

    def cut(self, start: int, end: int) -> str:
        """The printed text of a span of the plain one."""
        return self.printed[self.places[start] : self.places[end - 1] + 1]


def sentences(paragraphs: Sequence[Paragraph]) -> tuple[Sentence, ...]:
    """The sentences of all paragraphs in reading order; a line break inside running text ends none."""
    return tuple(sentence for paragraph in paragraphs for sentence in _sentences(paragraph))


def joined(found: Sequence[Sentence], goes_on: re.Pattern[str]) -> Iterator[Sentence]:
    """Sentences of one paragraph put together where one ends, or the next begins, in a way that goes on."""
    held: Sentence | None = None
    for sentence in found:
        if held is not None and _belong(held, sentence, goes_on):
            held = _together(held, sentence)
            continue
        if held is not None:
            yield held
        held = sentence
    if held is not None:
        yield held


def _belong(one: Sentence, other: Sentence, goes_on: re.Pattern[str]) -> bool:
    """Whether two sentences in order say one thing, short enough to be matched on."""
    together = len(one.plain) + len(other.plain) <= _LONGEST_TOGETHER and one.locator == other.locator
    return together and any(goes_on.search(edge) is not None for edge in (one.plain[-1], other.plain[:_EDGE]))


def _together(one: Sentence, other: Sentence) -> Sentence:
    """Two neighbours of one paragraph as one."""
    places = tuple(len(one.printed) + place for place in other.places)
    return Sentence(one.plain + other.plain, one.printed + other.printed, one.places + places, one.locator)


def hashes(found: Sequence[Sentence]) -> tuple[int, ...]:
    """A signed 64-bit hash of each sentence long enough to tell texts apart that ends as one; the first 2,000."""
    ends = re.compile(word("sentence_end"))
    telling = (each.plain for each in found if len(each.plain) >= _TELLING_SENTENCE and ends.fullmatch(each.plain[-1]))
    return tuple(_hash(plain) for plain, _ in zip(telling, range(_MOST_HASHES), strict=False))


def _hash(plain: str) -> int:
    """The hash of a text as the warehouse holds it."""
    return int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


@cache
def word(role: str) -> str:
    """The pattern of one role in claim_words.csv."""
    return {row["role"]: row["pattern"] for row in table("claim_words")}[role]


def _sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    """The sentences of one paragraph."""
    start = 0
    for end in _sentence_ends(paragraph.text):
        sentence = _sentence(paragraph.text[start:end], paragraph.locator)
        if 0 < len(sentence.plain) <= _LONGEST_SENTENCE:
            yield sentence
        start = end


def _sentence_ends(text: str) -> Iterator[int]:
    """The places after each full stop, semicolon and line break that ends a sentence, and the end of the text."""
    for mark in re.finditer(word("sentence_end") + r"|\n", text):
        if mark[0] != "\n" or _line_ends_sentence(text, mark.start()):
            yield mark.end()
    yield len(text)


def _line_ends_sentence(text: str, place: int) -> bool:
    """Whether a line break is more than a wrapped line: after a short line, or before a numbered item."""
    line = text[:place].rsplit("\n", 1)[-1]
    following = unicodedata.normalize("NFKC", text[place + 1 :].split("\n", 1)[0]).strip()
    item = re.match(word("item_start"), following)
    return len(line.strip()) < _SHORT_LINE or not following or item is not None


def _sentence(printed: str, locator: Locator) -> Sentence:
    """Printed text as matched on: each character folded alone, so that its place in print stays known."""
    plain, places = [], []
    for place, character in enumerate(printed):
        for folded in _folded(character):
            plain.append(folded)
            places.append(place)
    return Sentence("".join(plain), printed, tuple(places), locator)


@cache
def _folded(character: str) -> str:
    """One printed character as matched on: nothing for white space."""
    folded = "" if character.isspace() else unicodedata.normalize("NFKC", character)
    return "".join(notation("substitute").get(each, each) for each in folded)
