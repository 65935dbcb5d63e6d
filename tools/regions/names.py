"""Other names of regions: those before a renaming that kept the code, and the short ones that names of agencies use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tools.regions.lists import RegionList, rows_of

_AUTONOMOUS = "\u81ea\u6cbb"
"""What stands before the kind of an autonomous region, prefecture, county or banner."""


def former_names(lists: Sequence[RegionList]) -> Iterator[dict[str, object]]:
    """Names that a code had in an earlier list and has no more, with the years in which it had them."""
    last = {code: name for one in lists for code, name in one.names.items()}
    years: dict[tuple[str, str], list[int]] = {}
    for one in lists:
        for code, name in one.names.items():
            if name != last[code]:
                years.setdefault((code, name), []).append(one.year)
    for (code, name), seen in sorted(years.items()):
        yield _row(code, name, "former", min(seen), max(seen))


def other_names(regions: Sequence[Mapping[str, object]]) -> Iterator[dict[str, object]]:
    """The short and the bare names of regions, with the years of the region."""
    written = {row["region_code"]: row["other_name"] for row in rows_of("other_names")}
    for region in regions:
        code, name = str(region["region_code"]), str(region["region_name"])
        short = None if region["level"] == "province" else short_name(name)
        for other in sorted({short, written.get(code)} - {None, name}, key=str):
            yield _row(code, str(other), "short", region["first_year"], region["last_year"])
        bare = bare_name(short or name)
        if region["level"] != "county" and bare not in (name, short) and _AUTONOMOUS not in bare:
            yield _row(code, bare, "bare", region["first_year"], region["last_year"])


def short_name(name: str) -> str | None:
    """An autonomous place without its peoples; None when nothing would be left, or nothing is to be left out."""
    peoples = "|".join(row["name"] for row in rows_of("peoples"))
    found = re.fullmatch(rf"(.+?)(?:{peoples})*{_AUTONOMOUS}(.)", name)
    if found is None:
        return None
    return found[1] + found[2]


def bare_name(name: str) -> str:
    """A place without its kind, as organs answering to Beijing use it (not of counties, which keep their kind)."""
    kinds = "|".join(row["kind"] for row in rows_of("kinds"))
    return re.sub(rf"(?<=..)(?:{kinds})$", "", name)


def _row(code: str, name: str, kind: str, first_year: object, last_year: object) -> dict[str, object]:
    return {
        "region_code": code, "other_name": name, "kind": kind, "first_year": first_year, "last_year": last_year,
    }  # fmt: skip
