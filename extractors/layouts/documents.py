"""The tables of a whole document: those that it shows, and those that it keeps where it shows none of their kind."""

from __future__ import annotations

from dataclasses import replace

from extractors.grid import Content, Grid
from extractors.layouts import Placement, place, rivals, with_lines
from extractors.layouts.blanks import blank_tables

Read = tuple[Content, tuple[Grid, ...], Placement]
"""What counts of a document, its grids, and their figures in the slots."""


def placed(content: Content) -> Read:
    """The tables of a document and their figures in the slots; with what a page hides where it shows none."""
    shown = _unfolded(content, *_shown(content))
    if shown[2].placed or not content.hidden:
        return shown
    whole = replace(content, blocks=(*content.blocks, *content.hidden), hidden=())
    deeper = placed(whole)
    return deeper if deeper[2].placed else shown


def _shown(content: Content) -> tuple[tuple[Grid, ...], Placement]:
    """The grids of what a document shows, and their figures."""
    grids = tuple(with_lines(content.blocks))
    placement = place(grids)
    placement.placed, lost = rivals.settled(placement.placed)
    placement.problems += lost
    if placement.placed:
        blank, unfilled = blank_tables(content.paragraphs, {each.table_name for each in placement.placed})
        placement.placed += blank
        placement.problems += unfilled
    return grids, placement


def _unfolded(content: Content, grids: tuple[Grid, ...], placement: Placement) -> Read:
    """The same with those statutory tables that only a folded part of the page has."""
    found = {each.table_name for each in placement.placed}
    missing = [grid for grid in content.folded if (own := _tables(grid)) and not own & found]
    more = place(missing)
    if not more.placed:
        return content, grids, placement
    content = replace(content, blocks=(*content.blocks, *missing))
    placement.placed += more.placed
    placement.problems += more.problems
    placement.tables += more.tables
    return content, (*grids, *missing), placement


def _tables(grid: Grid) -> set[str]:
    """The statutory tables of a grid by itself."""
    return {table for tables in place([grid]).tables for table in tables}
