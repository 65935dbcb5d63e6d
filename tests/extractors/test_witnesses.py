"""Second witnesses of a row: its neighbours, and the unit beside its figure."""

from dataclasses import replace

import pytest

from tests.tables import grid, values

BLOCK = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]


def test_a_short_label_with_a_wrong_character_is_known_between_its_neighbours():
    rows = [BLOCK, ["规草", "1", "0", "7"], ["行政规范性文件", "2", "0", "9"]]
    found, placement = values(grid(rows))
    assert ("proactive_disclosure", "rule", "issued") not in found
    rows = [["信息内容", "本年处理决定数量"], ["行政许可", "3"], ["信息内容", "本年处理决定数量"]]
    rows += [["行改处罚", "4"], ["行改强判", "5"], ["信息内容", "本年收费金额"], ["行政事业性收费", "6"]]
    found, placement = values(grid(rows))
    assert found["proactive_disclosure", "administrative_penalty", "decisions"] == "4"
    assert ("proactive_disclosure", "administrative_compulsion", "decisions") not in found
    assert [problem.kind for problem in placement.problems] == ["wording", "unknown_row"]


def test_a_label_that_is_known_by_its_neighbours_says_so():
    rows = [["统计指标", "单位", "统计数"], ["3.政务微博公开政府信息数", "条", "5"]]
    rows += [["政务微言公开政府信息数", "条", "6"], ["5.其他方式公开政府信息数", "条", "7"]]
    found, placement = values(grid(rows))
    assert found["statistics", "disclosed_via_wechat", "value"] == "6"
    placed = {each.row_code: (each.method, each.confidence) for each in placement.placed}
    assert placed["disclosed_via_wechat"] == ("neighbours", 0.8)
    assert [(p.kind, p.printed) for p in placement.problems] == [("wording", "政务微言公开政府信息数")]


@pytest.mark.parametrize("unit", ["条", "万元", "人"])
def test_a_figure_beside_the_unit_of_another_row_is_doubted_and_on_a_drawn_page_takes_no_slot(unit):
    rows = [["统计指标", "单位", "统计数"], ["（一）收到申请数", unit, "5"], ["（二）申请办结数", "件", "6"]]
    found, placement = values(replace(grid(rows, "aligned"), locator="path=/html/body/table[1]"))
    assert found["statistics", "requests_received", "value"] == "5"
    assert {each.row_code: each.confidence for each in placement.placed}["requests_received"] == 0.9
    assert [p.kind for p in placement.problems] == ["other_unit"]
    drawn = replace(grid(rows, "aligned"), locator="page=1;box=0,0,9,9")
    found, placement = values(drawn)
    assert found == {("statistics", "requests_concluded", "value"): "6"}
    assert [(p.kind, p.printed) for p in placement.problems] == [("other_unit", f"（一）收到申请数 | {unit} | 5")]


def test_units_that_count_the_same_and_unknown_ones_are_no_contradiction():
    rows = [["统计指标", "单位", "统计数"], ["（三）接受培训人员数", "人", "5"], ["（二）举办各类培训班数", "期", "6"]]
    found, placement = values(grid([*rows, ["（一）收到申请数", "", "7"], ["（二）申请办结数", "宗数", "8"]]))
    assert len(found) == 4
    assert not placement.problems
