"""The rows of identities.csv and slots.csv, read into types; a bad row is named by its file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

IDENTITIES = Path(__file__).parent / "identities.csv"
SLOTS = Path(__file__).parent.parent / "extractors" / "forms" / "slots.csv"
CLAIMS = ("claims.csv", "claim_formulas.csv")
ATTRIBUTES = Path(__file__).parent / "attributes.csv"
EACH = ("column", "row", "report", "cell", "claim")
SEVERITIES = ("critical", "warning", "info")
KINDS = (
    "mandated", "arithmetic", "cross-table", "cross-year", "narrative", "hierarchy", "plausibility", "form",
)  # fmt: skip
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
    kind: str
    """`count`, `signed` (a change), or `amount` (money)."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What equations can name beside slots."""

    attributes: frozenset[str]
    """What can be asked of an agency, a report or its prose."""
    topics: frozenset[str]
    """What the prose can state a number of."""

    @classmethod
    def read(cls) -> Vocabulary:
        """Return the words of attributes.csv and the topics of claims.csv and claim_formulas.csv."""
        names = {row["attribute"] for _, row in _rows(ATTRIBUTES)}
        topics = {row["topic"] for name in CLAIMS for _, row in _rows(SLOTS.parent / name)}
        computed = {name.removeprefix("claim.") for name in names if name.startswith("claim.")}
        return cls(frozenset(names), frozenset(topics | computed))


@dataclass(frozen=True, slots=True)
class Identity:
    """One row of identities.csv."""

    identity: str
    form: str
    table_name: str
    each: str
    equation: str
    kind: str
    severities: tuple[str, ...]
    """One for all parts, or one a part."""
    applies: tuple[str, ...]
    """The attribute of the reports on which it is judged, one for all parts or one a part; empty: on all."""
    unless_assessable: tuple[str, ...]
    """Identities from which this one follows, one a part: it speaks only where they could not be assessed."""
    basis: str
    says: str
    says_en: str
    since: str
    """The version of gouji that judged it first."""
    source: str
    """File and line, for messages."""

    @property
    def severity(self) -> str:
        """The gravest of its severities."""
        return min(self.severities, key=SEVERITIES.index)


def read_slots(path: Path = SLOTS) -> tuple[Slot, ...]:
    """Take slots.csv; return its slots in the order of the forms."""
    rows = (row for _, row in _rows(path))
    return tuple(Slot(r["form"], r["table_name"], r["row_code"], r["column_code"], r["kind"]) for r in rows)


def read_identities(path: Path = IDENTITIES) -> tuple[Identity, ...]:
    """Take identities.csv; return its identities, or raise IdentityError for a word that is not known."""
    identities = tuple(_identity(row, f"{path.name}:{line}") for line, row in _rows(path))
    seen: dict[tuple[str, ...], str] = {}
    for identity in identities:
        key = (identity.identity, identity.form, identity.table_name, identity.each)
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
    _one_of(row["kind"], KINDS, source)
    severities = tuple(row["severity"].split())
    for severity in severities or ("",):
        _one_of(severity, SEVERITIES, source)
    return Identity(
        identity=row["identity"],
        form=row["form"],
        table_name=row["table"],
        each=row["each"],
        equation=row["equation"],
        kind=row["kind"],
        severities=severities,
        applies=tuple(row["applies"].split()),
        unless_assessable=tuple(row["unless_assessable"].split()),
        basis=row["basis"],
        says=row["says"],
        says_en=row["says_en"],
        since=row["since"],
        source=source,
    )


def _one_of(word: str, known: tuple[str, ...], source: str) -> None:
    if word not in known:
        raise IdentityError(f"{source}: '{word}' is none of {', '.join(known)}")
