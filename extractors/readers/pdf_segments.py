"""Printed lines cut into segments, and the columns that their figures stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractors.grid import Box
from extractors.readers.pdf_objects import Char
from extractors.readers.pdf_prose import PlacedLine
from extractors.readers.pdf_text import box_of, joined

PITCH = 1.65
"""Lines closer than this many character heights belong together."""

Band = tuple[float, float]
"""Left and right side of a column of figures."""


@dataclass
class Segment:
    """A stretch of a line between wide gaps, with the lines of the same cell under it."""

    page: int
    chars: list[Char]
    size: float
    has_figures: bool = False
    is_heading: bool = False
    below: list[Segment] = field(default_factory=list)

    @cached_property
    def own_box(self) -> Box:
        """The box around its own line."""
        return box_of(self.chars)

    @cached_property
    def own_text(self) -> str:
        """The text of its own line."""
        return joined(self.chars, self.size)

    @property
    def box(self) -> Box:
        """The box around its own line and those under it."""
        return box_of([self.own_box, *(one.own_box for one in self.below)]) if self.below else self.own_box

    @property
    def text(self) -> str:
        """Its text, a line each."""
        return "\n".join(one.own_text for one in (self, *self.below))

    @property
    def last(self) -> Segment:
        """Its lowest line."""
        return self.below[-1] if self.below else self


@dataclass
class Row:
    """One printed line as segments; `figures` are those at its end that are numbers."""

    line: PlacedLine
    labels: list[Segment]
    figures: list[Segment]

    @property
    def middle(self) -> float:
        """The height of the middle of its figures, those of one line if there are any, else of the line."""
        single = [one for one in self.figures if not one.below] or self.figures
        box = box_of([one.box for one in single]) if single else self.line.line.box
        return (box[1] + box[3]) / 2


def bands_of(figures: Sequence[Segment]) -> list[Band]:
    """The columns of figures as left and right sides: what overlaps is one column."""
    bands: list[Band] = []
    for x0, x1 in sorted((one.box[0], one.box[2]) for one in figures):
        if bands and x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], x1))
        else:
            bands.append((x0, x1))
    return bands


def nearest_band(bands: Sequence[Band], one: Segment) -> int:
    """The column whose middle is nearest to a figure's own line."""
    middle = one.own_box[0] + one.own_box[2]
    return min(
        range(len(bands)), key=lambda index: (_outside(bands[index], middle / 2), abs(sum(bands[index]) - middle))
    )


def _outside(band: Band, middle: float) -> float:
    """How far a place is from a column; 0 inside."""
    return max(band[0] - middle, middle - band[1], 0.0)


def band_of(bands: Sequence[Band], figure: Segment) -> int:
    """The column in which a figure stands."""
    return bisect_right(bands, (figure.box[0], float("inf"))) - 1
