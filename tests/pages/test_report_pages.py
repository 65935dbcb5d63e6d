"""The page of a report in a real browser: its findings, its tables as on the form, what to send to the agency."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.pages.cuttings import Cutting, Place
from flows.pages.quality import write_quality_report
from tests.pages.conftest import HISTORY, HOSTILE, RUN, fill
from tests.pages.published import RULES, Published
from tests.pages.visit import Visit

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Painter:
    """Makes a picture of every place, but so many at most."""

    def __init__(self, most: int = 1000) -> None:
        self.most, self.asked = most, list[Place]()
        self.unfinished = False

    def of(self, place: Place) -> Cutting | None:
        self.asked.append(place)
        if len(self.asked) > self.most:
            self.unfinished = True
            return None
        return Cutting("data:image/png;base64," + base64.b64encode(PIXEL).decode(), HOSTILE)


def write_site(folder: Path, painter: Painter, before: Path | None = None) -> Path:
    """The site of the usual tables, with pictures."""
    folder.mkdir()
    published = Published(folder / "gouji.duckdb")
    fill(published)
    target = folder / "quality" / "index.html"
    write_quality_report(published.close(), target, run=RUN, history=HISTORY, cutter=painter, before=before)
    return target


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("painted") / "site", Painter())


@pytest.fixture
def painted_visit(chromium: Browser, painted: Path) -> Iterator[Visit]:
    visit = Visit(chromium.new_page(), painted)
    yield visit
    visit.page.close()
    assert visit.complaints == []


def test_each_finding_says_what_was_expected_and_where_it_is_printed(visit: Visit) -> None:
    page = visit.report("r_broken", "#f_balance_0")
    finding = page.locator("#f_balance_0")
    assert finding.locator(".sides dd").all_inner_texts() == ["13", "12", "−1"]
    rows = finding.locator(".slots tbody tr")
    assert rows.count() == 4
    assert rows.nth(2).inner_text().split("\t")[1:] == ["12", "12 件", "第 3 页"]
    assert "suspect" in (rows.nth(2).get_attribute("class") or "")
    assert "（七）总计 · 自然人" in rows.nth(2).inner_text()
    rule, body = RULES["requests_balance", "*"], finding.inner_text()
    assert rule.says in body and rule.basis in body and rule.equation in body
    assert "不是法律判断" in page.locator(".disclaimer").inner_text()


def test_says_what_would_hold_whose_error_and_what_to_send(visit: Visit) -> None:
    page = visit.report("r_broken", "#f_balance_0")
    finding = page.locator("#f_balance_0")
    assert finding.locator(".ways li").inner_text() == "（七）总计 · 自然人 12 → 13"
    assert "原件" in finding.locator(".facts").inner_text()
    assert finding.locator("blockquote >> visible=true").inner_text() == "请核对第三章，印为 12，应为 13。"
    finding.get_by_role("button", name="复制").click()
    page.wait_for_function("document.querySelector('#f_balance_0 [role=status]').textContent !== ''")
    assert page.evaluate("getSelection().toString()").strip() == "请核对第三章，印为 12，应为 13。"
    page = visit.report("r_broken", "#f_balance_0&lang=en")
    assert "Please check chapter 3" in page.locator("#f_balance_0 blockquote >> visible=true").inner_text()


@pytest.mark.parametrize(
    ("report", "finding", "chinese", "english"),
    [
        ("r_broken", "f_disputes", "第 3 个表，第 4 行，第 5 格", "table 3, row 4, cell 5"),
        ("r_blank", "f_blank", "第 212 行，第 4 字", "line 212, character 4"),
        ("r_hostile", "f_hostile", "网页表格第 5 行第 3 格", "web page, table row 5, cell 3"),
        ("r_broken", "f_balance_1", "第 3 页", "page 3"),
    ],
)
def test_places_are_told_in_words(visit: Visit, report: str, finding: str, chinese: str, english: str) -> None:
    assert chinese in visit.report(report).locator(f"#{finding} .facts").inner_text()
    assert english in visit.report(report, "#lang=en").locator(f"#{finding} .facts").inner_text()


def test_undecided_finding_never_shows_a_blank_as_a_printed_zero(visit: Visit) -> None:
    page = visit.report("r_blank", "#lang=en")
    assert page.locator("#f_blank .sides dt").all_inner_texts()[1] == "Actual (blanks as zero)"
    assert page.locator("#f_blank .slots tbody tr").first.inner_text().split("\t")[1:3] == ["", "blank"]


def test_finding_that_was_put_right_is_told_and_marks_nothing(visit: Visit) -> None:
    page = visit.report("r_broken")
    assert "已改正：最近一次见于 2024-02-01" in page.locator("#f_fixed").inner_text()
    assert page.locator("[id='requests/received/business']").get_attribute("class") is None


def test_requests_table_is_drawn_as_on_the_form(visit: Visit) -> None:
    page = visit.report("r_broken")
    table = page.locator(".form.requests")
    assert table.locator("tbody tr").count() == 3 + 25
    assert [table.locator("tr").nth(line).locator("th, td").count() for line in range(4)] == [2, 3, 5, 8]
    outcome = table.get_by_text("三、本年度办理结果", exact=True).locator("xpath=ancestor::th")
    assert (outcome.get_attribute("rowspan"), outcome.get_attribute("scope")) == ("22", "rowgroup")
    assert table.locator("th", has_text="法人或其他组织").get_attribute("colspan") == "5"
    off = table.locator("th.off").all_inner_texts()
    assert [name.strip() for name in off] == ["自然人", "总计"]
    cell = page.locator("[id='requests/outcomes_total/natural_person']")
    assert cell.get_attribute("class") == "broken suspect"
    assert cell.inner_text().split() == ["12", "不成立", "存疑", "→", "13"]
    cell.locator("a").click()
    page.wait_for_function("document.activeElement.id === 'f_balance_0'")


def test_other_tables_are_drawn_as_on_their_forms(visit: Visit) -> None:
    page = visit.report("r_broken")
    disputes = page.locator(".form.disputes tr")
    assert [disputes.nth(line).locator("th, td").count() for line in range(4)] == [2, 2, 15, 15]
    blocks = visit.report("r_hostile").locator(".form.proactive_disclosure th[scope=colgroup]").all_inner_texts()
    assert blocks[0] == "第二十条第（一）项" and len(blocks) == 5
    statistics = visit.report("r_blank").locator(".form.statistics")
    assert statistics.locator("tr").first.inner_text().split() == ["统计指标", "单位", "统计数"]
    assert statistics.locator("td.not_assessable.blank").count() == 1


def test_every_cell_is_an_anchor(visit: Visit) -> None:
    page = visit.report("r_broken", "#requests/granted/total")
    assert page.locator("td.target").get_attribute("id") == "requests/granted/total"
    assert page.locator(".form td[id]").count() == 25 * 7 + 15


def test_revisions_are_told_cell_by_cell(visit: Visit) -> None:
    row = visit.report("r_broken").locator("#revisions tbody tr")
    assert row.inner_text().split("\t")[1:] == ["11", "12"]
    assert visit.report("r_clean").locator("#revisions").count() == 0


def test_text_of_documents_never_runs_on_the_page(painted_visit: Visit) -> None:
    page = painted_visit.report("r_hostile", "#f_hostile")
    assert page.locator("h1").inner_text() == f"{HOSTILE} 2020"
    assert page.locator("h3.says").inner_text() == f"=cmd()|{HOSTILE}"
    assert page.locator("#f_hostile blockquote").inner_text() == f"=cmd(){HOSTILE}"
    assert HOSTILE in page.locator("#f_hostile figcaption").inner_text()
    assert page.locator("img:not(.cutting img)").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("script").count() == 1


def test_pictures_show_the_suspected_cells_once(painted_visit: Visit) -> None:
    page = painted_visit.report("r_broken", "#lang=en")
    pictures = page.locator(".cutting img")
    assert pictures.count() == 2  # the suspects of both columns are printed alike at one place: shown once
    told = [alt for alt in pictures.evaluate_all("all => all.map(one => one.alt)") if "（七）总计 · 自然人" in alt]
    assert len(told) == 1
    assert page.evaluate("document.querySelector('.cutting img').naturalWidth") == 1


def test_page_of_the_same_content_is_taken_over(tmp_path: Path, painted: Path) -> None:
    painter = Painter()
    again = write_site(tmp_path / "again", painter, before=painted.parent)
    assert painter.asked == []
    for page in (painted.parent / "reports").iterdir():
        assert (again.parent / "reports" / page.name).read_bytes() == page.read_bytes()


def test_page_whose_pictures_are_not_all_drawn_is_made_anew(tmp_path: Path) -> None:
    half = write_site(tmp_path / "half", Painter(most=2))
    painter = Painter()
    write_site(tmp_path / "whole", painter, before=half.parent)
    assert {place.document_id for place in painter.asked} == {"d_r_hostile", "d_r_blank"}


def test_same_tables_give_the_same_site(tmp_path: Path, painted: Path) -> None:
    again = write_site(tmp_path / "again", Painter())
    files = {file.relative_to(painted.parent) for file in painted.parent.rglob("*") if file.is_file()}
    assert {file.suffix for file in files} == {".html", ".js", ".csv", ".xlsx"}
    assert [file for file in files if (again.parent / file).read_bytes() != (painted.parent / file).read_bytes()] == []
