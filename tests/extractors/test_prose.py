"""What the prose and the shape of a document say: phrases, gaps, chapters, years, scope, other agencies, sentences."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from extractors.document import Stated
from extractors.forms import table
from extractors.grid import Cell, Content, Grid, Paragraph, line_locator
from extractors.prose import Prose, read_prose
from extractors.records import Mention
from extractors.report_identity import identify, reading_of

TITLE = "江南市财政局2020年政府信息公开工作年度报告"
CHAPTERS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def prose(*lines: str, stated: Stated | None = None) -> Prose:
    blocks = tuple(Paragraph(line, line_locator(number, 1)) for number, line in enumerate(lines, 1))
    content = Content(blocks)
    reading = reading_of(content)
    report, _ = identify(reading, (), stated or Stated(), grids=())
    return read_prose(content.paragraphs, reading, report)


def topics(*lines: str) -> list[str]:
    return [each.topic for each in prose(TITLE, *lines).mentions]


def chapters(*lines: str) -> list[tuple[str, str]]:
    found = prose(TITLE, *lines).mentions
    return [(each.topic, each.locator) for each in found if each.topic.startswith("chapter_")]


SAID = {
    "全年未收取信息处理费。": ["processing_fee"],
    "因政府信息公开被申请行政复议3件，均获维持。": ["reconsiderations_all_upheld"],
    "因政府信息公开引起的行政诉讼2件,均驳回原告诉讼请求。": ["litigations_all_upheld"],
    "因政府信息公开引起的行政复议3件、行政诉讼2件,均被维持。": [
        "reconsiderations_all_upheld",
        "litigations_all_upheld",
    ],
    "主动公开政府信息  条。": ["number_missing"],
    "主动公开政府信息＿＿条，更新栏目。": ["number_missing"],
    "全年共收到政府信息公开申请共 件，均已答复。": ["number_missing"],
    "行政复议____件。": ["number_missing"],
    "收取信息处理费____元。": ["processing_fee", "number_missing"],
    "本报告所列数据由市政府各部门、各县区数据汇总而成。": ["scope_whole"],
    "本报告综合各县(市、区)政府和市直各部门的年度报告编制而成。": ["scope_whole"],
    "数据统计范围为市财政局本级。": ["scope_own"],
    "本报告数据不包括所属各单位。": ["scope_own"],
    "江北市审计局\n2021年1月20日": [],
}


@pytest.mark.parametrize(("sentence", "expected"), SAID.items())
def test_a_phrase_is_found(sentence: str, expected: list[str]) -> None:
    assert topics(sentence) == expected


SILENT = [
    "逾期未按收费通知要求缴纳费用。",
    "办理政府信息公开行政复议3件。",
    "因政府信息公开被申请行政复议3件,其中2件维持。",
    "因政府信息公开被申请行政复议3件,已审结的均获维持,1件尚未审结。",
    "因政府信息公开被申请行政复议3件,1件撤回,其余均维持。",
    "因政府信息公开被申请行政复议3件,均维持,1件尚未审结。",
    "审理食品安全行政复议3件,均维持。",
    "主动公开政府信息 20 条。",
    "主动公开政府信息的条目清晰,条理清楚。",
    "认真办理每一个申请 件，做到及时答复。",
    "依据公开 条 例，做好信息公开。",
    "梳理信息 条目。",
    "汇总各部门意见,及时答复。",
    "指导各部门做好年度报告编制工作。",
    "开展数据资源汇总共享。",
    "按照各部门职责,统计工作由办公室负责。",
]


@pytest.mark.parametrize("sentence", SILENT)
def test_what_is_not_plainly_said_is_no_mention(sentence: str) -> None:
    assert topics(sentence) == []


def test_another_scope_keeps_its_name() -> None:
    assert topics("全市各部门因政府信息公开被申请行政复议3件,均获维持。") == ["reconsiderations_all_upheld_in_region"]
    assert topics("2019年因政府信息公开被申请行政复议3件,均获维持。") == ["reconsiderations_all_upheld_other_year"]


@pytest.mark.parametrize(
    "headings",
    [
        CHAPTERS,
        [heading[2:] for heading in CHAPTERS],
        [heading.replace("、", "．", 1) if heading[1] == "、" else heading for heading in CHAPTERS],
        [f"{heading}。以下是具体内容，今年以来工作平稳有序，各项任务按期完成。" for heading in CHAPTERS],
        [
            "一、2020年工作总体情况",
            "、主动公开政府信息情况",
            "三、收到和办理政府信息公开申请情况",
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "五、政府信息公开工作存在的主要问题及改进措施",
            "六、其他需要报告事项",
        ],
        [
            "一、概述",
            "三、主动公开工作情况",
            "四、政府信息公开申请情况",
            "五、行政复议和诉讼",
            "六、存在不足",
            "七、其他事项",
        ],
    ],
)
def test_six_chapters_are_found_in_order(headings: list[str]) -> None:
    between = [line for heading in headings for line in (heading, "我局认真开展工作。")]
    assert chapters(*between) == [(f"chapter_{number}", line_locator(2 * number, 1)) for number in range(1, 7)]


def test_a_missing_chapter_is_not_there_and_a_late_one_is_late() -> None:
    found = chapters(*CHAPTERS[:2], *CHAPTERS[3:5], CHAPTERS[2])
    assert [topic for topic, _ in found] == ["chapter_1", "chapter_2", "chapter_4", "chapter_5", "chapter_3"]


def test_a_table_of_contents_and_a_sub_heading_do_not_disturb_the_order() -> None:
    found = chapters(*CHAPTERS, CHAPTERS[0], "(一)主动公开情况", *CHAPTERS[1:])
    assert [topic for topic, _ in found] == [f"chapter_{number}" for number in range(1, 7)]


def test_headings_in_the_grid_of_a_spreadsheet_are_chapters_too() -> None:
    cells = tuple(Cell(row, 0, text, line_locator(row + 1, 1)) for row, text in enumerate([TITLE, *CHAPTERS]))
    reading = reading_of(Content((Grid(cells, line_locator(1, 1)),)))
    report, _ = identify(reading, (), Stated(), grids=())
    assert len([each for each in read_prose((), reading, report).mentions if "chapter" in each.topic]) == 6


def years(*lines: str) -> list[tuple[str, int]]:
    return [(each.topic, int(each.value)) for each in prose(*lines).claims if each.topic.endswith("_year")]


def test_the_years_of_title_period_and_body() -> None:
    assert years(
        TITLE,
        "本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。",
        "2020年，我局工作有序。公开及时。",
        "2020年，我局加强培训。2021年，我局将继续努力。",
    ) == [("title_year", 2020), ("period_year", 2020), ("body_year", 2020)]


def test_a_period_over_two_years_has_both() -> None:
    found = years(TITLE, "本报告数据统计期限为2019年1月1日至2020年12月31日。")
    assert found == [("title_year", 2020), ("period_year", 2019), ("period_year", 2020)]


def test_a_title_in_characters_and_over_two_lines_has_its_year() -> None:
    (claim,) = prose("江南市财政局", "二〇二〇年政府信息公开工作年度报告").claims
    assert (claim.topic, int(claim.value), claim.printed) == ("title_year", 2020, "二〇二〇")
    assert claim.locator == line_locator(2, 1)


def test_years_that_only_compare_or_plan_are_no_years_of_the_report() -> None:
    assert years(
        TITLE,
        "与2019年1月1日至12月31日相比,数据平稳。",
        "2019年，我局获奖。2020年，我局工作有序。2020年，我局加强培训。",
        "自2008年1月1日至12月31日开展试点。",
    ) == [("title_year", 2020)]


def others(*lines: str, agency: str | None = None) -> list[str]:
    stated = Stated(agency=agency) if agency else None
    return [each.printed for each in prose(*lines, stated=stated).mentions if each.topic == "other_subject"]


def test_another_agency_as_the_subject_is_named() -> None:
    assert others(TITLE, "江南市审计局", "2021年1月20日") == ["江南市审计局"]
    assert others(TITLE, "本报告由江南市水利局根据条例编制。") == ["江南市水利局"]
    assert others(TITLE, agency="临海县财政局") == ["江南市财政局"]


@pytest.mark.parametrize(
    ("title", "signature"),
    [
        (TITLE, "江南市财政局"),
        (TITLE, "市财政局"),
        (TITLE, "财政局"),
        (TITLE, "江南市财政局办公室"),
        (TITLE, "江南市人民政府办公室"),
        (TITLE, "江北市财政局"),
        ("江南市工业和信息化局2018年政府信息公开工作年度报告", "江南市经济和信息化委员会"),
        ("江南市卫生健康委员会2018年政府信息公开工作年度报告", "江南市卫生和计划生育委员会"),
        ("江南市自然资源局2018年政府信息公开工作年度报告", "江南市国土资源局"),
        ("江南市人民政府2020年政府信息公开工作年度报告", "江南市政务公开办公室"),
        ("江南区财政局2020年政府信息公开工作年度报告", "临海市江南区财政局"),
    ],
)
def test_a_renamed_shortened_or_higher_agency_is_no_other(title: str, signature: str) -> None:
    assert others(title, "我局工作有序。", signature, "2021年1月20日") == []


def test_a_work_summary_says_so_in_its_title() -> None:
    assert [each.topic for each in prose("江南市财政局2020年政务公开工作总结", "工作有序。").mentions] == [
        "work_summary"
    ]
    assert topics("现将工作总结如下。") == []


def test_the_scope_is_stated_once() -> None:
    whole = "本报告所列数据由市政府各部门、各县区数据汇总而成。"
    own = "数据统计范围为市财政局本级。"
    report = prose(TITLE, "前文。", whole).report
    assert (report.stated_scope, report.scope_locator) == ("whole", line_locator(3, 1))
    assert prose(TITLE, own).report.stated_scope == "own"
    assert prose(TITLE, own, whole).report.stated_scope is None
    assert prose(TITLE, "我局工作有序。").report.stated_scope is None


def test_sentences_are_known_again_whatever_their_white_space() -> None:
    one = prose(TITLE, "我局认真贯彻落实条例，工作平稳有序。短句。共收到申请20件，均已按期答复完毕。")
    other = prose(TITLE, "我局认真贯彻 落实条例，工作平\n稳有序。另一句不同的话语，说的是别的事情。")
    assert len(one.report.sentences) == len(other.report.sentences) == 2
    assert one.report.sentences[0] == other.report.sentences[0]
    assert one.report.sentences[1] != other.report.sentences[1]
    assert all(-(2**63) <= each < 2**63 for each in one.report.sentences)


def test_no_more_than_two_thousand_sentences_are_kept() -> None:
    text = "".join(f"第{number}项工作已经按照要求全部完成到位。" for number in range(2500))
    assert len(set(prose(TITLE, text).report.sentences)) == 2000


def test_a_phrase_over_and_over_is_not_kept_for_ever() -> None:
    assert topics("未收取信息处理费。" * 100) == ["processing_fee"] * 20


def test_mentions_stand_in_reading_order_and_print_the_original() -> None:
    text = "收取信息处理费 ０ 元。"
    found: Mention = prose(TITLE, text).mentions[0]
    assert found.printed in text and found.sentence in text


@pytest.mark.parametrize("row", list(table("mentions")), ids=lambda row: row["topic"])
def test_every_row_is_of_a_known_kind(row: dict[str, str]) -> None:
    kinds = {"heading", "numbered", "sentence", "printed", "period", "activity", "scope", "maker"}
    assert row["kind"] in kinds
    assert re.compile(row["pattern"]) and re.compile(row["within"]) and re.compile(row["without"])


@pytest.mark.parametrize("piece", ["行政复议3件,", "信息 ", "数据由各部门", "2020年,我局", "本报告由", "汇总各"])
def test_a_long_text_takes_no_time(piece: str) -> None:
    start = perf_counter()
    prose(TITLE, piece * 20_000)
    assert perf_counter() - start < 5
