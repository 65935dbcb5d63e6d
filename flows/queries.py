"""Questions to the published tables, answered on the screen or in a file."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import duckdb
from rich.table import Table

from flows.errors import UsageError
from flows.exports import write_guarded_csv
from flows.outcome import reading
from flows.screen import console, out
from flows.sql import sql_text

_ROWS_SHOWN = 1000
"""A screen is for a look; files hold all rows."""
_VARIABLE = re.compile(r"""\bgetvariable\(\s*'(\w+)'""", re.IGNORECASE)


def answer(
    database: Path, sql: str, form: str, output: Path | None, given: Mapping[str, str | float] | None = None
) -> None:
    """Runs one query read-only, with DuckDB's variables set as given, and shows it or writes it; raises UsageError."""
    if form not in FORMATS:
        raise UsageError(f"--format {form} is not known; choose {', '.join(FORMATS)}")
    _check(sql, given or {})
    with reading(database) as connection:
        try:
            _set(connection, given or {})
            relation = _relation(connection, sql)
            if form == "table" and output is None:
                _show(relation)
            else:
                _write(connection, sql, "csv" if form == "table" else form, output)
        except duckdb.Error as error:
            raise UsageError(_one_line(str(error))) from error


def _check(sql: str, given: Mapping[str, str | float]) -> None:
    """Raises UsageError for an empty query, and for a variable that it does not look for with getvariable()."""
    if not sql.strip():
        raise UsageError("the query is empty; begin with select, from, describe or show")
    asked = sorted(set(_VARIABLE.findall(sql)))
    for name in given:
        if name not in asked:
            known = f"it asks for {', '.join(asked)}" if asked else "it asks for none"
            raise UsageError(f"--set {name}: the query has no such variable; {known}")


def _set(connection: duckdb.DuckDBPyConnection, given: Mapping[str, str | float]) -> None:
    """Sets variables."""
    for name, value in given.items():
        connection.execute(f"set variable {name} = {sql_text(value) if isinstance(value, str) else value}")


def _relation(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation:
    """The result of the query, not fetched yet; raises UsageError when it has none."""
    if len(connection.extract_statements(sql)) > 1:
        raise UsageError("one query at a time, please")
    relation = connection.sql(sql)
    if relation is None:
        raise UsageError("that is no query; begin with select, from, describe or show")
    return relation


def _show(relation: duckdb.DuckDBPyRelation) -> None:
    """The first rows as a table."""
    table = Table(*relation.columns)
    rows = relation.fetchmany(_ROWS_SHOWN + 1)
    for row in rows[:_ROWS_SHOWN]:
        table.add_row(*("" if cell is None else plain(cell) for cell in row))
    out.print(table, markup=False)
    if len(rows) > _ROWS_SHOWN:
        console.print(f"the first {_ROWS_SHOWN} rows; -o FILE --format csv writes all of them")


def plain(cell: object) -> str:
    """A cell as a person reads it: lists without brackets, decimals without the zeros that only fill their places."""
    if isinstance(cell, list):
        return "; ".join(map(plain, cell))
    if isinstance(cell, Decimal) and cell.is_finite() and "." in f"{cell:f}":
        return f"{cell:f}".rstrip("0").rstrip(".")
    return str(cell)


def _write(connection: duckdb.DuckDBPyConnection, sql: str, form: str, output: Path | None) -> None:
    """All rows into a file, or to standard output; raises UsageError when the file cannot be written."""
    source = f"from ({sql.rstrip().rstrip(';')}\n)"
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "answer")
        _WRITERS[form](connection, source, written)
        try:
            _hand_over(written, output)
        except OSError as error:
            raise UsageError(f"cannot write {output or 'the answer'}: {error.strerror}") from error


def _hand_over(written: Path, output: Path | None) -> None:
    """Puts the answer where it is wanted."""
    if output is not None:
        shutil.copyfile(written, output)
        return
    with written.open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.flush()


def _write_csv(connection: duckdb.DuckDBPyConnection, source: str, target: Path) -> None:
    """CSV as the published one."""
    described = connection.execute(f"select column_name, column_type from (describe {source})").fetchall()
    write_guarded_csv(connection, source, [(str(name), str(kind)) for name, kind in described], target)


def _write_json(connection: duckdb.DuckDBPyConnection, source: str, target: Path) -> None:
    """One array of objects."""
    connection.execute(f"copy ({source}) to {sql_text(target)} (format json, array true)")


def _write_parquet(connection: duckdb.DuckDBPyConnection, source: str, target: Path) -> None:
    """Parquet."""
    connection.execute(f"copy ({source}) to {sql_text(target)} (format parquet)")


_WRITERS: dict[str, Callable[[duckdb.DuckDBPyConnection, str, Path], None]] = {
    "csv": _write_csv,
    "json": _write_json,
    "parquet": _write_parquet,
}


FORMATS = ("table", *_WRITERS)


def _one_line(message: str) -> str:
    """What DuckDB says without the picture of the query."""
    said = message.split("\n\nLINE ")[0]
    return " ".join(line.strip() for line in said.splitlines() if line.strip())
