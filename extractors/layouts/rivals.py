"""Rival readings of recognised figures: where the best breaks a total of its row and one rival keeps it, that is taken.

Only what the recogniser itself read counts, in at most two cells of a row, and only when a single choice adds up. A
point before three digits of what can only be a whole number is a comma: on a scan one pixel tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import combinations, product

from extractors.forms import slots, table
from extractors.grid import Cell
from extractors.layouts.outcome import Placed
from extractors.numbers import measure
from extractors.records import Problem

METHOD = "sums"
_MOST_CELLS = 2
_LEAST_SHARE = 0.005
_CONFIDENCE = 0.85
_POINTED = re.compile(r"[^\d.]*\d{1,3}(?:\.\d{3})+[^\d.]*")

Row = Mapping[str, Placed]
Reading = tuple[str, ...]
"""The text of each changed cell."""


def settled(placed: Sequence[Placed]) -> tuple[list[Placed], list[Problem]]:
    """The placed cells, rivals taken where the totals ask for them, and a problem for each reading that lost."""
    whole = [_without_points(each) if _is_pointed(each) else each for each in placed]
    chosen = {id(each): new for row, total, parts in _rows(whole) for each, new in _choice(row, total, parts)}
    lost = [_lost(each, chosen[id(each)]) for each in whole if id(each) in chosen]
    return [chosen.get(id(each), each) for each in whole], lost


def _is_pointed(each: Placed) -> bool:
    """Whether a recognised number of things has points where only separators of thousands can be."""
    kinds = {slot.kind for slot in slots().get((each.table_name, each.row_code, each.column_code), {}).values()}
    is_whole = each.cell.source != "print" and bool(kinds) and "amount" not in kinds
    return is_whole and bool(_POINTED.fullmatch("".join(each.cell.text.split())))


@cache
def _totals() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Table, total and parts of each sum over a row that the forms prescribe."""
    return tuple((row["table_name"], row["total"], tuple(row["parts"].split())) for row in table("totals"))


def _rows(placed: Sequence[Placed]) -> Iterator[tuple[Row, str, tuple[str, ...]]]:
    """Each row that has a total and its parts, of which some were recognised."""
    rows: dict[tuple[str, str], dict[str, Placed]] = {}
    for each in placed:
        rows.setdefault((each.table_name, each.row_code), {})[each.column_code] = each
    for (name, _), row in rows.items():
        for table_name, total, parts in _totals():
            if name == table_name and row.keys() >= {total, *parts} and any(each.cell.others for each in row.values()):
                yield {code: row[code] for code in (total, *parts)}, total, parts


def _choice(row: Row, total: str, parts: tuple[str, ...]) -> list[tuple[Placed, Placed]]:
    """The cells to exchange, before and after: the only choice of fewest rivals that adds up; none if it does now."""
    texts = {code: each.cell.text for code, each in row.items()}
    if _adds_up(texts, total, parts):
        return []
    rivals = {code: _rivals(each) for code, each in row.items()}
    for many in range(1, _MOST_CELLS + 1):
        right = [
            dict(zip(codes, reading, strict=True))
            for codes in combinations([code for code in row if rivals[code]], many)
            for reading in product(*(rivals[code] for code in codes))
            if _adds_up({**texts, **dict(zip(codes, reading, strict=True))}, total, parts)
        ]
        if right:
            return [(row[code], _with(row[code], text)) for code, text in right[0].items()] if len(right) == 1 else []
    return []


def _rivals(each: Placed) -> list[str]:
    """Other readings of a cell that are numbers of another value."""
    value = measure(each.cell.text, "count").value
    seen = {measure(text, "count").value: text for text, share in reversed(each.cell.others) if share >= _LEAST_SHARE}
    return [text for number, text in seen.items() if number is not None and number != value]


def _adds_up(texts: Mapping[str, str], total: str, parts: tuple[str, ...]) -> bool:
    """Whether the parts make the total; a blank or a stroke counts as nothing, what is unreadable never adds up."""
    measured = {code: measure(text, "count") for code, text in texts.items()}
    if any(each.state == "unreadable" for each in measured.values()):
        return False
    values = {code: each.value or Decimal(0) for code, each in measured.items()}
    return values[total] == sum(values[part] for part in parts)


def _without_points(each: Placed) -> Placed:
    """The cell with commas for points; never a sure one, so that it is listed for review."""
    cell = _other(each, each.cell.text.replace(".", ","))
    return replace(each, cell=cell, confidence=min(_CONFIDENCE, each.confidence))


def _with(each: Placed, text: str) -> Placed:
    """The cell with a rival reading."""
    return replace(each, cell=_other(each, text), method=METHOD, confidence=min(_CONFIDENCE, max(each.confidence, 0.5)))


def _other(each: Placed, text: str) -> Cell:
    """The cell with another text, its own among the others."""
    others = ((each.cell.text, each.cell.confidence), *(other for other in each.cell.others if other[0] != text))
    return each.cell._replace(text=text, others=others)


def _lost(before: Placed, after: Placed) -> Problem:
    """What to say of the reading that lost."""
    slot = f"{before.table_name}/{before.row_code}/{before.column_code}"
    message = (
        f"{slot}: the recogniser would sooner read {before.cell.text!r}, but only {after.cell.text!r}, "
        "which it also saw, makes the total of the row; compare it with the picture"
    )
    return Problem("other_reading", before.cell.text, before.cell.locator, message)
