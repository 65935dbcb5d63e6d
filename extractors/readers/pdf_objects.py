"""What is drawn on a PDF page: characters, ruling lines, and the geometry they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.grid import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Char(NamedTuple):
    """One character with its box and baseline; `upright` as displayed."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    upright: bool


class Rule(NamedTuple):
    """A ruling line as a box without breadth: `x0 == x1` or `top == bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float


class Pasted(NamedTuple):
    """A picture on a page: its box, and whether it was laid over all text that came before and none came after."""

    box: Box
    is_last: bool


@dataclass
class PageMarks:
    """What is drawn on one page; `number` counts from 1, sizes are in points."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    shades: list[Rule] = field(default_factory=list)
    """The sides of filled areas: they bound cells only where no rules do."""
    dots: list[tuple[float, float]] = field(default_factory=list)
    pictures: list[Pasted] = field(default_factory=list)
    struck: set[Char] = field(default_factory=set)
    """The characters that a line strikes out."""
    paths: int = 0
    objects: int = 0


def compose(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first and `outer` after it."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point after the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def apply_box(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """The upright box of two opposite corners after the matrix."""
    a, b, c, d, e, f = matrix
    ax, ay = a * x0 + c * y0 + e, b * x0 + d * y0 + f
    bx, by = a * x1 + c * y1 + e, b * x1 + d * y1 + f
    return (ax if ax < bx else bx), (ay if ay < by else by), (bx if ax < bx else ax), (by if ay < by else ay)
