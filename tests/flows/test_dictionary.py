"""The dictionary as it is read: both languages, keys, references, and codes that are labelled once."""

from __future__ import annotations

import pytest

from flows.dictionary.codes import code_columns, code_list_of, code_lists, read_codes
from flows.dictionary.models import read_tables, said


def test_a_description_is_parted_into_its_languages() -> None:
    told = said("{{ doc('error_of') }}")
    assert told.zh.startswith("\u4f55") and told.en.startswith("Whose error was corrected")
    assert told.both == told.zh + told.en


def test_a_description_in_one_language_is_refused() -> None:
    with pytest.raises(ValueError, match="Only English"):
        said("Only English.")


def test_keys_and_references_are_those_that_are_tested() -> None:
    tables = read_tables()
    assert tables["facts"].key == ("report_id", "table_name", "row_code", "column_code")
    assert tables["reports"].key == ("report_id",)
    assert tables["coverage"].key == ("agency_id", "year"), "report_id is unique there, but may be null"
    columns = {column.name: column for column in tables["disclosures"].columns}
    assert columns["category"].refers_to == ("categories", "category")
    assert columns["comparability"].allowed == ("same", "near", "break")


def test_references_lead_to_columns() -> None:
    tables = read_tables()
    found = [column.refers_to for table in tables.values() for column in table.columns if column.refers_to]
    published = [(name, key) for name, key in found if name in tables]
    assert published
    assert [(name, key) for name, key in published if key not in {one.name for one in tables[name].columns}] == []


def test_every_code_has_a_name_in_both_languages() -> None:
    assert {code.code_list for code in read_codes()} == set(code_lists())
    assert [code for code in read_codes() if not (code.label_zh and code.label_en)] == []


def test_every_column_of_codes_is_there() -> None:
    tables = read_tables()
    there = {(table.name, column.name) for table in tables.values() for column in table.columns}
    there |= {("*", column) for _, column in there}
    assert set(code_columns()) - there == set()
    assert set(code_columns().values()) - {""} == set(code_lists())


def test_the_values_that_are_tested_for_are_codes() -> None:
    known = {(code.code_list, code.code) for code in read_codes()}
    for table in read_tables().values():
        for column in table.columns:
            code_list = code_list_of(table.name, column.name)
            assert {value for value in column.allowed if (code_list, value) not in known} == set(), column
