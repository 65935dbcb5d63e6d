from __future__ import annotations

from decimal import Decimal
from time import perf_counter

import pytest

from extractors.grid import Paragraph, line_locator
from extractors.narrative import claims
from extractors.records import Claim
from extractors.sentences import sentences


def said(text: str, year: int | None = 2020) -> tuple[Claim, ...]:
    return claims(sentences([Paragraph(text, line_locator(1, 1))]), year)


def stated(text: str, year: int | None = 2020) -> dict[str, float]:
    return {claim.topic: float(claim.value) for claim in said(text, year)}


PLAIN = {
    "全年共收到政府信息公开申请17件。": {"requests_received": 17},
    "我局受理以书面形式提出的政府信息公开申请1件，已答复。": {"requests_received": 1},
    "收到公民、法人和其他组织提出的政府信息公开申请一百零五件": {"requests_received": 105},
    "共收到二十三件政府信息公开申请，均已答复。": {"requests_received": 23},
    "全年收到依申请公开3,259件。": {"requests_received": 3259},
    "全年收到政府信息公开申请3，259件。": {"requests_received": 3259},
    "收到政府信息公开申请总数为１２份": {"requests_received": 12},
    "收到政府信息公开申请12": {"requests_received": 12},
    "本机关收到政府信息公开申请12件，答复11件，结转下年度继续办理1件。": {
        "requests_received": 12,
        "requests_answered": 11,
        "requests_carried_out": 1,
    },
    "上年度结转申请3件。": {"requests_carried_in": 3},
    "依申请公开方面，共收到申请5件。": {"requests_received": 5},
    "政府信息公开申请量为5件。": {"requests_received": 5},
    "共收到依申请公开件12件，其中自然人10件、法人或其他组织2件，上年结转1件。": {
        "requests_received": 12,
        "requests_by_natural_person": 10,
        "requests_by_legal_entity": 2,
        "requests_carried_in": 1,
    },
    "因政府信息公开被申请行政复议1件，被提起行政诉讼2件。": {"reconsiderations": 1, "litigations": 2},
    "我局共办理依申请公开23件，答复率100%。": {"requests_handled": 23},
    "受理政府信息公开申请9件，其中网上申请5件、信函申请3件、当面申请1件。": {
        "requests_received": 9,
        "requests_online": 5,
        "requests_by_letter": 3,
        "requests_in_person": 1,
    },
    "主动公开政府信息1267条。": {"disclosed": 1267},
    "政府公报公开政府信息4条，政府网站公开政府信息588条，政务微博公开政府信息264条，微信公众号发布信息30条。": {
        "disclosed_via_gazette": 4,
        "disclosed_via_website": 588,
        "disclosed_via_weibo": 264,
        "disclosed_via_wechat": 30,
    },
    "通过政务微博、微信公开政府信息410条。": {"disclosed_via_weibo_and_wechat": 410},
    "全年制发行政规范性文件3件，废止规范性文件两件。": {
        "normative_documents_issued": 3,
        "normative_documents_repealed": 2,
    },
    "因政府信息公开引起的行政复议3件、行政诉讼2件。": {"reconsiderations": 3, "litigations": 2},
    "因政府信息公开工作被申请行政复议2件。": {"reconsiderations": 2},
    "收取政府信息公开信息处理费2,230元。": {"processing_fee": 2230},
    "收取信息处理费0.39万元。": {"processing_fee": 3900},
    "答复政府信息公开申请9件，其中不予处理2件、其他处理3件。": {
        "requests_answered": 9,
        "requests_not_processed": 2,
        "requests_other": 3,
    },
    "受理政府信息公开申请9件，按时办结7件，延期办结2件。": {
        "requests_received": 9,
        "concluded_on_time": 7,
        "concluded_after_extension": 2,
    },
    "受理政府信息公开申请9件，属于已主动公开范围3件，不属于本行政机关公开2件，申请信息不存在1件。": {
        "requests_received": 9,
        "answered_already_public": 3,
        "answered_not_this_agency": 2,
        "answered_nonexistent": 1,
    },
    "受理政府信息公开申请9件，不予公开3件，涉及国家秘密1件，涉及商业秘密1件，涉及个人隐私1件。": {
        "requests_received": 9,
        "requests_refused": 3,
        "refused_state_secret": 1,
        "refused_trade_secret": 1,
        "refused_personal_privacy": 1,
    },
    "制定3件政府规章，现行有效规章12件，现行有效行政规范性文件共36件，废止2件规范性文件。": {
        "rules_issued": 3,
        "rules_in_force": 12,
        "normative_documents_in_force": 36,
        "normative_documents_repealed": 2,
    },
    "作出行政许可决定120件、行政处罚决定35件、行政强制决定4件。": {
        "administrative_license_decisions": 120,
        "administrative_penalty_decisions": 35,
        "administrative_compulsion_decisions": 4,
    },
    "全年行政事业性收费金额35.6万元。": {"administrative_fee_amount": 35.6},
    "政府集中采购项目12项，政府集中采购总金额2936万元。": {
        "centralized_procurement_projects": 12,
        "centralized_procurement_amount": 2936,
    },
    "因政府信息公开引起的行政复议6件，维持3件，纠正1件，其他结果1件，尚未审结1件。": {
        "reconsiderations": 6,
        "reconsiderations_upheld": 3,
        "reconsiderations_corrected": 1,
        "reconsiderations_other": 1,
        "reconsiderations_pending": 1,
    },
    "因政府信息公开引起的行政诉讼5件，未经复议直接起诉3件，复议后起诉2件。": {
        "litigations": 5,
        "litigations_direct": 3,
        "litigations_after_reconsideration": 2,
    },
    "因政府信息公开引起的行政诉讼3件，驳回原告诉讼请求2件，被依法纠错1件。": {
        "litigations": 3,
        "litigations_upheld": 2,
        "litigations_corrected": 1,
    },
    "全年收取信息处理费3件，共计300元。": {"processing_fee_cases": 3, "processing_fee": 300},
    "有1件政府信息公开申请收取信息处理费380元。": {"processing_fee": 380},
    "从事政府信息公开工作人员5人，配备2名专职人员，兼职人员3人。": {
        "staff": 5,
        "staff_full_time": 2,
        "staff_part_time": 3,
    },
    "召开政府信息公开工作会议4次，举办政府信息公开培训班2次，接受培训人员120人次。": {
        "meetings": 4,
        "training_courses": 2,
        "trainees": 120,
    },
    "设置政府信息公开查阅点3个，政府信息公开专项经费5.5万元。": {"reading_points": 3, "dedicated_funding": 5.5},
    "参加新闻发布会6次，主要负责同志参加新闻发布会2次。": {
        "press_conferences": 6,
        "press_conferences_by_principal": 2,
    },
    "开展在线访谈4次，发布政策解读稿件30篇，回应社会关注热点9次。": {
        "online_interviews": 4,
        "policy_interpretations": 30,
        "concerns_addressed": 9,
    },
    "共受理民意诉求98件，其中市民热线28件、市长信箱17件。": {
        "public_appeals": 98,
        "public_appeals_via_hotline": 28,
        "public_appeals_via_mayors_mailbox": 17,
    },
}


@pytest.mark.parametrize(("sentence", "expected"), PLAIN.items())
def test_a_plain_statement_is_read(sentence: str, expected: dict[str, float]) -> None:
    assert stated(sentence) == expected


DENIED = {
    "我局没有收到有关要求公开信息的申请，未发生不予公开的情况。": {"requests_received": 0},
    "全年未收到政府信息公开申请。": {"requests_received": 0},
    "未发生因政府信息公开引起的行政复议或者行政诉讼情况。": {"reconsiderations": 0, "litigations": 0},
    "我局无信息公开投诉举报、行政复议、行政诉讼等情况。": {"complaints": 0, "reconsiderations": 0, "litigations": 0},
    "没有因政府信息公开被申请行政复议、提起行政诉讼的情况。": {"reconsiderations": 0, "litigations": 0},
    "全年未收取信息处理费。": {"processing_fee": 0},
}


@pytest.mark.parametrize(("sentence", "expected"), DENIED.items())
def test_a_plain_denial_is_a_zero(sentence: str, expected: dict[str, int]) -> None:
    assert stated(sentence) == expected


SILENT = [
    "未收到涉及国家秘密的政府信息公开申请。",
    "未发生因答复不当引起的行政复议。",
    "未发生因政府信息公开引起的行政复议被纠错情况。",
    "收到政府信息公开申请后12个工作日内答复。",
    "收到政府信息公开申请12个工作日内答复。",
    "收到政府信息公开申请3-5件。",
    "收到政府信息公开申请，共计12件。",
    "收到网络政府信息公开申请5件。",
    "收到热线诉求和政府信息公开申请共98件。",
    "收到政府信息公开申请较上年增加5件。",
    "不服政府信息公开申请答复的有3件。",
    "出台规章制度5项。",
    "审查行政复议案件30件。",
    "主动公开重要政务信息74条。",
    "主动公开政府信息比上年多5条。",
    "诉求服务热线共接到各类诉求问题713件。",
    "按时答复10件。",
    "行政处罚 12 3 4",
    "收到政府信息公开申请0\t0\t7",
    "公示行政处罚决定35件。",
    "行政处罚决定书送达35件。",
    "不服行政处罚决定的35件。",
    "实施行政强制措施4件。",
    "配合召开防汛新闻发布会11场。",
    "举办业务培训班3次。",
    "配备专职消防队员12人。",
    "审理行政复议案件30件，维持12件。",
    "设立岗位3个。",
    "其他处理3件。",
    "制发公文60件,其中主动公开50件、依申请公开4件、不予公开6件。",
    "发布信息，其中政策解读类较多。",
]


@pytest.mark.parametrize("sentence", SILENT)
def test_what_is_not_plainly_said_is_no_claim(sentence: str) -> None:
    assert stated(sentence) == {}


SCOPED = {
    "区政府办代表区政府受理政府信息公开申请30件。": "requests_received_on_behalf",
    "全区各部门共收到政府信息公开申请30件。": "requests_received_in_region",
    "全市各级机关积极作为，共收到政府信息公开申请30件。": "requests_received_in_region",
    "牵头办理政府信息公开申请30件。": "requests_handled_by_lead",
    "2019年收到政府信息公开申请30件。": "requests_received_other_year",
    "去年同期收到政府信息公开申请30件。": "requests_received_other_year",
    "自2008年《条例》施行以来收到政府信息公开申请30件。": "requests_received_longer",
    "上半年收到政府信息公开申请30件。": "requests_received_shorter",
    "1-11月收到政府信息公开申请30件。": "requests_received_shorter",
    "通过政府网站收到政府信息公开申请30件。": "requests_received_in_part",
    "办理政府信息公开行政复议30件。": "reconsiderations_as_authority",
    "备案制定规范性文件30件。": "normative_documents_issued_of_others",
    "全市共举办政务公开培训班30次。": "training_courses_in_region",
    "在门户网站发布政策解读30篇。": "policy_interpretations_in_part",
    "2019年作出行政处罚决定30件。": "administrative_penalty_decisions_other_year",
    "通过市政府网站公开政府信息30条。": "disclosed_via_website_in_part",
}


@pytest.mark.parametrize(("sentence", "topic"), SCOPED.items())
def test_another_scope_never_takes_a_bare_topic(sentence: str, topic: str) -> None:
    assert stated(sentence) == {topic: 30}


def test_the_agency_itself_ends_the_scope_of_the_region_before_it() -> None:
    assert stated("按照全市统一部署，我局收到政府信息公开申请5件。") == {"requests_received": 5}


@pytest.mark.parametrize("period", ["1月1日至12月31日", "1-12月", "截至12月31日"])
def test_the_whole_year_by_its_months_is_the_year(period: str) -> None:
    assert stated(f"2020年{period}收到政府信息公开申请5件。") == {"requests_received": 5}


def test_a_count_in_ten_thousands_is_rounded_and_money_is_not() -> None:
    assert [claim.approximate for claim in said("主动公开政府信息3.2万条。收取信息处理费0.39万元。")] == [True, False]


@pytest.mark.parametrize("number", ["超770", "近770", "770余", "约770", "770多"])
def test_a_rounded_number_is_approximate(number: str) -> None:
    (claim,) = said(f"主动公开政府信息{number}条。")
    assert (claim.value, claim.approximate) == (Decimal(770), True)
    assert claim.printed == f"{number}条"


def test_ten_thousands_are_written_out() -> None:
    (claim,) = said("主动公开政府信息18万余条。")
    assert (claim.value, claim.approximate, claim.printed) == (Decimal(180000), True, "18万余条")


def test_the_printed_text_is_cut_from_the_original() -> None:
    text = "前文。2020 年，我局受理政府\n信息公开申请 １７ 件，均已答复。后文。"
    (claim,) = said(text)
    assert claim.printed == "１７ 件"
    assert claim.printed in text and claim.sentence in text
    assert claim.sentence.startswith("2020 年") and claim.sentence.endswith("。")


def test_a_heading_line_does_not_run_into_the_next() -> None:
    assert stated("依申请公开情况\n答复3件") == {}


def test_without_a_given_year_the_usual_one_counts() -> None:
    text = "2018年，我局工作有序。2018年收到政府信息公开申请2件。2017年收到政府信息公开申请9件。"
    assert stated(text, None) == {"requests_received": 2, "requests_received_other_year": 9}


def test_an_unclear_year_takes_the_bare_topic_from_every_dated_claim() -> None:
    text = "2018年收到政府信息公开申请2件。2017年收到政府信息公开申请9件。"
    assert {claim.topic for claim in said(text, None)} == {"requests_received_other_year"}


HOSTILE = ["收到政府信息公开申请5件，", "没有信息公开行政复议、", "12345，", "收到政府", "一"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_sentence_without_end_takes_no_time(piece: str) -> None:
    start = perf_counter()
    said(piece * 20_000)
    assert perf_counter() - start < 5


def test_many_short_sentences_are_all_read() -> None:
    assert len(said("收到政府信息公开申请5件。" * 500)) == 500
