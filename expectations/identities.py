"""The rows of identities.csv and slots.csv, read into types; a bad row is named by its file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

IDENTITIES = Path(__file__).parent / "identities.csv"
SLOTS = Path(__file__).parent.parent / "extractors" / "forms" / "slots.csv"
EACH = ("column", "row", "report", "cell")
SEVERITIES = ("critical", "warning", "info")
ANY_FORM = "*"


class IdentityError(ValueError):
    """A row of identities.csv that says something which the forms do not know."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell which a decree prescribes."""

    form: str
    table_name: str
    row_code: str
    column_code: str


@dataclass(frozen=True, slots=True)
class Identity:
    """One row of identities.csv."""

    identity: str
    form: str
    table_name: str
    each: str
    equation: str
    kind: str
    severity: str
    unless_assessable: tuple[str, ...]
    """Identities from which this one follows, one a part: it speaks only where they could not be assessed."""
    basis: str
    says: str
    says_en: str
    source: str
    """File and line, for messages."""


def read_slots(path: Path = SLOTS) -> tuple[Slot, ...]:
    """Take slots.csv; return its slots in the order of the forms."""
    return tuple(Slot(r["form"], r["table_name"], r["row_code"], r["column_code"]) for _, r in _rows(path))


def read_identities(path: Path = IDENTITIES) -> tuple[Identity, ...]:
    """Take identities.csv; return its identities, or raise IdentityError for a word that is not known."""
    identities = tuple(_identity(row, f"{path.name}:{line}") for line, row in _rows(path))
    seen: dict[tuple[str, str, str], str] = {}
    for identity in identities:
        key = (identity.identity, identity.form, identity.each)
        if key in seen:
            raise IdentityError(f"{identity.source}: {identity.identity} already stands in {seen[key]}")
        seen[key] = identity.source
    return identities


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, row


def _identity(row: dict[str, str], source: str) -> Identity:
    _one_of(row["each"], EACH, source)
    _one_of(row["severity"], SEVERITIES, source)
    return Identity(
        identity=row["identity"],
        form=row["form"],
        table_name=row["table"],
        each=row["each"],
        equation=row["equation"],
        kind=row["kind"],
        severity=row["severity"],
        unless_assessable=tuple(row["unless_assessable"].split()),
        basis=row["basis"],
        says=row["says"],
        says_en=row["says_en"],
        source=source,
    )


def _one_of(word: str, known: tuple[str, ...], source: str) -> None:
    if word not in known:
        raise IdentityError(f"{source}: '{word}' is none of {', '.join(known)}")
