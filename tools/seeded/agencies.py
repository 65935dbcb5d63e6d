"""Who reports: departments of every city and city governments, in an order drawn at random."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

REGIONS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds" / "seed_regions.csv"
ORGANS = Path(__file__).parent / "organs.csv"


@dataclass(frozen=True)
class Agency:
    """One agency: the government of a city, which makes rules, or a department, which makes none."""

    name: str
    is_government: bool = False


class Agencies:
    """Gives every agency once."""

    def __init__(self, random: Random) -> None:
        """Takes what draws their order."""
        cities = [row for row in _rows(REGIONS) if row["level"] == "city" and not row["last_year"]]
        random.shuffle(cities)
        organs = _rows(ORGANS)
        self._government = next(row["organ"] for row in organs if row["kind"] == "government")
        self._below = [row["organ"] for row in organs if row["kind"] == "below"]
        single = [row["organ"] for row in organs if row["kind"] == "single"]
        self._cities = iter([row["region_name"] for row in cities if row["makes_rules"] != "false"])
        self._departments = iter([f"{city['region_name']}{organ}" for organ in single for city in cities])

    def department(self) -> Agency:
        """A department of a city."""
        return Agency(next(self._departments))

    def government(self) -> Agency:
        """The government of a city."""
        return Agency(next(self._cities) + self._government, is_government=True)

    def family(self, children: int) -> tuple[Agency, list[Agency]]:
        """A government and some of its departments, none of which is given singly."""
        city = next(self._cities)
        below = [Agency(f"{city}{organ}") for organ in self._below[:children]]
        return Agency(city + self._government, is_government=True), below


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
