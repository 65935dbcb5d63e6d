"""Slots that a document fills twice: which of the cells counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.forms import plain
from extractors.layouts.table import Placed

_MOST = 0.5

Slot = tuple[str, str, str]


def distinct(placed: Sequence[Placed]) -> Iterator[Placed]:
    """The placed cells, each slot once: the first that is not blank."""
    best: dict[Slot, Placed] = {}
    for each in placed:
        key = _slot(each)
        if key not in best or (not best[key].cell.text.strip() and each.cell.text.strip()):
            best[key] = each
    yield from best.values()


def repeated(placed: Sequence[Placed], start: int) -> set[int]:
    """The places from `start` on of cells of tables that were read before with other figures.

    Such a table is that of another year or agency: what the first one leaves blank is not filled from it. A table that
    goes on after a page break has mostly slots of its own.
    """
    known = {_slot(each): each for each in distinct(placed[:start])}
    found: set[int] = set()
    for table in dict.fromkeys(each.table_name for each in placed[start:]):
        own = [at for at in range(start, len(placed)) if placed[at].table_name == table]
        again = [at for at in own if _slot(placed[at]) in known]
        if len(again) >= _MOST * len(own) and any(_differ(placed[at], known[_slot(placed[at])]) for at in again):
            found |= {at for at in own if not _agree(placed[at], known.get(_slot(placed[at])))}
    return found


def _differ(one: Placed, other: Placed) -> bool:
    """Whether two cells print different figures."""
    texts = plain(one.cell.text), plain(other.cell.text)
    return all(texts) and texts[0] != texts[1]


def _agree(one: Placed, other: Placed | None) -> bool:
    """Whether a cell prints what another one prints."""
    return other is not None and plain(one.cell.text) == plain(other.cell.text)


def _slot(each: Placed) -> Slot:
    """The slot of a placed cell."""
    return each.table_name, each.row_code, each.column_code
