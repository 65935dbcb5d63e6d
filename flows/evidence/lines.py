"""Lines of text around a place, drawn one below the other with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from extractors.encoding import decode
from extractors.grid import Box, parts
from flows.evidence.fonts import font
from flows.evidence.picture import NoPictureError, Picture, Wanted, marked

AROUND = 9
"""Lines with words shown above and below."""
_MOST = 40
"""Lines shown above and below, those of a single figure or separator included."""
_FEW = 4
"""Characters of such a line."""
_WHOLE = 150
"""Lines above and below when the whole page is wanted: a text has no pages."""
_SIZE = 20
_WIDE = 1240
"""Pixels."""
_MARGIN = 90
_EDGE = 12
_LEADING = 30
_MOST_PIECES = 60
_TAB = "    "
_SEPARATORS = re.compile(r"[\t|｜]")
_LINE_ENDS = re.compile(r"\r\n|\r|\n|\f")


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be drawn: what stands in the margin, the text, and the part of it that is marked."""

    margin: str
    text: str
    begin: int = 0
    end: int = 0
    """Characters of the text from `begin` up to `end` are marked; none where both are equal."""
    is_marked: bool = False


def draw(wanted: Wanted) -> Picture:
    """The lines around a `line=…;column=…` locator; raises NoPictureError."""
    place = parts(wanted.locator)
    lines = _LINE_ENDS.split(decode(wanted.data)[0])
    try:
        number, column = int(place["line"]), int(place["column"])
        text = lines[number - 1]
    except (KeyError, ValueError, IndexError) as error:
        raise NoPictureError(f"{wanted.locator} is no place of this text; give one that gouji printed") from error
    if wanted.whole_page:
        above, below = _WHOLE, _WHOLE
    else:
        above, below = _reach(lines[: number - 1][::-1]), _reach(lines[number:])
    first = max(number - 1 - above, 0)
    shown = [Line(str(first + order), line) for order, line in enumerate(lines[first : number + below], start=1)]
    end = _end(text, column - 1, wanted.printed)
    shown[number - 1 - first] = Line(str(number), text, column - 1, end, is_marked=True)
    return drawn(shown)


def drawn(lines: Sequence[Line], remark: str = "") -> Picture:
    """The lines as a picture; long ones go on below; raises NoPictureError where none is marked."""
    pieces = [piece for line in lines for piece in _wrapped(line)]
    image = Image.new("RGB", (_WIDE, len(pieces) * _LEADING + 2 * _EDGE), "white")
    brush = ImageDraw.Draw(image)
    boxes: list[Box] = []
    for order, piece in enumerate(pieces):
        top = _EDGE + order * _LEADING
        brush.text((_MARGIN - 20, top), piece.margin, font=font(_SIZE - 4), fill=(130, 130, 130), anchor="ra")
        brush.text((_MARGIN, top), _plain(piece.text), font=font(_SIZE), fill="black")
        if piece.is_marked:
            boxes.append(_span(piece, top))
    if not boxes:
        raise NoPictureError("the place holds no text that could be shown")
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return marked(image, (min(lefts), min(tops), max(rights), max(bottoms)), remark)


def _reach(lines: Sequence[str]) -> int:
    """How many lines to show in one direction: enough to hold some with words, for a cell may be a line of its own."""
    words = 0
    for count, line in enumerate(lines[:_MOST], start=1):
        words += len(line.strip()) > _FEW
        if words == AROUND:
            return count
    return min(len(lines), _MOST)


def _end(text: str, begin: int, printed: str) -> int:
    """Where what is printed at a column ends: by its own length, else at the next separator."""
    first = printed.split("\n")[0].strip()
    if first and text.startswith(first, begin):
        return begin + len(first)
    separator = _SEPARATORS.search(text, begin)
    return separator.start() if separator else len(text)


def _wrapped(line: Line) -> Iterator[Line]:
    """The line in pieces that fit the width; of an endless line only the part around its mark."""
    pieces = list(_pieces(line))
    at = next((order for order, piece in enumerate(pieces) if piece.is_marked), 0)
    first = max(0, min(at - _MOST_PIECES // 2, len(pieces) - _MOST_PIECES))
    yield from pieces[first : first + (_MOST_PIECES if line.is_marked else 3)]


def _pieces(line: Line) -> Iterator[Line]:
    """The line cut where the width is full; each piece knows which part of it is marked."""
    room, start, margin = _WIDE - _MARGIN - _EDGE, 0, line.margin
    while True:
        end = _fitting(line.text, start, room)
        begin, stop = max(line.begin, start) - start, min(line.end, end) - start
        last = end >= len(line.text)
        here = line.is_marked and (begin < stop or (line.begin == line.end and (start <= line.begin < end or last)))
        yield Line(margin, line.text[start:end], begin, max(begin, stop), is_marked=here)
        if last:
            return
        start, margin = end, ""


def _fitting(text: str, start: int, room: float) -> int:
    """Where a piece that begins at a character must end to fit into the room; at least one character on."""
    taken = font(_SIZE)
    low, high = start + 1, min(len(text), start + int(room / 4) + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if taken.getlength(_plain(text[start:middle])) <= room:
            low = middle
        else:
            high = middle - 1
    return min(low, len(text))


def _span(piece: Line, top: float) -> Box:
    """Where the marked part of a drawn piece stands; a place without text is half a character wide."""
    taken = font(_SIZE)
    left = _MARGIN + taken.getlength(_plain(piece.text[: piece.begin]))
    right = _MARGIN + taken.getlength(_plain(piece.text[: piece.end]))
    return left, top, max(right, left + _SIZE / 2), top + _LEADING - 2


def _plain(text: str) -> str:
    """The text with tabs as gaps and without what no font draws."""
    return "".join(char if char.isprintable() else " " for char in text.replace("\t", _TAB))
