"""The explorer as its readers use it: opened from disk in a browser, nothing loaded from anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from flows.pages.explorer.site import write_site
from flows.pages.quality import write_quality_report
from tests.pages.conftest import RUN
from tests.pages.explored import HOSTILE, fill
from tests.pages.published import Published
from tests.pages.visit import Visit

PAGES = (
    *("index.html", "ranking.html", "compare.html", "categories.html", "regions.html", "downloads.html"),
    *("agencies/a_shenyang.html", "agencies/a_hostile.html", "agencies/a_silent.html"),
    *("categories/requests-refused.html", "categories/requests.html", "regions/210000.html", "report.html"),
)


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first page of the explorer, the report on quality beside it."""
    folder = tmp_path_factory.mktemp("explorer")
    published = Published(folder / "gouji.duckdb")
    fill(published)
    database = published.close()
    write_quality_report(database, folder / "quality" / "index.html", run=RUN)
    write_site(database, folder / "site")
    return folder / "site" / "index.html"


@pytest.fixture
def tour(chromium: Browser, explorer: Path) -> Iterator[Visit]:
    """A desktop visit; whatever a test does, nothing is loaded from elsewhere and nothing goes wrong."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    visit = Visit(page, explorer)
    yield visit
    page.close()
    home = explorer.parent.parent.as_uri()
    assert {url for url in visit.asked if not url.startswith((home, "about:blank", "data:", "blob:"))} == set()
    assert visit.complaints == []


def offered(page: Page, text: str) -> list[str]:
    """The names that the search offers."""
    page.get_by_role("combobox").fill("")
    page.get_by_role("combobox").fill(text)
    page.locator(".search [role=status]:not(:empty)").wait_for()
    names: list[str] = page.eval_on_selector_all(".search li bdi:first-child", "all => all.map(one => one.textContent)")
    return names


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("沈阳市工业", "沈阳市工业和信息化局"),
        ("沈阳 工信", "沈阳市工业和信息化局"),
        ("市工信局", "沈阳市工业和信息化局"),
        ("sygxj", "沈阳市工业和信息化局"),
        ("sxgy", "单县工业和信息化局"),
        ("dxgy", "单县工业和信息化局"),
        ("经信委", "沈阳市经济和信息化委员会"),
    ],
)
def test_search_finds(tour: Visit, text: str, first: str) -> None:
    assert offered(tour.go(), text)[0] == first


def test_search_answers_nothing_for_nobody_and_leads_to_the_page(tour: Visit) -> None:
    page = tour.go()
    assert offered(page, "zzzz") == []
    assert page.locator(".search [role=status]").inner_text() == "没有找到"
    offered(page, "安康")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("agencies/a_silent.html"))


def test_two_clicks_from_a_number_to_its_cell(tour: Visit) -> None:
    page = tour.go("", "agencies/a_shenyang.html")
    page.locator("#requests details summary").click()
    page.locator("#requests tbody tr", has_text="2023").get_by_role("link", name="41", exact=True).click()
    page.wait_for_url(lambda url: url.endswith("quality/reports/r_shenyang_2023.html#requests/received/total"))
    assert page.locator("td.target").inner_text().strip() == "41"


def test_a_number_from_prose_leads_to_its_sentence(tour: Visit) -> None:
    page = tour.go("", "agencies/a_shenyang.html")
    page.locator("#disputes a", has=page.locator("title", has_text="2022")).click()
    page.wait_for_url(lambda url: "report.html#disputes/reconsideration" in url)
    row = page.locator("tr.target")
    assert "4件" in row.inner_text()
    assert HOSTILE in row.inner_text()
    assert "第 2 页" in row.inner_text()


def test_break_is_drawn_and_told(tour: Visit) -> None:
    page = tour.go("", "agencies/a_shenyang.html")
    assert page.locator("#outcomes path.cut").count() == 1
    assert page.locator("#outcomes path.line.near").count() == 1
    assert "2019 起不可比：不予公开 — 口径改变<b>" in page.locator("#outcomes .cuts").inner_text()
    assert page.locator("#requests path.cut").count() == 0


def test_series_goes_on_over_a_renaming(tour: Visit) -> None:
    for name in ("a_shenyang", "a_committee"):
        page = tour.go("", f"agencies/{name}.html")
        years = page.locator("#requests circle").evaluate_all("all => all.map(one => one.textContent)")
        assert [text.split(" ")[-2] for text in years] == [
            "2016:",
            "2017:",
            "2018:",
            "2019:",
            "2020:",
            "2022:",
            "2023:",
        ]
    assert "2018年更名为 沈阳市工业和信息化局" in page.locator("#agency").inner_text()


def test_rate_stands_beside_its_peers(tour: Visit) -> None:
    page = tour.go("", "agencies/a_shenyang.html")
    page.locator("#metric-granted_rate summary").click()
    cells = page.locator("#metric-granted_rate tbody tr").first.locator("td").all_inner_texts()
    assert cells == ["54.1%", "20 / 37", "55.1%", "2 / 4", "+1.0"]
    assert page.locator("#metric-granted_rate path.line.peers").count() == 1


def test_all_numbers_are_drawn_and_saved(tour: Visit, tmp_path: Path) -> None:
    page = tour.go("", "agencies/a_shenyang.html")
    page.get_by_role("button", name="显示全部数字").click()
    row = page.locator("#all-table tr", has_text="不予公开")
    assert row.locator("td").all_inner_texts()[1:6] == ["4", "4", "4", "3", "3‖"]
    assert row.locator("a").nth(1).get_attribute("href") == (
        "../../quality/reports/r_shenyang_2023.html#requests/refused_state_secret/total"
    )
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存为 CSV").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("agency_id,agency_name,year,category")
    assert len(lines) == 1 + 8 * 6 - 3
    assert any("2021,requests/received" in line and ",blank," in line for line in lines)


def test_hostile_names_are_text(tour: Visit) -> None:
    page = tour.go("", "agencies/a_hostile.html")
    assert page.locator("h1").inner_text() == HOSTILE
    page.get_by_role("button", name="显示全部数字").click()
    page = tour.go()
    assert offered(page, "script")[0] == HOSTILE


def test_language_is_kept_between_the_two_rooms(tour: Visit) -> None:
    page = tour.go()
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "Disclosure reports: the data"
    page.get_by_role("link", name="Data-quality report").click()
    page.wait_for_url(lambda url: url.endswith("quality/index.html#lang=en"))
    page.get_by_role("link", name="Explore the data").click()
    page.wait_for_url(lambda url: url.endswith("site/index.html#lang=en"))
    assert page.locator("html").get_attribute("lang") == "en"


def test_grid_of_coverage_tells_found_of_expected(tour: Visit) -> None:
    page = tour.go()
    row = page.locator(".heat tbody tr", has_text="辽宁省")
    assert row.locator("td").all_inner_texts() == ["1/2", "1/2", "1/2", "1/2", "2/2", "2/2"]
    assert row.locator("td").last.get_attribute("class") == "heat-4"


def test_missing_and_late_reports_are_told(tour: Visit) -> None:
    assert "2018, 2019" in tour.go("", "agencies/a_silent.html").locator("#reports .warning").inner_text()
    assert "迟 12 天" in tour.go("", "agencies/a_hostile.html").locator("#reports").inner_text()


def ranked(page: Page) -> list[list[str]]:
    """Rank, agency and value of the rows that are shown."""
    page.locator("#ranking-list tr").first.wait_for()
    rows: list[list[str]] = page.eval_on_selector_all(
        "#ranking-list tr", "all => all.map(row => [0, 1, 3].map(at => row.children[at].textContent))"
    )
    return rows


def test_ranking_is_sifted_and_tells_its_coverage(tour: Visit) -> None:
    page = tour.go("#metric=granted_rate&year=2022", "ranking.html")
    assert [row[1] for row in ranked(page)] == [
        "单县工业和信息化局",
        HOSTILE,
        "沈阳市工业和信息化局",
        "宣城市经济和信息化局",
    ]
    assert "应有 5 份报告，已有 4 份（80%）；其中 4 个机关有此数" in page.locator("#ranking-told").inner_text()
    page.get_by_label("省份").select_option("辽宁省")
    page.locator("#ranking-list tr").nth(2).wait_for(state="detached")
    assert [row[0] for row in ranked(page)] == ["1", "2"]
    assert "应有 2 份报告，已有 2 份（100%）" in page.locator("#ranking-told").inner_text()
    page.wait_for_url(lambda url: "year=2022" in url)
    page.get_by_label("年度").select_option("2018")
    page.wait_for_url(lambda url: "year=2018" in url)
    assert ranked(page) == [["1", "沈阳市工业和信息化局", "56.5%"]]
    assert "（50%）" in page.locator("#ranking-told").inner_text()
    page.get_by_role("link", name="56.5%").click()
    page.wait_for_url(lambda url: url.endswith("agencies/a_shenyang.html#metric-granted_rate"))


def test_a_sum_leads_to_its_agencies_and_a_count_to_its_cell(tour: Visit) -> None:
    page = tour.go("", "regions/210100.html")
    page.locator("#years tbody tr", has_text="2022").get_by_role("link").first.click()
    page.wait_for_url(lambda url: "ranking.html#metric=received&year=2022&region=210100" in url)
    assert "宣城市经济和信息化局" not in [row[1] for row in ranked(page)]
    assert "沈阳市" in page.locator("#ranking-region").inner_text()
    page.locator("#ranking-list tr", has_text="沈阳市工业和信息化局").locator("td.figure a").click()
    page.wait_for_url(lambda url: url.endswith("quality/reports/r_shenyang_2022.html#requests/received/total"))
    page.go_back()
    page.get_by_role("button", name="看全部地区").click()
    page.locator("#ranking-list tr", has_text="宣城市经济和信息化局").wait_for()
    assert not page.locator("#ranking-region").is_visible()


def test_figures_have_their_unit_in_the_language_of_the_page(tour: Visit) -> None:
    page = tour.go("#lang=en", "categories/requests-refused.html")
    assert "items" in page.locator(".lead").inner_text()
    page = tour.go("#lang=en", "agencies/a_shenyang.html")
    assert page.locator("#requests h3 .unit").inner_text() == "items"


def test_agencies_are_compared_with_breaks_and_a_way_to_the_cell(tour: Visit) -> None:
    page = tour.go("#agencies=a_shenyang&category=requests/refused", "compare.html")
    assert page.locator("#more path.cut").count() == 1
    page.get_by_role("combobox").first.fill("xcjx")
    page.locator(".search li").first.click()
    assert page.locator("#compare-chosen li").all_inner_texts() == ["沈阳市工业和信息化局 ×", "宣城市经济和信息化局 ×"]
    page.wait_for_url(lambda url: "agencies=a_shenyang%2Ca_xuancheng" in url)
    assert page.locator("#more .dot.b").count() == 5
    page.locator("#more summary").click()
    page.locator("#more tbody tr", has_text="2022").get_by_role("link").last.click()
    page.wait_for_url(lambda url: url.endswith("reports/r_xuancheng_2022.html#requests/refused_state_secret/total"))


def test_category_tells_forms_reasons_and_sums(tour: Visit) -> None:
    page = tour.go("", "categories/requests-refused.html")
    rows = page.locator("#forms tbody tr")
    assert "近似" in rows.first.inner_text()
    assert "口径改变<b>" in rows.first.inner_text()
    assert page.locator("#years tbody tr").first.locator("td").all_inner_texts() == ["23", "4", "4 / 5"]
    page.locator("#top tbody tr a").nth(1).click()
    page.wait_for_url(lambda url: "/quality/reports/" in url)


def test_region_and_downloads_lead_on(tour: Visit, explorer: Path) -> None:
    page = tour.go("", "regions.html")
    page.get_by_role("link", name="沈阳市").click()
    page.get_by_role("link", name="沈阳市工业和信息化局").click()
    page.wait_for_url(lambda url: url.endswith("agencies/a_shenyang.html"))
    page = tour.go("", "downloads.html")
    assert page.get_by_role("link", name="gouji.duckdb").get_attribute("href") == "../gouji.duckdb"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(tour: Visit, explorer: Path, name: str) -> None:
    beside = {"gouji.xlsx", "manifest.json", "datapackage.json"}  # publishing writes these
    page = tour.go("", name)
    for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))"):
        file = (explorer.parent / name).parent / link.split("#")[0]
        assert link.startswith("http") or file.name in beside or file.exists(), (name, link)


@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_a_phone(tour: Visit, name: str) -> None:
    page = tour.go("", name)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", PAGES)
def test_structure_is_told_to_assistive_technology(tour: Visit, name: str) -> None:
    page = tour.go("", name)
    assert page.locator("h1").count() == 1
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    named = page.eval_on_selector_all(
        "[aria-labelledby]", "all => all.flatMap(one => one.getAttribute('aria-labelledby').split(' '))"
    )
    assert set(named) <= set(ids)
    assert page.eval_on_selector_all("th:not([scope])", "all => all.length") == 0
    assert page.eval_on_selector_all("table", "all => all.filter(one => !one.caption).length") == 0


def test_pages_made_from_the_same_are_taken_over(explorer: Path, tmp_path: Path) -> None:
    folder = explorer.parent
    write_site(folder.parent / "gouji.duckdb", tmp_path / "site", before=folder)
    name = "agencies/a_shenyang.html"
    assert (tmp_path / "site" / name).stat().st_ino == (folder / name).stat().st_ino
