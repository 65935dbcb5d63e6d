"""What is said of cells and rows that found no slot, or found it in spite of something."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layouts.tokens import Token
from extractors.records import Problem

_MESSAGES = {
    "unknown_row": "no heading of the form names this row; if it is another wording of one, add it to headings.csv",
    "unclear_columns": "it is not clear which columns these figures belong to; check them against the document",
    "short_row": "this row has fewer cells than there are columns; compare it with the document",
    "other_reading": "the figures of this row can be read in another way; the reading whose totals add up was taken",
    "unplaced": "this text stands in a statutory table but is no heading and has no slot",
    "other_unit": "the form has another unit for this row; check whether the figure belongs to it",
}


def taken(token: Token, table: str) -> Problem:
    """A heading that was recognised in spite of wrong characters, to be confirmed as a wording."""
    label = next(match.heading.label for match in token.matches if match.near)
    message = f"{table}: taken for {label}; if that is right, add this wording to headings.csv"
    return Problem("wording", token.text.replace("\n", " "), token.cell.locator, message)


def unplaced(token: Token, table: str) -> Problem:
    """A single cell without a slot."""
    return problem("unplaced", [token], table)


def of_several_rows(token: Token, slot: str) -> Problem:
    """A figure in a cell that reaches over the rows of several labels, for one of their slots."""
    message = f"{slot}: one figure stands beside several rows; whose it is, the table does not say"
    return Problem("unplaced", token.text, token.cell.locator, message)


def problem(kind: str, tokens: Sequence[Token], table: str) -> Problem:
    """A problem at the first of some cells, with the texts of all that print something."""
    printed = [token for token in tokens if not token.is_blank]
    text = " | ".join(token.text.replace("\n", " ") for token in printed)
    return Problem(kind, text, printed[0].cell.locator, f"{table}: {_MESSAGES[kind]}")
