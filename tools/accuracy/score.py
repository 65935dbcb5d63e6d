"""What came back of the figures of a report, slot by slot."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractors.records import Fact
from tools.drawing.figures import Key, Printed


@dataclass(slots=True)
class Score:
    """How many slots are right, wrong (another figure), missing (no figure) and invented (a figure nobody printed)."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    invented: int = 0
    faults: list[str] = field(default_factory=list)
    """One line for each slot that is not right."""

    def add(self, other: Score) -> None:
        """Take in the counts of another report."""
        self.right += other.right
        self.wrong += other.wrong
        self.missing += other.missing
        self.invented += other.invented
        self.faults += other.faults

    @property
    def slots(self) -> int:
        """The slots that were drawn."""
        return self.right + self.wrong + self.missing


@dataclass(slots=True)
class Measured:
    """One drawing: the score, the files, pages and seconds, and of each other tool its numbers right and seconds."""

    group: str
    layout: str
    ending: str
    score: Score = field(default_factory=Score)
    files: int = 0
    pages: int = 0
    seconds: float = 0.0
    reading: float = 0.0
    """The seconds of the reader alone, which gives cells as other tools do."""
    numbers: int = 0
    """How many numbers, blanks and strokes left out, the files print in their tables."""
    others: dict[str, tuple[int, float]] = field(default_factory=dict)


def compare(figures: Mapping[Key, Printed], facts: tuple[Fact, ...]) -> Score:
    """The score of one report; right is what has the printed text and the value, blanks and strokes included."""
    found = {(fact.table_name, fact.row_code, fact.column_code): fact for fact in facts}
    score = Score()
    for key, true in figures.items():
        kind = _kind(true, found.get(key))
        setattr(score, kind, getattr(score, kind) + 1)
        score.faults += _fault(kind, key, true.text, found.get(key))
        if kind == "invented":
            score.missing += 1
    for key in found.keys() - figures.keys():
        if found[key].value is not None:
            score.invented += 1
            score.faults += _fault("invented", key, "", found[key])
    return score


def _kind(true: Printed, fact: Fact | None) -> str:
    """What one slot is."""
    if fact is None or (fact.value is None and true.value is not None):
        return "missing"
    if fact.value is not None and true.value is None:
        return "invented"
    return "right" if fact.value == true.value and _plain(fact.printed) == _plain(true.text) else "wrong"


def _fault(kind: str, key: Key, text: str, fact: Fact | None) -> Iterator[str]:
    """A line about a slot that is not right."""
    if kind != "right":
        yield f"{kind} {'/'.join(key)}: printed {text!r}, read {fact.printed if fact else None!r}"


def _plain(text: str) -> str:
    """A text less white space and widths of characters."""
    return "".join(unicodedata.normalize("NFKC", text).split())
