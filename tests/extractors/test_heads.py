"""Headings above figures: drawn in every cell they cover, or with one of them unreadable."""

from dataclasses import replace

import pytest

from extractors.grid import Cell, Grid, line_locator
from extractors.layouts import place
from tests.tables import COLUMNS, grid, request_rows, table_of, values

NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
LABEL = "一、本年新收政府信息公开申请数量"
DISPUTES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def filled(rows, columns):
    cells = [Cell(r, c, text, line_locator(r + 1, c + 1)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(tuple(cells), line_locator(1, 1), columns)


def test_headings_repeated_in_every_cell_they_cover_are_one():
    corner = ["申请人情况"] * 2
    rows = [[*corner, "自然人", *["法人或其他组织"] * 5, "总计"], [*corner, *NAMES], [LABEL, LABEL, *"1234567"]]
    for columns in ("aligned", "ordered"):
        found = place([filled(rows, columns)]).placed
        assert {p.column_code: p.cell.text for p in found} == dict(zip(COLUMNS, "1234567", strict=True)), columns


def test_groups_over_equal_headings_repeated_in_every_cell():
    groups = [["行政复议"] * 5 + ["行政诉讼"] * 10]
    halves = [["行政复议"] * 5 + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5]
    figures = [str(n) for n in range(15)]
    found = place([filled([*groups, *halves, DISPUTES * 3, figures], "aligned")]).placed
    assert [p.cell.text for p in found] == figures
    rows = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
    assert [p.row_code for p in found] == [row for row in rows for _ in range(5)]


def test_an_unknown_heading_among_equal_ones_shifts_none_of_them():
    torn = [*DISPUTES[:4], "总计 结果维持", *DISPUTES[1:], *DISPUTES]
    found, placement = values(grid([["行政复议", "未经复议直接起诉", "复议后起诉"], torn, [str(n) for n in range(14)]]))
    assert found == {}
    assert placement.tables == [()]


def test_a_heading_of_two_lines_of_which_half_is_misread_is_known_by_its_neighbours():
    printed = [*DISPUTES[:3], "尚永\n销结", *DISPUTES[4:], *DISPUTES * 2]
    groups = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    found, _ = values(grid([groups, printed, [str(n) for n in range(15)]]))
    assert found["disputes", "reconsideration", "pending"] == "3"
    assert len(found) == 15


@pytest.mark.parametrize("at", [4, 9, 14])
def test_what_is_left_of_a_heading_is_known_where_its_likes_have_the_same_neighbours(at):
    printed = [*DISPUTES * 3]
    printed[at] = "计"
    groups = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    found, placement = values(grid([groups, printed, [str(n) for n in range(15)]]))
    row = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")[at // 5]
    assert found["disputes", row, "total"] == str(at)
    assert len(found) == 15
    (doubtful,) = [placed for placed in placement.placed if placed.method == "position"]
    assert (doubtful.row_code, doubtful.column_code) == (row, "total")


def test_a_text_without_a_letter_of_the_lost_heading_is_not_taken_for_it():
    printed = [*DISPUTES[:4], "撤诉", *DISPUTES * 2]
    found, _ = values(grid([["行政复议", "未经复议直接起诉", "复议后起诉"], printed, [str(n) for n in range(15)]]))
    assert ("disputes", "reconsideration", "total") not in found


def test_a_blank_row_right_after_its_headings_where_rows_are_lost():
    halves = ["行政复议", "行政诉讼", *DISPUTES, "未经复议直接起诉", "复议后起诉", *DISPUTES, *DISPUTES]
    found, placement = values(grid([[*halves, *[""] * 15]], "running"))
    assert len(found) == 15
    assert set(found.values()) == {""}
    assert not placement.problems


def test_a_row_that_begins_blank_right_after_its_headings():
    halves = ["行政复议", "行政诉讼", *DISPUTES, "未经复议直接起诉", "复议后起诉", *DISPUTES, *DISPUTES]
    found, placement = values(grid([[*halves, *[""] * 3, "7", "7", *[""] * 10]], "running"))
    assert found["disputes", "reconsideration", "pending"] == "7"
    assert found["disputes", "reconsideration", "upheld"] == ""
    assert len(found) == 15
    assert not placement.problems


@pytest.mark.parametrize("printed", ["自然天", "自然\n大", "自人"])
def test_a_short_heading_with_a_wrong_character_is_known_where_only_its_column_is_left(printed):
    found, _ = values(grid([["申请人情况", printed, *NAMES[1:]], [LABEL, *"1234567"]]))
    assert found["requests", "received", "natural_person"] == "1"
    assert len(found) == 7


def test_a_heading_that_is_like_none_is_not_taken_for_the_column_that_is_left():
    found, _ = values(grid([["申请人情况", "同比增", *NAMES[1:]], [LABEL, *"1234567"]]))
    assert ("requests", "received", "natural_person") not in found


def under_a_seal(rows, hidden):
    """A recognised grid in which one heading cell is blank with little confidence."""
    whole = filled(rows, "aligned")
    seen = [cell._replace(source="recognised") for cell in whole.cells]
    cells = [cell._replace(text="", confidence=0.1) if (cell.row, cell.column) == hidden else cell for cell in seen]
    return replace(whole, cells=tuple(cells))


@pytest.mark.parametrize("at", [4, 9, 14])
def test_a_heading_that_a_seal_hid_is_known_where_its_likes_have_the_same_neighbours(at):
    groups = ["行政复议"] * 5 + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5
    figures = [str(number) for number in range(15)]
    found, _ = values(under_a_seal([groups, DISPUTES * 3, figures], (1, at)))
    assert sorted(found.values(), key=int) == figures
    row = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")[at // 5]
    assert found["disputes", row, "total"] == str(at)


@pytest.mark.parametrize("at", range(7))
def test_a_heading_that_a_seal_hid_is_known_where_only_one_column_is_left(at):
    found, _ = values(under_a_seal([["申请人情况", *NAMES], [LABEL, *"1234567"]], (0, at + 1)))
    assert found == {("requests", "received", code): str(n) for n, code in enumerate(COLUMNS, 1)}


def test_a_blank_heading_that_is_sure_names_nothing():
    rows = [["申请人情况", "", *NAMES[1:]], [LABEL, *"1234567"]]
    found, _ = values(filled(rows, "aligned"))
    assert ("requests", "received", "natural_person") not in found


def test_a_label_that_lost_its_thinnest_letters_is_known_between_its_neighbours():
    figures = {row: [str(at)] * 7 for at, row in enumerate(request_rows("2021"))}
    rows = table_of("2021", figures)
    (at, place_of), *_ = [(r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if "三安全一稳定" in text]
    rows[at][place_of] = "3.危及“安全“稳定”"
    found, _ = values(grid(rows))
    assert found["requests", "refused_security_stability", "total"] == figures["refused_security_stability"][-1]
    assert len(found) == 7 * len(figures)


def requests_with(group, printed):
    """A recognised grid of requests: a heading over the five columns of organisations, and the seven headings."""
    upper = [(0, 1, "自然人", 2, 1), (0, 2, group, 1, 5), (0, 7, "总计", 2, 1)]
    lower = [(1, column, text, 1, 1) for column, text in enumerate(printed, 2)]
    figures = [(2, column, text, 1, 1) for column, text in enumerate([LABEL, *"1234567"])]
    cells = [
        Cell(row, column, text, line_locator(row + 1, column + 1), rows, columns)
        for row, column, text, rows, columns in [*upper, *lower, *figures]
    ]
    seen = [cell._replace(confidence=0.2, source="recognised") if cell.row < 2 else cell for cell in cells]
    return Grid(tuple(seen), line_locator(1, 1), "aligned")


@pytest.mark.parametrize("group", ["南法人或其触组织由", "车制况", "法人或其他组织"])
@pytest.mark.parametrize(
    "printed",
    [NAMES[1:6], ["商业企", "科", *NAMES[3:6]], ["商业企业", "神", "社会公益组织", "律", "其他"]],
)
def test_headings_hardly_recognised_are_known_by_the_order_of_those_beside_them(group, printed):
    found, _ = values(requests_with(group, printed))
    assert found == {("requests", "received", code): str(n) for n, code in enumerate(COLUMNS, 1)}


def test_headings_hardly_recognised_name_nothing_where_one_is_missing():
    found, _ = values(requests_with("南法人或其触组织由", ["商业企业", "神", "律", "其他"]))
    assert not {("requests", "received", code) for code in COLUMNS[2:5]} & found.keys()


def test_a_heading_that_was_printed_is_not_taken_for_another_without_its_characters():
    printed = requests_with("法人或其他组织", ["商业企业", "神", "社会公益组织", "法律服务机构", "其他"])
    cells = tuple(cell._replace(confidence=1.0, source="print") for cell in printed.cells)
    found, _ = values(replace(printed, cells=cells))
    assert ("requests", "received", "research_institution") not in found
