"""The manifest: a CSV or Parquet table that names documents and states what is known of them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from extractors.document import Stated
from flows.csv_rows import csv_rows, day, tidy, year
from flows.errors import UsageError

COLUMNS = ("path", "url", "agency", "year", "region_code", "source_url", "published_on", "part_of")
INSIDE = "!/"
"""What parts an archive from its member in the names of documents; a manifest may write `/` alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to land: where it is, what it is called in the warehouse, what the manifest states of it."""

    path: Path
    uri: str
    stated: Stated = field(default_factory=Stated)
    member: str = ""
    """Its name in the archive that the file is; nothing for the file itself."""
    inside: Mapping[str, Entry] = field(default_factory=dict)
    """Members of the archive that the file is, of which something is stated by themselves, by name."""
    is_for_members: bool = False
    """Only the members named in `inside` are meant, not the file itself with all that is in it."""
    page: str = ""
    """The page in the same folder whose report the file is a part of, as the page itself or as its attachment."""
    page_no: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something named that is not landed, and why, in one line."""

    line: str


def read_manifest(manifest: Path) -> Iterator[Entry | Skipped]:
    """The rows of a manifest in order, those of no use as Skipped; raises UsageError when it is no table."""
    rows = _rows(manifest)
    headings = _headings(rows, manifest)
    for unknown in sorted(headings - set(COLUMNS)):
        yield Skipped(f"{manifest.name}: column {unknown!r} is not known and not read; known are {', '.join(COLUMNS)}")
    parts = Counter[str]()
    for number, row in enumerate(rows, start=2):
        parts[row.get("part_of") or ""] += 1
        try:
            yield _numbered(_entry(row, manifest.parent), parts)
        except ValueError as error:
            yield Skipped(f"{manifest.name} row {number}: {error}; row skipped")


def _headings(rows: list[dict[str, str]], manifest: Path) -> set[str]:
    """The columns of the table; raises UsageError when none of them says where a document is."""
    headings = set(rows[0]) if rows else set()
    if not headings & {"path", "url"}:
        raise UsageError(f"{manifest}: no rows with a column 'path' or 'url'; a manifest needs one of them")
    return headings


def _rows(manifest: Path) -> list[dict[str, str]]:
    """The table as text, headings in lower case; raises UsageError when it cannot be read."""
    try:
        if manifest.suffix.lower() == ".parquet":
            return _parquet_rows(manifest)
        return [row for _, row in csv_rows(manifest.read_bytes())]
    except OSError as error:
        raise UsageError(f"cannot read the manifest {manifest}: {error.strerror or error}") from error
    except (ValueError, csv.Error) as error:
        raise UsageError(f"{manifest} is no table of the kind its name says: {str(error).splitlines()[0]}") from error


def _parquet_rows(manifest: Path) -> list[dict[str, str]]:
    """The rows of a Parquet file, as text."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        return [tidy(row) for row in parquet.read_table(manifest).to_pylist()]
    except pa.ArrowException as error:
        raise ValueError(str(error)) from error


def _entry(row: Mapping[str, str], folder: Path) -> Entry:
    """The document that a row names; raises ValueError with what is wrong."""
    named = row.get("path") or ""
    if not named:
        raise ValueError(_without_path(row.get("url") or ""))
    name, member = _file_and_member(named, folder)
    return Entry(folder / name, name, _stated(row), member)


def _file_and_member(named: str, folder: Path) -> tuple[str, str]:
    """The file that a path leads to, and what the rest of it names inside the file; raises ValueError without one."""
    if (folder / named).is_file():
        return named, ""
    steps = PurePosixPath(named.replace(INSIDE, "/"))
    for above in steps.parents:
        if (folder / above).is_file():
            return str(above), str(steps.relative_to(above))
    raise ValueError(f"there is no file {named}")


def by_file(rows: Iterable[Entry | Skipped]) -> Iterator[Entry | Skipped]:
    """The rows, those that name members of one archive, and the archive itself, as one entry at the first place."""
    rows = list(rows)
    files: dict[Path, list[Entry]] = {}
    for row in rows:
        if isinstance(row, Entry):
            files.setdefault(row.path.resolve(), []).append(row)
    for row in rows:
        if isinstance(row, Skipped):
            yield row
        elif same := files.pop(row.path.resolve(), []):
            yield from _one_of_each_file(same)


def _one_of_each_file(same: Sequence[Entry]) -> Iterator[Entry]:
    """The entries of one file, in which what is stated of members is gathered; without members as they are."""
    members = {entry.member: entry for entry in reversed(same) if entry.member}
    whole = [entry for entry in same if not entry.member]
    if not members:
        yield from whole
    elif whole:
        yield replace(whole[0], inside=members)
        yield from whole[1:]
    else:
        yield Entry(same[0].path, same[0].uri, inside=members, is_for_members=True)


def _numbered(entry: Entry, parts: Mapping[str, int]) -> Entry:
    """The entry with its number among the files of its report, which stand in the manifest in their order."""
    name = entry.stated.part_of
    return entry if name is None else replace(entry, stated=replace(entry.stated, part_no=parts[name]))


def _without_path(url: str) -> str:
    """Why a row without a path is of no use."""
    if url:
        return f"{url} has no local path; download the file and name it in the column 'path'"
    return "neither path nor url is given"


def _stated(row: Mapping[str, str]) -> Stated:
    """What a row states; an empty cell states nothing."""
    return Stated(
        agency=row.get("agency") or None,
        year=year(row.get("year") or ""),
        region_code=_region_code(row.get("region_code") or ""),
        source_url=row.get("source_url") or row.get("url") or None,
        published_on=day(row.get("published_on") or ""),
        part_of=row.get("part_of") or None,
    )


def _region_code(cell: str) -> str | None:
    """Six to twelve digits as in the national register of regions."""
    if not cell:
        return None
    if not re.fullmatch(r"[0-9]{6}|[0-9]{9}|[0-9]{12}", cell):
        raise ValueError(f"{cell!r} is not a region code of 6, 9 or 12 digits")
    return cell
