"""The language of identities.csv: what it expands to, and how it names the line of a mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from expectations.equations import IdentityTerm, compile_terms
from expectations.identities import IDENTITIES, Identity, IdentityError, read_identities, read_slots

HEADER = "identity,form,table,each,equation,kind,severity,unless_assessable,basis,says,says_en\n"


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
    assert [(t.prior, t.coefficient) for t in found[:3]] == [(False, 1), (True, 1), (False, -1)]


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
        ("received in numbers", "only 'counts' can follow 'in'"),
        ("received <= granted <= carried_in => carried_out = 0", "before '=>' stands one comparison"),
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
        ("x,2019,requests,colum,received = granted,mandated,critical,,b,s,e\n", "2: 'colum' is none of"),
        ("x,2019,requests,column,received = granted,mandated,grave,,b,s,e\n", "2: 'grave' is none of"),
        ("x,2019,requests,row,total = business,mandated,critical,,b,s,e\n" * 2, "3: x already stands in .*:2"),
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
    keys = {(t.identity, t.form, t.instance, t.clause, t.side, t.row_code, t.column_code, t.prior) for t in found}
    assert len(found) > 1800
    assert len(keys) == len(found), "a term stands twice on one side"
    assert {t.identity for t in found} == {i.identity for i in read_identities()}


def test_mandated_is_critical_and_nothing_else_is() -> None:
    for row in read_identities():
        assert (row.kind == "mandated") == (row.severity == "critical"), row.identity
        assert row.basis and row.says and row.says_en, row.source


def test_no_identity_is_written_twice_with_other_words() -> None:
    lines = IDENTITIES.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == len(read_identities()) + 1
