"""What is suspected of a finding: which cells, what would put them right, and whose error it is."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from expectations.equations import IdentityTerm, compile_terms
from expectations.identities import read_identities, read_slots
from expectations.patterns import patterns
from expectations.suspicions import Accused, Cell, Reading, binding_constraints, constraints_of, reasons, suspicions

ROWS = ("total", "upheld", "corrected", "other_result", "pending")
FINDING = Accused(("disputes_sum", "2021", "reconsideration"), tuple(f"disputes/reconsideration/{c}" for c in ROWS))


def terms(identity: str = "disputes_sum") -> list[IdentityTerm]:
    return compile_terms([i for i in read_identities() if i.identity == identity], read_slots())


def readings(**texts: str) -> list[Reading]:
    """Read one row of disputes, as `total="12"`; what is not said is 0."""
    found = []
    for column in ROWS:
        text = texts.get(column, "0")
        state = {"": "blank", "?": "unreadable"}.get(text, "number")
        value = Decimal(text) if state == "number" else None
        found.append(Reading(Cell(f"disputes/reconsideration/{column}", text, value, state), "heading"))  # type: ignore[arg-type]
    return found


def suspected(read: list[Reading], *, copies: int = 1) -> tuple[str, str, str | None, tuple[str, ...]]:
    (found,) = suspicions([FINDING], read, constraints_of(terms())["2021", "disputes"], copies=copies)
    return found.suspected, found.reason, found.pattern, found.slots


def test_a_shaky_cell_is_suspected_before_a_clear_one() -> None:
    read = readings(total="5", upheld="3", corrected="1")
    doubtful = replace(read[1], cell=replace(read[1].cell, confidence=0.6))
    who, why, _, slots = suspected([read[0], doubtful, *read[2:]])
    assert (who, why, slots) == ("extraction", "low_confidence", ("disputes/reconsideration/upheld",))


def test_what_a_blank_must_be_is_proposed() -> None:
    read = readings(total="", upheld="2", corrected="1")
    (found,) = suspicions([FINDING], read, constraints_of(terms())["2021", "disputes"])
    assert json.loads(found.proposals or "") == [
        [{"slot": "disputes/reconsideration/total", "printed": "", "value": "3"}]
    ]
    assert (found.pattern, found.slots) == ("blank_for_figure", ("disputes/reconsideration/total",))


@pytest.mark.parametrize(
    ("change", "copies", "expected"),
    [
        ({}, 1, ("source", "digital_text")),
        ({}, 2, ("source", "copies_agree")),
        ({"method": "order", "confidence": 0.98}, 1, ("source", "digital_text")),
        ({"method": "order", "confidence": 0.9}, 1, ("undecided", "placed_otherwise")),
        ({"method": "position"}, 2, ("undecided", "placed_otherwise")),
        ({"confidence": 0.97}, 1, ("undecided", "scanned")),
        ({"confidence": 0.5}, 1, ("extraction", "low_confidence")),
    ],
)
def test_whose_error_it_is_follows_from_how_it_was_read(
    change: dict[str, object], copies: int, expected: tuple[str, str]
) -> None:
    read = readings(total="5", upheld="3", corrected="1")
    method = str(change.get("method", "heading"))
    confidence = float(str(change.get("confidence", 1.0)))
    read = [Reading(replace(one.cell, confidence=confidence), method) for one in read]
    assert suspected(read, copies=copies)[:2] == expected


def test_an_unreadable_cell_is_ours() -> None:
    assert suspected(readings(total="5", upheld="?", corrected="1"))[:2] == ("extraction", "unreadable")


def test_a_finding_without_cells_is_undecided() -> None:
    (found,) = suspicions([Accused(("is_annual_report", "*", "report"), ())], [], [])
    assert (found.suspected, found.reason, found.slots, found.proposals) == ("undecided", "no_cell", (), None)


def test_a_maximum_is_one_constraint_for_each_of_its_terms() -> None:
    found = constraints_of(terms("refused_sum"))["2014", "statistics"]
    assert sorted(len(one.terms) for one in found) == [2, 2, 2, 2, 2, 2, 7]


def test_every_reason_and_pattern_is_said_in_both_languages() -> None:
    assert {row["suspected"] for row in reasons().values()} == {"source", "extraction", "undecided"}
    assert all(row["says"] and row["says_en"] for row in reasons().values())
    assert all(pattern.says and pattern.says_en for pattern in patterns().values())


def test_only_what_figures_must_satisfy_binds_them() -> None:
    names = {one.name for bound in binding_constraints().values() for one in bound}
    unbound = {one.identity for one in read_identities() if one.kind not in ("mandated", "arithmetic") or one.applies}
    assert "disputes_sum" in names
    assert not names & unbound
