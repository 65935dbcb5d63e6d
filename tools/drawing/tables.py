"""The statutory tables as rows of cells with spans, their headings from `headings.csv`, their figures as given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from extractors.forms import Heading, headings, slots
from tools.drawing.rows import rows_of

Figures = Mapping[tuple[str, str, str], str]
"""Table, row and column code -> the text to print; a missing slot is drawn blank."""


Role = Literal["head", "group", "label", "figure"]
"""What a cell is: a heading above figures, one over several rows, one beside figures, or a figure."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell to draw: its text and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1
    role: Role = "label"


Table = list[list[Drawn]]
"""Rows of the cells that start in them, as in HTML."""


@cache
def _of(table_name: str, form: str) -> tuple[Heading, ...]:
    """The headings of one table in one form, in the order of the form."""
    return tuple(heading for heading in headings() if heading.table_name == table_name and form in heading.forms)


def label(table_name: str, form: str, code: str, role: str) -> str:
    """The printed heading of one code; raises StopIteration when the form has none."""
    return next(one.label for one in _of(table_name, form) if one.code == code and one.role == role)


def _columns(table_name: str, form: str, row: str) -> list[str]:
    """The columns of a row in the order of the form."""
    found = [
        slot
        for key, by_form in slots().items()
        if key[:2] == (table_name, row)
        for each, slot in by_form.items()
        if each == form
    ]
    return [slot.column_code for slot in sorted(found, key=lambda slot: slot.position)]


def _figures(table_name: str, form: str, row: str, figures: Figures) -> list[Drawn]:
    """The figures of one row."""
    texts = [figures.get((table_name, row, column), "") for column in _columns(table_name, form, row)]
    return [Drawn(text, role="figure") for text in texts]


def _heads(*cells: tuple[str, int, int]) -> list[Drawn]:
    """A row of headings from text, rows and columns of each."""
    return [Drawn(text, rows, columns, "head") for text, rows, columns in cells]


def proactive_disclosure(form: str, figures: Figures) -> Table:
    """Chapter two: one table of blocks, each with its article, its headings and its rows."""
    return [row for block in rows_of("blocks") for row in _block(form, block["block"], block["rows"].split(), figures)]


def _block(form: str, block: str, rows: list[str], figures: Figures) -> Iterator[list[Drawn]]:
    """One block; nothing when the form does not have it."""
    name = "proactive_disclosure"
    present = [row for row in rows if _columns(name, form, row)]
    if not present:
        return
    columns = _columns(name, form, present[0])
    widths = _widths(len(columns))
    yield _heads((label(name, form, block, "block"), 1, 4))
    heads = [(label(name, form, column, "column"), 1, width) for column, width in zip(columns, widths, strict=True)]
    yield _heads((label(name, form, "content", "corner"), 1, 1), *heads)
    for row in present:
        cells = _figures(name, form, row, figures)
        yield [Drawn(label(name, form, row, "row"))] + [
            replace(cell, columns=width) for cell, width in zip(cells, widths, strict=True)
        ]


def _widths(count: int) -> list[int]:
    """How many of the three columns of figures each of one to three takes."""
    return {1: [3], 2: [1, 2], 3: [1, 1, 1]}[count]


def requests(form: str, figures: Figures) -> Table:
    """Chapter three: three rows of headings, then a row an outcome under nested groups."""
    return [*_request_head(form), *_request_rows(form, figures)]


def _request_head(form: str) -> Table:
    """The note in the corner, the applicants, and the legal entities among them."""
    columns = [one for one in _of("requests", form) if one.role == "column"]
    inner = [one for one in columns if one.parents]
    first, last = columns[0].label, columns[-1].label
    note, applicants = (label("requests", form, code, "corner") for code in ("note", "applicants"))
    return [
        _heads((note, 3, 3), (applicants, 1, len(columns))),
        _heads((first, 2, 1), (label("requests", form, "legal_entity", "group"), 1, len(inner)), (last, 2, 1)),
        _heads(*((one.label, 1, 1) for one in inner)),
    ]


def _request_rows(form: str, figures: Figures) -> Iterator[list[Drawn]]:
    """The rows, each with the groups that open at it; a label reaches over the levels it does not use."""
    named = [one for one in _of("requests", form) if one.role in {"row", "group"} and one.code != "legal_entity"]
    opened: list[Drawn] = []
    depth = {"": 0}
    for one in named:
        level = depth[one.parents[0] if one.parents else ""]
        if one.role == "group":
            depth[one.code] = level + 1
            opened.append(Drawn(one.label, _height(one.code, named), 1, "group"))
            continue
        yield [*opened, Drawn(one.label, columns=3 - level), *_figures("requests", form, one.code, figures)]
        opened = []


def _height(group: str, named: list[Heading]) -> int:
    """How many rows stand under a group, those of its inner groups included."""
    inside = [one for one in named if group in one.parents]
    return sum(_height(one.code, named) if one.role == "group" else 1 for one in inside)


def disputes(form: str, figures: Figures) -> Table:
    """Chapter four: one row of fifteen figures under three rows of headings."""
    name = "disputes"
    rows = [one.code for one in _of(name, form) if one.role == "row"]
    columns = [one.label for one in _of(name, form) if one.role == "column"]
    first, *litigation = rows
    wide = len(columns)
    return [
        _heads(
            (label(name, form, first, "row"), 1, wide),
            (label(name, form, "litigation", "group"), 1, wide * len(litigation)),
        ),
        _heads(
            *((column, 2, 1) for column in columns), *((label(name, form, row, "row"), 1, wide) for row in litigation)
        ),
        _heads(*((column, 1, 1) for _ in litigation for column in columns)),
        [cell for row in rows for cell in _figures(name, form, row, figures)],
    ]


def statistics(form: str, figures: Figures) -> Table:
    """The table of 2014: indicator, unit, figure; a group has neither unit nor figure."""
    name = "statistics"
    corners = (("indicator", "corner"), ("unit", "unit"), ("value", "column"))
    head = _heads(*((label(name, form, code, role), 1, 1) for code, role in corners))
    body = [one for one in _of(name, form) if one.role in {"row", "group"}]
    return [head, *(_statistic(form, one, figures) for one in body)]


def _statistic(form: str, one: Heading, figures: Figures) -> list[Drawn]:
    """One row of the table of 2014."""
    if one.role == "group":
        return [Drawn(one.label), Drawn(""), Drawn("")]
    slot = slots()["statistics", one.code, "value"][form]
    return [Drawn(one.label), Drawn(slot.unit), *_figures("statistics", form, one.code, figures)]


TABLES = {
    "proactive_disclosure": proactive_disclosure,
    "requests": requests,
    "disputes": disputes,
    "statistics": statistics,
}
