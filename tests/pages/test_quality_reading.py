"""The data-quality report for every reader: keyboard, assistive technology, phone, paper, dark screens."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

from tests.pages.visit import Visit


def test_keyboard_reaches_skip_link_language_filter_and_findings(visit: Visit) -> None:
    page = visit.go()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "language"
    page.keyboard.press("Enter")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("#close-all").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.locator(".finding .body").first.is_visible()


def test_structure_is_told_to_assistive_technology(visit: Visit) -> None:
    page = visit.go()
    assert page.locator("h1").count() == 1
    for landmark in ("banner", "navigation", "main", "search", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1, landmark
    levels = page.eval_on_selector_all("h1, h2, h3", "all => all.map(one => Number(one.tagName[1]))")
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert page.eval_on_selector_all("table", "all => all.filter(one => !one.caption).length") == 0
    assert page.eval_on_selector_all("thead th:not([scope])", "all => all.length") == 0
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    targets = page.eval_on_selector_all("a[href^='#']", "all => all.map(one => one.getAttribute('href').slice(1))")
    assert set(targets) <= set(ids)
    named = page.eval_on_selector_all("[aria-labelledby]", "all => all.map(one => one.getAttribute('aria-labelledby'))")
    assert set(named) <= set(ids)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_phone_never_scrolls_sideways(visit: Visit, language: str) -> None:
    visit.page.set_viewport_size({"width": 360, "height": 740})
    page = visit.go(f"#lang={language}")
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_paper_shows_findings_open_and_no_controls(visit: Visit) -> None:
    page = visit.go()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".finding .body >> visible=true").count() == 5
    assert not page.locator(".filter").is_visible() and not page.locator("#language").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(visit: Visit, scheme: Literal["light", "dark"]) -> None:
    page = visit.go()
    page.emulate_media(color_scheme=scheme)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    assert page.evaluate((Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")) == []
