"""OpenDocument spreadsheets: merged cells, which the sheet's values do not tell, and sheets that mean harm."""

import pytest

from extractors.document import ODS, DocumentError, media_type_of
from extractors.readers import spreadsheet
from tests.hostile import SHEET_TYPE, SHEETS, packed

COVERED = "<table:covered-table-cell/>"
MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def cell(text, **marks):
    shown = "".join(f' table:number-{name.replace("_", "-")}="{value}"' for name, value in marks.items())
    if not text:
        return f"<table:table-cell{shown}/>"
    return f'<table:table-cell office:value-type="string"{shown}><text:p>{text}</text:p></table:table-cell>'


def row(*cells, repeated=1):
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def sheets(*bodies):
    names = " ".join(f'xmlns:{one}="{SHEETS}:{one}:1.0"' for one in ("office", "table", "text"))
    tables = "".join(f'<table:table table:name="{number}">{body}</table:table>' for number, body in enumerate(bodies))
    inside = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {names}>{inside}</office:document-content>"
    return packed({"mimetype": SHEET_TYPE.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": MANIFEST})


def cells(grid):
    return [(one.row, one.column, one.row_span, one.column_span, one.text) for one in grid.cells]


def test_merged_cells_are_spans_and_what_they_cover_is_silent():
    hidden = '<table:covered-table-cell office:value-type="string"><text:p>旧</text:p></table:covered-table-cell>'
    first = row(cell("甲", columns_spanned=2, rows_spanned=2), hidden, cell("乙"))
    data = sheets(first + row(COVERED, COVERED, cell("1")) + row(cell("丙"), cell("2", columns_repeated=2)))
    assert media_type_of(data) == ODS
    assert cells(spreadsheet.read(data).grids[0]) == [
        (0, 0, 2, 2, "甲"),
        (0, 2, 1, 1, "乙"),
        (1, 2, 1, 1, "1"),
        (2, 0, 1, 1, "丙"),
        (2, 1, 1, 1, "2"),
        (2, 2, 1, 1, "2"),
    ]


def test_a_row_of_blank_figures_stays_in_its_table_by_its_merged_label():
    rows = [("类", "总计"), ("新收", "3"), ("结转", "")]
    body = "".join(row(cell(label, columns_spanned=2), COVERED, cell(figure)) for label, figure in rows)
    (grid,) = spreadsheet.read(sheets(body)).grids
    assert cells(grid)[-2:] == [(2, 0, 1, 2, "结转"), (2, 2, 1, 1, "")]


def test_each_sheet_has_its_own_ranges_in_heads_and_groups_of_rows_too():
    head = f"<table:table-header-rows>{row(cell('甲', columns_spanned=2), COVERED)}</table:table-header-rows>"
    group = f"<table:table-row-group>{row(cell('a'), cell('b'))}</table:table-row-group>"
    grids = spreadsheet.read(sheets(group + group, head + group)).grids
    assert [[one[2:] for one in cells(grid)] for grid in grids] == [
        [(1, 1, "a"), (1, 1, "b")] * 2,
        [(1, 2, "甲"), (1, 1, "a"), (1, 1, "b")],
    ]


def test_repeated_blank_rows_and_cells_to_the_end_of_a_sheet_are_nothing():
    ends = row(cell("", columns_repeated=16384), repeated=1048570)
    (grid,) = spreadsheet.read(sheets(row(cell("甲"), cell("1"), cell("", columns_repeated=16382)) + ends)).grids
    assert cells(grid) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1")]


@pytest.mark.parametrize(
    "body",
    [
        row(cell("1", columns_repeated=10**12), repeated=10**12),
        row(cell("1", columns_repeated=16384), repeated=13),
        "".join(row(cell("1", columns_spanned=16384, rows_spanned=9), cell("2")) for _ in range(20)),
    ],
)
def test_a_sheet_of_more_cells_than_any_report_is_refused(body):
    with pytest.raises(DocumentError) as caught:
        spreadsheet.read(sheets(body))
    assert caught.value.kind == "too_large"


def test_a_broken_main_part_says_so():
    with pytest.raises(DocumentError) as caught:
        spreadsheet.read(packed({"mimetype": SHEET_TYPE.encode(), "content.xml": b"<a><b>"}))
    assert caught.value.kind == "damaged"
