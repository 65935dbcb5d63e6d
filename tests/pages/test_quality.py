"""The data-quality report in a real browser: what it says, that it loads nothing, and that nobody's text runs in it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser

from flows.pages.marts import SHOWN
from flows.pages.quality import write_quality_report
from flows.pages.words import load_words
from tests.browser import find_chromium
from tests.pages.conftest import HOSTILE, RUN, fill, write
from tests.pages.published import RULES, Published
from tests.pages.visit import Visit, shown


def test_opens_with_the_verdicts_and_what_was_examined(visit: Visit) -> None:
    page = visit.go()
    assert page.locator(".verdicts strong").all_inner_texts() == ["1", "2", "2"]
    counts = page.locator(".counts dd").evaluate_all("all => all.map(one => one.firstChild.textContent.trim())")
    assert counts == ["6", "5", "285", "7", "2", "5"]
    assert "不是法律判断" in page.locator("#summary .disclaimer").inner_text()


def test_each_finding_says_what_was_expected_and_where_it_is_printed(visit: Visit) -> None:
    page = visit.go("#f_balance_0")
    finding = page.locator("#f_balance_0")
    assert finding.locator(".sides dd").all_inner_texts() == ["13", "12", "−1"]
    rows = finding.locator(".slots tbody tr")
    assert rows.count() == 4
    assert rows.nth(2).inner_text().split("\t")[1:] == ["12", "12 件", "第 3 页"]
    assert "suspect" in (rows.nth(2).get_attribute("class") or "")
    assert "（七）总计 · 自然人" in rows.nth(2).inner_text()
    body = finding.inner_text()
    assert RULES["requests_balance", "*"].says in body
    assert RULES["requests_balance", "*"].basis in body
    assert RULES["requests_balance", "*"].equation in body


@pytest.mark.parametrize(
    ("finding", "chinese", "english"),
    [
        ("f_disputes", "第 3 个表，第 4 行，第 5 格", "table 3, row 4, cell 5"),
        ("f_blank", "第 212 行，第 4 字", "line 212, character 4"),
        ("f_hostile", "网页表格第 5 行第 3 格", "web page, table row 5, cell 3"),
        ("f_balance_1", "第 3 页", "page 3"),
    ],
)
def test_places_are_told_in_words(visit: Visit, finding: str, chinese: str, english: str) -> None:
    assert chinese in visit.go(f"#{finding}").locator(f"#{finding} .facts").inner_text()
    assert english in visit.go(f"#{finding}&lang=en").locator(f"#{finding} .facts").inner_text()


def test_undecided_finding_never_shows_a_blank_as_a_printed_zero(visit: Visit) -> None:
    page = visit.go("#f_blank&lang=en")
    assert "Difference" not in page.locator("#f_blank summary").inner_text()
    assert page.locator("#f_blank .sides dt").all_inner_texts()[1] == "Actual (blanks as zero)"
    assert page.locator("#f_blank .slots tbody tr").first.inner_text().split("\t")[1:3] == ["", "blank"]


def test_report_of_which_only_the_form_was_judged_does_not_hold(visit: Visit) -> None:
    row = visit.go().locator("#reports tr", has_text="（机关不明）")
    assert row.locator(".badge").inner_text() == "无法判断"


def test_identity_that_judged_nothing_is_said_to_have_examined_nothing(visit: Visit) -> None:
    page = visit.go("#lang=en")
    assert "examined nothing" in page.locator("#staff_sum").inner_text()
    assert "examined nothing" not in page.locator("#requests_balance").inner_text()


def test_language_is_switched_and_kept_in_the_address(visit: Visit) -> None:
    page = visit.go("#findings")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.locator("#findings h2").inner_text() == "发现"
    page.get_by_role("button", name="Switch the page to English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#findings h2").inner_text() == "Findings"
    assert page.title().startswith("Annual reports")
    page.wait_for_url(lambda url: url.endswith("#findings&lang=en"))
    page.reload()
    assert page.locator("#findings h2").inner_text() == "Findings"
    page.get_by_role("link", name="By report", exact=True).click()
    page.wait_for_url(lambda url: url.endswith("#reports&lang=en"))  # the page adds its language when it has arrived
    page.get_by_role("button", name="把页面切换为中文").click()
    assert page.locator("#findings h2").inner_text() == "发现"


def test_english_page_shows_no_chinese_word_of_ours(visit: Visit) -> None:
    text = visit.go("#lang=en").locator("#summary, #notes, nav, .filter").all_inner_texts()
    assert [sign for sign in "".join(text) if "\u4e00" <= sign <= "\u9fff"] == []


def test_filter_by_text_severity_and_result(visit: Visit) -> None:
    page = visit.go()
    everything = ["f_disputes", "f_balance_0", "f_balance_1", "f_blank", "f_hostile"]
    assert sorted(shown(page)) == sorted(everything)
    page.get_by_role("searchbox").fill("江南市 REQUESTS_balance")
    assert shown(page) == ["f_balance_0", "f_balance_1"]
    assert page.locator(".shown").inner_text() == "显示 2 / 5 项发现"
    page.get_by_role("searchbox").fill("no such thing")
    assert shown(page) == [] and page.locator("#nothing").is_visible()
    page.get_by_role("button", name="清除").click()
    page.locator("input[value=critical]").uncheck()
    assert shown(page) == ["f_hostile"]
    page.get_by_role("button", name="清除").click()
    page.locator("input[value=broken]").uncheck()
    assert shown(page) == ["f_blank"]


def test_counts_lead_to_their_findings(visit: Visit) -> None:
    page = visit.go()
    page.locator("#requests_balance a").click()
    assert shown(page) == ["f_balance_0", "f_balance_1"]
    page.locator("[id='disputes/reconsideration/total'] a").click()
    assert shown(page) == ["f_disputes"]
    page.locator("#reports tr", has_text="安康").locator("a[data-find]").click()
    assert shown(page) == ["f_blank"]


def test_link_to_a_finding_opens_it_even_when_filtered_away(visit: Visit) -> None:
    page = visit.go()
    page.get_by_role("searchbox").fill("安康")
    page.evaluate("location.hash = '#f_disputes'")
    page.wait_for_function("document.getElementById('f_disputes').open")
    assert page.locator("#f_disputes .body").is_visible()


def test_statutory_table_marks_the_cells_that_do_not_add_up(visit: Visit) -> None:
    page = visit.go("#r_broken")
    table = page.locator("#r_broken .form").first
    assert table.locator("tbody tr").count() == 25 + 2 + 5  # rows, column headings, group headings
    assert table.locator("td.broken").count() == 8
    cell = page.locator("[id='r_broken/requests/outcomes_total/natural_person']")
    assert cell.inner_text().split() == ["12", "不成立"]
    cell.locator("a").click()
    assert page.locator("#f_balance_0 .body").is_visible()
    assert page.locator("#r_blank td.not_assessable").count() == 3


def test_text_of_documents_never_runs(visit: Visit, quality_page: Path) -> None:
    page = visit.go("#f_hostile")
    assert page.locator("#f_hostile .who b").inner_text() == HOSTILE
    assert page.locator("img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("script").count() == 1
    assert "<script>alert" not in quality_page.read_text(encoding="utf-8")


def test_problems_and_unknown_reports_are_told(visit: Visit) -> None:
    page = visit.go()
    assert "the file asks for a password" in page.locator("#problems").inner_text()
    assert "第 12 行，第 1 字" in page.locator("#problems").inner_text()
    assert "（机关不明）" in page.locator("#reports").inner_text()
    assert page.locator("#reports a[href='https://example.org/2020.html']").count() == 1


def test_page_allows_nothing_from_outside(quality_page: Path) -> None:
    html = quality_page.read_text(encoding="utf-8")
    assert "default-src 'none'" in html and "unsafe-inline" not in html
    assert " style=" not in html and " src=" not in html.replace("&lt;img src=", "")


def test_examining_nothing_is_not_a_pass(tmp_path: Path, chromium: Browser) -> None:
    published = Published(tmp_path / "gouji.duckdb")
    published.report("r_1", "天津市工业和信息化局", 2020, "2019")
    visit = Visit(chromium.new_page(), write(tmp_path, published))
    assert "什么也没有检查" in visit.go().locator("#summary .warning").inner_text()
    assert visit.page.locator("#findings").inner_text().split("\n")[-1] == "没有发现。"
    assert visit.complaints == []
    visit.page.close()


def test_same_tables_give_the_same_page(tmp_path: Path, quality_page: Path) -> None:
    published = Published(tmp_path / "gouji.duckdb")
    fill(published)
    assert write(tmp_path, published).read_bytes() == quality_page.read_bytes()


def test_a_thousand_findings_stay_usable(tmp_path: Path, chromium: Browser) -> None:
    published = Published(tmp_path / "gouji.duckdb")
    for number in range(250):
        report = f"r_{number}"
        published.report(report, f"第{number}局", 2023, "2021", findings=4)
        published.table(report, "2021", "requests", {})
        for column in ("natural_person", "business", "other_organization", "total"):
            slots = [f"requests/{row}/{column}" for row in ("received", "carried_in", "outcomes_total", "carried_out")]
            published.finding(f"f_{number}_{column}", report, RULES["requests_balance", "*"], column, slots)
    visit = Visit(chromium.new_page(), write(tmp_path, published))
    page = visit.go()
    assert len(shown(page)) == 1000
    page.get_by_role("searchbox").fill("第249局 business")
    assert shown(page) == ["f_249_business"]
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domComplete") < 10_000
    page.close()


def test_list_that_is_cut_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SHOWN, "findings", 2)
    published = Published(tmp_path / "gouji.duckdb")
    fill(published)
    html = write(tmp_path, published).read_text(encoding="utf-8")
    assert "3 more rows are not on this page: query the published table marts.findings" in html


def test_missing_file_and_missing_column_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="gouji publish"):
        write_quality_report(tmp_path / "none.duckdb", tmp_path / "index.html", run=RUN)
    published = Published(tmp_path / "gouji.duckdb")
    fill(published)
    published.connection.execute("alter table marts.facts drop column locator")
    with pytest.raises(duckdb.Error, match="locator"):
        write(tmp_path, published)
    assert not (tmp_path / "quality" / "index.html").exists()


def test_every_word_is_said_in_both_languages() -> None:
    words = load_words()
    assert [key for key, (chinese, english) in words.by_key.items() if not chinese or not english] == []


def test_missing_browser_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOUJI_CHROMIUM", str(tmp_path / "nowhere"))
    with pytest.raises(RuntimeError, match="install the Debian package chromium"):
        find_chromium()
