"""The statutory tables of the reports with findings, drawn as their form prints them, the doubtful cells marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from flows.pages.labels import Labels
from flows.pages.marts import Quality, Row

Marks = Mapping[str, tuple[str, str]]
"""The gravest finding of a report at each slot: its status and its id."""


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as printed; `fact` is null where the report has none in this slot."""

    slot: str
    fact: Row | None
    status: str
    finding_id: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row with its code, the headings that open above it with their depth, and how many headings it stands under."""

    code: str
    opens: tuple[tuple[str, int], ...]
    depth: int
    cells: tuple[DrawnCell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that share their column headings; `groups` are the headings above these with their widths."""

    columns: tuple[str, ...]
    groups: tuple[tuple[str, int], ...]
    rows: tuple[DrawnRow, ...]


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """One statutory table of one report."""

    form: str
    table_name: str
    blocks: tuple[Block, ...]


def draw_tables(quality: Quality, labels: Labels) -> dict[str, tuple[DrawnTable, ...]]:
    """The tables to draw by report_id, in the order of the form."""
    marks = _marks(quality)
    facts: dict[str, dict[tuple[str, str], dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    for fact in quality.drawn:
        table = (fact["form"], fact["table_name"])
        facts[fact["report_id"]][table][f"{fact['table_name']}/{fact['row_code']}/{fact['column_code']}"] = fact
    return {
        report_id: tuple(
            DrawnTable(*table, tuple(_blocks(table, tables[table], marks[report_id], labels)))
            for table in labels.slots
            if table in tables
        )
        for report_id, tables in facts.items()
    }


def _marks(quality: Quality) -> Mapping[str, Marks]:
    """The marks by report_id; the findings stand gravest first, so the first at a slot stays."""
    slots: dict[str, list[str]] = defaultdict(list)
    for row in quality.slots:
        slots[row["finding_id"]].append(row["slot"])
    marks: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for finding in quality.findings.rows:
        for slot in slots[finding["finding_id"]]:
            marks[finding["report_id"]].setdefault(slot, (finding["status"], finding["finding_id"]))
    return marks


def _blocks(table: tuple[str, str], facts: Mapping[str, Row], marks: Marks, labels: Labels) -> Iterator[Block]:
    """The runs of rows with equal columns, as the form repeats its column headings."""
    form, name = table
    rows = [
        (row, tuple(column for _, column in pairs))
        for row, pairs in groupby(labels.slots[table], key=lambda pair: pair[0])
    ]
    seen: set[str] = set()
    for columns, run in groupby(rows, key=lambda row: row[1]):
        drawn = []
        for row, _ in run:
            above = labels.groups(name, row, form)
            opens = tuple((group, depth) for depth, group in enumerate(above) if group not in seen)
            seen.update(above)
            cells = tuple(_cell(f"{name}/{row}/{column}", facts, marks) for column in columns)
            drawn.append(DrawnRow(row, opens, len(above), cells))
        yield Block(columns, _groups(table, columns, labels), tuple(drawn))


def _cell(slot: str, facts: Mapping[str, Row], marks: Marks) -> DrawnCell:
    """The cell of a slot with its mark."""
    status, finding_id = marks.get(slot, ("", ""))
    return DrawnCell(slot, facts.get(slot), status, finding_id)


def _groups(table: tuple[str, str], columns: tuple[str, ...], labels: Labels) -> tuple[tuple[str, int], ...]:
    """The headings above the columns and how many columns each reaches over; empty where no column has one."""
    form, name = table
    parents = ["".join(labels.groups(name, column, form)[-1:]) for column in columns]
    if not any(parents):
        return ()
    return tuple((parent, len(list(run))) for parent, run in groupby(parents))
