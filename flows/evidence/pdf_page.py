"""A page of a PDF with a place of it marked; run in a guarded process, for the file may be hostile."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_int, c_uint
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from extractors.grid import Box, parts
from flows.evidence.picture import DOTS, MAX_PIXELS, NoPictureError, Picture, Wanted, marked

_WIDTH, _HEIGHT = 640.0, 330.0
"""Points of the page that are shown around a place: a sheet of A4 in its whole width, a third of its height."""
_AROUND = 60.0
"""Points shown around a place that is larger."""

Color = tuple[int, int, int]


def draw(wanted: Wanted) -> Picture:
    """The page at a `page=…;box=…` locator; raises NoPictureError."""
    place = parts(wanted.locator)
    try:
        number, box = int(place["page"]), _box(place["box"])
    except (KeyError, ValueError) as error:
        raise NoPictureError(f"{wanted.locator} is no place of a PDF; give one that gouji printed") from error
    with opened(wanted.data) as pdf:
        return page_picture(pdf, number, box, wanted.whole_page)


@dataclass(frozen=True, slots=True)
class Painted:
    """A PDF in which a place is painted in a colour that nothing else has."""

    data: bytes
    color: Color
    whole_page: bool


def draw_painted(painted: Painted) -> Picture:
    """The first page with an area of the colour, the area marked; raises NoPictureError without one."""
    with opened(painted.data) as pdf:
        for index in range(len(pdf)):
            boxes = list(_filled(pdf[index], painted.color))
            if boxes:
                return page_picture(pdf, index + 1, _around(boxes), painted.whole_page)
    raise NoPictureError("the document hides the place from its readers")


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, repaired where it must be; raises NoPictureError."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        pdf = pdfium.PdfDocument(_repaired(data))
    try:
        yield pdf
    except pdfium.PdfiumError as error:
        raise NoPictureError("the page is damaged; fetch the document again") from error
    finally:
        pdf.close()


def page_picture(pdf: pdfium.PdfDocument, number: int, box: Box, whole_page: bool) -> Picture:
    """A page, counted from 1, or its part around a box in points as displayed; raises NoPictureError."""
    if not 1 <= number <= len(pdf):
        raise NoPictureError(f"the document has {len(pdf)} pages, none with the number {number}")
    page = pdf[number - 1]
    size = page.get_size()
    shown = (0.0, 0.0, *size) if whole_page else _window(box, size)
    scale = _scale(shown)
    # the crop of PDFium is what is left out at the left, the bottom, the right and the top
    cut = (shown[0], size[1] - shown[3], size[0] - shown[2], shown[1])
    image: Image.Image = page.render(scale=scale, crop=tuple(max(edge, 0.0) for edge in cut)).to_pil()
    left, top = math.ceil(cut[0] * scale), math.ceil(cut[3] * scale)
    return marked(image, _moved(box, scale, left, top))


def _moved(box: Box, scale: float, left: int, top: int) -> Box:
    """A box of the page in pixels of the part that is shown."""
    return box[0] * scale - left, box[1] * scale - top, box[2] * scale - left, box[3] * scale - top


def _window(box: Box, size: tuple[float, float]) -> Box:
    """The part of a page to be shown around a box."""
    left, right = _side(box[0], box[2], size[0], _WIDTH)
    top, bottom = _side(box[1], box[3], size[1], _HEIGHT)
    return left, top, right, bottom


def _side(start: float, end: float, most: float, wanted: float) -> tuple[float, float]:
    """One direction of the window: as long as wanted, around the box, inside the page."""
    length = min(max(wanted, end - start + 2 * _AROUND), most)
    first = min(max((start + end - length) / 2, 0.0), most - length)
    return first, first + length


def _scale(shown: Box) -> float:
    """Pixels a point: those of our resolution, or fewer where the picture would be too large."""
    area = max((shown[2] - shown[0]) * (shown[3] - shown[1]), 1.0)
    return min(DOTS / 72, math.sqrt(MAX_PIXELS / area))


def _box(text: str) -> Box:
    """The four edges of a locator's box; raises ValueError."""
    left, top, right, bottom = (float(edge) for edge in text.split(","))
    return left, top, right, bottom


def _repaired(data: bytes) -> bytes:
    """The document as pikepdf writes it after mending it, as the reader does; raises NoPictureError."""
    target = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as broken:
            broken.save(target)
        pdfium.PdfDocument(target.getvalue()).close()
    except (pdfium.PdfiumError, pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise NoPictureError("the PDF cannot be opened; fetch it again from where it was published") from error
    return target.getvalue()


def _filled(page: pdfium.PdfPage, color: Color) -> Iterator[Box]:
    """The areas of a page that are painted in a colour."""
    height = page.get_height()
    for path in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=4):
        if _is_filled(path) and _fill(path) == color:
            left, bottom, right, top = path.get_bounds()
            yield left, height - top, right, height - bottom


def _is_filled(path: pdfium.PdfObject) -> bool:
    """Whether a path is painted inside; lines carry a colour for that too."""
    mode, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path.raw, byref(mode), byref(stroke))
    return bool(mode.value)


def _fill(path: pdfium.PdfObject) -> Color:
    """The colour that a path is filled with."""
    channels = [c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(path.raw, *(byref(channel) for channel in channels))
    red, green, blue, _ = (int(channel.value) for channel in channels)
    return red, green, blue


def _around(boxes: list[Box]) -> Box:
    """The box around some boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
