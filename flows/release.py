"""A release: its manifest, and its way into the folder that readers open."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from flows.errors import BusyError
from flows.release_file import columns_of

MANIFEST = "manifest.json"
VARYING = frozenset({"first_seen", "last_seen", "runs_seen", "fixed_at", "forgotten_at"})
"""What differs between two runs over the same documents."""


def write_manifest(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[str],
    *,
    documents: int,
    run: Mapping[str, object],
    known: Mapping[str, Mapping[str, object]],
) -> None:
    """Writes the manifest of a release: `content` is the same for the same content, `run` tells of this run.

    `known` holds the content of tables that were counted before.
    """
    content = {table: known.get(table) or _content(connection, table) for table in tables}
    files = {path.relative_to(folder).as_posix(): _file(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    manifest = {"content": {"documents": documents, "tables": content}, "run": {**run, "files": files}}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _content(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, object]:
    """The rows of a mart and a sum over their hashes, which does not depend on their order."""
    columns = [f'"{name}"' for name, _ in columns_of(connection, table) if name not in VARYING]
    row = f"to_json(row({', '.join(columns)}))::varchar"
    found = connection.execute(
        f"select count(*), coalesce(sum(md5_number_lower({row})::hugeint), 0)::varchar from marts.{table}"
    ).fetchone()
    rows, checksum = found or (0, "0")
    return {"rows": rows, "checksum": checksum}


def _file(path: Path) -> dict[str, object]:
    """The size and the sha256 of a file."""
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def new_folder(published: Path, run_id: str) -> Path:
    """An empty folder beside the published files for the next release; leavings of killed runs are removed."""
    published.mkdir(parents=True, exist_ok=True)
    for leaving in published.glob(".next-*"):
        shutil.rmtree(leaving)
    folder = published / f".next-{run_id}"
    folder.mkdir()
    return folder


@contextmanager
def removed_when_it_fails(folder: Path) -> Iterator[None]:
    """Removes a half-written folder when it cannot be written to its end, and raises BusyError with one clear line."""
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        shutil.rmtree(folder, ignore_errors=True)
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error).splitlines()[0]
        raise BusyError(f"could not publish in {folder.parent}: {said}; what was published before stays") from error


def swap_in(folder: Path, published: Path) -> None:
    """Puts each file of a release in its place in one step, the manifest last, and removes what is published no more.

    A reader that holds a file open goes on reading the old one.
    """
    files = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    for file in sorted(files, key=lambda file: file.as_posix() == MANIFEST):
        target = published / file
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / file).replace(target)
    shutil.rmtree(folder)
    _remove_others(published, {published / file for file in files})


def _remove_others(published: Path, kept: set[Path]) -> None:
    """Removes the files of former releases, and folders which that leaves empty."""
    for path in sorted(published.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()
