"""Files as agencies publish them under any name: pages packed into one file, texts of two bytes, tables as pictures."""

import base64
import quopri
import time

import pytest

from extractors.document import DOCX, HTML, TEXT, Document, media_type_of
from extractors.extract import extract
from extractors.readers import html
from tests.extractors.test_docx_reader import document, p, tbl, tc, tr
from tests.golden import ROOT

EXAMPLES = ROOT / "tests" / "examples" / "2021"
PAGE = (EXAMPLES / "jiangnan_czj_2024__page.html").read_text(encoding="utf-8")
TABS = (EXAMPLES / "jiangnan_czj_2024__tab.txt").read_text(encoding="utf-8")
HEAD = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="-=_B"\r\n\r\nPreamble.\r\n---=_B\r\n'
FOOT = "\r\n---=_B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n---=_B--\r\n"


def packed(encoding: str, charset: str) -> bytes:
    """The page in one file, as Word and Excel save it."""
    coded = (base64.encodebytes if encoding == "base64" else quopri.encodestring)(PAGE.encode(charset))
    part = f'Content-Transfer-Encoding: {encoding}\r\nContent-Type: text/html; charset="{charset}"\r\n\r\n'
    return (HEAD + part).encode() + coded + FOOT.encode()


@pytest.mark.parametrize(("encoding", "charset"), [("base64", "gb2312"), ("quoted-printable", "utf-8")])
def test_a_page_packed_into_one_file_is_read_with_its_places(encoding: str, charset: str) -> None:
    data = packed(encoding, charset)
    assert media_type_of(data) == HTML
    found = extract(Document("report.mht", data))
    assert len(found.facts) == 200
    assert [html.locate(data, fact.locator) for fact in found.facts] == [fact.printed for fact in found.facts]


@pytest.mark.parametrize("data", [PAGE.encode("utf-16"), b"\xfe\xff" + PAGE.encode("utf-16-be")])
def test_a_page_of_two_bytes_a_character_is_read(data: bytes) -> None:
    assert media_type_of(data) == HTML
    assert len(extract(Document("a.html", data)).facts) == 200


def test_a_text_of_two_bytes_a_character_is_read() -> None:
    data = TABS.encode("utf-16")
    assert media_type_of(data) == TEXT
    assert len(extract(Document("a.txt", data)).facts) == 200


@pytest.mark.parametrize("shown", ["object", "drawing", "pict"])
def test_tables_that_are_pictures_or_sheets_in_a_word_file_are_told(shown: str) -> None:
    title = p("江南市财政局2024年政府信息公开工作年度报告")
    found = extract(Document("a.docx", document(title + f"<w:p><w:r><w:{shown}/></w:r></w:p>")))
    assert [problem.kind for problem in found.problems if problem.kind == "needs_ocr"] == ["needs_ocr"]
    beside = document(title + f"<w:p><w:r><w:{shown}/></w:r></w:p>" + tbl(tr(tc("甲"), tc("1"))))
    assert media_type_of(beside) == DOCX
    told = [problem for problem in extract(Document("a.docx", beside)).problems if problem.kind == "needs_ocr"]
    assert bool(told) == (shown == "object")  # a sheet may be the table that is missing


def test_a_line_of_thousands_of_words_costs_little() -> None:
    started = time.monotonic()
    assert extract(Document("a.txt", b"rsid 00AF w:val " * 4000)).facts == ()
    assert time.monotonic() - started < 10
