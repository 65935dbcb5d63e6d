"""One scanned page: its rules, the print in its cells, and the prose around its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.grid import Box, Note
from extractors.readers.scan import Budget
from extractors.readers.scan_figures import settled
from extractors.readers.scan_ink import Page
from extractors.readers.scan_lines import crop, lines_in
from extractors.readers.scan_words import read_lines, width_of

_COLUMN_GAP = 30.0
_TABLE_MARGIN = 2.0
_SEALED = 0.85


@dataclass(frozen=True, slots=True)
class Print:
    """One recognised line: its box in points of the level page."""

    text: str
    box: Box
    confidence: float
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page as seen; `prose` says whether the lines outside tables are recognised too."""

    page: Page
    number: int
    prose: bool
    budget: Budget

    def rules(self) -> Sequence[Box]:
        """The ruling lines in points."""
        return self.page.rules()

    def cells(self, boxes: Sequence[Box]) -> Sequence[Sequence[Print]]:
        """What is printed in each box, line by line."""
        places = [lines_in(self.page, box) for box in boxes]
        read = iter(self._read([line for lines in places for line in lines]))
        return [[next(read) for _ in lines] for lines in places]

    def lines(self, tables: Sequence[Box]) -> Sequence[Print]:
        """The lines outside the tables, cut at wide gaps."""
        if not self.prose:
            return ()
        places = [line for strip in self._strips(tables) for line in lines_in(self.page, strip, _COLUMN_GAP)]
        return [one for one in self._read(places) if one.text]

    def shown(self, box: Box) -> Box:
        """Where a box stands on the page as displayed."""
        return self.page.shown(box)

    def straightened(self, box: Box) -> Box:
        """Where a box of the page as displayed stands on the level page."""
        return self.page.straightened(box)

    def notes(self) -> Sequence[Note]:
        """That prose was left out, where it was."""
        if self.prose:
            return ()
        message = f"page {self.number} is a picture of which only the tables were recognised"
        return [Note("prose_not_read", message)]

    def _strips(self, tables: Sequence[Box]) -> list[Box]:
        """The full-width strips of the page between its tables."""
        height, width = (side / self.page.scale for side in self.page.grey.shape)
        strips, top = [], 0.0
        for table in sorted(tables, key=lambda box: box[1]):
            strips.append((0.0, top, width, table[1] - _TABLE_MARGIN))
            top = max(top, table[3] + _TABLE_MARGIN)
        strips.append((0.0, top, width, height))
        return [strip for strip in strips if strip[3] > strip[1]]

    def _read(self, lines: Sequence[Box]) -> list[Print]:
        """What the lines say."""
        found = []
        pictures = [crop(self.page, line) for line in lines]
        self.budget.width -= sum(map(width_of, pictures))
        for line, reading in zip(lines, read_lines(pictures), strict=True):
            kept, doubt = settled(reading, _SEALED if self.page.is_under_red(line) else 1.0)
            found.append(Print(kept.text, line, round(kept.confidence, 4), doubt))
        return found
