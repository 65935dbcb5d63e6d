"""Real reports and printed examples, read and compared with their true figures slot for slot.

What we cannot read yet stands in unread_examples.csv with its reason. Such a document must still invent nothing, and
its row must go as soon as all that it covers is read.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from extractors.document import Document, DocumentError
from extractors.extract import extract
from tests.golden import ROOT, rows

SHARED = ROOT.parent / "shared"
FIGURES = {path.stem: path for path in sorted((SHARED / "figures").glob("*.csv"))}
UNREAD = {row["pattern"]: row["reason"] for row in rows(ROOT / "tests/unread_examples.csv")}

pytestmark = pytest.mark.skipif(not FIGURES, reason="../shared is absent: no true figures to compare with")

Read = dict[str, tuple[str, Decimal | None]]
"""Slot to printed text, plain, and value."""


def report_of(path: Path) -> str:
    """The report that a document prints: its name up to the double underscore."""
    return path.stem.split("__")[0]


def documents() -> list[Path]:
    """Every document whose true figures are known."""
    found = [path for folder in ("reports", "examples") for path in sorted((SHARED / folder).glob("*.*"))]
    return [path for path in found if report_of(path) in FIGURES]


def pattern_of(path: Path) -> str | None:
    """The row of unread_examples.csv that covers a document."""
    return next((pattern for pattern in UNREAD if fnmatch(path.name, pattern)), None)


def plain(printed: str) -> str:
    """Printed text less white space, width and thousands separators."""
    return "".join(unicodedata.normalize("NFKC", printed).replace(",", "").split())


@cache
def figures(path: Path) -> Read:
    """The true figures of the report that a document prints."""
    return {
        f"{row['table_name']}/{row['row_code']}/{row['column_code']}": (
            plain(row["printed"]),
            Decimal(row["value"]) if row["value"] else None,
        )
        for row in rows(FIGURES[report_of(path)])
    }


@cache
def read(path: Path) -> Read:
    """What we read in a document; nothing when it is refused."""
    try:
        facts = extract(Document(path.name, path.read_bytes())).facts
    except DocumentError:
        return {}
    return {fact.slot: (plain(fact.printed), fact.value) for fact in facts}


READABLE = [path for path in documents() if pattern_of(path) is None]
UNREADABLE = [path for path in documents() if pattern_of(path) is not None]


@pytest.mark.parametrize("document", READABLE, ids=lambda path: path.name)
def test_document_equals_its_figures(document: Path) -> None:
    true, ours = figures(document), read(document)
    empty = {slot for slot in ours.keys() - true.keys() if ours[slot][1] is None}
    slots = sorted(true.keys() | ours.keys() - empty)
    assert {slot: (true.get(slot), ours.get(slot)) for slot in slots if true.get(slot) != ours.get(slot)} == {}


@pytest.mark.parametrize("document", UNREADABLE, ids=lambda path: path.name)
def test_unread_document_invents_nothing(document: Path) -> None:
    true = {slot: value for slot, (_, value) in figures(document).items()}
    ours = {slot: value for slot, (_, value) in read(document).items() if value is not None}
    assert {slot: value for slot, value in ours.items() if true.get(slot) != value} == {}


@pytest.mark.parametrize("pattern", UNREAD)
def test_row_of_unread_examples_is_still_needed(pattern: str) -> None:
    covered = [path for path in UNREADABLE if pattern_of(path) == pattern]
    assert covered, f"{pattern} covers no document: delete the row"
    assert not all(read(path) == figures(path) for path in covered), f"{pattern} is read now: delete the row"


def test_documents_are_examined() -> None:
    assert {path.parent.name for path in READABLE} == {"reports", "examples"}
    assert {report_of(path) for path in READABLE} == set(FIGURES)
