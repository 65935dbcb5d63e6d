"""What holds for any figures and any bytes: tables come back equal, nothing is made up, errors are our own."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from extractors.document import Document, DocumentError
from extractors.extract import extract
from tests.golden import ROOT
from tools.accuracy.drawings import YEARS, Drawing, Drawn, drawings, reports
from tools.accuracy.score import Score, compare
from tools.drawing import Report
from tools.drawing.figures import habits, random_figures

SLOW = {"PDF by Chromium", "LibreOffice", "Scan"}
"""Drawn by other programs or read picture by picture: `make accuracy` tries them."""
LOSING = ("three-line", "borderless", "one cell a line, no bars", "one row a line, cells parted by blanks")
"""Layouts that print no sure sign of which column a figure stands in: some of it may stay unplaced."""
DRAWINGS = [each for each in drawings() if each.group not in SLOW]
ORDERLY = [each for each in DRAWINGS if not each.group.startswith("Disorder") and not each.layout.startswith(LOSING)]
OTHERS = [each for each in DRAWINGS if each not in ORDERLY]


UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A report has two hundred figures: making a failing one smaller takes minutes, and its faults name the slots."""


@st.composite
def reports_of(draw: st.DrawFn, blanks: bool) -> Drawn:
    """A report of any form with figures that add up, printed by any habit."""
    form = draw(st.sampled_from(sorted(YEARS)))
    habit = draw(st.sampled_from([each for each in habits() if blanks or each.zeros == ("0",)]))
    figures = random_figures(form, habit, draw(st.randoms(use_true_random=False)))
    texts = {key: figure.text for key, figure in figures.items()}
    return Drawn(Report("江南市财政局", YEARS[form], form, texts, "2024年1月19日"), figures)


def score_of(drawing: Drawing, report: Drawn) -> Score:
    """What comes back of a report in a drawing; nothing is asked of one in which there is nothing to change."""
    changed = drawing.of([report])
    if not changed:
        return Score()
    data = drawing.draw([changed[0].report])[0]
    return compare(report.figures, extract(Document(f"drawn.{drawing.ending}", data)).facts)


@pytest.mark.parametrize("drawing", ORDERLY, ids=lambda each: each.name)
def test_any_table_comes_back_equal(drawing: Drawing) -> None:
    @settings(max_examples=2 if drawing.ending == "pdf" else 5, deadline=None, phases=UNSHRUNK)
    @given(reports_of(drawing.blanks))
    def comes_back(report: Drawn) -> None:
        assert score_of(drawing, report).faults == []

    comes_back()


@pytest.mark.parametrize("drawing", OTHERS, ids=lambda each: each.name)
def test_nothing_is_made_up_in_any_drawing(drawing: Drawing) -> None:
    @settings(max_examples=1 if drawing.ending == "pdf" else 2, deadline=None, phases=UNSHRUNK)
    @given(reports_of(drawing.blanks))
    def makes_nothing_up(report: Drawn) -> None:
        assert [fault for fault in score_of(drawing, report).faults if not fault.startswith("missing")] == []

    makes_nothing_up()


def ends_well(data: bytes, name: str = "any") -> bool:
    """Whether a document is read, or refused with our own error."""
    try:
        extract(Document(name, data))
    except DocumentError as error:
        return "\n" not in error.message
    return True


STARTS = [
    b"",
    b"<html><table>",
    b"<!DOCTYPE html>",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=600))
def test_random_bytes_end_in_our_own_error_or_nothing(start: bytes, rest: bytes) -> None:
    assert ends_well(start + rest)


def sample(ending: str, form: str = "2021") -> bytes:
    """A drawn report in one format."""
    drawing = next(each for each in DRAWINGS if each.ending == ending)
    report = next(each for each in reports(5, 1) if each.report.form == form)
    return drawing.draw([report.report])[0]


SAMPLES = {ending: sample(ending) for ending in ("html", "txt", "docx", "xlsx")}


def flipped(data: bytes, places: Iterable[float], masks: bytes) -> bytes:
    """The data with some bytes changed."""
    spoilt = bytearray(data)
    for place, mask in zip(places, masks, strict=False):
        spoilt[int(place * len(spoilt))] ^= mask
    return bytes(spoilt)


PLACES = st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=30)


@pytest.mark.parametrize("ending", SAMPLES)
def test_truncated_and_flipped_documents_end_well(ending: str) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.floats(0, 1), PLACES, st.binary(min_size=30, max_size=30))
    def end(share: float, places: list[float], masks: bytes) -> None:
        assert ends_well(SAMPLES[ending][: int(share * len(SAMPLES[ending]))])
        assert ends_well(flipped(SAMPLES[ending], places, masks))

    end()


@pytest.mark.parametrize(("ending", "member"), [("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")])
def test_parts_of_an_archive_may_be_spoilt_where_the_archive_is_sound(ending: str, member: str) -> None:
    @settings(max_examples=25, deadline=None)
    @given(PLACES, st.binary(min_size=30, max_size=30))
    def end(places: list[float], masks: bytes) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(SAMPLES[ending])) as source, zipfile.ZipFile(buffer, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                target.writestr(name, flipped(data, places, masks) if name == member else data)
        assert ends_well(buffer.getvalue())

    end()


TAGS = [
    "<table>",
    "</table>",
    "<td colspan=99999>",
    "<tr>",
    "</td>",
    "<script>",
    "<td rowspan=0>",
    "<!--",
    "&#0;",
    "<svg>",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(TAGS)), max_size=12))
def test_pages_with_stray_tags_end_well(strays: list[tuple[float, str]]) -> None:
    page = SAMPLES["html"].decode()
    for place, tag in strays:
        at = int(place * len(page))
        page = page[:at] + tag + page[at:]
    assert ends_well(page.encode(), "page.html")


def spoilt_pdfs() -> list[bytes]:
    """Truncated and bit-flipped versions of a drawn PDF, always the same."""
    dice, data = random.Random(11), sample("pdf")
    cut = [data[: int(len(data) * share)] for share in (0.001, 0.1, 0.5, 0.9, 0.999)]
    return cut + [
        flipped(data, [dice.random() for _ in range(count)], dice.randbytes(count))
        for count in (1, 2, 5, 20, 100, 1000)
        for _ in range(4)
    ]


def test_spoilt_pdfs_end_well(tmp_path: Path) -> None:
    """In a process of its own: PDFium may abort, which the pool of a run survives and this test counts as an end."""
    for number, data in enumerate(spoilt_pdfs()):
        (tmp_path / f"{number:03}.pdf").write_bytes(data)
    ends: dict[str, str] = {}
    while left := sorted(path for path in tmp_path.iterdir()):
        command = [sys.executable, "-m", "tests.extract_many", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
        lines = [line.partition(" ") for line in done.stdout.splitlines()]
        assert lines, done.stderr
        ends |= {name: end or "aborted" for name, _, end in lines}
        for path in left[: len(lines)]:
            path.unlink()
    assert len(ends) == len(spoilt_pdfs())
    assert {name: end for name, end in ends.items() if end.startswith("!")} == {}
    assert "read" in ends.values()
