"""Ruling lines to tables: a lattice like pdfplumber's, closed where a page break leaves it open.

The stages are those of pdfplumber's TableFinder and give the same cells (a test asks both); edges are tuples instead
of dicts and each is met only with those that it can cross, which takes a fifth of the time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

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


class Edge(NamedTuple):
    """A ruling line of known direction: where it lies across it, where it starts and ends along it."""

    at: float
    start: float
    end: float


Point = tuple[float, float]


def ruled_tables(rules: Sequence[Rule], page: int) -> list[list[Box]]:
    """The tables, as lists of cells, that rules make; raises DocumentError('too_large') past the lattice cap."""
    upright = _merged([Edge(rule.x0, rule.top, rule.bottom) for rule in rules if rule.top != rule.bottom])
    level = _merged([Edge(rule.top, rule.x0, rule.x1) for rule in rules if rule.top == rule.bottom])
    if len(upright) * len(level) > MAX_LATTICE:
        raise DocumentError("too_large", f"page {page} is ruled far finer than any table; check that it is a report")
    return _touching(_cells(_crossings(upright, _closed(upright, level))))


def is_wide(table: Sequence[Box]) -> bool:
    """Whether a table has two columns or more."""
    return len(clustered(edge for box in table for edge in (box[0], box[2]))) > 2


# ---------- lines drawn in pieces


def _merged(edges: Sequence[Edge]) -> list[Edge]:
    """Edges of one direction: those nearly in line put in line, their pieces joined, the short ones left out."""
    whole: list[Edge] = []
    for at, group in groupby(sorted(_snapped(edges)), key=itemgetter(0)):
        first = len(whole)
        for _, start, end in group:
            if len(whole) > first and start <= whole[-1].end + SNAP:
                whole[-1] = Edge(at, whole[-1].start, max(whole[-1].end, end))
            else:
                whole.append(Edge(at, start, end))
    return [edge for edge in whole if edge.end - edge.start >= _MIN_EDGE]


def _snapped(edges: Sequence[Edge]) -> Iterator[Edge]:
    """Edges with their place across averaged over those that follow each other closely."""
    for group in _runs(sorted(edges, key=itemgetter(0)), lambda before, after: after.at - before.at <= SNAP):
        at = sum(edge.at for edge in group) / len(group)
        for edge in group:
            yield Edge(at, edge.start, edge.end)


def _runs(edges: Iterable[Edge], belong: Callable[[Edge, Edge], bool]) -> Iterator[list[Edge]]:
    """Edges in order cut where one does not belong to the one before it."""
    run: list[Edge] = []
    for edge in edges:
        if run and not belong(run[-1], edge):
            yield run
            run = []
        run.append(edge)
    if run:
        yield run


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


def _closed(upright: Sequence[Edge], level: Sequence[Edge]) -> list[Edge]:
    """The level edges, with one added wherever several upright ones end together and none is drawn.

    Chromium omits the rule at the edge of a page, and with it the last and first rows of a table that goes on.
    """
    added = [edge for side in ("start", "end") for edge in _missing(upright, level, side)]
    return [*level, *added]


def _missing(upright: Sequence[Edge], level: Sequence[Edge], side: str) -> Iterator[Edge]:
    """The edges missing at one end of the upright ones, between each two neighbours that end there."""
    place = attrgetter(side)
    for group in _near(sorted(upright, key=place), place):
        y = place(group[0] if side == "start" else group[-1])
        ends = sorted(group, key=itemgetter(0))
        if len(ends) < _OPEN_ENDS and not (len(ends) == 2 and _hangs_on(ends, level)):
            continue
        here = [edge for edge in level if abs(edge.at - y) <= SNAP]
        for one, two in pairwise(ends):
            if _is_open(here, one.at, two.at):
                yield Edge(y, one.at, two.at)


def _near(ends: Sequence[Edge], place: Callable[[Edge], float]) -> Iterator[list[Edge]]:
    """The edges grouped by where they end."""
    group: list[Edge] = []
    for edge in ends:
        if group and place(edge) - place(group[0]) > SNAP:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _is_open(level: Sequence[Edge], x0: float, x1: float) -> bool:
    """Whether the rules at one height leave most of the way between two verticals uncovered."""
    covered = sum(max(0.0, min(edge.end, x1) - max(edge.start, x0)) for edge in level)
    return x1 - x0 > SLIVER and covered < _COVERED * (x1 - x0)


def _hangs_on(pair: Sequence[Edge], level: Sequence[Edge]) -> bool:
    """Whether a rule runs from one of two verticals to the other: then they are the sides of a cell."""
    x0, x1 = pair[0].at, pair[1].at
    top, bottom = max(edge.start for edge in pair), min(edge.end for edge in pair)
    along = (edge for edge in level if edge.start <= x0 + SNAP and edge.end >= x1 - SNAP)
    return any(top - SNAP <= edge.at <= bottom + SNAP for edge in along)


# ---------- cells


class Crossing(NamedTuple):
    """The upright and the level edges that meet in a point, each a bit."""

    upright: int
    level: int


def _crossings(upright: Sequence[Edge], level: Sequence[Edge]) -> dict[Point, Crossing]:
    """The points where edges meet or nearly meet, from left to right and top to bottom."""
    found: dict[Point, Crossing] = {}
    level = sorted(level)
    heights = [edge.at for edge in level]
    for bit, (x, top, bottom) in enumerate(sorted(upright)):
        for index in range(bisect_left(heights, top - SNAP), bisect_right(heights, bottom + SNAP)):
            y, x0, x1 = level[index]
            if x0 - SNAP <= x <= x1 + SNAP:
                known = found.get((x, y), Crossing(0, 0))
                found[x, y] = Crossing(known.upright | 1 << bit, known.level | 1 << index)
    return dict(sorted(found.items()))


def _cells(crossings: dict[Point, Crossing]) -> list[Box]:
    """The smallest rectangle to the right of and below each crossing whose sides are all drawn."""
    columns, rows = defaultdict(list), defaultdict(list)
    for x, y in crossings:
        columns[x].append(y)
        rows[y].append(x)
    corners = ((point, _reached(point, crossings, columns[point[0]], rows[point[1]])) for point in crossings)
    found = ((x, y, _smallest(x, y, *reached, crossings)) for (x, y), reached in corners)
    return [(x, y, *end) for x, y, end in found if end]


def _reached(
    point: Point, crossings: dict[Point, Crossing], column: Sequence[float], row: Sequence[float]
) -> tuple[list[float], list[float]]:
    """How far edges lead from a point, as the heights of the crossings below it and the places of those beside it."""
    (x, y), here = point, crossings[point]
    below, beside = [], []
    for lower in column[bisect_right(column, y) :]:
        if not here.upright & crossings[x, lower].upright:
            break
        below.append(lower)
    for further in row[bisect_right(row, x) :]:
        if not here.level & crossings[further, y].level:
            break
        beside.append(further)
    return below, beside


def _smallest(
    x: float, y: float, below: Sequence[float], beside: Sequence[float], crossings: dict[Point, Crossing]
) -> Point | None:
    """The far corner of the smallest cell that starts at a point, if any."""
    for bottom in below:
        for right in beside:
            corner = crossings.get((right, bottom))
            if corner and corner.upright & crossings[right, y].upright and corner.level & crossings[x, bottom].level:
                return right, bottom
    return None


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
