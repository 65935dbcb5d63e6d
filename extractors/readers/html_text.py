"""The text under an element as a reader sees it, and steps through the tree without recursion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

SILENT = frozenset({"script", "style", "noscript", "template", "iframe", "select", "-comment", "head", "svg", "object"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd"}
    | {"label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr"}
    | {"o:p", "st1:chmetcnv"}
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9:]*)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\n]+")
_EDGES = "\0" + "".join(filter(str.isspace, map(chr, range(0x3001))))
"""What may stand around a text and is not printed: white space, and the marks between pieces."""
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NEVER_DEEP = frozenset(
    {"p", "li", "dd", "dt", "option", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "br", "img", "input", "hr"}
    | {"meta", "link", "col", "area", "base", "embed", "param", "source", "track", "wbr"}
)
"""Elements that have no end, or that the next of their kind ends, or that a tree holds in bounded time."""


def is_deeper(text: str, most: int) -> bool:
    """Whether elements nest deeper than `most` as far as their tags tell: a tree takes time with the square of it."""
    if text.count("<") <= most:
        return False
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() not in _NEVER_DEEP:
            depth = max(depth + (-1 if tag[1] else 1), 0)
            if depth > most:
                return True
    return False


def has_more_attributes(text: str, most: int) -> bool:
    """Whether one element has more than `most` attributes: a tree takes time with the square of them."""
    if not _has_gap(text, "<", 2 * most):
        return False
    pieces = (piece for piece in text.split("<") if len(piece) > 2 * most)
    return any(len(_QUOTED.sub("", piece.partition(">")[0]).split()) > most for piece in pieces)


def _has_gap(text: str, mark: str, most: int) -> bool:
    """Whether more than `most` characters may follow each other without a mark; looks at few of them."""
    at = 0
    while at + most < len(text):
        last = text.rfind(mark, at, at + most + 1)
        if last < 0:
            return True
        at = last + 1
    return False


@dataclass(slots=True)
class Text:
    """The text under an element: white space as a browser collapses it, a line a block or `<br>`."""

    pieces: list[str] = field(default_factory=list)

    def lines(self) -> str:
        """The collected lines without empty ones."""
        if not self.pieces:
            return ""
        collapsed = [_BLANKS.sub(" ", line).strip() for line in "".join(self.pieces).split("\0") if line]
        return "\n".join([line for line in collapsed if line])


def breaks(tag: str) -> bool:
    """Whether an element begins a new line."""
    return tag != "-text" and tag not in _INLINE


def next_node(node: LexborNode, depth: int) -> tuple[LexborNode | None, int]:
    """The next node in document order below the body, and its depth."""
    return (node.child, depth + 1) if node.child is not None else after(node, depth)


def after(node: LexborNode, depth: int) -> tuple[LexborNode | None, int]:
    """The next node after everything under this one."""
    current: LexborNode | None = node
    while current is not None and depth > 0:
        if current.next is not None:
            return current.next, depth
        current, depth = current.parent, depth - 1
    return None, 0


def quick_text(cell: LexborNode) -> str:
    """What `cell_text` gives of a cell in which nothing is silent, asked of the tree at once where it is one piece."""
    text = cell.text(separator="\0").strip(_EDGES)
    if "\0" in text:  # only a walk tells whether a line ends between two pieces
        return cell_text(cell)
    return text if text.isalnum() else _BLANKS.sub(" ", text)


def cell_text(cell: LexborNode) -> str:
    """The text of a cell; digits in neighbouring spans stay together."""
    first = cell.child
    if first is None or (first.tag == "-text" and first.next is None):
        return _BLANKS.sub(" ", first.text_content or "").strip() if first is not None else ""
    node: LexborNode | None = first
    text, depth = Text(), 1
    while node is not None:
        tag, child = node.tag or "", None
        if tag == "-text":
            text.pieces.append(node.text_content or "")
            following = node.next
            if following is not None:
                node = following
                continue
        elif tag in SILENT:
            node, depth = after(node, depth)
            continue
        else:
            child = node.child
            if tag not in _INLINE:
                text.pieces.append("\0")
        node, depth = (child, depth + 1) if child is not None else _after_in_cell(node, tag, depth, text)
    return text.lines()


def _after_in_cell(node: LexborNode, tag: str, depth: int, text: Text) -> tuple[LexborNode | None, int]:
    """The next node after one without children; ends the line when a block ends."""
    current: LexborNode | None = node
    while current is not None and depth > 0:
        if breaks(tag):
            text.pieces.append("\0")
        following = current.next
        if following is not None:
            return following, depth
        current, depth = current.parent, depth - 1
        tag = (current.tag or "") if current is not None else ""
    return None, 0


_STRUCK = ":is(td, th) :is(s, strike, del, sup)"
_HIDDEN = 'td [style*="none"], th [style*="none"]'
_FIELDS = "td input[value]"
_TABLE = re.compile(r"(<table\b.*?(?:</table\s*>|\Z))", re.IGNORECASE | re.DOTALL)
_HIDES = re.compile(r"isplay\s*:\s*(?:[Nn]one|NONE)")
"""What hides an element, as nearly all pages write it; a search in any case takes longer than to read the page."""
_IS_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSHOWN = frozenset({"hidden", "checkbox", "radio", "button", "submit", "image", "reset"})


def as_shown(page: str, hiding: bool) -> LexborHTMLParser:
    """The tree of a page with cells as a reader sees them: no struck, raised or hidden pieces, fields with their text.

    `hiding` is whether the page may hide elements by their style.

    A cell of which nothing else would be left keeps what it has; so does one with a table inside.
    """
    tree = LexborHTMLParser(page if page.lstrip("\ufeff \t\r\n").startswith("<") else _with_lines(page))
    for node in tree.css(_STRUCK):
        if _text_beside(node):
            node.decompose()
    for node in tree.css(_HIDDEN) if hiding else ():
        if is_hidden(node.attributes) and node.css_first("table, td") is None:
            node.decompose()
    for node in tree.css(_FIELDS):
        if (node.attributes.get("type") or "text").lower() not in _UNSHOWN:
            node.insert_before(node.attributes.get("value") or "")
    return tree


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether the style of an element hides it."""
    return _IS_HIDDEN.search(attributes.get("style") or "") is not None


def hides(page: str) -> bool:
    """Whether a page may hide elements by their style."""
    return _HIDES.search(page) is not None or "DISPLAY" in page


def _with_lines(text: str) -> str:
    """A text with tables in the marks of HTML, its lines outside of them marked too."""
    return "".join(piece if at % 2 else piece.replace("\n", "<br>") for at, piece in enumerate(_TABLE.split(text)))


def _text_beside(node: LexborNode) -> bool:
    """Whether the cell around a piece has other text, and the piece holds no table."""
    cell = node.parent
    while cell is not None and cell.tag not in ("td", "th"):
        cell = cell.parent
    if cell is None or node.css_first("table") is not None:
        return False
    return len(cell.text(deep=True).strip()) > len(node.text(deep=True).strip())
