"""PDF: tables of every drawing, broken over pages, in turned pages, under watermarks, and files that mean harm."""

import io
from itertools import pairwise

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4

from extractors.document import PDF
from extractors.grid import Grid
from extractors.readers import pdf, pdf_glyphs
from tests.locators import printed_at
from tests.pdf_sheets import BODY, HEAD, HEIGHT, Sheet, leads_back, rows
from tests.printed import EXAMPLES, REPORTS, in_rows, missing_figures, plain


def test_a_ruled_table_keeps_its_rows_its_blanks_and_its_place():
    data = Sheet().text(72, 80, "一、总体情况").table(100, [HEAD, *BODY, ["行政许可", "", "0"]]).bytes()
    content = pdf.read(data)
    assert [type(block).__name__ for block in content.blocks] == ["Paragraph", "Grid"]
    assert rows(content.grids[0]) == [HEAD, *BODY, ["行政许可", "", "0"]]
    assert content.grids[0].columns == "aligned"
    assert leads_back(data) == []


def test_merged_cells_span_and_line_breaks_stay():
    sheet = Sheet().table(100, [["甲一\n乙二", "", ""], ["", "5", "6"]], widths=(60, 60, 60), ruled=False)
    for line in ((72, 100, 252, 100), (132, 120, 252, 120), (72, 140, 252, 140)):
        sheet.line(*line)
    for x, top in ((72, 100), (132, 100), (192, 120), (252, 100)):
        sheet.line(x, top, x, 140)
    grid = pdf.read(sheet.bytes()).grids[0]
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells] == [
        (0, 0, 2, 1, "甲一\n乙二"),
        (0, 1, 1, 2, ""),
        (1, 1, 1, 1, "5"),
        (1, 2, 1, 1, "6"),
    ]


def test_a_table_open_at_the_page_break_goes_on_and_page_numbers_do_not_part_it():
    sheet = Sheet().table(740, [HEAD, BODY[0]], sides="t").text(290, 820, "- 1 -").page()
    data = sheet.table(50, [BODY[1], ["行政许可", "7", "8"]], sides="b").text(290, 820, "- 2 -").bytes()
    content = pdf.read(data)
    assert [rows(grid) for grid in content.grids] == [[HEAD, *BODY, ["行政许可", "7", "8"]]]
    assert content.paragraphs == ()
    assert [cell.locator.split(";")[0] for cell in content.grids[0].cells][::3] == [
        "page=1",
        "page=1",
        "page=2",
        "page=2",
    ]
    assert leads_back(data) == []


def test_a_heading_between_two_pages_keeps_two_tables():
    sheet = Sheet().table(740, [HEAD, BODY[0]]).page().text(72, 50, "四、行政复议情况").table(70, [HEAD, BODY[0]])
    assert len(pdf.read(sheet.bytes()).grids) == 2


def test_a_heading_row_that_each_page_repeats_stands_once():
    sheet = Sheet().table(740, [HEAD, BODY[0]]).page().table(50, [HEAD, BODY[1]])
    assert [rows(grid) for grid in pdf.read(sheet.bytes()).grids] == [[HEAD, *BODY]]


def test_a_row_label_cut_by_the_page_break_is_mended():
    widths = (60, 60, 60)
    sheet = Sheet().table(740, [HEAD, ["3.要求公开", "1", "2"]], widths=widths).page()
    sheet.table(50, [["出版物", "", ""], ["4.重复", "3", "4"]], widths=widths)
    assert rows(pdf.read(sheet.bytes()).grids[0]) == [HEAD, ["3.要求公开出版物", "1", "2"], ["4.重复", "3", "4"]]


def test_a_blank_row_after_the_break_is_not_taken_for_a_cut_label():
    sheet = (
        Sheet().table(740, [HEAD, ["3.公开", "1", "2"]]).page().table(50, [["4.重复", "", ""], ["5.确认", "3", "4"]])
    )
    assert rows(pdf.read(sheet.bytes()).grids[0])[1:] == [
        ["3.公开", "1", "2"],
        ["4.重复", "", ""],
        ["5.确认", "3", "4"],
    ]


@pytest.mark.parametrize("figures", [["898", "776", "1674"], ["898件", "776件", "1674件"], ["/", "0", "—"]])
def test_figures_under_headings_at_the_page_end_are_a_row_of_their_own(figures):
    sheet = Sheet().table(740, [["结果维持", "结果纠正", "总计"]], widths=(45, 45, 45)).page()
    grid = pdf.read(sheet.table(50, [figures], widths=(45, 45, 45)).bytes()).grids[0]
    assert rows(grid) == [["结果维持", "结果纠正", "总计"], figures]


def test_headings_under_headings_after_the_break_are_a_row_of_their_own():
    widths = (45, 45)
    sheet = Sheet().table(740, [["行政复议", "行政复议"]], widths=widths).page()
    grid = pdf.read(sheet.table(50, [["结果维持", "结果纠正"], ["1", "2"]], widths=widths).bytes()).grids[0]
    assert rows(grid) == [["行政复议", "行政复议"], ["结果维持", "结果纠正"], ["1", "2"]]


def test_blanks_among_figures_under_tall_headings_stay_cells():
    sheet = Sheet().table(740, [["", "", "总计"], ["纠正", "其他", ""]], widths=(45, 45, 45), ruled=False)
    for y0, y1 in ((740, 740), (780, 780)):
        sheet.line(72, y0, 207, y1)
    sheet.line(72, 760, 162, 760)
    for x in (72, 162, 207):
        sheet.line(x, 740, x, 780)
    sheet.line(117, 760, 117, 780).text(75, 753, "行政复议")
    grid = pdf.read(sheet.page().table(50, [["5", "6", ""]], widths=(45, 45, 45)).bytes()).grids[0]
    assert rows(grid)[-1] == ["5", "6", ""]


def test_a_page_wide_background_is_no_table():
    sheet = Sheet()
    sheet.canvas.setFillGray(1)
    sheet.canvas.rect(0, 0, *A4, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    content = pdf.read(sheet.text(72, 60, "总体情况").table(100, [HEAD, *BODY]).bytes())
    assert [paragraph.text for paragraph in content.paragraphs] == ["总体情况"]
    assert rows(content.grids[0]) == [HEAD, *BODY]


def test_text_drawn_twice_for_boldness_is_read_once():
    sheet = Sheet().table(100, [HEAD, ["规章", "81", "5"]])
    sheet.text(72 + 150 + 3.3, 133, "81")
    assert rows(pdf.read(sheet.bytes()).grids[0])[1] == ["规章", "81", "5"]


def test_a_slanted_watermark_does_not_fall_into_cells():
    sheet = Sheet().table(100, [HEAD, *BODY])
    sheet.canvas.saveState()
    sheet.canvas.translate(100, HEIGHT - 160)
    sheet.canvas.rotate(30)
    sheet.canvas.drawString(0, 0, "内部资料" * 8)
    sheet.canvas.restoreState()
    assert rows(pdf.read(sheet.bytes()).grids[0]) == [HEAD, *BODY]


def test_headings_that_run_down_or_lie_on_their_side_are_read_in_order():
    sheet = Sheet().table(100, [["", "", ""], ["1", "2", "3"]], widths=(60, 60, 60), height=60)
    for x, text in ((95, "商业"), (82, "企业")):
        for number, character in enumerate(text):
            sheet.text(x, 125 + 12 * number, character)
    sheet.canvas.saveState()
    sheet.canvas.translate(160, HEIGHT - 150)
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(0, 0, "科研机构")
    sheet.canvas.restoreState()
    assert rows(pdf.read(sheet.bytes()).grids[0])[0] == ["商业企业", "科研机构", ""]


def test_dotted_borders_are_lines():
    sheet = Sheet().table(100, [HEAD, *BODY], ruled=False)
    for level in (100, 120, 140, 160):
        for x in range(72, 343, 3):
            sheet.canvas.rect(x, HEIGHT - level, 0.8, 0.8, stroke=0, fill=1)
    for x in (72, 222, 282, 342):
        for y in range(100, 161, 3):
            sheet.canvas.rect(x, HEIGHT - y, 0.8, 0.8, stroke=0, fill=1)
    assert rows(pdf.read(sheet.bytes()).grids[0]) == [HEAD, *BODY]


def test_shaded_cells_with_gaps_and_no_rules_are_a_table_and_shaded_prose_is_not():
    sheet = Sheet()
    sheet.canvas.setFillGray(0.9)
    for row in range(3):
        for x, width in ((72, 150), (222, 60), (282, 60)):
            sheet.canvas.rect(x + 1, HEIGHT - 120 - 20 * row + 1, width - 2, 18, stroke=0, fill=1)
    for row in range(4):
        sheet.canvas.rect(72, HEIGHT - 420 - 20 * row, 400, 20, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        sheet.text(75, 414 + 20 * row, "本报告中的数据统计期限" + "。" * (row == 3))
        sheet.canvas.setFillGray(0.9)
    sheet.canvas.setFillGray(0)
    content = pdf.read(sheet.table(100, [HEAD, *BODY], ruled=False).bytes())
    assert [rows(grid) for grid in content.grids] == [[HEAD, *BODY]]
    assert "".join(paragraph.text for paragraph in content.paragraphs) == "本报告中的数据统计期限" * 4 + "。"


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_turned_pages_and_shifted_boxes_are_read_as_displayed(quarter):
    data = Sheet().text(72, 80, "一、总体情况").table(100, [HEAD, *BODY]).bytes()
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        content = f"q {turned(quarter)} cm".encode()
        page.contents_add(pikepdf.Stream(document, content), prepend=True)
        page.contents_add(pikepdf.Stream(document, b"Q"))
        page.Rotate = quarter
        width, height = A4 if quarter % 180 == 0 else A4[::-1]
        page.MediaBox = [-30, 50, width - 30, height + 50]
        document.save(target)
    assert rows(pdf.read(target.getvalue()).grids[0]) == [HEAD, *BODY]
    assert leads_back(target.getvalue()) == []


def turned(quarter):
    """The matrix that turns an A4 page against /Rotate, onto a box whose corner is (-30, 50)."""
    width, height = A4
    return {
        0: f"1 0 0 1 {-30} {50}",
        90: f"0 1 -1 0 {height - 30} {50}",
        180: f"-1 0 0 -1 {width - 30} {height + 50}",
        270: f"0 -1 1 0 {-30} {width + 50}",
    }[quarter]


def test_lines_of_one_paragraph_are_joined_and_its_box_covers_them():
    full = "根据政府信息公开条例的规定编制本年度报告并向社会公布全部内容"
    sheet = (
        Sheet()
        .text(92, 100, full[:28])
        .text(72, 116, full + "全")
        .text(72, 132, "文如下。")
        .text(92, 148, "一、总体情况")
    )
    data = sheet.bytes()
    assert [paragraph.text for paragraph in pdf.read(data).paragraphs] == [
        full[:28] + full + "全文如下。",
        "一、总体情况",
    ]
    assert leads_back(data) == []


def test_radicals_become_plain_characters_and_wide_digits_stay():
    assert "".join(pdf_glyphs.printed(ord(char)) for char in "⼯⼀⼈⾏⻔⻓⻛⼾１２") == "工一人行门长风户１２"


# ---------- documents made from known figures

UNREAD = ("scan150", "scan200", "x_ocrlayer", "borderless", "threeline")
DOCUMENTS = [path for path in in_rows("pdf") if not path.stem.endswith(UNREAD)]


@pytest.mark.skipif(not EXAMPLES.exists(), reason="no folder of example documents")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_figure_of_the_examples_is_read_in_its_row(path):
    content = pdf.read(path.read_bytes())
    assert missing_figures(path, content) == []


@pytest.mark.skipif(not REPORTS.exists(), reason="no folder of real reports")
def test_a_real_report_keeps_vertical_headings_and_shaded_prose_in_their_places():
    content = pdf.read((REPORTS / "hongze_2024.pdf").read_bytes())
    assert [(grid.row_count, grid.column_count) for grid in content.grids] == [(14, 4), (26, 10), (4, 15)]
    assert "三、本年度办理结果" in {plain(cell.text) for cell in content.grids[1].cells}
    assert any(paragraph.text.startswith("一、总体情况") for paragraph in content.paragraphs)


@pytest.mark.skipif(not EXAMPLES.exists(), reason="no folder of example documents")
@pytest.mark.parametrize("path", DOCUMENTS[::9], ids=lambda path: path.stem)
def test_every_locator_of_an_example_leads_back(path):
    data = path.read_bytes()
    content = pdf.read(data)
    cells = [cell for grid in content.grids for cell in grid.cells if cell.text]
    wrong = [cell for cell in cells[::25] if not agrees(plain(cell.text), printed_at(data, PDF, cell.locator))]
    assert cells
    assert wrong == []


def agrees(text, printed):
    """Whether a cell's text is what is printed there, the part before a page break at least."""
    return bool(printed) and (sorted(text) == sorted(plain(printed)) or text.startswith(plain(printed)))


def test_neighbours_are_ordered():
    grid = pdf.read(Sheet().table(100, [HEAD, *BODY]).bytes()).grids[0]
    assert isinstance(grid, Grid)
    assert all((one.row, one.column) < (two.row, two.column) for one, two in pairwise(grid.cells))


def test_a_raised_digit_after_a_figure_leads_to_a_note():
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    target = io.BytesIO()
    page = canvas.Canvas(target)
    for size, x, y, text in ((12, 100, 700, "32"), (7, 113.5, 705, "1"), (12, 150, 700, "32"), (12, 163.5, 700, "1")):
        page.setFont("Helvetica", size)
        page.drawString(x, y, text)
    page.save()
    assert [paragraph.text for paragraph in pdf.read(target.getvalue()).paragraphs] == ["32 321"]
