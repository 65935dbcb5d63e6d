"""The samples are what their script writes, and reading them gives the figures they were drawn from."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.extract import extract
from extractors.forms import headings, slots
from tests.golden import ROOT, rows
from tools.compose_samples import compose, report_of
from tools.drawing import Report, draw_docx, draw_html, draw_pdf, draw_text, draw_xlsx
from tools.drawing.places import placed, width
from tools.drawing.rows import rows_of
from tools.drawing.tables import TABLES, Figures

SAMPLES = rows_of("samples")
NAMES = [row["path"] for row in SAMPLES]
MOST_BYTES = 200_000


def numbered(form: str) -> Figures:
    """A figure in every slot of a form, no two of a table alike."""
    keys = [key for key, by_form in slots().items() if form in by_form]
    return {key: str(number) for number, key in enumerate(keys, 1)}


def test_the_samples_cover_what_they_are_for() -> None:
    assert len(SAMPLES) >= 8
    assert {row["format"] for row in SAMPLES} == {"html", "pdf", "docx", "txt", "xlsx"}
    assert {row["form"] for row in SAMPLES} == {"2014", "2019", "2021"}
    years = sorted((report_of(row).agency, report_of(row).year) for row in SAMPLES)
    assert any(a == b and first + 1 == second for (a, first), (b, second) in pairwise(years))


def test_the_folder_holds_the_samples_and_nothing_else() -> None:
    found = {path.name for path in (ROOT / "samples").iterdir() if not path.name.startswith(".")}
    assert found == {*NAMES, "manifest.csv", "README.md"}
    assert [row["path"] for row in rows(ROOT / "samples/manifest.csv")] == NAMES


def test_the_script_writes_the_same_bytes(tmp_path: Path) -> None:
    for written in compose(tmp_path):
        kept = (ROOT / "samples" / written.name).read_bytes()
        assert len(kept) < MOST_BYTES
        if written.suffix not in {".docx", ".pdf", ".xlsx"}:  # these also depend on the release of the library
            assert written.read_bytes() == kept
    again = {path.name: path.read_bytes() for path in compose(tmp_path / "again")}
    assert again == {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}


@pytest.mark.parametrize("row", SAMPLES, ids=NAMES)
def test_a_sample_gives_its_figures_back(row: dict[str, str]) -> None:
    drawn = report_of(row)
    got = extract(Document(row["path"], (ROOT / "samples" / row["path"]).read_bytes()))
    assert {(f.table_name, f.row_code, f.column_code): f.printed for f in got.facts} == drawn.figures
    assert {(f.table_name, f.row_code, f.column_code): f.value for f in got.facts if f.value is not None} == {
        (r["table_name"], r["row_code"], r["column_code"]): Decimal(r["value"])
        for r in rows_of(f"figures/{row['figures']}")
        if r["value"]
    }
    assert (got.report.agency, got.report.year, got.report.form) == (drawn.agency, drawn.year, row["form"])
    assert got.report.document_kind == "statutory_report"
    assert {problem.kind for problem in got.problems} <= {"wrong_charset"}


@pytest.mark.parametrize("form", ["2014", "2019", "2021"])
def test_the_drawn_tables_have_every_slot_once_and_no_hole(form: str) -> None:
    figures = numbered(form)
    names = {key[0] for key in figures}
    printed = []
    for name in names:
        table = TABLES[name](form, figures)
        covered = [
            (row + down, column + right)
            for row, column, cell in placed(table)
            for down in range(cell.rows)
            for right in range(cell.columns)
        ]
        assert len(covered) == len(set(covered)) == len(table) * width(table)
        printed += [cell.text for _, _, cell in placed(table)]
    assert sorted(text for text in printed if text.isdigit()) == sorted(figures.values())


@pytest.mark.parametrize("form", ["2014", "2019", "2021"])
def test_the_drawn_tables_print_every_heading(form: str) -> None:
    figures = numbered(form)
    printed = [cell.text for name in {key[0] for key in figures} for row in TABLES[name](form, figures) for cell in row]
    wanted = [one.label for one in headings() if form in one.forms and one.role in {"row", "column", "group", "block"}]
    assert set(wanted) <= set(printed)


DRAWERS = {
    "html": draw_html,
    "gb18030": lambda report: draw_html(report, "gb18030", "utf-8"),
    "docx": draw_docx,
    "pdf": draw_pdf,
    "xlsx": draw_xlsx,
    "tab": lambda report: draw_text(report, "tab"),
    "pipe": lambda report: draw_text(report, "pipe"),
    "line": lambda report: draw_text(report, "line"),
}


@pytest.mark.parametrize("form", ["2014", "2019", "2021"])
@pytest.mark.parametrize("drawer", DRAWERS)
def test_every_slot_comes_back_from_every_format(drawer: str, form: str) -> None:
    figures = numbered(form)
    report = Report("江南市财政局", {"2014": 2016, "2019": 2019, "2021": 2022}[form], form, figures, "2023年1月9日")
    got = extract(Document(f"drawn.{drawer}", DRAWERS[drawer](report)))
    assert {(f.table_name, f.row_code, f.column_code): f.printed for f in got.facts} == figures
    assert (got.report.agency, got.report.year) == (report.agency, report.year)
