"""Cells as a reader sees them: notes, struck and raised pieces, hidden ones, fields; tables turned, with remarks."""

import io
import re
import zipfile
from decimal import Decimal

import pytest

from extractors.document import Document
from extractors.extract import extract
from extractors.numbers import measure
from tools.drawing import Report, draw_docx, draw_html, draw_text, figures_of
from tools.drawing.variants import exchanged, remarked

REPORT = Report("江南市教育局", 2023, "2021", figures_of("jiangnan_jyj_2023"))
PAGE = draw_html(REPORT).decode()
NUMBER = re.compile(r"(<td[^>]*>)(\d+)(</td>)")
RUN = re.compile(r"<w:r><w:t>(\d+)</w:t></w:r>")
CELLS = {
    "raised": r"\1\2<sup>1</sup>\3",
    "raised in brackets": r"\1\2<sup>[1]</sup>\3",
    "struck": r"\1<s>9</s>\2\3",
    "deleted": r"\1<del>9</del><ins>\2</ins>\3",
    "hidden": r'\1<span style="color:red; display: none">7</span>\2\3',
    "field": r'\1<input type="text" value="\2">\3',
    "all of it raised": r"\1<sup>\2</sup>\3",
}
RUNS = {
    "raised": r'\g<0><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>',
    "struck": r"<w:r><w:rPr><w:strike/></w:rPr><w:t>9</w:t></w:r>\g<0>",
    "all of it struck": r"<w:r><w:rPr><w:strike/></w:rPr><w:t>\1</w:t></w:r>",
}


def values(name: str, data: bytes) -> dict[str, Decimal | None]:
    """Slot to value."""
    return {fact.slot: fact.value for fact in extract(Document(name, data)).facts}


TRUE = values("report.html", PAGE.encode())


@pytest.mark.parametrize("printed", ["32①", "32²", "32*", "32[1]", "32注1", "32件※", "32（注1）"])
def test_the_mark_of_a_note_is_no_digit(printed):
    assert measure(printed, "count").value == 32


@pytest.mark.parametrize("way", CELLS)
def test_a_cell_of_a_page_says_what_it_shows(way):
    page = NUMBER.sub(CELLS[way], PAGE)
    assert page != PAGE
    assert values("report.html", page.encode()) == TRUE


@pytest.mark.parametrize("way", RUNS)
def test_a_cell_of_a_word_file_says_what_it_shows(way):
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(draw_docx(REPORT))) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, RUN.sub(RUNS[way], part.decode()) if name == "word/document.xml" else part)
    assert values("report.docx", changed.getvalue()) == TRUE


@pytest.mark.parametrize("change", [exchanged, remarked])
def test_tables_turned_or_with_remarks_give_the_same(change):
    drawn = Report(REPORT.agency, REPORT.year, REPORT.form, REPORT.figures, change=change)
    assert draw_html(drawn) != draw_html(REPORT)
    assert values("report.html", draw_html(drawn)) == TRUE


def test_remarks_at_the_ends_of_lines_of_text_are_left_over():
    drawn = Report(REPORT.agency, REPORT.year, REPORT.form, REPORT.figures, change=remarked)
    assert draw_text(drawn) != draw_text(REPORT)
    assert values("report.txt", draw_text(drawn)) == TRUE
