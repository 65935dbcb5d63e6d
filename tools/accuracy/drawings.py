"""Every format and layout of the accuracy run, and the reports that are drawn in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from extractors.office import is_installed
from tools.drawing import draw_csv, draw_docx, draw_html, draw_pdf, draw_text, draw_xlsx
from tools.drawing.browser import STYLES, find_chromium, print_pdf
from tools.drawing.figures import Key, Printed, habits, random_figures
from tools.drawing.flat import draw_excel_2003, draw_package, draw_word_2003
from tools.drawing.office import FILTERS, draw_office
from tools.drawing.paper import HAIRLINE, PAPERS, Paper
from tools.drawing.report import Change, Report, unchanged
from tools.drawing.scan import Scanner, scanned
from tools.drawing.text import Layout
from tools.drawing.variants import VARIANTS, exchanged

YEARS = {"2014": 2016, "2019": 2020, "2021": 2023}
_AGENCY, _SIGNED = "江南市财政局", "2024年1月19日"
_TEXTS = {"tab": "tabs", "pipe": "pipes", "line": "one cell a line, with bars"}
_BARE_TEXTS = {"bare": "one cell a line, no bars", "blank": "one row a line, cells parted by blanks"}
_RULED, _SEAL = PAPERS["ruled"], (0.7, 0.5)
_SCANS = {
    "200 dpi": (_RULED, Scanner(200)),
    "150 dpi": (_RULED, Scanner(150)),
    "200 dpi, three lines, skew of 0.5°": (PAPERS["three-line"], Scanner(200, skew=0.5)),
    "150 dpi, no rules, skew of 0.5°": (PAPERS["borderless"], Scanner(150, skew=-0.5)),
    "200 dpi, skew of 0.8° and a red seal": (_RULED, Scanner(200, skew=0.8, seal=_SEAL)),
    "150 dpi, skew of 0.8° and a red seal": (_RULED, Scanner(150, skew=0.8, seal=_SEAL)),
    "200 dpi, hairlines, JPEG of 60, skew of 1° and a red seal": (
        HAIRLINE,
        Scanner(200, skew=-1.0, seal=(0.8, 0.35), quality=60, noise=4.0),
    ),
    "150 dpi, hairlines, JPEG of 60, skew of 1° and a red seal": (
        HAIRLINE,
        Scanner(150, skew=-1.0, seal=(0.8, 0.35), quality=60, noise=4.0),
    ),
}

DrawMany = Callable[[Sequence[Report]], list[bytes]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A report to draw, and the figures that must come back."""

    report: Report
    figures: dict[Key, Printed]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One format and layout; `group` is the table of the page that it stands in."""

    group: str
    layout: str
    ending: str
    draw: DrawMany
    blanks: bool = True
    """Whether a blank cell leaves a trace; where not, reports without blanks are drawn."""
    reports: int | None = None
    """How many reports of each form, where it is slow; else as many as asked."""
    change: Change = unchanged

    @property
    def name(self) -> str:
        """Format and layout."""
        return f"{self.group}: {self.layout}"

    def of(self, drawn: Sequence[Drawn]) -> list[Drawn]:
        """The reports as this drawing changes them, less those in which there is nothing to change."""
        if self.change is unchanged:
            return list(drawn)
        changed = [replace(each, report=replace(each.report, change=self.change)) for each in drawn]
        pairs = zip(drawn, changed, strict=True)
        return [each for plain, each in pairs if list(plain.report.pieces()) != list(each.report.pieces())]


def reports(seed: int, each: int, *, blanks: bool = True) -> list[Drawn]:
    """Some reports of each form; the habits of printing take turns."""
    return [_report(seed, form, number, blanks) for form in YEARS for number in range(each)]


def _report(seed: int, form: str, number: int, blanks: bool) -> Drawn:
    """One report of random figures."""
    dice = random.Random(f"{seed}/{form}/{number}")
    known = [habit for habit in habits() if blanks or habit.zeros == ("0",)]
    figures = random_figures(form, known[(number + list(YEARS).index(form)) % len(known)], dice)
    texts = {key: figure.text for key, figure in figures.items()}
    return Drawn(Report(_AGENCY, YEARS[form], form, texts, _SIGNED), figures)


def drawings() -> Iterator[Drawing]:
    """All of them, in the order of the page."""
    yield from _pages_and_sheets()
    yield from _texts()
    for layout, paper in PAPERS.items():
        yield Drawing("PDF by ReportLab", layout, "pdf", _each(partial(draw_pdf, paper=paper)))
    if find_chromium():
        for style in STYLES:
            yield Drawing("PDF by Chromium", style, "pdf", _each(partial(print_pdf, style=style)))
    if is_installed():
        for ending in FILTERS:
            yield Drawing("LibreOffice", f".{ending}", ending, partial(draw_office, ending=ending))
    for layout, (paper, scanner) in _SCANS.items():
        yield Drawing("Scan", layout, "pdf", _each(partial(_scan, paper=paper, scanner=scanner)))
    yield from _variants()


def _pages_and_sheets() -> Iterator[Drawing]:
    """Web pages, Word, spreadsheets."""
    pages: dict[str, Callable[[Report], bytes]] = {
        "plain": draw_html,
        "nested in tables of layout": partial(draw_html, nested=True),
        "GB18030 declared as UTF-8": partial(draw_html, encoding="gb18030", declared="utf-8"),
        "GB18030 undeclared": partial(draw_html, encoding="gb18030", declared=""),
        "UTF-8 declared as gb2312": partial(draw_html, declared="gb2312", nested=True),
    }
    for layout, draw in pages.items():
        yield Drawing("HTML", layout, "html", _each(draw))
    yield Drawing("Word", ".docx", "docx", _each(draw_docx))
    yield Drawing("Word", "one XML file of Word 2003", "xml", _each(draw_word_2003))
    yield Drawing("Word", "one XML file of today", "xml", _each(draw_package))
    yield Drawing("Spreadsheet", "one XML file of Excel 2003", "xml", _each(draw_excel_2003))
    yield Drawing("Spreadsheet", ".xlsx", "xlsx", _each(draw_xlsx))
    yield Drawing("Spreadsheet", "saved as CSV", "csv", _each(draw_csv))
    yield Drawing(
        "Spreadsheet",
        "saved as CSV, GB18030, semicolons",
        "csv",
        _each(partial(draw_csv, encoding="gb18030", separator=";")),
    )


def _texts() -> Iterator[Drawing]:
    """Plain text."""
    for code, layout in (_TEXTS | _BARE_TEXTS).items():
        draw = _each(partial(draw_text, layout=cast(Layout, code)))
        yield Drawing("Text", layout, "txt", draw, blanks=code in _TEXTS)


def _variants() -> Iterator[Drawing]:
    """The drawings that try how much disorder a table may have."""
    formats: dict[str, tuple[str, Callable[[Report], bytes]]] = {
        "HTML": ("html", draw_html),
        "PDF": ("pdf", draw_pdf),
        "Word": ("docx", draw_docx),
        "text with tabs": ("txt", draw_text),
    }
    for variant, change in VARIANTS.items():
        for name, (ending, draw) in formats.items():
            if change is exchanged and ending == "txt":  # nothing is left of which heading stood over which
                continue
            yield Drawing(f"Disorder in {name}", variant, ending, _each(draw), change=change)


def _scan(report: Report, paper: Paper, scanner: Scanner) -> bytes:
    """A ruled report off the scanner."""
    return scanned(draw_pdf(report, paper), scanner)


def _each(draw: Callable[[Report], bytes]) -> DrawMany:
    """A drawer of one report as one of many."""
    return lambda many: [draw(report) for report in many]
