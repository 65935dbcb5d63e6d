"""The headings above figures as a tree, and the columns that are its leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from extractors.forms import Heading, heading_unit, headings, plain, stands_above
from extractors.forms.wordings import completions, misread
from extractors.grid import Cell
from extractors.layouts.tokens import Token

_LEGIBLE = 0.6
"""A recognised heading with less confidence may have lost or changed most of its characters."""


@dataclass(slots=True)
class Node:
    """One printed heading above figures; `heading` is null for a text that is none."""

    cell: Cell
    heading: Heading | None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    guessed: bool = False
    """Whether a cut-off heading was completed by its position."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One column of figures: what its headings say of row and column, and the unit they print."""

    row_code: str | None
    column_code: str | None
    is_unit: bool
    unit: str | None
    by_position: bool
    cell: Cell

    @property
    def codes(self) -> tuple[str | None, str | None, bool]:
        """What tells it from other columns."""
        return self.row_code, self.column_code, self.is_unit

    @property
    def is_known(self) -> bool:
        """Whether its headings name a column."""
        return self.is_unit or self.column_code is not None


def tree(heads: Sequence[Token], table: str) -> list[Node]:
    """The roots of the headings, in the order of their columns.

    Each heading goes under the first of its possible parents that has no such child yet; so two rows of equal
    headings under two groups find their places whatever the order of the rows in between. A heading that a seal hid is
    one only where it is known which.
    """
    roots: list[Node] = []
    nodes: list[Node] = []
    named = [head.above(table) for head in heads]
    restored = _restored(heads, named)
    named = [restored.get(at, heading) for at, heading in enumerate(named)]
    shared = _uncertain([heading for heading in named if heading])
    for at, (head, heading) in enumerate(zip(heads, named, strict=True)):
        node = Node(head.cell, None if heading and heading.code in shared else heading, guessed=at in restored)
        node.parent = _parent(node, nodes)
        (node.parent.children if node.parent else roots).append(node)
        nodes.append(node)
    roots = _gathered(nodes, roots)
    _distrust(nodes)
    _complete(_in_print(list(_leaf_nodes(roots))), table)
    if any(node.heading is None and not plain(node.cell.text) for node in nodes):
        return tree([head for head in heads if not head.is_blank], table)
    return roots


def _restored(heads: Sequence[Token], named: Sequence[Heading | None]) -> dict[int, Heading]:
    """Headings for unknown texts: those that one under several others lacks, where they stand beside what its likes do.

    A text has to have a letter of the heading and may be no longer, so that no column of its own is taken for it; or
    nothing is left of it.
    """
    found: dict[int, Heading] = {}
    known = [heading for heading in named if heading]
    lacking = _uncertain(known)
    for heading in {each.code: each for each in known if each.code in lacking}.values():
        places = [at for at, each in enumerate(named) if not each and _stands_for(heads[at].text, heading.label)]
        likes = [at for at, each in enumerate(named) if each and each.code == heading.code]
        beside = [at for at in places if any(_alike(named, [at, *likes], side) for side in (-1, 1))]
        if len(beside) + len(likes) == sum(each.code in heading.parents for each in known):
            found |= dict.fromkeys(beside, heading)
    return found


def _stands_for(text: str, label: str) -> bool:
    """Whether a text may be what is left of a heading."""
    letters = "".join(text.split())
    return not letters or (len(letters) <= len(label) and bool(set(letters) & set(label)))


def _alike(named: Sequence[Heading | None], places: Sequence[int], side: int) -> bool:
    """Whether the same known heading stands beside each of some places, before (-1) or after (1) it."""
    codes = {each.code if 0 <= at + side < len(named) and (each := named[at + side]) else None for at in places}
    return len(codes) == 1 and None not in codes


def _uncertain(found: Sequence[Heading]) -> set[str]:
    """The codes of headings that stand under several others, but not once under each: which has one is not known."""
    codes = Counter(heading.code for heading in found)
    parents = {heading.code: sum(codes[parent] for parent in heading.parents) for heading in found}
    return {code for code, count in parents.items() if count > 1 and codes[code] != count}


def _distrust(nodes: Sequence[Node]) -> None:
    """Take the names from equal headings with an unknown one among them: it may be one of them, and all would shift."""
    codes = [node.heading.code if node.heading else None for node in nodes]
    repeated = [at for at, code in enumerate(codes) if code is not None and codes.count(code) > 1]
    if repeated and None in codes[repeated[0] : repeated[-1]]:
        for at in repeated:
            nodes[at].heading = None


def once(heads: Sequence[Token], row: Sequence[Token], table: str, *, filled: bool) -> list[Token]:
    """The new headings of a row, one that is drawn in every cell it covers only once.

    A heading beside an equal one is the same, grown by a cell; so is one under an equal one where `filled` says that
    both rows print something in each of their cells. Unknown texts are kept: two cut headings can read the same.
    """
    covered = ((column, head.text) for head in heads for column in range(head.cell.column, _end(head)))
    above = set(covered) if filled else set()
    found: list[Token] = []
    for head in row:
        known = head.above(table) is not None
        if known and (head.cell.column, head.text) in above:
            continue
        if known and found and _continues(found[-1].cell, head.cell):
            found[-1] = replace(found[-1], cell=found[-1].cell._replace(column_span=_end(head) - found[-1].cell.column))
        else:
            found.append(head)
    return found


def _continues(left: Cell, right: Cell) -> bool:
    """Whether two cells stand side by side and print the same."""
    return left.column + left.column_span == right.column and left.text == right.text


def _end(head: Token) -> int:
    """The column after a heading."""
    return head.cell.column + head.cell.column_span


def _parent(node: Node, nodes: list[Node]) -> Node | None:
    """Where a heading belongs; an unknown one beside the heading before it."""
    if node.heading is None:
        return nodes[-1].parent if nodes else None
    for above in nodes:
        if above.heading is None or above.heading.code not in node.heading.parents:
            continue
        if all(child.heading is None or child.heading.code != node.heading.code for child in above.children):
            return above
    return None


def _leaf_nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes without children, left to right."""
    for node in nodes:
        if node.children:
            yield from _leaf_nodes(node.children)
        else:
            yield node


def _gathered(nodes: Sequence[Node], roots: list[Node]) -> list[Node]:
    """The roots, once unknown headings over several columns are the parents of those that stand below in them."""
    groups = [node for node in nodes if node.heading is None and not node.children and node.cell.column_span > 1]
    for group in groups:
        below = [root for root in roots if root.cell.row > group.cell.row and not _stands_aside(root.cell, group.cell)]
        if len(below) > 1:
            group.children = below
            for node in below:
                node.parent = group
    return [root for root in roots if root.parent is None]


def _in_print(leaves: list[Node]) -> list[Node]:
    """The leaves as they stand side by side, for unknown ones may hang in another place; as given where any overlap."""
    ordered = sorted(leaves, key=lambda leaf: leaf.cell.column)
    apart = all(one.cell.column + one.cell.column_span <= two.cell.column for one, two in pairwise(ordered))
    return ordered if apart else leaves


def _complete(leaves: list[Node], table: str) -> None:
    """Give cut-off and misread headings their names where the statutory order allows one reading only."""
    if all(leaf.heading is not None for leaf in leaves):
        return
    choices = [[leaf.heading] if leaf.heading else _possible(table, leaf.cell) for leaf in leaves]
    readings = list(_increasing(choices, -1)) if all(choices) else []
    if len(readings) != 1:
        return
    for leaf, heading in zip(leaves, readings[0], strict=True):
        leaf.guessed = leaf.heading is None
        leaf.heading = heading


def _possible(table: str, cell: Cell) -> list[Heading]:
    """The columns that a text which is no heading can be; any where nothing is left of it.

    One that was hardly recognised, as under a seal, can be any that has one of its characters, else any at all.
    """
    columns = [heading for heading in headings() if heading.table_name == table and heading.role == "column"]
    if not plain(cell.text):
        return columns
    found = list(completions(table, cell.text) or misread(table, cell.text))
    if found or cell.source == "print" or cell.confidence >= _LEGIBLE:
        return found
    return [heading for heading in columns if _stands_for(cell.text, heading.label)] or columns


def _increasing(choices: list[list[Heading]], after: int) -> Iterator[list[Heading]]:
    """All ways to choose one heading each so that the statutory order is kept."""
    if not choices:
        yield []
        return
    for heading in choices[0]:
        if heading.order > after:
            for rest in _increasing(choices[1:], heading.order):
                yield [heading, *rest]


def is_crooked(nodes: Sequence[Node]) -> bool:
    """Whether a heading over several columns has one under it that does not stand there: a span was miscounted."""
    return any(_stands_aside(child.cell, node.cell) or is_crooked([child]) for node in nodes for child in node.children)


def _stands_aside(cell: Cell, above: Cell) -> bool:
    """Whether a cell does not stand under another one of several columns."""
    return above.column_span > 1 and not above.column <= cell.column < above.column + above.column_span


def in_columns(found: Sequence[Leaf], table: str, *, in_line: bool) -> tuple[Leaf, ...]:
    """The columns of an aligned grid from left to right, for figures that stand under no heading of their own.

    Where headings overlap or are not `in_line`, their places contradict each other: then the statutory order counts, if
    all are there.
    """
    ordered = sorted(found, key=lambda leaf: leaf.cell.column)
    apart = all(left.cell.column + left.cell.column_span <= right.cell.column for left, right in pairwise(ordered))
    if apart and in_line:
        return tuple(ordered)
    by_code = {(leaf.row_code, leaf.column_code): replace(leaf, by_position=True) for leaf in found}
    statutory = _statutory(table)
    complete = len(by_code) == len(found) and set(by_code) == set(statutory)
    return tuple(by_code[code] for code in statutory) if complete else ()


@cache
def _statutory(table: str) -> list[tuple[str | None, str | None]]:
    """Rows and columns of the headings above a table's figures by the forms; no row where rows stand beside."""
    own = [heading for heading in headings() if heading.table_name == table]
    columns = [heading.code for heading in own if heading.role == "column"]
    rows: list[str | None] = [one.code for one in own if one.role == "row" and one.code in stands_above(table)]
    return [(row, column) for row in rows or [None] for column in columns]


def leaves(roots: Sequence[Node]) -> tuple[Leaf, ...]:
    """The columns of figures, left to right."""
    return tuple(_leaf(node) for node in _leaf_nodes(roots))


def _leaf(node: Node) -> Leaf:
    """One column with what the headings above it say."""
    return describe(list(_upwards(node)), node.cell, guessed=node.guessed)


def describe(path: Sequence[Heading], cell: Cell, *, guessed: bool = False) -> Leaf:
    """A column of figures from the headings above it, nearest first."""
    row = next((heading.code for heading in path if heading.role == "row"), None)
    column = next((heading.code for heading in path if heading.role == "column"), None)
    is_unit = any(heading.role == "unit" for heading in path)
    return Leaf(row, column, is_unit, heading_unit(cell.text), guessed, cell)


def _upwards(node: Node) -> Iterator[Heading]:
    """The known headings from a node to its root."""
    current: Node | None = node
    while current is not None:
        if current.heading is not None:
            yield current.heading
        current = current.parent
