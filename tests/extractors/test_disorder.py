"""Tables as sites and offices really publish them: nothing wrong, nothing invented, what is lost is told."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from extractors.readers import html
from tests.drawn import all_drawn, drawn, faults, read
from tools.accuracy.score import compare
from tools.drawing import Report, draw_html, draw_text
from tools.drawing.places import placed, width
from tools.drawing.report import Text
from tools.drawing.tables import Drawn, Table, label
from tools.drawing.variants import VARIANTS, head_depth


def test_headings_are_never_figures_of_a_table_turned_in_text() -> None:
    turn = VARIANTS["rows and columns exchanged"]
    for report in all_drawn(("2019", "2021"), seeds=8):
        data = draw_text(replace(report.report, change=turn))
        assert [fault for fault in faults(report, data, "txt") if not fault.startswith("missing")] == []


def test_figures_of_another_year_do_not_fill_what_the_first_leaves_blank() -> None:
    for form in ("2019", "2021"):
        report, other = drawn(form, "blanks for zeros"), drawn(form, "plain", seed=1)
        page = draw_html(report.report).replace(b"</body>", b"") + draw_html(other.report)
        assert faults(report, page, "html") == []
        kinds = {problem.kind for problem in read(page, "html").problems}
        assert "second_figure" in kinds


@pytest.mark.parametrize("miscount", [-1, 1])
def test_a_miscounted_span_of_a_heading_does_not_exchange_columns(miscount: int) -> None:
    def change(table: Table) -> Table:
        return [[replace(one, columns=one.columns + miscount * (one.columns > 2)) for one in row] for row in table]

    for report in all_drawn(("2019", "2021")):
        assert faults(report, draw_html(replace(report.report, change=change)), "html") == []


STALE = re.compile(r"<td>[^<]*\d[^<]*</td>")


def stale(page: str) -> str:
    """The tables of a page with other figures."""
    return "".join(STALE.sub("<td>777</td>", table) for table in re.findall(r"<table.*?</table>", page, re.DOTALL))


@pytest.mark.parametrize("mark", ['style="display: none"', "hidden"])
def test_a_table_that_a_page_does_not_show_gives_way_to_the_one_shown(mark: str) -> None:
    for report in all_drawn():
        page = draw_html(report.report).decode()
        both = page.replace("<body>", f"<body><div {mark}>{stale(page)}</div>")
        assert faults(report, both.encode(), "html") == []
        assert read(both.encode(), "html").problems == read(page.encode(), "html").problems


def test_a_table_on_another_tab_of_the_page_counts_where_it_is_the_only_one() -> None:
    for report in all_drawn(("2019", "2021")):
        page = draw_html(report.report).decode()
        begin = page.rindex("<table")
        tab = page[:begin] + '<div style="display:none">' + page[begin:].replace("</table>", "</table></div>")
        assert faults(report, tab.encode(), "html") == []


def test_rows_and_cells_that_a_page_does_not_show_shift_nothing() -> None:
    for report in all_drawn():
        page = draw_html(report.report).decode()
        row = re.compile("<tr>(.*?)</tr>")
        rows = row.sub(lambda one: f"<tr style='display:none'>{STALE.sub('<td>777</td>', one[1])}</tr>{one[0]}", page)
        cells = page.replace("<tr>", '<tr><td style="display:none">12</td>')
        assert faults(report, rows.encode(), "html") == []
        assert faults(report, cells.encode(), "html") == []


def test_a_frame_around_the_text_of_a_cell_is_no_table() -> None:
    for report in all_drawn():
        page = draw_html(report.report).decode()
        framed = re.sub(r"(<td[^>]*>)([^<]+)</td>", r"\1<table><tr><td>\2</td></tr></table></td>", page)
        assert faults(report, framed.encode(), "html") == []


def in_markdown(report: Report) -> bytes:
    """A report as Markdown with its tables in the marks of HTML."""
    pieces = [piece.text if isinstance(piece, Text) else piece for piece in report.pieces()]
    tables = re.findall("<table.*?</table>", draw_html(report).decode(), re.DOTALL)
    return "\n\n".join(piece if isinstance(piece, str) else tables.pop(0) for piece in pieces).encode()


def test_tables_of_html_in_a_text_are_read_with_the_lines_around_them() -> None:
    for report in all_drawn():
        found = read(in_markdown(report.report), "md")
        assert compare(report.figures, found.facts).faults == []
        assert (found.report.agency, found.report.year) == (report.report.agency, report.report.year)
        assert "wrong_extension" not in {problem.kind for problem in found.problems}
        for fact in found.facts:
            assert html.locate(in_markdown(report.report), fact.locator) == fact.printed


def test_figures_that_a_text_repeats_under_each_part_of_a_heading_count_once() -> None:
    for report in all_drawn(("2019",)):
        lines = []
        for piece in report.report.pieces():
            lines += [piece.text] if isinstance(piece, Text) else ["| " + " | ".join(row) for row in every(piece)]
        found = [fault for fault in faults(report, "\n".join(lines).encode(), "md") if not fault.startswith("missing")]
        assert found == []


def every(table: Table) -> list[list[str]]:
    """The texts of a table, each in all places that its cell covers."""
    rows = [[""] * width(table) for _ in table]
    for row, column, cell in placed(table):
        for down in range(cell.rows):
            rows[row + down][column : column + cell.columns] = [cell.text] * cell.columns
    return rows


def stated(report: Report) -> str:
    """A report of the table of 2014 as lines that state each figure after a colon."""
    lines = []
    for piece in report.pieces():
        rows = [Drawn(piece.text)] if isinstance(piece, Text) else piece[1:]
        lines += [f"{row[0].text}：{row[-1].text}" if isinstance(row, list) else row.text for row in rows]
    return "\n".join(lines)


def test_figures_stated_line_by_line_without_headings_above_are_read() -> None:
    for report in all_drawn(("2014",)):
        assert faults(report, stated(report.report).encode(), "txt") == []


def test_a_table_of_one_column_needs_no_headings_above() -> None:
    for report in all_drawn(("2014",)):
        bare = replace(report.report, change=lambda table: table[1:])
        two = replace(report.report, change=lambda table: [[*row, replace(row[-1], text="7")] for row in table[1:]])
        assert faults(report, draw_html(bare), "html") == []
        assert read(draw_html(two), "html").facts == ()  # which of the two columns counts, nobody says


def fill(sheet: Worksheet, report: Report, figure: str = "") -> None:
    """Write a report on a sheet, with another text for each of its figures if there is one."""
    top = 0
    for piece in report.pieces():
        table = [[Drawn(piece.text)]] if isinstance(piece, Text) else piece
        for row, column, cell in placed(table):
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_range(top + row, column, top + row + cell.rows - 1, column + cell.columns - 1, "")
            sheet.write(top + row, column, figure or cell.text if cell.role == "figure" else cell.text)
        top += len(table)


def test_a_hidden_sheet_gives_way_to_the_one_that_is_shown() -> None:
    for report in all_drawn(("2014", "2021")):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            old, new = book.add_worksheet("old"), book.add_worksheet("new")
            fill(old, report.report, "777")
            fill(new, report.report)
            new.activate()
            old.hide()
        assert faults(report, buffer.getvalue(), "xlsx") == []


@pytest.mark.parametrize(("result", "printed"), [("", "=SUM(B4:C4)"), ("#DIV/0!", "#DIV/0!")])
def test_a_cell_whose_value_nobody_computed_is_told(result: str, printed: str) -> None:
    report = drawn("2021", "plain")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        fill(sheet, report.report)
        place = next(row for row, texts in enumerate(rows_of(report.report)) if texts[0] == "规章")
        sheet.write_formula(place, 2, "=SUM(B4:C4)", None, result)
    found = read(buffer.getvalue(), "xlsx")
    told = [(problem.printed, problem.locator) for problem in found.problems if problem.kind == "unreadable"]
    assert told == [(printed, f"sheet=1;cell=C{place + 1}")]


def rows_of(report: Report) -> list[list[str]]:
    """The texts of the rows of a report as one sheet has them."""
    return [row for piece in report.pieces() for row in ([[piece.text]] if isinstance(piece, Text) else every(piece))]


def without(table: Table, dice: random.Random, *, last: bool) -> Table:
    """The table less the last blank cells of figures of each row, or less one blank cell in some rows."""
    rows = []
    for row in table:
        blanks = [at for at, cell in enumerate(row) if cell.role == "figure" and not cell.text]
        kept = list(row)
        while last and kept and kept[-1].role == "figure" and not kept[-1].text:
            kept.pop()
        if not last and blanks and dice.random() < 0.3:
            kept.pop(dice.choice(blanks))
        rows.append(kept)
    return rows


def test_blank_cells_that_a_page_leaves_out_at_the_end_of_rows_are_blank() -> None:
    for report in all_drawn(seeds=2):
        short = replace(report.report, change=lambda table: without(table, random.Random(0), last=True))
        assert faults(report, draw_html(short), "html") == []
        told = [
            (problem.kind, problem.message.partition(":")[0]) for problem in read(draw_html(short), "html").problems
        ]
        assert set(told) <= {("short_row", "proactive_disclosure")}  # it has no totals that could tell


def test_a_blank_cell_that_a_page_leaves_out_in_the_middle_shifts_no_figure_in_silence() -> None:
    for report in all_drawn(("2019", "2021"), seeds=6):
        dice = random.Random(0)
        short = replace(report.report, change=lambda table, dice=dice: without(table, dice, last=False))
        found = [fault for fault in faults(report, draw_html(short), "html") if not fault.startswith("missing")]
        assert [fault for fault in found if "proactive" not in fault] == []
        told = {problem.printed.partition(" | ")[0] for problem in read(draw_html(short), "html").problems}
        rows = {fault.split("/")[1] for fault in found}
        assert {label("proactive_disclosure", report.report.form, row, "row") for row in rows} <= told


def page(report: Report, draw: Callable[[Table], str]) -> bytes:
    """A report as a web page whose tables are drawn in another way."""
    pieces = [f"<p>{piece.text}</p>" if isinstance(piece, Text) else draw(piece) for piece in report.pieces()]
    return f"<html><body>{''.join(pieces)}</body></html>".encode()


def marked(table: Table) -> str:
    """The rows of a table as a web page marks them."""
    spans = '<td rowspan="{0.rows}" colspan="{0.columns}">{0.text}</td>'
    return "<table>" + "".join(f"<tr>{''.join(map(spans.format, row))}</tr>" for row in table) + "</table>"


def test_a_table_whose_rows_are_tables_of_their_own_is_one_table() -> None:
    for report in all_drawn():
        assert faults(report, page(report.report, lambda table: "".join(marked([row]) for row in table)), "html") == []


def test_headings_in_a_table_of_their_own_stand_above_the_next() -> None:
    def draw(table: Table) -> str:
        depth = head_depth(table)
        return f"<div>{marked(table[:depth])}</div><div>{marked(table[depth:])}</div>"

    for report in all_drawn():
        assert faults(report, page(report.report, draw), "html") == []


def test_tables_that_one_of_two_reports_in_a_file_lacks_are_not_taken_from_the_other() -> None:
    report, other = drawn("2021", "plain"), drawn("2021", "plain", seed=1)
    both = re.sub(r"<table(?!.*<table).*?</table>", "", draw_html(report.report).decode(), flags=re.DOTALL)
    found = read(both.encode() + draw_html(other.report), "html")
    assert {fact.table_name for fact in found.facts} == {"proactive_disclosure", "requests"}
    told = [problem for problem in found.problems if "another report's" in problem.message]
    assert len(told) == 15


def numbered(table: Table) -> Table:
    """A table with a column of numbers before its labels."""
    depth = head_depth(table)
    if depth != 1 and depth < 3:
        return table  # a table of several blocks, or one without labels
    if len(table) < depth + 2:
        return table
    head = [[Drawn("序号", rows=depth, role="head"), *table[0]], *table[1:depth]]
    return head + [[Drawn(str(number)), *row] for number, row in enumerate(table[depth:], 1)]


def test_the_numbers_of_rows_are_no_figures_and_no_problems() -> None:
    for report in all_drawn():
        data = draw_html(replace(report.report, change=numbered))
        assert faults(report, data, "html") == []
        assert read(data, "html").problems == ()


def halved(table: Table) -> Table:
    """A table of three columns with its lower half beside the upper one."""
    head, *body = table
    half = (len(body) + 1) // 2
    left, right = body[:half], [*body[half:], *[[Drawn("")] * 3] * (2 * half - len(body))]
    return [[*head, *head], *([*one, *other] for one, other in zip(left, right, strict=True))]


def test_two_halves_of_a_table_beside_each_other_are_read_where_figures_of_the_first_are_blank() -> None:
    for report in all_drawn(("2014",)):
        assert faults(report, draw_html(replace(report.report, change=halved)), "html") == []
