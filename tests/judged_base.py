"""Reports on which every identity of their form holds: what seeded errors are planted in."""

from __future__ import annotations

from tests.warehouse_fixtures import Report, filled_form

_REQUESTS = {
    "requests__received__natural_person": "10",
    "requests__received__business": "3",
    "requests__received__total": "13",
    "requests__carried_in__natural_person": "2",
    "requests__carried_in__total": "2",
    "requests__granted__natural_person": "7",
    "requests__granted__business": "3",
    "requests__granted__total": "10",
    "requests__refused_internal_affairs__natural_person": "2",
    "requests__refused_internal_affairs__total": "2",
    "requests__outcomes_total__natural_person": "9",
    "requests__outcomes_total__business": "3",
    "requests__outcomes_total__total": "12",
    "requests__carried_out__natural_person": "3",
    "requests__carried_out__total": "3",
    "disputes__reconsideration__upheld": "1",
    "disputes__reconsideration__corrected": "1",
    "disputes__reconsideration__pending": "1",
    "disputes__reconsideration__total": "3",
}
_ITEMS = {
    "proactive_disclosure__administrative_license__prior_year_items": "5",
    "proactive_disclosure__administrative_license__change": "-1",
}
_STATISTICS = {
    "disclosed": 100,
    "disclosed_normative_documents": 4,
    "normative_documents_issued": 4,
    "disclosed_via_gazette": 10,
    "disclosed_via_website": 80,
    "disclosed_via_weibo": 30,
    "press_conferences": 2,
    "press_conferences_by_principal": 1,
    "online_interviews": 3,
    "online_interviews_by_principal": 1,
    "requests_received": 6,
    "requests_online": 4,
    "requests_by_letter": 2,
    "requests_concluded": 6,
    "concluded_on_time": 5,
    "concluded_after_extension": 1,
    "requests_answered": 6,
    "answered_already_public": 1,
    "answered_granted": 3,
    "answered_refused": 2,
    "refused_trade_secret": 1,
    "refused_personal_privacy": 1,
    "reconsiderations": 1,
    "reconsiderations_upheld": 1,
    "litigations": 1,
    "litigations_upheld": 1,
    "staff": 3,
    "staff_full_time": 1,
    "staff_part_time": 2,
}


def statistics(**values: str) -> dict[str, str]:
    return {f"statistics__{row}__value": text for row, text in values.items()}


def good(form: str, agency: str, year: int) -> Report:
    """Return a report on which every identity of its form holds."""
    texts = {
        "2014": statistics(**{row: str(value) for row, value in _STATISTICS.items()}),
        "2019": {**_REQUESTS, **_ITEMS},
        "2021": _REQUESTS,
    }[form]
    return filled_form(agency, year, form, **texts)


def quiet(form: str, agency: str, year: int, **texts: str) -> Report:
    """Return a report of an agency to which next to nothing happened: one request, granted; and what the texts say."""
    one = {f"requests__{row}__{column}": "1" for row in ("received", "granted", "outcomes_total")
           for column in ("natural_person", "total")}  # fmt: skip
    return filled_form(agency, year, form, **({} if form == "2014" else one) | texts)
