"""The published findings on the terminal: chosen, listed, handed to other programs, or as sentences to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.table import Table
from rich.text import Text

from expectations.identities import SEVERITIES, read_identities
from flows.errors import UsageError
from flows.outcome import BROKEN_MANDATES, NEW, reading
from flows.queries import FORMATS, answer, plain
from flows.screen import console, out
from flows.settings import Settings
from flows.sql import sql_text

STATES = ("open", "explained", "accepted", "source_error", "fixed")
LANGUAGES = ("zh", "en")
_SHOWN = 1000
"""A screen is for a look; files hold all rows."""
_STYLES = {"critical": "red", "warning": "yellow"}
_ORDER = f"list_position({list(SEVERITIES)}, severity), status, agency_name, year, identity, instance, finding_id"
_COLUMNS = ("new", "severity", "agency", "year", "identity", "instance", "actual", "expected", "difference", "state")
_NUMBERS = ("year", "actual", "expected", "difference")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for; what is null or false asks nothing."""

    agency: str | None = None
    """Part of its name."""
    year: int | None = None
    identity: str | None = None
    severity: str | None = None
    state: str | None = None
    """Null: all but those that are fixed."""
    kind: str | None = None
    new: bool = False
    """Only those that were first seen by the last run."""

    def conditions(self) -> Iterator[str]:
        """What SQL asks of marts.findings; raises UsageError for a word that is none."""
        catalogue = read_identities()
        kinds = tuple(dict.fromkeys(identity.kind for identity in catalogue))
        choices = {"severity": SEVERITIES, "state": STATES, "kind": kinds}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in choices and value is not None and value not in choices[field.name]:
                raise UsageError(f"--{field.name} {value} is not known; choose {', '.join(choices[field.name])}")
        if self.identity is not None and self.identity not in {identity.identity for identity in catalogue}:
            raise UsageError(f"there is no identity {self.identity}; docs/identities.md names them")
        if self.agency is not None:
            yield f"contains(agency_name, {sql_text(self.agency)})"
        if self.year is not None:
            yield f"year = {self.year}"
        for name in ("identity", "severity", "state", "kind"):
            if (value := getattr(self, name)) is not None:
                yield f"{name} = {sql_text(value)}"
        yield NEW if self.new else "true" if self.state else "state <> 'fixed'"


@dataclass(frozen=True, slots=True)
class Manner:
    """How findings are handed over."""

    form: str = "table"
    output: Path | None = None
    letter: bool = False
    language: str = "zh"


def list_findings(settings: Settings, wanted: Wanted, manner: Manner) -> bool:
    """Hands the findings over; out comes whether one of them is an open breach of what is mandated.

    Raises UsageError for words that are none, GoujiError when nothing is published.
    """
    _check(manner)
    source = f"from marts.findings where {' and '.join(wanted.conditions())}"
    with reading(settings.published_warehouse) as connection:
        breaches = _count(connection, f"{source} and {BROKEN_MANDATES}")
        if manner.form == "table" and manner.output is None:
            _show(connection, source, manner)
    if manner.form != "table" or manner.output is not None:
        columns = "finding_id, agency_name, year, request_zh, request_en" if manner.letter else "*"
        form = "csv" if manner.form == "table" else manner.form
        answer(settings.published_warehouse, f"select {columns} {source} order by {_ORDER}", form, manner.output)
    return breaches > 0


def _check(manner: Manner) -> None:
    """Raises UsageError for a format or a language that is none."""
    if manner.form not in FORMATS:
        raise UsageError(f"--format {manner.form} is not known; choose {', '.join(FORMATS)}")
    if manner.language not in LANGUAGES:
        raise UsageError(f"--language {manner.language} is not known; choose {', '.join(LANGUAGES)}")


def _show(connection: duckdb.DuckDBPyConnection, source: str, manner: Manner) -> None:
    """The first findings on the screen, and how many there are."""
    total = _count(connection, source)
    if manner.letter:
        column = f"request_{manner.language}"
        query = f"select {column} {source} and {column} is not null order by {_ORDER} limit {_SHOWN}"
        for (sentence,) in connection.execute(query).fetchall():
            out.print(Text(f"{sentence}\n"), soft_wrap=True)
    elif total:
        found = connection.execute(f"select *, {NEW} as new {source} order by {_ORDER} limit {_SHOWN}")
        names = [column[0] for column in found.description or ()]
        out.print(_table(dict(zip(names, row, strict=True)) for row in found.fetchall()))
    more = f"; the first {_SHOWN} are shown, -o FILE --format csv writes all" if total > _SHOWN else ""
    console.print(f"{total:,} findings{more}", highlight=False)


def _table(rows: Iterator[Mapping[str, Any]]) -> Table:
    """One line a finding; columns shrink by folding, so that nothing is cut off."""
    table = Table()
    for name in _COLUMNS:
        table.add_column(name, justify="right" if name in _NUMBERS else "left", overflow="fold", no_wrap=name == "year")
    for row in rows:
        table.add_row(*_cells(row))
    return table


def _cells(row: Mapping[str, Any]) -> Iterator[Text]:
    """The cells of one finding; one that cannot be assessed has no difference but a reason."""
    judged = row["status"] == "broken"
    yield Text("new" if row["new"] else "")
    yield Text(row["severity"], style=_STYLES.get(row["severity"], ""))
    yield Text(row["agency_name"] or row["document_name"])
    yield Text(str(row["year"] or ""))
    yield Text(row["identity"])
    yield Text(row["instance"])
    for name in ("actual", "expected", "difference"):
        yield Text(_number(row[name]) if judged else row["reason"] if name == "difference" else "")
    yield Text(row["state"])


def _number(value: Decimal | None) -> str:
    """A number as people write it."""
    return "" if value is None else plain(value)


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    """How many rows there are."""
    row = connection.execute(f"select count(*) {source}").fetchone()
    return int(row[0]) if row else 0
