"""The benchmarks measure what they say: cells compared by kind, pages repeated, asks that are not reached marked."""

import io
import subprocess
import sys
from collections import Counter

import pikepdf
import pytest

from benchmarks import differences, memory, speed
from benchmarks.pdfs import Family, together
from benchmarks.texts import soup
from benchmarks.timing import Measured, compared
from tests.pdf_sheets import BODY, HEAD, Sheet
from tools.accuracy.page import speed as embedded

BOX, FAR, SIZE = (10.0, 10.0, 60.0, 30.0), (100.0, 10.0, 160.0, 30.0), (600.0, 800.0)


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(Sheet().table(100, [HEAD, *BODY]).bytes())
    return path


def test_a_ruled_table_has_the_cells_that_pdfplumber_finds(sheet):
    result = differences.compare([sheet])
    assert result.counts[differences.EQUAL] == result.theirs == result.ours > 0
    assert result.share == 1.0


@pytest.mark.parametrize(
    ("theirs", "ours", "kind"),
    [
        ("企业", "企业", differences.EQUAL),
        ("8811", "81", "twice"),
        ("业企", "企业", "order"),
        ("密81", "81", "watermark"),
        ("81", "82", differences.UNEXPLAINED),
    ],
)
def test_differences_have_kinds(theirs, ours, kind):
    assert differences.kind_of(BOX, theirs, [(BOX, ours)], [], SIZE) == kind


def test_a_cell_that_we_lack_is_not_explained():
    assert differences.kind_of(BOX, "81", [(FAR, "82")], [], SIZE) == differences.UNEXPLAINED


def test_a_long_document_repeats_the_pages(sheet):
    long = memory.repeated(sheet.read_bytes(), 7)
    with pikepdf.open(io.BytesIO(long)) as document:
        assert len(document.pages) == 7


HOARDER = """
import sys
from pathlib import Path
from benchmarks import memory
held = []
print(memory.growth(lambda data: held.append(b"x" * (len(held) * 80_000_000)), Path(sys.argv[1]).read_bytes(), 10))
"""
"""In a process of its own: the peak of one that ran other tests is past."""


def test_growth_is_that_of_the_pages_alone(sheet):
    said = subprocess.run([sys.executable, "-c", HOARDER, str(sheet)], check=True, capture_output=True, text=True)
    assert float(said.stdout) > 5


def test_what_is_not_reached_is_marked_and_the_accuracy_page_takes_the_table():
    slow = compared("slow", "other", 3.0, (1.0, 2.0), (4, "page"))
    small = Measured("memory", "other", 1.0, "0.3", "3.2", 0.3, "100 pages", is_most=True)
    families = [Family("plain", 4, 1.0, 2.0)]
    text = speed.page([slow, small], families, differences.Compared(Counter({differences.EQUAL: 2, "order": 1})))
    assert not slow.is_met
    assert small.is_met
    assert "| 2.0 | ≥ 3, **not reached** |" in text
    assert "| 0.30 | ≤ 1 |" in text
    assert "≥ 3, **not reached**" in embedded(text)
    assert "| plain |" not in embedded(text)


def test_families_add_up():
    assert together("all", [Family("a", 1, 1.0, 6.0), Family("b", 2, 1.0, 2.0)]).ratio == 4.0


def test_the_tables_of_beautiful_soup_keep_spans():
    (table,) = soup(b"<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>")
    assert table == [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")]
