"""What stands in for fonts that a PDF names but does not bring: one tiny font for all of them.

PDFium looks for such fonts among those of the machine: reading then depends on what is installed (without a Chinese
font, single characters are lost), and loading the found ones takes most of a page's time. Places come from the widths
that the PDF itself states, so boxes of the usual shape are enough to read; to draw a page they are not.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pypdfium2.raw as raw

_EM = 1000
_TOP, _FOOT = 860, -90
"""Where Chinese print usually ends above and below its baseline, in thousandths of its size."""
_SIDE = 40
_LATIN_WIDTH = 440
"""Narrower than the digits of any Chinese font, so that no box grows wider than its character."""
_LATIN_CODES = 0x300
_HALF_WIDTH = range(0xFF61, 0xFFEF)

_CHINESE_JAPANESE_KOREAN = frozenset({128, 129, 130, 134, 136})
"""The character sets of Windows whose fonts are replaced; the others have their substitutes inside PDFium."""
_HANDLE = 1
_FACE = b"gouji\0"


@contextmanager
def without_system_fonts() -> Iterator[None]:
    """While it lasts, PDFium takes no font of the machine; documents are opened and closed inside."""
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_substitutes()))
    try:
        yield
    finally:
        raw.FPDF_SetSystemFontInfo(_machine_fonts())


_lent: list[object] = []
"""What PDFium was given last as the fonts of the machine; ours to free when it is given others."""


def _machine_fonts() -> object:
    """The fonts of the machine, as PDFium finds them by itself."""
    while _lent:
        raw.FPDF_FreeDefaultSystemFontInfo(_lent.pop())
    _lent.append(raw.FPDF_GetDefaultSystemFontInfo())
    return _lent[-1]


@cache
def _substitutes() -> raw.FPDF_SYSFONTINFO:
    """The one font in the shape in which PDFium asks for fonts; kept for ever, as PDFium keeps its address."""
    font = stand_in()

    def choose(_info: object, _weight: int, _italic: int, charset: int, *_: object) -> int | None:
        return _HANDLE if charset in _CHINESE_JAPANESE_KOREAN else None

    def give(_info: object, _font: object, table: int, buffer: Any, room: int) -> int:
        return 0 if table else _copied(font, buffer, room)  # tables alone are asked for only of collections

    answers = {
        "Release": lambda *_: None,
        "EnumFonts": lambda *_: None,
        "MapFont": choose,
        "GetFont": lambda *_: None,
        "GetFontData": give,
        "GetFaceName": lambda _info, _font, buffer, room: _copied(_FACE, buffer, room),
        "GetFontCharset": lambda *_: 1,
        "DeleteFont": lambda *_: None,
    }
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    return raw.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](answer) for name, answer in answers.items()})


def _copied(data: bytes, buffer: Any, room: int) -> int:
    """The length of the data, which is put into the buffer where there is one with room for it."""
    if buffer and room >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


# ---------- the font itself


@cache
def stand_in() -> bytes:
    """A TrueType font with a wide box for every character of Unicode's first plane, a narrow one for Latin print."""
    outlines = [b"", _box(_EM - _SIDE, _TOP, _FOOT), _box(_LATIN_WIDTH, _TOP, 0)]
    ends = [sum(map(len, outlines[:index])) for index in range(len(outlines) + 1)]
    bounds = struct.pack(">4h", 0, _FOOT, _EM, _TOP)
    return _file({
        b"cmap": _cmap(),
        b"glyf": b"".join(outlines),
        b"head": struct.pack(">IIIIHHQQ", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0) + bounds
        + struct.pack(">HHhhh", 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhh", 0x10000, _TOP, _FOOT, 0, _EM, 0, 0, _EM) + bytes(16)
        + struct.pack(">H", len(outlines)),
        b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in (_EM, _EM, _EM // 2)),
        b"loca": struct.pack(f">{len(ends)}I", *ends),
        b"maxp": struct.pack(">IH", 0x10000, len(outlines)) + struct.pack(">13H", 4, 1, 0, 0, 2, *[0] * 8),
    })  # fmt: skip


def _box(right: int, top: int, foot: int) -> bytes:
    """The outline of a glyph: a rectangle; in font units."""
    head = struct.pack(">hhhhhHH", 1, _SIDE, foot, right, top, 3, 0)
    across = struct.pack(">4h", _SIDE, right - _SIDE, 0, _SIDE - right)
    up = struct.pack(">4h", foot, 0, top - foot, 0)
    return head + bytes([1, 1, 1, 1]) + across + up + bytes(2)


def _cmap() -> bytes:
    """The table from characters to glyphs: runs of 256 that share two rows of glyphs, the last run ends at FFFF."""
    starts = list(range(0, 0x10000, 256))
    count = len(starts)
    offsets = []
    for index, start in enumerate(starts):
        is_narrow = start < _LATIN_CODES or start in _HALF_WIDTH
        offsets.append(2 * (count - index) + (512 if is_narrow else 0))
    body = struct.pack(">4H", 2 * count, 512, 8, 2 * count - 512)
    body += struct.pack(f">{count}H", *(start + 255 for start in starts)) + bytes(2)
    body += struct.pack(f">{count}H", *starts) + bytes(2 * count) + struct.pack(f">{count}H", *offsets)
    body += struct.pack(">256H", *[1] * 256) + struct.pack(">256H", *[2] * 256)
    table = struct.pack(">3H", 4, len(body) + 6, 0) + body
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def _file(tables: dict[bytes, bytes]) -> bytes:
    """The tables as a font file; nobody reads their sums."""
    head = struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0)
    place = len(head) + 16 * len(tables)
    entries, bodies = b"", b""
    for name, data in sorted(tables.items()):
        entries += struct.pack(">4sIII", name, 0, place + len(bodies), len(data))
        bodies += data + bytes(-len(data) % 4)
    return head + entries + bodies
