"""Placement: the same figures come back from every way to draw a table, and nothing is placed by guessing."""

from itertools import pairwise

from extractors.forms import headings
from extractors.grid import Cell, Grid, line_locator
from extractors.layouts import place
from tests.tables import COLUMNS, HEAD, grid, values

HERE = line_locator(1, 1)


def test_columns_follow_their_headings_not_their_place():
    head = [["总计", "自然人", "法人或其他组织"], ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]]
    found, _ = values(grid([*head, ["一、本年新收政府信息公开申请数量", "21", "1", "2", "3", "4", "5", "6"]]))
    assert found["requests", "received", "total"] == "21"
    assert found["requests", "received", "natural_person"] == "1"
    assert found["requests", "received", "other_organization"] == "6"


def test_an_extra_subtotal_column_takes_no_slot():
    head = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "法人合计", "总计"]
    row = ["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "20", "21"]
    found, placement = values(grid([head, row]))
    assert found["requests", "received", "total"] == "21"
    assert "20" not in found.values()
    assert [problem.printed for problem in placement.problems] == ["20"]


DISPUTES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def test_rows_above_columns_whatever_the_height_of_their_headings():
    figures = [str(n) for n in range(15)]
    uneven = [["行政复议", "行政诉讼"], [*DISPUTES, "未经复议直接起诉", "复议后起诉"], DISPUTES * 2, figures]
    even = [["行政复议", "行政诉讼"], ["未经复议直接起诉", "复议后起诉"], DISPUTES * 3, figures]
    rows = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
    columns = ["upheld", "corrected", "other_result", "pending", "total"]
    wanted = dict(zip([("disputes", r, c) for r in rows for c in columns], figures, strict=True))
    assert values(grid(uneven))[0] == wanted
    assert values(grid(even))[0] == wanted


def test_equal_labels_belong_to_the_group_opened_last():
    rows = [["统计指标", "单位", "统计数"], ["四、行政复议数量", "件", "3"], ["（二）被依法纠错数", "件", "1"]]
    rows += [["五、行政诉讼数量", "件", "9"], ["（二）被依法纠错数", "件", "7"]]
    found, _ = values(grid(rows))
    assert found["statistics", "reconsiderations_corrected", "value"] == "1"
    assert found["statistics", "litigations_corrected", "value"] == "7"


def test_a_label_torn_by_a_page_break_is_whole_again():
    rows = [HEAD[1], HEAD[2], ["", "", "3.要求提供公开出版", *"1234567"], ["", "物", "", "", "", "", "", "", "", ""]]
    found, placement = values(grid(rows))
    assert found["requests", "not_processed_published_matter", "total"] == "7"
    assert not placement.problems


def test_cut_headings_are_told_apart_by_order_and_say_so():
    placement = values(grid([["信息内容", "本年新", "本年新", "对外公开总数量"], ["规章", "1", "2", "3"]]))[1]
    assert [(p.column_code, p.cell.text, p.method) for p in placement.placed] == [
        ("newly_made", "1", "position"),
        ("newly_disclosed", "2", "position"),
        ("total_disclosed", "3", "order"),
    ]


def test_surplus_blanks_do_not_shift_a_row():
    label = "一、本年新收政府信息公开申请数量"
    sure = ["", *"1234567", ""]
    found, placement = values(
        grid(
            [
                HEAD[1],
                HEAD[2],
                [label, *sure],
                ["二、上年结转政府信息公开申请数量", "", "", "5", "", "", "", "", "5", ""],
            ]
        )
    )
    assert found["requests", "received", "natural_person"] == "1"
    assert found["requests", "carried_in", "business"] == "5"  # as far from its label as in the sure row
    assert found["requests", "carried_in", "total"] == "5"
    assert not placement.problems


def test_a_row_that_could_stand_in_two_places_is_a_problem():
    label = "一、本年新收政府信息公开申请数量"
    found, placement = values(grid([HEAD[1], HEAD[2], [label, "", "", "5", "", "", "", "", "6", ""]]))
    assert not found
    unclear = values(
        grid([HEAD[1], HEAD[2], ["四、结转下年度继续办理", *"1234567"], [label, "", "", "5", "", "", "", "", "6", ""]])
    )
    assert [problem.kind for problem in unclear[1].problems] == ["unclear_columns"]
    assert placement.tables == [()]


def test_an_unknown_row_is_one_problem_with_all_it_prints():
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "1", "0", "2"],
        ["党内文件", "4", "5", "6"],
    ]
    found, placement = values(grid(rows))
    assert len(found) == 3
    assert [(p.kind, p.printed) for p in placement.problems] == [("unknown_row", "党内文件 | 4 | 5 | 6")]


def test_another_figure_for_a_slot_is_a_problem_and_an_equal_one_is_not():
    rows = [["信息内容", "本年处理决定数量"], ["行政许可", "5"], ["行政许可", "5"], ["行政许可", "6"]]
    found, placement = values(grid(rows))
    assert found == {("proactive_disclosure", "administrative_license", "decisions"): "5"}
    assert [(p.kind, p.printed) for p in placement.problems] == [("second_figure", "6")]


def test_other_tables_stay_grids_without_problems():
    found, placement = values(grid([["序号", "项目", "数量"], ["1", "其他", "3"], ["2", "行政许可", "8"]]))
    assert not found
    assert not placement.problems
    assert placement.tables == [()]


def spanned(rows):
    """Cells from (row, column, text, width, height)."""
    return Grid(tuple(Cell(r, c, t, line_locator(r + 1, c + 1), h, w) for r, c, t, w, h in rows), line_locator(1, 1))


def test_spans_carry_headings_down_to_their_columns():
    cells = [(0, 0, "申请人情况", 8, 1), (1, 0, "", 1, 2), (1, 1, "自然人", 1, 2), (1, 2, "法人或其他组织", 5, 1)]
    cells += [(1, 7, "总计", 1, 2)]
    names = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    cells += [(2, 2 + n, name, 1, 1) for n, name in enumerate(names)]
    cells += [(3, 0, "一、本年新收政府信息公开申请数量", 1, 1)]
    cells += [(3, 1 + n, text, 1, 1) for n, text in enumerate(["", "2", "", "4", "", "6", "12"])]
    placement = place([spanned(cells)])
    assert {p.column_code: p.cell.text for p in placement.placed} == dict(
        zip(COLUMNS, ["", "2", "", "4", "", "6", "12"], strict=True)
    )
    assert {p.method for p in placement.placed} == {"heading"}


def test_sliver_columns_do_not_hide_a_figure():
    cells = [(0, 0, "信息内容", 1, 1), (0, 1, "本年处理决定数量", 2, 1), (1, 0, "行政许可", 1, 1)]
    cells += [(1, 1, "", 1, 1), (1, 2, "97", 1, 1)]
    assert [p.cell.text for p in place([spanned(cells)]).placed] == ["97"]


def test_a_table_continued_without_its_head_goes_on():
    first = [*HEAD, ["一、本年新收政府信息公开申请数量", *"1234567"]]
    rest = [["（六）其他处理", *"0000000"], ["（七）总计", *"1234567"]]
    found, _ = values(grid(first), grid(rest))
    assert found["requests", "outcomes_total", "legal_service_agency"] == "5"


def test_order_of_the_forms_is_kept_in_headings():
    orders = [heading.order for heading in headings()]
    assert all(first < second for first, second in pairwise(orders))


def aligned_requests(heads):
    figures = [Cell(9, 3 + n, text, line_locator(9, n + 1)) for n, text in enumerate("1234567")]
    label = Cell(9, 0, "一、本年新收政府信息公开申请数量", line_locator(9, 1), 1, 2)
    drawn = [Cell(row, column, text, line_locator(row + 1, 1), 1, width) for row, column, width, text in heads]
    return Grid((*drawn, label, *figures), line_locator(1, 1))


NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def test_a_heading_drawn_over_the_whole_table_does_not_shift_the_figures():
    heads = [(0, 3 + n, 1, name) for n, name in enumerate(NAMES) if name != "其他"]
    found = place([aligned_requests([*heads, (1, 0, 10, "其他")])]).placed
    assert {p.column_code: p.cell.text for p in found} == dict(zip(COLUMNS, "1234567", strict=True))
    assert {p.method for p in found} == {"position"}


def test_contradicting_places_of_an_incomplete_head_place_nothing():
    heads = [(0, 3 + n, 1, name) for n, name in enumerate(NAMES) if name not in ("其他", "总计")]
    assert not place([aligned_requests([*heads, (1, 0, 10, "其他")])]).placed


def test_figures_beside_their_headings_follow_them_from_left_to_right():
    heads = [(1, 30 + n, 1, name) for n, name in enumerate(NAMES[1:6])]
    found = place([aligned_requests([(0, 20, 1, "自然人"), (0, 40, 1, "总计"), *heads])]).placed
    assert {p.column_code: p.cell.text for p in found} == dict(zip(COLUMNS, "1234567", strict=True))


def test_a_heading_with_a_wrong_character_is_taken_and_reported():
    rows = [HEAD[1], HEAD[2], ["6.属于四类过程牲信息", *"1234567"]]
    found, placement = values(grid(rows))
    assert found["requests", "refused_deliberative", "total"] == "7"
    assert {p.confidence for p in placement.placed} == {0.9}
    assert [(p.kind, p.printed) for p in placement.problems] == [("wording", "6.属于四类过程牲信息")]


def test_a_wording_between_two_headings_is_neither():
    rows = [
        ["统计指标", "单位", "统计数"],
        ["3.政务微播公开政府信息数", "条", "5"],
        ["4.政务微信公开政府信息数", "条", "6"],
    ]
    found, _ = values(grid(rows))
    assert found == {
        ("statistics", "disclosed_via_weibo", "value"): "5",  # the number of the heading tells them apart
        ("statistics", "disclosed_via_wechat", "value"): "6",
    }
    rows[1][0] = "政务微播公开政府信息数"
    found, placement = values(grid(rows))
    assert ("statistics", "disclosed_via_weibo", "value") not in found
    assert [problem.kind for problem in placement.problems] == ["unknown_row"]


def test_a_wording_that_two_groups_share_is_known_in_spite_of_a_wrong_character():
    rows = [["统计指标", "单位", "统计数"], ["四、行政复议数量", "件", "3"], ["（二）被依法纠借数", "件", "1"]]
    rows += [["五、行政诉讼数量", "件", "5"], ["（二）被依去纠错数", "件", "2"]]
    found, placement = values(grid(rows))
    assert found["statistics", "reconsiderations_corrected", "value"] == "1"
    assert found["statistics", "litigations_corrected", "value"] == "2"
    assert [problem.kind for problem in placement.problems] == ["wording", "wording"]


def test_a_column_that_only_one_of_three_groups_still_names_belongs_to_none():
    rows = [["行政复议", "未经复议直接起诉", "复议后起诉"], ["持", "结果纠正", "总讨"], ["1", "2", "3"]]
    found, placement = values(grid(rows))
    assert found == {}
    assert "2" in "".join(problem.printed for problem in placement.problems)


def test_an_unknown_corner_does_not_shift_the_figures():
    head = [["勾稽关系略", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]]
    found, _ = values(grid([*head, ["一、本年新收政府信息公开申请数量", *"1234567"]]))
    assert found["requests", "received", "natural_person"] == "1"
    assert found["requests", "received", "total"] == "7"


def test_an_unknown_heading_and_a_short_row_place_nothing():
    head = [["法人合计", *NAMES]]
    rows = [["一、本年新收政府信息公开申请数量", *"1234567"], ["二、上年结转政府信息公开申请数量", *"12345"]]
    found, placement = values(grid([*head, *rows]))
    assert ("requests", "carried_in", "natural_person") not in found
    assert [problem.kind for problem in placement.problems] == ["unclear_columns"]


def test_two_halves_of_a_table_stand_side_by_side():
    head = ["统计指标", "单位", "统计数", "统计指标", "单位", "统计数"]
    row = ["1.当面申请数", "件", "3", "1.按时办结数", "件", "4"]
    found, placement = values(grid([head, row]))
    assert found["statistics", "requests_in_person", "value"] == "3"
    assert found["statistics", "concluded_on_time", "value"] == "4"
    assert not placement.problems


def test_a_group_and_its_row_in_one_cell():
    found, placement = values(grid([HEAD[1], HEAD[2], ["（三）不予公开1.属于国家秘密", *"1234567"]]))
    assert found["requests", "refused_state_secret", "total"] == "7"
    assert not placement.problems


def test_a_blank_row_called_total_is_no_new_head():
    rows = [
        HEAD[1],
        HEAD[2],
        ["（六）其他处理", *"1234567"],
        ["总计", *[""] * 7],
        ["四、结转下年度继续办理", *"7654321"],
    ]
    found, _ = values(grid(rows))
    assert found["requests", "outcomes_total", "total"] == ""
    assert found["requests", "carried_out", "total"] == "1"


def test_a_head_drawn_one_column_aside_does_not_shift_blank_figures():
    heads = [(0, 4 + n, 1, name) for n, name in enumerate(NAMES)]
    drawn = aligned_requests(heads)
    cells = [cell._replace(text="") if cell.text == "1" else cell for cell in drawn.cells]
    found = place([Grid(tuple(cells), drawn.locator)]).placed
    assert {p.column_code: p.cell.text for p in found} == dict(zip(COLUMNS, ["", *"234567"], strict=True))


def test_figures_under_headings_that_are_not_all_known_are_not_counted_off():
    """Blank cells left no trace: four figures under four known headings of seven may stand anywhere."""
    head = [["申请人情况"], ["自然人", "甲", "乙", "丙", "法律服务机构", "其他", "总计"]]
    found, _ = values(grid([*head, ["（一）予以公开", "509", "416", "507", "1432"]]))
    assert found == {}


def test_headings_that_lost_their_places_give_no_places_to_figures():
    texts = [text for row in HEAD for text in row if text]
    heads = Grid(tuple(Cell(0, at, text, line_locator(at + 1, 1)) for at, text in enumerate(texts)), HERE, "running")
    rows = grid([["一、本年新收政府信息公开申请数量", *"1234567"]], "aligned")
    found = place([heads, rows]).placed
    assert {p.column_code: p.cell.text for p in found} == dict(zip(COLUMNS, "1234567", strict=True))
