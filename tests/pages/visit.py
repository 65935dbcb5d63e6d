"""A page of ours open in the browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Dialog, Page, Request


class Visit:
    """A page open in the browser, with all it asked for and complained of."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page, self.file = page, file
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._ask)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def _ask(self, request: Request) -> None:
        self.asked.append(request.url)

    def go(self, place: str = "", page: str = "index.html") -> Page:
        """A page of the site at a place of its own, freshly loaded."""
        self.page.goto("about:blank")
        self.page.goto((self.file.parent / page).as_uri() + place)
        return self.page

    def report(self, report_id: str, place: str = "") -> Page:
        """The page of a report."""
        return self.go(place, f"reports/{report_id}.html")


def shown(page: Page) -> list[str]:
    """The ids of the findings that the filter leaves, in their order."""
    ids: list[str] = page.eval_on_selector_all("#finding-list .card", "all => all.map(one => one.id)")
    return ids
