"""Rows of a text whose cells commas of full width or blanks part, which prose has as well: known by what they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.grid import Block, Cell, Grid, Paragraph, line_locator
from extractors.readers.text_columns import in_columns
from extractors.readers.text_pieces import Line, Row, figures_of, row_of, whole
from extractors.readers.text_separated import is_label, known_headings

_MARKS = ("\uff0c", "\uff1b")
_BLANKS = ("\u3000", " ")
"""They align as well as part: they part cells only where all rows have as many of them."""


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """The lines as paragraphs, those that make up rows of cells as grids."""
    run: list[tuple[Line, Row]] = []
    for line, row in zip(lines, _rows(lines), strict=True):
        if row or (run and is_label(line.text)):
            run.append((line, row or (whole(line),)))
            continue
        yield from _blocks_of_run(run)
        run = []
        yield _paragraph(line)
    yield from _blocks_of_run(run)


def _blocks_of_run(run: Sequence[tuple[Line, Row]]) -> Iterator[Block]:
    """Neighbouring rows as a grid; headings without figures as paragraphs."""
    if any(figures_of(row) for _, row in run):
        yield _grid(run)
    else:
        yield from (_paragraph(line) for line, _ in run)


def _paragraph(line: Line) -> Paragraph:
    """A line of prose."""
    piece = whole(line)
    return Paragraph(piece.text, line_locator(line.number, piece.begin + 1))


def _rows(lines: Sequence[Line]) -> list[Row]:
    """The cells of each line by the mark that makes most of them rows of a table, else by columns; none for prose."""
    by_mark = [[row_of(line.text, mark) if mark in line.text else () for line in lines] for mark in _MARKS]
    found = [
        rows for rows in (*by_mark, *_by_blanks(lines)) if known_headings([piece.text for piece in row] for row in rows)
    ]
    if found:
        return max(found, key=lambda rows: sum(map(bool, rows)))
    return in_columns(lines)


def _by_blanks(lines: Sequence[Line]) -> Iterator[list[Row]]:
    """The cells of the lines by as many blanks as most often stand together; more of them part blank cells."""
    for blank in _BLANKS:
        runs = Counter(run for line in lines for run in re.findall(f"(?<=[^{blank}]){blank}+(?=[^{blank}])", line.text))
        for mark, _ in runs.most_common(1):
            rows = [row_of(line.text, mark) if mark in line.text else () for line in lines]
            by_words = [row_of(line.text, f"{blank}+") if mark in line.text else () for line in lines]
            if _are_even(rows) and all(row or not words for row, words in zip(rows, by_words, strict=True)):
                yield rows


def _are_even(rows: Sequence[Row]) -> bool:
    """Whether rows below the same headings have as many cells, or as many after their labels, blanks counted."""
    stretches: list[list[Row]] = [[]]
    for row in rows:
        if figures_of(row):
            stretches[-1].append(row)
        elif stretches[-1]:
            stretches.append([])
    return all(len(set(map(len, each))) < 2 or len({len(figures_of(row)) for row in each}) < 2 for each in stretches)


def _grid(run: Sequence[tuple[Line, Row]]) -> Grid:
    """Rows of cells in order."""
    cells = [
        Cell(at, column, piece.text, line_locator(line.number, piece.begin + 1))
        for at, (line, row) in enumerate(run)
        for column, piece in enumerate(row)
    ]
    return Grid(tuple(cells), cells[0].locator, "ordered")
