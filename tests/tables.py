"""Tables of the forms as texts print them, for tests of their placement."""

from extractors.forms import headings, slots
from extractors.grid import Cell, Grid, line_locator
from extractors.layouts import place

COLUMNS = ["natural_person", "business", "research_institution", "public_welfare_organization"]
COLUMNS += ["legal_service_agency", "other_organization", "total"]
LABEL = {(h.table_name, h.code, h.role): h.label for h in reversed(headings())}


def grid(rows, columns="ordered"):
    cells = [Cell(r, c, text, line_locator(r + 1, c + 1)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(tuple(cells), line_locator(1, 1), columns)


def values(*grids):
    placement = place(grids)
    return {(p.table_name, p.row_code, p.column_code): p.cell.text for p in placement.placed}, placement


HEAD = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]


def request_rows(form):
    rows = dict.fromkeys(key[1] for key, by_form in slots().items() if key[0] == "requests" and form in by_form)
    return list(rows)


def table_of(form, figures):
    """The rows of chapter three as a ragged text prints them, group labels in the first row of their group."""
    parents = {h.code: h.parents for h in headings() if h.table_name == "requests" and form in h.forms}
    rows, opened = list(HEAD), set()
    for code in request_rows(form):
        labels, parent = [], parents[code]
        while parent and parent[0] not in opened:
            opened.add(parent[0])
            labels.insert(0, LABEL["requests", parent[0], "group"])
            parent = parents[parent[0]]
        rows.append([*labels, LABEL["requests", code, "row"], *figures[code]])
    return rows


def expected(figures):
    return {
        ("requests", row, column): text
        for row, texts in figures.items()
        for column, text in zip(COLUMNS, texts, strict=True)
    }
