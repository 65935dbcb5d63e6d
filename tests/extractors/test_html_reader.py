"""Web pages: leaf tables with spans, text as a browser shows it, encodings that lie, limits."""

import pytest

from extractors.document import DocumentError
from extractors.grid import Grid, Paragraph
from extractors.readers import html

ROWS = "<tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr>"


def read(body, head=""):
    return html.read(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def cells(grid):
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in grid.cells]


def test_spans_push_later_cells_to_free_places():
    body = "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert cells(read(body).grids[0]) == [(0, 0, 2, 1, "a"), (0, 1, 1, 2, "b"), (1, 1, 1, 1, "c"), (1, 2, 1, 1, "d")]


def test_digits_in_neighbouring_spans_stay_one_number_and_breaks_are_lines():
    first = "<tr><td><span>1</span><span>2</span></td><td>本年新<br/>制作数量</td></tr>"
    body = f"<table>{first}<tr><td><p>甲</p><p>乙</p></td><td>&nbsp;</td></tr></table>"
    assert [cell.text for cell in read(body).grids[0].cells] == ["12", "本年新\n制作数量", "甲\n乙", ""]


def test_only_leaf_tables_are_grids():
    content = read(f"<table><tr><td>栏目</td><td><p>正文。</p><table>{ROWS}</table></td></tr></table>")
    assert [grid.row_count for grid in content.grids] == [2]
    assert [p.text for p in content.paragraphs] == ["栏目", "正文。"]


def test_scripts_and_hidden_tables_in_strings_are_not_read():
    content = read(f"<script>var t='<table>{ROWS}</table>'</script><style>td{{}}</style><p>正文</p>")
    assert not content.grids
    assert [p.text for p in content.paragraphs] == ["正文"]


def test_a_table_that_lays_out_prose_becomes_paragraphs():
    content = read(f"<table><tr><td>{'很长的一段话，' * 80}</td><td>x</td></tr><tr><td>a</td><td>b</td></tr></table>")
    assert not content.grids
    assert len(content.paragraphs) == 4


def test_the_title_comes_first():
    assert read("<p>正文</p>", "<title> 某市\n年报 </title>").blocks[0] == Paragraph(
        "某市 年报", "path=/html/head/title"
    )


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", ""])
def test_gbk_whatever_the_page_declares(declared):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    content = html.read(f"<html><head>{meta}</head><body><table>{ROWS}</table></body></html>".encode("gb18030"))
    assert [cell.text for cell in content.grids[0].cells] == ["甲", "1", "乙", "2"]
    assert [note.kind for note in content.notes] == (["wrong_charset"] if declared == "utf-8" else [])


def test_every_locator_leads_back_to_its_cell():
    tables = f"<table>{ROWS}</table><p>话</p><table><thead>{ROWS}</thead></table>"
    page = f"<html><body><div></div><div>{tables}</div></body></html>"
    found = [cell for block in html.read(page.encode()).blocks if isinstance(block, Grid) for cell in block.cells]
    assert len(found) == 8
    assert [html.locate(page.encode(), cell.locator) for cell in found] == [cell.text for cell in found]


@pytest.mark.parametrize(
    "table",
    [
        "<table>" + "<tr><td colspan=1000000000>x</td></tr>" * 300 + "</table>",
        "<table>" + '<tr><td rowspan="65534">x</td></tr>' * 1000 + "</table>",
    ],
)
def test_spans_that_would_fill_the_memory_are_refused(table):
    with pytest.raises(DocumentError) as caught:
        read(table)
    assert caught.value.kind == "too_large"


def test_a_thousand_nested_elements_hide_nothing():
    content = read("<div>" * 1500 + f"<table>{ROWS}</table>")
    assert len(content.grids) == 1
