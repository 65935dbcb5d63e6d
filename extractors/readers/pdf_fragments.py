"""The tables of one page with their texts: characters into the cells that rules and shading bound."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractors.grid import Box, Source
from extractors.readers.pdf_lattice import SLIVER, SNAP, clustered, dotted_rules, is_wide, ruled_tables
from extractors.readers.pdf_objects import Char, PageMarks, Rule
from extractors.readers.pdf_struck import without_replaced, without_struck
from extractors.readers.pdf_text import box_of, by_baseline, cell_text, size_of

_ROOM = 2.2
_SPILL = 1.5
_FOOT = 0.92
_TILED = 0.9
"""The share of a shaded table that its cells cover; in one with stripes they cover half."""


@dataclass
class RuledCell:
    """A cell as ruled, with the characters in it."""

    box: Box
    chars: list[Char] = field(default_factory=list)
    recognised: str | None = None
    """The text as a recogniser read it; `None` where the characters say it."""
    shown: Box | None = None
    """Where the cell stands on the page as displayed, if that is not where it was read."""
    confidence: float = 1.0
    source: Source = "print"
    others: tuple[tuple[str, float], ...] = ()

    @cached_property
    def text(self) -> str:
        """What is printed in the cell."""
        return cell_text(self.chars) if self.recognised is None else self.recognised

    @property
    def is_full(self) -> bool:
        """Whether the last line leaves no room for another character, so that it may have been broken off."""
        if not self.chars:
            return False
        size = size_of(self.chars)
        last = by_baseline(self.chars, size)[-1]
        return (self.box[2] - self.box[0]) - (last[-1].x1 - last[0].x0) < _ROOM * size


@dataclass
class Fragment:
    """A ruled table, or the part of it that stands on one page; its cells from top left to bottom right."""

    page: int
    box: Box
    cells: list[RuledCell] = field(default_factory=list)


def find_tables(marks: PageMarks) -> tuple[list[Fragment], list[Char]]:
    """The ruled tables of a page with their texts, and the characters outside them.

    Shading bounds cells only where no rules do: some offices print prose on shaded lines right above a ruled table.
    """
    tables = ruled_tables([*marks.rules, *dotted_rules(marks.dots)], marks.number)
    if marks.shades:
        boxes = [box_of(table) for table in tables if is_wide(table)]
        loose = [rule for rule in (*marks.rules, *marks.shades) if not any(_within(rule, box) for box in boxes)]
        shaded = [table for table in ruled_tables(loose, marks.number) if not _is_striped(table, marks.rules)]
        tables = [table for table in tables if is_wide(table)] + shaded
    fragments = [Fragment(marks.number, box_of(table), [RuledCell(box) for box in table]) for table in tables]
    rest = _fill([cell for fragment in fragments for cell in fragment.cells], marks.chars)
    rest = _spilled(fragments, rest, marks.height)
    if marks.struck:
        rest = without_replaced(rest, marks.struck)
        for cell in (cell for fragment in fragments for cell in fragment.cells):
            cell.chars = without_struck(cell.chars, marks.struck)
    return [_without_slivers(fragment) for fragment in sorted(fragments, key=lambda f: (f.box[1], f.box[0]))], rest


def _is_striped(table: Sequence[Box], rules: Sequence[Rule]) -> bool:
    """Whether shading alone bounds cells of some rows but not of those between: a stripe says nothing of columns."""
    box = box_of(table)
    if not is_wide(table) or any(_within(rule, box) for rule in rules):
        return False
    area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in table)
    rows = len(clustered(top for _, top, _, _ in table))
    return rows == 1 or area < _TILED * (box[2] - box[0]) * (box[3] - box[1])


def _within(rule: Rule, box: Box) -> bool:
    """Whether the middle of a rule lies in a box or on its border."""
    x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
    return box[0] - SNAP <= x <= box[2] + SNAP and box[1] - SNAP <= y <= box[3] + SNAP


def _fill(cells: list[RuledCell], chars: Sequence[Char]) -> list[Char]:
    """Give each cell the text of the characters whose middle lies in it; the characters that lie in none."""
    bands = _bands(cells)
    tops = [top for top, _ in bands]
    inside: dict[int, list[Char]] = {}
    rest = []
    for char in chars:
        _, x0, top, x1, bottom, _, _ = char
        owner = _owner(bands, tops, (x0 + x1) / 2, (top + bottom) / 2)
        if owner is None:
            rest.append(char)
        else:
            inside.setdefault(owner, []).append(char)
    for index, found in inside.items():
        cells[index].chars = found
    return rest


def _spilled(fragments: Sequence[Fragment], rest: list[Char], height: float) -> list[Char]:
    """Give a table's last cells the text that a page break let run over their lower border; the characters left.

    Only where nothing else stands below the table: a heading may be set just as close.
    """
    if not fragments:
        return rest
    last = max(fragments, key=lambda fragment: fragment.box[3])
    ending = [cell for cell in last.cells if cell.box[3] > last.box[3] - SLIVER]
    inked = (char for char in rest if not char.text.isspace())
    below = [char for char in inked if char.bottom > last.box[3] and char.top < _FOOT * height]
    owners = [next((cell for cell in ending if _hangs_below(char, cell)), None) for char in below]
    if not below or None in owners:
        return rest
    for char, owner in zip(below, owners, strict=True):
        if owner:
            owner.chars.append(char)
            owner.box = box_of([owner.box, char])
    given = set(map(id, below))
    return [char for char in rest if id(char) not in given]


def _hangs_below(char: Char, cell: RuledCell) -> bool:
    """Whether a character stands across or right under the lower border of a cell with text."""
    inside = cell.box[0] <= (char.x0 + char.x1) / 2 < cell.box[2]
    return bool(cell.chars) and inside and char.top <= cell.box[3] + _SPILL


Band = tuple[float, list[tuple[float, float, float, int]]]
"""The top of a strip of the page, and the cells that reach through it as left, right, area and index."""


def _bands(cells: list[RuledCell]) -> list[Band]:
    """The page cut into strips at each top and bottom of a cell."""
    levels = sorted({edge for cell in cells for edge in (cell.box[1], cell.box[3])})
    strips: dict[float, list[tuple[float, float, float, int]]] = {top: [] for top in levels}
    places = {top: place for place, top in enumerate(levels)}
    for index, cell in enumerate(cells):
        x0, top, x1, bottom = cell.box
        for level in levels[places[top] : places[bottom]]:
            strips[level].append((x0, x1, (x1 - x0) * (bottom - top), index))
    return [(top, sorted(strips[top])) for top in levels]


def _owner(bands: list[Band], tops: list[float], x: float, y: float) -> int | None:
    """The index of the smallest cell around a point: a table drawn inside a cell keeps its own text."""
    place = bisect_right(tops, y) - 1
    if place < 0:
        return None
    _, strip = bands[place]
    around = [(area, index) for x0, x1, area, index in strip if x0 <= x < x1]
    if len(around) > 1:
        return min(around)[1]
    return around[0][1] if around else None


def _without_slivers(fragment: Fragment) -> Fragment:
    """The fragment without the empty slits between double borders."""
    kept = [cell for cell in fragment.cells if cell.text or not _is_sliver(cell.box)]
    return Fragment(fragment.page, fragment.box, kept)


def _is_sliver(box: Box) -> bool:
    """Whether a box is too thin to hold print."""
    return box[2] - box[0] < SLIVER or box[3] - box[1] < SLIVER


def x_edges(fragment: Fragment) -> list[float]:
    """The vertical boundaries of a fragment's cells, left to right, those of a double border as one."""
    return clustered(edge for cell in fragment.cells for edge in (cell.box[0], cell.box[2]))
