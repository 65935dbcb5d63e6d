"""What the findings of a report say of its cells, rows and columns."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Solution = tuple[Mapping[str, Any], ...]
"""Cells with `slot`, `printed` and the `value` that would put the sums right."""


_CROWD = 60
"""Cells of one finding: where it names more, as a table full of blanks does, marking each says nothing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The gravest finding at a cell: its status and id, whether the cell is suspected, and what it would have to be."""

    status: str
    finding_id: str
    suspect: bool
    alone: bool
    """Whether the finding is about this cell alone."""
    proposed: str | None = None


@dataclass(slots=True)
class Marks:
    """The marks by slot, and the (table, row) and (table, column) along which an identity is broken."""

    slots: dict[str, Mark] = field(default_factory=dict)
    rows: set[tuple[str, str]] = field(default_factory=set)
    columns: set[tuple[str, str]] = field(default_factory=set)


def marks_of(findings: Sequence[Row], slots: Mapping[str, Sequence[Row]]) -> Marks:
    """The marks of one report from its findings, the gravest first, and the slots of each; fixed ones leave none."""
    marks = Marks()
    for finding in findings:
        if finding["state"] == "fixed" or len(finding["slots"] or ()) > _CROWD:
            continue
        named = slots.get(finding["finding_id"], ())
        proposed = _only_values(finding)
        for slot in named:
            _mark(marks.slots, slot, finding, proposed.get(slot["slot"]))
        if finding["status"] == "broken":
            _line(marks, finding["slots"] or ())
    return marks


def _mark(marks: dict[str, Mark], slot: Row, finding: Row, proposed: str | None) -> None:
    """Marks a cell; a suspicion overrides a plain mark, and else the first stays."""
    mark = Mark(
        finding["status"], finding["finding_id"], bool(slot["suspect"]), len(finding["slots"] or ()) == 1, proposed
    )
    if slot["slot"] not in marks or (mark.suspect and not marks[slot["slot"]].suspect):
        marks[slot["slot"]] = mark


def _line(marks: Marks, slots: Iterable[str]) -> None:
    """Marks the row or the column in which all cells of a broken identity stand."""
    by_table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for table, row, column in (slot.split("/") for slot in slots if slot.count("/") == 2):
        by_table[table].append((row, column))
    for table, places in by_table.items():
        rows, columns = {row for row, _ in places}, {column for _, column in places}
        if len(places) > 1 and len(rows) == 1:
            marks.rows |= {(table, row) for row in rows}
        elif len(places) > 1 and len(columns) == 1:
            marks.columns |= {(table, column) for column in columns}


def solutions(finding: Row) -> tuple[Solution, ...]:
    """What is proposed to put a finding right: each solution with all its cells; empty when nothing is."""
    text = finding.get("proposals")
    return tuple(tuple(solution) for solution in json.loads(text)) if text else ()


def _only_values(finding: Row) -> dict[str, str]:
    """The proposed value by slot where there is one solution alone."""
    found = solutions(finding)
    return {cell["slot"]: str(cell["value"]) for cell in found[0]} if len(found) == 1 else {}
