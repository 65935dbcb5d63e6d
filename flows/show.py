"""One document as it was understood: the forms' tables as printed on the paper, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
from rich.table import Table
from rich.text import Text

from extractors.document import Stated
from extractors.forms import headings, slots
from extractors.records import Claim, Extraction, Fact, NamedGrid, Problem
from flows.errors import GoujiError, UsageError
from flows.extract import readers
from flows.landing import landed_path
from flows.pool import Failure
from flows.screen import out
from flows.settings import Settings
from flows.worker import Reading, read_document

_MARKS = {"blank": "·", "unreadable": "?"}
_SHORTEST_ID = 6
_GRID_SHOWN = 200
_LABEL_WIDTH = 16


def show_document(settings: Settings, named: str) -> None:
    """Reads a file or a landed document once more and prints it; raises GoujiError when it cannot be read."""
    reading = find_reading(settings, named)
    outcome = read_again(settings, reading)
    _print_identity(reading.name, outcome)
    for _, facts in groupby(outcome.facts, key=lambda fact: (fact.form, fact.table_name)):
        out.print(_form_table(list(facts)))
    _print_rest(outcome)


def read_again(settings: Settings, reading: Reading) -> Extraction:
    """What a document says, read in a guarded process; raises GoujiError when it cannot be read."""
    with readers(settings) as pool:
        outcome = next(iter(pool.map(read_document, [reading])))[1]
    if isinstance(outcome, Problem | Failure):
        raise GoujiError(f"{reading.name}: {outcome.message} ({outcome.kind})")
    return outcome


def find_reading(settings: Settings, named: str) -> Reading:
    """The document that is meant; raises UsageError when there is none or more than one."""
    path = Path(named)
    if path.is_file():
        return Reading(path, path.name, Stated(), settings.document_bytes, settings.picture_seconds)
    found = _landed(settings, named)
    if not found:
        raise UsageError(f"there is no file {named}, and no document of this name or id is landed in {settings.home}")
    if len(found) > 1:
        choice = ", ".join(f"{document_id[:12]} ({uri})" for document_id, uri, *_ in found[:5])
        raise UsageError(f"{named} may be {len(found)} documents; name one by its id: {choice}")
    document_id, uri, *stated = found[0]
    path = landed_path(settings.landing, str(document_id))
    return Reading(path, Path(str(uri)).name, Stated(*stated), settings.document_bytes, settings.picture_seconds)


def _landed(settings: Settings, named: str) -> list[tuple[Any, ...]]:
    """The landed documents of this id, beginning of an id, name or path, with what is stated of them."""
    if not settings.warehouse.is_file():
        return []
    prefix = named if re.fullmatch(f"[0-9a-f]{{{_SHORTEST_ID},64}}", named) else "-"
    try:
        with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
            return connection.execute(
                """
                select document_id, uri, stated_agency, stated_year, stated_region_code, source_url, published_on
                from raw.documents where starts_with(document_id, $prefix) or name = $named or uri = $named
                qualify row_number() over (partition by document_id order by landed_at desc) = 1
                order by uri, document_id
                """,
                {"prefix": prefix, "named": named},
            ).fetchall()
    except duckdb.Error as error:
        raise GoujiError(f"{settings.warehouse} is in use by a run; try again when it has ended") from error


def _print_identity(name: str, extraction: Extraction) -> None:
    """Whose report of which year on which form, and how much was read."""
    report = extraction.report
    table = Table(show_header=False, title=Text(name), title_justify="left")
    lines = [
        ("agency", _sourced(report.agency, report.agency_source)),
        ("year", _sourced(report.year, report.year_source)),
        ("form", report.form or "none"),
        ("kind", report.document_kind),
        ("title", report.title or "none"),
        ("facts", f"{len(extraction.facts)} ({_states(extraction.facts)})"),
    ]
    for line in lines:
        table.add_row(*map(Text, line))
    out.print(table)


def _sourced(value: object, source: str | None) -> str:
    """A value with the place it was read from."""
    return "not found" if value is None else f"{value} (from {source})"


def _states(facts: Sequence[Fact]) -> str:
    """How many facts are in each state."""
    states = sorted({fact.state for fact in facts})
    return ", ".join(f"{sum(fact.state == state for fact in facts)} {state}" for state in states) or "none"


def _form_table(facts: Sequence[Fact]) -> Table:
    """One table of a form as it is printed on the paper: its rows, its columns, what stands in the cells."""
    form, name = facts[0].form, facts[0].table_name
    cells = {(fact.row_code, fact.column_code): fact for fact in facts}
    rows, columns = _lines(form, name)
    labels = _labels(form, name)
    table = Table(title=Text(f"{name} (form {form})"), title_justify="left", show_lines=False)
    table.add_column("", min_width=_LABEL_WIDTH, overflow="fold")
    for column in columns:
        table.add_column(Text(labels.get(("column", column), column)), justify="right", overflow="fold")
    for row in rows:
        shown = [_cell(form, (name, row, column), cells.get((row, column))) for column in columns]
        table.add_row(Text(labels.get(("row", row), row)), *shown)
    return table


def _lines(form: str, name: str) -> tuple[list[str], list[str]]:
    """The rows and columns of a form's table, in its order."""
    own = sorted((by[form] for key, by in slots().items() if key[0] == name and form in by), key=lambda s: s.position)
    return list(dict.fromkeys(slot.row_code for slot in own)), list(dict.fromkeys(slot.column_code for slot in own))


def _labels(form: str, name: str) -> dict[tuple[str, str], str]:
    """What the form prints for its rows and columns."""
    own = [heading for heading in headings() if heading.table_name == name and form in heading.forms]
    return {(heading.role, heading.code): heading.label for heading in own}


def _cell(form: str, key: tuple[str, str, str], fact: Fact | None) -> Text:
    """A cell as printed; a dot is a printed blank, a red `missing` a slot of which nothing was found."""
    if form not in slots().get(key, {}):
        return Text("")
    if fact is None:
        return Text("missing", style="red")
    shown = fact.printed.strip() or _MARKS["blank"]
    if fact.state == "unreadable":
        return Text(f"{shown} {_MARKS['unreadable']}", style="red")
    return Text(shown + _meaning(fact))


def _meaning(fact: Fact) -> str:
    """The value behind the printed text where a reader could not see it: a worded sign, another unit."""
    if fact.value is None:
        return ""
    number = f"{fact.value.normalize():f}"
    unit = fact.printed_unit or ""
    if fact.printed.strip().removesuffix(unit).strip() == number and unit in ("", fact.unit):
        return ""
    return f" = {number}" + (f" {fact.unit}" if unit != fact.unit else "")


def _print_rest(extraction: Extraction) -> None:
    """What stands in the document beside the forms: tables of other kinds, claims, problems."""
    for title, lines in (
        ("tables of no statutory form", [_grid_line(grid) for grid in extraction.grids if grid.table_name is None]),
        (
            "claims in the text",
            [_claim_line(claim) for claim in extraction.claims],
        ),
        ("problems", [_problem_line(problem) for problem in extraction.problems]),
    ):
        for number, line in enumerate(lines):
            if number == 0:
                out.print(Text(title, style="bold"))
            out.print(Text(f"  {line}"))


def _claim_line(claim: Claim) -> str:
    """A number in prose with its sentence."""
    return f"{claim.topic} = {claim.value.normalize():f} {claim.unit}: {claim.sentence}"


def _grid_line(named: NamedGrid) -> str:
    """A table that was kept, not placed: its size, its beginning, where it stands."""
    grid = named.grid
    beginning = " | ".join(" ".join(cell.text.split()) for cell in grid.cells if cell.text.strip())[:_GRID_SHOWN]
    return f"{grid.row_count} x {grid.column_count} at {grid.locator}: {beginning}"


def _problem_line(problem: Problem) -> str:
    """A problem with what was printed and where."""
    where = f" at {problem.locator}" if problem.locator else ""
    printed = f" {problem.printed!r}" if problem.printed else ""
    return f"{problem.kind}{where}:{printed} {problem.message}"
