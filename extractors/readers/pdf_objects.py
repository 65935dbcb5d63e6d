"""A PDF page as PDFium sees it: characters and ruling lines, turned to the page as displayed."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import DocumentError
from extractors.grid import Box
from extractors.readers.pdf_glyphs import printed

MAX_PATHS = 60_000
MAX_OBJECTS = 400_000
MAX_FORM_DEPTH = 8
MAX_PAGE_SIDE = 14_400.0
"""The 200 inches that the PDF reference allows."""

THIN = 3.0
_STRAIGHT = 1.0
_DOT = 2.5
_SLANT = 3.0
_HUGE = 40.0
_FAR = 3.0
_PAGE_SHARE = 0.5

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
    paths: int = 0
    objects: int = 0


def read_marks(page: pdfium.PdfPage, number: int) -> PageMarks:
    """The marks of one page; raises DocumentError('too_large') past the caps on page size, objects and paths."""
    width, height = page.get_size()
    if not (0 < width <= MAX_PAGE_SIDE and 0 < height <= MAX_PAGE_SIDE):
        size = f"{width:.0f} x {height:.0f} points"
        raise DocumentError("too_large", f"page {number} measures {size}; print it again on a usual page size")
    marks = PageMarks(number, width, height)
    turn = _display_matrix(page)
    _add_paths(marks, page.raw, turn)
    _add_chars(marks, page, turn)
    return marks


def _display_matrix(page: pdfium.PdfPage) -> Matrix:
    """From the coordinates of PDFium's objects to the displayed page: turned by /Rotate, y downwards from the top."""
    left, bottom, right, top = page.get_bbox()
    quarter = page.get_rotation() // 90
    return (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )[quarter]


def _compose(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first and `outer` after it."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point after the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _apply_box(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """The upright box of two opposite corners after the matrix."""
    a, b, c, d, e, f = matrix
    ax, ay = a * x0 + c * y0 + e, b * x0 + d * y0 + f
    bx, by = a * x1 + c * y1 + e, b * x1 + d * y1 + f
    return (ax if ax < bx else bx), (ay if ay < by else by), (bx if ax < bx else ax), (by if ay < by else ay)


# ---------- characters


def _add_chars(marks: PageMarks, page: pdfium.PdfPage, turn: Matrix) -> None:
    """Add the page's printed characters in the order of the stream; slanted ones (watermarks) are left out."""
    handle = raw.FPDFText_LoadPage(page.raw)
    if not handle:
        return
    try:
        marks.chars.extend(_chars(handle, turn, page.get_rotation()))
    finally:
        raw.FPDFText_ClosePage(handle)


def _chars(handle: ctypes.c_void_p, turn: Matrix, rotation: int) -> Iterator[Char]:
    """Each character that is drawn, with its box as displayed; half of a page's time is spent here."""
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_at, x_at, y_at = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    code_of, angle_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharAngle
    find_box, find_origin = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    _, b, _, d, _, f = turn
    for index in range(raw.FPDFText_CountChars(handle)):
        text = printed(code_of(handle, index))
        if not text or (text == " " and raw.FPDFText_IsGenerated(handle, index) == 1):
            continue
        turned = angle_of(handle, index)
        angle = 0 if turned == 0.0 and not rotation else _angle(turned, rotation)
        if angle is None or not find_box(handle, index, rect_at):
            continue
        find_origin(handle, index, x_at, y_at)
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if right - left > _HUGE or top - bottom > _HUGE:
            left, bottom, right, top = _tight(handle, index, (left, bottom, right, top))
        box = _apply_box(turn, left, bottom, right, top)
        yield Char(text, *box, b * x.value + d * y.value + f, angle == 0)


def _tight(handle: ctypes.c_void_p, index: int, loose: Box) -> Box:
    """The box of the ink where the font's own is far larger: PDFium does not scale that of vertical writing."""
    found = [ctypes.c_double() for _ in range(4)]
    if not raw.FPDFText_GetCharBox(handle, index, *(ctypes.byref(side) for side in found)):
        return loose
    left, right, bottom, top = (side.value for side in found)
    wide, tall = right - left, top - bottom
    is_far_larger = 0 < _FAR * max(wide, tall) < max(loose[2] - loose[0], loose[3] - loose[1])
    return (left, bottom, right, top) if is_far_larger else loose


def _angle(radians: float, rotation: int) -> int | None:
    """The text's direction as displayed in quarter turns, 0 for upright; `None` when it is slanted."""
    degrees = math.degrees(radians) + rotation
    quarter = round(degrees / 90)
    return None if abs(degrees - 90 * quarter) > _SLANT else quarter % 4


# ---------- ruling lines


def _add_paths(marks: PageMarks, page: object, turn: Matrix) -> None:
    """Add the rules and dots of a page and of the forms drawn on it."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        _add_object(marks, raw.FPDFPage_GetObject(page, index), turn, 0)


def _add_object(marks: PageMarks, item: object, turn: Matrix, depth: int) -> None:
    """Add what one page object draws; raises DocumentError('too_large') past the caps."""
    marks.objects += 1
    if marks.objects > MAX_OBJECTS or marks.paths > MAX_PATHS:
        drawn = f"page {marks.number} draws more than {MAX_PATHS} lines"
        raise DocumentError("too_large", f"{drawn}; print it again from its source")
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        marks.paths += 1
        _add_path(marks, item, turn)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
        inner = _compose(_matrix(item), turn)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            _add_object(marks, raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: object) -> Matrix:
    """The matrix of a page object."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


_SIDES = tuple(ctypes.c_float() for _ in range(4))
_SIDES_AT = tuple(ctypes.byref(side) for side in _SIDES)
_FILL, _STROKE = ctypes.c_int(), ctypes.c_int()
_FILL_AT, _STROKE_AT = ctypes.byref(_FILL), ctypes.byref(_STROKE)


def _add_path(marks: PageMarks, item: object, turn: Matrix) -> None:
    """Add one path: a thin one by its bounds, which is nearly all of them and cheap; others by their segments."""
    raw.FPDFPath_GetDrawMode(item, _FILL_AT, _STROKE_AT)
    if not (_FILL.value or _STROKE.value) or not raw.FPDFPageObj_GetBounds(item, *_SIDES_AT):
        return
    box = _apply_box(turn, *(side.value for side in _SIDES))
    if not _add_thin(marks, box):
        filled = not _STROKE.value
        for points in _subpaths(item, _compose(_matrix(item), turn), closed=filled):
            _add_shape(marks, points, filled)


def _add_thin(marks: PageMarks, box: Box) -> bool:
    """Add a box thin enough to be one line or one dot; whether it was."""
    x0, top, x1, bottom = box
    wide, tall = x1 - x0, bottom - top
    if wide <= _DOT and tall <= _DOT:
        marks.dots.append(((x0 + x1) / 2, (top + bottom) / 2))
    elif tall <= THIN and wide >= tall:
        marks.rules.append(Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2))
    elif wide <= THIN:
        marks.rules.append(Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
    else:
        return False
    return True


def _subpaths(item: object, matrix: Matrix, *, closed: bool) -> Iterator[list[tuple[float, float] | None]]:
    """The point lists of a path; `None` stands before a point that a curve leads to."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float] | None] = []
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points + points[:1] if closed else points
            points = []
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            points.append(None)
        points.append(_apply(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and not closed:
            points.append(points[0])
    if len(points) > 1:
        yield points + points[:1] if closed else points


def _add_shape(marks: PageMarks, points: list[tuple[float, float] | None], filled: bool) -> None:
    """Add a subpath: one rule when thin, else its straight sides; a page-wide background is no table."""
    known = [point for point in points if point is not None]
    xs, ys = [x for x, _ in known], [y for _, y in known]
    box = (min(xs), min(ys), max(xs), max(ys))
    if _add_thin(marks, box):
        return
    # wkhtmltopdf paints the page white first; as edges it would turn all prose into cells.
    if filled and (box[2] - box[0]) * (box[3] - box[1]) > _PAGE_SHARE * marks.width * marks.height:
        return
    for start, end in pairwise(points):
        if start is not None and end is not None:
            _add_side(marks.shades if filled else marks.rules, start, end)


def _add_side(rules: list[Rule], start: tuple[float, float], end: tuple[float, float]) -> None:
    """Add a straight side when it runs along an axis."""
    (ax, ay), (bx, by) = start, end
    if abs(ay - by) <= _STRAIGHT < abs(ax - bx):
        rules.append(Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2))
    elif abs(ax - bx) <= _STRAIGHT < abs(ay - by):
        rules.append(Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by)))
