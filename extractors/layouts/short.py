"""Rows that lack cells which the rows beside them have: what is missing is blank, if the totals say where it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.layouts.columns import Assignment
from extractors.layouts.header import Leaf
from extractors.layouts.sums import adds_up, has_totals
from extractors.layouts.tokens import Row, token

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


def settled(figures: Row, lacking: int, assignment: Assignment) -> tuple[Row, Assignment] | None:
    """The figures and their columns, the `lacking` last ones blank; with the blanks elsewhere where only that adds up.

    None where the totals do not say which columns the figures belong to.
    """
    leaves = [leaf for _, leaf in assignment.pairs]
    chosen = [figures[at] for at, _ in assignment.pairs]
    plain = replace(assignment, confidence=min(assignment.confidence, BLANK_ADDED))
    if not has_totals(leaves) or all(each.is_blank for each in chosen) or adds_up(chosen, leaves):
        return figures, plain
    printed, blanks = chosen[:-lacking], chosen[-lacking:]
    others = [(*printed[:at], *blanks, *printed[at:]) for at in range(len(printed))]
    right = [other for other in others if adds_up(other, leaves)]
    if len({tuple(each.text for each in other) for other in right}) != 1:
        return None
    return tuple(right[0]), Assignment(list(enumerate(leaves)), "sums", MOVED)
