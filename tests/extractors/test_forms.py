"""The form tables: complete, and wide enough for the wordings of real reports."""

import csv
from pathlib import Path

import pytest

from extractors.forms import form_of_year, heading_unit, headings, look_up, slots, stands_above
from extractors.forms.wordings import completions

SHARED = Path(__file__).parents[3] / "shared" / "forms" / "slots.csv"


def test_every_statutory_slot_is_there():
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not there")
    with SHARED.open(encoding="utf-8") as lines:
        statutory = {
            (r["form"], r["table_name"], r["row_code"], r["column_code"], r["unit"], r["kind"])
            for r in csv.DictReader(lines)
        }
    ours = {
        (s.form, s.table_name, s.row_code, s.column_code, s.unit, s.kind)
        for by_form in slots().values()
        for s in by_form.values()
    }
    assert ours == statutory


def test_every_slot_has_headings_in_its_form():
    named = {(h.table_name, h.role, h.code, form) for h in headings() for form in h.forms}
    for by_form in slots().values():
        for slot in by_form.values():
            assert (slot.table_name, "row", slot.row_code, slot.form) in named
            assert (slot.table_name, "column", slot.column_code, slot.form) in named


def test_every_parent_is_a_heading():
    codes = {(h.table_name, h.code) for h in headings()}
    assert all((h.table_name, parent) in codes for h in headings() for parent in h.parents)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("法人或其它组织", "legal_entity"),
        ("商 业 企 业", "business"),
        ("商业\n企业", "business"),
        ("第二十条 第(一)项", "article_20_1"),
        ("規範性檔案", "normative_document"),
        ("制發規範性文件總數", "normative_documents_issued"),
        ("本年處理決定數量", "decisions"),
        ("规章（设区的市、自治州人民政府应提供相关数据）", "rule"),
        ("上一年项目数量（指2019年事项数）", "prior_year_items"),
        ('危及"三安全一稳定"', "refused_security_stability"),
        ("2.其他法律行政止公开", "refused_prohibited_by_law"),
        ("4.无正当理由大量反复 申请", "not_processed_excessive"),
        ("（一) 予以公开", "granted"),
        ("1、逾期不补正", "other_clarification_lapsed"),
        ("结果 维持", "upheld"),
        ("总 计", "total"),
        ("统 计 指 标", "indicator"),
        ("⾏政许可", "administrative_license"),  # a compatibility radical of PDF text layers
    ],
)
def test_wordings_seen_in_the_wild(printed, code):
    assert look_up(printed)[0].heading.code == code


def test_numbers_tell_equal_headings_apart():
    assert look_up("3.其他")[0].heading.code == "other_rest"
    assert look_up("其他")[0].heading.code == "other_organization"
    assert look_up("（七）总计")[0].heading.code == "outcomes_total"


def test_a_cut_heading_keeps_all_its_completions():
    assert [h.code for h in completions("proactive_disclosure", "本年新")] == ["newly_made", "newly_disclosed"]
    assert completions("proactive_disclosure", "本") == ()


def test_rows_of_disputes_stand_above_their_figures():
    assert {"reconsideration", "litigation", "litigation_direct", "upheld"} <= stands_above("disputes")
    assert "granted" not in stands_above("requests")


@pytest.mark.parametrize(
    ("heading", "unit"), [("本年收费金额（单位：元）", "元"), ("采购总金额(万元)", "万元"), ("采购总金额", None)]
)
def test_unit_in_a_heading(heading, unit):
    assert heading_unit(heading) == unit


@pytest.mark.parametrize(
    ("year", "form"), [(2013, None), (2014, "2014"), (2018, "2014"), (2020, "2019"), (2025, "2021")]
)
def test_form_of_a_year(year, form):
    assert form_of_year(year) == form
