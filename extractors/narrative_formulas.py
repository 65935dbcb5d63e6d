"""Claims that hold a printed number to others in the same words, by rows of `forms/claim_formulas.csv`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extractors.chinese_numerals import to_decimal
from extractors.forms import table
from extractors.quantities import PERCENT
from extractors.records import Claim
from extractors.sentences import Sentence, word

_KEPT = Decimal("0.000001")
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"

Numbers = dict[str, Decimal]

FORMULAS: dict[str, Callable[[Numbers], Decimal | None]] = {
    "growth_by_difference": lambda n: _ratio(n["difference"], n["now"] - n["difference"]),
    "fall_by_difference": lambda n: _ratio(n["difference"], n["now"] + n["difference"]),
    "growth_from_prior": lambda n: _ratio(n["now"] - n["prior"], n["prior"]),
    "fall_from_prior": lambda n: _ratio(n["prior"] - n["now"], n["prior"]),
    "product": lambda n: n["cases"] * n["each"],
}


def formulas(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """The claims of shares, changes and products whose every number stands in the sentence."""
    for sentence in sentences:
        for topic, formula, pattern, need in _rows():
            for match in pattern.finditer(sentence.plain) if need in sentence.plain else ():
                yield from _claim(topic, formula, match, sentence)


def _claim(topic: str, formula: str, match: re.Match[str], sentence: Sentence) -> Iterator[Claim]:
    """The claim of one match; none where nothing can be computed."""
    read = {name: to_decimal(text) for name, text in match.groupdict().items() if name != "printed"}
    numbers = {name: value for name, value in read.items() if value is not None}
    computed = FORMULAS[formula](numbers) if len(numbers) == len(read) else None
    if computed is None:
        return
    span = match.span("printed")
    if match["printed"].endswith(PERCENT):
        yield in_percent(sentence, span, computed)
    else:
        yield compared(topic, (numbers["now"], computed), (word("least_money"), "="), sentence, span)


def in_percent(sentence: Sentence, span: tuple[int, int], computed: Decimal) -> Claim:
    """A percentage against the one computed: rounding takes half a unit of its last digit, cutting off a whole one."""
    written = sentence.plain[slice(*span)]
    value = Decimal(re.sub(r"[^\d.]", "", written))
    last = Decimal(1).scaleb(-len(written.rstrip(PERCENT).partition(".")[2]))
    tolerance = last if value <= computed < value + last else last / 2
    return replace(compared("percent", (value, computed), (PERCENT, "="), sentence, span), tolerance=tolerance)


def compared(
    topic: str, values: tuple[Decimal, Decimal], how: tuple[str, str], sentence: Sentence, span: tuple[int, int]
) -> Claim:
    """What stands at a span of a sentence with what the rest of its words makes of it; `how` is unit and relation."""
    return Claim(
        topic,
        values[0],
        how[0],
        approximate=False,
        printed=sentence.cut(*span),
        sentence=sentence.printed.strip(),
        locator=sentence.locator,
        other_value=values[1].quantize(_KEPT),
        relation=how[1],
        tolerance=Decimal(0),
    )


def _ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """A share in per cent; None of nothing."""
    return part * 100 / whole if whole > 0 else None


@cache
def _rows() -> tuple[tuple[str, str, re.Pattern[str], str], ...]:
    """Topic, formula and pattern of each row, and what a sentence holds where it can match."""
    units = "|".join(word(role) for role in ("unit", "unit_visits", "unit_people"))
    words = {"number": _NUMBER, "unit": units, "year": r"20\d{2}"}
    return tuple(
        (row["topic"], row["formula"], re.compile(row["pattern"].format(**words)), row["needs"])
        for row in table("claim_formulas")
    )
