"""The texts of a sheet: values as they are shown, names of cells, and what a text looks like."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from extractors.forms import look_up

_SENTENCE_ENDS = "\u3002\uff1b\uff1a.;:"
"""Chinese and Latin full stop, semicolon and colon."""

Value = int | float | str | bool | time | date | datetime | timedelta


def printed(value: Value) -> str:
    """A value as the sheet shows it: 3 and not 3.0, and no noise of binary fractions."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}').normalize():f}"
    return str(value).strip()


def address(row: int, column: int) -> str:
    """The usual name of a cell, as B3."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def is_figure(text: str) -> bool:
    """Whether a text is a number as far as its characters go."""
    return bool(text) and all(char.isdigit() or char in ".,-+%" for char in text)


def is_label(text: str) -> bool:
    """Whether a text is neither a numbered title nor the end of a sentence or the start of a list."""
    return not is_numbered(text) and text[-1] not in _SENTENCE_ENDS


def is_numbered(text: str) -> bool:
    """Whether a text starts with a numeral, Chinese ones included, and a mark after it."""
    return len(text) > 1 and unicodedata.numeric(text[0], None) is not None and unicodedata.category(text[1]) == "Po"


def names_row(text: str) -> bool:
    """Whether a text is the label of a row of a form."""
    return any(match.heading.role == "row" for match in look_up(text))
