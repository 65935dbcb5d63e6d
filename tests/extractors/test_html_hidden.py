"""Pages that keep their report in a string of a script, and tables whose rows stand between those of the layout."""

import html as escapes
import json
import re
import time

import pytest

from extractors.document import HTML, TEXT, Document, DocumentError, media_type_of
from extractors.extract import extract
from extractors.readers import html

TABLE = """<table border="1"><tr><th>统计指标</th><th>单位</th><th>合计</th></tr>
<tr><td>（一）收到申请数</td><td>件</td><td>31</td></tr><tr><td>1.当面申请数</td><td>件</td><td>11</td></tr>
<tr><td>2.传真申请数</td><td>件</td><td></td></tr><tr><td>3.网络申请数</td><td>件</td><td>/</td></tr>
<tr><td>4.信函申请数</td><td>件</td><td>20</td></tr></table>"""
REPORT = f"<h1>江南市教育局2018年政府信息公开工作年度报告</h1><p>现将有关情况公布如下。</p>{TABLE}"
READ = {"31", "11", "", "/", "20"}
JOINED = ";".join(f"s += '{line}'" for line in REPORT.splitlines())


def page(script, kind=""):
    head = "<!DOCTYPE html><html><head><title>公开</title></head>"
    return f"{head}<body><div id=app></div><script{kind}>{script}</script></body></html>"


def in_json(text):
    return json.dumps({"code": 0, "data": {"content": text}}).replace("</", "<\\/")


WAYS = {
    "json": page(in_json(REPORT), ' type="application/json"'),
    "json, angle brackets escaped": page(in_json(REPORT).replace("<", "\\u003c")),
    "json in json": page("window.state = JSON.parse(" + json.dumps(in_json(REPORT)) + ");"),
    "double quotes": page("var t = " + json.dumps(REPORT, ensure_ascii=False) + ";"),
    "single quotes": page("var t = '" + REPORT.replace("\n", "\\n").replace("<", "\\x3c") + "';"),
    "backticks": page(f"// don't\nconst t = `{REPORT}`;"),
    "written line by line": page("\n".join(f"document.write('{line}');" for line in REPORT.splitlines())),
    "added line by line": page(f"var s = '';{JOINED};"),
    "marks escaped": page(
        f'var t = "{escapes.escape(REPORT, quote=False)}".replace(1)'.replace("\n", "").replace('border="1"', "")
    ),
    "template": page(REPORT, ' type="text/plain" id="container"'),
    "hidden field": f'<html><body><input type="hidden" value="{escapes.escape(REPORT)}"></body></html>',
    "text area": f"<html><body><textarea>{escapes.escape(REPORT)}</textarea></body></html>",
    "element of a template": f"<html><body><template>{REPORT}</template></body></html>",
    "shown without scripts": f"<html><body><noscript>{REPORT}</noscript></body></html>",
    "where an object is missing": f"<html><body><object data=x>{REPORT}</object></body></html>",
    "frame of its own": f'<html><body><iframe srcdoc="{escapes.escape(REPORT)}"></iframe></body></html>',
    "example text": f"<html><body><xmp>{REPORT}</xmp></body></html>",
    "printed with its marks": f"<html><body><div><p>x</p>{escapes.escape(REPORT)}</div></body></html>",
    "feed": f"<?xml version='1.0'?><rss><item><content>{escapes.escape(REPORT)}</content></item></rss>",
    "data alone": in_json(REPORT),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_table_in_a_string_is_read_with_its_places(way: str) -> None:
    data = WAYS[way].encode()
    found = extract(Document("a.html", data))
    assert found.report.agency == "江南市教育局"
    assert {fact.printed for fact in found.facts} == READ
    assert len(found.facts) == 5
    for fact in found.facts:
        assert re.search(r"/string\[\d+\]", fact.locator)
        assert html.locate(data, fact.locator) == fact.printed


def test_what_the_page_shows_counts_alone() -> None:
    other = TABLE.replace(">31<", ">99<")
    shown = page("var t = " + json.dumps(other, ensure_ascii=False)).replace("<div id=app></div>", REPORT)
    found = extract(Document("a.html", shown.encode()))
    assert {fact.printed for fact in found.facts} == READ
    assert found.problems == ()


@pytest.mark.parametrize(
    "script",
    [
        'var t="<table><tr><td>0</td></tr></table>"',
        "var t = '<table><tr><td>（一）收到申请数</td><td>件</td><td>' + d.a + '</td></tr></table>'",
        "var t = `<table><tr><td>（一）收到申请数</td><td>件</td><td>${d.a}</td></tr></table>`",
        "var t = '<table><tr><td>（一）收到申请数</td><td>件</td><td>7</td></tr>'",
        "var t = \"'`\\",
        '{"a": "<table',
    ],
)
def test_other_strings_stay_silent(script: str) -> None:
    found = extract(Document("a.html", page(script).encode()))
    assert found.facts == ()
    assert found.grids == ()


def test_data_is_told_from_text() -> None:
    assert media_type_of(in_json(REPORT).encode()) == HTML
    assert media_type_of(b'{"a": "no tables in it"}') == TEXT
    assert media_type_of(("[一] 表" + " " * 100 + "<table>").encode()) == TEXT


def test_rows_of_a_table_between_rows_of_the_layout() -> None:
    rows = TABLE.partition(">")[2].removesuffix("</table>")
    menu = "<tr><td colspan=3><table><tr><td>首页</td></tr></table></td></tr>"
    data = f"<html><body><h1>江南市教育局2018年年报</h1><table>{menu}{rows}{menu}</table></body></html>".encode()
    found = extract(Document("a.html", data))
    assert {fact.printed for fact in found.facts} == READ
    assert [html.locate(data, fact.locator) for fact in found.facts] == [fact.printed for fact in found.facts]
    assert {fact.confidence for fact in found.facts} == {1.0}


def test_hostile_scripts_cost_little() -> None:
    started = time.monotonic()
    for script in (
        "'" * 2_000_000 + "<table",
        '"<table>' * 300_000,
        '\\"<table' * 300_000,
        "[" * 1_000_000 + '"<table>"',
    ):
        extract(Document("a.html", page(script).encode()))
    assert time.monotonic() - started < 30


def test_a_page_nested_beyond_measure_is_refused_at_once() -> None:
    started = time.monotonic()
    with pytest.raises(DocumentError, match="nests more than") as raised:
        extract(Document("a.html", b"<html><body>" + b"<div>" * 200_000))
    assert raised.value.kind == "too_large"
    assert time.monotonic() - started < 5
    assert extract(Document("a.html", ("<html><body>" + "<p>" * 20_000 + REPORT).encode())).facts


@pytest.mark.parametrize("style", ["display:none", "display : none", "display:NONE", "DISPLAY:NONE"])
def test_what_a_style_hides_is_put_aside_however_it_is_written(style: str) -> None:
    page = f"<body><table style='{style}'><tr><td>a<td>1<tr><td>b<td>2</table></body>"
    content = html.read(page.encode())
    assert (len(content.grids), len(content.folded)) == (0, 1)
