"""Charts as vector pictures made on the server: lines over years that end where what they count has changed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from markupsafe import Markup

Pair = tuple[str, str]
"""A wording in Chinese and in English."""

WIDTH, SMALL, HEIGHT = 440, 330, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 50, 14, 14, 26
_INSET = 16
_APART = 7
"""Between the points of lines that have the same value in the same year."""
_TICKS = 4
"""Steps of the scale at most."""
_STEPS = (1, 2, 2.5, 5, 10)
_YEAR = 38
"""The width of a printed year; where they do not all fit, every second or third is printed."""
_SHAPES = {
    "b": "M{0} {1}m-3.2 -3.2h6.4v6.4h-6.4z",
    "c": "M{0} {1}m0 -4.6l4.6 4.6l-4.6 4.6l-4.6 -4.6z",
    "d": "M{0} {1}m0 -4.4l4.4 7.4h-8.8z",
    "e": "M{0} {1}m-4.2 0h8.4m-4.2 -4.2v8.4",
}
"""The points of some lines have their own shape, so that nobody depends on colours; the others are round."""


@dataclass(frozen=True, slots=True)
class Point:
    """A year's value as a number and as it is told; comparability is that with the point before."""

    year: int
    value: float | None
    told: str
    comparability: str = "same"
    reason: Pair = ("", "")
    address: str = ""
    """Where a click leads; empty for nowhere."""
    state: str | None = "number"
    """What is printed where there is no value."""


@dataclass(frozen=True, slots=True)
class Line:
    """The points of one thing in the order of years; `manner` is how it is drawn."""

    name: Pair
    points: tuple[Point, ...]
    manner: str
    bars: bool = False
    """Whether each year stands for itself: a sum over other agencies each year is no line."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where series change: the year from which on, how far both sides compare, why, and which lines when not all."""

    year: int
    comparability: str
    reason: Pair
    names: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: its picture, and what its table and its footnotes need."""

    key: str
    picture: Markup
    lines: tuple[Line, ...]
    years: tuple[int, ...]
    cuts: tuple[Cut, ...]

    @property
    def rows(self) -> list[tuple[int, list[list[Point]]]]:
        """The years, the youngest first, each with the points of every line."""
        found: dict[int, list[list[Point]]] = {year: [[] for _ in self.lines] for year in reversed(self.years)}
        for place, line in enumerate(self.lines):
            for point in line.points:
                found[point.year][place].append(point)
        return list(found.items())


@dataclass(frozen=True, slots=True)
class _Scale:
    """Turns years and values into places of the picture."""

    years: tuple[int, ...]
    ticks: tuple[float, ...]
    width: int
    inset: int
    """What is left free at both ends."""

    def x(self, year: float) -> float:
        """The place of a year from the left; a lone year stands in the middle."""
        inner = self.width - _LEFT - _RIGHT - 2 * self.inset
        if len(self.years) == 1:
            return round(_LEFT + self.inset + inner / 2 + (year - self.years[0]) * inner, 1)
        return round(_LEFT + self.inset + (year - self.years[0]) * inner / (self.years[-1] - self.years[0]), 1)

    def y(self, value: float) -> float:
        """The place of a value from the top."""
        reach = self.ticks[-1] - self.ticks[0]
        return round(HEIGHT - _BOTTOM - (value - self.ticks[0]) * (HEIGHT - _TOP - _BOTTOM) / reach, 1)


def line_chart(
    key: str, name: Pair, lines: Sequence[Line], years: Sequence[int], *, share: bool = False, width: int = WIDTH
) -> Chart:
    """Draws lines over the years from first to last; `key` makes the ids in the page, shares are told in per cent."""
    span = tuple(range(min(years), max(years) + 1))
    scale = _scale(span, lines, share, width)
    cuts = tuple(_cuts(lines))
    inner = "".join((*_frame(scale, share), *_cut_marks(scale, cuts), *_drawn(scale, lines)))
    title, told = escape(" / ".join(name)), escape(_description(lines))
    picture = (
        f'<svg class="lines" viewBox="0 0 {width} {HEIGHT}" role="group" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{title}</title><desc id="{key}-desc">{told}</desc>{inner}</svg>'
    )
    return Chart(key, Markup(picture), tuple(lines), span, cuts)


def _scale(years: tuple[int, ...], lines: Sequence[Line], share: bool, width: int) -> _Scale:
    """A scale between round numbers that holds nought and all values; of counts the steps are whole."""
    values = [point.value for line in lines for point in line.points if point.value is not None]
    most, least = max(values, default=0.0), min(values, default=0.0)
    step = _step(max(most, -least) or (0.04 if share else 4.0))
    if not share:
        step = max(1.0, math.ceil(step))
    above, below = (math.ceil(round(max(side, 0.0) / step, 9)) for side in (most, -least))
    ticks = tuple(step * number for number in range(-below, max(above, 1 - min(below, 1)) + 1))
    wide = any(line.bars for line in lines) or bool(_beside(lines))
    return _Scale(years, ticks, width, _INSET if wide else 0)


def _step(most: float) -> float:
    """The smallest round step of which a few reach the top."""
    raw = most / _TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in _STEPS if step * power >= raw * (1 - 1e-9))


def _frame(scale: _Scale, share: bool) -> Iterator[str]:
    """The lines of the scale and the years."""
    for tick in scale.ticks:
        place = scale.y(tick)
        told = (f"{tick * 100:g}%" if share else f"{tick:,.0f}").replace("-", "\u2212")
        yield f'<path class="grid" d="M{_LEFT} {place}H{scale.width - _RIGHT}"/>'
        yield f'<text class="scale" x="{_LEFT - 6}" y="{round(place + 4, 1)}">{told}</text>'
    every = math.ceil(len(scale.years) * _YEAR / (scale.width - _LEFT))
    for year in scale.years[::-every][::-1]:
        yield f'<text class="year" x="{scale.x(year)}" y="{HEIGHT - 6}">{year}</text>'


def _cuts(lines: Sequence[Line]) -> Iterator[Cut]:
    """Each change once, the earliest first, with the reasons that the lines give."""
    found: dict[tuple[int, str, Pair], list[Pair]] = {}
    for line in lines:
        for point in line.points[1:]:
            if point.comparability != "same":
                found.setdefault((point.year, point.comparability, point.reason), []).append(line.name)
    for (year, comparability, reason), names in sorted(found.items()):
        yield Cut(year, comparability, reason, () if len(names) == len(lines) else tuple(names))


def _cut_marks(scale: _Scale, cuts: Sequence[Cut]) -> Iterator[str]:
    """A dashed line before each year in which something breaks."""
    for year in sorted({cut.year for cut in cuts if cut.comparability == "break"}):
        told = "; ".join(" / ".join(cut.reason) for cut in cuts if cut.year == year and cut.comparability == "break")
        place = f"M{scale.x(year - 0.5)} {_TOP - 8}V{HEIGHT - _BOTTOM}"
        yield f'<path class="cut" d="{place}"><title>{year}: {escape(told)}</title></path>'


def _beside(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """How far points stand aside, by line and year, so that none of one value hides another; peers are a background."""
    at: dict[tuple[int, float], list[int]] = {}
    for number, line in enumerate(lines):
        for point in line.points if not line.bars and line.manner != "peers" else ():
            if point.value is not None:
                at.setdefault((point.year, point.value), []).append(number)
    return {
        (number, year): (place - (len(same) - 1) / 2) * _APART
        for (year, _), same in at.items()
        if len(same) > 1
        for place, number in enumerate(same)
    }


def _drawn(scale: _Scale, lines: Sequence[Line]) -> Iterator[str]:
    """The lines, and above them their points."""
    aside = _beside(lines)
    for line in lines:
        for dashed, path in () if line.bars else _strokes(scale, line.points):
            yield f'<path class="line {line.manner}{" near" if dashed else ""}" d="{path}"/>'
    for number, line in enumerate(lines):
        name = escape(" / ".join(dict.fromkeys(line.name)))
        for point in line.points:
            if point.value is not None:
                title = f"<title>{name} {point.year}: {escape(point.told)}</title>"
                if line.bars:
                    yield _bar(scale, line.manner, point, title)
                else:
                    yield _dot(scale, line.manner, point, title, aside.get((number, point.year), 0))


def _strokes(scale: _Scale, points: Sequence[Point]) -> Iterator[tuple[bool, str]]:
    """The strokes between points that compare, dashed where they only nearly do; nothing across a gap or a break."""
    whole, near = "", ""
    for before, after in pairwise(points):
        if before.value is None or after.value is None or after.year != before.year + 1:
            continue
        if after.comparability == "break":
            continue
        stroke = f"M{_place(scale, before)}L{_place(scale, after)}"
        if after.comparability == "near":
            near += stroke
        else:
            whole = whole + f"L{_place(scale, after)}" if whole.endswith(_place(scale, before)) else whole + stroke
    yield from ((dashed, path) for dashed, path in ((False, whole), (True, near)) if path)


def _place(scale: _Scale, point: Point) -> str:
    """The place of a point as a path writes it."""
    return f"{scale.x(point.year)} {scale.y(point.value or 0)}"


def _dot(scale: _Scale, manner: str, point: Point, title: str, aside: float) -> str:
    """A point with what it says, and the way to its cell."""
    x, y = round(scale.x(point.year) + aside, 1), scale.y(point.value or 0)
    shape = _SHAPES.get(manner)
    if shape:
        dot = f'<path class="dot {manner}" d="{shape.format(x, y)}">{title}</path>'
    else:
        dot = f'<circle class="dot {manner}" cx="{x}" cy="{y}" r="3.6">{title}</circle>'
    return f'<a href="{escape(point.address)}" tabindex="-1">{dot}</a>' if point.address else dot


def _bar(scale: _Scale, manner: str, point: Point, title: str) -> str:
    """A year as a bar with what it says."""
    x, ends = scale.x(point.year), sorted((scale.y(point.value or 0), scale.y(0)))
    wide = min(26.0, (scale.width - _LEFT - _RIGHT) / (len(scale.years) + 1) * 0.7)
    place = (
        f'x="{round(x - wide / 2, 1)}" y="{ends[0]}" width="{round(wide, 1)}" height="{round(ends[1] - ends[0], 1)}"'
    )
    return f'<rect class="dot {manner}" {place}>{title}</rect>'


def _description(lines: Sequence[Line]) -> str:
    """The values in words, for those who hear the page."""
    told = (
        f"{line.name[0]}: "
        + ", ".join(f"{point.year} {point.told}" for point in line.points if point.value is not None)
        for line in lines
    )
    return "; ".join(told)
