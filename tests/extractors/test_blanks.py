"""Tables that were left blank and have no rules: their headings alone say that they are there."""

from dataclasses import replace

import pytest

pytest.importorskip("reportlab")

from extractors.document import Document
from extractors.extract import extract
from tools.drawing import Report, draw_pdf, draw_text, figures_of
from tools.drawing.paper import PAPERS

FULL = Report("江南市教育局", 2023, "2021", figures_of("jiangnan_jyj_2023"))
BLANK = replace(FULL, figures={key: "" if key[0] == "disputes" else text for key, text in FULL.figures.items()})


@pytest.mark.parametrize("paper", ["borderless", "three-line", "borderless, split"])
def test_a_blank_chapter_without_rules_is_fifteen_blanks(paper):
    read = extract(Document("report.pdf", draw_pdf(BLANK, PAPERS[paper])))
    blank = [fact for fact in read.facts if fact.table_name == "disputes"]
    assert len(blank) == 15
    assert {(fact.state, fact.method, fact.confidence) for fact in blank} == {("blank", "headings", 0.8)}
    assert {fact.locator.split(";")[0] for fact in blank} <= {"page=2", "page=3", "page=4"}


@pytest.mark.parametrize("layout", ["blank", "bare"])
def test_a_blank_chapter_of_a_text_is_fifteen_blanks(layout):
    read = extract(Document("report.txt", draw_text(BLANK, layout)))
    assert sum(fact.table_name == "disputes" and fact.state == "blank" for fact in read.facts) == 15


def test_a_chapter_that_only_speaks_of_disputes_gives_none():
    text = draw_text(FULL, "tab").decode()
    chapter = text.index("行政复议\t")
    spoken = text[:chapter] + "未发生行政复议、行政诉讼案件。结果维持、结果纠正均为零。\n"
    read = extract(Document("report.txt", spoken.encode()))
    assert read.facts
    assert not [fact for fact in read.facts if fact.table_name == "disputes"]


def test_labels_without_a_figure_are_told():
    text = draw_text(BLANK, "blank").decode()
    rows = [line.split(" ")[0] if line.startswith(("行政", "规章")) else line for line in text.splitlines()]
    read = extract(Document("report.txt", "\n".join(rows).encode()))
    assert not [fact for fact in read.facts if fact.table_name == "proactive_disclosure" and "行政" in fact.printed]
    assert any("no figure was found beside" in problem.message for problem in read.problems)


def only(*kept: tuple[str, str]) -> Report:
    """The report with a 2 in some cells of the table of disputes, the others blank."""
    figures = {key: "2" if key[1:] in kept else text for key, text in BLANK.figures.items()}
    return replace(BLANK, figures=figures)


ALONE = only(("litigation_direct", "upheld"), ("litigation_direct", "total"))


@pytest.mark.parametrize("paper", ["borderless", "three-line"])
def test_two_figures_in_a_row_of_blanks_are_figures(paper):
    read = extract(Document("report.pdf", draw_pdf(ALONE, PAPERS[paper])))
    found = {(fact.row_code, fact.column_code): fact.value for fact in read.facts if fact.table_name == "disputes"}
    assert len(found) == 15
    assert {key for key, value in found.items() if value == 2} == {
        ("litigation_direct", "upheld"),
        ("litigation_direct", "total"),
    }


def test_a_chapter_of_headings_with_a_figure_below_is_not_called_blank():
    lone = only(("reconsideration", "total"))
    read = extract(Document("report.pdf", draw_pdf(lone, PAPERS["borderless"])))
    assert not [fact for fact in read.facts if fact.table_name == "disputes"]
    assert [problem.printed for problem in read.problems if "figures stand below" in problem.message] == ["2"]


def test_a_chapter_with_strokes_below_its_headings_is_not_called_blank():
    text = draw_text(BLANK, "bare").decode()
    stroke = text.replace("五、存在", "—\n五、存在", 1)
    read = extract(Document("report.txt", stroke.encode()))
    assert not [fact for fact in read.facts if fact.table_name == "disputes"]
    assert [problem.printed for problem in read.problems if "figures stand below" in problem.message] == ["—"]
