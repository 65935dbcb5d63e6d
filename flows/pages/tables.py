"""The statutory tables of a report, drawn with the merged headings of their form, the doubtful cells marked."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from markupsafe import Markup, escape

from extractors import forms
from flows.pages.labels import Labels
from flows.pages.marks import Mark, Marks, Row

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: its words, how many columns and rows it reaches over, and whether an identity is broken along it."""

    label: Markup
    scope: str
    colspan: int = 1
    rowspan: int = 1
    broken: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as printed; `fact` is null where the report has none in this slot, `mark` where no finding names it."""

    slot: str
    fact: Row | None
    mark: Mark | None
    colspan: int = 1


Line = tuple[Head | DrawnCell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together: those of headings above those of cells."""

    headings: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """One statutory table of one report."""

    form: str
    table_name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a table is drawn from: its facts by slot, the marks, the labels, and the columns of each row in order."""

    form: str
    name: str
    facts: Mapping[str, Row]
    marks: Marks
    labels: Labels
    rows: Sequence[tuple[str, tuple[str, ...]]]

    def cell(self, row: str, column: str, colspan: int = 1) -> DrawnCell:
        """The cell of a row and a column."""
        slot = f"{self.name}/{row}/{column}"
        return DrawnCell(slot, self.facts.get(slot), self.marks.slots.get(slot), colspan)

    def head(self, code: str, scope: str, colspan: int = 1, rowspan: int = 1, depth: int = 0) -> Head:
        """The heading of a code."""
        lines = self.marks.rows if scope.startswith("row") else self.marks.columns
        label = self.labels.name(self.name, code, self.form) if code else Markup("")
        return Head(label, scope, colspan, rowspan, (self.name, code) in lines, depth)

    def unit(self, row: str, column: str) -> tuple[Head, ...]:
        """The unit that the form prints in a row; nothing where it prints none."""
        if not self.labels.unit_heading(self.name, self.form):
            return ()
        slot = forms.slots()[self.name, row, column][self.form]
        return (Head(Markup(escape(slot.unit)), ""),)

    def corner(self, colspan: int, rowspan: int) -> Head:
        """What the form prints above the row headings."""
        return self.head(self.labels.corner(self.name, self.form), "col", colspan, rowspan)


def draw_tables(facts: Sequence[Row], marks: Marks, labels: Labels) -> tuple[DrawnTable, ...]:
    """The tables of one report's facts in the order of the form."""
    by_table: dict[tuple[str, str], dict[str, Row]] = {}
    for fact in facts:
        slots = by_table.setdefault((fact["form"], fact["table_name"]), {})
        slots[f"{fact['table_name']}/{fact['row_code']}/{fact['column_code']}"] = fact
    found = []
    for form, name in labels.slots:
        if (form, name) in by_table:
            pairs = groupby(labels.slots[form, name], key=lambda pair: pair[0])
            rows = [(row, tuple(column for _, column in run)) for row, run in pairs]
            sheet = _Sheet(form, name, by_table[form, name], marks, labels, rows)
            found.append(DrawnTable(form, name, tuple(_MANNERS[_manners()[name]](sheet))))
    return tuple(found)


def _nested(sheet: _Sheet) -> Iterator[Part]:
    """Headings of rows one inside the other, to the left, as columns of their own."""
    above = {row: sheet.labels.groups(sheet.name, row, sheet.form) for row, _ in sheet.rows}
    depth = max(map(len, above.values())) + 1
    columns = sheet.rows[0][1]
    lines: list[Line] = []
    opened: set[str] = set()
    for row, _ in sheet.rows:
        new = [group for group in above[row] if group not in opened]
        opened.update(new)
        heads = [sheet.head(group, "rowgroup", rowspan=_count(above, group)) for group in new]
        own = sheet.head(row, "row", colspan=depth - len(above[row]))
        lines.append((*heads, own, *(sheet.cell(row, column) for column in columns)))
    yield Part(tuple(_column_headings(sheet, columns, depth)), tuple(lines))


def _count(above: Mapping[str, Sequence[str]], group: str) -> int:
    """How many rows stand under a heading."""
    return sum(group in groups for groups in above.values())


def _column_headings(sheet: _Sheet, columns: Sequence[str], depth: int) -> Iterator[Line]:
    """The headings of columns in as many lines as they are nested, the corner to their left."""
    over = sheet.labels.over_columns(sheet.name, sheet.form)
    parents = ["".join(sheet.labels.groups(sheet.name, column, sheet.form)[-1:]) for column in columns]
    levels = 2 if any(parents) else 1
    corner = sheet.corner(depth, levels + bool(over))
    if over:
        yield (corner, sheet.head(over, "colgroup", colspan=len(columns)))
    first: list[Head] = [] if over else [corner]
    second: list[Head] = []
    for parent, run in groupby(zip(parents, columns, strict=True), key=lambda pair: pair[0]):
        own = [column for _, column in run]
        if parent:
            first.append(sheet.head(parent, "colgroup", colspan=len(own)))
            second.extend(sheet.head(column, "col") for column in own)
        else:
            first.extend(sheet.head(column, "col", rowspan=levels) for column in own)
    yield tuple(first)
    if second:
        yield tuple(second)


def _beside(sheet: _Sheet) -> Iterator[Part]:
    """The rows beside each other in one line of cells, their headings above the columns of each."""
    groups = [
        ("".join(sheet.labels.groups(sheet.name, row, sheet.form)[-1:]), row, len(own)) for row, own in sheet.rows
    ]
    nested = any(group for group, _, _ in groups)
    top: list[Head] = []
    under: list[Head] = []
    for group, run in groupby(groups, key=lambda one: one[0]):
        members = list(run)
        if group:
            top.append(sheet.head(group, "colgroup", colspan=sum(width for _, _, width in members)))
        for _, row, width in members:
            across = sheet.head(row, "colgroup", colspan=width, rowspan=1 if group else 1 + nested)
            broken = Head(across.label, "colgroup", width, across.rowspan, (sheet.name, row) in sheet.marks.rows)
            (under if group else top).append(broken)
    columns = tuple(sheet.head(column, "col") for _, own in sheet.rows for column in own)
    cells = tuple(sheet.cell(row, column) for row, own in sheet.rows for column in own)
    yield Part(tuple(line for line in (tuple(top), tuple(under), columns) if line), (cells,))


def _blocks(sheet: _Sheet) -> Iterator[Part]:
    """One block under the other, each with its title and its own headings; short ones are stretched."""
    titles = _block_titles()
    widest = max(len(columns) for _, columns in sheet.rows)
    for (title, columns), run in groupby(sheet.rows, key=lambda row: (titles.get((sheet.name, row[0]), ""), row[1])):
        rest = widest - len(columns) + 1
        head = (
            sheet.corner(1, 1),
            *(sheet.head(column, "col", colspan=_wide(columns, column, rest)) for column in columns),
        )
        above = ((sheet.head(title, "colgroup", colspan=widest + 1),),) if title else ()
        lines: tuple[Line, ...] = tuple(
            (sheet.head(row, "row"), *(sheet.cell(row, column, _wide(columns, column, rest)) for column in columns))
            for row, _ in run
        )
        yield Part((*above, head), lines)


def _wide(columns: Sequence[str], column: str, rest: int) -> int:
    """The last column takes the rest of the width."""
    return rest if column == columns[-1] else 1


def _stacked(sheet: _Sheet) -> Iterator[Part]:
    """One row under the other, headings as lines of their own, rows under others moved in."""
    columns = sheet.rows[0][1]
    unit = sheet.labels.unit_heading(sheet.name, sheet.form)
    width = len(columns) + 1 + bool(unit)
    opened: set[str] = set()
    lines: list[Line] = []
    for row, _ in sheet.rows:
        groups = sheet.labels.groups(sheet.name, row, sheet.form)
        for depth, group in enumerate(groups):
            if group not in opened:
                lines.append((sheet.head(group, "rowgroup", colspan=width, depth=depth),))
        opened.update(groups)
        depth = min(sheet.labels.depth(sheet.name, row, sheet.form), 3)
        own = sheet.head(row, "row", depth=depth)
        lines.append((own, *sheet.unit(row, columns[0]), *(sheet.cell(row, column) for column in columns)))
    units = [sheet.head(unit, "col")] if unit else []
    heads = (sheet.corner(1, 1), *units, *(sheet.head(column, "col") for column in columns))
    yield Part((heads,), tuple(lines))


_MANNERS = {"nested": _nested, "beside": _beside, "blocks": _blocks, "stacked": _stacked}


@cache
def _manners() -> Mapping[str, str]:
    """How each table is drawn."""
    return {row["table_name"]: row["manner"] for row in _read("manners")}


@cache
def _block_titles() -> Mapping[tuple[str, str], str]:
    """The block that a row stands in, by table and row."""
    return {(row["table_name"], row["row_code"]): row["block"] for row in _read("blocks")}


def _read(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file beside this module."""
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
