"""Reports that hold, and for each identity one that breaks it: what the tests of models and expectations build once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.judged_base import good, statistics
from tests.judged_cases import CASES, SUCCEEDED
from tests.warehouse_fixtures import Report, filled_form


def pair(agency: str, *, carried_in: str) -> tuple[Report, Report]:
    """Return reports of two years, the second on the next form; the first carries out 3 requests of natural persons."""
    received = str(12 - int(carried_in))
    total = str(15 - int(carried_in))
    second = good("2021", agency, 2021).changed(
        requests__carried_in__natural_person=carried_in,
        requests__carried_in__total=carried_in,
        requests__received__natural_person=received,
        requests__received__total=total,
        disputes__reconsideration__upheld="0",
        disputes__reconsideration__corrected="2",
    )
    return good("2019", agency, 2020), second


@dataclass(frozen=True)
class Seeded:
    """A good report with one error in it, and all that this error breaks."""

    form: str
    changes: dict[str, str]
    broken: frozenset[tuple[str, str]]
    year: int | None = None


def _seeded(form: str, changes: dict[str, str], *broken: tuple[str, str]) -> Seeded:
    return Seeded(form, changes, frozenset(broken))


def _in_requests(form: str, changes: dict[str, str], *broken: tuple[str, str]) -> Seeded:
    return _seeded(form, {f"requests__{key}": text for key, text in changes.items()}, *broken)


def _instatistics(identity: str, instance: str = "report", /, **values: str) -> Seeded:
    return _seeded("2014", statistics(**values), (identity, instance))


_MOVED = {"carried_out__natural_person": "2", "carried_out__business": "1"}
_BALANCES = (
    ("requests_balance", "natural_person"),
    ("requests_balance", "business"),
    ("requests_reclassified", "report"),
)
_REGRANTED = {"granted__natural_person": "6", "granted__business": "4"}
_OUTCOMES = (("outcomes_sum", "natural_person"), ("outcomes_sum", "business"))
_TOTALS = {"granted__total": "9", "refused_internal_affairs__total": "3"}
_APPLICANTS = (("applicants_sum", "granted"), ("applicants_sum", "refused_internal_affairs"))
_NEGATIVE = {
    "refused_deliberative__natural_person": "-1",
    "refused_deliberative__total": "-1",
    "refused_internal_affairs__natural_person": "3",
    "refused_internal_affairs__total": "3",
}
_NEGATIVES = (
    ("requests_nonnegative", "refused_deliberative/natural_person"),
    ("requests_nonnegative", "refused_deliberative/total"),
)

SEEDED: dict[str, Seeded] = {
    "requests_balance_2019": _in_requests("2019", _MOVED, *_BALANCES),
    "requests_balance_2021": _in_requests("2021", _MOVED, *_BALANCES),
    "outcomes_sum_2019": _in_requests("2019", _REGRANTED, *_OUTCOMES),
    "outcomes_sum_2021": _in_requests("2021", _REGRANTED, *_OUTCOMES),
    "applicants_sum_2019": _in_requests("2019", _TOTALS, *_APPLICANTS),
    "applicants_sum_2021": _in_requests("2021", _TOTALS, *_APPLICANTS),
    "requests_nonnegative_2019": _in_requests("2019", _NEGATIVE, *_NEGATIVES),
    "requests_nonnegative_2021": _in_requests("2021", _NEGATIVE, *_NEGATIVES),
    "outcome_too_large": _in_requests(
        "2021",
        {
            "refused_deliberative__business": "?",
            "refused_deliberative__total": "?",
            "granted__business": "5",
            "granted__total": "12",
        },
        ("outcome_within_total", "business/lower"),
    ),
    "outcomes_too_many": _in_requests(
        "2019",
        {
            "carried_out__business": "?",
            "carried_out__total": "?",
            "received__business": "1",
            "received__total": "11",
        },
        ("outcome_within_total", "business/upper"),
    ),
    "applicant_too_large": _in_requests(
        "2021",
        {"granted__legal_service_agency": "?", "granted__total": "6", "refused_internal_affairs__total": "6"},
        ("outcome_within_total", "granted"),
        ("applicants_sum", "refused_internal_affairs"),
    ),
    "disputes_sum": _seeded("2021", {"disputes__reconsideration__total": "4"}, ("disputes_sum", "reconsideration")),
    "disputes_nonnegative": _seeded(
        "2019",
        {"disputes__litigation_direct__upheld": "-1", "disputes__litigation_direct__corrected": "1"},
        ("disputes_nonnegative", "litigation_direct/upheld"),
    ),
    "disputes_fraction": _seeded(
        "2021",
        {"disputes__litigation_direct__upheld": "0.5", "disputes__litigation_direct__total": "0.5"},
        ("disputes_nonnegative", "litigation_direct/upheld"),
        ("disputes_nonnegative", "litigation_direct/total"),
    ),
    "items_nonnegative": _seeded(
        "2019",
        {"proactive_disclosure__administrative_license__change": "-6"},
        ("items_nonnegative", "administrative_license"),
    ),
    "rules_need_power_2019": _seeded(
        "2019", {"proactive_disclosure__rule__newly_made": "1"}, ("rules_need_power", "report")
    ),
    "rules_need_power_2021": _seeded(
        "2021", {"proactive_disclosure__rule__issued": "1"}, ("rules_need_power", "report")
    ),
    "received_by_channel": _instatistics("received_by_channel", requests_online="5"),
    "concluded_sum": _instatistics("concluded_sum", concluded_on_time="4"),
    "answered_sum": _instatistics("answered_sum", answered_granted="4"),
    "refused_once": _instatistics("refused_sum", "lower", refused_trade_secret="3"),
    "refused_without_ground": _instatistics("refused_sum", "upper", refused_trade_secret="0"),
    "reconsiderations_sum": _instatistics("reconsiderations_sum", reconsiderations="0"),
    "litigations_sum": _instatistics("litigations_sum", litigations="0"),
    "staff_sum": _instatistics("staff_sum", staff="4"),
    "more_than_all_channels": _instatistics("disclosed_by_channel", "upper", disclosed="130"),
    "less_than_one_channel": _instatistics("disclosed_by_channel", "lower", disclosed_via_website="101"),
    "normative_within_disclosed": _instatistics("normative_within_disclosed", disclosed_normative_documents="101"),
    "normative_within_issued": _instatistics("normative_within_issued", normative_documents_issued="0"),
    "press_conferences": _instatistics(
        "principal_within_total", "press_conferences_by_principal", press_conferences_by_principal="3"
    ),
    "online_interviews": _instatistics(
        "principal_within_total", "online_interviews_by_principal", online_interviews_by_principal="4"
    ),
    "form_matches_year": replace(_seeded("2019", {}, ("form_matches_year", "report")), year=2023),
}
_YEARS = {"2014": 2016, "2019": 2019, "2021": 2022}


def agency_of(case: str) -> str:
    """Return the agency which a seeded report is of: a department of a city, one for each case."""
    return f"苏州市{case}局"


def seeded_reports() -> list[Report]:
    """Return a report for each seeded error."""
    return [
        good(case.form, agency_of(name), case.year or _YEARS[case.form]).changed(**case.changes)
        for name, case in SEEDED.items()
    ]


RULE_MADE = {"proactive_disclosure__rule__newly_made": "1"}
POWERS = {
    "江苏省人民政府": True,
    "苏州市人民政府": True,
    "苏州市人民政府办公室": True,
    "上海市人民政府办公厅": True,
    "延边朝鲜族自治州人民政府": True,
    "国务院办公厅": True,
    "财政部": True,
    "昆山市人民政府": False,
    "淮安市洪泽区人民政府": False,
    "沈阳市工业和信息化局": False,
    "喀什地区行政公署": False,
    "苏州工业园区管理委员会": False,
    "杭州市余杭区仓前街道办事处": False,
    "某某市人民政府": None,
}
"""Agencies that made a rule, and whether they may; nothing is known of a city that is in no list."""

GOOD = ["常州市财政局", "常州市教育局", "常州市民政局"]
BLANK = "常州市水利局"
"""Nothing but blanks, as the form is handed out."""
MARKED = "常州市商务局"
"""Every zero is a mark."""
STATED = "常州市统计局"
MISSTATED = "常州市审计局"
"""The manifest contradicts the text."""
CONTINUED = "无锡市财政局"
DISCONTINUED = "无锡市教育局"
BLANKS = "无锡市民政局"
"""Blanks of every kind in a form of 2019."""


def _other_reports() -> list[Report]:
    misstated = replace(good("2019", MISSTATED, 2019), text_agency="南通市审计局", text_year=2018)
    stated = replace(good("2019", STATED, 2019), text_agency="市统计局", text_year=2019)
    blanks = good("2019", BLANKS, 2019).changed(
        requests__granted__total="",
        requests__received__legal_service_agency="",
        disputes__reconsideration__total="/",
        disputes__litigation_direct__upheld="",
        proactive_disclosure__administrative_penalty__prior_year_items="",
        proactive_disclosure__administrative_penalty__change="-2",
        proactive_disclosure__administrative_compulsion__change="",
    )
    marked = good("2021", MARKED, 2022)
    marks = {address: replace(cell, text="/", value=None, state="not_applicable") for address, cell in
             marked.cells.items() if cell.text == "0"}  # fmt: skip
    return [
        *(good(form, agency, _YEARS[form]) for form, agency in zip(("2014", "2019", "2021"), GOOD, strict=True)),
        *(good("2019", agency, 2019).changed(**RULE_MADE) for agency in POWERS),
        replace(filled_form(BLANK, 2021, "2021", ""), kind="blank_form"),
        replace(marked, cells={**marked.cells, **marks}),
        stated,
        misstated,
        blanks,
        *pair(CONTINUED, carried_in="3"),
        *pair(DISCONTINUED, carried_in="2"),
    ]


def all_reports() -> list[Report]:
    """Return every report of the warehouse that the tests share."""
    cases = [report for case in CASES.values() for report in case.reports]
    return [*seeded_reports(), *_other_reports(), *cases, *SUCCEEDED]
