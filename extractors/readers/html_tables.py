"""Tables of web pages: their rows and cells, which of them lay out a page, which are not shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.forms import look_up, notation
from extractors.grid import Grid
from extractors.numbers import state_of
from extractors.readers.html_text import is_hidden

_MOST_SPAN = 1000
_LONGEST_CELL = 400
"""A cell with more text than this lays out a page; no form has one."""
_FEW, _MANY = 2, 5
"""Cells of such a row: at least, and where nothing is printed in it."""
_NEIGHBOURS = "td + td, th + td, td + th, th + th, tr + tr"
"""What a table of more than one cell has, and a page finds at once."""
_NUMBER = re.compile(r"\s*\+?(\d{1,9})")
_HIDDEN_CLASS = re.compile(r"(?:^|[},])\s*\.([A-Za-z][\w-]*)\s*\{[^{}]*display\s*:\s*none", re.IGNORECASE)
_MOST_CLASSES = 50
_UNSHOWN = '[hidden], [style*="none"], [style*="NONE"]'


def headings(grid: Grid) -> int:
    """How many cells of a grid are headings of the forms."""
    return sum(bool(look_up(cell.text)) for cell in grid.cells)


def lays_out(grid: Grid) -> bool:
    """Whether a table only places text on the page: one column, a row of texts, or a cell with a whole section."""
    narrow = grid.column_count == 1 or (grid.row_count == 1 and not _is_row(grid))
    return narrow or any(len(cell.text) > _LONGEST_CELL for cell in grid.cells)


def _is_row(grid: Grid) -> bool:
    """Whether a table of one row is a row of a statutory table that was cut into several, and not a bar of the page."""
    printed = sum(bool(cell.text) for cell in grid.cells)
    return all(is_known(cell.text) for cell in grid.cells) and len(grid.cells) >= (_FEW if printed else _MANY)


def is_known(text: str) -> bool:
    """Whether a text is what a statutory table has in its cells: a heading, a unit, a figure or nothing."""
    is_unit = text in notation("count_unit") or text in notation("amount_unit")
    return is_unit or bool(look_up(text)) or state_of(text) != "unreadable"


def layout_tables(tree: LexborHTMLParser) -> tuple[set[int], set[int]]:
    """The tables that contain a table, and the rows in which it stands, found from the inner ones outwards.

    A table of one cell in a cell is a frame around its text, as editors of pages make them.
    """
    inner = tree.css("table table")
    places = {table.mem_id: _place(table) for table in inner}
    holding = {outer for outer, _ in places.values()}
    frames = {table.mem_id for table in inner if table.mem_id not in holding and _has_one_cell(table)}
    laid = [place for table, place in places.items() if table not in frames]
    return {outer for outer, _ in laid if outer is not None}, {row for _, rows in laid for row in rows}


def _has_one_cell(table: LexborNode) -> bool:
    """Whether a table without tables inside has a single cell."""
    return table.css_first(_NEIGHBOURS) is None and len(table.css("td, th")) == 1


def _place(node: LexborNode) -> tuple[int | None, tuple[int, ...]]:
    """The table that an element stands in, and the rows in between."""
    rows: list[int] = []
    above = node.parent
    while above is not None and above.tag != "table":
        if above.tag == "tr":
            rows.append(above.mem_id)
        above = above.parent
    return above.mem_id if above is not None else None, tuple(rows)


def spans(cell: LexborNode) -> tuple[int, int]:
    """The columns and rows that a cell covers."""
    attributes = cell.attributes
    return _span(attributes, "colspan"), _span(attributes, "rowspan")


def _span(attributes: Mapping[str, str | None], name: str) -> int:
    """A span attribute as a browser reads it, at most 1000."""
    value = attributes.get(name)
    found = _NUMBER.match(value) if value else None
    return min(max(int(found[1]), 1), _MOST_SPAN) if found else 1


def rows(table: LexborNode, place: str, unshown: Set[int] = frozenset()) -> Iterator[tuple[LexborNode, str]]:
    """The rows of a table with their paths, through its sections."""
    for section, path in children(table, place, ("thead", "tbody", "tfoot", "tr"), unshown):
        if section.tag == "tr":
            yield section, path
        else:
            yield from children(section, path, ("tr",), unshown)


def children(
    node: LexborNode, place: str, tags: tuple[str, ...], unshown: Set[int] = frozenset()
) -> Iterator[tuple[LexborNode, str]]:
    """The child elements of some tags with their paths, counted by tag; those that are not shown are counted too."""
    seen: dict[str, int] = {}
    for child in node.iter():
        tag = child.tag
        if tag in tags:
            count = seen[tag] = seen.get(tag, 0) + 1
            if not unshown or child.mem_id not in unshown:
                yield child, f"{place}/{tag}[{count}]"


def unshown(tree: LexborHTMLParser, page: str, hiding: bool) -> frozenset[int]:
    """The elements that a page does not show, as far as they say so themselves; `hiding`: whether a style may do so."""
    if not (hiding or "hidden" in page or "HIDDEN" in page):
        return frozenset()
    found = {node.mem_id for node in tree.css(_UNSHOWN) if _is_unshown(node.attributes)}
    return frozenset(found | set(_by_sheet(tree))) if hiding else frozenset(found)


def _by_sheet(tree: LexborHTMLParser) -> Iterator[int]:
    """The tables, and the elements with tables, whose class a style sheet of the page hides."""
    classes = {name for style in tree.css("style") for name in _HIDDEN_CLASS.findall(style.text(deep=True))}
    holding = around(tree.css("table"), themselves=True) if classes else set()
    for name in sorted(classes)[:_MOST_CLASSES]:
        yield from (node.mem_id for node in tree.css(f".{name}") if node.mem_id in holding)


def around(nodes: Iterable[LexborNode], *, themselves: bool = False) -> set[int]:
    """The numbers of all elements that some stand in; each is met once, for pages nest thousands deep."""
    found: set[int] = set()
    for node in nodes:
        above = node if themselves else node.parent
        while above is not None and above.mem_id not in found:
            found.add(above.mem_id)
            above = above.parent
    return found


def _is_unshown(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is marked as hidden."""
    return "hidden" in attributes or is_hidden(attributes)


def is_within(node: LexborNode, elements: Set[int]) -> bool:
    """Whether a node is one of some elements or stands in one."""
    current: LexborNode | None = node
    while current is not None:
        if current.mem_id in elements:
            return True
        current = current.parent
    return False
