"""One published file with every kind of row, and the page written from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from extractors.grid import line_locator, path_locator, table_locator
from flows.pages.history import Release
from flows.pages.quality import RunInfo, write_quality_report
from tests.browser import browser
from tests.pages.published import RULES, SEEN, Published
from tests.pages.visit import Visit

RUN = RunInfo("run-7", datetime(2024, 3, 1, 2, 30), {"gouji": "0.1.0", "extractor": "3"})
EARLIER = datetime(2024, 2, 1, 9, 0)
HISTORY = (Release(EARLIER, 3, 0, 0, 3, 0), Release(SEEN, 4, 1, 0, 2, 1))
HOSTILE = "<script>alert(1)</script></script><img src=x onerror=alert(2)>"
BALANCE = ["received", "carried_in", "outcomes_total", "carried_out"]


def in_column(column: str, rows: list[str]) -> list[str]:
    return [f"requests/{row}/{column}" for row in rows]


def fill(published: Published) -> None:
    """Five reports: broken, hostile, undecided, clean, and one of which nothing is known."""
    broken(published)
    hostile(published)
    undecided(published)
    published.report(
        "r_clean", "天津市工业和信息化局", 2020, "2019", facts=198, source_uri="https://example.org/2020.html"
    )
    published.table("r_clean", "2019", "disputes", {})
    for instance in ("business", "total"):
        published.result("r_clean", RULES["requests_balance", "*"], instance)
    published.report("r_nobody", None, None, "2021", document_kind="other", problems=2, source_uri=None)
    published.result("r_nobody", RULES["received_by_channel", "2014"], "report", "not_assessable")
    published.result("r_nobody", RULES["form_matches_year", "*"], "report", "holds")
    problems(published)
    regions = (("江南市工业和信息化局", "江南省", "江南市"), (HOSTILE, "江北省", None))
    published.add("agencies", [dict(zip(("agency_name", "province", "city"), row, strict=True)) for row in regions])


COLUMN = {"received": "12", "carried_in": "1", "granted": "9", "outcomes_total": "12", "carried_out": "0"}


ASKED = {"request_zh": "请核对第三章，印为 12，应为 13。", "request_en": "Please check chapter 3: 12 is printed."}


def broken(published: Published) -> None:
    """Two columns of a 2021 report that do not balance, and a row of its disputes."""
    published.report("r_broken", "江南市工业和信息化局", 2023, "2021", facts=186, findings=3)
    columns = ("natural_person", "total")
    printed = {f"{row}/{column}": text for column in columns for row, text in COLUMN.items()}
    published.table("r_broken", "2021", "requests", printed)
    published.table("r_broken", "2021", "disputes", {"reconsideration/upheld": "2", "reconsideration/total": "3"})
    balance, slots = RULES["requests_balance", "*"], {column: in_column(column, BALANCE) for column in columns}
    sides = {"expected": Decimal(13), "actual": Decimal(12), "difference": Decimal(-1)}
    for number, column in enumerate(columns):
        suspects = [f"requests/outcomes_total/{column}"]
        told = {"suspect_slots": suspects, "suspected": "source", "first_seen": EARLIER if number else SEEN, **ASKED}
        told["proposals"] = json.dumps([[{"slot": suspects[0], "printed": "12", "value": "13"}]])
        published.finding(f"f_balance_{number}", "r_broken", balance, column, slots[column], **told, **sides)
    dispute(published)
    gone = {"state": "fixed", "first_seen": EARLIER, "last_seen": EARLIER, **sides}
    published.finding("f_fixed", "r_broken", balance, "business", in_column("business", BALANCE), **gone)
    gone_from = "instance = 'business' and report_id = 'r_broken'"
    published.connection.execute(f"delete from marts.identity_results where {gone_from}")
    republished(published)


def republished(published: Published) -> None:
    """What the second revision of the broken report changed."""
    slot = {"slot": "requests/received/natural_person", "form": "2021", "table_name": "requests"}
    before = {"printed_before": "11", "state_before": "number", "printed_after": "12", "state_after": "number"}
    published.add("revisions", [{"report_id": "r_broken", "revision": 2, "prior_revision": 1, **slot, **before}])


def dispute(published: Published) -> None:
    """The row of disputes that does not add up."""
    columns = ("total", "upheld", "corrected", "other_result", "pending")
    slots = [f"disputes/reconsideration/{column}" for column in columns]
    sides = {"expected": Decimal(2), "actual": Decimal(3), "locator": table_locator(3, 4, 5), "suspected": "source"}
    published.finding("f_disputes", "r_broken", RULES["disputes_sum", "*"], "reconsideration", slots, **sides)


def hostile(published: Published) -> None:
    """An agency, a printed text and an address that would run as script."""
    published.report("r_hostile", HOSTILE, 2020, "2019", findings=1, source_uri="javascript:alert(3)")
    published.table("r_hostile", "2019", "proactive_disclosure", {"rule/newly_made": HOSTILE})
    slots = ["proactive_disclosure/rule/newly_made"]
    published.finding(
        "f_hostile",
        "r_hostile",
        RULES["rules_need_power", "2019"],
        "report",
        slots,
        locator=path_locator("/html/body/table[1]/tbody/tr[5]/td[3]"),
        says=f"=cmd()|{HOSTILE}",
        request_zh=f"=cmd(){HOSTILE}",
        first_seen=EARLIER,
    )


def undecided(published: Published) -> None:
    """A 2018 report whose staff is blank."""
    published.report("r_blank", "安康市工业和信息化局", 2018, "2014", facts=58, findings=1, document_name="2018.txt")
    published.table("r_blank", "2014", "statistics", {"staff/value": "", "staff_part_time/value": "2"})
    slots = [f"statistics/{row}/value" for row in ("staff", "staff_full_time", "staff_part_time")]
    published.finding(
        "f_blank",
        "r_blank",
        RULES["staff_sum", "2014"],
        "report",
        slots,
        status="not_assessable",
        expected=Decimal(2),
        actual=Decimal(0),
        difference=Decimal(-2),
        suspect_slots=[],
        locator=line_locator(212, 4),
        reason="blank",
        first_seen=EARLIER,
    )


def problems(published: Published) -> None:
    """A hostile text without a place in a report that is known, and a document that could not be read."""
    columns = ("document_id", "document_name", "report_id", "kind", "printed", "locator", "message")
    rows = [
        ("d_r_nobody", "nobody.html", "r_nobody", "unplaced", HOSTILE, line_locator(12, 1), "no heading"),
        ("d_other", "locked.pdf", None, "encrypted", "", None, "the file asks for a password"),
    ]
    published.add("problems", [dict(zip(columns, row, strict=True)) for row in rows])


def write(folder: Path, published: Published) -> Path:
    target = folder / "quality" / "index.html"
    write_quality_report(published.close(), target, run=RUN, history=HISTORY)
    return target


@pytest.fixture(scope="session")
def quality_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quality")
    published = Published(folder / "gouji.duckdb")
    fill(published)
    return write(folder, published)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def visit(chromium: Browser, quality_page: Path) -> Iterator[Visit]:
    """A desktop visit; whatever a test does, nothing is loaded and nothing goes wrong."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    visit = Visit(page, quality_page)
    yield visit
    page.close()
    outside = {url for url in visit.asked if not url.startswith((quality_page.parent.as_uri(), "about:blank", "data:"))}
    assert outside == set()
    assert visit.complaints == []
