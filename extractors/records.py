"""What an extraction yields: the rows that later stand in the raw tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractors.grid import Grid, Locator

State = Literal["number", "blank", "not_applicable", "unreadable"]
DocumentKind = Literal["statutory_report", "narrative_report", "work_summary", "blank_form", "other"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number, or its absence, in one slot of a form."""

    form: str
    table_name: str
    row_code: str
    column_code: str
    printed: str
    printed_unit: str | None
    value: Decimal | None
    """In the unit of the slot; null unless the state is `number`."""
    unit: str
    state: State
    locator: Locator
    method: str
    """How the cell found its slot: `heading`, `order`, `position` …"""
    confidence: float

    @property
    def slot(self) -> str:
        """Table, row and column as everywhere in gouji."""
        return f"{self.table_name}/{self.row_code}/{self.column_code}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number which the prose states."""

    topic: str
    value: Decimal
    unit: str
    approximate: bool
    printed: str
    sentence: str
    locator: Locator
    other_value: Decimal | None = None
    """What the rest of the same words makes of it: the sum of the parts named, the share computed anew."""
    relation: str | None = None
    """How `value` must stand to `other_value`: `=`, or `<=` where parts may overlap."""
    tolerance: Decimal | None = None
    """How far the two may lie apart: printed digits are rounded or cut off."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the prose, or a feature of the document, that an identity asks for; no number."""

    topic: str
    printed: str
    sentence: str
    locator: Locator


@dataclass(frozen=True, slots=True)
class Problem:
    """Something read that could not be placed, or a document that could not be read."""

    kind: str
    printed: str
    locator: Locator | None
    message: str


@dataclass(frozen=True, slots=True)
class NamedGrid:
    """A table as it was read, with the statutory table it was taken for (`None`: no statutory form)."""

    grid: Grid
    table_name: str | None
    form: str | None


@dataclass(frozen=True, slots=True)
class ReportIdentity:
    """Whose report it is, of which year, on which form; null where nothing says so."""

    agency: str | None
    year: int | None
    form: str | None
    document_kind: DocumentKind
    title: str | None = None
    agency_source: str | None = None
    """Where the agency was read: `manifest`, `title`, `filled_in_by`, `signature` …"""
    year_source: str | None = None
    text_agency: str | None = None
    """What the text suggests, kept even when the manifest states another."""
    text_year: int | None = None
    agency_locator: Locator | None = None
    """Where the text names the agency and the year; null where only the prose as a whole does."""
    year_locator: Locator | None = None
    stated_scope: str | None = None
    """What the text says its figures are of: `own`, the agency alone, or `whole`, all below it as well."""
    scope_locator: Locator | None = None
    sentences: tuple[int, ...] = ()
    """The hashes of the sentences of the prose, in order, by which a repeated text is known."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was made of one document."""

    report: ReportIdentity
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    grids: tuple[NamedGrid, ...]
    mentions: tuple[Mention, ...] = ()
    """In reading order."""
