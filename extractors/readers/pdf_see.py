"""Whoever can see pictures of pages, and what comes of looking at one.

Who sees is handed in, so that the reader of PDF knows no recogniser and no picture library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from extractors.grid import Box, Note, Source
from extractors.readers.pdf_fragments import Fragment
from extractors.readers.pdf_text import Line

NOT_SEEN = "needs_ocr"
"""The kind of error, and of note, where there is nobody to look at pictures."""


class Printed(Protocol):
    """A line of print as seen."""

    @property
    def text(self) -> str:
        """What it says."""
        ...

    @property
    def box(self) -> Box:
        """Where it stands on the straightened page, in points."""
        ...

    @property
    def confidence(self) -> float:
        """How sure the text is, from 0 to 1."""
        ...

    @property
    def others(self) -> tuple[tuple[str, float], ...]:
        """What else it could say, with the probability of each."""
        ...

    @property
    def doubt(self) -> str:
        """Why somebody should look at it again; empty for no reason."""
        ...


class Picture(Protocol):
    """A page as seen: straightened, in points."""

    @property
    def quarters(self) -> int:
        """By how many quarters the page was turned counterclockwise to be read."""
        ...

    def rules(self) -> Sequence[Box]:
        """The ruling lines as boxes without breadth."""
        ...

    def cells(self, boxes: Sequence[Box]) -> Sequence[Sequence[Printed]]:
        """The lines printed in each box."""
        ...

    def lines(self, tables: Sequence[Box]) -> Sequence[Printed]:
        """The lines printed outside the tables."""
        ...

    def shown(self, box: Box) -> Box:
        """Where a box of the straightened page stands on the page as displayed."""
        ...

    def straightened(self, box: Box) -> Box:
        """Where a box of the page as displayed stands on the straightened page."""
        ...

    def notes(self) -> Sequence[Note]:
        """What was not looked at, and why."""
        ...


class See(Protocol):
    """Whoever looks at pictures."""

    def __call__(self, pixels: Any, scale: float, number: int, last: int) -> Picture:
        """In: pixels (height, width, 3; blue, green, red), pixels a point, page and last page; raises DocumentError."""
        ...

    def glance(self, pixels: Any, scale: float) -> Sequence[Box]:
        """The ruling lines of a picture as boxes without breadth, found without reading it; raises DocumentError."""
        ...


@dataclass
class Look:
    """What was seen on one page."""

    fragments: list[Fragment] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    source: Source = "print"
    """How the text of the lines is known, where all of them are known in one way."""
    printed: Sequence[Printed] = ()
    """What was recognised outside ruled tables, on the straightened page, where `lines` stand too."""
    shown: Callable[[Box], Box] | None = None
    """Where a box of `lines` stands on the page as displayed; the same place where nothing tells."""
