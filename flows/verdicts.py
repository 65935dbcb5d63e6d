"""What people decided: the reviewed rows of accepted.csv and corrections.csv, each checked before it counts.

A row that cannot be meant is told in one line with file and line number and left out; the others count.
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from expectations.equations import IdentityTerm
from extractors.forms import slots
from extractors.numbers import measure
from flows.csv_rows import Row, csv_rows, day, year
from flows.errors import GoujiError

_log = logging.getLogger("gouji.verdicts")

ACCEPTED, CORRECTIONS = "accepted.csv", "corrections.csv"
VERDICTS = ("explained", "accepted", "source_error")
ERRORS_OF = ("source", "extraction")
_NEEDED = {
    ACCEPTED: ("agency", "year", "identity", "instance", "reason"),
    CORRECTIONS: ("agency", "year", "slot", "old_value", "new_value", "reason"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What every decision says: whose report, why, and who decided it when."""

    agency: str
    year: int
    reason: str
    author: str | None
    decided_on: Any
    place: str
    """File and line."""

    @classmethod
    def of(cls, row: Row, place: str) -> dict[str, Any]:
        """The cells that both tables have; raises ValueError for one that is missing or wrong."""
        for name in ("agency", "year", "reason"):
            if not row[name]:
                raise ValueError(f"the cell {name} is empty")
        agency = "".join(row["agency"].split())  # the marts know names without blanks
        found = cls(agency, year(row["year"]) or 0, row["reason"], _or_none(row, "author"), _date(row), place)
        return asdict(found)


class Catalogue:
    """What decisions can be about."""

    def __init__(self, terms: Iterable[IdentityTerm]) -> None:
        """Takes the compiled identities; the slots are those of the forms."""
        self._terms = tuple(terms)

    @cached_property
    def instances(self) -> dict[str, set[str]]:
        """The instances of each identity; none where only the reports themselves have them."""
        found: dict[str, set[str]] = {term.identity: set() for term in self._terms}
        for term in self._terms:
            if term.each != "claim":
                found[term.identity].add(term.instance)
        return found

    @cached_property
    def slots(self) -> dict[str, str]:
        """The kind of each slot of any form."""
        return {"/".join(address): next(iter(by_form.values())).kind for address, by_form in slots().items()}


def read_verdicts(folder: Path, known: Catalogue) -> list[dict[str, Any]]:
    """The verdicts of a folder as rows of raw.verdicts; raises GoujiError when the file is no such table."""
    return list(_read(folder / ACCEPTED, _verdict, known, ("agency", "year", "identity", "instance", "finding_id")))


def read_corrections(folder: Path, known: Catalogue) -> list[dict[str, Any]]:
    """The corrections of a folder as rows of raw.corrections; raises GoujiError when the file is no such table."""
    return list(_read(folder / CORRECTIONS, _correction, known, ("agency", "year", "slot")))


def _read(
    path: Path, made: Callable[[Row, str, Catalogue], dict[str, Any]], known: Catalogue, key: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """The rows of a file that can be meant, each key once; says the others, and why, in one line each."""
    seen: dict[tuple[Any, ...], str] = {}
    for line, row in _rows(path):
        place = f"{path.name} line {line}"
        try:
            decided = made(row, place, known)
            first = seen.setdefault(tuple(decided[name] for name in key), place)
            if first != place:
                raise ValueError(f"decides the same as {first}, which counts")
        except ValueError as error:
            _log.warning("%s: %s; row left out", place, error)
        else:
            yield decided


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows with something in them; nothing where there is no file; raises GoujiError when it is no such table."""
    if not path.is_file():
        return
    try:
        rows = list(csv_rows(path.read_bytes()))
    except (OSError, ValueError, csv.Error) as error:
        raise GoujiError(f"{path} cannot be read: {str(error).splitlines()[0]}; nothing was published") from error
    missing = [name for name in _NEEDED[path.name] if rows and name not in rows[0][1]]
    if missing:
        raise GoujiError(f"{path} has no column {', '.join(missing)}; nothing was published")
    yield from ((line, row) for line, row in rows if any(row.values()))


def _verdict(row: Row, place: str, known: Catalogue) -> dict[str, Any]:
    """A row of raw.verdicts; raises ValueError with what is wrong."""
    identity, instance = row["identity"], row["instance"]
    verdict = row.get("verdict") or "accepted"
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict!r} is no verdict; choose {', '.join(VERDICTS)}")
    if identity not in known.instances:
        raise ValueError(f"there is no identity {identity!r}; docs/identities.md names them")
    instances = known.instances[identity]
    if instances and instance not in instances:
        raise ValueError(f"{identity} has no instance {instance!r}; it has {_some(instances)}")
    about = {"identity": identity, "instance": instance, "verdict": verdict, "finding_id": _or_none(row, "finding_id")}
    return {**Decided.of(row, place), **about}


def _correction(row: Row, place: str, known: Catalogue) -> dict[str, Any]:
    """A row of raw.corrections with its new value measured; raises ValueError with what is wrong."""
    slot, error_of = row["slot"], row.get("error_of") or "source"
    if error_of not in ERRORS_OF:
        raise ValueError(f"error_of is {error_of!r}; choose {', '.join(ERRORS_OF)}")
    if slot not in known.slots:
        raise ValueError(f"no form has a slot {slot!r}; write it as table/row/column")
    if row["old_value"] == row["new_value"]:
        raise ValueError("old_value and new_value are the same")
    new = measure(row["new_value"], known.slots[slot])
    if new.state == "unreadable":
        raise ValueError(f"new_value {row['new_value']!r} is no figure, blank or mark such as /")
    values = {"old_value": row["old_value"], "new_value": row["new_value"], "new_number": new.value}
    about = {"slot": slot, **values, "new_state": new.state, "error_of": error_of}
    return {**Decided.of(row, place), **about}


def _some(names: Iterable[str]) -> str:
    """The first names of a set."""
    first, *others = sorted(names)
    return ", ".join((first, *others[:4])) + (" …" if len(others) > 4 else "")


def _or_none(row: Row, name: str) -> str | None:
    """A cell that may be missing."""
    return row.get(name) or None


def _date(row: Row) -> Any:
    """When it was decided; raises ValueError when that is no date."""
    return day(row.get("date") or "")
