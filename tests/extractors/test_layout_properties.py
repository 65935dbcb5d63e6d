"""The same figures come back from every way to draw a table, whatever they are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.grid import Paragraph, line_locator
from extractors.layouts import with_lines
from tests.tables import expected, grid, request_rows, table_of, values


def figures_for(form):
    cell = st.integers(0, 99999).map(str) | st.just("")
    return st.fixed_dictionaries({row: st.lists(cell, min_size=7, max_size=7) for row in request_rows(form)})


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["2019", "2021"]).flatmap(lambda form: st.tuples(st.just(form), figures_for(form))))
def test_ragged_rows_come_back_equal(drawn):
    form, figures = drawn
    found, placement = values(grid(table_of(form, figures)))
    assert found == expected(figures)
    assert not placement.problems


@settings(max_examples=25, deadline=None)
@given(figures_for("2021"))
def test_one_cell_a_line_comes_back_equal(figures):
    cells = [cell for row in table_of("2021", figures) for cell in row]
    found, placement = values(grid([cells], "running"))
    assert found == expected(figures)
    assert not placement.problems


def lines_of(rows):
    return [Paragraph(text, line_locator(number, 1)) for number, text in enumerate(rows, 1)]


@settings(max_examples=25, deadline=None)
@given(figures_for("2019"), st.sampled_from(["\n", " "]))
def test_lines_that_lost_their_cells_never_come_back_wrong(figures, separator):
    """Blank cells leave no trace in such a text: a row that has one is a problem, the others are right."""
    rows = [[piece for piece in row if piece] for row in table_of("2019", figures)]
    paragraphs = lines_of(line for row in rows for line in separator.join(row).split("\n"))
    found, _ = values(*with_lines(paragraphs))
    full = {row: texts for row, texts in figures.items() if all(texts)}
    assert found.items() <= expected(figures).items()
    assert set(expected(full)) <= set(found)


def test_prose_between_headings_is_no_table():
    prose = lines_of(["一、总体情况", "本局全年办理申请3件。", "二、主动公开政府信息情况", "见下文。"])
    assert not list(with_lines(prose))


def test_figures_with_units_and_words_are_figures_of_lines():
    rows = ["信息内容 上一年项目数量 本年增/减 处理决定数量", "行政许可 178项 减少206项 3件", "行政处罚 4 增加1项 5"]
    found, _ = values(*with_lines(lines_of(rows)))
    assert found["proactive_disclosure", "administrative_license", "change"] == "减少206项"
    assert found["proactive_disclosure", "administrative_penalty", "decisions"] == "5"
    assert len(found) == 6
