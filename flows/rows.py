"""From extractions to the rows of the raw tables, as Arrow tables whose decimals are exact."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Context, Decimal, Inexact, InvalidOperation

import pyarrow as pa

from extractors.document import Stated
from extractors.records import Claim, Extraction, Fact, Mention, NamedGrid, Problem

_TEXT, _TIME, _COUNT, _AMOUNT = pa.string(), pa.timestamp("us"), pa.int32(), pa.decimal128(28, 6)
_EXACT = Context(prec=28, traps=[Inexact, InvalidOperation])

Columns = Mapping[str, pa.DataType]
Row = dict[str, object]

_STAMP: Columns = {"extractor_version": _TEXT, "loaded_at": _TIME}

SCHEMAS: dict[str, Columns] = {
    "reports": {
        **dict.fromkeys(("document_id", "agency"), _TEXT),
        "year": _COUNT,
        **dict.fromkeys(("form", "document_kind", "title", "agency_source", "year_source", "text_agency"), _TEXT),
        "text_year": _COUNT,
        **dict.fromkeys(("agency_locator", "year_locator", "stated_scope", "scope_locator"), _TEXT),
        "sentences": pa.list_(pa.int64()),
        **dict.fromkeys(("facts", "claims", "problems"), _COUNT),
        "extractor_version": _TEXT,
        "run_id": _TEXT,
        "loaded_at": _TIME,
    },
    "facts": {
        **dict.fromkeys(("document_id", "form", "table_name", "row_code", "column_code"), _TEXT),
        **dict.fromkeys(("printed", "printed_unit"), _TEXT),
        "value": _AMOUNT,
        **dict.fromkeys(("unit", "state", "locator", "method"), _TEXT),
        "confidence": pa.float64(),
        **_STAMP,
    },
    "claims": {
        **dict.fromkeys(("document_id", "topic"), _TEXT),
        "value": _AMOUNT,
        "unit": _TEXT,
        "approximate": pa.bool_(),
        **dict.fromkeys(("printed", "sentence", "locator"), _TEXT),
        "other_value": _AMOUNT,
        "relation": _TEXT,
        "tolerance": _AMOUNT,
        **_STAMP,
    },
    "mentions": {
        **dict.fromkeys(("document_id", "topic"), _TEXT),
        "position": _COUNT,
        **dict.fromkeys(("printed", "sentence", "locator"), _TEXT),
        **_STAMP,
    },
    "problems": {**dict.fromkeys(("document_id", "kind", "printed", "locator", "message"), _TEXT), **_STAMP},
    "grids": {
        "document_id": _TEXT,
        "grid_no": _COUNT,
        **dict.fromkeys(("table_name", "form", "columns_kind"), _TEXT),
        **dict.fromkeys(("row_count", "column_count"), _COUNT),
        **dict.fromkeys(("cells", "locator"), _TEXT),
        **_STAMP,
    },
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What each row of one document's extraction carries."""

    document_id: str
    extractor_version: str
    run_id: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document after extraction: what was read, or why it could not be."""

    stamp: Stamp
    stated: Stated
    outcome: Extraction | Problem


def arrow_tables(documents: Iterable[Extracted]) -> dict[str, pa.Table]:
    """The rows of a batch by raw table; a value that the tables cannot hold exactly becomes a problem row."""
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    for document in documents:
        for name, more in _document_rows(document).items():
            rows[name].extend(more)
    return {name: pa.Table.from_pylist(found, schema=pa.schema(SCHEMAS[name])) for name, found in rows.items()}


def _document_rows(document: Extracted) -> dict[str, list[Row]]:
    """The rows of one document by raw table, each with its stamp where the table has such columns."""
    stamp, outcome = document.stamp, document.outcome
    found = _unreadable(document, outcome) if isinstance(outcome, Problem) else _read(outcome)
    common: Row = {
        "document_id": stamp.document_id,
        "extractor_version": stamp.extractor_version,
        "run_id": stamp.run_id,
        "loaded_at": stamp.loaded_at,
    }
    return {
        name: [_clean(row) | {key: common[key] for key in common if key in SCHEMAS[name]} for row in rows]
        for name, rows in found.items()
    }


def _clean(row: Row) -> Row:
    """The row with text that UTF-8 can hold: a lone surrogate in a broken PDF must not end a batch."""
    return {
        key: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for key, value in row.items()
    }


def _unreadable(document: Extracted, problem: Problem) -> dict[str, list[Row]]:
    """A document that could not be read is still a report, of which only what the manifest states is known."""
    stated = document.stated
    report: Row = {
        "agency": stated.agency,
        "year": stated.year,
        "document_kind": "unreadable",
        "agency_source": "manifest" if stated.agency else None,
        "year_source": "manifest" if stated.year else None,
        "facts": 0,
        "claims": 0,
        "problems": 1,
    }
    return {"reports": [report], "problems": [_problem_row(problem)]}


def _read(extraction: Extraction) -> dict[str, list[Row]]:
    """The rows of a document that was read."""
    claims = [claim for claim in extraction.claims if _fits_whole(claim)]
    beyond = [_beyond(item) for item in extraction.facts if not _fits(item.value)]
    beyond += [_beyond(item) for item in extraction.claims if not _fits_whole(item)]
    problems = [*extraction.problems, *beyond]
    rows: dict[str, list[Row]] = {
        "facts": [_fact_row(fact) for fact in extraction.facts],
        "claims": [_claim_row(claim) for claim in claims],
        "mentions": [_mention_row(place, mention) for place, mention in enumerate(extraction.mentions, start=1)],
        "problems": [_problem_row(problem) for problem in problems],
        "grids": [_grid_row(number, grid) for number, grid in enumerate(extraction.grids, start=1)],
    }
    counts: Row = {name: len(rows[name]) for name in ("facts", "claims", "problems")}
    return rows | {"reports": [_fields(extraction.report) | counts]}


def _fields(record: object) -> Row:
    """The fields of a record in one level."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}  # type: ignore[attr-defined]


def _fact_row(fact: Fact) -> Row:
    """A fact as stored."""
    row = _fields(fact)
    return row if _fits(fact.value) else row | {"value": None, "state": "unreadable"}


def _claim_row(claim: Claim) -> Row:
    """A claim as stored."""
    return _fields(claim)


def _mention_row(place: int, mention: Mention) -> Row:
    """A mention as stored, with its place in reading order."""
    return _fields(mention) | {"position": place}


def _problem_row(problem: Problem) -> Row:
    """A problem as stored."""
    return _fields(problem)


def _grid_row(number: int, named: NamedGrid) -> Row:
    """A table as it was read, its cells as JSON."""
    grid = named.grid
    cells = [[c.row, c.column, c.row_span, c.column_span, c.text, c.locator] for c in grid.cells]
    return {
        "grid_no": number,
        "table_name": named.table_name,
        "form": named.form,
        "columns_kind": grid.columns,
        "row_count": grid.row_count,
        "column_count": grid.column_count,
        "cells": json.dumps(cells, ensure_ascii=False),
        "locator": grid.locator,
    }


def _beyond(item: Fact | Claim) -> Problem:
    """The problem of a value with more digits than the tables hold."""
    message = "the number has more than 22 digits before or 6 after the point; it was kept as printed, without a value"
    return Problem("value_out_of_range", item.printed, item.locator, message)


def _fits_whole(claim: Claim) -> bool:
    """Whether the tables hold all that a claim says in numbers."""
    return all(_fits(value) for value in (claim.value, claim.other_value, claim.tolerance))


def _fits(value: Decimal | None) -> bool:
    """Whether decimal(28, 6) holds the value exactly."""
    if value is None:
        return True
    try:
        return bool(value.quantize(Decimal("0.000001"), context=_EXACT).is_finite())
    except (Inexact, InvalidOperation):
        return False
