"""The only door through which the warehouse is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from extractors.document import Stated
from flows.errors import BusyError, GoujiError
from flows.parts import Part
from flows.runs import Run, now
from flows.settings import Settings
from flows.sql import sql_text
from flows.statements import FORGOTTEN, KEPT, KNOWN

_TABLES = Path(__file__).with_name("raw_tables.sql")
_STATED = """stated_agency, stated_year, stated_region_code, source_url, published_on,
    if(part_stated, part_of, null) as part_of, if(part_stated, part_no, null) as part_no"""
_LATEST = "qualify row_number() over (partition by document_id order by landed_at desc, run_id desc) = 1"

_PARTS = f"""
    with latest as (select * from raw.documents {_LATEST}),
    filled as (
        select part_of, part_stated from latest left join raw.reports on reports.document_id = latest.document_id
        where part_of is not null group by all having max(coalesce(reports.facts, 1)) > 0
    )
    select document_id, name from latest join filled using (part_of, part_stated)
    where part_of in (select part_of from latest where list_contains(?, document_id))
        and document_id in (select document_id from raw.problems where kind = 'no_tables')
"""


@dataclass(frozen=True, slots=True)
class LandedDocument:
    """A row of raw.documents."""

    document_id: str
    name: str
    uri: str
    media_type: str
    bytes: int
    stated: Stated
    run_id: str
    landed_at: datetime
    part: Part

    def values(self) -> tuple[object, ...]:
        """The cells in the order of the table."""
        s = self.stated
        stated = (s.agency, s.year, s.region_code, s.source_url, s.published_on)
        head = (self.document_id, self.name, self.uri, self.media_type, self.bytes)
        part = (self.part.of, self.part.number, self.part.stated)
        return (*head, *stated, self.run_id, self.landed_at, *part)


@dataclass(frozen=True, slots=True)
class WaitingDocument:
    """A document that this extractor has not read yet, or of which something else is stated by now."""

    document_id: str
    name: str
    uri: str
    media_type: str
    stated: Stated


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that was landed once: what it is called, and whether it still counts."""

    document_id: str
    name: str
    uri: str
    is_forgotten: bool


class Warehouse:
    """The raw tables, open for writing."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Takes an open connection and makes sure of the tables."""
        self._connection = connection
        connection.execute(_TABLES.read_text(encoding="utf-8"))

    def statements(self, document_ids: Sequence[str]) -> dict[str, Stated]:
        """What is stated at present of those of the documents that are known."""
        rows = self._connection.execute(
            f"""
            select document_id, {_STATED} from raw.documents_in_force
            where list_contains(?, document_id) {_LATEST}
            """,
            [list(document_ids)],
        ).fetchall()
        return {row[0]: Stated(*row[1:]) for row in rows}

    def land(self, documents: Sequence[LandedDocument]) -> None:
        """Writes documents down, all or none."""
        if not documents:
            return
        rows = [document.values() for document in documents]
        self._insert({"documents": pa.table(_columns(rows, _DOCUMENT_COLUMNS), schema=_DOCUMENT_COLUMNS)})

    def waiting(self, extractor_version: str, again: Sequence[str] = ()) -> list[WaitingDocument]:
        """The documents that wait for this extractor, in the order in which they were landed.

        Those that it could not read for a problem of one of the kinds `again` wait once more.
        """
        rows = self._connection.execute(
            f"""
            with latest as (select * from raw.documents_in_force {_LATEST})
            select document_id, name, uri, media_type, {_STATED} from latest
            where not exists (
                select 1 from raw.reports
                where reports.document_id = latest.document_id
                    and reports.extractor_version = $version and reports.loaded_at >= latest.landed_at
                    and not exists (
                        select 1 from raw.problems
                        where problems.document_id = reports.document_id and problems.loaded_at = reports.loaded_at
                            and list_contains($again, problems.kind)
                    )
            )
            order by landed_at, uri, document_id
            """,
            {"version": extractor_version, "again": list(again)},
        ).fetchall()
        return [WaitingDocument(row[0], row[1], row[2], row[3], Stated(*row[4:])) for row in rows]

    def parts_without_tables(self, document_ids: Sequence[str]) -> dict[str, str]:
        """Files without tables, with names, of the reports which these documents are parts of and another file fills.

        A file that waits to be read may be that other one.
        """
        return dict(self._connection.execute(_PARTS, [list(document_ids)]).fetchall())

    def load(self, tables: Mapping[str, pa.Table]) -> None:
        """Adds the rows of a batch to the raw tables of these names in one transaction."""
        self._insert(tables)

    def replace(self, name: str, rows: pa.Table) -> None:
        """Puts rows in the place of all former ones of a raw table; its columns may have changed as well."""
        with self._transaction():
            self._connection.execute(f"drop table raw.{name}")
            self._connection.execute(_TABLES.read_text(encoding="utf-8"))
            if rows.num_rows:
                self._append(name, rows)

    def known(self, prefix: str, named: str, sha256: str) -> list[KnownDocument]:
        """The documents whose id begins so, is that of these bytes, or whose name or uri is the one named."""
        return [KnownDocument(*row) for row in self._ask(KNOWN, [prefix, sha256, named, named])]

    def forgotten(self, document_ids: Sequence[str]) -> list[str]:
        """Those of the documents that are forgotten and have not landed again since."""
        return [row[0] for row in self._ask(FORGOTTEN, [list(document_ids)])]

    def forget(self, run: Run, document_id: str, name: str, reason: str) -> None:
        """Notes that a document no longer counts; what was read in it stays."""
        row = [document_id, name, reason, run.run_id, now()]
        self._connection.execute("insert into raw.forgotten values (?, ?, ?, ?, ?)", row)

    def start_run(self, run: Run, version: str) -> None:
        """Notes that a run has begun; runs that never ended were killed, for the lock lets only one work at a time."""
        with self._transaction():
            self._connection.execute(
                "update raw.runs set status = 'failed', ended_at = ? where status = 'running'", [run.started_at]
            )
            self._connection.execute(
                "insert into raw.runs (run_id, started_at, status, gouji_version) values (?, ?, 'running', ?)",
                [run.run_id, run.started_at, version],
            )

    def end_run(self, run: Run, status: str) -> None:
        """Notes how a run has ended: `published`, `done` for a single stage, or `failed`."""
        self._connection.execute(
            "update raw.runs set status = ?, ended_at = ? where run_id = ?", [status, now(), run.run_id]
        )

    def keep_expectation_results(self, run: Run, results: pa.Table) -> None:
        """Keeps what Great Expectations reported in this run, once."""
        with self._transaction():
            self._connection.execute("delete from raw.expectation_results where run_id = ?", [run.run_id])
            self._append("expectation_results", results)

    def keep_sightings(self, run: Run) -> None:
        """Notes each finding of this run that is still there as seen, and keeps what is new or other about it."""
        with self._transaction():
            self._connection.execute("delete from raw.sightings where run_id = ?", [run.run_id])
            for statement in KEPT:
                self._connection.execute(statement, {"run_id": run.run_id} if "$run_id" in statement else None)

    def documents(self) -> int:
        """How many documents have been landed and are not forgotten."""
        return int(self._ask("select count(distinct document_id) from raw.documents_in_force")[0][0])

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._connection.execute(query, list(values)).fetchall()

    def _insert(self, tables: Mapping[str, pa.Table]) -> None:
        """Appends to several tables, all or none."""
        with self._transaction():
            for name, rows in tables.items():
                self._append(name, rows)

    def _append(self, table: str, rows: pa.Table) -> None:
        """Appends Arrow rows by column name."""
        self._connection.register("batch", rows)
        self._connection.execute(f"insert into raw.{table} by name select * from batch")
        self._connection.unregister("batch")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, whatever ends it."""
        self._connection.begin()
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()


_DOCUMENT_COLUMNS = pa.schema(
    {
        **dict.fromkeys(("document_id", "name", "uri", "media_type"), pa.string()),
        "bytes": pa.int64(),
        "stated_agency": pa.string(),
        "stated_year": pa.int32(),
        **dict.fromkeys(("stated_region_code", "source_url"), pa.string()),
        "published_on": pa.date32(),
        "run_id": pa.string(),
        "landed_at": pa.timestamp("us"),
        "part_of": pa.string(),
        "part_no": pa.int32(),
        "part_stated": pa.bool_(),
    }
)


def _columns(rows: Sequence[Sequence[object]], schema: pa.Schema) -> list[pa.Array]:
    """The rows turned into the columns of a schema."""
    return [pa.array(cells, column.type) for cells, column in zip(zip(*rows, strict=True), schema, strict=True)]


@contextmanager
def open_warehouse(settings: Settings) -> Iterator[Warehouse]:
    """The warehouse of a home folder, made when it is not there; raises GoujiError when it cannot be opened."""
    with _writer(settings.warehouse, settings) as connection:
        yield Warehouse(connection)


@contextmanager
def new_release_file(path: Path, settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new DuckDB file for readers, with the warehouse attached read-only as `built`; it is whole when this ends."""
    with _writer(path, settings) as connection:
        connection.execute(f"attach {sql_text(settings.warehouse)} as built (read_only)")
        yield connection
        connection.execute("detach built")
        connection.execute("checkpoint")


@contextmanager
def _writer(path: Path, settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that writes; raises GoujiError with one clear line when the file is held or no database."""
    path.parent.mkdir(parents=True, exist_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.warehouse_memory,
        "temp_directory": str(settings.scratch),
    }
    try:
        connection = duckdb.connect(str(path), config=config)
    except duckdb.Error as error:
        raise _closed(path, error) from error
    with connection:
        yield connection


def _closed(path: Path, error: duckdb.Error) -> GoujiError:
    """What to do about a file that does not open."""
    if "lock" in str(error).lower():
        return BusyError(f"{path} is open in another program; close it there (the published file is for readers)")
    return GoujiError(f"{path} cannot be opened; move it away and run again to build it anew ({_first(error)})")


def _first(error: duckdb.Error) -> str:
    """The first line of an error."""
    return str(error).splitlines()[0]
