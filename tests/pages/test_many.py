"""Ten thousand findings: every file stays small, and the list answers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from flows.pages.quality import write_quality_report
from tests.pages.conftest import BALANCE, RUN, in_column
from tests.pages.published import RULES, SEEN, SOMEWHERE, Published
from tests.pages.visit import Visit, shown

REPORTS, COLUMNS = 2500, ("natural_person", "business", "other_organization", "total")
MEGABYTE = 1_000_000


def findings() -> Iterator[dict[str, Any]]:
    """Four findings a report."""
    rule = RULES["requests_balance", "*"]
    same = {name: getattr(rule, name) for name in ("identity", "kind", "severity", "says", "says_en", "basis")}
    sides = {"expected": Decimal(13), "actual": Decimal(12), "difference": Decimal(-1)}
    told = {"form": "2021", "table_name": "requests", "status": "broken", "state": "open", "suspected": "undecided"}
    seen = {"first_seen": SEEN, "last_seen": SEEN, "locator": SOMEWHERE, "document_name": "report.pdf"}
    for number in range(REPORTS):
        for column in COLUMNS:
            slots = in_column(column, BALANCE)
            own = {"finding_id": f"f_{number}_{column}", "report_id": f"r_{number}", "instance": column}
            whose = {"agency_name": f"第{number}局", "year": 2019 + number % 5, "slots": slots, "suspect_slots": slots}
            yield {**same, **sides, **told, **seen, **own, **whose}


def fill_many(published: Published) -> None:
    """As many reports as have so many findings, of which one has its tables."""
    row = {"form": "2021", "document_kind": "statutory_report", "document_name": "report.pdf", "documents": 1}
    row |= {"facts": 186, "problems": 0, "findings": 4, "revision": 1}
    reports = [
        {**row, "report_id": f"r_{n}", "agency_name": f"第{n}局", "year": 2019 + n % 5, "document_id": f"d_r_{n}"}
        for n in range(REPORTS)
    ]
    published.add("reports", reports)
    published.add("findings", list(findings()))
    kept = ("report_id", "identity", "instance", "status", "kind", "severity")
    published.add("identity_results", [{name: one[name] for name in kept} for one in findings()])
    published.table("r_0", "2021", "requests", {})


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    published = Published(folder / "gouji.duckdb")
    fill_many(published)
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
