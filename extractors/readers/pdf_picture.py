"""Pages that are pictures: told from other pages, rendered, and given to whoever can see."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import DocumentError
from extractors.grid import Box, Note
from extractors.readers.pdf_fragments import find_tables
from extractors.readers.pdf_layer import with_layer
from extractors.readers.pdf_objects import PageMarks
from extractors.readers.pdf_recognised import recognised
from extractors.readers.pdf_see import Look, See

MAX_PIXELS = 40_000_000

_COARSEST, _FINEST = 150 / 72, 220 / 72
_FEW_CHARS = 30
_PAGE_SHARE = 0.4
_DRAWN = 200
_LOOKED_AT = 400
_HIDDEN = 0.8
_LARGE = 0.02
_EDGE = 0.06
_TABLE = 6


def is_picture(page: pdfium.PdfPage, marks: PageMarks) -> bool:
    """Whether the text of a page is in a picture, with or without an unseen layer of text over or under it."""
    return _is_layer(page, marks) if _has_text(marks) else _is_bare(page, marks)


def look(page: pdfium.PdfPage, marks: PageMarks, last: int, see: See) -> Look:
    """What is seen on a page that is a picture."""
    scale = scale_of(page)
    try:
        picture = see(pixels_of(page, scale), scale, marks.number, last)
    except DocumentError as error:
        return Look(notes=[Note(error.kind, error.message)])
    if _has_text(marks):
        return replace(with_layer(picture, marks), source="text_layer")
    return replace(recognised(picture, marks), source="recognised")


def pixels_of(page: pdfium.PdfPage, scale: float, box: Box | None = None) -> Any:
    """A page, or a box of it as displayed, as pixels: height, width, 3; blue, green, red."""
    width, height = page.get_size()
    left, top, right, bottom = box or (0.0, 0.0, width, height)
    crop = (left, height - bottom, width - right, top)
    return page.render(scale=scale, crop=crop, rev_byteorder=False, prefer_bgrx=True).to_numpy()[:, :, :3]


def scale_of(page: pdfium.PdfPage) -> float:
    """Pixels a point to render with: those of the page's finest large picture, within reason and the pixel cap."""
    width, height = page.get_size()
    finest = 0.0
    for picture in islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3), _LOOKED_AT):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _LARGE * width * height:
            across, down = picture.get_px_size()
            finest = max(finest, math.sqrt(across * down / ((right - left) * (top - bottom))))
    wanted = min(max(finest or _FINEST, _COARSEST), _FINEST)
    return min(wanted, math.sqrt(MAX_PIXELS / (width * height)))


def is_unseen(page: pdfium.PdfPage) -> bool:
    """Whether nearly all text of a page is invisible, as that which programs lay over scans."""
    texts = islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=3), _LOOKED_AT)
    modes = [raw.FPDFTextObj_GetTextRenderMode(text.raw) for text in texts]
    return modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) >= _HIDDEN * len(modes)


def _has_text(marks: PageMarks) -> bool:
    """Whether more than a stamp, a page number, or what browsers print at the edges can be read without looking."""
    low, high = _EDGE * marks.height, (1 - _EDGE) * marks.height
    return sum(char.bottom > low and char.top < high for char in marks.chars) >= _FEW_CHARS


def _is_bare(page: pdfium.PdfPage, marks: PageMarks) -> bool:
    """Whether a page with hardly a character is mostly pictures, or drawn in outlines."""
    return _share(_boxes(marks), marks) > _PAGE_SHARE or (not marks.chars and marks.paths > _DRAWN)


def _is_layer(page: pdfium.PdfPage, marks: PageMarks) -> bool:
    """Whether the text of a page without ruled tables is invisible, or lies under a picture that covers it."""
    if _share(_boxes(marks), marks) <= _PAGE_SHARE or any(len(one.cells) >= _TABLE for one in find_tables(marks)[0]):
        return False
    covers = _share((picture.box for picture in marks.pictures if picture.is_last), marks) > _PAGE_SHARE
    return is_unseen(page) or (covers and not raw.FPDFPage_HasTransparency(page.raw) and _covers_all(marks))


def _covers_all(marks: PageMarks) -> bool:
    """Whether nearly all characters lie under pictures that were laid over them."""
    boxes = [picture.box for picture in marks.pictures if picture.is_last]
    middles = [((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2) for char in marks.chars]
    under = sum(any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes) for x, y in middles)
    return under >= _HIDDEN * len(middles)


def _boxes(marks: PageMarks) -> Iterator[Box]:
    """The places of all pictures of a page."""
    return (picture.box for picture in marks.pictures)


def _share(boxes: Iterator[Box], marks: PageMarks) -> float:
    """How much of the page some boxes cover, from 0 to 1."""
    covered = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)
    return min(1.0, covered / (marks.width * marks.height))
