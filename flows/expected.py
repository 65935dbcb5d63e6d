"""The operator's list of agencies that owe reports: expected.csv of the home folder, or the file of the settings.

A row that cannot be meant is told in one line with file and line number and left out; the others count.
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.csv_rows import Row, csv_rows, year
from flows.errors import GoujiError
from flows.settings import Settings
from flows.warehouse import Warehouse

_log = logging.getLogger("gouji.expected")

_NEEDED = ("agency", "first_year")
_ROWS = pa.schema({"agency": pa.string(), "first_year": pa.int32(), "last_year": pa.int32(), "place": pa.string()})


def take_in_expected(settings: Settings, warehouse: Warehouse) -> None:
    """Puts the list into the warehouse; raises GoujiError when a file that is named is missing or no such table."""
    path = settings.expected or settings.home / "expected.csv"
    if settings.expected is not None and not path.is_file():
        raise GoujiError(f"there is no file {path} (GOUJI_EXPECTED); nothing was published")
    rows = list(read_expected(path)) if path.is_file() else []
    warehouse.replace("expected_agencies", pa.Table.from_pylist(rows, schema=_ROWS))


def read_expected(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of the list that can be meant, as rows of raw.expected_agencies; says the others in one line each."""
    for line, row in _rows(path):
        place = f"{path.name} line {line}"
        try:
            yield {**_expected(row), "place": place}
        except ValueError as error:
            _log.warning("%s: %s; row left out", place, error)


def _rows(path: Path) -> list[tuple[int, Row]]:
    """The rows with something in them; raises GoujiError when the file is no such table."""
    try:
        rows = [(line, row) for line, row in csv_rows(path.read_bytes()) if any(row.values())]
    except (OSError, ValueError, csv.Error) as error:
        raise GoujiError(f"{path} cannot be read: {str(error).splitlines()[0]}; nothing was published") from error
    missing = [name for name in _NEEDED if rows and name not in rows[0][1]]
    if missing:
        raise GoujiError(f"{path} has no column {', '.join(missing)}; nothing was published")
    return rows


def _expected(row: Row) -> dict[str, Any]:
    """An agency with the years of which it owes reports; raises ValueError with what is wrong."""
    agency = "".join(row["agency"].split())  # the marts know names without blanks
    first, last = year(row["first_year"]), year(row.get("last_year", ""))
    if not agency or first is None:
        raise ValueError(f"the cell {'first_year' if agency else 'agency'} is empty")
    if last is not None and last < first:
        raise ValueError(f"last_year {last} is before first_year {first}")
    return {"agency": agency, "first_year": first, "last_year": last}
