"""The quality report for every reader: keyboard, assistive technology, phone, paper, dark screens."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

from tests.pages.visit import Visit

PAGES = ("index.html", "reports.html", "rules.html", "problems.html", "reports/r_broken.html", "reports/r_blank.html")


def test_keyboard_reaches_skip_link_language_filter_and_findings(visit: Visit) -> None:
    page = visit.go()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "language"
    page.keyboard.press("Enter")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("#findings .clear").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.card').id") == "f_disputes"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("r_broken.html#f_disputes&lang=en"))
    assert page.evaluate("document.activeElement.id") == "f_disputes"


@pytest.mark.parametrize("name", PAGES)
def test_structure_is_told_to_assistive_technology(visit: Visit, name: str) -> None:
    page = visit.go("", name)
    assert page.locator("h1").count() == 1
    for landmark in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1, landmark
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))")
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert page.eval_on_selector_all("table", "all => all.filter(one => !one.caption).length") == 0
    assert page.eval_on_selector_all("th:not([scope])", "all => all.length") == 0
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    targets = page.eval_on_selector_all("a[href^='#']", "all => all.map(one => one.getAttribute('href').slice(1))")
    assert {target.split("&")[0] for target in targets} <= set(ids)
    named = page.eval_on_selector_all("[aria-labelledby]", "all => all.map(one => one.getAttribute('aria-labelledby'))")
    assert set(named) <= set(ids)
    unnamed = "all => all.filter(one => !one.labels?.length).length"
    assert page.eval_on_selector_all("input, select", unnamed) == 0
    assert page.eval_on_selector_all("img:not([alt])", "all => all.length") == 0


def test_links_between_pages_lead_somewhere(visit: Visit, quality_page: Path) -> None:
    for name in PAGES:
        page = visit.go("", name)
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))"):
            file = link.split("#")[0]
            if file and not file.startswith("http") and "../site/" not in file:  # the explorer has its own tests
                assert (quality_page.parent / name).parent.joinpath(file).is_file(), (name, link)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_phone_never_scrolls_sideways(visit: Visit, name: str, language: str) -> None:
    visit.page.set_viewport_size({"width": 360, "height": 740})
    page = visit.go(f"#lang={language}", name)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_paper_shows_all_cells_and_no_controls(visit: Visit) -> None:
    page = visit.report("r_broken")
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = false; })")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".slots >> visible=true").count() == 4
    assert page.locator("blockquote >> visible=true").count() == 2
    assert page.locator("button >> visible=true").count() == 0 and not page.locator("nav").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0
    visit.go().emulate_media(media="print")
    assert not page.locator(".filter").is_visible() and page.locator("#finding-list .card").count() == 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_words_stand_out_from_their_ground(visit: Visit, name: str, scheme: Literal["light", "dark"]) -> None:
    page = visit.go("", name)
    page.emulate_media(color_scheme=scheme)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    assert page.evaluate((Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")) == []
