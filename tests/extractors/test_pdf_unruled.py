"""PDF tables without rules: rows told from prose, figures in columns, labels of several lines."""

import pytest

from extractors.document import PDF
from extractors.grid import Grid, Paragraph
from extractors.readers import pdf
from tests.locators import printed_at
from tests.pdf_sheets import HEIGHT, Sheet, leads_back, rows
from tests.printed import EXAMPLES, in_rows, missing_figures, plain

COLUMNS = (80, 330, 390, 450)


def lines(sheet, y, *rows, columns=COLUMNS, step=20):
    """Print rows of texts at fixed columns."""
    for number, row in enumerate(rows):
        for x, text in zip(columns, row, strict=False):
            if text:
                sheet.text(x, y + step * number, text)
    return sheet


HEAD = ("信息内容", "制发件数", "废止件数", "现行有效")


def test_lines_that_end_in_figures_are_a_table_and_the_prose_around_is_not():
    sheet = Sheet().text(72, 60, "本报告由市人民政府办公室编制，所列数据的统计期限自一月一日起至年底止，电话一二三。")
    sheet.text(72, 80, "二、主动公开政府信息情况")
    lines(sheet, 110, HEAD, ("规章", "2", "0", "11"), ("行政规范性文件", "109", "489", "1,597"))
    data = sheet.text(72, 190, "三、收到和处理政府信息公开申请情况").bytes()
    content = pdf.read(data)
    assert [type(block) for block in content.blocks] == [Paragraph, Paragraph, Grid, Paragraph]
    assert rows(content.grids[0]) == [list(HEAD), ["规章", "2", "0", "11"], ["行政规范性文件", "109", "489", "1,597"]]
    assert content.grids[0].columns == "aligned"
    assert leads_back(data) == []


def test_stripes_behind_rows_are_no_tables_of_their_own():
    body = [("规章", "2", "0", "11"), ("行政规范性文件", "109", "489", "1,597"), ("行政许可", "7", "8", "9")]
    sheet = Sheet()
    for y in (127, 167):
        for left, right in ((72, 320), (320, 380), (380, 440), (440, 520)):
            sheet.canvas.setFillGray(0.9)
            sheet.canvas.rect(left, HEIGHT - y - 20, right - left, 20, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    data = lines(sheet, 120, HEAD, *body).bytes()
    content = pdf.read(data)
    assert [rows(grid) for grid in content.grids] == [[list(HEAD), *map(list, body)]]
    assert leads_back(data) == []


def test_a_blank_cell_keeps_its_place():
    grid = pdf.read(
        lines(Sheet(), 100, HEAD, ("规章", "2", "", "11"), ("文件", "", "", ""), ("处罚", "3", "4", "5")).bytes()
    )
    assert rows(grid.grids[0])[1:] == [["规章", "2", "", "11"], ["文件", "", "", ""], ["处罚", "3", "4", "5"]]


def test_a_column_in_which_nothing_is_printed_stays_a_column():
    grid = pdf.read(lines(Sheet(), 100, HEAD, ("规章", "2", "", "11"), ("处罚", "3", "", "5")).bytes()).grids[0]
    assert rows(grid)[1:] == [["规章", "2", "", "11"], ["处罚", "3", "", "5"]]


def test_a_label_of_two_lines_goes_with_the_figures_beside_it():
    sheet = lines(Sheet(), 100, HEAD, ("1.公开", "2", "3", "4"))
    sheet.text(80, 142, "2.其他法律行政法规").text(80, 156, "禁止公开")
    lines(sheet, 149, ("", "5", "6", "7"))
    assert rows(pdf.read(sheet.bytes()).grids[0])[1:] == [
        ["1.公开", "2", "3", "4"],
        ["2.其他法律行政法规禁止公开", "5", "6", "7"],
    ]


def test_a_group_s_label_stands_before_the_row_s_own():
    sheet = lines(Sheet(), 100, ("", *HEAD[1:]), columns=COLUMNS)
    lines(sheet, 130, ("（三）不予", "1.属于秘密", "1", "2", "3"), columns=(80, 200, *COLUMNS[1:]))
    lines(sheet, 145, ("公开", "2.其他", "4", "5", "6"), columns=(80, 200, *COLUMNS[1:]))
    grid = pdf.read(sheet.bytes()).grids[0]
    assert rows(grid)[1:] == [["（三）不予公开", "1.属于秘密", "1", "2", "3"], ["2.其他", "4", "5", "6"]]


def test_a_number_broken_over_lines_is_one_in_its_row_wherever_cells_stand():
    for offsets in ((142, 156, 149), (142, 156, 142)):
        sheet = lines(Sheet(), 100, HEAD, ("规章", "2件", "4件", "11件"))
        lines(sheet, offsets[0], ("", "1,08", "28,0", "2,27"))
        lines(sheet, offsets[1], ("", "9件", "56件", "7件"))
        data = lines(sheet, offsets[2], ("行政规范性文件", "", "", "")).text(80, 190, "处罚").bytes()
        grid = pdf.read(data).grids[0]
        assert rows(grid)[2] == ["行政规范性文件", "1,089件", "28,056件", "2,277件"]
        assert leads_back(data) == []


def test_headings_that_stand_anew_over_other_columns_have_their_own_figures():
    sheet = lines(Sheet(), 100, HEAD, ("规章", "", "3", "4"), ("行政规范性文件", "", "5", ""))
    lines(sheet, 160, ("信息内容", "采购项目数量", "采购总金额"), ("政府集中采购", "", ""), columns=(80, 340, 420))
    grids = pdf.read(sheet.bytes()).grids
    assert rows(grids[0]) == [
        list(HEAD),
        ["规章", "", "3", "4"],
        ["行政规范性文件", "", "5", ""],
        ["信息内容", "采购项目数量", "采购总金额"],
        ["政府集中采购", "", ""],
    ]


def test_a_figure_above_the_middle_of_the_first_row_of_a_page_is_no_page_number():
    sheet = lines(Sheet(), 700, HEAD, ("规章", "2", "0", "11"), ("文件", "109", "489", "1,597")).page()
    sheet.text(390, 40, "25").text(80, 47, "行政许可").text(330, 47, "8").text(450, 47, "9").text(390, 54, "件")
    data = lines(sheet, 70, ("处罚", "3", "4", "5")).text(300, 800, "2").bytes()
    body = [row for grid in pdf.read(data).grids for row in rows(grid)]
    assert body[-2:] == [["行政许可", "8", "25件", "9"], ["处罚", "3", "4", "5"]]


def test_the_last_digit_of_a_number_on_the_second_line_of_a_page_is_no_page_number():
    sheet = lines(Sheet(), 700, HEAD, ("规章", "2", "0", "11"), ("文件", "109", "489", "1597"), step=16).page()
    sheet = lines(sheet, 40, ("行政许可", "13362", "8", "9")).text(330, 50, "6")
    data = lines(sheet, 66, ("处罚", "3", "4", "5"), ("强制", "3", "4", "5"), step=16).bytes()
    body = [row for grid in pdf.read(data).grids for row in rows(grid)]
    assert body[-3] == ["行政许可", "133626", "8", "9"]


def test_a_group_s_label_that_starts_beside_a_row_leaves_the_row_its_figures():
    sheet = lines(Sheet(), 100, HEAD, ("规章", "2件", "4件", "11件"))
    lines(sheet, 140, ("", "12,841", "", "66,123"), ("", "", "0", ""), ("", "件", "", "件"), step=5)
    sheet.text(200, 145, "1.信访举报").text(80, 152, "三、")
    data = lines(sheet, 180, ("2.重复申请", "3", "4", "5"), columns=(200, *COLUMNS[1:])).bytes()
    assert rows(pdf.read(data).grids[0])[2][-4:] == ["1.信访举报", "12,841件", "0", "66,123件"]


def test_labels_and_figures_that_nearly_touch_are_parted_where_the_columns_are():
    sheet = lines(Sheet(), 100, HEAD, ("规章", "2", "0", "11"), ("文件", "109", "489", "1,597"))
    data = sheet.text(324 - 12 * 12, 160, "二三四五六七八九十甲乙丙").text(330, 160, "24件").text(390, 160, "7").bytes()
    last = rows(pdf.read(data).grids[0])[-1]
    assert last[1:] == ["24件", "7", ""]


def test_units_before_the_figures_are_a_column():
    sheet = lines(Sheet(), 100, ("统计指标", "单位", "合计"), ("一、主动公开情况", "", ""), ("公开数", "条", "1267"))
    lines(sheet, 160, ("培训数", "次", "3"), ("人员数", "人", ""), ("会议数", "次", "0"))
    assert rows(pdf.read(sheet.bytes()).grids[0]) == [
        ["统计指标", "单位", "合计"],
        ["一、主动公开情况"],
        ["公开数", "条", "1267"],
        ["培训数", "次", "3"],
        ["人员数", "人", ""],
        ["会议数", "次", "0"],
    ]


def test_figures_without_headings_of_their_own_are_given_in_order():
    sheet = lines(
        Sheet(), 100, ("信息内容", "", "制发件数和废止件数"), ("规章", "2", "0", "11"), ("文件", "1", "2", "3")
    )
    grid = pdf.read(sheet.bytes()).grids[0]
    assert grid.columns == "ordered"
    assert rows(grid)[1:] == [["规章", "2", "0", "11"], ["文件", "1", "2", "3"]]


def test_figures_that_nearly_touch_stay_apart():
    columns = (80, 330, 390, 413)
    sheet = lines(Sheet(), 100, ("信息内容", "制发数", "废止", "有效数"), columns=columns)
    lines(sheet, 120, ("规章", "109", "3829", "27178"), ("文件", "2", "0", "11"), columns=columns)
    grid = pdf.read(sheet.bytes()).grids[0]
    assert rows(grid)[1:] == [["规章", "109", "3829", "27178"], ["文件", "2", "0", "11"]]


def test_thousands_parted_by_blanks_are_one_figure_where_the_column_shows_it():
    body = [("规章", "2", "27  178", "11"), ("文件", "2", "12345", "11")]
    grid = pdf.read(lines(Sheet(), 100, HEAD, *body).bytes()).grids[0]
    assert [cell.text for cell in grid.cells if cell.row and cell.column > 1] == ["2", "27 178", "11", *body[1][1:]]


def test_near_headings_of_columns_without_figures_stay_apart():
    columns = (80, 330, 390, 436, 490)
    head = ("信息内容", "制发件数", "废止件数", "现行有效", "总计")
    sheet = lines(Sheet(), 100, head, columns=columns)
    data = lines(sheet, 120, ("规章", "2", "", "", "11"), ("文件", "3", "", "", "1"), columns=columns).bytes()
    grid = pdf.read(data).grids[0]
    assert rows(grid) == [list(head), ["规章", "2", "", "", "11"], ["文件", "3", "", "", "1"]]
    assert leads_back(data) == []


def test_units_broken_off_their_figures_go_back_to_them_and_to_their_row():
    sheet = lines(Sheet(), 100, HEAD, ("规章", "2件", "4件", "11件"))
    lines(sheet, 142, ("行政规范", "1,089", "", "277"))
    lines(sheet, 149, ("", "", "8件", ""))
    lines(sheet, 156, ("性文件", "件", "", "件"))
    data = lines(sheet, 180, ("处罚", "3", "4", "5")).bytes()
    grid = pdf.read(data).grids[0]
    expected = [["规章", "2件", "4件", "11件"], ["行政规范性文件", "1,089件", "8件", "277件"], ["处罚", "3", "4", "5"]]
    assert rows(grid)[1:] == expected
    assert leads_back(data) == []


def test_units_broken_off_leave_the_row_with_its_label_where_cells_hang_from_the_top():
    sheet = lines(Sheet(), 100, HEAD, ("规章", "2件", "1,089", "11件"), ("", "", "件", ""), step=14)
    grid = pdf.read(lines(sheet, 150, ("处罚", "3", "4", "5")).bytes()).grids[0]
    assert rows(grid)[1:] == [["规章", "2件", "1,089件", "11件"], ["处罚", "3", "4", "5"]]


def test_a_change_in_words_alone_in_its_row_is_a_figure():
    body = [("许可", "2", "增加12", "11"), ("处罚", "", "减少206", "")]
    grid = pdf.read(lines(Sheet(), 100, HEAD, *body).bytes()).grids[0]
    assert rows(grid) == [list(HEAD), *map(list, body)]


def test_a_unit_of_two_lines_in_its_column_is_one():
    sheet = lines(Sheet(), 100, ("统计指标", "单位", "合计"), ("公开数", "条", "1267"), ("费用", "万", "0.35"))
    lines(sheet, 154, ("", "元", ""))
    grid = pdf.read(lines(sheet, 180, ("会议数", "次", "3")).bytes()).grids[0]
    assert rows(grid)[2:] == [["费用", "万元", "0.35"], ["会议数", "次", "3"]]


def test_dates_signatures_and_lone_numbers_stay_prose():
    sheet = (
        Sheet().text(72, 100, "联系电话：0517-87290606").text(350, 120, "市人民政府").text(350, 140, "2024年1月20日")
    )
    content = pdf.read(sheet.text(72, 160, "邮编").text(200, 160, "223100").bytes())
    assert content.grids == ()
    assert "223100" in content.paragraphs[-1].text


DOCUMENTS = [path for path in in_rows("pdf") if path.stem.endswith(("borderless", "threeline", "x_ocrlayer"))]
WIDE_LABEL = {"0.5"}
"""The one figure of the 2014 form that stands right behind a label as wide as the page."""


@pytest.mark.skipif(not EXAMPLES.exists(), reason="no folder of example documents")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_figure_of_the_examples_without_rules_is_read_and_leads_back(path):
    data = path.read_bytes()
    content = pdf.read(data)
    assert set(missing_figures(path, content)) <= (WIDE_LABEL if path.stem.startswith("ankang") else set())
    cells = [cell for grid in content.grids for cell in grid.cells if cell.text]
    wrong = [one for one in cells[::25] if sorted(plain(one.text)) != sorted(plain(printed_at(data, PDF, one.locator)))]
    assert len(cells) > 50
    assert wrong == []
