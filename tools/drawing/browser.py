"""PDF as browsers print web pages, in many style sheets; by Chromium, which need not be there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.drawing.report import Report
from tools.drawing.web import draw_html

_SECONDS = 60
_PAGE = (
    "@page{size:A4;margin:18mm} body{font:10.5pt 'Noto Serif CJK SC',serif} p{text-indent:2em}"
    "table{border-collapse:collapse;width:100%;border:1px solid #000;margin:6pt 0}"
    "td{border:1px solid #000;text-align:center;padding:2px 3px}"
)
_NO_RULES = _PAGE + "table,td{border:0}"
STYLES = {
    "ruled": _PAGE,
    "three-line": _NO_RULES + "table{border-top:2px solid;border-bottom:2px solid}.last td{border-bottom:1px solid}",
    "borderless": _NO_RULES,
    "borderless, top-aligned": _NO_RULES + "td{vertical-align:top}",
    "dotted": _PAGE + "td,table{border:1px dotted #000}",
    "shaded, no rules": _NO_RULES + "tr:nth-child(odd) td{background:#dde;-webkit-print-color-adjust:exact}",
    "landscape": _PAGE + "@page{size:A4 landscape}",
    "headings turned by writing-mode": _PAGE + ".head1{writing-mode:vertical-rl}",
}


def find_chromium() -> str | None:
    """The program GOUJI_CHROMIUM names, else the system's chromium; none where there is none."""
    return os.environ.get("GOUJI_CHROMIUM") or shutil.which("chromium")


def print_pdf(report: Report, style: str, more: str = "") -> bytes:
    """The report as Chromium prints it in one of the styles, and in `more` of a style sheet.

    Raises CalledProcessError, TimeoutExpired.
    """
    program = find_chromium()
    assert program, "ask find_chromium() first"
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_bytes(draw_html(report, style=STYLES[style] + more))
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}"]
        command = [program, *options, f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        return target.read_bytes()
