"""The data-quality report: one offline page that says which figures hold, which do not, and where they are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.pages import marts
from flows.pages.labels import Labels, load_labels, load_rules
from flows.pages.render import page_environment, write_page
from flows.pages.tables import draw_tables
from flows.pages.words import load_words


@dataclass(frozen=True, slots=True)
class RunInfo:
    """The run whose published tables the page tells of."""

    run_id: str
    started_at: datetime
    versions: Mapping[str, str]


def write_quality_report(published: Path, target: Path, *, run: RunInfo) -> None:
    """Read the marts of the DuckDB file `published` and write the page to `target`, replacing it in one step."""
    labels = load_labels()
    with marts.opened(published) as connection:
        quality = marts.read_quality(connection)
    page = page_environment(load_words(), labels, load_rules()).get_template("quality.html.j2")
    write_page(page.render(run=run, quality=quality, **_arranged(quality, labels)), target)


def _arranged(quality: marts.Quality, labels: Labels) -> dict[str, object]:
    """What the page shows in another order than the tables hold it."""
    slots: dict[str, list[marts.Row]] = {row["finding_id"]: [] for row in quality.findings.rows}
    for row in quality.slots:
        slots[row["finding_id"]].append(row)
    tables = draw_tables(quality, labels)
    drawn_reports = {row["report_id"]: row for row in quality.findings.rows if row["report_id"] in tables}
    return {"slots_of": slots, "tables": tables, "drawn_reports": tuple(drawn_reports.values()), "cells": quality.cells}
