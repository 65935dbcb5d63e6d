"""Web pages: leaf tables with spans, text as a browser shows it, encodings that lie, limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import DocumentError
from extractors.grid import Grid, Paragraph
from extractors.readers import html
from extractors.readers.html_marks import marked
from extractors.readers.html_text import cell_text, quick_text

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


PIECES = st.sampled_from(
    ["12", " ", "\n ", "&nbsp;", "本 年\t新", "&amp;", "<br>", "<!-- 7 -->", "\u3000", "&#0;", "\ufeff"]
)
SHAPES = st.recursive(
    PIECES,
    lambda inner: st.builds(
        lambda tag, within: f"<{tag}>{''.join(within)}</{tag}>",
        st.sampled_from(["p", "span", "div", "o:p", "b", "font", "li", "script", "style", "noscript", "svg", "select"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(SHAPES, max_size=5), st.sampled_from(["td", "th"]))
def test_the_text_of_a_cell_asked_at_once_is_that_of_a_walk_through_it(shapes, tag):
    marks = marked(f"<table><tr><{tag}>{''.join(shapes)}</{tag}></tr></table>")
    for cell in marks.tree.css("td, th"):
        assert cell.mem_id in marks.silenced or quick_text(cell) == cell_text(cell)


def test_what_is_never_printed_is_found_in_all_cells_around_it():
    page = "<table><tr><th><p><script>7</script>1</p></th><td><table><tr><td><style>8</style>2</td></tr></table></td>"
    assert [cell.text for cell in html.read((page + "<td>3</td></tr></table>").encode()).grids[0].cells] == [
        "1",
        "2",
        "3",
    ]
