"""What a publication need not write again: tables, and the files made from them, that are what they were."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb

from flows.release import MANIFEST
from flows.release_file import mart_names
from flows.settings import Settings
from flows.sql import sql_text

FOLDERS = frozenset({"parquet", "parquet_by_year", "csv"})
"""Folders whose files are made from one table each, named after it."""
_MOST = 0.5
"""The share of rows from which on the database is begun as a copy: what is replaced in a copy leaves gaps."""


@dataclass(frozen=True, slots=True)
class Takeover:
    """What the tables are now by their marks, and what of the last publication still holds for them."""

    published: Path
    edition: str
    marks: Mapping[str, str]
    """By table: how many rows it has, a sum over their hashes, and its columns; the same for the same table."""
    content: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """By table that is what it was: its rows and checksum as the last manifest states them."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The files that hold for the next publication, each with the table it is made from; the database has none."""

    def told(self) -> dict[str, object]:
        """What the next publication has to know of this one."""
        return {"edition": self.edition, "tables": dict(self.marks)}

    def begin(self, database: Path) -> frozenset[str]:
        """Begins the database as a copy of the published one if most of it stays; out come the tables it then has."""
        rows = {table: int(mark.partition(" ")[0]) for table, mark in self.marks.items()}
        stay = sum(rows[table] for table in self.content)
        if database.name not in self.files or not stay or stay < _MOST * sum(rows.values()):
            return frozenset()
        shutil.copyfile(self.published / database.name, database)
        return frozenset(self.content)

    def to_write(self, tables: Sequence[str]) -> list[str]:
        """The tables whose files have to be written."""
        held = set(self.files.values())
        return [table for table in tables if table not in held]

    def link_into(self, folder: Path) -> None:
        """Gives the files of tables that are what they were a second name in the folder of the next publication."""
        for name, table in self.files.items():
            if table:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                link(self.published / name, folder / name)


def read_takeover(settings: Settings) -> Takeover:
    """Compares what was built with what is published; nothing is taken over from another edition of the program."""
    marks, edition = _marks(settings), _edition(settings)
    fresh = Takeover(settings.published, edition, marks)
    try:
        manifest: dict[str, Any] = json.loads((settings.published / MANIFEST).read_text(encoding="utf-8"))
        made, content, files = manifest["run"]["made"], manifest["content"]["tables"], manifest["run"]["files"]
        if made["edition"] != edition:
            return fresh
        same = {table: content[table] for table, mark in marks.items() if made["tables"].get(table) == mark}
        digests = {name: str(file["sha256"]) for name, file in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return fresh  # nothing published yet, by an older program, or a damaged manifest
    return Takeover(settings.published, edition, marks, same, _holding(settings, same, digests))


def _holding(settings: Settings, same: Iterable[str], digests: Mapping[str, str]) -> dict[str, str]:
    """The files that hold; where one of a table's files is not what was published any more, none of them does."""
    made_from = {name: _table_of(name) for name in digests}
    wanted = {name: table for name, table in made_from.items() if table in {*same}}
    broken = {table for name, table in wanted.items() if not _is_whole(settings.published / name, digests[name])}
    holding = {name: table for name, table in wanted.items() if table not in broken}
    database = settings.published_warehouse
    if wanted and _is_whole(database, digests.get(database.name, "")):
        holding[database.name] = ""
    return holding


def _table_of(name: str) -> str:
    """The table that a published file is made from; empty for one that is made from several."""
    parts = PurePosixPath(name).parts
    return parts[1].partition(".")[0] if len(parts) > 1 and parts[0] in FOLDERS else ""


def _is_whole(path: Path, digest: str) -> bool:
    """Whether a published file is still the one that the manifest tells of."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False


def _marks(settings: Settings) -> dict[str, str]:
    """The mark of each mart that was built."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {sql_text(settings.warehouse)} as built (read_only)")
        return {table: _mark(connection, table) for table in mart_names(connection)}


def _mark(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """Rows, a sum over their hashes, and the columns of one mart."""
    described = connection.execute(f"select column_name, column_type from (describe built.marts.{table})").fetchall()
    cells = ", ".join(f'"{name}"' for name, _ in described)
    query = f"select count(*), coalesce(sum(hash({cells})::hugeint), 0) from built.marts.{table}"
    rows, content = connection.execute(query).fetchall()[0]
    columns = hashlib.sha256(repr(described).encode()).hexdigest()
    return f"{rows} {content} {columns[:16]}"


def _edition(settings: Settings) -> str:
    """A hash of what shapes the files besides the tables: the program, DuckDB, and the settings of the workbook."""
    hashed = hashlib.sha256(f"{duckdb.__version__} {settings.excel_rows}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        hashed.update(file.read_bytes())
    return hashed.hexdigest()


def link(source: Path, target: Path) -> None:
    """The same file under a second name, or a copy where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
