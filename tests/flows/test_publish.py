import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from flows.exports import write_csv, write_workbook
from flows.publish import publish
from flows.release import MANIFEST, swap_in
from flows.runs import new_run
from flows.settings import Settings

MARTS = {"agencies", "categories", "claims", "disclosures", "disputes", "facts", "findings", "identity_results"} | {
    "agency_metrics",
    "agency_years",
    "breaks",
    "coverage",
    "crosswalk",
    "metrics",
    "proactive_disclosures",
    "region_years",
    "ledger",
    "problems",
    "reports",
    "revisions",
    "requests",
    "statistics",
}


@pytest.fixture(scope="module")
def home(judged_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home that was built and published once."""
    settings = Settings(home=tmp_path_factory.mktemp("publish") / "home")
    settings.warehouse.parent.mkdir(parents=True)
    shutil.copyfile(judged_warehouse, settings.warehouse)
    with duckdb.connect(str(settings.warehouse)) as connection:
        for mart in ("facts", "findings"):
            connection.execute(f"update marts.{mart} set locator = 'path=/' || locator where locator is not null")
    settings.data_docs.mkdir()
    (settings.data_docs / "index.html").write_text("rules")
    publish(new_run(settings))
    return settings


def content(settings: Settings) -> Any:
    return json.loads((settings.published / MANIFEST).read_text())["content"]


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def ask(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_everything_of_the_contract_is_published(home: Settings) -> None:
    tables = {f"parquet/{mart}.parquet" for mart in MARTS} | {f"csv/{mart}.csv" for mart in MARTS}
    single = {"gouji.duckdb", "gouji.xlsx", "manifest.json", "quality/index.html", "datadocs/index.html"}
    lists = {"quality/data/terms.js", "quality/data/findings-1.js", "quality/data/reports-1.js"}
    site = {
        f"quality/{name}" for name in ("reports.html", "rules.html", "problems.html", "findings.csv", "findings.xlsx")
    }
    reports = ask(home.published_warehouse, "select report_id from marts.reports")
    pages = {f"quality/reports/{report_id}.html" for (report_id,) in reports}
    assert pages and files(home.published) == tables | single | site | lists | pages


def test_the_readers_file_holds_the_marts_alone_with_their_descriptions(home: Settings) -> None:
    database = home.published_warehouse
    schemas = ask(database, "select schema_name, table_name from duckdb_tables() order by 2")
    assert schemas == [("marts", mart) for mart in sorted(MARTS)]
    for mart in MARTS:
        built = f"select * exclude (last_seen) from marts.{mart}" if mart == "findings" else f"from marts.{mart}"
        assert sorted(map(repr, ask(database, built))) == sorted(map(repr, ask(home.warehouse, built)))
    undescribed = "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and comment is null"
    assert ask(database, undescribed) == ask(home.warehouse, undescribed)


def test_parquet_and_csv_have_the_rows_of_the_tables(home: Settings) -> None:
    for mart in MARTS:
        rows = ask(home.published_warehouse, f"select count(*) from marts.{mart}")
        assert (
            ask(home.published_warehouse, f"from (select count(*) from '{home.published}/parquet/{mart}.parquet')")
            == rows
        )
        with (home.published / "csv" / f"{mart}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [(len(list(csv.reader(file))) - 1,)] == rows


def test_the_manifest_counts_and_hashes_what_is_there(home: Settings) -> None:
    manifest = json.loads((home.published / MANIFEST).read_text())
    assert set(manifest["content"]["tables"]) == MARTS
    for mart, told in manifest["content"]["tables"].items():
        assert [(told["rows"],)] == ask(home.published_warehouse, f"select count(*) from marts.{mart}")
    assert set(manifest["run"]["files"]) == files(home.published) - {MANIFEST}
    assert {"gouji", "extractor", "duckdb", "dbt", "great_expectations"} <= set(manifest["run"]["versions"])


def test_readers_are_never_locked_or_cut_off(home: Settings) -> None:
    query = "select count(*), sum(value) from marts.facts"
    with duckdb.connect(str(home.published_warehouse), read_only=True) as reader:
        before = reader.execute(query).fetchall()
        old = home.published_warehouse.stat().st_ino
        publish(new_run(home))
        publish(new_run(home))
        assert home.published_warehouse.stat().st_ino != old
        assert reader.execute(query).fetchall() == before
        assert ask_in_another_process(home.published_warehouse, query) == str(before)


def ask_in_another_process(database: Path, query: str) -> str:
    code = f"import duckdb; print(duckdb.connect({str(database)!r}, read_only=True).execute({query!r}).fetchall())"
    names = "from decimal import Decimal; "
    return subprocess.run(
        [sys.executable, "-c", names + code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_same_content_is_published_again_and_seen_again(home: Settings) -> None:
    before, tables = content(home), rows_of_parquet(home)
    publish(new_run(home))
    assert content(home) == before
    assert rows_of_parquet(home) == tables
    seen = ask(home.warehouse, "select count(distinct run_id), count(*) from raw.sightings where run_id <> 'run'")[0]
    assert ask(home.warehouse, "select count(*) from raw.past_findings") == [(seen[1] // seen[0],)]
    open_findings = ask(home.warehouse, "select count(*) from marts.findings where state <> 'fixed'")[0][0]
    assert seen[1] == seen[0] * open_findings > 0


def rows_of_parquet(settings: Settings) -> dict[str, bytes]:
    varying = {"findings", "ledger"}
    folder = settings.published / "parquet"
    return {mart: (folder / f"{mart}.parquet").read_bytes() for mart in MARTS - varying}


def test_a_changed_cell_changes_the_content(home: Settings, tmp_path: Path) -> None:
    other = Settings(home=tmp_path / "other")
    other.warehouse.parent.mkdir(parents=True)
    shutil.copyfile(home.warehouse, other.warehouse)
    with duckdb.connect(str(other.warehouse)) as connection:
        connection.execute(
            "update marts.facts set value = value + 1 where rowid = (select min(rowid) from marts.facts)"
        )
    publish(new_run(other))
    changed = {mart for mart in MARTS if content(other)["tables"][mart] != content(home)["tables"][mart]}
    assert changed == {"facts"}


def test_a_swap_that_was_cut_off_is_made_good_by_the_next(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before, names = content(home), files(home.published)
    moves = iter(range(5))
    replace = Path.replace

    def cut_off(source: Path, target: Path) -> Path:
        next(moves)
        return replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut_off)
        with pytest.raises(StopIteration):
            publish(new_run(home))
    assert any(path.name.startswith(".next-") for path in home.published.iterdir())
    publish(new_run(home))
    assert files(home.published) == names
    assert content(home) == before


def test_files_of_a_former_release_go(tmp_path: Path) -> None:
    published, folder = tmp_path / "published", tmp_path / "published" / ".next-1"
    (published / "datadocs" / "old").mkdir(parents=True)
    (published / "datadocs" / "old" / "page.html").write_text("old")
    (folder / "csv").mkdir(parents=True)
    (folder / "csv" / "facts.csv").write_text("new")
    (folder / MANIFEST).write_text("{}")
    swap_in(folder, published)
    assert files(published) == {"csv/facts.csv", MANIFEST}
    assert not (published / "datadocs").exists()


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
    note = book.get_sheet_by_name("contents").to_python()[1]
    assert note[:3] == ["odd", 7, 3]
    assert "cut off" in str(note[3])
