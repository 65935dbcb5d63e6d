"""Files for other programs: cells that would be formulas, rows without a year, sheets that are cut."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from flows.exports import write_csv, write_parquet_by_year
from flows.workbook import write_workbook


@pytest.fixture
def odd_cells() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        connection.execute(
            """
            create table marts.odd as select * from (values
                (1, '=1+1', -1.5::decimal(28, 6), ['requests/received/total', 'a/b/c']),
                (2, '+cmd', 12345678901234567890.123456, ['=x']),
                (3, '-', null, null),
                (4, '@sum', 0, []),
                (5, '公开', 2, ['a']),
                (6, 'say "a, b"', 3, ['a']),
                (7, chr(9) || '=1', 4, ['a'])
            ) as t (number, text, value, slots) order by number
            """
        )
        yield connection


def test_a_row_without_a_year_has_its_place_among_the_years(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.odd as select * from (values (1, 2020), (2, null)) as t (number, year)")
        write_parquet_by_year(connection, ["odd"], tmp_path / "years")
        found = connection.execute(f"select number, year from '{tmp_path}/years/odd/*/*.parquet' order by 1")
        assert found.fetchall() == [(1, 2020), (2, None)]


def test_csv_cells_are_text_for_excel_and_negative_numbers_stay_numbers(
    odd_cells: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write_csv(odd_cells, ["odd"], tmp_path / "csv")
    data = (tmp_path / "csv" / "odd.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfnumber,text,value,slots")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert [row["text"] for row in rows] == ["'=1+1", "'+cmd", "'-", "'@sum", "公开", 'say "a, b"', "'\t=1"]
    assert [row["value"] for row in rows[:3]] == ["-1.500000", "12345678901234567890.123456", ""]
    assert [row["slots"] for row in rows[:2]] == ["requests/received/total; a/b/c", "'=x"]


def test_the_workbook_runs_no_formula_and_says_what_it_cuts(
    odd_cells: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    target = tmp_path / "gouji.xlsx"
    write_workbook(odd_cells, ["odd"], target, rows=3)
    book = CalamineWorkbook.from_path(str(target))
    sheet = book.get_sheet_by_name("odd").to_python()
    assert sheet[:3] == [
        ["number", "text", "value", "slots"],
        [1, "=1+1", -1.5, "requests/received/total; a/b/c"],
        [2, "+cmd", pytest.approx(12345678901234567890.123456), "=x"],
    ]
    assert len(sheet) == 4
    assert book.sheet_names == ["contents", "columns", "odd"]
    assert book.get_sheet_by_name("columns").to_python()[2][:4] == ["odd", "text", "varchar", ""]
    note = book.get_sheet_by_name("contents").to_python()[1]
    assert note[:3] == ["odd", 7, 3]
    assert "cut off" in str(note[3])
