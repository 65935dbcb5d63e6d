"""What a recognised figure is: readings that no figure can have give way, and doubts are told."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from extractors.forms import notation, plain
from extractors.numbers import state_of
from extractors.readers.scan_words import Reading

SURE = 0.9
"""A figure read with less is listed for review."""

READABLE = 0.6
"""A figure read with less is not read at all: its doubtful characters are marked as unreadable."""

UNREADABLE = "\ufffd"
_DECIMALS = 0.85
_RIVAL = 0.005
_DUST = ".,'`· "
_SEPARATORS = (",", "\uff0c")


def settled(reading: Reading, most: float = 1.0, *, goes_on: bool = False) -> tuple[Reading, str]:
    """The reading of a cell or line as it is kept, and what to say of it when somebody should look; '' for nothing.

    `most` caps the confidence of figures that something was printed over. `goes_on` says that another line of the cell
    follows, so that a separator of thousands may end this one.
    """
    if goes_on and _breaks_off(reading.text):
        return reading, ""
    figures = _figures([(reading.text, reading.confidence), *reading.others])
    share = sum(figures.values())
    if not figures or (share < 0.5 and not _has_digit(reading.text)):
        return reading, ""
    text, best = max(figures.items(), key=lambda pair: pair[1])
    confidence = min(best / share, 0.5 + share / 2, _DECIMALS if "." in text else most)
    rivals = tuple((other, part) for other, part in figures.items() if other != text)
    kept = Reading(text, confidence, rivals)
    if confidence < READABLE:
        kept = Reading(_marked(text, rivals), confidence, ((text, best), *rivals))
    return kept, _doubt(kept, reading) if confidence < SURE else ""


def _breaks_off(text: str) -> bool:
    """Whether a line is the first part of a figure, up to a separator of thousands."""
    return text.endswith(_SEPARATORS) and _is_figure(text[:-1])


def _figures(readings: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The readings that a figure can have with their probability, look-alikes of digits taken for digits.

    What says the same in other characters is one reading: the first of them, which is the likeliest.
    """
    found: dict[str, float] = {}
    spelt: dict[str, str] = {}
    for text, probability in readings:
        figure = _as_figure(text)
        if figure is not None and probability >= _RIVAL:
            figure = spelt.setdefault(plain(figure), figure)
            found[figure] = found.get(figure, 0.0) + probability
    return found


@cache
def _as_figure(text: str) -> str | None:
    """The figure that a reading is; `None` for words. A point after the last digit is dust and says nothing."""
    if _is_figure(text):
        return text
    alike = "".join(notation("look_alike").get(character, character) for character in text).rstrip(_DUST)
    return alike if _is_figure(alike) else None


def _is_figure(text: str) -> bool:
    """Whether a text is a number or a mark that stands for none."""
    return state_of(text) in ("number", "not_applicable")


def _has_digit(text: str) -> bool:
    """Whether a text is short and has a digit, as only figures have."""
    return len(text) <= 3 and any(character.isdigit() for character in text)


def _marked(text: str, rivals: Iterable[tuple[str, float]]) -> str:
    """The text with the characters in which its rivals of the same length differ marked as unreadable, else all."""
    alike = [rival for rival, _ in rivals if len(rival) == len(text)]
    unsure = {at for at, one in enumerate(text) for rival in alike if rival[at] != one} or set(range(len(text)))
    return "".join(UNREADABLE if at in unsure else one for at, one in enumerate(text))


def _doubt(kept: Reading, reading: Reading) -> str:
    """What to say of an uncertain figure."""
    seen = [(reading.text, reading.confidence), *reading.others]
    listed = ", ".join(f"{text!r} ({probability:.0%})" for text, probability in seen[:3] if probability >= _RIVAL)
    return f"the recogniser is {kept.confidence:.0%} sure of this figure; it saw {listed}; compare it with the picture"
