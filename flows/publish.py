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
from flows.release import new_folder, swap_in, write_manifest
from flows.release_file import columns_of, copy_marts
from flows.runs import Run, versions
from flows.warehouse import new_release_file, open_warehouse
from flows.workbook import write_workbook


def publish(run: Run) -> None:
    """Writes the next release beside the published one and swaps it in; the findings in it count as seen."""
    settings, made_by = run.settings, versions(EXTRACTOR_VERSION)
    folder = new_folder(settings.published, run.run_id)
    database = folder / settings.published_warehouse.name
    with new_release_file(database, settings) as connection:
        tables = copy_marts(connection)
        describe(connection, tables)
    with open_warehouse(settings) as warehouse:
        warehouse.keep_sightings(run)
        documents = warehouse.documents()
    history = read_history(settings.warehouse)
    with duckdb.connect(str(database), read_only=True) as connection:
        _write_tables(connection, tables, folder, run)
    _write_pages(database, folder, run, made_by, history)
    with duckdb.connect(str(database), read_only=True) as connection:
        write_manifest(folder, connection, tables, documents=documents, run=_run_part(run, made_by, history))
    swap_in(folder, settings.published)


def _write_tables(connection: duckdb.DuckDBPyConnection, tables: list[str], folder: Path, run: Run) -> None:
    """The marts for other programs, and what tells these programs what is in them."""
    write_parquet(connection, tables, folder / "parquet")
    write_parquet_by_year(connection, tables, folder / "parquet_by_year")
    write_csv(connection, tables, folder / "csv")
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
