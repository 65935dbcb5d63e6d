"""The words of the pages in both languages, from words.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup, escape

from expectations.patterns import patterns
from expectations.suspicions import reasons
from extractors import forms

WORDS_FILE = Path(__file__).parent / "words.csv"


@dataclass(frozen=True, slots=True)
class Words:
    """Each key's wording as (Chinese, English); `{name}` in a wording is filled in by the caller."""

    by_key: Mapping[str, tuple[str, str]]
    _said: dict[str, Markup] = field(default_factory=dict, compare=False)
    """What was said without values: a page says the same words hundreds of times."""

    def say(self, key: str, **values: object) -> Markup:
        """Both wordings of a key side by side, the values escaped; raises KeyError for an unknown key."""
        if not values:
            return self._said.get(key) or self._said.setdefault(key, both(*self.by_key[key]))
        chinese, english = self.by_key[key]
        safe = {name: escape(value) for name, value in values.items()}
        return both(Markup(escape(chinese)).format(**safe), Markup(escape(english)).format(**safe))

    def term(self, vocabulary: str, code: str | None) -> Markup:
        """The wording of a code of the tables; the code itself where the file does not know it, a dash for null."""
        if code is None:
            return Markup("–")
        key = f"{vocabulary}_{code}"
        return self.say(key) if key in self.by_key else escape(code)

    def term_pair(self, vocabulary: str, code: str | None) -> tuple[str, str]:
        """Both wordings of a code of the tables; the code itself where the file does not know it, empty for null."""
        return self.by_key.get(f"{vocabulary}_{code}") or (code or "", code or "")

    def vocabulary(self, name: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """The codes of a vocabulary with both wordings."""
        for key, pair in self.by_key.items():
            if key.startswith(f"{name}_"):
                yield key.removeprefix(f"{name}_"), pair

    def chinese(self, key: str) -> str:
        """The Chinese wording alone, for attributes."""
        return self.by_key[key][0]

    def english(self, key: str) -> str:
        """The English wording alone, for attributes."""
        return self.by_key[key][1]


def both(chinese: str, english: str) -> Markup:
    """Two wordings of which the page shows the one of its language; given once where they do not differ.

    The shown one always has the language that the root element states, so neither repeats it: pages are long.
    """
    if chinese == english:
        return escape(chinese)
    return Markup('<span class="zh">{}</span><span class="en">{}</span>').format(chinese, english)


def load_words(path: Path = WORDS_FILE) -> Words:
    """The words of a file with the columns key, zh, en, and of other rooms' codes; ValueError for a key said twice."""
    kinds = forms.problem_kinds().values()
    by_key = {f"problem_{kind.kind}": (kind.label_zh, kind.label_en) for kind in kinds}
    by_key |= {f"advice_{kind.kind}": (kind.advice_zh, kind.advice_en) for kind in kinds}
    by_key |= {f"pattern_{code}": (pattern.says, pattern.says_en) for code, pattern in patterns().items()}
    by_key |= {f"why_{code}": (row["says"], row["says_en"]) for code, row in reasons().items()}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["key"] in by_key:
                raise ValueError(f"{path.name}: the key {row['key']} stands twice; keep one of its rows")
            by_key[row["key"]] = (row["zh"], row["en"])
    return Words(by_key)
