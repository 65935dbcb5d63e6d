"""Writes the seeds of regions anew from two public packages: `python -m tools.regions FOLDER`; README.md says more."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.regions.changes import Changes
from tools.regions.lists import RegionList, level_of, read_changes, read_lists
from tools.regions.names import former_names, other_names

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
_SINCE = "2007-12"
"""The last list before the regulations came into force, on 1 May 2008: who ended earlier never reported."""


def regions(lists: Sequence[RegionList], changes: Changes) -> list[dict[str, object]]:
    """One row a code that stood in any list since the regulations are in force, in the order of codes."""
    recent = [one for one in lists if one.vintage >= _SINCE]
    codes = sorted({code for one in recent for code in one.names})
    return [_region(code, lists, changes, codes) for code in codes]


def _region(code: str, lists: Sequence[RegionList], changes: Changes, codes: Sequence[str]) -> dict[str, object]:
    """The row of one code: its last name, its years, and what followed it."""
    places = [place for place, one in enumerate(lists) if code in one.names]
    first, last = places[0], places[-1]
    ended = last + 1 < len(lists)
    after = lists[first - 1].year if first else lists[0].year
    end = changes.end(code, since=lists[last].year, before=lists[last + 1].year) - 1 if ended else None
    name = lists[last].names[code]
    return {
        "region_code": code,
        "region_name": name,
        "level": level_of(code),
        "parent_code": _parent(code, set(codes)),
        "first_year": changes.start(code, after=after, until=lists[first].year),
        "last_year": end,
        "succeeded_by": changes.successor(code, codes) if ended else None,
        "vintage": lists[last].vintage,
        "makes_rules": _makes_rules(level_of(code), name),
    }


def _parent(code: str, codes: set[str]) -> str | None:
    """The prefecture of a county, else the province; nothing above a province."""
    above = (code[:4] + "00", code[:2] + "0000")
    return next((parent for parent in above if parent in codes and parent != code), None)


def _makes_rules(level: str, name: str) -> str:
    """Whether the government may make rules: provinces, cities with districts and autonomous prefectures may."""
    return str(level == "province" or (level == "city" and name.endswith(("\u5e02", "\u81ea\u6cbb\u5dde")))).lower()


def write(name: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Write the rows of a seed."""
    with (SEEDS / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(packages: Path) -> None:
    """Write both seeds from the folder in which the packages were unpacked."""
    lists = read_lists(packages)
    found = regions(lists, Changes(list(read_changes(packages))))
    recent = [one for one in lists if one.vintage >= _SINCE]
    write("seed_regions", found)
    write("seed_region_names", [*former_names(recent), *other_names(found)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
