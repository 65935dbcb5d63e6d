"""Web pages: leaf tables as grids with their spans, everything else as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.document import DocumentError
from extractors.encoding import contradicts, decode
from extractors.grid import Block, Cell, Content, Grid, Locator, Note, Paragraph, path_locator
from extractors.readers.html_boxes import box_tables
from extractors.readers.html_marks import Marks, marked
from extractors.readers.html_paths import Paths, element_at, kept_text, path_of
from extractors.readers.html_strings import markup_at, markups, may_hold_table
from extractors.readers.html_tables import children, headings, is_within, lays_out, rows, spans
from extractors.readers.html_text import (
    SILENT,
    Text,
    after,
    as_shown,
    breaks,
    cell_text,
    has_more_attributes,
    hides,
    is_deeper,
    next_node,
    quick_text,
)
from extractors.web_archive import unpacked

_LARGEST = 8 * 1024 * 1024
_DEEPEST = 15_000
_MOST_ATTRIBUTES = 5_000
_MOST_CELLS = 200_000
_FEWEST_ROWS, _FEWEST_HEADINGS = 3, 4
"""Of a statutory table whose rows stand among those that lay out the page."""
_TABLE, _ESCAPED = "<table", "&lt;table"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read(data: bytes) -> Content:
    """Paragraphs and grids of a page in reading order; locators are XPaths in the tree that a browser builds."""
    if len(data) > _LARGEST:
        raise DocumentError("too_large", f"the page has {len(data):,} bytes; at most {_LARGEST:,} are read")
    data = unpacked(data)
    text, encoding = decode(data)
    if not text.strip():
        raise DocumentError("empty", "the page holds no characters; fetch the document again")
    if is_deeper(text, _DEEPEST):
        raise DocumentError("too_large", f"the page nests more than {_DEEPEST:,} elements; no report does")
    if has_more_attributes(text, _MOST_ATTRIBUTES):
        raise DocumentError("too_large", f"an element has more than {_MOST_ATTRIBUTES:,} attributes; no report has one")
    if text.lstrip()[:1] in ("{", "["):
        return Content(tuple(_kept(text, "/html")))
    marks = marked(text)
    if marks.tree.body is None:
        raise DocumentError("damaged", "the page has no body; fetch the document again")
    body = _Page(marks)
    shown = tuple(_title(marks.tree)) + tuple(body.blocks())
    notes, hidden = tuple(_notes(data, encoding)), tuple(_hidden(marks, text))
    return Content(shown, notes=notes, hidden=hidden, folded=tuple(body.folded))


def _hidden(marks: Marks, page: str) -> Iterator[Block]:
    """What a page keeps in its scripts, fields and templates, or prints as HTML with its marks escaped: its tables."""
    for node in marks.keepers:
        text = kept_text(node)
        if may_hold_table(text):
            yield from _kept(text, path_of(node))
    if _ESCAPED in page:
        yield from _escaped(marks)


def _escaped(marks: Marks) -> Iterator[Block]:
    """The tables of HTML that stands on the page as text."""
    keepers = {node.mem_id for node in marks.keepers}
    for node in marks.tree.css("body, body *"):
        if node.mem_id not in keepers and _TABLE in node.text(deep=False):
            yield from _kept(kept_text(node), path_of(node))


def _kept(text: str, place: str) -> Iterator[Block]:
    """The blocks of the HTML in the strings of a text; their paths go on from that of the text."""
    for markup in markups(text):
        if is_deeper(markup.text, _DEEPEST) or has_more_attributes(markup.text, _MOST_ATTRIBUTES):
            continue
        marks = marked(markup.text)
        for block in _Page(marks).blocks() if marks.tree.body is not None else ():
            yield _moved(block, f"{place}/{markup.path}")


def _moved(block: Block, place: str) -> Block:
    """A block of HTML within HTML, with paths from the root of the page."""
    where = _under(place, block.locator)
    if isinstance(block, Paragraph):
        return replace(block, locator=where)
    cells = (cell._replace(locator=_under(place, cell.locator)) for cell in block.cells)
    return replace(block, cells=tuple(cells), locator=where)


def _under(place: str, locator: Locator) -> Locator:
    """A locator of HTML within HTML from the root of the page."""
    return Locator(locator.replace("path=/html", f"path={place}", 1))


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

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.paths = Paths()
        self.cells = 0
        self.folded: list[Grid] = []
        self.own: dict[int, Grid] = {}
        self.done: set[int] = set()
        self._find_boxes()

    def blocks(self) -> Iterator[Block]:
        """Grids of leaf tables and paragraphs of everything else."""
        text, depth = Text(), 0
        node = opened = self.marks.tree.body
        while node is not None:
            tag = node.tag or ""
            if tag == "table":
                self._find_own_rows(node)
            grids = self._grids_at(node, tag)
            if grids is not None:
                yield from self._paragraph(text, opened)
                text = Text()
                yield from self._shown(grids, node)
            if grids is not None or tag in SILENT or node.mem_id in self.done:
                node, depth = after(node, depth)
                continue
            if breaks(tag):
                yield from self._paragraph(text, opened)
                text, opened = Text(), node
            elif tag == "-text":
                text.pieces.append(node.text_content or "")
            node, depth = next_node(node, depth)
        yield from self._paragraph(text, opened)

    def _shown(self, blocks: Iterator[Block], node: LexborNode) -> Iterator[Block]:
        """The blocks of a table; those that the page does not show, or only on a click, are put aside."""
        if self.marks.unshown and is_within(node, self.marks.unshown):
            self.folded += (block for block in blocks if isinstance(block, Grid))
        else:
            yield from blocks

    def _paragraph(self, text: Text, opened: LexborNode | None) -> Iterator[Paragraph]:
        """What was collected since the last block began."""
        printed = text.lines()
        if printed and opened is not None:
            yield Paragraph(printed, path_locator(self.paths.of(opened)))

    def _grids_at(self, node: LexborNode, tag: str) -> Iterator[Block] | None:
        """What begins at an element: a leaf table, or the rows of a table among rows that lay out the page."""
        if tag == "table" and node.mem_id not in self.marks.layout:
            place = self.paths.of(node)
            return self._table(list(rows(node, place, self.marks.unshown)), place)
        return iter((self.own[node.mem_id],)) if self.own and node.mem_id in self.own else None

    def _find_boxes(self) -> None:
        """Note the rows of tables that are drawn without the marks of tables."""
        if not self.marks.has_boxes:
            return
        for found, grid in box_tables(self.marks.tree, self.paths, self.marks.unshown):
            self._count(len(grid.cells))
            self.own[found[0].mem_id] = grid
            self.done.update(row.mem_id for row in found)

    def _find_own_rows(self, table: LexborNode) -> None:
        """Note the rows of a layout table that are a statutory table themselves, between those that hold tables."""
        if table.mem_id not in self.marks.layout:
            return
        all_rows = rows(table, "", self.marks.unshown)
        for holds, run in groupby(all_rows, key=lambda row: row[0].mem_id in self.marks.holders):
            between = list(run)
            if holds or len(between) < _FEWEST_ROWS:
                continue
            place = self.paths.of(table)  # asked for so late because pages nest tables thousands deep
            found = [(row, place + path) for row, path in between]
            grid = self._grid(found, place)
            if grid and not lays_out(grid) and headings(grid) >= _FEWEST_HEADINGS:
                self.own[found[0][0].mem_id] = grid
                self.done.update(row.mem_id for row, _ in found)

    def _table(self, found: list[tuple[LexborNode, str]], place: str) -> Iterator[Block]:
        """A leaf table as a grid, or as paragraphs when it only lays out text."""
        grid = self._grid(found, place)
        if grid is None:
            return
        if lays_out(grid):
            for cell in grid.cells:
                yield from (Paragraph(line, cell.locator) for line in cell.text.split("\n") if line)
        else:
            yield grid

    def _grid(self, found: list[tuple[LexborNode, str]], place: str) -> Grid | None:
        """The cells of some rows with their spans, each at the first free place of its row."""
        spanned, silenced = self.marks.spanned, self.marks.silenced
        cells: list[Cell] = []
        taken: dict[int, set[int]] = {}
        for number, (row, path) in enumerate(found):
            column, above = 0, taken.pop(number, ())
            for node, cell_path in children(row, path, ("td", "th"), self.marks.unshown):
                while column in above:
                    column += 1
                width = height = 1
                if node.mem_id in spanned:
                    width, height = spans(node)
                    height = min(height, len(found) - number)
                    self._count(width * (height - 1))
                    for below in range(number + 1, number + height):
                        taken.setdefault(below, set()).update(range(column, column + width))
                text = cell_text(node) if node.mem_id in silenced else quick_text(node)
                cells.append(Cell(number, column, text, path_locator(cell_path), height, width))
                column += width
            self._count(column)
        return Grid(tuple(cells), path_locator(place)) if cells else None

    def _count(self, covered: int) -> None:
        """Add up covered places over the page; raise beyond the limit."""
        self.cells += covered
        if self.cells > _MOST_CELLS:
            raise DocumentError("too_large", f"the tables cover more than {_MOST_CELLS:,} cells; no report does")


def locate(data: bytes, locator: Locator) -> str:
    """The text at a locator of a page, for whoever follows a number back."""
    return cell_text(found_at(data, locator)[1])


def found_at(data: bytes, locator: str) -> tuple[LexborHTMLParser, LexborNode]:
    """The element at a locator, and the page or the HTML in a string of it that it is part of; raises LookupError."""
    page, _ = decode(unpacked(data))
    tree, path = as_shown(page, hides(page)), locator.removeprefix("path=")
    holder, string, inside = path.partition("/string[")
    if string:
        steps = re.match(r"(?:/?string\[\d+\])+", string[1:] + inside)
        place = steps[0] if steps else ""
        text = page if holder == "/html" else kept_text(element_at(tree, holder))
        markup = markup_at(text, place)
        tree, path = as_shown(markup, hides(markup)), "/html" + (string[1:] + inside)[len(place) :]
    return tree, element_at(tree, path)
