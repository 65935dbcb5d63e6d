"""What is published, counted, as the closing table and the exit code need it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from flows.errors import GoujiError
from flows.release import MANIFEST
from flows.settings import Settings

SEVERITIES = ("critical", "warning", "info")
BROKEN_MANDATES = "kind = 'mandated' and severity = 'critical' and status = 'broken' and state = 'open'"
"""What `--strict` and alerts go by."""
NEW = "state <> 'fixed' and first_seen = last_seen"
"""Findings that no release before this one had."""
_FINDING = "severity, agency_name, year, identity, instance, status, expected, actual, difference, says, says_en"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings in numbers."""

    findings: dict[str, int]
    """By severity, without those that are fixed by now."""
    broken: int
    """Those of them that do not add up; the others cannot be assessed."""
    broken_mandates: int
    """Open findings against an identity that the law itself states."""
    new_findings: int
    """Those that no release before had."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The published tables in numbers, and what a run made of what it was given."""

    documents: int
    reports: int
    facts: int
    problems: int
    judgement: Judgement
    new: int = 0
    skipped: int = 0
    unreadable: int = 0


@contextmanager
def reading(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, read-only; raises GoujiError when nothing is published yet."""
    if not database.is_file():
        raise GoujiError(f"nothing is published in {database.parent.parent} yet; start with: gouji run PATH")
    try:
        connection = duckdb.connect(str(database), read_only=True)
    except duckdb.Error as error:
        raise GoujiError(f"{database} cannot be opened ({str(error).splitlines()[0]}); publish again") from error
    with connection:
        connection.execute("set search_path = 'marts'")
        yield connection


def read_outcome(settings: Settings, *, new: int = 0, skipped: int = 0, unreadable: int = 0) -> Outcome:
    """Counts the published tables."""
    with reading(settings.published_warehouse) as connection:
        return Outcome(
            documents=_documents(settings.published),
            reports=_count(connection, "select count(*) from reports"),
            facts=_count(connection, "select count(*) from facts"),
            problems=_count(connection, "select count(*) from problems"),
            judgement=_judgement(connection),
            new=new,
            skipped=skipped,
            unreadable=unreadable,
        )


def read_judgement(settings: Settings) -> Judgement:
    """Counts the findings of the last build, published or not."""
    with reading(settings.warehouse) as connection:
        return _judgement(connection)


def _judgement(connection: duckdb.DuckDBPyConnection) -> Judgement:
    """Counts the findings of an open file."""
    return Judgement(
        findings=_severities(connection),
        broken=_count(connection, "select count(*) from findings where status = 'broken' and state <> 'fixed'"),
        broken_mandates=_count(connection, f"select count(*) from findings where {BROKEN_MANDATES}"),
        new_findings=_count(connection, f"select count(*) from findings where {NEW}"),
    )


def read_findings(database: Path, most: int, where: str = "state <> 'fixed'") -> list[dict[str, Any]]:
    """The findings of which an SQL condition is true, the gravest first, as rows for people."""
    with reading(database) as connection:
        found = connection.execute(
            f"""
            select {_FINDING} from findings where {where}
            order by list_position({list(SEVERITIES)}, severity), agency_name, year, identity, instance limit {most}
            """
        )
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, map(_plain, row), strict=True)) for row in found.fetchall()]


def _documents(published: Path) -> int:
    """How many documents the published tables were made from, as their manifest says."""
    manifest = json.loads((published / MANIFEST).read_text(encoding="utf-8"))
    return int(manifest["content"]["documents"])


def _severities(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Findings by severity, each severity named."""
    rows = connection.execute("select severity, count(*) from findings where state <> 'fixed' group by 1").fetchall()
    return dict.fromkeys(SEVERITIES, 0) | dict(rows)


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """The one number that a query gives."""
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _plain(value: object) -> object:
    """A cell that JSON can hold."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if value is None or isinstance(value, str | int) else str(value)
