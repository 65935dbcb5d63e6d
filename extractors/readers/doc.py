"""The text of an old Word file itself, for tables that LibreOffice loses: it keeps a mark at the end of each cell."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from extractors.grid import Block, Cell, Grid, Paragraph, paragraph_locator, table_locator
from extractors.ole import storage

_FLAGS, _LENGTH, _PIECES = 10, 76, 418
"""Where the head of a Word text has its flags, the length of the main text, and the place of its list of pieces."""
_SECOND_TABLE = 0x0200
_ONE_BYTE = 0x40000000
_CELL_END = "\x07"
_FIELD = re.compile(r"\x13[^\x13-\x15]*\x14|\x13[^\x13-\x15]*\x15|\x15")
"""What computes a text that is shown, and its marks."""
_ODD = re.compile(r"[\x00-\x06\x08\x0e-\x1f]")
_FEWEST_CELLS = 8
_MOST_CELLS = 200_000


def holds_tables(data: bytes) -> bool:
    """Whether the text of an old Word file has ends of cells in it."""
    return _text(data).count(_CELL_END) >= _FEWEST_CELLS


def blocks(data: bytes) -> tuple[Block, ...]:
    """Paragraphs and tables of an old Word file; a table whose rows are not alike comes as one running row."""
    return tuple(_blocks(_text(data)))


def _text(data: bytes) -> str:
    """The main text with its marks; empty when the pieces it is made of cannot be followed."""
    found = storage(data)
    head = found.read("WordDocument")
    if len(head) < _PIECES + 8:
        return ""
    flags = int.from_bytes(head[_FLAGS : _FLAGS + 2], "little")
    place, length = struct.unpack_from("<2I", head, _PIECES)
    pieces = found.read("1Table" if flags & _SECOND_TABLE else "0Table")[place : place + length]
    whole = "".join(_pieces(head, pieces))[: int.from_bytes(head[_LENGTH : _LENGTH + 4], "little")]
    return _ODD.sub("", _FIELD.sub("", whole))


def _pieces(head: bytes, pieces: bytes) -> Iterator[str]:
    """The pieces of a text in order, each in one of the two encodings."""
    while pieces[:1] == b"\x01":
        pieces = pieces[3 + int.from_bytes(pieces[1:3], "little") :]
    count = (int.from_bytes(pieces[1:5], "little") - 4) // 12
    if pieces[:1] != b"\x02" or not 0 < count <= len(pieces) // 12:
        return
    starts = struct.unpack_from(f"<{count + 1}I", pieces, 5)
    for number in range(count):
        place = int.from_bytes(pieces[5 + 4 * (count + 1) + 8 * number + 2 :][:4], "little")
        letters = max(starts[number + 1] - starts[number], 0)
        if place & _ONE_BYTE:
            start = (place & ~_ONE_BYTE) // 2
            yield head[start : start + letters].decode("cp1252", "replace")
        else:
            yield head[place : place + 2 * letters].decode("utf-16-le", "replace")


def _blocks(text: str) -> Iterator[Block]:
    """The paragraphs and tables of a text; what stands between two ends of cells is a cell."""
    cells: list[str] = []
    paragraphs = tables = 0
    for piece in re.findall(r"[^\x07]*\x07|[^\x07]+", text):
        if piece.endswith(_CELL_END) and (cells or "\r" not in piece):
            cells.append(_tidy(piece))
            continue
        *before, last = re.split(r"[\r\f]", piece.removesuffix(_CELL_END))
        if cells:
            tables += 1
            yield _grid(cells[:_MOST_CELLS], tables)
            cells = []
        for line in (*before, *(() if piece.endswith(_CELL_END) else (last,))):
            paragraphs += 1
            if _tidy(line):
                yield Paragraph(_tidy(line), paragraph_locator(paragraphs))
        if piece.endswith(_CELL_END):
            cells.append(_tidy(last))
    if cells:
        yield _grid(cells[:_MOST_CELLS], tables + 1)


def _tidy(text: str) -> str:
    """A text with its lines parted as elsewhere."""
    return re.sub(r"[\r\v\f]+", "\n", text.rstrip(_CELL_END)).strip(" \t\n\u3000")


def _grid(cells: list[str], number: int) -> Grid:
    """A table of its cells; each row ends with one empty cell more."""
    width = _width(cells)
    placed = tuple(
        Cell(at // width, at % width, text, table_locator(number, at // width + 1, at % width + 1))
        for at, text in enumerate(cells)
        if at % width < width - 1 or width == len(cells)
    )
    return Grid(placed, table_locator(number, 1, 1), "running" if width == len(cells) else "ordered")


def _width(cells: list[str]) -> int:
    """The cells of a row and the mark of its end, where all rows have as many as the first; else all cells."""
    for width in range(3, min(len(cells) // 2, 64) + 1):
        if len(cells) % width == 0 and cells[0] and not any(cells[width - 1 :: width]):
            return width
    return len(cells)
