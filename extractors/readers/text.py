"""Plain text captures: rows by tabs, bars or commas, one cell a line between lone bars, and prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.document import DocumentError
from extractors.encoding import decode
from extractors.grid import Block, Cell, Content, Grid, Locator, line_locator
from extractors.readers import text_marks
from extractors.readers.text_pieces import Line as Prose
from extractors.readers.text_separated import blocks_of, is_label, separated

_LONE_BAR = re.compile(r"\s*[|｜│┃]\s*")
_SEPARATOR = {"tab": re.compile(r"\t"), "bar": re.compile(r"[|｜│┃]")}
_RULE = re.compile(r"[\s|｜:+-]*-{3,}[\s|｜:+-]*|[\s─━┄┅═│┃┌-╬]*[─━═]{3,}[\s─━┄┅═│┃┌-╬]*")
_MOST_CHARACTERS = 20_000_000
_MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    kind: str
    """`lone` bar, row by `tab` or `bar`, `prose`, `empty`, or a `rule` of a drawn table."""


def read(data: bytes) -> Content:
    """Paragraphs and grids of a text; rows by separators are `ordered`, cells between lone bars are `running`."""
    text, _ = decode(data)
    if not text.strip():
        raise DocumentError("empty", "the text holds no characters; fetch the document again")
    if len(text) > _MOST_CHARACTERS:
        raise DocumentError(
            "too_large", f"the text has {len(text):,} characters; at most {_MOST_CHARACTERS:,} are read"
        )
    records = separated(text)
    if records is not None:
        _check(sum(map(len, records)))
        return Content(tuple(blocks_of(records)))
    lines = _lines(text)
    _check(sum(line.kind == "lone" for line in lines) + sum(map(_separators, lines)))
    return Content(tuple(_blocks(lines)))


def _check(cells: int) -> None:
    """Raise DocumentError('too_large') past the cap on cells."""
    if cells > _MOST_CELLS:
        raise DocumentError("too_large", f"the tables have more than {_MOST_CELLS:,} cells; no report has")


def _lines(text: str) -> list[_Line]:
    """The lines of a text with their kinds, counted as an editor counts them."""
    return [_Line(number, line, _kind(line)) for number, line in enumerate(re.split(r"\r\n|\r|\n|\f", text), 1)]


def _kind(line: str) -> str:
    """What a line looks like."""
    if not line.strip(" \u3000\xa0\r\t"):
        return "empty"
    if _LONE_BAR.fullmatch(line):
        return "lone"
    if _RULE.fullmatch(line):
        return "rule"
    if _SEPARATOR["bar"].search(line):
        return "bar"
    return "tab" if "\t" in line.strip(" ") and _has_inner_tab(line) else "prose"


def _separators(line: _Line) -> int:
    """How many bars or tabs part a row of cells."""
    return len(_SEPARATOR[line.kind].findall(line.text)) if line.kind in _SEPARATOR else 0


def _has_inner_tab(line: str) -> bool:
    """Whether a tab stands anywhere but as an indent of a single text."""
    return "\t" in line.strip() or line.endswith("\t") or line.startswith("\t")


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    """The blocks of all lines: stretches with lone bars first, what lies between them row by row."""
    start = 0
    for first, last in _bar_stretches(lines):
        yield from _plain_blocks(lines[start:first])
        yield _running(lines[first:last])
        start = last
    yield from _plain_blocks(lines[start:])


def _bar_stretches(lines: list[_Line]) -> Iterator[tuple[int, int]]:
    """Begin and end of each stretch of cells between lone bars: from the line before its first bar to its last bar."""
    bars = [index for index, line in enumerate(lines) if line.kind == "lone"]
    for stretch in _near(bars, lines):
        if len(stretch) < 3:
            continue
        first = stretch[0]
        while first > 0 and lines[first - 1].kind == "empty":
            first -= 1
        yield max(first - 1, 0), stretch[-1] + 1


def _near(bars: list[int], lines: list[_Line], most_lines: int = 8) -> Iterator[list[int]]:
    """Bars that follow each other closely: a cell is a few short lines, prose between tables is more."""
    stretch: list[int] = []
    for bar in bars:
        if stretch and (bar - stretch[-1] > most_lines or _holds_prose(lines[stretch[-1] + 1 : bar])):
            yield stretch
            stretch = []
        stretch.append(bar)
    if stretch:
        yield stretch


def _holds_prose(between: list[_Line], longest_cell: int = 120) -> bool:
    """Whether a line is too long for a cell."""
    return any(len(line.text) > longest_cell for line in between)


def _running(lines: list[_Line]) -> Grid:
    """The cells of a stretch in one row: what stands between two lone bars is a cell, nothing is a blank cell."""
    cells: list[Cell] = []
    pending: list[_Line] = []
    for line in lines:
        if line.kind != "lone":
            pending.append(line)
            continue
        cells.append(_cell_of_lines(pending, line, len(cells)))
        pending = []
    return Grid(tuple(cells), cells[0].locator, "running")


def _cell_of_lines(lines: list[_Line], bar: _Line, column: int) -> Cell:
    """One cell of the lines before its closing bar."""
    printed = [line for line in lines if line.kind != "empty"]
    text = "\n".join(line.text.strip() for line in printed)
    return Cell(0, column, text, _start(printed[0]) if printed else line_locator(max(bar.number - 1, 1), 1))


def _start(line: _Line) -> Locator:
    """Where the text of a line begins."""
    return line_locator(line.number, len(line.text) - len(line.text.lstrip()) + 1)


def _plain_blocks(lines: list[_Line]) -> Iterator[Block]:
    """Paragraphs, and grids of neighbouring rows; empty lines and drawn rules part no table."""
    kept = _with_lone_labels([line for line in lines if line.kind not in ("empty", "rule")])
    for separator, run in groupby(kept, key=lambda line: line.kind):
        if separator in _SEPARATOR:
            yield _ordered(run, _SEPARATOR[separator])
        else:
            yield from text_marks.blocks_of([Prose(line.text, line.number) for line in run])


def _with_lone_labels(lines: Iterable[_Line]) -> Iterator[_Line]:
    """The lines, a label alone below a row of cells among the rows: an editor took the blank cells after it away."""
    kind = ""
    for line in lines:
        is_row = line.kind == "prose" and kind in _SEPARATOR and is_label(line.text)
        kind = kind if is_row else line.kind
        yield replace(line, kind=kind)


def _ordered(lines: Iterable[_Line], separator: re.Pattern[str]) -> Grid:
    """Rows of separated cells, empty ones kept; a bar at the edge of every line only closes the drawing."""
    rows = [list(_split(line, separator)) for line in lines]
    if separator is _SEPARATOR["bar"]:
        rows = _without_edges(rows)
    cells = [
        Cell(row, column, text, locator)
        for row, pieces in enumerate(rows)
        for column, (text, locator) in enumerate(pieces)
    ]
    return Grid(tuple(cells), cells[0].locator, "ordered")


def _without_edges(rows: list[list[tuple[str, Locator]]]) -> list[list[tuple[str, Locator]]]:
    """The rows less what stands before the first bar and after the last, where that is blank in all of several rows."""
    drawn = [row for row in rows if len(row) > 1]
    first = int(not any(row[0][0] for row in drawn))
    last = int(not any(row[-1][0] for row in drawn))
    if len(drawn) < 2 or min(map(len, drawn)) <= first + last:
        return rows
    return [row[first : len(row) - last] if len(row) > 1 else row for row in rows]


def _split(line: _Line, separator: re.Pattern[str]) -> Iterator[tuple[str, Locator]]:
    """The cells of one line with their places."""
    begin = 0
    for piece in separator.split(line.text):
        indent = len(piece) - len(piece.lstrip())
        yield piece.strip(), line_locator(line.number, min(begin + indent, len(line.text)) + 1)
        begin += len(piece) + 1
