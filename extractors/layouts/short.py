"""Rows that lack cells which the rows beside them have: what is missing is blank, if the totals say where it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.layouts.columns import Assignment
from extractors.layouts.frame import Frame
from extractors.layouts.header import Leaf
from extractors.layouts.sums import adds_up, has_totals
from extractors.layouts.tokens import Row, token
from extractors.layouts.units import is_unit

BLANK_ADDED, MOVED = 0.95, 0.85
"""How sure a row is whose last cells were left out, and one whose totals add up only with a blank elsewhere."""


def completed(row: Row, figures: Row, leaves: Sequence[Leaf], ends: Mapping[int, int]) -> Row:
    """The figures of a row with a blank under each heading beyond its last cell, if that gives each heading one."""
    last = row[-1].cell
    beyond = [leaf.cell for leaf in leaves if leaf.cell.column >= ends.get(last.row, 0)]
    if len(figures) + len(beyond) != len(leaves):
        return figures
    spans = [last._replace(column=cell.column, column_span=cell.column_span, row_span=1, text="") for cell in beyond]
    return (*figures, *map(token, spans))


def lengthened(row: Row, figures: Row, leaves: Sequence[Leaf], frame: Frame) -> Row:
    """The figures of a row of cells between marks, which ends with its last printed one, and the blanks cut off there.

    Only where blank cells inside rows were kept, so that no other one can be missing; or where all that is printed is
    the unit of the one figure. A row that left out its unit has all its figures.
    """
    units = [leaf.is_unit for leaf in leaves]
    lacking = len(leaves) - len(figures)
    is_only_unit = units == [True, False] and len(figures) == 1 and is_unit(figures[0].text)
    has_no_unit = any(units) and len(figures) == units.count(False) and bool(figures) and figures[0].is_value
    if lacking <= 0 or has_no_unit or not (is_only_unit or (frame.is_parted and frame.keeps_blanks)):
        return figures
    return (*figures, *[token(row[-1].cell._replace(text=""))] * lacking)


def settled(figures: Row, lacking: int, assignment: Assignment, *, is_bare: bool) -> tuple[Row, Assignment] | None:
    """The figures and their columns, the `lacking` last ones blank; with the blanks elsewhere where only that adds up.

    `is_bare` says that neither a label nor a mark holds the first figure in its place, as in a line that was stripped.
    None where the totals do not say which columns the figures belong to.
    """
    leaves = [leaf for _, leaf in assignment.pairs]
    chosen = tuple(figures[at] for at, _ in assignment.pairs)
    plain = replace(assignment, confidence=min(assignment.confidence, BLANK_ADDED))
    is_whole = not has_totals(leaves) or all(each.is_blank for each in chosen)
    if is_whole or (adds_up(chosen, leaves) and not is_bare):
        return figures, plain
    printed, blanks = chosen[:-lacking], chosen[-lacking:]
    others = [(*printed[:at], *blanks, *printed[at:]) for at in range(len(printed))]
    if is_bare:
        others = [(*blanks[:at], *printed, *blanks[at:]) for at in range(lacking + 1)]
    right = [other for other in others if adds_up(other, leaves)]
    if len({tuple(each.text for each in other) for other in right}) != 1:
        return None
    return right[0], Assignment(list(enumerate(leaves)), "sums", MOVED)


def is_open(figures: Row, assignment: Assignment | None) -> bool:
    """Whether nothing says which of several columns a figure belongs to in a row that lacks cells: it has no totals."""
    if assignment is None:
        return True
    leaves = [leaf for _, leaf in assignment.pairs if not leaf.is_unit]
    return len(leaves) > 1 and not has_totals(leaves) and not all(figure.is_blank for figure in figures)
