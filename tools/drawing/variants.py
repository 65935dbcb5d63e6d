"""Tables as other hands draw them: each function takes a table and gives one of the same figures."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tools.drawing.places import gathered, placed
from tools.drawing.rows import rows_of
from tools.drawing.tables import Drawn, Role, Table, label

Change = Callable[[Table], Table]
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMERAL = re.compile(r"^(?:\d\.|\uff08[\u4e00-\u9fff]\uff09|[\u4e00-\u9fff]\u3001)")
"""The numeral of a label: a digit and a full stop, or a Chinese one in brackets or before an ideographic comma."""
_LONGEST_KEPT = 6
"""Labels shorter than this keep their characters: with one wrong they could be another label."""


def reworded(table: Table, reword: Callable[[str], str]) -> Table:
    """The table with other texts in its headings; figures stay."""
    return [[cell if cell.role == "figure" else replace(cell, text=reword(cell.text)) for cell in row] for row in table]


def spelt(variant: str) -> Change:
    """Headings as the rows of one variant in spellings.csv spell them."""
    pairs = [(row["printed"], row["instead"]) for row in rows_of("spellings") if row["variant"] == variant]

    def spell(text: str) -> str:
        for printed, instead in pairs:
            text = text.replace(printed, instead)
        return text

    return partial(reworded, reword=spell)


def spaced(table: Table) -> Table:
    """Blanks between the characters of short headings, as typists stretch them, and one inside long ones."""
    return reworded(table, lambda text: "  ".join(text) if len(text) < 4 else text[:2] + " " + text[2:])


def unnumbered(table: Table) -> Table:
    """Labels beside figures and of groups without their numerals."""
    return [
        [replace(cell, text=_NUMERAL.sub("", cell.text)) if cell.role in ("label", "group") else cell for cell in row]
        for row in table
    ]


def otherwise_numbered(table: Table) -> Table:
    """Labels with an ideographic comma after their digits instead of a full stop, as many typists have it."""
    return reworded(table, lambda text: re.sub(r"^(\d)\.", "\\1\u3001", text))


def broken(table: Table) -> Table:
    """A line break after every third character of a heading above figures, as narrow columns are set by hand."""
    return [
        [
            replace(cell, text="\n".join(re.findall(".{1,3}", cell.text))) if cell.role == "head" else cell
            for cell in row
        ]
        for row in table
    ]


def mistyped(table: Table, seed: int = 0) -> Table:
    """One wrong character in every heading of six or more."""
    dice = random.Random(seed)

    def mistype(text: str) -> str:
        places = [found.start() for found in _HAN.finditer(text)]
        if len(places) < _LONGEST_KEPT:
            return text
        at = dice.choice(places)
        return text[:at] + chr(ord(text[at]) + 1) + text[at + 1 :]

    return reworded(table, mistype)


def apart(table: Table, role: Role, *, filled: bool = False) -> Table:
    """Merged cells of one role as single cells: the text in the first, or with `filled` in each of them."""
    cells = []
    for row, column, cell in placed(table):
        if cell.role != role:
            cells.append((row, column, cell))
            continue
        corners = [(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)]
        texts = [cell.text if filled or not at else "" for at in range(len(corners))]
        cells += [(*at, Drawn(text, role=role)) for at, text in zip(corners, texts, strict=True)]
    return gathered(cells)


def without_groups(table: Table) -> Table:
    """The labels of groups lost, as after a page break."""
    return [[replace(cell, text="") if cell.role == "group" else cell for cell in row] for row in table]


def repeated_head(table: Table, every: int = 9) -> Table:
    """The headings at the top of the table again after every few rows of figures; groups end there and go on below."""
    depth = head_depth(table)
    if depth < 2 or len(table) - depth <= every:
        return table
    parts = []
    rest = Table(table)
    while len(rest) - depth > every:
        upper, lower = cut(rest, depth + every)
        parts += upper
        rest = [*table[:depth], *lower]
    return [*parts, *rest]


def head_depth(table: Table) -> int:
    """How many rows of headings stand on top; none where more headings stand further down."""
    heads = [at for at, row in enumerate(table) if any(cell.role == "head" for cell in row)]
    return len(heads) if heads == list(range(len(heads))) else 0


def cut(table: Table, at: int) -> tuple[Table, Table]:
    """The table parted before a row; cells over the cut are cut too, and blank below it."""
    upper, lower = [], []
    for row, column, cell in placed(table):
        end = row + cell.rows
        if row < at:
            upper.append((row, column, replace(cell, rows=min(end, at) - row)))
        if end > at:
            top = max(row, at)
            text = cell.text if row >= at else ""
            lower.append((top - at, column, replace(cell, text=text, rows=end - top)))
    return gathered(upper), gathered(lower)


def with_subtotal(table: Table) -> Table:
    """Chapter three with one more column, the sum of the legal entities, after them; other tables unchanged."""
    group = label("requests", "2021", "legal_entity", "group")
    found = [(row, column, cell) for row, column, cell in placed(table) if cell.text == group]
    if not found:
        return table
    row, column, cell = found[0]
    after = column + cell.columns
    heading = rows_of("subtotals")[0]["printed"]
    cells = [
        (at, place + (place >= after), _wider(each, place, after, at < row + 1)) for at, place, each in placed(table)
    ]
    cells.append((row + 1, after, Drawn(heading, role="head")))
    for at in range(row + 2, len(table)):
        inner = [each for line, place, each in placed(table) if line == at and column <= place < after]
        cells.append((at, after, Drawn(_sum(inner), role="figure")))
    return gathered(cells)


def _wider(cell: Drawn, column: int, after: int, above: bool) -> Drawn:
    """The cell with the new column under it, where it is a heading over that."""
    covers = column < after <= column + cell.columns and cell.columns > 1 and above
    return replace(cell, columns=cell.columns + 1) if covers else cell


def _sum(cells: list[Drawn]) -> str:
    """The sum of printed whole numbers."""
    return str(sum(int(digits) for cell in cells if (digits := re.sub(r"\D", "", cell.text))))


def exchanged(table: Table) -> Table:
    """Tables under several rows of headings with their rows and columns exchanged."""
    if head_depth(table) < 3:
        return table
    return gathered(
        (column, row, replace(cell, rows=cell.columns, columns=cell.rows)) for row, column, cell in placed(table)
    )


def remarked(table: Table) -> Table:
    """One more column for remarks in tables under several rows of headings, with words in one row."""
    depth = head_depth(table)
    if depth < 3 or len(table) < depth + 2:
        return table
    head = [[*table[0], Drawn("备注", depth, 1, "head")], *table[1:depth]]
    words = ["含上年未结", *[""] * (len(table) - depth - 1)]
    return head + [[*row, Drawn(text)] for row, text in zip(table[depth:], words, strict=True)]


VARIANTS: dict[str, Change] = {
    "headings not merged": partial(apart, role="head"),
    "headings repeated in every cell they cover": partial(apart, role="head", filled=True),
    "group labels not merged": partial(apart, role="group"),
    "group labels repeated in every row": partial(apart, role="group", filled=True),
    "group labels lost": without_groups,
    "headings repeated in the middle": repeated_head,
    "one more column (legal entities in all)": with_subtotal,
    "one wrong character in every long heading": mistyped,
    "blanks inside headings": spaced,
    "line breaks inside headings": broken,
    "rows and columns exchanged": exchanged,
    "a column of remarks": remarked,
    "labels without numerals": unnumbered,
    "labels with other marks after their numerals": otherwise_numbered,
    **{name: spelt(name) for name in dict.fromkeys(row["variant"] for row in rows_of("spellings"))},
}
"""Every other way to draw a table, by what is other about it."""
