"""Lines outside tables: what a page repeats is told from what it says, and lines are joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.grid import Paragraph, page_locator
from extractors.readers.pdf_text import Line, box_of

_EDGE_LINES = 2
_EDGE_SHARE = 0.12
_PAGE_NUMBER = re.compile(r"[\s\-–—―·~/|]*\d{1,4}(?:\s*/\s*\d{1,4})?[\s\-–—―·~/|]*")
SENTENCE_ENDS = frozenset("。！？；：!?;:…")
_CROWDED = 0.35
_MARGIN = 2.5
_INDENT = 1.2
_LEADING = 2.2


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and the page it stands on."""

    page: int
    line: Line


def page_furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> tuple[set[int], set[int]]:
    """The ids of the lines which pages repeat at their edges, and among them those to drop.

    In: height and lines of each page. Page numbers are dropped; a running head is kept where it first stands.
    """
    crowded = {id(line) for _, lines in pages for line in _crowded(lines)}
    edges = [(line, height) for height, lines in pages for line in _at_edges(lines, height) if id(line) not in crowded]
    keys = Counter(_key(line, height) for line, height in edges)
    numbers = {id(line) for line, _ in edges if _PAGE_NUMBER.fullmatch(line.text)}
    running = {id(line) for line, height in edges if keys[_key(line, height)] > 1}
    first: dict[tuple[str, int], int] = {}
    for line, height in edges:
        first.setdefault(_key(line, height), id(line))
    return numbers | running, numbers | (running - set(first.values()))


def _at_edges(lines: Sequence[Line], height: float) -> list[Line]:
    """The first and last lines of a page that stand near its edges."""
    ends = [*lines[:_EDGE_LINES], *lines[max(len(lines) - _EDGE_LINES, _EDGE_LINES) :]]
    return [line for line in ends if line.box[3] < _EDGE_SHARE * height or line.box[1] > (1 - _EDGE_SHARE) * height]


def _crowded(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without words that all but touch a line above or below: parts of cells, not numbers of pages."""
    for above, below in pairwise(lines):
        if below.box[1] - above.box[3] < _CROWDED * min(above.size, below.size):
            yield from (line for line in (above, below) if not any(char.isalpha() for char in line.text))


def _key(line: Line, height: float) -> tuple[str, int]:
    """What running heads have in common: text but for digits, and place on the page."""
    return re.sub(r"\d+", "#", line.text), round(20 * line.box[1] / height)


def paragraphs_of(lines: Sequence[PlacedLine]) -> list[Paragraph]:
    """The paragraphs of consecutive lines."""
    if not lines:
        return []
    left, right = min(one.line.box[0] for one in lines), max(one.line.box[2] for one in lines)
    indented = _is_indented(lines, left)
    groups: list[list[PlacedLine]] = []
    for one in lines:
        if groups and _goes_on(groups[-1][-1], one, (left, right), indented):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [_paragraph(group) for group in groups]


def _is_indented(lines: Sequence[PlacedLine], left: float) -> bool:
    """Whether some lines start further in than others, as first lines of paragraphs do."""
    inset = [one for one in lines if _INDENT * one.line.size < one.line.box[0] - left < 4 * one.line.size]
    return 0 < len(inset) < len(lines)


def _goes_on(before: PlacedLine, after: PlacedLine, margins: tuple[float, float], indented: bool) -> bool:
    """Whether a line goes on with the one before: that one is full, this one starts at the margin."""
    one, two = before.line, after.line
    if margins[1] - one.box[2] > _MARGIN * one.size or two.box[0] - margins[0] > _INDENT * two.size:
        return False
    if abs(one.size - two.size) > 0.25 * max(one.size, two.size):
        return False
    if after.page == before.page and not 0 < two.box[1] - one.box[1] < _LEADING * 1.5 * one.size:
        return False
    return indented or one.text[-1] not in SENTENCE_ENDS


def _paragraph(group: Sequence[PlacedLine]) -> Paragraph:
    """One paragraph; its box covers its lines on the page where it starts."""
    page = group[0].page
    box = box_of([one.line.box for one in group if one.page == page])
    text = group[0].line.text
    for one in group[1:]:
        text += (" " if _needs_space(text, one.line.text) else "") + one.line.text
    return Paragraph(text, page_locator(page, box))


def _needs_space(before: str, after: str) -> bool:
    """Whether two lines meet inside Latin text, where the line break stood for a space."""
    return before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha() and after[:1].isalpha()
