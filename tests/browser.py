"""The browser of the page tests: Debian's chromium, driven without any download."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def find_chromium() -> Path:
    """The program GOUJI_CHROMIUM names, else the system's chromium; raises RuntimeError where there is none."""
    named = os.environ.get("GOUJI_CHROMIUM")
    found = named or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(found).is_file():
        raise RuntimeError(f"{found}: no browser there; install the Debian package chromium or set GOUJI_CHROMIUM")
    return Path(found)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless browser, closed at the end."""
    program = find_chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield opened
        finally:
            opened.close()
