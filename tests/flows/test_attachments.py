"""A page whose report is an attachment lying beside it: both are one report, and the page displaces no figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.attachments import with_attachments
from flows.manifest import Entry
from tests.flows.test_parts import EXAMPLES, HEAD, processed, rows

PAGE = HEAD + "<h1>江南市财政局2020年政府信息公开工作年度报告</h1><p>详见附件。</p>{}"
WORD = EXAMPLES / "jiangnan_czj_2020__word.docx"


def places(folder: Path, pages: dict[str, str], files: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """Where each file stands: its page and its number."""
    for name in files:
        (folder / name).write_text("x")
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    entries = with_attachments([Entry(folder / name, name) for name in sorted((*pages, *files))])
    return {entry.uri: (entry.page, entry.page_no) for entry in entries if entry.page}


@pytest.mark.parametrize(
    "link",
    [
        '<a href="./a%20b.docx">',
        "<A HREF='/attach/2021/a b.docx?x=1&amp;y=2#z'>",
        '<a class=x href="https://www.example.gov.cn/P0/a%20b.docx" title="年报">',
        '<iframe src="a b.docx"></iframe>',
    ],
)
def test_a_link_leads_to_the_file_of_its_name(tmp_path: Path, link: str) -> None:
    assert places(tmp_path, {"p.html": link}, ("a b.docx", "other.pdf")) == {
        "p.html": ("p.html", 1),
        "a b.docx": ("p.html", 2),
    }


def test_files_are_numbered_as_they_are_linked(tmp_path: Path) -> None:
    page = "<a href=z.pdf>1</a><img src=a.jpg><a href=z.pdf>again</a><a href=missing.pdf><a href=q.html>"
    found = places(tmp_path, {"p.htm": page, "q.html": ""}, ("a.jpg", "z.pdf"))
    assert found == {"p.htm": ("p.htm", 1), "z.pdf": ("p.htm", 2), "a.jpg": ("p.htm", 3)}


def test_what_two_pages_link_to_belongs_to_neither(tmp_path: Path) -> None:
    pages = {"p.html": "<a href=a.pdf><a href=b.pdf>", "q.html": "<a href=b.pdf>"}
    assert places(tmp_path, pages, ("a.pdf", "b.pdf")) == {"p.html": ("p.html", 1), "a.pdf": ("p.html", 2)}


def test_a_list_of_many_files_is_no_report(tmp_path: Path) -> None:
    files = tuple(f"{number}.pdf" for number in range(30))
    assert places(tmp_path, {"p.html": "".join(f"<a href={name}>" for name in files)}, files) == {}


def test_a_page_and_its_attachment_are_one_report(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "t20210128.html").write_text(PAGE.format('<a href="P0202.docx">附件</a>'), encoding="utf-8")
    (inbox / "P0202.docx").write_bytes(WORD.read_bytes())
    (inbox / "z_later.html").write_text(PAGE.format("<p>公告。</p>"), encoding="utf-8")
    processed(tmp_path / "home", inbox)
    found = rows(
        tmp_path / "home", "select agency_name, document_kind, document_name, facts, problems from marts.reports"
    )
    assert found == [("江南市财政局", "statutory_report", "t20210128.html", 198, 1)]
    doubted = "select document_name, kind from marts.problems where document_name != 'z_later.html'"
    assert rows(tmp_path / "home", doubted) == [("t20210128.html", "agency_name")]
    places_of = "select distinct document_name from marts.facts join staging.stg_documents using (document_id)"
    assert rows(tmp_path / "home", places_of) == [("P0202.docx",)]
