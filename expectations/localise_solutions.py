"""Sets of cells told as what happened: the values, the human errors behind them, and rows that are wrong as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from expectations.localise_edits import Edit, Number, mask
from expectations.localise_problem import Part, weight_of
from expectations.localise_search import CellSet, Limits, freed, search, settled
from expectations.localise_search import weight_of as weight_together
from expectations.localise_types import BLUR, Change, Solution
from expectations.localise_values import Span
from expectations.patterns import Layout, Suspect, errors_of, pattern_of, patterns

_STORY = 0.1
"""What an error of several cells costs more than one of one cell."""
ONE_ERROR = 1.0 + _STORY
"""The cost of one error, of one cell or of several; what costs more is several errors."""
_HINT = 0.01
"""What each degree of strength of a pattern counts: it orders sets which the sums cannot tell apart."""
_IN_A_ROW = Limits(margin=BLUR, sets=8, nodes=60)


def of_one_row(part: Part, layout: Layout, beside: float) -> Iterator[Solution]:
    """Yield solutions with one error that explains several cells of a row, and others of so much weight beside it."""
    numbers = {cell.slot: number for number, cell in enumerate(part.cells)}
    failed = [edit for edit in freed(part.problem, part.problem.forced).edits if edit.failed]
    for row in layout.rows.values():
        cells = [numbers[slot] for slot in row if slot in numbers]
        if len(cells) > 1 and failed and (beside or _explains_all(cells, failed)):
            yield from _told(part, layout, cells, beside)


def _explains_all(cells: Sequence[int], failed: Sequence[Edit]) -> bool:
    bits = mask(cells)
    return all(edit.cells & bits for edit in failed)


def _told(part: Part, layout: Layout, cells: Sequence[int], beside: float) -> Iterator[Solution]:
    """Free a row as a whole; what then changes in it must be one error of a known kind."""
    free = sorted({*part.problem.free, *cells})
    held = enumerate(part.problem.variables)
    variables = tuple(replace(each, weight=0.0) if number in free else each for number, each in held)
    row = replace(part.problem, free=tuple(free), variables=variables)
    ceiling = weight_together(row, row.forced) + beside
    for whole in search(row, replace(_IN_A_ROW, ceiling=ceiling)).sets:
        moved = [cell for cell, span in whole.spans.items() if not span.least == span.most == 0]
        found = settled(part.problem, sorted({*part.problem.forced, *moved}))
        if found is not None and len(moved) > 1:
            solution = solution_of(part, layout, found)
            if solution.errors and solution.cost <= ONE_ERROR + beside:
                yield solution


def solution_of(part: Part, layout: Layout, found: CellSet) -> Solution:
    """Take a set of cells with their values; return it with the human errors that explain them, and its cost."""
    changes = [_change(part, number, span) for number, span in sorted(found.spans.items())]
    cells = {cell.slot: cell for cell in part.cells}
    suspects = [Suspect(cells[each.slot], each.needed, weight_of(cells[each.slot])) for each in changes]
    errors = list(errors_of(suspects, layout, cells))
    cost = found.weight - sum(_saved(group) for _, group in errors)
    return Solution(tuple(changes), round(found.weight, 6), round(cost, 6), tuple(error for error, _ in errors))


def _saved(group: Sequence[Suspect]) -> float:
    """What is saved when several changes are one error: all but the dearest, less what the richer story costs."""
    weights = [each.weight for each in group]
    return max(0.0, sum(weights) - max(weights) - _STORY)


def likeliest(solution: Solution) -> float:
    """The cost less a little for errors that chance seldom looks like; one digit of one says nothing."""
    named = [each.pattern for each in solution.changes if each.pattern and not _of_one_digit(each)]
    named += [error.pattern for error in solution.errors]
    return round(solution.cost - _HINT * sum(patterns()[name].strength for name in named), 6)


def _of_one_digit(change: Change) -> bool:
    return change.pattern == "one_digit" and max(change.value or 0, change.needed or 0) < 10


def _change(part: Part, number: int, span: Span) -> Change:
    cell, held = part.cells[number], part.problem.variables[number].value
    least, most = _decimal(held, span.least), _decimal(held, span.most)
    needed = least if least == most else None
    value = None if cell.value is None else Decimal(cell.value)
    pattern = None if needed is None else pattern_of(cell, needed)
    return Change(cell.slot, cell.printed, cell.state, value, needed, least, most, pattern)


def _decimal(value: Number, change: Number | None) -> Decimal | None:
    if change is None:
        return None
    needed = value + change
    return Decimal(needed.numerator) / Decimal(needed.denominator)
