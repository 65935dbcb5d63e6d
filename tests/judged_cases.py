"""For each identity that looks beyond one table, reports that break it and no other: years, prose, agencies below."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tests.judged_base import good, quiet, statistics
from tests.warehouse_fixtures import Printed, Report, filled_form

Broken = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Case:
    """Reports of one agency, or of several, and what is broken on those of the first."""

    reports: tuple[Report, ...]
    broken: Broken


CHILDREN = ("太仓市教育局", "太仓市民政局")
SUMMARY = "太仓市人民政府"
SEEDS = {
    "seed_parents": [{"agency": child, "parent": SUMMARY, "first_year": 2019} for child in CHILDREN],
    "seed_summaries": [{"agency": SUMMARY, "first_year": 2019}],
    "seed_successions": [
        {"predecessor": "常熟市经信委", "successor": "常熟市工业和信息化局", "year": 2020, "kind": "renamed"},
        {"predecessor": "张家港市农业委员会", "successor": "张家港市农业农村局", "year": 2020, "kind": "merged"},
        {"predecessor": "张家港市畜牧局", "successor": "张家港市农业农村局", "year": 2020, "kind": "merged"},
        {"predecessor": "张家港市畜牧局", "successor": "昆山市农业农村局", "year": 2020, "kind": "merged"},
        {"predecessor": "昆山市林业局", "successor": "昆山市农业农村局", "year": 2020, "kind": "merged"},
        {"predecessor": "张家港市畜牧局", "successor": "江阴市农业农村局", "year": 2020, "kind": "merged"},
    ],
}
"""Rows of seeds which the cases need beside those of the repository."""
RENAMED, MERGED = "常熟市工业和信息化局", "张家港市农业农村局"
HALF_KNOWN, MISCARRIED = "昆山市农业农村局", "江阴市农业农村局"
"""One of its predecessors has no report; it says one request where its predecessor says two."""
LEFT_IN_2019 = {
    "常熟市经信委": 3,
    "张家港市农业委员会": 1,
    "张家港市畜牧局": 2,
}
"""How many requests the predecessors carry over to the year in which others take their place."""


def agency_of(case: str) -> str:
    """Return the agency on whose reports an identity is broken: a department of a city, one for each case."""
    return SUMMARY if case == "parent_sum" else CHILDREN[0] if case == "child" else f"镇江市{case}局"


def _case(name: str, *reports: Report, broken: tuple[tuple[str, str], ...]) -> tuple[str, Case]:
    agency = agency_of(name)
    return name, Case(tuple(replace(r, agency=r.agency or agency) for r in reports), frozenset(broken))


def _one(name: str, identity: str, instance: str, report: Report) -> tuple[str, Case]:
    return _case(name, report, broken=((identity, instance),))


def _years(name: str, identity: str, instance: str, before: Report, now: Report) -> tuple[str, Case]:
    return _case(name, before, now, broken=((identity, instance),))


def _without(report: Report, *slots: str) -> Report:
    gone = {tuple(slot.split("/")) for slot in slots}
    return replace(report, cells={address: cell for address, cell in report.cells.items() if address not in gone})


def _said(name: str, identity: str, topic: str, value: str, form: str = "2021") -> tuple[str, Case]:
    year = {"2014": 2016, "2019": 2019, "2021": 2022}[form]
    return _one(name, identity, topic, replace(good(form, "", year), agency=None, claims=((topic, value),)))


def _good(form: str, year: int, **texts: str) -> Report:
    return replace(good(form, "", year), agency=None).changed(**texts)


def _quiet(form: str, year: int, **texts: str) -> Report:
    return replace(quiet(form, "", year), agency=None).changed(**texts)


def _blank(report: Report, table: str, count: int) -> Report:
    """Return a report with so many zeros of a table left blank."""
    zeros = [address for address, cell in report.cells.items() if address[0] == table and cell.text == "0"][:count]
    return replace(report, cells={**report.cells, **dict.fromkeys(zeros, Printed("", None, "blank"))})


_FEE = "proactive_disclosure__administrative_fee"
_LICENSE = "proactive_disclosure__administrative_license"
_DOCUMENT = "proactive_disclosure__normative_document"
_UNPAID = {
    "requests__granted__natural_person": "6",
    "requests__granted__total": "9",
    "requests__other_fee_unpaid__natural_person": "1",
    "requests__other_fee_unpaid__total": "1",
}
_NO_REQUESTS = dict.fromkeys(
    ("requests_received", "requests_online", "requests_by_letter", "requests_concluded", "concluded_on_time",
     "concluded_after_extension", "requests_answered", "answered_already_public", "answered_granted",
     "answered_refused", "refused_trade_secret", "refused_personal_privacy"),
    "0",
)  # fmt: skip
_GROWN = statistics(disclosed="560", disclosed_via_website="400", disclosed_via_weibo="150", disclosed_via_gazette="20")
_SHRUNK = statistics(disclosed="19", disclosed_via_website="16", disclosed_via_weibo="6")
_PROSE = tuple(range(1, 21))


def _disputes(**texts: str) -> dict[str, str]:
    return {f"disputes__{key}": text for key, text in texts.items()}


_PEERS = tuple(
    replace(_quiet("2021", 2022, **{f"{_FEE}__amount": fee}), agency=f"镇江市同类{number}局")
    for number, fee in enumerate(("0.4", "1.2", "3", "0.85", "2.5", "6"), start=1)
)
_MONEY = Printed("5000元", None, "number", "元")
CASES: dict[str, Case] = dict(
    (
        _one("cells", "requests_shape", "report",
             _without(_quiet("2019", 2019), "requests/unavailable_not_held/legal_service_agency")),
        _one("unpaid", "fee_unpaid_explained", "report",
             replace(_good("2021", 2022, **_UNPAID), mentions=("chapter_6",), sentences=_PROSE)),
        _case("unseen", replace(_good("2021", 2022, **_UNPAID), sentences=_PROSE), broken=()),
        _years("after", "litigation_after_needs_reconsideration", "report", _quiet("2021", 2021),
               _quiet("2021", 2022, **_disputes(litigation_after_reconsideration__total="1",
                                                litigation_after_reconsideration__upheld="1"))),
        _years("idle", "disputes_without_requests", "report",
               replace(_quiet("2021", 2021), cells=_quiet("2021", 2021, **{
                   f"requests__{row}__{column}": "0" for row in ("received", "granted", "outcomes_total")
                   for column in ("natural_person", "total")}).cells),
               _quiet("2021", 2022, **_disputes(reconsideration__total="1", reconsideration__upheld="1"), **{
                   f"requests__{row}__{column}": "0" for row in ("received", "granted", "outcomes_total")
                   for column in ("natural_person", "total")})),
        _years("pending", "pending_carried", "reconsideration",
               _quiet("2021", 2021, **_disputes(reconsideration__total="2", reconsideration__pending="2")),
               _quiet("2021", 2022, **_disputes(reconsideration__total="1", reconsideration__upheld="1"))),
        _years("force", "in_force_chain", "normative_document",
               _quiet("2021", 2021, **{f"{_DOCUMENT}__in_force": "5"}),
               _quiet("2021", 2022, **{f"{_DOCUMENT}__in_force": "7", f"{_DOCUMENT}__issued": "1"})),
        _one("decimals", "fee_amount_form", "amount", _quiet("2021", 2022, **{f"{_FEE}__amount": "0.00001"})),
        _case("yuan", _quiet("2021", 2022, **{f"{_FEE}__amount": "12000"}), *_PEERS,
              broken=(("fee_amount_form", "like_peers"),)),
        _one("disclosed", "disclosed_within_total", "normative_document/within_total",
             _quiet("2019", 2019, **{f"{_DOCUMENT}__newly_disclosed": "3", f"{_DOCUMENT}__newly_made": "3",
                                     f"{_DOCUMENT}__total_disclosed": "2"})),
        _one("made", "disclosed_within_total", "normative_document/within_made",
             _quiet("2019", 2019, **{f"{_DOCUMENT}__newly_disclosed": "3", f"{_DOCUMENT}__newly_made": "1",
                                     f"{_DOCUMENT}__total_disclosed": "3"})),
        _years("chain", "items_chain", "administrative_license",
               _quiet("2019", 2019, **{f"{_LICENSE}__prior_year_items": "5", f"{_LICENSE}__change": "-1"}),
               _quiet("2019", 2020, **{f"{_LICENSE}__prior_year_items": "5"})),
        _years("decisions", "change_is_not_decisions", "administrative_license/not_decisions",
               _quiet("2019", 2019, **{f"{_LICENSE}__prior_year_items": "90", f"{_LICENSE}__change": "10",
                                       f"{_LICENSE}__decisions": "20"}),
               _quiet("2019", 2020, **{f"{_LICENSE}__prior_year_items": "100", f"{_LICENSE}__change": "30",
                                       f"{_LICENSE}__decisions": "50"})),
        _one("change", "change_is_not_decisions", "administrative_license/small",
             _quiet("2019", 2019, **{f"{_LICENSE}__prior_year_items": "50", f"{_LICENSE}__change": "60"})),
        _one("procurement", "procurement_both", "projects",
             _quiet("2019", 2019, proactive_disclosure__centralized_procurement__projects="3")),
        _years("items", "fee_items_not_money", "report",
               _quiet("2019", 2020, **{f"{_FEE}__prior_year_items": "4", f"{_FEE}__change": "1"}),
               _quiet("2021", 2021, **{f"{_FEE}__amount": "5"})),
        _one("closed", "reconsiderations_closed", "report", _good("2014", 2016, **statistics(reconsiderations="3"))),
        _one("lawsuits", "litigations_closed", "report", _good("2014", 2016, **statistics(litigations="2"))),
        _one("concerns", "concerns_within_responses", "report",
             _good("2014", 2016, **statistics(concerns_addressed="9"))),
        _one("answers", "answers_within_received", "upper",
             _good("2014", 2016, **statistics(requests_answered="7", answered_already_public="2"))),
        _years("conclusions", "answers_within_received", "lower", _good("2014", 2015),
               _good("2014", 2016, **statistics(requests_concluded="7", concluded_on_time="6"))),
        _case("fees", _good("2014", 2016, **statistics(request_fees="0.5", **_NO_REQUESTS)),
              broken=(("fees_need_requests", "requests"), ("fees_need_requests", "unit"))),
        _one("fee", "fees_need_requests", "unit", _good("2014", 2016, **statistics(request_fees="880"))),
        _one("training", "training_both", "report", _good("2014", 2016, **statistics(training_courses="1"))),
        _years("growth", "jump", "disclosed/value/up", _good("2014", 2015), _good("2014", 2016, **_GROWN)),
        _years("decline", "jump", "disclosed/value/down", _good("2014", 2015), _good("2014", 2016, **_SHRUNK)),
        _years("copy", "duplicate_of_last_year", "tables", _good("2014", 2015), _good("2014", 2016)),
        _years("prose", "duplicate_of_last_year", "prose",
               replace(_quiet("2021", 2021), sentences=_PROSE),
               replace(_quiet("2021", 2022), sentences=(*_PROSE[:15], *range(100, 105)))),
        _said("received", "says_received", "requests_received", "14"),
        _said("carried_in", "says_carried", "requests_carried_in", "5"),
        _said("carried_out", "says_carried", "requests_carried_out", "5"),
        _said("concluded", "says_concluded", "requests_concluded", "11"),
        _said("natural", "says_by_applicant", "requests_by_natural_person", "9"),
        _said("entities", "says_by_applicant", "requests_by_legal_entity", "4"),
        _said("granted", "says_outcome", "requests_granted", "9"),
        _said("refused", "says_outcome", "requests_refused", "3"),
        _said("reconsidered", "says_disputes", "reconsiderations", "2"),
        _said("sued", "says_disputes", "litigations", "1"),
        _said("issued", "says_documents", "normative_documents_issued", "3"),
        _said("made_2019", "says_documents", "normative_documents_issued", "3", "2019"),
        _said("stated", "says_statistics", "disclosed", "99", "2014"),
        _said("stated_fees", "says_statistics", "request_fees", "30", "2014"),
        _said("parts", "says_parts", "parts", "12=11"),
        _said("percent", "says_percent", "percent", "50.1=50"),
        _said("amounts", "says_fee", "fee_amounts", "300=200"),
        _one("upheld", "says_disputes", "reconsiderations_all_upheld",
             replace(_good("2021", 2022), mentions=("reconsiderations_all_upheld",), sentences=_PROSE)),
        _one("twice", "says_twice", "report",
             Report(None, 2022, kind="narrative_report",
                    claims=(("reconsiderations", "1"), ("reconsiderations", "2")))),
        _years("scope", "scope_switched", "report", replace(_quiet("2021", 2021), scope="own"),
               replace(_quiet("2021", 2022), scope="whole")),
        _one("chapters", "chapters_present", "report",
             replace(_quiet("2021", 2022), mentions=tuple(f"chapter_{n}" for n in range(1, 6)))),
        _one("order", "chapters_in_order", "report",
             replace(_quiet("2021", 2022), mentions=tuple(f"chapter_{n}" for n in (1, 3, 2, 4, 5, 6)))),
        _one("period", "years_agree", "report",
             replace(_quiet("2021", 2022), claims=(("title_year", "2022"), ("period_year", "2021")))),
        _one("summary", "is_annual_report", "report", replace(_quiet("2021", 2022), kind="work_summary")),
        _one("subject", "names_itself", "report",
             replace(_quiet("2021", 2022), mentions=("other_subject",), sentences=_PROSE)),
        _one("gap", "numbers_present", "report",
             replace(_quiet("2021", 2022), mentions=("number_missing",), sentences=_PROSE)),
        _one("blanks", "requests_few_blanks", "report", _blank(_quiet("2021", 2022), "requests", 11)),
        _case("habit", _blank(_quiet("2021", 2022), "requests", 175), broken=()),
        _one("open", "disputes_few_blanks", "report", _blank(_quiet("2021", 2022), "disputes", 6)),
        _one("units", "units_as_prescribed", "report",
             replace(_quiet("2021", 2022), cells={**_quiet("2021", 2022).cells, (
                 "proactive_disclosure", "administrative_fee", "amount"): replace(_MONEY, value=_quiet(
                     "2021", 2022, **{f"{_FEE}__amount": "0.5"}).cells[
                         "proactive_disclosure", "administrative_fee", "amount"].value)})),
        _one("zeros", "zeros_beside_activity", "report",
             Report(None, 2022, {address: cell for address, cell in _quiet("2021", 2022).cells.items()
                                 if address[0] == "proactive_disclosure"}, claims=(("reconsiderations", "2"),))),
        _one("late", "published_in_time", "report", replace(_quiet("2021", 2022), published_on=date(2023, 2, 15))),
        _case("parent_sum",
              replace(_quiet("2021", 2022), agency=SUMMARY, scope="whole"),
              replace(_quiet("2021", 2022), agency=CHILDREN[0]),
              replace(_quiet("2021", 2022), agency=CHILDREN[1], cells=_quiet("2021", 2022, **{
                  f"requests__{row}__{column}": "0" for row in ("received", "granted", "outcomes_total")
                  for column in ("natural_person", "total")}).cells),
              replace(_quiet("2021", 2023), agency=SUMMARY, scope="whole"),
              replace(_quiet("2021", 2023, **_disputes(reconsideration__total="1", reconsideration__other_result="1")),
                      agency=CHILDREN[0]),
              replace(_quiet("2021", 2023), agency=CHILDREN[1]),
              broken=tuple(("parent_sum", f"{row}/{column}") for row, column in (
                  *((row, column) for row in ("received", "granted", "outcomes_total")
                    for column in ("natural_person", "total")),
                  ("reconsideration", "total"), ("reconsideration", "other_result")))),
        _case("true_2021", replace(
            _good("2021", 2022), published_on=date(2023, 1, 31), sentences=_PROSE,
            mentions=tuple(f"chapter_{n}" for n in range(1, 7)),
            claims=(
                ("title_year", "2022"), ("period_year", "2022"), ("requests_received", "13"),
                ("requests_received", "15"), ("requests_carried_in", "2"), ("requests_carried_out", "3"),
                ("requests_concluded", "12"), ("requests_by_natural_person", "12"), ("requests_by_legal_entity", "3"),
                ("requests_refused", "2"), ("reconsiderations", "3"), ("disputes", "3"), ("litigations", "0"),
                ("normative_documents_issued", "0"), ("parts", "12=12"), ("percent", "50=50"),
                ("fee_amounts", "300=300"),
            )), broken=()),
        _case("true_2014", replace(
            _good("2014", 2016, **statistics(request_fees="0.003")),
            claims=(("disclosed", "100"), ("request_fees", "30"), ("requests_received", "6")),
        ), broken=()),
        _case("true_unit", replace(_quiet("2019", 2019), cells={**_quiet("2019", 2019).cells, (
            "requests", "granted", "total"): replace(_quiet("2019", 2019).cells[
                "requests", "granted", "total"], unit="件")}), broken=()),
        _case("child", broken=tuple(("child_within_parent", f"reconsideration/{column}")
                                    for column in ("total", "other_result"))),
    )
)  # fmt: skip
"""By name; the reports of `child` are those of `parent_sum`."""


def _carrying(agency: str, year: int, *, carried_in: int, carried_out: int) -> Report:
    """A report of nothing but requests that wait: so many came from the year before, so many go to the next."""
    waiting = {"carried_in": carried_in, "carried_out": carried_out, "granted": carried_in - carried_out}
    waiting["received"] = max(-waiting["granted"], 0)
    waiting["granted"] = waiting["outcomes_total"] = max(waiting["granted"], 0)
    texts = {f"requests__{row}__{column}": str(count) for row, count in waiting.items()
             for column in ("natural_person", "total")}  # fmt: skip
    return replace(filled_form(agency, year, "2019", **texts), agency=agency)


SUCCEEDED = (
    *(_carrying(agency, 2019, carried_in=0, carried_out=left) for agency, left in LEFT_IN_2019.items()),
    _carrying(RENAMED, 2020, carried_in=3, carried_out=0),
    _carrying(MERGED, 2020, carried_in=3, carried_out=0),
    _carrying(HALF_KNOWN, 2020, carried_in=1, carried_out=0),
    _carrying(MISCARRIED, 2020, carried_in=1, carried_out=0),
)
"""The last reports of some agencies, and the first ones of those that came after them."""
