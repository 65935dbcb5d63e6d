"""Scans of tables without ruling lines between their cells: cut at gaps, placed, and never surer than they can be."""

import io

import numpy as np
import pytest
from PIL import Image

from extractors.document import Document
from extractors.extract import extract
from extractors.readers import scan as scan_reader
from extractors.readers.pdf_unsure import UNRULED
from extractors.readers.scan_cut import cut, of_tables
from extractors.readers.scan_ink import Page
from tools.accuracy.drawings import reports
from tools.drawing.paper import PAPERS, draw_pdf
from tools.drawing.scan import Scanner, pictures

FORM, TABLE = "2021", "disputes"


def scan(layout: str, scanner: Scanner) -> tuple[dict, bytes]:
    """The true figures of one table, and a scan of it alone on its page, before a blank page."""
    drawn = next(one for one in reports(2, 1) if one.report.form == FORM)
    page = pictures(draw_pdf(drawn.report, PAPERS[layout]), scanner)[-1]
    top, bottom = (round(edge * scanner.dpi / 72) for edge in (524.0, 628.0))
    alone = np.full_like(page, 250)
    alone[top:bottom] = page[top:bottom]
    pages = [Image.fromarray(alone), Image.new("RGB", (scanner.dpi, scanner.dpi), "white")]
    target = io.BytesIO()
    pages[0].save(target, "PDF", resolution=scanner.dpi, save_all=True, append_images=pages[1:], quality=80)
    return {key: one for key, one in drawn.figures.items() if key[0] == TABLE}, target.getvalue()


@pytest.mark.parametrize("layout", ["borderless", "three-line"])
def test_a_table_without_rules_is_cut_at_its_gaps(layout, monkeypatch):
    monkeypatch.setattr(scan_reader, "_PROSE_PAGES", int(layout == "borderless"))  # tables are read where prose is not
    true, data = scan(layout, Scanner(200 if layout == "borderless" else 150, skew=0.6))
    found = extract(Document("scan.pdf", data))
    facts = {(fact.table_name, fact.row_code, fact.column_code): fact for fact in found.facts}
    assert {key: fact.value for key, fact in facts.items()} == {key: one.value for key, one in true.items()}
    assert max(fact.confidence for fact in facts.values()) <= UNRULED
    assert all("recognised" in fact.method for fact in facts.values())
    assert sum(problem.kind == "unruled_picture" for problem in found.problems) == 1


def a_page(*boxes: tuple[float, float, float, float]) -> Page:
    """A page of 600 by 200 points, a pixel each, with boxes of upright strokes, for solid ones would be rules."""
    grey = np.full((200, 600), 255, np.uint8)
    for left, top, right, bottom in boxes:
        grey[int(top) : int(bottom), int(left) : int(right) : 2] = 0
    return Page(grey, 1.0)


WHOLE = (0.0, 0.0, 600.0, 200.0)


def test_cells_that_stand_a_half_line_apart_are_pieces_of_their_own():
    label, below, figure = (20.0, 50.0, 81.0, 58.0), (20.0, 60.0, 51.0, 68.0), (96.0, 55.0, 107.0, 63.0)
    assert sorted(cut(a_page(label, below, figure), WHOLE)) == sorted([label, below, figure])


def test_running_text_with_wide_punctuation_stays_one_line():
    first, second = (20.0, 50.0, 301.0, 60.0), (310.0, 50.0, 501.0, 60.0)
    assert cut(a_page(first, second), WHOLE) == [WHOLE]


def test_tables_are_told_from_text():
    text = [(20.0, 10.0 + 20 * line, 500.0, 20.0 + 20 * line) for line in range(5)]
    table = [
        (100.0 * at, 150.0 + 20 * line, 100.0 * at + 40, 160.0 + 20 * line) for line in range(4) for at in range(4)
    ]
    assert of_tables(text) == []
    assert set(table) <= set(of_tables([*text, *table]))
