from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors.agency_names import agree, full_name, is_agency, lacks_place, place_in
from extractors.document import Stated
from extractors.grid import Cell, Content, Grid, Paragraph, line_locator
from extractors.records import Fact, NamedGrid, Problem, ReportIdentity, State
from extractors.report_identity import identify, reading_of

REPORTS = Path(__file__).resolve().parents[3] / "shared/reports"
CHAPTERS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
UNSTATED = Stated()


def content(*lines: str) -> Content:
    return Content(tuple(Paragraph(line, line_locator(number, 1)) for number, line in enumerate(lines, 1)))


def fact(table: str = "requests", form: str = "2019", state: State = "number") -> Fact:
    value = Decimal(1) if state == "number" else None
    place = line_locator(9, 1)
    return Fact(form, table, "received", "total", "1", None, value, "件", state, place, "heading", 1.0)


def read(
    *lines: str, facts: tuple[Fact, ...] = (), stated: Stated = UNSTATED
) -> tuple[ReportIdentity, tuple[Problem, ...]]:
    return identify(reading_of(content(*lines)), facts, stated, grids=())


TITLES = {
    ("江南市教育局2020年政府信息公开工作年度报告",): ("江南市教育局", 2020),
    ("江南市教育局", "2020 年政府信息公开工作年度报告"): ("江南市教育局", 2020),
    ("江南市教育局", "2020年政府信息公开", "工作年度报告"): ("江南市教育局", 2020),
    ("江南市教育局", "江南市教育局 2020 年政府信息公开工作报告"): ("江南市教育局", 2020),
    ("2020年江南市教育局政府信息公开年度报告",): ("江南市教育局", 2020),
    ("江南市教育局关于2019年度政务信息公开工作情况的报告",): ("江南市教育局", 2019),
    ("江南市教育局政府信息公开工作年度报告（2021年度）",): ("江南市教育局", 2021),
    ("江南市教育局二〇一八年政府信息公开年报",): ("江南市教育局", 2018),
    ("《江南市教育局2022年度政府信息公开工作年度报告》 - 江南市政府门户网站",): ("江南市教育局", 2022),
    ("江南市人民政府办公室2023年政府信息公开工作年度报告",): ("江南市人民政府办公室", 2023),
    ("江南市发改委2020年政府信息公开工作年度报告",): ("江南市发展和改革委员会", 2020),
    ("江南市2020年政府信息公开工作年度报告",): ("江南市人民政府", 2020),
}


@pytest.mark.parametrize(("lines", "expected"), TITLES.items())
def test_a_title_names_agency_and_year(lines: tuple[str, ...], expected: tuple[str, int]) -> None:
    report, problems = read(*lines, "一、总体情况")
    assert (report.agency, report.year, problems) == (*expected, ())
    assert (report.agency_source, report.year_source) == ("title", "title")


def test_links_to_other_reports_around_the_body_are_not_its_title() -> None:
    report, _ = read(
        "首页 > 政府信息公开年报 > 2021年 > 部门政府信息公开工作年度报告",
        "江南市水务局2018年政府信息公开工作年度报告",
        "江南市教育局2020年政府信息公开工作年度报告",
        *CHAPTERS,
        "江南市教育局2017年政府信息公开工作年度报告",
    )
    assert (report.agency, report.year) == ("江南市教育局", 2020)


def test_the_day_of_publishing_is_never_the_year() -> None:
    report, problems = read("江南市教育局政府信息公开工作年度报告", *CHAPTERS, "江南市教育局", "2021年1月29日")
    assert report.year is None
    assert [problem.kind for problem in problems] == ["year_unknown"]


@pytest.mark.parametrize(
    "line",
    [
        "所列数据的统计期限自2019年1月1日起至2019年12月31日止。",
        "本报告中的数据从 2019 年 1 月 1 日至 12 月 31 日止。",
        "2019年，我局共收到政府信息公开申请3件。",
        "政府信息公开情况统计表（2019年度）",
    ],
)
def test_without_a_title_the_stated_period_is_the_year(line: str) -> None:
    report, problems = read(line, "2020年的工作打算。2020年继续努力。", "江南市教育局", "2020年1月29日")
    assert (report.year, report.year_source, problems) == (2019, "period", ())


def test_the_year_named_most_needs_confirming() -> None:
    report, problems = read("2018年，全局工作有序。", "2018年印发了文件，2017年没有。", "江南市教育局", "2019年1月2日")
    assert (report.year, report.year_source) == (2018, "prose")
    assert [problem.kind for problem in problems] == ["year_inferred"]


def test_a_title_against_its_period_is_told() -> None:
    report, problems = read("江南市教育局2020年政府信息公开工作年度报告", "统计期限自2019年1月1日起至2019年12月31日止")
    assert report.year == 2020
    assert [problem.kind for problem in problems] == ["year_contradiction"]


SIGNED = ("江南市教育局", "2020年1月29日")
HEADS = {
    ("填报单位（盖章）：江南市工信局",): ("江南市工业和信息化局", "filled_in_by"),
    ("填报单位（盖章）：", "江南市工信局"): ("江南市工业和信息化局", "filled_in_by"),
    SIGNED: ("江南市教育局", "signature"),
    ("江南市教育局 2020年1月29日",): ("江南市教育局", "signature"),
    ("本报告由江南市教育局编制。",): ("江南市教育局", "compiled_by"),
    ("信息来源：江南市教育局 浏览次数：3",): ("江南市教育局", "publisher"),
}


@pytest.mark.parametrize(("lines", "expected"), HEADS.items())
def test_without_a_title_the_head_or_the_signature_names_the_agency(
    lines: tuple[str, ...], expected: tuple[str, str]
) -> None:
    report, _ = read("2019年政府信息公开工作年度报告", *lines)
    assert (report.agency, report.agency_source) == expected


def test_title_and_head_are_found_inside_the_grid_of_a_spreadsheet() -> None:
    cells = (
        Cell(0, 0, "2019年政府信息公开工作年度报告", line_locator(1, 1)),
        Cell(1, 0, "填报单位（盖章）：", line_locator(2, 1)),
        Cell(1, 1, "江南市教育局", line_locator(2, 9)),
    )
    grid = Grid(cells, line_locator(1, 1))
    report, _ = identify(reading_of(Content((grid,))), (), UNSTATED, grids=[NamedGrid(grid, "statistics", "2014")])
    assert (report.agency, report.year, report.form) == ("江南市教育局", 2019, "2014")


def test_a_name_without_its_place_is_completed_by_the_signature() -> None:
    report, problems = read("市教育局2018年度政府信息公开工作报告", "江南市教育局", "2019年2月22日")
    assert (report.agency, report.agency_source, problems) == ("江南市教育局", "signature", ())


def test_a_name_without_its_place_is_completed_by_the_text_and_told() -> None:
    report, problems = read("市经信局2020年政务公开工作总结", "印发《江南市人民政府关于江南市发展的意见》。")
    assert report.agency == "江南市经济和信息化局"
    assert [problem.kind for problem in problems] == ["agency_completed"]


def test_a_name_without_its_place_stays_unknown_when_the_text_does_not_help() -> None:
    prose = "江南市人民政府、江北市人民政府。江南市、江北市。"
    report, problems = read("市教育局2020年政府信息公开工作年度报告", prose)
    assert report.agency is None
    assert [problem.kind for problem in problems] == ["agency_unknown", "agency_incomplete"]


def test_another_agency_in_the_signature_is_told() -> None:
    report, problems = read("江南市教育局2020年政府信息公开工作年度报告", "江南市水务局", "2021年1月2日")
    assert report.agency == "江南市教育局"
    assert [problem.kind for problem in problems] == ["agency_contradiction"]


def test_the_manifest_wins_and_the_text_is_kept() -> None:
    stated = Stated(agency="江北市教育局", year=2019)
    report, problems = read("江南市教育局2020年政府信息公开工作年度报告", stated=stated)
    assert (report.agency, report.year, report.agency_source, report.year_source) == (
        "江北市教育局",
        2019,
        "manifest",
        "manifest",
    )
    assert (report.text_agency, report.text_year) == ("江南市教育局", 2020)
    assert [problem.kind for problem in problems] == ["agency_contradiction", "year_contradiction"]


def test_a_manifest_that_agrees_raises_nothing() -> None:
    stated = Stated(agency="江南市教育局", year=2020)
    assert read("市教育局2020年政府信息公开工作年度报告", stated=stated)[1] == ()


def test_nothing_that_says_who_and_when() -> None:
    report, problems = read("天气很好。")
    assert (report.agency, report.year, report.form, report.document_kind) == (None, None, None, "other")
    assert [problem.kind for problem in problems] == ["agency_unknown", "year_unknown"]


TITLE = "江南市教育局2020年政府信息公开工作年度报告"
KINDS = {
    "tables": ((TITLE,), (fact(),), "statutory_report"),
    "tables of a report without a title": (("江南市教育局", "2021年1月2日"), (fact(),), "statutory_report"),
    "a named report that left every cell blank": ((TITLE,), (fact(state="blank"),), "statutory_report"),
    "six chapters": ((TITLE, *CHAPTERS), (), "statutory_report"),
    "five chapters": ((TITLE, *CHAPTERS[:4], CHAPTERS[5]), (), "statutory_report"),
    "two chapters": ((TITLE, *CHAPTERS[:2]), (), "narrative_report"),
    "prose": ((TITLE, "我局工作有序。"), (), "narrative_report"),
    "summary": (("江南市教育局2020年政务公开工作总结",), (), "work_summary"),
    "template": (("政府信息公开工作年度报告格式模板",), (fact(state="blank"),), "blank_form"),
    "template without a title": (CHAPTERS, (fact(state="blank"),), "blank_form"),
    "anything else": (("关于召开会议的通知",), (), "other"),
}


@pytest.mark.parametrize(("lines", "facts", "kind"), KINDS.values(), ids=list(KINDS))
def test_the_kind_of_document(lines: tuple[str, ...], facts: tuple[Fact, ...], kind: str) -> None:
    assert read(*lines, facts=facts)[0].document_kind == kind


FORMS = {
    "requests": ((fact(form="2021"), fact("disputes", "2021")), "2021"),
    "proactive disclosure": ((fact("proactive_disclosure", "2021"),), "2021"),
    "statistics": ((fact("statistics", "2014"),), "2014"),
    "two forms": ((fact(form="2019"), fact("proactive_disclosure", "2021")), "mixed"),
    "no tables": ((), "2019"),
}


@pytest.mark.parametrize(("facts", "form"), FORMS.values(), ids=list(FORMS))
def test_the_form_is_that_of_the_tables_else_of_the_year(facts: tuple[Fact, ...], form: str) -> None:
    assert read(TITLE, facts=facts)[0].form == form


def test_names_of_agencies() -> None:
    assert full_name("江南市市场监管局") == "江南市市场监督管理局"
    assert full_name("江南区政府办") == "江南区人民政府办公室"
    assert full_name("江南市人民政府") == "江南市人民政府"
    assert is_agency("江南市教育局") and not is_agency("关于江南市教育局") and not is_agency("索引号")
    assert lacks_place("市教育局") and lacks_place("工业和信息化局")
    assert not lacks_place("市南区教育局") and not lacks_place("海关总署")
    assert agree("江南市工信局", "市工业和信息化局") and not agree("江南市教育局", "江北市教育局")
    assert place_in("“江南市人民政府”和江南市", "市") == "江南市"
    assert place_in("“江南市人民政府”", "区") is None


REAL = {
    "tianjin_gxj_2020": ("天津市工业和信息化局", 2020, "2019", "statutory_report"),
    "shenyang_gxj_2020": ("沈阳市工业和信息化局", 2020, "2019", "statutory_report"),
    "shenyang_gxj_2018": ("沈阳市工业和信息化局", 2018, "2014", "narrative_report"),
    "ankang_gxj_2018": ("安康市工业和信息化局", 2018, "2014", "statutory_report"),
    "xuancheng_jxj_2020": ("宣城市经济和信息化局", 2020, "2019", "work_summary"),
}


@pytest.mark.parametrize(("name", "expected"), REAL.items())
def test_real_reports(name: str, expected: tuple[str, int, str, str]) -> None:
    path = REPORTS / f"{name}.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    facts = (fact("statistics", "2014"),) if expected[2] == "2014" and expected[3] == "statutory_report" else ()
    report, problems = read(*path.read_text(encoding="utf-8").split("\n"), facts=facts)
    assert (report.agency, report.year, report.form, report.document_kind) == expected
    assert [problem.kind for problem in problems] == (["agency_completed"] if name.startswith("xuancheng") else [])
