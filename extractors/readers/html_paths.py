"""Where an element of a page stands: XPaths with positions, counted by tag as a browser builds the tree."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode


def path_of(node: LexborNode) -> str:
    """The XPath of an element, positions counted by tag."""
    return Paths().of(node)


class Paths:
    """The XPaths of many elements of one page: what was counted for one is not counted again for its neighbours."""

    def __init__(self) -> None:
        self.positions: dict[int, int] = {}
        self.paths: dict[int, str] = {}

    def of(self, node: LexborNode) -> str:
        """The XPath of an element, positions counted by tag."""
        step = f"/{node.tag}[{self._position(node, node.tag)}]"
        above = node.parent
        if above is None:
            return "/html" + step
        path = self.paths.get(above.mem_id)
        if path is None:  # of the elements further up nothing is kept: pages nest thousands deep
            path = self.paths[above.mem_id] = self._walked(above)
        return path + step

    def _walked(self, node: LexborNode) -> str:
        """The XPath of an element, from the root."""
        steps: list[str] = []
        current: LexborNode | None = node
        while current is not None and (tag := current.tag) not in ("html", "-document", None):
            steps.append(f"/{tag}[{self._position(current, tag)}]")
            current = current.parent
        return "/html" + "".join(reversed(steps))

    def _position(self, node: LexborNode, tag: str | None) -> int:
        """The place of an element among its neighbours of the same tag."""
        position, before = 1, node.prev
        while before is not None:
            if before.tag == tag:
                known = self.positions.get(before.mem_id)
                if known is not None:
                    position += known
                    break
                position += 1
            before = before.prev
        self.positions[node.mem_id] = position
        return position


def element_at(tree: LexborHTMLParser, path: str) -> LexborNode:
    """The element at a path as locators have it; raises `LookupError` when there is none, `ValueError` for no path."""
    node: LexborNode | None = tree.root
    for step in path.removeprefix("/html/").split("/"):
        tag, _, position = step.rstrip("]").partition("[")
        node = _nth(node, tag, int(position or 1))
    if node is None:
        raise LookupError("the page has no elements")
    return node


_FIELDS = {"input": "value", "iframe": "srcdoc"}
"""Elements that keep a text in an attribute."""
_WRAPPERS = frozenset({"template", "noscript", "object"})
"""Elements whose own elements are shown under some condition only."""
_RAW = frozenset({"script", "textarea"})
"""Elements whose text may be data or a program; that of others, printed with the marks of HTML, begins with one."""
KEEPERS = frozenset({*_FIELDS, *_WRAPPERS, *_RAW, "xmp"})
"""The elements that keep a text."""


def kept_text(node: LexborNode) -> str:
    """What an element keeps without showing it: the text in a script, the value of a field, the HTML of a template."""
    if node.tag in _FIELDS:
        return node.attributes.get(_FIELDS[node.tag]) or ""
    if node.tag in _WRAPPERS:
        whole = node.html or ""
        return whole[whole.find(">") + 1 : whole.rfind("</")]
    text = node.text(deep=True)
    return text if node.tag in _RAW else text[max(text.find("<"), 0) :]


def _nth(node: LexborNode | None, tag: str, position: int) -> LexborNode:
    """The child at a position among those of its tag; raises `LookupError` when there is none."""
    child = node.child if node is not None else None
    while child is not None:
        position -= child.tag == tag
        if position == 0 and child.tag == tag:
            return child
        child = child.next
    raise LookupError(f"no {tag} at that place")
