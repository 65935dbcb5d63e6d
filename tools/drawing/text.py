"""Plain text as captured from web pages: cells of a row by tabs, pipes or blanks, or one cell a line."""

from __future__ import annotations

from typing import Literal

from tools.drawing.report import Report, Text
from tools.drawing.tables import Table

Layout = Literal["tab", "pipe", "line", "bare", "blank"]
"""`line` has a bar after each cell; `bare` has none, and like `blank` leaves no trace of a blank cell."""


def draw_text(report: Report, layout: Layout = "tab", encoding: str = "utf-8") -> bytes:
    """The report as text in one of the layouts."""
    lines: list[str] = []
    for piece in report.pieces():
        lines += [piece.text] if isinstance(piece, Text) else _table(piece, layout)
    return ("\n".join(lines) + "\n").encode(encoding)


def _table(table: Table, layout: Layout) -> list[str]:
    """The lines of a table; the cells that another one covers leave no trace."""
    rows = [[cell.text.replace("\n", "") for cell in row] for row in table]
    if layout == "tab":
        return ["\t".join(row) for row in rows]
    if layout == "pipe":
        return [" | ".join([*row, ""]).rstrip() for row in rows]
    if layout == "blank":
        return [" ".join(filter(None, row)) for row in rows]
    if layout == "bare":
        return [cell for row in rows for cell in row if cell]
    return [line for row in rows for cell in row for line in (cell, "|")]
