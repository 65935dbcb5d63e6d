"""Where an element of a page stands: XPaths with positions, counted by tag as a browser builds the tree."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode


def path_of(node: LexborNode) -> str:
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


def element_at(tree: LexborHTMLParser, path: str) -> LexborNode:
    """The element at a path as locators have it; raises `LookupError` when there is none, `ValueError` for no path."""
    node: LexborNode | None = tree.root
    for step in path.removeprefix("/html/").split("/"):
        tag, _, position = step.rstrip("]").partition("[")
        node = _nth(node, tag, int(position or 1))
    if node is None:
        raise LookupError("the page has no elements")
    return node


def kept_text(node: LexborNode) -> str:
    """The text that an element keeps without showing it: what is in a script, or the value of a field."""
    return node.attributes.get("value") or "" if node.tag == "input" else node.text(deep=True)


def _nth(node: LexborNode | None, tag: str, position: int) -> LexborNode:
    """The child at a position among those of its tag; raises `LookupError` when there is none."""
    child = node.child if node is not None else None
    while child is not None:
        position -= child.tag == tag
        if position == 0 and child.tag == tag:
            return child
        child = child.next
    raise LookupError(f"no {tag} at that place")
