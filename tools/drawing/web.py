"""Web pages with rowspan and colspan, in any encoding, with or without the right declaration of it."""

from __future__ import annotations

from html import escape

from tools.drawing.report import Report, Text
from tools.drawing.tables import Drawn, Table

_TAGS = {"title": "h1", "heading": "h2", "text": "p", "signature": "p"}


def draw_html(
    report: Report, encoding: str = "utf-8", declared: str | None = None, *, style: str = "", nested: bool = False
) -> bytes:
    """The report as a page.

    `declared` is the charset that the page claims, else the true one; empty for no claim. `style` is a style sheet for
    printing. `nested` puts the page into tables of layout, as old content systems do.
    """
    pieces = list(report.pieces())
    title = next(piece.text for piece in pieces if isinstance(piece, Text) and piece.style == "title")
    body = "\n".join(_text(piece) if isinstance(piece, Text) else _table(piece, bool(style)) for piece in pieces)
    claim = encoding if declared is None else declared
    head = "\n".join(filter(None, [f'<meta charset="{claim}">' if claim else "", f"<title>{escape(title)}</title>"]))
    head += f"\n<style>{style}</style>" if style else ""
    body = _in_layout(body, title) if nested else body
    page = f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    return page.encode(encoding)


def _in_layout(body: str, title: str) -> str:
    """The page between the bars of a site, each in a cell of a table, with a menu of numbers beside."""
    menu = "".join(f"<tr><td>{number}</td><td><a href='#'>{escape(title)}</a></td></tr>" for number in range(1, 6))
    bar = f"<tr><td colspan=2><table width=100%><tr><td>{escape(title)}</td><td>1234</td></tr></table></td></tr>"
    inner = f"<table><tbody><tr><td><div class='content'>{body}</div></td></tr></tbody></table>"
    return f"<table width=100%>{bar}<tr><td><table>{menu}</table></td><td>{inner}</td></tr>{bar}</table>"


def _text(piece: Text) -> str:
    """One paragraph."""
    tag = _TAGS[piece.style]
    return f"<{tag}>{escape(piece.text)}</{tag}>"


def _table(table: Table, styled: bool = False) -> str:
    """One table with its spans; for a style sheet, rows and cells say what they are."""
    last = max((at for at, row in enumerate(table) if row[0].role == "head"), default=-1)
    marks = [' class="last"' if styled and at == last else "" for at in range(len(table))]
    rows = [
        f"<tr{mark}>{''.join(_cell(cell, styled) for cell in row)}</tr>" for mark, row in zip(marks, table, strict=True)
    ]
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def _cell(cell: Drawn, styled: bool) -> str:
    """One cell; a blank one holds the no-break space that editors of web pages leave."""
    spans = [("rowspan", cell.rows), ("colspan", cell.columns)]
    attributes = "".join(f' {name}="{span}"' for name, span in spans if span > 1)
    attributes += f' class="{cell.role}{cell.columns}"' if styled else ""
    return f"<td{attributes}>{escape(cell.text).replace(chr(10), '<br/>') or '&nbsp;'}</td>"
