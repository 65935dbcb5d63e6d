"""Tables that people keep in a spreadsheet: the rows of a CSV as tidy text, and the cells that several tables have."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date

_YEARS = range(1949, 2200)
_ENCODINGS = ("utf-8-sig", "gb18030")
"""Excel in Chinese Windows saves a plain CSV in the second."""

Row = dict[str, str]


def csv_rows(data: bytes) -> Iterator[tuple[int, Row]]:
    """Each row with its line; cells beyond the headings are dropped; raises ValueError or csv.Error."""
    reader = csv.DictReader(io.StringIO(_decoded(data), newline=""), strict=True, restval="")
    for row in reader:
        yield reader.line_num, tidy(row)


def tidy(row: Mapping[str | None, object]) -> Row:
    """Headings in lower case without blanks, cells as trimmed text, nothing as empty text."""
    cells = {key.strip().lower(): value for key, value in row.items() if key is not None}
    return {key: "" if value is None else str(value).strip() for key, value in cells.items()}


def year(cell: str) -> int | None:
    """A year; Excel and Parquet may hand it over as 2020.0; raises ValueError."""
    if not cell:
        return None
    if not re.fullmatch(r"[0-9]{4}(\.0+)?", cell) or int(cell[:4]) not in _YEARS:
        raise ValueError(f"{cell!r} is not a year")
    return int(cell[:4])


def day(cell: str) -> date | None:
    """A day written as 2021-01-31, 2021/1/31 or with a time behind it; raises ValueError."""
    if not cell:
        return None
    found = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})([ T].*)?", cell)
    if not found:
        raise ValueError(f"{cell!r} is not a date; write it as 2021-01-31")
    year, month, day = (int(part) for part in found.groups()[:3])
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{cell!r} is not a date; write it as 2021-01-31") from None


def _decoded(data: bytes) -> str:
    """The text in the first encoding that fits; raises ValueError."""
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8 nor GB18030")
