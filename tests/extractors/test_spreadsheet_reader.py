"""Spreadsheets: merged cells, numbers as the sheet shows them, titles apart from tables, and files that mean harm."""

import datetime
import io

import pytest
import xlsxwriter

from extractors.document import XLSX, DocumentError
from extractors.grid import Grid, Paragraph
from extractors.readers import spreadsheet
from tests.locators import printed_at
from tests.printed import EXAMPLES, in_rows, missing_figures, plain


def workbook(*sheets):
    """An .xlsx of sheets; each is a list of rows and a dictionary of merged ranges."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for rows, merged in sheets:
            sheet = book.add_worksheet()
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    sheet.write(row, column, value)
            for place, text in merged.items():
                sheet.merge_range(place, text)
    return target.getvalue()


def cells(grid):
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in grid.cells]


def shape(content):
    return [block.text if isinstance(block, Paragraph) else block.row_count for block in content.blocks]


def test_titles_are_paragraphs_and_headings_inside_a_table_are_rows():
    rows = [
        ["二〇二四年度报告"],
        ["二、主动公开政府信息情况"],
        [],
        ["信息内容", "制发", "废止"],
        ["规章", 1, 2],
        [],
        ["信息内容", "收费", ""],
        ["行政收费", 3, ""],
        ["三、收到和处理申请情况"],
        ["一、本年新收", 4, 5],
    ]
    merged = {"A3:C3": "第二十条第（一）项", "A6:C6": "第二十条第（八）项", "B7:C7": "收费", "B8:C8": 3}
    content = spreadsheet.read(workbook((rows, merged)))
    assert shape(content) == ["二〇二四年度报告", "二、主动公开政府信息情况", 6, "三、收到和处理申请情况", 1]
    assert cells(content.grids[0])[-2:] == [(5, 0, 1, 1, "行政收费"), (5, 1, 1, 2, "3")]


def test_a_label_with_blank_figures_stays_in_its_table():
    rows = [
        ["信息内容", "制作", "公开"],
        ["规章"],
        ["规范性文件", 1],
        ["见下文。"],
        ["类", "", "总计"],
        ["新收", "", 3],
        ["结转", "", ""],
    ]
    content = spreadsheet.read(workbook((rows, {"A5:B5": "类", "A6:B6": "新收", "A7:B7": "结转"})))
    assert shape(content) == [3, "见下文。", 3]
    assert cells(content.grids[0])[3:6] == [(1, 0, 1, 1, "规章"), (1, 1, 1, 1, ""), (1, 2, 1, 1, "")]
    assert cells(content.grids[1])[-2:] == [(2, 0, 1, 2, "结转"), (2, 2, 1, 1, "")]


def test_a_last_column_that_is_blank_under_a_title_inside_a_table_is_kept():
    rows = [["指标", "单位", "统计数"], ["一、主动公开", "条", 3], ["二、回应解读"], ["（一）回应", "次", ""]]
    content = spreadsheet.read(workbook((rows, {})))
    assert shape(content) == [2, "二、回应解读", 1]
    assert [cell.text for cell in content.grids[1].cells] == ["（一）回应", "次", ""]
    apart = [*rows[:2], [], *rows[3:]]
    assert [cell.text for cell in spreadsheet.read(workbook((apart, {}))).grids[1].cells] == ["（一）回应", "次"]


def test_merged_blanks_beside_a_label_are_its_figures():
    rows = [["信息内容", "数量", ""], ["行政许可", "", ""], ["四、行政复议情况"]]
    content = spreadsheet.read(workbook((rows, {"B1:C1": "数量", "B2:C2": ""})))
    assert shape(content) == [2, "四、行政复议情况"]


def test_merged_cells_are_spans_and_blanks_stay_cells():
    rows = [["", "", "件"], ["", "甲", ""], ["乙", "1", "2"]]
    grid = spreadsheet.read(workbook((rows, {"A1:A2": "类", "B1:C1": "数量"}))).grids[0]
    assert cells(grid) == [
        (0, 0, 2, 1, "类"),
        (0, 1, 1, 2, "数量"),
        (1, 1, 1, 1, "甲"),
        (1, 2, 1, 1, ""),
        (2, 0, 1, 1, "乙"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
    ]
    assert grid.columns == "aligned"


def test_an_unfilled_row_under_headings_keeps_its_blanks():
    content = spreadsheet.read(workbook(([["维持", "纠正"], [None, None], ["五、存在的问题"]], {})))
    assert shape(content) == [2, "五、存在的问题"]
    assert [cell.text for cell in content.grids[0].cells] == ["维持", "纠正", "", ""]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (59237.2449, "59237.2449"),
        (1e15, "1000000000000000"),
        (-17, "-17"),
        (0.0, "0"),
        (1200.0, "1200"),
        (True, "TRUE"),
        (" 件 ", "件"),
        (datetime.date(2024, 1, 20), "2024-01-20"),
    ],
)
def test_values_read_as_the_sheet_shows_them(value, text):
    assert spreadsheet.printed(value) == text


def test_locators_lead_back_and_name_the_sheet():
    data = workbook(([["说明文字"]], {}), ([["甲"] * 30, list(range(30))], {}))
    content = spreadsheet.read(data)
    assert content.pages == 2
    assert content.grids[0].cells[29].locator == "sheet=2;cell=AD1"
    assert not_leading_back(data) == []


def not_leading_back(data):
    content = spreadsheet.read(data)
    pieces = [cell for grid in content.grids for cell in grid.cells] + list(content.paragraphs)
    assert pieces
    return [piece for piece in pieces if plain(piece.text) != plain(printed_at(data, XLSX, piece.locator))]


@pytest.mark.parametrize(("data", "kind"), [(b"", "empty"), (b"PK\x03\x04 x", "damaged"), (b"no sheet", "damaged")])
def test_broken_files_say_so(data, kind):
    with pytest.raises(DocumentError) as caught:
        spreadsheet.read(data)
    assert caught.value.kind == kind


def test_a_sheet_larger_than_any_report_is_refused(monkeypatch):
    data = workbook(([["甲", 1], ["乙", 2]], {}))
    spreadsheet.read(data)
    monkeypatch.setattr(spreadsheet, "MAX_CELLS", 3)
    with pytest.raises(DocumentError) as caught:
        spreadsheet.read(data)
    assert caught.value.kind == "too_large"


DOCUMENTS = in_rows("xlsx")


@pytest.mark.skipif(not EXAMPLES.exists(), reason="no folder of example documents")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_figure_and_locator_of_the_examples(path):
    data = path.read_bytes()
    content = spreadsheet.read(data)
    assert missing_figures(path, content) == []
    assert not_leading_back(data) == []
    assert all(isinstance(block, Grid | Paragraph) for block in content.blocks)
    assert len(content.grids) == 3
