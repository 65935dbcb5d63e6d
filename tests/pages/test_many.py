"""Ten thousand findings: every file stays small, and the list answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.pages.quality import write_quality_report
from tests.pages.conftest import RUN
from tests.pages.many import fill_many
from tests.pages.published import Published
from tests.pages.visit import Visit, shown

REPORTS = 2500
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    published = Published(folder / "gouji.duckdb")
    fill_many(published, REPORTS)
    write_quality_report(published.close(), folder / "quality" / "index.html", run=RUN)
    return folder / "quality" / "index.html"


@pytest.mark.slow
def test_every_file_is_below_five_megabytes(many: Path) -> None:
    sizes = {file.name: file.stat().st_size for file in many.parent.rglob("*") if file.suffix != ".xlsx"}
    assert len(sizes) > REPORTS
    assert {name: size for name, size in sizes.items() if size > 5 * MEGABYTE and name != "findings.csv"} == {}


@pytest.mark.slow
def test_ten_thousand_findings_stay_usable(many: Path, chromium: Browser) -> None:
    visit = Visit(chromium.new_page(), many)
    page = visit.go()
    assert page.locator("#findings .shown").inner_text() == "显示第 1–50 项，共 10000 项（全部 10000 项）"
    assert page.locator("#findings .pager .page").inner_text() == "第 1 / 200 页"
    page.get_by_role("button", name="下一页").click()
    assert page.locator("#findings .shown").inner_text().startswith("显示第 51–100 项")
    page.wait_for_url(lambda url: "page=2" in url)
    page.get_by_role("searchbox").fill("第2499局 business")
    assert shown(page) == ["f_2499_business"]
    page.locator("#f_2499_business a").click()
    page.wait_for_url(lambda url: url.endswith("reports/r_2499.html#f_2499_business"))
    assert visit.complaints == []
    page.close()
