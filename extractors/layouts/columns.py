"""Which figure of a row belongs to which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from extractors.forms import slots
from extractors.layouts.header import Leaf
from extractors.layouts.sums import adds_up
from extractors.layouts.tokens import Row, Token
from extractors.layouts.units import is_unit, only_column
from extractors.numbers import measure

BY_SUMS = "sums"
"""The method of a row that could be read in several ways, of which one adds up."""
Assigned = list[tuple[int, Leaf]]
"""Index of a figure in its row, and its column."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The figures of one row with their columns, how they were found, and how sure that is."""

    pairs: Assigned
    method: str
    confidence: float


@dataclass(slots=True)
class Offsets:
    """How far figures stood from their labels in rows of one shape, where only one place was possible."""

    known: dict[tuple[int, int], set[int]] = field(default_factory=dict)

    def learn(self, shape: tuple[int, int], offset: int) -> None:
        """Remember a certain offset."""
        self.known.setdefault(shape, set()).add(offset)

    def only(self, shape: tuple[int, int], possible: Sequence[int]) -> int | None:
        """The one offset that rows of this shape have, if it is possible here."""
        seen = self.known.get(shape, set())
        return next(iter(seen)) if len(seen) == 1 and seen <= set(possible) else None


def by_place(figures: Row, leaves: Sequence[Leaf]) -> Assignment | None:
    """Each figure under the heading that stands above it; `None` when one has none or two share one.

    Words under no heading of a figure, as remarks at the end of a row, are left over; so is a figure there, where each
    heading has one.
    """
    filled: dict[int, int] = {}
    has_outside = False
    for index, figure in enumerate(figures):
        over = [number for number, leaf in enumerate(leaves) if _overlap(figure, leaf)]
        if len(over) > 1 and is_shared(figure) and all(_covers(figure, leaves[number]) for number in over):
            if any(number in filled for number in over):
                return None
            filled |= dict.fromkeys(over, index)
            continue
        if len(over) != 1:
            if over and not figure.is_blank:
                return None
            has_outside |= not over and not figure.is_blank and figure.is_value
            continue
        before = filled.get(over[0])
        if before is not None and not figures[before].is_blank:
            if figure.is_blank:
                continue
            return None
        filled[over[0]] = index
    if len(filled) != len(leaves) and (has_outside or len(figures) == len(leaves)):
        return None  # a figure under no heading, or as many as headings, yet not one under each: the head stands aside
    pairs = [(index, leaves[number]) for number, index in sorted(filled.items())]
    return Assignment(pairs, "heading", 1.0)


def of_one_column(figures: Row, table: str) -> Assignment | None:
    """The only figure of a row in the only column of its table, which needs no heading; units may stand beside it."""
    column = only_column(table)
    values = [at for at, figure in enumerate(figures) if not is_unit(figure.text)]
    if column is None or len(values) != 1:
        return None
    pairs = [(at, Leaf(None, column, at != values[0], None, False, each.cell)) for at, each in enumerate(figures)]
    return Assignment(pairs, "order", 0.9)


def is_shared(figure: Token) -> bool:
    """Whether a cell says the same of each of several columns or rows that it covers: a blank, a mark or a zero."""
    reading = measure(figure.text, "count")
    return not figure.matches and reading.state != "unreadable" and not reading.value


def _covers(figure: Token, leaf: Leaf) -> bool:
    """Whether a figure's cell reaches under all of a heading's cell."""
    cell, head = figure.cell, leaf.cell
    return cell.column <= head.column and cell.column + cell.column_span >= head.column + head.column_span


def by_spans(figures: Row, leaves: Sequence[Leaf]) -> Assignment | None:
    """The columns of a row with merged cells, each as wide as the columns that it speaks of."""
    wide = [at for at, figure in enumerate(figures) for _ in range(figure.cell.column_span)]
    merged = [figure for figure in figures if figure.cell.column_span > 1]
    if len(wide) != len(leaves) or not all(map(is_shared, merged)):
        return None
    return Assignment(list(zip(wide, leaves, strict=True)), "order", 0.95)


def _overlap(figure: Token, leaf: Leaf) -> bool:
    """Whether a figure's cell reaches under a heading's cell."""
    cell = figure.cell
    return cell.column < leaf.cell.column + leaf.cell.column_span and leaf.cell.column < cell.column + cell.column_span


def by_order(
    figures: Row, leaves: Sequence[Leaf], labels: int, offsets: Offsets, *, keeps_blanks: bool, complete: bool
) -> Assignment | None:
    """The figures in the order of the columns.

    More cells than columns are accepted when the surplus is blank and its place is certain, or when every reading gives
    the same figures; fewer only when blank cells are kept, so that what is missing can only be the end of the row.
    `complete` says that every column of some form is among the headings.
    """
    leaves = _meant(leaves, len(figures), sure=keeps_blanks or complete)
    if not leaves:
        return None
    surplus = len(figures) - len(leaves)
    if surplus < 0:
        return _short(figures, leaves) if keeps_blanks else None
    spread = _by_width(figures, leaves) if surplus else None
    if spread:
        return spread
    shape = (labels, len(figures))
    possible = [offset for offset in range(surplus + 1) if _blank_outside(figures, offset, len(leaves))]
    if len(possible) == 1:
        offsets.learn(shape, possible[0])
        return _window(possible[0], leaves, 0.98)
    if not possible:
        return _all_equal(figures, leaves)
    readings = {tuple(figure.text for figure in figures[offset : offset + len(leaves)]) for offset in possible}
    certain = possible[0] if len(readings) == 1 else offsets.only(shape, possible)
    return _window(certain, leaves, 0.95) if certain is not None else _by_sums(figures, leaves, possible)


def without_remark(figures: Row, leaves: Sequence[Leaf]) -> Row:
    """The figures of a row less words after the last of its columns, as remarks are; each column has its figure."""
    if len(figures) != len(leaves) + 1 or not all(figure.is_value for figure in figures[:-1]):
        return figures
    is_remark = not figures[-1].is_value and not any(character.isdigit() for character in figures[-1].text)
    return figures[:-1] if is_remark else figures


def _by_width(figures: Row, leaves: Sequence[Leaf]) -> Assignment | None:
    """The columns of figures that are printed in each of the cells under a heading over several, or in one of them."""
    widths = [leaf.cell.column_span for leaf in leaves]
    if sum(widths) != len(figures):
        return None
    pairs: Assigned = []
    start = 0
    for leaf, width in zip(leaves, widths, strict=True):
        printed = [at for at in range(start, start + width) if not figures[at].is_blank] or [start]
        if any(figures[at].text != figures[printed[0]].text for at in printed):
            return None
        pairs += [(at, leaf) for at in printed]
        start += width
    return Assignment(pairs, "order", 0.95)


def _by_sums(figures: Row, leaves: Sequence[Leaf], possible: Sequence[int]) -> Assignment | None:
    """The one of several readings whose totals add up."""
    right = [offset for offset in possible if adds_up(figures[offset : offset + len(leaves)], leaves)]
    if len(right) != 1:
        return None
    return replace(_window(right[0], leaves, 0.9), method=BY_SUMS)


def _meant(leaves: Sequence[Leaf], figures: int, *, sure: bool) -> Sequence[Leaf]:
    """The columns that a row of so many figures can fill; none when that is not clear.

    An unknown heading may stand over a column or over the labels, and a head may be drawn twice over a table in two
    halves: the number of figures tells, where it is `sure` that no blank cell was lost and no known heading is missing.
    """
    if len(leaves) == figures:
        return leaves
    half = leaves[: len(leaves) // 2]
    if len(half) == figures and [leaf.codes for leaf in half] == [leaf.codes for leaf in leaves[len(half) :]]:
        return half
    known = [leaf for leaf in leaves if leaf.is_known]
    return known if len(known) == len(leaves) or (sure and len(known) == figures) else []


def _all_equal(figures: Row, leaves: Sequence[Leaf]) -> Assignment | None:
    """The columns from the first figure on, when all figures are the same and so every reading is."""
    printed = [at for at, figure in enumerate(figures) if not figure.is_blank]
    between = figures[printed[0] : printed[-1] + 1]
    if len(between) < len(leaves) or len({figure.text for figure in between}) > 1:
        return None
    return _window(printed[0], leaves, 0.95)


def _blank_outside(figures: Row, offset: int, width: int) -> bool:
    """Whether nothing is printed before and after a window of the row."""
    return all(figure.is_blank for figure in (*figures[:offset], *figures[offset + width :]))


def _window(offset: int, leaves: Sequence[Leaf], confidence: float) -> Assignment:
    """The columns one after another from an offset."""
    return Assignment([(offset + number, leaf) for number, leaf in enumerate(leaves)], "order", confidence)


def _short(figures: Row, leaves: Sequence[Leaf]) -> Assignment | None:
    """The first columns; or, where the unit was left out, the columns of figures alone."""
    plain = [leaf for leaf in leaves if not leaf.is_unit]
    if len(figures) == len(plain) and len(plain) < len(leaves) and figures[0].is_value:
        return Assignment(list(enumerate(plain)), "order", 0.95)
    return Assignment(list(zip(range(len(figures)), leaves, strict=False)), "order", 0.9) if figures else None


@cache
def prescribed(table: str, row: str | None) -> list[set[tuple[str | None, str | None]]]:
    """The rows and columns that each form has in a table, or in one row of it."""
    found: dict[str, set[tuple[str | None, str | None]]] = {}
    for (name, code, column), by_form in slots().items():
        if name == table and row in (None, code):
            for form in by_form:
                found.setdefault(form, set()).add((code, column))
    return list(found.values())
