"""Numbers held to the words beside them: parts, shares, changes, fees."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter

import pytest

from extractors.forms import table
from extractors.grid import Paragraph, line_locator
from extractors.narrative_formulas import FORMULAS, formulas
from extractors.narrative_parts import parts
from extractors.records import Claim
from extractors.sentences import sentences


def said(text: str) -> list[Claim]:
    found = sentences([Paragraph(text, line_locator(1, 1))])
    return [*parts(found), *formulas(found)]


def shown(text: str) -> list[tuple[str, float, str | None, float]]:
    return [(each.topic, float(each.value), each.relation, float(each.other_value or 0)) for each in said(text)]


def holds(claim: Claim) -> bool:
    assert claim.other_value is not None and claim.tolerance is not None
    if claim.relation == "=":
        return abs(claim.value - claim.other_value) <= claim.tolerance
    return claim.value <= claim.other_value if claim.relation == "<=" else claim.value >= claim.other_value


TRUE = {
    "收到申请20件,其中自然人15件、法人或其他组织5件。": [("parts", 20, "=", 20)],
    "收到申请20件，其中网上申请12件、信函申请6件、当面申请2件。": [("parts", 20, "=", 20)],
    "承办建议提案31件,其中主办件20件(代表建议12件,委员提案8件),协办件11件,重点建议3件。": [
        ("parts", 31, "=", 31),
        ("parts", 20, "=", 20),
    ],
    "受理诉求60件,其中12345热线30件、信箱20件、网站10件,办结率100%。": [("parts", 60, "=", 60)],
    "收到申请200件。其中,通过网络申请150件,占75%;通过信函申请49件,占24.5%;通过当面申请1件,占0.5%。": [
        ("percent", 75, "=", 75),
        ("percent", 24.5, "=", 24.5),
        ("percent", 0.5, "=", 0.5),
        ("parts", 200, "=", 200),
    ],
    "答复申请90件,包括上年结转8件。其中,予以公开60件;不予公开20;其他处理10件。": [("parts", 90, "=", 90)],
    "收到申请20件,其中自然人15件、法人5件,网上申请12件、信函申请8件。": [
        ("parts", 20, "=", 20),
        ("parts", 20, "=", 20),
    ],
    "发布信息900条，其中网站500条、微信300条、其他渠道200条。": [("parts", 900, "<=", 1000)],
    "收到申请23件，比上年增加3件，增长15%。": [("percent", 15, "=", 15)],
    "收到申请17件,较上年减少3件,下降15%。": [("percent", 15, "=", 15)],
    "收到申请23件,较上年的20件增长15.0%。": [("percent", 15, "=", 15)],
    "收取信息处理费3件,每件100元,共计300元。": [("fee_amounts", 300, "=", 300)],
    "全年收取信息处理费2230元，其中甲局1000元，乙局1230元。": [("fee_amounts", 2230, "=", 2230)],
    "收取信息处理费0.3万元,其中甲局1000元、乙局2000元。": [("fee_amounts", 3000, "=", 3000)],
}


@pytest.mark.parametrize(("sentence", "expected"), TRUE.items())
def test_what_adds_up_holds(sentence: str, expected: list[tuple[str, float, str, float]]) -> None:
    assert shown(sentence) == expected
    assert all(holds(claim) for claim in said(sentence))


FALSE = [
    "收到申请20件,其中自然人15件、法人或其他组织4件。",
    "收到申请20件，其中网上申请12件、信函申请6件、当面申请3件。",
    "收到申请7件,其中网上申请17件、信函申请3件。",
    "受理诉求60件,其中热线20件、信箱10件、网站10件、来信10件、来访5件。",
    "受理诉求60件,其中热线40件、信箱10件、其他方式5件。",
    "收到申请20件,其中自然人15件,占70%。",
    "收到申请23件,比上年增加3件,增长13%。",
    "收取信息处理费3件,每件100元,共计330元。",
    "收取信息处理费2230元,其中甲局1000元,乙局1200元。",
    "发布信息900条,其中网站500条、其他渠道200条。",
]


@pytest.mark.parametrize("sentence", FALSE)
def test_what_does_not_add_up_is_broken(sentence: str) -> None:
    (claim,) = said(sentence)
    assert not holds(claim)
    assert claim.printed in sentence


SILENT = [
    "收到申请20件,其中网上申请15件。",
    "收到申请20件,其中涉及拆迁8件、土地3件、社保2件。",
    "收到申请20件,其中涉及拆迁8件、土地3件等。",
    "收到申请20余件,其中自然人15件、法人4件。",
    "收到申请20件,其中自然人约15件、法人4件。",
    "收到申请20件,其中自然人、法人分别为15件、4件。",
    "收到申请20件,其中自然人3-5件、法人4件。",
    "公开信息900条,其中网站500条、微信300条、微博200条、公报100条、报刊90条。",
    "公开信息900条,其中规范性文件6件,参加发布会1次。",
    "收到申请20件,比上年增加3件。",
    "收到申请20件,同比增长15%。",
    "收到申请20件,其中自然人15件,占全市的7%。",
    "收到申请20件,其中自然人15件,约占70%。",
    "办结率100%,其中按时办结率99%、延期1%。",
    "答复90件,包括上年结转8件。其中,予以公开60件,不予公开20件。",
    "收到申请约23件,比上年增加3件,增长13%。",
    "培训3次120人次,其中科级10人次、科员20人次。",
    "收取信息处理费2230元,其中甲局1000元。",
    "共开展检查212次,其中联合检查1次。",
    "制定规章13件(含修改4件)。",
    "办理代表建议5件、委员提案30件,其中主办件20件、协办件15件。",
    "新收申请35件,上年结转20件,其中自然人18件、法人37件。",
]


@pytest.mark.parametrize("sentence", SILENT)
def test_what_may_leave_things_out_says_nothing(sentence: str) -> None:
    assert shown(sentence) == []


ROUNDED = {"66.66%": True, "66.67%": True, "66%": True, "67%": True, "66.6%": True, "66.7%": True, "66.68%": False}


@pytest.mark.parametrize(("share", "right"), ROUNDED.items())
def test_a_share_may_be_rounded_or_cut_off(share: str, right: bool) -> None:
    (claim,) = said(f"收到申请3件,其中自然人2件,占{share}。")
    assert holds(claim) == right


def test_a_share_may_be_of_an_earlier_number() -> None:
    (claim,) = said("收到申请100件,答复80件,其中予以公开40件,占40%。")
    assert (claim.value, claim.other_value) == (Decimal(40), Decimal(40))


def test_what_is_printed_is_cut_from_the_original_over_sentences() -> None:
    text = "全年收到申请 ２０ 件。其中，\n自然人１５件；法人 5 件。另有咨询。"
    (claim,) = said(text)
    assert claim.printed == "２０ 件。其中，\n自然人１５件；法人 5 件"
    assert claim.sentence in text


def test_every_formula_is_used_by_a_row() -> None:
    assert {row["formula"] for row in table("claim_formulas")} == set(FORMULAS)


@pytest.mark.parametrize("piece", ["收到20件,其中", "其中自然人15件;", "(", "占5%,", "20件(", "收到23件,比上年"])
def test_a_long_text_takes_no_time(piece: str) -> None:
    start = perf_counter()
    said(piece * 20_000)
    assert perf_counter() - start < 5
