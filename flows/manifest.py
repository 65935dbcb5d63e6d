"""The manifest: a CSV or Parquet table that names documents and states what is known of them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from extractors.document import Stated
from flows.errors import UsageError

COLUMNS = ("path", "url", "agency", "year", "region_code", "source_url", "published_on", "part_of")
_YEARS = range(1949, 2200)
_ENCODINGS = ("utf-8-sig", "gb18030")
"""Excel in Chinese Windows saves a plain CSV in the second."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to land: where it is, what it is called in the warehouse, what the manifest states of it."""

    path: Path
    uri: str
    stated: Stated = field(default_factory=Stated)
    member: str = ""
    """Its name in the archive that the file is; nothing for the file itself."""


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
        return _csv_rows(manifest.read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read the manifest {manifest}: {error.strerror or error}") from error
    except (ValueError, csv.Error) as error:
        raise UsageError(f"{manifest} is no table of the kind its name says: {str(error).splitlines()[0]}") from error


def _csv_rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV; cells beyond the headings are dropped with their heading `None`."""
    reader = csv.DictReader(io.StringIO(_decoded(data), newline=""), strict=True, restval="")
    return [_tidy(row) for row in reader]


def _decoded(data: bytes) -> str:
    """The text in the first encoding that fits."""
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8 nor GB18030")


def _parquet_rows(manifest: Path) -> list[dict[str, str]]:
    """The rows of a Parquet file, as text."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        return [_tidy(row) for row in parquet.read_table(manifest).to_pylist()]
    except pa.ArrowException as error:
        raise ValueError(str(error)) from error


def _tidy(row: Mapping[str | None, object]) -> dict[str, str]:
    """Headings in lower case without blanks, cells as trimmed text, nothing as empty text."""
    cells = {key.strip().lower(): value for key, value in row.items() if key is not None}
    return {key: "" if value is None else str(value).strip() for key, value in cells.items()}


def _entry(row: Mapping[str, str], folder: Path) -> Entry:
    """The document that a row names; raises ValueError with what is wrong."""
    named = row.get("path") or ""
    if not named:
        raise ValueError(_without_path(row.get("url") or ""))
    path = folder / named
    if not path.is_file():
        raise ValueError(f"there is no file {named}")
    return Entry(path, named, _stated(row))


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
        year=_year(row.get("year") or ""),
        region_code=_region_code(row.get("region_code") or ""),
        source_url=row.get("source_url") or row.get("url") or None,
        published_on=_day(row.get("published_on") or ""),
        part_of=row.get("part_of") or None,
    )


def _year(cell: str) -> int | None:
    """A year; Excel and Parquet may hand it over as 2020.0."""
    if not cell:
        return None
    if not re.fullmatch(r"[0-9]{4}(\.0+)?", cell) or int(cell[:4]) not in _YEARS:
        raise ValueError(f"{cell!r} is not a year")
    return int(cell[:4])


def _region_code(cell: str) -> str | None:
    """Six to twelve digits as in the national register of regions."""
    if not cell:
        return None
    if not re.fullmatch(r"[0-9]{6}|[0-9]{9}|[0-9]{12}", cell):
        raise ValueError(f"{cell!r} is not a region code of 6, 9 or 12 digits")
    return cell


def _day(cell: str) -> date | None:
    """A day written as 2021-01-31, 2021/1/31 or with a time behind it."""
    if not cell:
        return None
    found = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})([ T].*)?", cell)
    if not found:
        raise ValueError(f"{cell!r} is not a date; write it as 2021-01-31")
    year, month, day = (int(part) for part in found.groups()[:3])
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{cell!r} is not a date; write it as 2021-01-31") from None
