"""Word: spans of every kind, content controls, tracked changes, text boxes, and archives that mean harm."""

import io
import zipfile

import docx as word
import pytest

from extractors import archive
from extractors.document import DOCX, DocumentError
from extractors.readers import docx
from tests.locators import printed_at
from tests.printed import EXAMPLES, HOSTILE, REPORTS, in_rows, missing_figures, plain

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def document(body, space=SPACE):
    """A .docx around a body."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        names = f'xmlns:w="{space}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        packed.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
    return target.getvalue()


def p(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content, *marks):
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{''.join(f'<w:{mark}/>' for mark in marks)}</w:tcPr>{inner}</w:tc>"


def tr(*cells, marks=""):
    return f"<w:tr>{marks}{''.join(cells)}</w:tr>"


def tbl(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def cells(grid):
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in grid.cells]


def not_leading_back(data):
    content = docx.read(data)
    pieces = [cell for grid in content.grids for cell in grid.cells] + list(content.paragraphs)
    assert pieces
    return [piece for piece in pieces if plain(piece.text) != plain(printed_at(data, DOCX, piece.locator))]


def test_merges_down_and_across_are_spans():
    down, on = 'vMerge w:val="restart"', "vMerge"
    table = tbl(tr(tc("甲", down), tc("乙", 'gridSpan w:val="2"')), tr(tc("", on), tc("1"), tc("2")))
    data = document(table)
    assert cells(docx.read(data).grids[0]) == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
    ]
    assert not_leading_back(data) == []


def test_old_merges_across_and_rows_that_start_late():
    late = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    table = tbl(tr(tc("甲", 'hMerge w:val="restart"'), tc("", "hMerge"), tc("乙")), tr(tc("1"), tc("2"), marks=late))
    assert cells(docx.read(document(table)).grids[0]) == [
        (0, 0, 1, 2, "甲"),
        (0, 2, 1, 1, "乙"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
    ]


def test_content_controls_hold_cells_rows_and_tables():
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    table = tbl(control.format(tr(tc("甲"), control.format(tc("1")))), tr(tc("乙"), tc(control.format(p("2")))))
    data = document(p("一") + control.format(table))
    assert [cell.text for cell in docx.read(data).grids[0].cells] == ["甲", "1", "乙", "2"]
    assert not_leading_back(data) == []


def test_tracked_insertions_are_kept_and_deletions_dropped():
    run = "<w:r><w:t>{}</w:t></w:r>"
    changed = (
        f"<w:p>{run.format('共')}<w:ins>{run.format('12')}</w:ins><w:del><w:r><w:delText>7</w:delText></w:r></w:del>"
    )
    moved = f"<w:moveFrom>{run.format('旧')}</w:moveFrom>{run.format('件')}</w:p>"
    gone = "<w:trPr><w:del/></w:trPr>"
    data = document(changed + moved + tbl(tr(tc("删"), marks=gone), tr(tc("留"))))
    content = docx.read(data)
    assert [paragraph.text for paragraph in content.paragraphs] == ["共12件"]
    assert [cell[4] for cell in cells(content.grids[0])] == ["留"]
    assert not_leading_back(data) == []


def test_text_boxes_and_nested_tables_are_blocks_of_their_own_once():
    box = "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
    inside = f"<w:txbxContent>{p('框内')}{tbl(tr(tc('3')))}</w:txbxContent>"
    boxed = f"<w:p><w:r><w:t>正文</w:t>{box.format(inside)}</w:r></w:p>"
    nested = tbl(tr(tc(p("外") + tbl(tr(tc("内"))) + p("")), tc("右")))
    data = document(boxed + nested)
    content = docx.read(data)
    assert [paragraph.text for paragraph in content.paragraphs] == ["正文", "框内"]
    assert [[cell.text for cell in grid.cells] for grid in content.grids] == [["3"], ["外", "右"], ["内"]]
    assert not_leading_back(data) == []


def test_breaks_are_lines_hidden_text_is_silent_and_blank_paragraphs_are_counted():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
    data = document(
        p("") + f"<w:p><w:r><w:t>结果</w:t><w:br/><w:t>维持</w:t></w:r>{hidden}</w:p>" + tbl(tr(tc(p("一") + p("二"))))
    )
    content = docx.read(data)
    assert [(one.text, one.locator) for one in content.paragraphs] == [("结果\n维持", "paragraph=2")]
    assert content.grids[0].cells[0].text == "一\n二"


def test_strict_documents_and_those_of_other_writers_are_read():
    assert docx.read(document(tbl(tr(tc("甲"))), STRICT)).grids[0].cells[0].text == "甲"
    target, made = io.BytesIO(), word.Document()
    made.add_paragraph("一、总体情况")
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "甲"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "乙"
    made.save(target)
    assert [cell[:4] for cell in cells(docx.read(target.getvalue()).grids[0])] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]


# ---------- archives that cannot or must not be read


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", "empty"), (b"PK\x03\x04 nothing", "damaged"), (document("<w:p>"), "damaged")],
)
def test_broken_files_say_so(data, kind):
    with pytest.raises(DocumentError) as caught:
        docx.read(data)
    assert caught.value.kind == kind


def test_a_zip_without_the_main_part_is_damaged():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("word/other.xml", "<x/>")
    with pytest.raises(DocumentError) as caught:
        docx.read(target.getvalue())
    assert caught.value.kind == "damaged"


def test_a_part_that_unpacks_to_far_more_than_a_report_is_refused():
    with pytest.raises(DocumentError) as caught:
        docx.read(document(p("甲" * 2_000_000)))
    assert caught.value.kind == "too_large"


@pytest.mark.parametrize(("module", "cap"), [(docx, "MAX_CELLS"), (archive, "MAX_ENTRY"), (archive, "MAX_ENTRIES")])
def test_caps_refuse_what_no_report_is(module, cap, monkeypatch):
    data = document(tbl(tr(tc("1"), tc("2"))))
    docx.read(data)
    monkeypatch.setattr(module, cap, 1 if cap != "MAX_ENTRIES" else 0)
    with pytest.raises(DocumentError) as caught:
        docx.read(data)
    assert caught.value.kind == "too_large"


@pytest.mark.skipif(not HOSTILE.exists(), reason="no folder of hostile documents")
def test_hostile_documents_bring_in_nothing():
    spans = docx.read((HOSTILE / "gridspan.docx").read_bytes()).grids[0]
    assert spans.column_count == docx.MAX_SPAN
    assert docx.read((HOSTILE / "xxe.docx").read_bytes()).blocks == ()
    with pytest.raises(DocumentError) as caught:
        docx.read((HOSTILE / "billion_laughs.docx").read_bytes())
    assert caught.value.kind == "damaged"


# ---------- documents made from known figures

DOCUMENTS = in_rows("docx")


@pytest.mark.skipif(not EXAMPLES.exists(), reason="no folder of example documents")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_figure_and_locator_of_the_examples(path):
    data = path.read_bytes()
    assert missing_figures(path, docx.read(data)) == []
    assert not_leading_back(data) == []


@pytest.mark.skipif(not REPORTS.exists(), reason="no folder of real reports")
def test_the_official_blank_form_has_its_three_tables():
    content = docx.read((REPORTS / "blank_form_2021.docx").read_bytes())
    assert [(grid.row_count, grid.column_count) for grid in content.grids] == [(14, 4), (28, 10), (4, 15)]
    assert content.grids[2].rows().__next__()[1].column_span == 10
