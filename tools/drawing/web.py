"""Web pages with rowspan and colspan, in any encoding, with or without the right declaration of it."""

from __future__ import annotations

from html import escape

from tools.drawing.report import Report, Text
from tools.drawing.tables import Drawn, Table

_TAGS = {"title": "h1", "heading": "h2", "text": "p", "signature": "p"}


def draw_html(report: Report, encoding: str = "utf-8", declared: str | None = None) -> bytes:
    """The report as a page; `declared` is the charset that the page claims, else the true one."""
    pieces = list(report.pieces())
    title = next(piece.text for piece in pieces if isinstance(piece, Text) and piece.style == "title")
    body = "\n".join(_text(piece) if isinstance(piece, Text) else _table(piece) for piece in pieces)
    head = f'<meta charset="{declared or encoding}">\n<title>{escape(title)}</title>'
    page = f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    return page.encode(encoding)


def _text(piece: Text) -> str:
    """One paragraph."""
    tag = _TAGS[piece.style]
    return f"<{tag}>{escape(piece.text)}</{tag}>"


def _table(table: Table) -> str:
    """One table with its spans."""
    rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table)
    return f'<table border="1">\n{rows}\n</table>'


def _cell(cell: Drawn) -> str:
    """One cell; a blank one holds the no-break space that editors of web pages leave."""
    spans = [("rowspan", cell.rows), ("colspan", cell.columns)]
    attributes = "".join(f' {name}="{span}"' for name, span in spans if span > 1)
    return f"<td{attributes}>{escape(cell.text) or '&nbsp;'}</td>"
