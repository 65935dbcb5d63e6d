"""The functions of PDFium that are asked once for every character or object, called many at a time.

pypdfium2's own bindings check and convert each argument. These take plain addresses, so that `map` can run through
a page and PDFium writes into one block of memory: a quarter of the time. They keep Python's lock, which such short
calls would give back and take again; PDFium is not thread-safe anyway.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

_ADDRESS, _INT, _UNSIGNED, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float

Call = Callable[..., Any]


def address_of(handle: object) -> int:
    """The address behind a handle or function of PDFium; 0 for none."""
    return ctypes.cast(handle, _ADDRESS).value or 0  # type: ignore[arg-type]


def _prepared(function: object, result: type | None, *arguments: type) -> Call:
    """A function of PDFium that takes and gives plain numbers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


code_of = _prepared(raw.FPDFText_GetUnicode, _UNSIGNED, _ADDRESS, _INT)
angle_of = _prepared(raw.FPDFText_GetCharAngle, _FLOAT, _ADDRESS, _INT)
is_generated = _prepared(raw.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
find_box = _prepared(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
find_ink = _prepared(raw.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, *[_ADDRESS] * 4)
find_origin = _prepared(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, *[_ADDRESS] * 2)

object_of = _prepared(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
object_of_form = _prepared(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, _ADDRESS)
kind_of = _prepared(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
find_bounds = _prepared(raw.FPDFPageObj_GetBounds, _INT, _ADDRESS, *[_ADDRESS] * 4)
find_mode = _prepared(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, *[_ADDRESS] * 2)


def answers(call: Call, handle: int, count: int) -> Iterable[Any]:
    """What a function says of each thing from 0 up to a count."""
    return map(call, repeat(handle, count), range(count))


def found(call: Call, things: Iterable[Iterable[int]], count: int, places: int, kind: str = "f") -> list[array[Any]]:
    """What a function writes of each of `count` things into some places, a column a place.

    In: for each argument before the places an iterable over the things, and the type of `array` that is written.
    """
    memory = [array(kind, bytes(array(kind).itemsize * count)) for _ in range(places)]
    size = memory[0].itemsize
    starts = [column.buffer_info()[0] for column in memory]
    targets = [range(start, start + size * count, size) for start in starts]
    deque(map(call, *things, *targets), maxlen=0)
    return memory
