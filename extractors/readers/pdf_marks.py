"""A PDF page as PDFium sees it: its characters and ruling lines, turned to the page as displayed."""

from __future__ import annotations

import pypdfium2 as pdfium

from extractors.document import DocumentError
from extractors.readers.pdf_chars import read_chars
from extractors.readers.pdf_objects import Char, Matrix, PageMarks
from extractors.readers.pdf_paths import add_paths
from extractors.readers.pdf_struck import mark_struck

_SMALL, _RAISED, _BESIDE = 0.85, 0.12, 0.5
MAX_PAGE_SIDE = 14_400.0
"""The 200 inches that the PDF reference allows."""


def read_marks(page: pdfium.PdfPage, number: int) -> PageMarks:
    """The marks of one page; raises DocumentError('too_large') past the caps on page size, objects and paths."""
    width, height = page.get_size()
    if not (0 < width <= MAX_PAGE_SIDE and 0 < height <= MAX_PAGE_SIDE):
        size = f"{width:.0f} x {height:.0f} points"
        raise DocumentError("too_large", f"page {number} measures {size}; print it again on a usual page size")
    marks = PageMarks(number, width, height)
    turn = _display_matrix(page)
    add_paths(marks, page, turn)
    marks.chars = _without_notes(read_chars(page, turn))
    mark_struck(marks)
    return marks


def _without_notes(chars: list[Char]) -> list[Char]:
    """The characters less the raised small digits that lead from a figure to a note: 32 and a small 1 is not 321."""
    kept = chars[:1]
    for char in chars[1:]:
        if not (char.text.isdigit() and kept[-1].text.isdigit() and _is_raised(char, kept[-1])):
            kept.append(char)
    return kept


def _is_raised(char: Char, before: Char) -> bool:
    """Whether a character is smaller than the one before it, follows closely, and stands higher on the line."""
    height = before.bottom - before.top
    is_beside = before.upright and char.upright and abs(char.x0 - before.x1) < _BESIDE * height
    is_small = char.bottom - char.top < _SMALL * height
    return is_beside and is_small and _RAISED * height < before.base - char.base < height


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
