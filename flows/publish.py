"""Publishing: the audited marts go out as files that readers open without ever meeting a lock or half a release."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from extractors.extract import EXTRACTOR_VERSION
from flows.dictionary.package import write_package
from flows.dictionary.told import describe
from flows.exports import write_csv, write_parquet, write_parquet_by_year
from flows.pages.cuttings import cuttings
from flows.pages.explorer.site import write_site
from flows.pages.history import Release, read_history, told
from flows.pages.quality import RunInfo, write_quality_report
from flows.release import new_folder, removed_when_it_fails, swap_in, write_manifest
from flows.release_file import columns_of, copy_marts
from flows.runs import Run, versions
from flows.takeover import Takeover, read_takeover
from flows.warehouse import new_release_file, open_warehouse
from flows.workbook import write_workbook


def publish(run: Run) -> None:
    """Writes the next release beside the published one and swaps it in; the findings in it count as seen.

    Raises BusyError when it cannot be written, on a full disk above all; then what is published stays as it was.
    """
    published = run.settings.published
    folder = new_folder(published, run.run_id)
    with removed_when_it_fails(folder):
        _write(run, folder)
    swap_in(folder, published)


def _write(run: Run, folder: Path) -> None:
    """All files of a publication; what did not change since the last one is taken over from there."""
    settings, made_by = run.settings, versions(EXTRACTOR_VERSION)
    database = folder / settings.published_warehouse.name
    held = read_takeover(settings)
    begun = held.begin(database)
    with new_release_file(database, settings) as connection:
        tables = copy_marts(connection, begun)
        describe(connection, tables)
    with open_warehouse(settings) as warehouse:
        warehouse.keep_sightings(run)
        documents = warehouse.documents()
    history = read_history(settings.warehouse)
    with duckdb.connect(str(database), read_only=True) as connection:
        _write_tables(connection, tables, folder, run, held)
    _write_pages(database, folder, run, made_by, history)
    told_of_run = {**_run_part(run, made_by, history), "made": held.told()}
    with duckdb.connect(str(database), read_only=True) as connection:
        write_manifest(folder, connection, tables, documents=documents, run=told_of_run, known=held.content)


def _write_tables(
    connection: duckdb.DuckDBPyConnection, tables: list[str], folder: Path, run: Run, held: Takeover
) -> None:
    """The marts for other programs, and what tells these what is in them; of marts that did not change, the last."""
    changed = held.to_write(tables)
    write_parquet(connection, changed, folder / "parquet")
    write_parquet_by_year(connection, changed, folder / "parquet_by_year")
    write_csv(connection, changed, folder / "csv")
    held.link_into(folder)
    write_workbook(connection, tables, folder / "gouji.xlsx", rows=run.settings.excel_rows)
    columns = {table: columns_of(connection, table) for table in tables}
    write_package(folder, columns, version=versions(EXTRACTOR_VERSION)["gouji"], created=run.started_at)


def _write_pages(
    database: Path, folder: Path, run: Run, made_by: Mapping[str, str], history: Sequence[Release]
) -> None:
    """The readers' report, the explorer, and the pages for engineers as the check left them."""
    settings, report = run.settings, folder / "quality" / "index.html"
    about = RunInfo(run.run_id, run.started_at, made_by)
    with cuttings(settings) as cutter:
        before = settings.quality_report.parent
        write_quality_report(database, report, run=about, history=history, cutter=cutter, before=before)
    write_site(database, folder / "site", before=settings.published / "site")
    if settings.data_docs.is_dir():
        shutil.copytree(settings.data_docs, folder / "datadocs")


def _run_part(run: Run, made_by: Mapping[str, str], history: Sequence[Release]) -> dict[str, object]:
    """What the manifest says of the run itself, and of the runs before it."""
    started = run.started_at.isoformat()
    return {"run_id": run.run_id, "started_at": started, "versions": dict(made_by), "history": told(history)}
