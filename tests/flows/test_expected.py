"""The operator's list of agencies that owe reports: which rows count, what is said of the others, what it changes."""

from __future__ import annotations

import logging
from pathlib import Path

import duckdb
import pytest

from flows.errors import GoujiError
from flows.expected import read_expected, take_in_expected
from flows.settings import Settings
from flows.warehouse import open_warehouse
from tests.judged_base import good
from tests.warehouse_fixtures import fill, run_dbt

HEAD = "agency,first_year,last_year,note\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",2019,,", "the cell agency is empty"),
        ("甲局,,,", "the cell first_year is empty"),
        ("甲局,19,,", "'19' is not a year"),
        ("甲局,2020,2019,", "last_year 2019 is before first_year 2020"),
    ],
)
def test_a_row_that_cannot_be_meant_is_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, row: str, said: str
) -> None:
    path = tmp_path / "expected.csv"
    path.write_bytes(f"{HEAD}{row}\n\n乙 局,2019,2020.0,kept\n".encode("gb18030"))
    with caplog.at_level(logging.WARNING):
        (kept,) = read_expected(path)
    assert kept == {"agency": "乙局", "first_year": 2019, "last_year": 2020, "place": "expected.csv line 4"}
    (line,) = [record.getMessage() for record in caplog.records]
    assert line == f"expected.csv line 2: {said}; row left out"


def test_a_file_that_is_named_must_be_there_and_be_such_a_table(tmp_path: Path) -> None:
    named = Settings(home=tmp_path / "home", expected=tmp_path / "mine.csv")
    with open_warehouse(named) as warehouse, pytest.raises(GoujiError, match="GOUJI_EXPECTED"):
        take_in_expected(named, warehouse)
    (tmp_path / "mine.csv").write_text("name,first_year\n甲局,2019\n", encoding="utf-8")
    with open_warehouse(named) as warehouse, pytest.raises(GoujiError, match="has no column agency"):
        take_in_expected(named, warehouse)


def test_a_list_says_who_owes_reports_and_of_which_years(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    settings.warehouse.parent.mkdir()
    reported = [("南通市财政局", 2021), ("南通市财政局", 2023), ("南通市民政局", 2022)]
    fill(settings.warehouse, [good("2021", agency, year) for agency, year in reported])
    (tmp_path / "expected.csv").write_text(f"{HEAD}南通市财政局,2021,2022,\n南通市水利局,2022,,\n", encoding="utf-8")
    with open_warehouse(settings) as warehouse:
        take_in_expected(settings, warehouse)
    only = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test", "--select", "+region_years")
    assert run_dbt(settings.warehouse, "build", *only).success
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        found = connection.execute("select agency_name, year, status from marts.coverage order by all").fetchall()
        shares = connection.execute(
            """
            select agencies_expected, agencies_found, share_found from marts.region_years
            where region_code = '320600' and year = 2022
            """
        ).fetchall()
    assert found == [
        ("南通市民政局", 2022, "unexpected"),
        ("南通市水利局", 2022, "missing"),
        ("南通市水利局", 2023, "missing"),
        ("南通市财政局", 2021, "found"),
        ("南通市财政局", 2022, "missing"),
        ("南通市财政局", 2023, "unexpected"),
    ]
    assert shares == [(2, 1, 0.0)]
