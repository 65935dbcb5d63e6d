"""Tables of web pages that are drawn without the marks of tables: boxes in boxes of boxes, placed by a style sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.forms import look_up
from extractors.grid import Cell, Grid, path_locator
from extractors.readers.html_paths import Paths
from extractors.readers.html_tables import around, is_known
from extractors.readers.html_text import breaks, cell_text

_ROWS = "div, ul, ol, dl, li, section, p"
_CELL_STYLES = ("table-cell", "inline-block")
_FEWEST_HEADINGS, _ENOUGH = 2, 4
_TABLE, _LAID = "<table", "table-cell"
_MOST_CELLS = 50_000


def may_hold_boxes(page: str) -> bool:
    """Whether a page may draw its tables otherwise than with the marks of tables."""
    return _LAID in page or _TABLE not in page


def box_tables(tree: LexborHTMLParser, paths: Paths, unshown: Set[int]) -> Iterator[tuple[list[LexborNode], Grid]]:
    """The rows of each table of boxes that are shown, and its grid."""
    for parent in _parents(_innermost([node for node in tree.css(_ROWS) if _cells(node)])):
        rows = [row for row in _rows(parent) if row.mem_id not in unshown]
        grid = _grid(rows, paths)
        if len(rows) > 1 and grid and _is_statutory(grid):
            yield rows, grid


def _cells(row: LexborNode) -> list[LexborNode]:
    """The boxes beside each other in a box of nothing else; none in any other element."""
    found: list[LexborNode] = []
    for child in row.iter(include_text=True):
        if child.tag == "-text":
            if (child.text_content or "").strip():
                return []
        elif child.tag != "-comment":
            found.append(child)
    is_row = len(found) > 1 and len({child.tag for child in found}) == 1
    return found if is_row and (breaks(found[0].tag or "") or _are_boxes(found)) else []


def _are_boxes(inline: Sequence[LexborNode]) -> bool:
    """Whether pieces of a line are boxes: each has the same class, or the style of a cell."""
    classes = {(piece.attributes.get("class") or "").strip() for piece in inline}
    styles = [piece.attributes.get("style") or "" for piece in inline]
    return (len(classes) == 1 and classes != {""}) or all(any(one in style for one in _CELL_STYLES) for style in styles)


def _innermost(found: Sequence[LexborNode]) -> list[LexborNode]:
    """The elements in which no other of them stands."""
    outer = around(found)
    return [node for node in found if node.mem_id not in outer]


def _parents(rows: Sequence[LexborNode]) -> list[LexborNode]:
    """The elements around several of the rows."""
    around: dict[int, list[LexborNode]] = {}
    for row in rows:
        if row.parent is not None:
            around.setdefault(row.parent.mem_id, []).append(row.parent)
    return [each[0] for each in around.values() if len(each) > 1]


def _rows(parent: LexborNode) -> list[LexborNode]:
    """The children of an element from the first row of boxes to the last, with those of one box between them."""
    children = [child for child in parent.iter() if child.tag != "-comment"]
    places = [at for at, child in enumerate(children) if _cells(child)]
    return children[places[0] : places[-1] + 1] if places else []


def _grid(rows: Sequence[LexborNode], paths: Paths) -> Grid | None:
    """The boxes as cells: in columns where all rows have as many, else in order."""
    boxes = [_cells(row) or [row] for row in rows]
    if not boxes or sum(map(len, boxes)) > _MOST_CELLS:
        return None
    cells = [
        Cell(number, column, cell_text(box), path_locator(paths.of(box)))
        for number, row in enumerate(boxes)
        for column, box in enumerate(row)
    ]
    is_even = len(set(map(len, boxes))) == 1
    return Grid(tuple(cells), path_locator(paths.of(rows[0])), "aligned" if is_even else "ordered")


def _is_statutory(grid: Grid) -> bool:
    """Whether the cells have headings of the forms: several, or a few and nothing but figures beside them."""
    texts = [cell.text for cell in grid.cells if cell.text]
    headings = {text for text in texts if look_up(text)}
    return len(headings) >= (_FEWEST_HEADINGS if all(map(is_known, texts)) else _ENOUGH)
