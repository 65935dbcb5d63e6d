"""The language of identities.csv: what it expands to, and how it names the line of a mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from expectations.equations import IdentityTerm, compile_terms
from expectations.identities import IDENTITIES, Identity, IdentityError, read_identities, read_slots

HEADER = "identity,form,table,each,applies,equation,kind,severity,unless_assessable,basis,says,says_en,since\n"


def identity(equation: str, each: str = "column", table: str = "requests", form: str = "2019") -> Identity:
    return replace(
        read_identities()[0], equation=equation, each=each, table_name=table, form=form, source="identities.csv:7"
    )


def terms(*args: str, **kwargs: str) -> list[IdentityTerm]:
    return compile_terms([identity(*args, **kwargs)], read_slots())


def written(found: list[IdentityTerm]) -> list[str]:
    """Spell terms as `instance clause relation side function sign slot`."""
    return [
        f"{t.instance} {t.clause} {t.relation} {t.side} {t.function} {t.coefficient:+d} "
        f"{t.constant if t.constant is not None else t.row_code or t.attribute}"
        for t in found
    ]


def test_a_sum_in_every_column() -> None:
    found = terms("received + carried_in = outcomes_total + carried_out")
    assert len(found) == 7 * 4
    assert written(found)[:4] == [
        "natural_person 1 = left sum +1 received",
        "natural_person 1 = left sum +1 carried_in",
        "natural_person 1 = right sum +1 outcomes_total",
        "natural_person 1 = right sum +1 carried_out",
    ]


def test_every_form_that_has_the_table() -> None:
    assert {t.form for t in terms("received = outcomes_total", form="*")} == {"2019", "2021"}


def test_terms_are_columns_where_it_is_judged_by_row() -> None:
    found = terms("total = upheld + corrected + other_result + pending", "row", "disputes")
    assert {t.instance for t in found} == {"reconsideration", "litigation_direct", "litigation_after_reconsideration"}
    assert {t.column_code for t in found} == {"total", "upheld", "corrected", "other_result", "pending"}


def test_only_rows_that_have_all_terms_are_judged() -> None:
    found = terms("prior_year_items + change >= 0", "row", "proactive_disclosure")
    assert len({t.instance for t in found}) == 5


def test_a_prefix_names_every_code_that_begins_with_it() -> None:
    found = [t.row_code for t in terms("received = refused_*") if t.instance == "total" and t.side == "right"]
    assert len(found) == 8 and all(str(code).startswith("refused_") for code in found)


def test_a_chain_has_a_lower_and_an_upper_part() -> None:
    found = terms("max(disclosed_via_*) <= disclosed <= disclosed_via_*", "report", "statistics", "2014")
    assert [t.instance for t in found].count("lower") == 6
    assert [t.instance for t in found].count("upper") == 6
    assert {t.function for t in found if t.instance == "lower" and t.side == "left"} == {"max"}


def test_an_implication_is_an_alternative() -> None:
    found = terms("staff = 0 => trainees = 0", "report", "statistics", "2014")
    assert written(found) == [
        "report 1 != left sum +1 staff",
        "report 1 != right sum +1 0",
        "report 2 = left sum +1 trainees",
        "report 2 = right sum +1 0",
    ]


def test_an_agency_can_be_asked() -> None:
    found = terms("rule.newly_made != 0 => agency.makes_rules", "report", "proactive_disclosure")
    assert written(found) == [
        "report 1 = left sum +1 rule",
        "report 1 = right sum +1 0",
        "report 2 true left sum +1 agency.makes_rules",
    ]


def test_statements_are_named_by_their_first_code() -> None:
    found = terms("staff_full_time <= staff; trainees >= 0", "report", "statistics", "2014")
    assert {t.instance for t in found} == {"staff_full_time", "trainees"}


def test_last_year_and_differences() -> None:
    found = terms("carried_in = prior.carried_out - received")
    assert [(t.link, t.coefficient) for t in found[:3]] == [("", 1), ("prior", 1), ("", -1)]


def test_every_cell_is_an_instance() -> None:
    assert len({t.instance for t in terms("cell in counts", "cell")}) == 161


@pytest.mark.parametrize(
    ("equation", "says"),
    [
        ("recieved = outcomes_total", "'recieved' names no slot of requests in form 2019"),
        ("other_rest = outcomes_total", "'other_rest' names no slot"),
        ("refusd_* = outcomes_total", "'refusd_\\*' names no slot"),
        ("received outcomes_total", "compares two or three sides"),
        ("received =", "ends too early"),
        ("received = granted = carried_in = carried_out", "compares two or three sides"),
        ("received ≤ granted", "cannot read '≤ granted'"),
        ("max(received, granted) = outcomes_total", "max\\(...\\) stands only on the smaller side"),
        ("received in numbers", "after 'in' stands one of counts, amounts, agreement, not 'numbers'"),
        ("requests/recieved/total = outcomes_total", "'requests/recieved/total' names no slot"),
        ("prior.carried_uot = carried_in", "'carried_uot' names no slot"),
        ("received > 0 => report.requests_are_hole", "'report.requests_are_hole' is no attribute of attributes.csv"),
        ("claim.requests_received = received", "each part names one topic, and only with each 'claim'"),
        ("received > 0 and granted > 0", "'and' stands only before '=>'"),
        ("2.5 * received = granted", "a factor is a whole number, not 2.5"),
        ("received = granted; received = carried_in", "two parts have one name"),
        ("received <= granted <= carried_in => carried_out = 0", "before '=>' stand comparisons of two sides"),
        ("received = granted) ", "'\\)' cannot stand here"),
        ("max(received <= granted", "expected '\\)'"),
        ("received = + granted", "expected a term"),
    ],
)
def test_a_mistake_is_named_with_its_line(equation: str, says: str) -> None:
    with pytest.raises(IdentityError, match=f"^identities.csv:7: .*{says}"):
        terms(equation)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("x,2019,requests,colum,,received = granted,mandated,critical,,b,s,e,1\n", "2: 'colum' is none of"),
        ("x,2019,requests,column,,received = granted,mandated,grave,,b,s,e,1\n", "2: 'grave' is none of"),
        ("x,2019,requests,row,,total = business,mandated,critical,,b,s,e,1\n" * 2, "3: x already stands in .*:2"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    path = tmp_path / "identities.csv"
    path.write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(IdentityError, match=f"^identities.csv:{says}"):
        read_identities(path)


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(IdentityError, match="form 2014 has no table 'requests'"):
        terms("received = granted", form="2014")


def test_what_follows_names_one_principal_for_each_part() -> None:
    bad = replace(identity("received <= granted <= carried_in"), unless_assessable=("outcomes_sum",))
    with pytest.raises(IdentityError, match="names one identity for each part, 2 here"):
        compile_terms([bad], read_slots())


def test_the_identities_of_the_repository_expand() -> None:
    found = compile_terms(read_identities(), read_slots())
    keys = {
        (t.identity, t.form, t.instance, t.clause, t.side, t.table_name, t.row_code, t.column_code, t.link, t.claim,
         t.attribute, t.constant)
        for t in found
    }  # fmt: skip
    assert len(found) > 4000
    assert len(keys) == len(found), "a term stands twice on one side"
    assert {t.identity for t in found} == {i.identity for i in read_identities()}


def test_an_instance_of_a_form_belongs_to_one_row_of_the_catalogue() -> None:
    found = compile_terms(read_identities(), read_slots())
    owners = {(t.identity, t.form, t.instance, t.identity_table, t.each) for t in found}
    assert len(owners) == len({owner[:3] for owner in owners})


def test_alternatives_and_conditions_are_clauses() -> None:
    found = terms("staff = 0 and trainees = 0 => meetings = 0 or complaints > 0", "report", "statistics", "2014")
    assert [(t.clause, t.relation) for t in found if t.side == "left"] == [(1, "!="), (2, "!="), (3, "="), (4, ">")]


def test_a_slot_of_another_table_has_its_table_before_it() -> None:
    found = terms("received.total > 0 => disputes/*/total >= 0", "report")
    assert [t.table_name for t in found if t.row_code] == ["requests", "disputes", "disputes", "disputes"]
    assert {t.identity_table for t in found} == {"requests"}


def test_a_claim_is_judged_in_the_place_of_its_topic() -> None:
    found = terms("claim.requests_received = received.total; granted: claim.requests_granted = granted.total", "claim")
    assert {(t.place, t.instance) for t in found} == {
        ("requests_received", "requests_received"),
        ("requests_granted", "granted"),
    }


def test_severities_can_differ_by_part() -> None:
    split = replace(identity("received <= granted <= carried_in"), severities=("warning", "info"))
    assert {(t.part, t.severity) for t in compile_terms([split], read_slots())} == {
        ("lower", "warning"),
        ("upper", "info"),
    }
    with pytest.raises(IdentityError, match="severity is one word, or one for each part, 2 here"):
        compile_terms([replace(split, severities=("warning", "info", "info"))], read_slots())


def test_money_is_compared_to_the_last_digit_of_its_unit() -> None:
    found = terms("claim.request_fees = 10000 * request_fees", "claim", "statistics", "2014")
    assert {t.tolerance for t in found} == {1}


def test_mandated_is_critical_and_nothing_else_is() -> None:
    for row in read_identities():
        assert (row.kind == "mandated") == (row.severity == "critical"), row.identity
        assert row.basis and row.says and row.says_en, row.source


def test_no_identity_is_written_twice_with_other_words() -> None:
    lines = IDENTITIES.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == len(read_identities()) + 1
