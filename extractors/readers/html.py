"""Web pages: leaf tables as grids with their spans, everything else as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.document import DocumentError
from extractors.encoding import contradicts, decode
from extractors.grid import Block, Cell, Content, Grid, Locator, Note, Paragraph, path_locator

_LARGEST = 8 * 1024 * 1024
_MOST_SPAN = 1000
_MOST_CELLS = 200_000
_LONGEST_CELL = 400
"""A cell with more text than this lays out a page; no form has one."""
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "iframe", "select", "-comment", "head", "svg", "object"}
)
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
    }
    | {"mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr"}
    | {"o:p", "st1:chmetcnv"}
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


@dataclass(slots=True)
class _Text:
    """The text under an element: white space as a browser collapses it, a line a block or `<br>`."""

    pieces: list[str] = field(default_factory=list)

    def lines(self) -> str:
        """The collected lines without empty ones."""
        collapsed = (re.sub(r"[ \t\r\f\n]+", " ", line).strip() for line in "".join(self.pieces).split("\0"))
        return "\n".join(line for line in collapsed if line)


def read(data: bytes) -> Content:
    """Paragraphs and grids of a page in reading order; locators are XPaths in the tree that a browser builds."""
    if len(data) > _LARGEST:
        raise DocumentError("too_large", f"the page has {len(data):,} bytes; at most {_LARGEST:,} are read")
    text, encoding = decode(data)
    if not text.strip():
        raise DocumentError("empty", "the page holds no characters; fetch the document again")
    tree = LexborHTMLParser(text)
    if tree.body is None:
        raise DocumentError("damaged", "the page has no body; fetch the document again")
    return Content(tuple(_title(tree)) + tuple(_Page(tree).blocks()), notes=tuple(_notes(data, encoding)))


def _notes(data: bytes, encoding: str) -> Iterator[Note]:
    """Whether the page declares a charset that it is not written in."""
    declared = _CHARSET.search(data[:4096])
    if declared and contradicts(declared[1].decode("ascii"), encoding):
        yield Note(
            "wrong_charset", f"declares {declared[1].decode('ascii')} but is written in {encoding}; read as {encoding}"
        )


def _title(tree: LexborHTMLParser) -> Iterator[Paragraph]:
    """The title in the head, which often names agency and year."""
    title = tree.css_first("head title")
    if title is not None and title.text().strip():
        yield Paragraph(re.sub(r"\s+", " ", title.text()).strip(), path_locator("/html/head/title"))


class _Page:
    """One walk over a page's tree, without recursion: pages nest a thousand deep."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.body = tree.body
        self.cells = 0
        self.layout = _layout_tables(tree)

    def blocks(self) -> Iterator[Block]:
        """Grids of leaf tables and paragraphs of everything else."""
        text, node, depth = _Text(), self.body, 0
        opened = self.body
        while node is not None:
            tag = node.tag or ""
            if tag == "table" and node.mem_id not in self.layout:
                yield from self._paragraph(text, opened)
                text = _Text()
                yield from self._table(node)
                node, depth = _after(node, depth)
                continue
            if tag in _SILENT:
                node, depth = _after(node, depth)
                continue
            if _breaks(tag):
                yield from self._paragraph(text, opened)
                text, opened = _Text(), node
            elif tag == "-text":
                text.pieces.append(node.text_content or "")
            node, depth = _next(node, depth)
        yield from self._paragraph(text, opened)

    def _paragraph(self, text: _Text, opened: LexborNode | None) -> Iterator[Paragraph]:
        """What was collected since the last block began."""
        printed = text.lines()
        if printed and opened is not None:
            yield Paragraph(printed, path_locator(_path(opened)))

    def _table(self, table: LexborNode) -> Iterator[Block]:
        """A leaf table as a grid, or as paragraphs when it only lays out text."""
        grid = self._grid(table)
        if grid is None:
            return
        if _lays_out(grid):
            for cell in grid.cells:
                yield from (Paragraph(line, cell.locator) for line in cell.text.split("\n") if line)
        else:
            yield grid

    def _grid(self, table: LexborNode) -> Grid | None:
        """The cells of a table with their spans, each at the first free place of its row."""
        place = _path(table)
        cells: list[Cell] = []
        taken: dict[int, set[int]] = {}
        rows = list(_rows(table, place))
        for number, (row, path) in enumerate(rows):
            column = 0
            for node, cell_path in _children(row, path, ("td", "th")):
                while column in taken.get(number, ()):
                    column += 1
                width, height = _span(node, "colspan"), min(_span(node, "rowspan"), len(rows) - number)
                self._count(width * height)
                for below in range(number, number + height):
                    taken.setdefault(below, set()).update(range(column, column + width))
                cells.append(Cell(number, column, _cell_text(node), path_locator(cell_path), height, width))
                column += width
        return Grid(tuple(cells), path_locator(place)) if cells else None

    def _count(self, covered: int) -> None:
        """Add up covered places over the page; raise beyond the limit."""
        self.cells += covered
        if self.cells > _MOST_CELLS:
            raise DocumentError("too_large", f"the tables cover more than {_MOST_CELLS:,} cells; no report does")


def _lays_out(grid: Grid) -> bool:
    """Whether a table only places text on the page: one row, one column, or a cell with a whole section in it."""
    narrow = grid.row_count == 1 or grid.column_count == 1
    return narrow or any(len(cell.text) > _LONGEST_CELL for cell in grid.cells)


def _layout_tables(tree: LexborHTMLParser) -> set[int]:
    """The tables that contain a table, found from the inner ones outwards."""
    outer: set[int] = set()
    for table in tree.css("table table"):
        above = table.parent
        while above is not None and above.tag != "table":
            above = above.parent
        if above is not None:
            outer.add(above.mem_id)
    return outer


def _breaks(tag: str) -> bool:
    """Whether an element begins a new line."""
    return tag != "-text" and tag not in _INLINE


def _next(node: LexborNode, depth: int) -> tuple[LexborNode | None, int]:
    """The next node in document order below the body, and its depth."""
    return (node.child, depth + 1) if node.child is not None else _after(node, depth)


def _after(node: LexborNode, depth: int) -> tuple[LexborNode | None, int]:
    """The next node after everything under this one."""
    current: LexborNode | None = node
    while current is not None and depth > 0:
        if current.next is not None:
            return current.next, depth
        current, depth = current.parent, depth - 1
    return None, 0


def _cell_text(cell: LexborNode) -> str:
    """The text of a cell; digits in neighbouring spans stay together."""
    text, node, depth = _Text(), cell.child, 1
    while node is not None:
        tag = node.tag or ""
        if tag in _SILENT:
            node, depth = _after(node, depth)
            continue
        if tag == "-text":
            text.pieces.append(node.text_content or "")
        elif _breaks(tag):
            text.pieces.append("\0")
        node, depth = _next_in_cell(node, depth, text)
    return text.lines()


def _next_in_cell(node: LexborNode, depth: int, text: _Text) -> tuple[LexborNode | None, int]:
    """Like `_next`; ends the line when a block ends."""
    if node.child is not None:
        return node.child, depth + 1
    current: LexborNode | None = node
    while current is not None and depth > 0:
        if _breaks(current.tag or ""):
            text.pieces.append("\0")
        if current.next is not None:
            return current.next, depth
        current, depth = current.parent, depth - 1
    return None, 0


def _span(cell: LexborNode, name: str) -> int:
    """A span attribute as a browser reads it, at most 1000."""
    found = re.match(r"\s*\+?(\d{1,9})", cell.attributes.get(name) or "")
    return min(max(int(found[1]), 1), _MOST_SPAN) if found else 1


def _rows(table: LexborNode, place: str) -> Iterator[tuple[LexborNode, str]]:
    """The rows of a table with their paths, through its sections."""
    for section, path in _children(table, place, ("thead", "tbody", "tfoot", "tr")):
        if section.tag == "tr":
            yield section, path
        else:
            yield from _children(section, path, ("tr",))


def _children(node: LexborNode, place: str, tags: tuple[str, ...]) -> Iterator[tuple[LexborNode, str]]:
    """The child elements of some tags with their paths, counted by tag."""
    seen: dict[str, int] = {}
    child = node.child
    while child is not None:
        if child.tag in tags:
            seen[child.tag] = seen.get(child.tag, 0) + 1
            yield child, f"{place}/{child.tag}[{seen[child.tag]}]"
        child = child.next


def _path(node: LexborNode) -> str:
    """The XPath of an element, positions counted by tag."""
    steps: list[str] = []
    current: LexborNode | None = node
    while current is not None and current.tag not in ("html", "-document", None):
        position, before = 1, current.prev
        while before is not None:
            position += before.tag == current.tag
            before = before.prev
        steps.append(f"{current.tag}[{position}]")
        current = current.parent
    return "/html/" + "/".join(reversed(steps))


def locate(data: bytes, locator: Locator) -> str:
    """The text at a locator of a page, for whoever follows a number back."""
    tree = LexborHTMLParser(decode(data)[0])
    node: LexborNode | None = tree.root
    for step in locator.removeprefix("path=/html/").split("/"):
        tag, _, position = step.rstrip("]").partition("[")
        node = _nth(node, tag, int(position or 1))
    if node is None:
        raise LookupError("the page has no elements")
    return _cell_text(node)


def _nth(node: LexborNode | None, tag: str, position: int) -> LexborNode:
    """The child at a position among those of its tag; raises `LookupError` when there is none."""
    child = node.child if node is not None else None
    while child is not None:
        position -= child.tag == tag
        if position == 0 and child.tag == tag:
            return child
        child = child.next
    raise LookupError(f"no {tag} at that place")
