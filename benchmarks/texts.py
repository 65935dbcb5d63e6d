"""Web pages beside BeautifulSoup, Word files beside python-docx, and encodings beside charset-normalizer."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import docx as python_docx
from bs4 import BeautifulSoup, Tag
from charset_normalizer import from_bytes

from benchmarks.timing import Measured, compared, processor
from extractors.encoding import decode
from extractors.readers import docx, html

_ROUNDS = 5

Call = Callable[[bytes], object]


def asks(folder: Path) -> Iterator[Measured]:
    """What is asked of web pages, Word files and encodings; nothing of formats that the folder does not have."""
    pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    words = [path.read_bytes() for path in sorted(folder.glob("*.docx"))]
    if pages:
        unit, soups = (len(pages), "page"), "BeautifulSoup + lxml, tables"
        yield compared("HTML: tables, text, places", soups, 8.0, _costs(html.read, soup, pages), unit)
        yield compared("encoding", "charset-normalizer", 10.0, _costs(decode, normalized, pages), unit)
    if words:
        unit = len(words), "document"
        yield compared(".docx: tables, text, places", "python-docx, texts", 7.0, _costs(docx.read, word, words), unit)


def _costs(ours: Call, theirs: Call, documents: Sequence[bytes]) -> tuple[float, float]:
    """Processor seconds of both over some documents, in turns: both meet the machine in the same state."""
    best = [float("inf"), float("inf")]
    for _ in range(_ROUNDS):
        for side, call in enumerate((ours, theirs)):
            best[side] = min(best[side], processor(partial(_each, call, documents), rounds=1))
    return best[0], best[1]


def _each(call: Call, documents: Sequence[bytes]) -> None:
    """Call something on each document."""
    for document in documents:
        call(document)


def soup(data: bytes) -> list[list[tuple[int, int, int, int, str]]]:
    """The tables of a page that hold no other, by BeautifulSoup: row, column, spans and text of each cell."""
    tables = BeautifulSoup(data, "lxml").find_all("table")
    return [list(cells(table)) for table in tables if isinstance(table, Tag) and not table.find("table")]


def cells(table: Tag) -> Iterator[tuple[int, int, int, int, str]]:
    """The cells of a table with the places that spans leave them."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.find_all("tr")):
        column = 0
        for cell in line.find_all(["td", "th"], recursive=False):
            while (row, column) in taken:
                column += 1
            rows, columns = (int(str(cell.get(name) or 1)) for name in ("rowspan", "colspan"))
            taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            yield row, column, rows, columns, cell.get_text()
            column += columns


def normalized(data: bytes) -> str:
    """The text as charset-normalizer decodes it."""
    return str(from_bytes(data).best())


def word(data: bytes) -> None:
    """The texts of tables and paragraphs as python-docx gives them."""
    document = python_docx.Document(io.BytesIO(data))
    rows = [row for table in document.tables for row in table.rows]
    _ = [cell.text for row in rows for cell in row.cells]
    _ = [paragraph.text for paragraph in document.paragraphs]
