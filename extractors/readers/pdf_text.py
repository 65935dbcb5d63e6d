"""Characters to text: lines by baseline, words by gaps, and the way vertical and turned text runs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from statistics import median

from extractors.grid import Box
from extractors.numbers import measure
from extractors.readers.pdf_objects import Char

_SAME_LINE = 0.45
_SPACE = 0.6
_STACKED = 0.3
_NUMERALS = 3
_FIGURE = re.compile(r"[+\-−－]?\d+(?:[,，]\d+)*(?:[.．]\d+)?(?:%|[^\W\d_]{0,3})|[/\-—－]")


@dataclass(frozen=True)
class Line:
    """One printed line outside ruled tables: its characters left to right."""

    chars: tuple[Char, ...]
    box: Box
    size: float
    """The usual height of its characters, in points."""

    @cached_property
    def text(self) -> str:
        """What the line says."""
        return joined(self.chars, self.size)


def size_of(chars: Sequence[Char]) -> float:
    """The usual height of characters in points; a dash's own box is flat, hence the upper middle."""
    heights = sorted([bottom - top for _, _, top, _, bottom, _, _ in chars])
    return max(heights[len(heights) * 2 // 3], 1.0) if heights else 10.0


def box_of(boxes: Iterable[Char | Box]) -> Box:
    """The box around boxes or characters; there is at least one."""
    sides = [box[1:5] if isinstance(box, Char) else box for box in boxes]
    lefts, tops, rights, bottoms = zip(*sides, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def joined(chars: Sequence[Char], size: float) -> str:
    """The text of characters of one line, left to right; a space where the gap is wide and none is printed."""
    pieces: list[str] = []
    right, wide = (chars[0].x0 if chars else 0.0), _SPACE * size
    for text, x0, _, x1, _, _, _ in chars:
        if x0 - right > wide and pieces and not pieces[-1].isspace() and not text.isspace():
            pieces.append(" ")
        pieces.append(text)
        if x1 > right:
            right = x1
    return "".join(pieces).strip()


def by_baseline(chars: Sequence[Char], size: float) -> list[list[Char]]:
    """The characters grouped into lines from top to bottom, each line left to right."""
    groups: list[list[Char]] = []
    base = float("-inf")
    for char in sorted(chars, key=attrgetter("base")):
        if char.base - base > _SAME_LINE * size:
            groups.append([])
            base = char.base
        groups[-1].append(char)
    return [sorted(group, key=attrgetter("x0")) for group in groups]


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """The lines that characters make, top to bottom; turned characters form lines of their own, in stream order."""
    upright = [char for char in chars if char.upright]
    turned = [char for char in chars if not char.upright]
    groups = by_baseline(upright, _usual_size(upright)) + ([turned] if turned else [])
    lines = [_line(group) for group in groups if any(not char.text.isspace() for char in group)]
    return sorted(lines, key=lambda line: (line.box[1] + line.box[3]) / 2)


def _usual_size(chars: Sequence[Char]) -> float:
    """The middle of the characters' heights."""
    return median(max(char.bottom - char.top, 1.0) for char in chars) if chars else 10.0


def _line(group: Sequence[Char]) -> Line:
    """A line of characters; blanks at its ends do not widen its box."""
    inked = [char for char in group if not char.text.isspace()]
    return Line(tuple(group), box_of(inked), size_of(inked))


def cell_text(chars: Sequence[Char]) -> str:
    """The text of one cell, its lines joined by newlines.

    Turned headings and headings set one character below the other keep the order of the stream: by position, two
    such columns side by side would be read across.
    """
    if not chars:
        return ""
    size = size_of(chars)
    if sum(not char.upright for char in chars) * 2 > len(chars):
        return "".join(char.text for char in chars).strip()
    if _runs_down(chars, size):
        return "".join(char.text for char in chars).strip()
    lines = (joined(line, size) for line in by_baseline(chars, size))
    return "\n".join(line for line in lines if line)


def _runs_down(chars: Sequence[Char], size: float) -> bool:
    """Whether most characters stand right below the one before, as in vertical writing."""
    inked = [char for char in chars if not char.text.isspace()]
    if len(inked) < 2:
        return False
    below = sum(
        1
        for above, char in pairwise(inked)
        if char.base - above.base > _STACKED * size and abs(char.x0 + char.x1 - above.x0 - above.x1) < size
    )
    return below * 2 > len(inked) - 1


def is_numbered(text: str) -> bool:
    """Whether a label starts with a numeral, Chinese ones included, and a mark after it, in brackets or not."""
    head = text.lstrip()
    if head and unicodedata.category(head[0]) == "Ps":
        head = head[1:].lstrip()
    rest = head.lstrip("".join({char for char in head[:_NUMERALS] if unicodedata.numeric(char, None) is not None}))
    return len(rest) < len(head) and bool(rest) and unicodedata.category(rest.lstrip()[0]) in {"Po", "Pe"}


def is_figure(text: str) -> bool:
    """Whether a text is a number, a short unit or a word of change with it or not, or a stroke that stands for none."""
    return _FIGURE.fullmatch(text) is not None or measure(text, "signed").state == "number"
