"""The characters of a PDF page, turned to the page as displayed."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from itertools import compress, repeat
from operator import sub
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.pdf_calls import (
    address_of,
    angle_of,
    answers,
    code_of,
    find_box,
    find_ink,
    find_origin,
    found,
    is_generated,
)
from extractors.readers.pdf_glyphs import printed
from extractors.readers.pdf_objects import Char, Matrix

_SLANT = 3.0
_HUGE = 40.0
_FAR = 3.0

Column = Sequence[float]


def read_chars(page: pdfium.PdfPage, turn: Matrix) -> list[Char]:
    """The page's printed characters in the order of the stream; slanted ones (watermarks) are left out."""
    handle = raw.FPDFText_LoadPage(page.raw)
    if not handle:
        return []
    try:
        return _chars(address_of(handle), raw.FPDFText_CountChars(handle), turn, page.get_rotation())
    finally:
        raw.FPDFText_ClosePage(handle)


def _chars(text_page: int, count: int, turn: Matrix, rotation: int) -> list[Char]:
    """Each character that is drawn, with its box as displayed."""
    texts = _texts(text_page, count)
    upright = _upright(texts, list(answers(angle_of, text_page, count)), rotation)
    boxes = _turned(turn, _boxes(text_page, count))
    base = _baselines(turn, found(find_origin, (repeat(text_page), range(count)), count, 2, "d"))
    return [Char(*row) for row in compress(zip(texts, *boxes, base, upright, strict=False), texts)]


def _texts(text_page: int, count: int) -> list[str]:
    """What each character says: nothing for control codes and for the blanks that PDFium adds by itself."""
    texts = list(map(printed, answers(code_of, text_page, count)))
    for index, text in enumerate(texts):
        if text == " " and is_generated(text_page, index) == 1:
            texts[index] = ""
    return texts


def _upright(texts: list[str], angles: list[float], rotation: int) -> Iterable[bool]:
    """Whether each character stands upright as displayed; the texts of slanted ones are taken away."""
    if not rotation and not any(angles):
        return repeat(True)
    quarters = [_quarter(angle, rotation) for angle in angles]
    texts[:] = [text if quarter is not None else "" for text, quarter in zip(texts, quarters, strict=True)]
    return [quarter == 0 for quarter in quarters]


def _quarter(radians: float, rotation: int) -> int | None:
    """The text's direction as displayed in quarter turns, 0 for upright; `None` when it is slanted."""
    degrees = math.degrees(radians) + rotation
    quarter = round(degrees / 90)
    return None if abs(degrees - 90 * quarter) > _SLANT else quarter % 4


# ---------- where they stand


def _boxes(text_page: int, count: int) -> list[array[float]]:
    """Left, top, right and bottom of each character as its font has it, in PDFium's coordinates: y upwards."""
    memory = array("f", bytes(16 * count))
    start = memory.buffer_info()[0]
    _ = [*map(find_box, repeat(text_page), range(count), range(start, start + 16 * count, 16))]
    left, top, right, bottom = columns = [memory[side::4] for side in range(4)]
    if max(map(sub, right, left), default=0.0) > _HUGE or max(map(sub, top, bottom), default=0.0) > _HUGE:
        _shrink(text_page, columns)
    return columns


def _shrink(text_page: int, boxes: list[array[float]]) -> None:
    """Put the box of the ink where the font's own is far larger: PDFium does not scale that of vertical writing."""
    for index, (left, top, right, bottom) in enumerate(zip(*boxes, strict=True)):
        size = max(right - left, top - bottom)
        if size <= _HUGE:
            continue
        ink = [side[0] for side in found(find_ink, ([text_page], [index]), 1, 4, "d")]
        if 0 < _FAR * max(ink[1] - ink[0], ink[3] - ink[2]) < size:
            for column, side in zip(boxes, (ink[0], ink[3], ink[1], ink[2]), strict=True):
                column[index] = side


def _turned(turn: Matrix, boxes: list[array[float]]) -> tuple[Column, Column, Column, Column]:
    """Left, top, right and bottom as displayed; a page is turned by quarters, so each side comes from one side."""
    a, b, c, d, e, f = turn
    left, top, right, bottom = boxes
    across = (_along(left, a, e), _along(right, a, e)) if a else (_along(bottom, c, e), _along(top, c, e))
    down = (_along(bottom, d, f), _along(top, d, f)) if d else (_along(left, b, f), _along(right, b, f))
    x0, x1 = across if a + c > 0 else across[::-1]
    y0, y1 = down if b + d > 0 else down[::-1]
    return x0, y0, x1, y1


def _baselines(turn: Matrix, origins: list[array[Any]]) -> Column:
    """The height of each baseline as displayed."""
    _, b, _, d, _, f = turn
    return _along(origins[1], d, f) if d else _along(origins[0], b, f)


def _along(values: Iterable[float], scale: float, shift: float) -> Column:
    """Positions along one axis, scaled and shifted."""
    return [scale * value + shift for value in values]
