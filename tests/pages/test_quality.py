"""The first page of the quality report in a real browser: what is new, charts, and the list that is sifted offline."""

from __future__ import annotations

import re
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

CURRENT = ["f_disputes", "f_balance_0", "f_balance_1", "f_blank", "f_hostile"]


def choose(visit: Visit, name: str, value: str) -> list[str]:
    """The findings that one filter leaves."""
    visit.page.locator(f"#findings [data-filter={name}]").select_option(value)
    return shown(visit.page)


def test_opens_with_what_is_new_and_what_was_put_right(visit: Visit) -> None:
    page = visit.go()
    assert page.locator("main > section").first.get_attribute("id") == "news"
    news = page.locator("#news")
    assert "自 2024-02-01 09:00 的运行以来新增 2 项发现" in news.inner_text()
    assert "另有 1 项以前的发现已不再成立" in news.inner_text()
    assert news.locator(".card").count() == 2
    news.locator("a", has_text="查看已改正的").click()
    page.wait_for_function("document.querySelectorAll('#finding-list .card').length === 1")
    assert shown(page) == ["f_fixed"]


def test_first_run_is_not_all_news(tmp_path: Path, chromium: Browser) -> None:
    published = Published(tmp_path / "gouji.duckdb")
    published.report("r_1", "天津市工业和信息化局", 2020, "2019")
    published.finding("f_1", "r_1", RULES["requests_balance", "*"], "total", ["requests/received/total"])
    target = tmp_path / "quality" / "index.html"
    write_quality_report(published.close(), target, run=RUN)
    visit = Visit(chromium.new_page(), target)
    assert "这是首次发布，全部 1 项发现都是新的" in visit.go().locator("#news").inner_text()
    assert visit.page.locator("#news .card, .badge.new").count() == 0
    visit.page.close()


def test_tells_the_verdicts_and_what_was_examined(visit: Visit) -> None:
    page = visit.go()
    assert page.locator(".verdicts strong").all_inner_texts() == ["1", "2", "2"]
    counts = page.locator(".counts dd").evaluate_all("all => all.map(one => one.firstChild.textContent.trim())")
    assert counts == ["6", "5", "285", "7", "2", "5"]
    assert "不是法律判断" in page.locator(".disclaimer").inner_text()


def test_charts_show_breakage_and_lead_to_it(visit: Visit) -> None:
    page = visit.go()
    assert page.locator("#charts rect").count() > 10
    years = page.locator(".chart", has_text="按年度").locator(".bars li").all_inner_texts()
    assert [re.sub(r"\s+", "", year)[:4] for year in years] == ["2018", "2020", "2023", "年度不明"]
    page.locator("#charts a", has_text="江南省").click()
    page.wait_for_url(lambda url: "region=" in url)
    assert sorted(shown(page)) == ["f_balance_0", "f_balance_1", "f_disputes"]
    page.locator("#charts a[title=requests_balance]").click()
    page.wait_for_url(lambda url: "identity=requests_balance" in url)
    assert shown(page) == ["f_balance_0", "f_balance_1"]
    assert page.locator("svg.trend rect").count() == 3
    assert "从 3 到 5" in page.locator("#trend-label").inner_text()


def test_filters_by_text_and_by_each_column(visit: Visit) -> None:
    page = visit.go("#findings")
    assert sorted(shown(page)) == sorted(CURRENT)
    page.get_by_role("searchbox").fill("江南市 REQUESTS_balance")
    assert shown(page) == ["f_balance_0", "f_balance_1"]
    assert page.locator("#findings .shown").inner_text() == "显示第 1–2 项，共 2 项（全部 6 项）"
    page.get_by_role("searchbox").fill("no such thing")
    assert shown(page) == [] and page.locator("#findings .nothing").is_visible()
    page.get_by_role("button", name="清除").click()
    chosen = {
        ("region", "江北省"): ["f_hostile"],
        ("agency", "安康市工业和信息化局"): ["f_blank"],
        ("year", "2018"): ["f_blank"],
        ("identity", "disputes_sum"): ["f_disputes"],
        ("severity", "warning"): ["f_hostile"],
        ("status", "not_assessable"): ["f_blank"],
        ("state", "fixed"): ["f_fixed"],
        ("kind", "plausibility"): ["f_hostile"],
    }
    for (name, value), expected in chosen.items():
        assert choose(visit, name, value) == expected, name
        page.get_by_role("button", name="清除").click()
    page.get_by_label("只看新发现").check()
    assert sorted(shown(page)) == ["f_balance_0", "f_disputes"]


def test_address_keeps_filter_and_language(visit: Visit) -> None:
    page = visit.go("#findings&severity=critical&year=2023&lang=en")
    assert sorted(shown(page)) == ["f_balance_0", "f_balance_1", "f_disputes"]
    choose(visit, "year", "2018")
    page.get_by_role("searchbox").fill("statistics/staff/value")
    page.wait_for_url(lambda url: url.endswith("&lang=en"))
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == ["f_blank"]
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("#f_blank a").click()
    page.wait_for_url(lambda url: url.endswith("r_blank.html#f_blank&lang=en"))


def test_language_is_switched_and_kept(visit: Visit) -> None:
    page = visit.go("#findings")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.get_by_role("button", name="Switch the page to English").click()
    assert page.locator("#findings h2").inner_text() == "Findings"
    assert page.title().startswith("Annual reports")
    assert "critical (" in (page.locator("[data-filter=severity]").text_content() or "")
    page.wait_for_url(lambda url: url.endswith("#findings&lang=en"))
    page.get_by_role("link", name="Rules", exact=True).click()
    page.wait_for_url(lambda url: url.endswith("rules.html#lang=en"))
    assert page.locator("h1").inner_text() == "Catalogue of rules"
    page.get_by_role("button", name="把页面切换为中文").click()
    assert page.locator("h1").inner_text() == "勾稽关系目录"


@pytest.mark.parametrize("name", ["index.html", "reports.html", "rules.html", "problems.html"])
def test_english_page_shows_no_chinese_word_of_ours(visit: Visit, name: str) -> None:
    text = visit.go("#lang=en", name).locator("h1, h2, h3, nav, .filter label > span, thead, #notes").all_inner_texts()
    assert [sign for sign in "".join(text) if "\u4e00" <= sign <= "\u9fff"] == []


def test_link_of_old_to_a_finding_leads_to_its_report(visit: Visit) -> None:
    page = visit.go("#f_disputes&lang=en")
    page.wait_for_url(lambda url: url.endswith("reports/r_broken.html#f_disputes&lang=en"))
    assert page.locator("#f_disputes").get_attribute("class") == "finding broken target"


def test_rules_tell_what_was_examined(visit: Visit) -> None:
    page = visit.go("#lang=en", "rules.html")
    assert "examined nothing" in page.locator("#staff_sum").inner_text()
    balance = page.locator("#requests_balance")
    assert "examined nothing" not in balance.inner_text()
    assert RULES["requests_balance", "*"].basis in balance.inner_text()
    assert page.locator("#identities tbody tr").count() == len({name for name, _ in RULES})
    page.locator("[id='disputes/reconsideration/total'] a").click()
    page.wait_for_url(lambda url: "index.html#findings" in url)
    assert shown(page) == ["f_disputes"]


def test_reports_are_listed_with_their_verdicts(visit: Visit) -> None:
    page = visit.go("", "reports.html")
    rows = page.locator("#report-list tr")
    assert rows.count() == 5
    assert page.locator("#report-list tr", has_text="（机关不明）").locator(".badge").inner_text() == "无法判断"
    assert page.locator("a[href='https://example.org/2020.html']").count() == 1
    page.locator("[data-filter=verdict]").select_option("holds")
    assert rows.count() == 1 and "天津市" in rows.first.inner_text()


def test_problems_are_told(visit: Visit) -> None:
    text = visit.go("", "problems.html").locator("#problems").inner_text()
    assert "the file asks for a password" in text and "第 12 行，第 1 字" in text


def test_text_of_documents_never_runs_in_the_lists(visit: Visit, quality_page: Path) -> None:
    page = visit.go("#findings&severity=warning")
    assert page.locator("#f_hostile .who bdi").inner_text() == HOSTILE
    assert f"=cmd()|{HOSTILE}" in page.locator("#f_hostile .which").inner_text()
    visit.go("", "reports.html").locator("#report-list tr", has_text="alert(1)").wait_for()
    visit.go("", "problems.html")
    assert page.locator("img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    for file in quality_page.parent.rglob("*.*s*"):
        if file.suffix in {".html", ".js"}:
            assert "<script>alert" not in file.read_text(encoding="utf-8"), file.name


def test_pages_allow_nothing_from_outside(quality_page: Path) -> None:
    pages = sorted(quality_page.parent.rglob("*.html"))
    assert len(pages) == 4 + 5
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "default-src 'none'" in html and "unsafe-inline" not in html
        assert " style=" not in html and "@import" not in html
        assert set(re.findall(r'<script src="([^"]*)"', html)) <= {
            "data/terms.js",
            "data/findings-1.js",
            "data/reports-1.js",
        }
        assert re.findall(r'<(?:link|img|iframe|object)[^>]*(?:href|src)="(?!data:)[^"]*"', html) == []


def test_list_without_its_files_says_so(tmp_path: Path, quality_page: Path, chromium: Browser) -> None:
    alone = tmp_path / "index.html"
    alone.write_bytes(quality_page.read_bytes())
    page = chromium.new_page()
    page.goto(alone.as_uri())
    assert page.locator("#findings .missing").is_visible()
    assert page.locator("#news .card").count() == 2
    page.close()


def test_examining_nothing_is_not_a_pass(tmp_path: Path, chromium: Browser) -> None:
    published = Published(tmp_path / "gouji.duckdb")
    published.report("r_1", "天津市工业和信息化局", 2020, "2019")
    visit = Visit(chromium.new_page(), write(tmp_path, published))
    assert "什么也没有检查" in visit.go().locator("#summary .warning").inner_text()
    assert visit.page.locator("#findings").inner_text().split("\n")[-1] == "没有发现。"
    assert visit.complaints == []
    visit.page.close()


def test_list_that_is_cut_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SHOWN, "findings", 2)
    published = Published(tmp_path / "gouji.duckdb")
    fill(published)
    html = write(tmp_path, published).read_text(encoding="utf-8")
    assert "4 more rows are not on this page: query the published table marts.findings" in html


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
