"""Ruling lines to tables: pdfplumber's lattice on PDFium's lines, closed where a page break leaves it open.

The stages are pdfplumber's own functions (the same that its TableFinder wires), so that the lattice can be
measured between merging the lines and crossing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import filter_edges

from extractors.document import DocumentError
from extractors.grid import Box
from extractors.readers.pdf_objects import Rule

MAX_LATTICE = 10_000
SLIVER = 4.5
"""Cells thinner than this in points lie between the two lines of a double border."""

SNAP = 3.0
_MIN_EDGE = 3.0
_DOT_GAP = 5.0
_DOT_RUN = 8.0
_DOT_COUNT = 4
_OPEN_ENDS = 3
_COVERED = 0.5

Edge = dict[str, Any]


def ruled_tables(rules: Sequence[Rule], page: int) -> list[list[Box]]:
    """The tables, as lists of cells, that rules make."""
    edges = _closed(_merged(rules, page))
    return _touching(intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP)))


def is_wide(table: Sequence[Box]) -> bool:
    """Whether a table has two columns or more."""
    return len(clustered(edge for box in table for edge in (box[0], box[2]))) > 2


def _merged(rules: Sequence[Rule], page: int) -> list[Edge]:
    """Rules as pdfplumber's edges, snapped and joined; raises DocumentError('too_large') past the lattice cap."""
    edges = merge_edges([_edge(rule) for rule in rules], SNAP, SNAP, SNAP, SNAP)
    edges = filter_edges(edges, min_length=_MIN_EDGE)
    upright = sum(1 for edge in edges if edge["orientation"] == "v")
    if upright * (len(edges) - upright) > MAX_LATTICE:
        raise DocumentError("too_large", f"page {page} is ruled far finer than any table; check that it is a report")
    return edges


def _edge(rule: Rule) -> Edge:
    """A rule in the shape that pdfplumber's functions take."""
    x0, top, x1, bottom = rule
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": "h" if top == bottom else "v",
    }  # fmt: skip


def dotted_rules(dots: Sequence[tuple[float, float]]) -> Iterator[Rule]:
    """The lines that rows and columns of dots draw: at least four dots, close together."""
    for y, x0, x1 in _dot_runs((y, x) for x, y in dots):
        yield Rule(x0, y, x1, y)
    for x, y0, y1 in _dot_runs(dots):
        yield Rule(x, y0, x, y1)


def _dot_runs(points: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float, float]]:
    """Runs of dots (across, along) as position across, start and end along."""
    ordered = sorted((round(across, 0), along) for across, along in points)
    for across, group in groupby(ordered, itemgetter(0)):
        run: list[float] = []
        for _, along in group:
            if run and along - run[-1] > _DOT_GAP:
                yield from _long_run(across, run)
                run = []
            run.append(along)
        yield from _long_run(across, run)


def _long_run(across: float, run: list[float]) -> Iterator[tuple[float, float, float]]:
    """The run when it is long enough to be a line."""
    if len(run) >= _DOT_COUNT and run[-1] - run[0] >= _DOT_RUN:
        yield across, run[0], run[-1]


# ---------- tables left open at the edge of a page


def _closed(edges: list[Edge]) -> list[Edge]:
    """The edges, with a horizontal added wherever several verticals end together and none is drawn.

    Chromium omits the rule at the edge of a page, and with it the last and first rows of a table that goes on.
    """
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    level = [edge for edge in edges if edge["orientation"] == "h"]
    added = [_edge(rule) for side in ("top", "bottom") for rule in _missing(upright, level, side)]
    return edges + added


def _missing(upright: list[Edge], level: list[Edge], side: str) -> Iterator[Rule]:
    """The rules missing at one end of the verticals, between each two neighbours that end there."""
    for group in _near(sorted(upright, key=itemgetter(side)), side):
        y = group[0][side] if side == "top" else group[-1][side]
        ends = sorted(group, key=itemgetter("x0"))
        if len(ends) < _OPEN_ENDS and not (len(ends) == 2 and _hangs_on(ends, level)):
            continue
        here = [edge for edge in level if abs(edge["top"] - y) <= SNAP]
        for one, two in pairwise(ends):
            if _is_open(here, one["x0"], two["x0"]):
                yield Rule(one["x0"], y, two["x0"], y)


def _near(ends: list[Edge], side: str) -> Iterator[list[Edge]]:
    """The edges grouped by where they end."""
    group: list[Edge] = []
    for edge in ends:
        if group and edge[side] - group[0][side] > SNAP:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _is_open(level: list[Edge], x0: float, x1: float) -> bool:
    """Whether the rules at one height leave most of the way between two verticals uncovered."""
    covered = sum(max(0.0, min(edge["x1"], x1) - max(edge["x0"], x0)) for edge in level)
    return x1 - x0 > SLIVER and covered < _COVERED * (x1 - x0)


def _hangs_on(pair: list[Edge], level: list[Edge]) -> bool:
    """Whether a rule runs from one of two verticals to the other: then they are the sides of a cell."""
    x0, x1 = pair[0]["x0"], pair[1]["x0"]
    top, bottom = max(edge["top"] for edge in pair), min(edge["bottom"] for edge in pair)
    along = (edge for edge in level if edge["x0"] <= x0 + SNAP and edge["x1"] >= x1 - SNAP)
    return any(top - SNAP <= edge["top"] <= bottom + SNAP for edge in along)


# ---------- tables


def _touching(boxes: list[Box]) -> list[list[Box]]:
    """The boxes grouped into tables: those which share corners."""
    parent = list(range(len(boxes)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = index = parent[parent[index]]
        return index

    seen: dict[tuple[float, float], int] = {}
    for index, (x0, top, x1, bottom) in enumerate(boxes):
        for corner in ((x0, top), (x1, top), (x0, bottom), (x1, bottom)):
            parent[root(index)] = root(seen.setdefault(corner, index))
    groups: dict[int, list[Box]] = {}
    for index, box in enumerate(boxes):
        groups.setdefault(root(index), []).append(box)
    return [sorted(group, key=itemgetter(1, 0)) for group in groups.values()]


def clustered(positions: Iterable[float], tolerance: float = SLIVER) -> list[float]:
    """Positions in order, those within the tolerance of the one before them left out."""
    ordered = sorted(positions)
    return ordered[:1] + [after for before, after in pairwise(ordered) if after - before > tolerance]
