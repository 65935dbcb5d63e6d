"""The seeds of categories and metrics name only what there is, and leave no topic of the prose out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.golden import ROOT, rows

SEEDS = ROOT / "dbt_project" / "seeds"
FORMS = ROOT / "extractors" / "forms"
CATEGORIES = rows(SEEDS / "seed_categories.csv")
CROSSWALK = rows(SEEDS / "seed_crosswalk.csv")
METRICS = rows(SEEDS / "seed_metrics.csv")
BREAKS = rows(SEEDS / "seed_breaks.csv")
APPLICANTS = [row["applicant"] for row in rows(SEEDS / "seed_applicants.csv")]
SLOTS = rows(FORMS / "slots.csv")
TOPICS = {row["topic"] for row in rows(FORMS / "claims.csv")}
NAMES = {row["category"] for row in CATEGORIES} | {
    f"{row['category']}/{applicant}" for row in CATEGORIES if row["by_applicant"] for applicant in APPLICANTS
}
Row = dict[str, str]


def terms(equation: str) -> list[str]:
    """The terms of a sum."""
    return equation.split(" + ") if equation else []


def slots_of(term: str, form: str) -> list[Row]:
    """The slots of a form that a term with `*` stands for."""
    pattern = re.compile(re.escape(term).replace(r"\*", "[^/]*"))
    named = (s for s in SLOTS if s["form"] == form)
    return [s for s in named if pattern.fullmatch(f"{s['table_name']}/{s['row_code']}/{s['column_code']}")]


def faults_of_crosswalk(mappings: Iterable[Row]) -> set[str]:
    """What the rows of the crosswalk name that there is not, and sums of different units."""
    units = {row["category"]: row["unit"] for row in CATEGORIES}
    faults = set()
    for row in mappings:
        if row["category"] not in NAMES | {"", "*"}:
            faults.add(f"no category {row['category']}")
            continue
        if row["source"] == "claim":
            faults |= {f"no topic {topic}" for topic in terms(row["measure"]) if topic not in TOPICS}
            continue
        for form in row["forms"].split() if row["measure"] else ():
            found = [slots_of(term, form) for term in terms(row["measure"])]
            if not all(found):
                faults.add(f"no slot {row['measure']} on {form}")
            if {slot["unit"] for slots in found for slot in slots} - {units[row["category"]]}:
                faults.add(f"unit of {row['category']} on {form}")
    return faults


def faults_of_metrics(metrics: Iterable[Row]) -> set[str]:
    """The terms of metrics that are no category, or that no form has a slot for."""
    mapped = {row["category"] for row in CROSSWALK if row["source"] == "table" and row["measure"]}
    mapped |= {f"{category}/{applicant}" for category in mapped for applicant in APPLICANTS}
    sums = [terms(metric[side]) for metric in metrics for side in ("numerator", "denominator")]
    return {term for equation in sums for term in equation if term not in NAMES or term not in mapped}


def test_the_crosswalk_names_what_there_is() -> None:
    assert len(CROSSWALK) > 200
    assert faults_of_crosswalk(CROSSWALK) == set()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"category": "requests/recieved"}, "no category requests/recieved"),
        ({"measure": "requests/recieved/total"}, "no slot requests/recieved/total on 2019"),
        ({"measure": "proactive_disclosure/centralized_procurement/amount"}, "unit of requests/received on 2019"),
        ({"source": "claim", "measure": "requests_recieved"}, "no topic requests_recieved"),
    ],
)
def test_a_misspelt_mapping_is_told(change: Row, fault: str) -> None:
    good = {"category": "requests/received", "forms": "2019", "source": "table", "measure": "requests/received/total"}
    assert faults_of_crosswalk([good]) == set()
    assert fault in faults_of_crosswalk([good | change])


def test_every_topic_of_the_prose_has_a_category_or_a_reason_why_not() -> None:
    mapped = {topic for row in CROSSWALK if row["source"] == "claim" for topic in terms(row["measure"])}
    assert mapped - TOPICS == set()
    assert TOPICS - mapped == set()


def test_every_category_has_a_place_and_names_in_both_languages() -> None:
    assert {row["parent"] for row in CATEGORIES} - NAMES == {""}
    assert len({row["position"] for row in CATEGORIES}) == len(CATEGORIES)
    for row in CATEGORIES:
        assert re.search("[一-鿿]", row["label_zh"]) and re.fullmatch(r"[\w ,:;’-]+", row["label_en"], re.A | re.I), row
        assert row["category"].startswith(row["parent"].split("/")[0]), row


def test_what_does_not_simply_compare_says_why_in_both_languages() -> None:
    for row in (*CROSSWALK, *BREAKS):
        if row["comparability"] != "same" and (row["reason_zh"] or row["reason_en"]):
            assert re.search("[一-鿿]", row["reason_zh"]) and re.search("[a-z]{3}", row["reason_en"]), row
    partial = [row for row in CROSSWALK if row["comparability"] == "near" and row["source"] == "table"]
    assert partial and all(row["reason_zh"] for row in partial)


def test_a_claim_is_never_simply_the_same() -> None:
    assert {row["comparability"] for row in CROSSWALK if row["source"] == "claim"} <= {"near", "break"}


def test_breaks_name_categories_and_their_law() -> None:
    assert BREAKS and {row["category"] for row in BREAKS} <= NAMES
    assert all(re.search("第|号", row["basis"]) for row in BREAKS)


def test_metrics_are_sums_of_categories_that_a_form_has() -> None:
    assert len(METRICS) > 30
    assert faults_of_metrics(METRICS) == set()
    assert faults_of_metrics([{"numerator": "requests/granted + requests/refsued", "denominator": ""}]) == {
        "requests/refsued"
    }
    assert {row["metric"] for row in METRICS if bool(row["denominator"]) != (row["unit"] == "share")} == set()


def test_no_sql_names_a_metric() -> None:
    shares = {row["metric"] for row in METRICS if row["unit"] == "share"}
    models = [ROOT / "dbt_project" / "models" / "marts" / f"{name}.sql" for name in ("agency_metrics", "agency_years")]
    text = "\n".join(Path(model).read_text(encoding="utf-8") for model in models)
    assert {metric for metric in shares if re.search(rf"\b{metric}\b", text)} == set()
