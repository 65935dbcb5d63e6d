"""The difference of a release to the one before it: compared, and written down for programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.dictionary.models import read_tables
from flows.release import MANIFEST, VARYING
from flows.release_changes import AFTER, BEFORE, Comparison, TableChange
from flows.release_lists import Listing, write_lists, write_rows
from flows.release_names import CHANGES
from flows.settings import Settings
from flows.sql import sql_text

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the release before; `problem` says why that one could not be read at all."""

    release: str
    previous: str | None
    tables: tuple[TableChange, ...] = ()
    lists: tuple[Listing, ...] = ()
    problem: str = ""
    altered: bool = False
    """The database of the release before is not the one that was released."""

    @property
    def same(self) -> bool:
        """Whether each table is known to hold what it held."""
        known = self.previous is not None and not self.problem
        return known and all(table.status == "same" for table in self.tables)

    def list_of(self, name: str) -> Listing:
        """One list; an empty one where nothing was compared."""
        return next((listing for listing in self.lists if listing.name == name), Listing(name, {}))

    def counts(self) -> dict[str, int]:
        """The difference in a few numbers."""
        findings = self.list_of("findings").counts
        return {
            "tables": sum(table.status != "same" for table in self.tables),
            "figures": self.list_of("figures").total,
            "new": findings.get("new", 0),
            "fixed": findings.get("fixed", 0),
            "reports": self.list_of("reports").total,
        }


def difference(settings: Settings, name: str, previous: Path | None, folder: Path) -> Changes:
    """Compares what is published with the release before and writes the rows that differ into <folder>/changes."""
    published = settings.published
    with _attached(settings, published / "gouji.duckdb") as connection:
        if previous is None:
            return Changes(name, None, _all_new(connection))
        try:
            connection.execute(f"attach {sql_text(previous / 'gouji.duckdb')} as {BEFORE} (read_only)")
        except duckdb.Error as error:
            return Changes(name, previous.name, _all_new(connection), problem=str(error).splitlines()[0])
        same = _same_content(published, previous)
        keys = {name: table.key for name, table in read_tables().items()}
        comparison = Comparison(connection, keys, VARYING, same)
        tables = tuple(comparison.tables())
        write_rows(connection, tables, folder)
        lists = write_lists(connection, folder)
    return Changes(name, previous.name, tables, lists, altered=is_altered(previous, "gouji.duckdb"))


def write_changes(changes: Changes, folder: Path, **told: object) -> None:
    """Writes changes.json: counts for each table, and the first rows of each list."""
    lists = {listing.name: {"total": listing.total, **asdict(listing)} for listing in changes.lists}
    document = {
        "release": changes.release,
        "previous": changes.previous,
        "same": changes.same,
        "problem": changes.problem,
        "altered": changes.altered,
        **told,
        "counts": changes.counts(),
        "tables": [asdict(table) for table in changes.tables],
        "lists": lists,
    }
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    (folder / CHANGES).write_text(text + "\n", encoding="utf-8")


def read_sums(release: Path) -> dict[str, str]:
    """The sha256 of each file as a release was made; nothing where that cannot be read any more."""
    try:
        lines = (release / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def is_altered(release: Path, file: str) -> bool:
    """Whether a file of a release is no longer the one that its sums were made of."""
    try:
        with (release / file).open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest() != read_sums(release).get(file)
    except OSError:
        return True


@contextmanager
def _attached(settings: Settings, database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own with the published file attached; it spills where the others do."""
    settings.scratch.mkdir(parents=True, exist_ok=True)
    limits = {"memory_limit": settings.warehouse_memory, "temp_directory": str(settings.scratch)}
    with duckdb.connect(config=dict(limits)) as connection:
        connection.execute(f"attach {sql_text(database)} as {AFTER} (read_only)")
        yield connection


def _all_new(connection: duckdb.DuckDBPyConnection) -> tuple[TableChange, ...]:
    """The tables of a release that cannot be compared: each with its rows."""
    comparison = Comparison(connection, {}, VARYING)
    return tuple(comparison.alone(table) for table in sorted(comparison.names(AFTER)))


def _same_content(published: Path, previous: Path) -> frozenset[str]:
    """The tables of which both manifests state the same rows and checksum; none where one cannot be read."""
    try:
        now, was = (_tables(folder) for folder in (published, previous))
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
    return frozenset(table for table in now if table in was and now[table] == was[table])


def _tables(folder: Path) -> Mapping[str, Any]:
    """What a manifest states of the tables; raises for one that is missing or damaged."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return dict(manifest["content"]["tables"])
