"""What the tree of a page is asked for as a whole, by selectors: to ask node by node takes longer than to read it."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.readers.html_boxes import may_hold_boxes
from extractors.readers.html_paths import KEEPERS
from extractors.readers.html_tables import around, layout_tables, unshown
from extractors.readers.html_text import SILENT, as_shown, hides

_KEEPING = ", ".join(sorted((KEEPERS | SILENT) - {"-comment", "head"}))
_SPANNED = "[colspan], [rowspan]"


@dataclass(frozen=True, slots=True)
class Marks:
    """The tree of a page as a reader sees it, and the elements of it that are not read like others."""

    tree: LexborHTMLParser
    keepers: list[LexborNode]
    """Those that keep a text without showing it."""
    spanned: set[int]
    """Those that cover several places of a table, by their numbers."""
    silenced: set[int]
    """Those in which something stands that is never printed."""
    unshown: frozenset[int]
    """Those that the page does not show."""
    has_boxes: bool
    """Whether it may have tables without the marks of tables."""
    layout: set[int]
    """The tables that lay out the page, and in `holders` the rows of them with tables."""
    holders: set[int]


def marked(page: str) -> Marks:
    """The tree of a page and what it says of its elements."""
    hiding = hides(page)
    tree = as_shown(page, hiding)
    found = tree.css(_KEEPING)
    return Marks(
        tree,
        [node for node in found if node.tag in KEEPERS],
        {node.mem_id for node in tree.css(_SPANNED)},
        around(node for node in found if node.tag in SILENT),
        unshown(tree, page, hiding),
        may_hold_boxes(page),
        *layout_tables(tree),
    )
