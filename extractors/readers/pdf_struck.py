"""Characters of a PDF with a thin line through their middle: struck out, so that what stands beside them counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.readers.pdf_objects import Char, PageMarks, Rule

_LONGEST = 160.0
"""Points: a line through more is the rule of a table that print ran into."""

_LOW, _HIGH = 0.12, 0.6
"""How far above the baseline a line may run, in heights of the character; lines under print run below it."""

_REACH = 9
_TOUCH = 1.0
_FILLED, _OVERHANG = 0.8, 2.0
"""The share of a line that has characters under it, less what it reaches beyond them in points; rules of tables are
longer than the print they run into.
"""

_BESIDE = 1.5
_LONG_RUN = 40
"""Characters struck out in one run, outside cells."""


def mark_struck(marks: PageMarks) -> None:
    """Take the lines through characters from the rules of a page, and note which characters they strike out."""
    rows = _rows_near_print(marks)
    if not rows:
        return
    lines = _joined([rule for rule in marks.rules if rule.top == rule.bottom and rule.top in rows])
    for line, pieces in lines:
        struck = _through(line, marks)
        if struck:
            gone = set(map(id, pieces))
            marks.rules = [rule for rule in marks.rules if id(rule) not in gone]
            marks.struck.update(struck)


def without_struck(chars: Sequence[Char], struck: set[Char]) -> list[Char]:
    """The characters of a cell less those struck out; all where nothing else is printed in it."""
    kept = [char for char in chars if char not in struck]
    return kept if any(not char.text.isspace() for char in kept) else list(chars)


def without_replaced(chars: Sequence[Char], struck: set[Char]) -> list[Char]:
    """The characters outside cells less those struck out that have others right beside them on their line."""
    left = [char for char in chars if char not in struck and not char.text.isspace()]
    lone = [char for char in chars if char in struck]
    gone: set[Char] = set()
    for _ in range(_LONG_RUN):
        beside = [char for char in lone if any(_stands_beside(char, one) for one in left)]
        if not beside:
            break
        gone.update(beside)
        lone, left = [char for char in lone if char not in gone], beside
    return [char for char in chars if char not in gone]


def _rows_near_print(marks: PageMarks) -> set[float]:
    """The heights of short level rules that have a baseline close below: most pages have none, and end here."""
    rows = {rule.top for rule in marks.rules if rule.top == rule.bottom and rule.x1 - rule.x0 < _LONGEST}
    if not rows:
        return rows
    bases = {int(char.base) for char in marks.chars}
    return {row for row in rows if any(int(row) + step in bases for step in range(_REACH))}


def _joined(rules: Sequence[Rule]) -> Iterator[tuple[Rule, list[Rule]]]:
    """Level rules that go on from each other as one, with their pieces."""
    pieces: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.top, rule.x0)):
        if pieces and rule.top == pieces[-1].top and rule.x0 - max(one.x1 for one in pieces) <= _TOUCH:
            pieces.append(rule)
            continue
        if pieces:
            yield _whole(pieces), pieces
        pieces = [rule]
    if pieces:
        yield _whole(pieces), pieces


def _whole(pieces: Sequence[Rule]) -> Rule:
    """The rule that some pieces make."""
    return Rule(pieces[0].x0, pieces[0].top, max(one.x1 for one in pieces), pieces[0].top)


def _through(line: Rule, marks: PageMarks) -> list[Char]:
    """The characters that a line strikes out; none where it is a rule of a table or reaches far beyond print."""
    length = line.x1 - line.x0
    if not 0 < length <= _LONGEST:
        return []
    under = [char for char in marks.chars if char.upright and _runs_through(line, char)]
    inked = [char for char in under if not char.text.isspace()]
    covered = sum(min(char.x1, line.x1) - max(char.x0, line.x0) for char in under)
    if not inked or covered + _OVERHANG < _FILLED * length or any(_meets(line, rule) for rule in marks.rules):
        return []
    return under


def _runs_through(line: Rule, char: Char) -> bool:
    """Whether a line runs through the middle of a character."""
    above, height = char.base - line.top, char.bottom - char.top
    return _LOW * height < above < _HIGH * height and line.x0 <= (char.x0 + char.x1) / 2 <= line.x1


def _meets(line: Rule, rule: Rule) -> bool:
    """Whether an upright rule stands at an end of a line, as at those of tables."""
    if rule.x0 != rule.x1 or not rule.top - _TOUCH <= line.top <= rule.bottom + _TOUCH:
        return False
    return abs(rule.x0 - line.x0) <= _TOUCH or abs(rule.x0 - line.x1) <= _TOUCH


def _stands_beside(one: Char, other: Char) -> bool:
    """Whether two characters stand closely on one line."""
    height = one.bottom - one.top
    gap = max(one.x0, other.x0) - min(one.x1, other.x1)
    return abs(one.base - other.base) < height / 3 and gap < _BESIDE * height / 2
