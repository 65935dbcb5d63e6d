"""Word documents: tables with their spans and paragraphs, read straight from the main part.

The part is walked itself because content controls, tracked insertions and text boxes hold tables and text that
common libraries leave out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from lxml import etree

from extractors.archive import open_archive, read_part
from extractors.document import DocumentError
from extractors.grid import (
    Block,
    Cell,
    Content,
    Grid,
    Locator,
    Note,
    Paragraph,
    paragraph_locator,
    parts,
    table_locator,
)
from extractors.readers import docx_flat

MAX_SPAN = 63
"""The most columns that Word itself allows."""
MAX_CELLS = 200_000

_MAIN = "word/document.xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTAINERS = frozenset(
    {"body", "sect", "sub-section", "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "txbxContent"}
    | {"AlternateContent", "Choice"}
)
_SILENT = frozenset(
    {"del", "moveFrom", "instrText", "delText", "rt", "txbxContent", "pPr", "rPr", "tblPr", "sdtPr", "Fallback", "tbl"}
)
_SHOWN = ("object", "drawing", "pict")
"""What shows a sheet of another program, which may be a table beside others; and what shows a picture."""
_RARE = ("vanish", "del", "gridBefore", "strike", "dstrike", "vertAlign")
"""Marks that most documents have nowhere; where they have none, no run, row or cell is asked for them."""
_HIDDEN = frozenset({"vanish"})
_NOT_MEANT = frozenset({"strike", "dstrike", "vertAlign"})
_NOT_PRINTED = _HIDDEN | _NOT_MEANT
_OFF = frozenset({"0", "false", "off", "baseline", "subscript"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}

Element = etree._Element


def read(data: bytes) -> Content:
    """The paragraphs and tables of a .docx or flat Word file; raises DocumentError."""
    walk = _Walk(_parsed(main_part(data)))
    content = Content(tuple(walk.blocks()))
    return replace(content, notes=tuple(walk.unread(_SHOWN[:1] if content.grids else _SHOWN)))


def main_part(data: bytes) -> bytes:
    """The part of a Word file that holds its text; raises DocumentError."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return docx_flat.main_part(data)
    with open_archive(data) as archive:
        return read_part(archive, _MAIN)


def element_at(main: bytes, locator: str) -> tuple[Element, Element]:
    """The root of a main part and its cell or paragraph at a locator; raises DocumentError, LookupError, ValueError."""
    root, place = _parsed(main), parts(locator)
    walk = _Walk(root)
    if "paragraph" in place:
        return root, _at(walk.paragraphs, place["paragraph"])
    row = _at(walk.own(_at(walk.tables, place["table"]), "tr"), place["row"])
    return root, _at(walk.own(row, "tc"), place["cell"])


def _at(elements: Iterable[Element], position: str) -> Element:
    """The element at a position, counted from 1; raises LookupError when there are not so many."""
    found = next(islice(elements, max(int(position), 1) - 1, None), None)
    if found is None:
        raise LookupError(f"no element {position}")
    return found


def _parsed(main: bytes) -> Element:
    """The root of the main part, without entities, network or external files; raises DocumentError('damaged')."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(main, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("damaged", "the Word file's main part is broken; save it again from Word") from error


@dataclass
class _Placed:
    """A cell in the making."""

    cell: Element
    where: Locator
    row: int
    column: int
    row_span: int
    column_span: int


class _Walk:
    """One pass over a document, knowing the number of each table and each paragraph outside tables."""

    def __init__(self, root: Element) -> None:
        """Number the tables and the paragraphs of a document in the order in which they begin."""
        self.root = root
        self.w = f"{{{etree.QName(root).namespace or ''}}}"
        self.tables = {table: number for number, table in enumerate(root.iter(self.w + "tbl"), start=1)}
        free = (one for one in root.iter(self.w + "p") if next(one.iterancestors(self.w + "tbl"), None) is None)
        self.paragraphs = {paragraph: number for number, paragraph in enumerate(free, start=1)}
        self.boxes: dict[Element | None, list[Element]] = {}
        for box in root.iter(self.w + "txbxContent"):
            self.boxes.setdefault(_holder(box, (self.w + "p", _FALLBACK)), []).append(box)
        self.marked = {name for name in _RARE if next(root.iter(self.w + name), None) is not None}
        self.cells = 0

    def blocks(self) -> Iterator[Block]:
        """The blocks of the body in document order."""
        body = self.root.find(self.w + "body")
        if body is not None:
            yield from self._blocks_in(body)

    def unread(self, names: Sequence[str]) -> Iterator[Note]:
        """That a document shows pictures or embedded sheets, which are not read: its tables may be among them."""
        shown = sum(1 for _ in self.root.iter(*(self.w + name for name in names)))
        if shown:
            message = (
                f"it shows {shown} pictures or embedded sheets, which are not read; save it as PDF to have them read"
            )
            yield Note("needs_ocr", message)

    def _blocks_in(self, parent: Element) -> Iterator[Block]:
        """The blocks of a container; text boxes follow the paragraph, nested tables the table that holds them."""
        for child in parent:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._tables(child)
            elif name in _CONTAINERS:
                yield from self._blocks_in(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        """A paragraph, unless it is blank, and what its text boxes hold."""
        text = self._text(paragraph)
        if text:
            yield Paragraph(text, paragraph_locator(self.paragraphs[paragraph]))
        for box in self.boxes.get(paragraph, ()):
            yield from self._blocks_in(box)

    def _tables(self, table: Element) -> Iterator[Block]:
        """The grids of a table and of the tables inside it, outer first."""
        for one in table.iter(self.w + "tbl"):
            if next(one.iterancestors(_FALLBACK), None) is None:
                grid = self._grid(one)
                if grid.cells:
                    yield grid

    def _grid(self, table: Element) -> Grid:
        """One table's grid; raises DocumentError('too_large') past the cap on cells."""
        number = self.tables[table]
        placed: list[_Placed] = []
        above: dict[int, _Placed] = {}
        row = 0
        for line_number, line in enumerate(self.own(table, "tr"), start=1):
            if self._is_deleted(line):
                continue
            cells = list(self._row(line, row, above, (number, line_number)))
            above = {column: one for one in cells for column in range(one.column, one.column + one.column_span)}
            placed += [one for one in cells if one.row == row]
            row += 1
        return Grid(tuple(self._cell(one) for one in placed), table_locator(number, 1, 1))

    def _cell(self, placed: _Placed) -> Cell:
        """The finished cell with its text."""
        text = "\n".join(filter(None, map(self._text, self._cell_paragraphs(placed.cell))))
        return Cell(placed.row, placed.column, text, placed.where, placed.row_span, placed.column_span)

    def _cell_paragraphs(self, cell: Element) -> Iterator[Element]:
        """The paragraphs of a cell, those of its text boxes included and those of nested tables not."""
        for paragraph in self.own(cell, "p"):
            yield paragraph
            for box in self.boxes.get(paragraph, ()):
                yield from self._cell_paragraphs(box)

    def _row(self, line: Element, row: int, above: dict[int, _Placed], at: tuple[int, int]) -> Iterator[_Placed]:
        """The cells that stand in a row; one that goes on from the row above comes as that cell, made longer."""
        before = line.find(f"{self.w}trPr/{self.w}gridBefore") if "gridBefore" in self.marked else None
        column = _number(before, self.w, 0)
        last: _Placed | None = None
        for order, cell in enumerate(self.own(line, "tc"), start=1):
            marks = self._marks(cell)
            span = max(1, _number(marks.get("gridspan"), self.w, 1))
            over = above.get(column)
            if self._continues(marks.get("hmerge")) and last:
                last.column_span = min(last.column_span + span, MAX_SPAN)
            elif self._continues(marks.get("vmerge")) and over and over.column == column:
                over.row_span = row + 1 - over.row
                last = over
                yield over
            else:
                last = _Placed(cell, table_locator(*at, order), row, column, 1, span)
                self._count()
                yield last
            column += span

    def _marks(self, cell: Element) -> dict[str, Element]:
        """The properties of a cell by name in small letters, as Word 2003 had them."""
        properties = cell.find(self.w + "tcPr")
        return {} if properties is None else {_name(one).lower(): one for one in properties}

    def _count(self) -> None:
        """Count a cell; raises DocumentError('too_large') past the cap."""
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise DocumentError("too_large", f"the tables have more than {MAX_CELLS} cells; give the report alone")

    def _continues(self, mark: Element | None) -> bool:
        """Whether a merge mark says that the cell goes on, which it also says without a value."""
        return mark is not None and mark.get(self.w + "val", "continue") == "continue"

    def own(self, parent: Element, name: str) -> Iterator[Element]:
        """The rows of a table, cells of a row or paragraphs of a cell, through content controls, not nested tables."""
        for child in parent:
            found = _name(child)
            if found == name:
                yield child
            elif found in _CONTAINERS:
                yield from self.own(child, name)

    def _is_deleted(self, line: Element) -> bool:
        """Whether a tracked change took the row out."""
        return "del" in self.marked and line.find(f"{self.w}trPr/{self.w}del") is not None

    def _text(self, paragraph: Element) -> str:
        """What a paragraph prints: insertions kept, what is deleted, hidden, struck through or raised left out."""
        text = _stripped(self._pieces(paragraph, _NOT_PRINTED))
        if not text and self.marked & _NOT_MEANT:
            return _stripped(self._pieces(paragraph, _HIDDEN))  # all of it is struck through or raised: it is kept
        return text

    def _pieces(self, parent: Element, left_out: frozenset[str]) -> Iterator[str]:
        """The printed pieces under an element, less the runs that are marked in some way."""
        for child in parent:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name == "r" and self.marked & left_out and self._is_marked(child, left_out):
                continue
            elif name and name not in _SILENT:
                yield from self._pieces(child, left_out)

    def _is_marked(self, run: Element, marks: frozenset[str]) -> bool:
        """Whether a run is hidden, struck through or raised, as far as that is asked."""
        properties = run.find(f"{self.w}rPr")
        found = {} if properties is None else {_name(one): one.get(self.w + "val", "true") for one in properties}
        raised = found.get("vertAlign", "superscript") == "superscript"
        return any(found[mark] not in _OFF and (raised or mark != "vertAlign") for mark in found.keys() & marks)


def _stripped(pieces: Iterable[str]) -> str:
    """The text of some pieces without blanks around it."""
    return "".join(pieces).strip(" \t\r\n\u3000")


def _name(element: Element) -> str:
    """The local name of an element; '' for comments and entities."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    """The part of a tag after its namespace; '' for what comments and entities have instead."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _holder(element: Element, names: Iterable[str]) -> Element | None:
    """The nearest ancestor of one of these names."""
    return next(element.iterancestors(*names), None)


def _number(element: Element | None, namespace: str, default: int) -> int:
    """The whole number in an element's `val`, clamped to what Word allows."""
    text = "" if element is None else element.get(namespace + "val", "")
    return min(int(text), MAX_SPAN) if text.isascii() and text.isdigit() else default
