"""Releases: what is published, kept for good under a date, with what differs from the last one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from flows.errors import GoujiError, UsageError
from flows.release import MANIFEST
from flows.release_difference import Changes, difference, is_altered, read_sums, write_changes
from flows.release_names import ReleaseName, releases
from flows.release_notes import write_change_pages, write_sources, write_sums
from flows.runs import Run
from flows.takeover import link

LATEST = "latest"
_READ_ONLY = 0o444


def make_release(run: Run, day: date | None = None) -> Path:
    """Keeps what is published as the release of a day, today unless told; out comes its folder.

    It is written beside the others and renamed when it is whole; raises UsageError for a day before that of the last
    release, GoujiError when nothing is published or the release cannot be written, and then nothing is left of it.
    """
    settings = run.settings
    if not (settings.published / MANIFEST).is_file():
        raise GoujiError(f"nothing is published in {settings.home} yet; start with: gouji run PATH")
    before = releases(settings)
    name = _next_name(day or date.today(), before)  # the operator's day: whoever names a release looks at a calendar
    previous = settings.releases / str(before[-1]) if before else None
    with _new_folder(settings.releases, str(name)) as folder:
        digests = _take_published(settings.published, previous, folder)
        changes = difference(settings, str(name), previous, folder)
        _write_notes(changes, folder, run, digests)
    _point(settings.releases / LATEST, str(name))
    return settings.releases / str(name)


def _next_name(day: date, before: list[ReleaseName]) -> ReleaseName:
    """The next free name of a day; raises UsageError for a day before the last release: they are a series."""
    if not before or before[-1].day < day:
        return ReleaseName(day)
    if before[-1].day > day:
        raise UsageError(f"the last release is of {before[-1].day}; a later one cannot be dated {day}")
    return ReleaseName(day, before[-1].number + 1)


@contextmanager
def _new_folder(parent: Path, name: str) -> Iterator[Path]:
    """An empty folder that gets its name when all went well, and else is removed; leavings of killed runs go too."""
    folder = parent / f".next-{name}"
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for leaving in parent.glob(".next-*"):
            shutil.rmtree(leaving)
        folder.mkdir()
        yield folder
        folder.rename(parent / name)
    except (OSError, duckdb.Error) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error).splitlines()[0]
        raise GoujiError(
            f"the release {name} could not be written in {parent}: {said}; nothing of it is kept"
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_published(published: Path, previous: Path | None, folder: Path) -> dict[str, str]:
    """Links or copies each published file; out come their sums as the manifest states them."""
    manifest = json.loads((published / MANIFEST).read_text(encoding="utf-8"))
    digests = {name: str(file["sha256"]) for name, file in manifest["run"]["files"].items()}
    for name in (*digests, MANIFEST):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".duckdb"):
            # readers may open theirs for writing: no file of a release is to be the same as that
            _copy_database(published / name, previous, folder / name, digests[name])
        else:
            link(published / name, folder / name)
    return digests


def _copy_database(source: Path, previous: Path | None, target: Path, digest: str) -> None:
    """A copy of the database; a second name of that of the last release where the two are the same."""
    kept = previous / source.name if previous else None
    if kept and read_sums(kept.parent).get(source.name) == digest and not is_altered(kept.parent, source.name):
        link(kept, target)
    else:
        shutil.copyfile(source, target)


def _write_notes(changes: Changes, folder: Path, run: Run, digests: dict[str, str]) -> None:
    """What stands beside the tables; the sums last, for they are of all."""
    write_changes(changes, folder, run_id=run.run_id, made_at=run.started_at.isoformat())
    write_change_pages(changes, folder, run)
    write_sources(run.settings, folder)
    write_sums(folder, digests)
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(_READ_ONLY)


def _point(pointer: Path, name: str) -> None:
    """Lets `latest` lead to a release: a link, or a file with its name where the file system has none."""
    beside = pointer.with_name(f".{LATEST}")
    beside.unlink(missing_ok=True)
    try:
        beside.symlink_to(name, target_is_directory=True)
    except OSError:
        beside.write_text(name + "\n", encoding="utf-8")
    beside.replace(pointer)
