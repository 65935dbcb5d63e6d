"""The ruling lines, shaded areas, dots and pictures of a PDF page, turned to the page as displayed."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import DocumentError
from extractors.grid import Box
from extractors.readers.pdf_calls import (
    Call,
    address_of,
    answers,
    find_bounds,
    find_mode,
    found,
    kind_of,
    object_of,
    object_of_form,
)
from extractors.readers.pdf_objects import IDENTITY, Matrix, PageMarks, Pasted, Rule, apply, apply_box, compose

MAX_PATHS = 60_000
MAX_OBJECTS = 400_000
MAX_FORM_DEPTH = 8

THIN = 3.0
_STRAIGHT = 1.0
_DOT = 2.5
_PAGE_SHARE = 0.5

Point = tuple[float, float]


def add_paths(marks: PageMarks, page: pdfium.PdfPage, turn: Matrix) -> None:
    """Add the rules and dots of a page and of its forms; raises DocumentError('too_large') past the caps."""
    _add_objects(marks, object_of, address_of(page.raw), raw.FPDFPage_CountObjects(page.raw), turn)


def _add_objects(
    marks: PageMarks, each: Call, holder: int, count: int, turn: Matrix, *, depth: int = 0, is_last: bool = True
) -> None:
    """Add what the objects of a page or form draw: the paths together, as most of a page is text, then the forms.

    `is_last` says that no text is drawn after the form.
    """
    _count(marks, count, 0)
    items = [item for item in answers(each, holder, count) if item]
    kinds = list(map(kind_of, items))
    _add_paths(marks, [item for item, kind in zip(items, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_PATH], turn)
    last_text = _last_text(kinds) if is_last else len(kinds)
    if raw.FPDF_PAGEOBJ_IMAGE in kinds:
        _add_pictures(marks, items, kinds, turn, last_text)
    if depth == MAX_FORM_DEPTH:
        return
    for at in (at for at, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_FORM):
        inner, size = compose(_matrix(items[at]), turn), raw.FPDFFormObj_CountObjects(_handle(items[at]))
        _add_objects(marks, object_of_form, items[at], size, inner, depth=depth + 1, is_last=at > last_text)


def _last_text(kinds: Sequence[int]) -> int:
    """The place of the last text among objects; -1 where there is none."""
    return max((at for at, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_TEXT), default=-1)


def _add_pictures(marks: PageMarks, items: Sequence[int], kinds: Sequence[int], turn: Matrix, last_text: int) -> None:
    """Add the places of pictures, and whether any text is drawn after them."""
    places = [at for at, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_IMAGE]
    sides = found(find_bounds, ([items[at] for at in places],), len(places), 4)
    for at, *bounds in zip(places, *sides, strict=True):
        marks.pictures.append(Pasted(apply_box(turn, *bounds), at > last_text))


def _count(marks: PageMarks, objects: int, paths: int) -> None:
    """Count what is about to be read; raises DocumentError('too_large') past the caps."""
    marks.objects += objects
    marks.paths += paths
    if marks.objects > MAX_OBJECTS or marks.paths > MAX_PATHS:
        drawn = f"page {marks.number} draws more than {MAX_PATHS} lines"
        raise DocumentError("too_large", f"{drawn}; print it again from its source")


def _handle(item: int) -> object:
    """A page object for pypdfium2's own bindings."""
    return ctypes.cast(item, raw.FPDF_PAGEOBJECT)


def _matrix(item: int) -> Matrix:
    """The matrix of a page object."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(_handle(item), ctypes.byref(matrix)):
        return IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _add_paths(marks: PageMarks, items: Sequence[int], turn: Matrix) -> None:
    """Add paths: thin ones by their bounds, which is nearly all of them and cheap; others by their segments."""
    _count(marks, 0, len(items))
    sides = found(find_bounds, (items,), len(items), 4)
    fills, strokes = found(find_mode, (items,), len(items), 2, "i")
    for item, filled, stroked, *bounds in zip(items, fills, strokes, *sides, strict=True):
        if (filled or stroked) and not _add_thin(marks, apply_box(turn, *bounds)):
            for points in _subpaths(item, compose(_matrix(item), turn), closed=not stroked):
                _add_shape(marks, points, not stroked)


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


def _subpaths(item: int, matrix: Matrix, *, closed: bool) -> Iterator[list[Point | None]]:
    """The point lists of a path; `None` stands before a point that a curve leads to."""
    path, x, y = _handle(item), ctypes.c_float(), ctypes.c_float()
    points: list[Point | None] = []
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points + points[:1] if closed else points
            points = []
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            points.append(None)
        points.append(apply(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and not closed:
            points.append(points[0])
    if len(points) > 1:
        yield points + points[:1] if closed else points


def _add_shape(marks: PageMarks, points: list[Point | None], filled: bool) -> None:
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


def _add_side(rules: list[Rule], start: Point, end: Point) -> None:
    """Add a straight side when it runs along an axis."""
    (ax, ay), (bx, by) = start, end
    if abs(ay - by) <= _STRAIGHT < abs(ax - bx):
        rules.append(Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2))
    elif abs(ax - bx) <= _STRAIGHT < abs(ay - by):
        rules.append(Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by)))
