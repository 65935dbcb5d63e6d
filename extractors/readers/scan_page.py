"""One scanned page: its rules, the print in its cells, and the prose around its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.grid import Box, Note
from extractors.readers.scan import Budget
from extractors.readers.scan_cut import cut, level_with, of_tables
from extractors.readers.scan_figures import settled
from extractors.readers.scan_ink import Page
from extractors.readers.scan_lines import crop, lines_in
from extractors.readers.scan_rules import Image
from extractors.readers.scan_strokes import judged, stroke
from extractors.readers.scan_words import Reading, read_lines, width_of

_COLUMN_GAP = 30.0
_SHORT = 30.0
"""Points: a line outside tables that is no longer may be a figure, or a stroke that stands for none."""

_TABLE_MARGIN = 2.0
_SEALED = 0.85


@dataclass(frozen=True, slots=True)
class Print:
    """One recognised line: its box in points of the level page."""

    text: str
    box: Box
    confidence: float
    doubt: str = ""
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Where one printed line stands, whether it is alone in a cell, and whether the text goes on after it."""

    box: Box
    is_alone: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page as seen; `prose` says whether the lines outside tables are recognised too."""

    page: Page
    number: int
    prose: bool
    budget: Budget
    quarters: int = 0
    """By how many quarters the page was turned counterclockwise to be read."""

    def rules(self) -> Sequence[Box]:
        """The ruling lines in points."""
        return self.page.rules()

    def cells(self, boxes: Sequence[Box]) -> Sequence[Sequence[Print]]:
        """What is printed in each box, line by line."""
        places = [list(_in_cell(lines_in(self.page, box))) for box in boxes]
        read = iter(self._read([line for lines in places for line in lines]))
        return [[next(read) for _ in lines] or self._blank(box) for box, lines in zip(boxes, places, strict=True)]

    def lines(self, tables: Sequence[Box]) -> Sequence[Print]:
        """The lines outside the tables, cut at wide gaps, and where cells stand side by side at narrower ones.

        Where prose is not read, those of tables without rules.
        """
        found = [line for strip in self._strips(tables) for line in lines_in(self.page, strip, _COLUMN_GAP)]
        boxes = [piece for line in found for piece in cut(self.page, line)]
        boxes = boxes if self.prose else of_tables(boxes)
        read = self._read([Line(box, is_alone=box[2] - box[0] < _SHORT, goes_on=True) for box in boxes])
        return [replace(one, box=level_with(one.box, boxes)) for one in read if one.text]

    def shown(self, box: Box) -> Box:
        """Where a box stands on the page as displayed."""
        height, width = (side / self.page.scale for side in self.page.grey.shape)
        left, top, right, bottom = self.page.shown(box)
        for _ in range(self.quarters):
            left, top, right, bottom = height - bottom, left, height - top, right
            height, width = width, height
        return left, top, right, bottom

    def straightened(self, box: Box) -> Box:
        """Where a box of the page as displayed stands on the level page."""
        height, width = (side / self.page.scale for side in self.page.grey.shape)
        if self.quarters % 2:
            height, width = width, height
        left, top, right, bottom = box
        for _ in range(self.quarters):
            left, top, right, bottom = top, width - right, bottom, width - left
            height, width = width, height
        return self.page.straightened((left, top, right, bottom))

    def notes(self) -> Sequence[Note]:
        """That the page lies turned, and that prose was left out, where it was."""
        found = []
        if self.quarters:
            message = f"page {self.number} lies turned by {90 * self.quarters} degrees clockwise and was read upright"
            found.append(Note("turned_page", message))
        if not self.prose:
            message = f"page {self.number} is a picture of which only the tables were recognised"
            found.append(Note("prose_not_read", message))
        return found

    def _strips(self, tables: Sequence[Box]) -> list[Box]:
        """The full-width strips of the page between its tables."""
        height, width = (side / self.page.scale for side in self.page.grey.shape)
        strips, top = [], 0.0
        for table in sorted(tables, key=lambda box: box[1]):
            strips.append((0.0, top, width, table[1] - _TABLE_MARGIN))
            top = max(top, table[3] + _TABLE_MARGIN)
        strips.append((0.0, top, width, height))
        return [strip for strip in strips if strip[3] > strip[1]]

    def _read(self, lines: Sequence[Line]) -> list[Print]:
        """What the lines say; lone strokes are known by their shape, the other lines are recognised."""
        inks = {at: self._ink(line.box) for at, line in enumerate(lines) if line.is_alone}
        marks = {at: stroke(ink, self.page.scale) for at, ink in inks.items()}
        known = {at: mark for at, mark in marks.items() if mark and not self.page.is_under_red(lines[at].box)}
        rest = [at for at in range(len(lines)) if at not in known]
        pictures = [crop(self.page, lines[at].box) for at in rest]
        self.budget.width -= sum(map(width_of, pictures))
        for at, reading in zip(rest, read_lines(pictures), strict=True):
            known[at] = judged(reading, inks[at], marks[at]) if at in inks else reading
        return [self._settled(line, known[at]) for at, line in enumerate(lines)]

    def _ink(self, box: Box) -> Image:
        """The ink of a line without the paper around it."""
        left, top, right, bottom = (round(edge * self.page.scale) for edge in box)
        ink = self.page.print[top:bottom, left:right]
        return ink[np.ix_(ink.any(axis=1), ink.any(axis=0))]

    def _blank(self, box: Box) -> list[Print]:
        """A cell in which nothing stands; under a seal that is not sure."""
        doubt = "a seal lies over this cell, which seems to be blank; compare it with the picture"
        return [Print("", box, _SEALED, doubt)] if self.page.is_under_red(box) else []

    def _settled(self, line: Line, reading: Reading) -> Print:
        """A line as it is kept."""
        most = _SEALED if self.page.is_under_red(line.box) else 1.0
        kept, doubt = settled(reading, most, goes_on=line.goes_on)
        return Print(kept.text, line.box, round(kept.confidence, 4), doubt, kept.others)


def _in_cell(boxes: Sequence[Box]) -> Iterable[Line]:
    """The lines of one cell."""
    for at, box in enumerate(boxes, 1):
        yield Line(box, is_alone=len(boxes) == 1, goes_on=at < len(boxes))
