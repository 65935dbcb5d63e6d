"""The findings as files for the agencies: what stands in them, and that nothing in them runs."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from flows.pages.answers import COLUMNS
from tests.pages.conftest import HOSTILE

Answers = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def answers(quality_page: Path) -> Answers:
    """The rows of the CSV by finding, by the names of the columns."""
    with (quality_page.parent / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert all(len(row) == len(COLUMNS) for row in rows)
    return {row["finding_id"]: row for row in (dict(zip(COLUMNS, cells, strict=True)) for cells in rows[1:])}


def test_one_row_a_finding_with_what_an_agency_needs(answers: Answers) -> None:
    assert set(answers) == {"f_disputes", "f_balance_0", "f_balance_1", "f_blank", "f_hostile", "f_fixed"}
    row = answers["f_balance_0"]
    assert (row["agency"], row["year"]) == ("江南市工业和信息化局", "2023")
    assert row["slot"].split("\n")[2] == "requests/outcomes_total/natural_person"
    assert row["cells"].split("\n")[4:6] == ["（七）总计 · 自然人", "outcomes total · natural person"]
    assert row["printed"].split("\n") == ["12", "1", "12", "0"]
    assert (row["expected"], row["actual"], row["difference"]) == ("13", "12", "-1")
    assert row["suspect"].startswith("requests/outcomes_total/natural_person")
    assert row["proposed"] == "requests/outcomes_total/natural_person 12 → 13"
    assert row["page"] == "第 3 页\npage 3"
    assert row["to_do"] == "请核对第三章，印为 12，应为 13。\nPlease check chapter 3: 12 is printed."
    assert "国办公开办函" in row["clause"]


def test_finding_without_a_request_says_what_to_do(answers: Answers) -> None:
    assert "更正" in answers["f_disputes"]["to_do"]
    assert "blank" in answers["f_blank"]["to_do"]


def test_headings_are_in_both_languages(quality_page: Path) -> None:
    head = (quality_page.parent / "findings.csv").read_text(encoding="utf-8-sig")
    assert head.startswith('"机关\nAgency","年度\nYear"')
    sheet = CalamineWorkbook.from_path(quality_page.parent / "findings.xlsx").get_sheet_by_name("findings")
    assert sheet.to_python()[0][:2] == ["机关\nAgency", "年度\nYear"]


def test_nothing_runs_in_a_spreadsheet(answers: Answers, quality_page: Path) -> None:
    assert answers["f_hostile"]["says"].startswith(f"'=cmd()|{HOSTILE}")
    assert answers["f_hostile"]["to_do"].startswith("'=cmd()")
    assert answers["f_hostile"]["source"] == ""  # no address that runs
    with zipfile.ZipFile(quality_page.parent / "findings.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in book.namelist() if "hyperlink" in name or "external" in name]
    assert "<f>" not in sheet and "<hyperlink" not in sheet and "<f " not in sheet


def test_workbook_and_csv_say_the_same(answers: Answers, quality_page: Path) -> None:
    sheet = CalamineWorkbook.from_path(quality_page.parent / "findings.xlsx").get_sheet_by_name("findings")
    rows = {row[COLUMNS.index("finding_id")]: row for row in sheet.to_python()[1:]}
    assert set(rows) == set(answers)
    place = COLUMNS.index("to_do")
    assert rows["f_hostile"][place] == answers["f_hostile"]["to_do"].removeprefix("'")
