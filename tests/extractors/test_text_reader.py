"""Plain text: which lines are rows, which are cells, which are prose."""

import pytest

from extractors.document import DocumentError
from extractors.grid import Grid, Paragraph, parts
from extractors.readers import text


def read(printed):
    return text.read(printed.encode())


def rows(grid):
    return [[cell.text for cell in row] for row in grid.rows()]


def test_rows_by_tabs_keep_their_blank_cells():
    content = read("二、主动公开政府信息情况\n\n规章\t1\t\t2\n\n\t\t物\t\n结尾。\n")
    assert [type(block) for block in content.blocks] == [Paragraph, Grid, Paragraph]
    assert rows(content.grids[0]) == [["规章", "1", "", "2"], ["", "", "物", ""]]
    assert content.grids[0].columns == "ordered"


def test_a_blank_cell_beside_a_closing_bar_is_kept():
    content = read("规章 | 3 |  |\n规范性文件 |  | 7 |\n")
    assert rows(content.grids[0]) == [["规章", "3", ""], ["规范性文件", "", "7"]]
    assert rows(read("规章 | 3 | \n规范性文件 | 4 | 7\n").grids[0]) == [["规章", "3", ""], ["规范性文件", "4", "7"]]


def test_rows_by_bars_and_a_drawn_rule():
    content = read("| 规章 | 1 |\n|---|---|\n| 规范性文件 | | \n")
    assert rows(content.grids[0]) == [["规章", "1"], ["规范性文件", ""]]


def test_one_cell_a_line_between_lone_bars():
    content = read("前言。\n统 计 指 标\n|\n单位\n|\n（一）信息数\n（计1条）\n|\n条\n|\n\n|\n后记是一句话。\n")
    assert rows(content.grids[0]) == [["统 计 指 标", "单位", "（一）信息数\n（计1条）", "条", ""]]
    assert content.grids[0].columns == "running"
    assert [p.text for p in content.paragraphs] == ["前言。", "后记是一句话。"]


def test_every_locator_leads_to_its_line_and_column():
    printed = "甲\t 乙\n丙 | 丁\n戊\n|\n己\n|\n庚\n|\n"
    lines = printed.split("\n")
    for grid in read(printed).grids:
        for cell in grid.cells:
            place = parts(cell.locator)
            line = lines[int(place["line"]) - 1]
            assert line[int(place["column"]) - 1 :].startswith(cell.text)


def test_gb18030_is_recognised():
    content = text.read("规章\t1\n龦𠮷\t2".encode("gb18030"))
    assert rows(content.grids[0]) == [["规章", "1"], ["龦𠮷", "2"]]


def test_a_text_of_white_space_is_empty():
    with pytest.raises(DocumentError) as caught:
        read(" \n\u3000\n")
    assert caught.value.kind == "empty"
