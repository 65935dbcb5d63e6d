import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from flows.dictionary.codes import code_list_of, read_codes
from flows.dictionary.models import read_tables
from flows.publish import publish
from flows.release import MANIFEST, swap_in
from flows.runs import new_run
from flows.settings import Settings

MARTS = set(read_tables())
"""Those that dbt describes; tests/dbt compares them with what it makes."""
EXCEL_ROWS = 500
"""Of each mart in the workbook: two million cells, again and again, are most of what publishing costs."""


@pytest.fixture(scope="module")
def home(judged_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home that was built and published once."""
    settings = Settings(home=tmp_path_factory.mktemp("publish") / "home", excel_rows=EXCEL_ROWS)
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
    single = {"gouji.duckdb", "gouji.xlsx", "manifest.json", "datapackage.json"}
    single |= {"quality/index.html", "datadocs/index.html"}
    lists = {"quality/data/terms.js", "quality/data/findings-1.js", "quality/data/reports-1.js"}
    site = {
        f"quality/{name}" for name in ("reports.html", "rules.html", "problems.html", "findings.csv", "findings.xlsx")
    }
    reports = ask(home.published_warehouse, "select report_id from marts.reports")
    pages = {f"quality/reports/{report_id}.html" for (report_id,) in reports}
    found = files(home.published)
    years = {name for name in found if name.startswith("parquet_by_year/")}
    explorer = {name for name in found if name.startswith("site/")}
    assert "site/index.html" in explorer
    assert pages and found - years - explorer == tables | single | site | lists | pages
    assert {name.split("/")[1] for name in years} == set(dated(home))


def test_the_readers_file_holds_the_marts_alone_with_their_descriptions(home: Settings) -> None:
    database = home.published_warehouse
    schemas = ask(database, "select schema_name, table_name from duckdb_tables() order by 2")
    assert schemas == [("marts", mart) for mart in sorted(MARTS)]
    for mart in MARTS:
        built = f"select * exclude (last_seen) from marts.{mart}" if mart == "findings" else f"from marts.{mart}"
        assert sorted(map(repr, ask(database, built))) == sorted(map(repr, ask(home.warehouse, built)))
    undescribed = "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and comment is null"
    assert ask(database, undescribed) == []
    assert ask(database, "select table_name from duckdb_tables() where comment is null") == []
    ((said,),) = ask(
        database, "select comment from duckdb_columns() where (table_name, column_name) = ('facts', 'year')"
    )
    assert said.endswith("Year reported on, never the year of publishing.")


def dated(settings: Settings) -> list[str]:
    """The marts that have years and rows."""
    query = "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'year' order by 1"
    names = [name for (name,) in ask(settings.published_warehouse, query)]
    return [name for name in names if ask(settings.published_warehouse, f"from marts.{name} limit 1")]


def test_the_years_together_are_the_whole_table(home: Settings) -> None:
    assert {"facts", "disclosures", "findings", "requests"} <= set(dated(home))
    for mart in dated(home):
        parts = f"read_parquet('{home.published}/parquet_by_year/{mart}/*/*.parquet', hive_partitioning = true)"
        whole = f"marts.{mart}"
        columns = [name for (name,) in ask(home.published_warehouse, f"select column_name from (describe {whole})")]
        cells = ", ".join(f'"{name}"' for name in columns)
        missing = f"select {cells} from {whole} except all select {cells} from {parts}"
        assert ask(home.published_warehouse, missing) == []
        assert ask(home.published_warehouse, f"select count(*) from {parts}") == ask(
            home.published_warehouse, f"select count(*) from {whole}"
        )


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
    other = Settings(home=tmp_path / "other", excel_rows=EXCEL_ROWS)
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


def test_the_workbook_begins_with_its_dictionary(home: Settings) -> None:
    book = CalamineWorkbook.from_path(str(home.published / "gouji.xlsx"))
    assert book.sheet_names[:4] == ["contents", "columns", "codes", "metrics"]
    assert set(book.sheet_names[2:]) == MARTS
    head, *columns = book.get_sheet_by_name("columns").to_python()
    for cells in columns:
        told = dict(zip(head, cells, strict=True))
        assert told["zh"] and told["en"], cells
    assert len(columns) == len(ask(home.published_warehouse, "from duckdb_columns() where schema_name = 'marts'"))


def test_the_published_codes_are_in_their_lists(home: Settings) -> None:
    known = {(code.code_list, code.code) for code in read_codes()}
    assert set(ask(home.published_warehouse, "select code_list, code from marts.codes")) == known
    examined = 0
    for table in read_tables().values():
        for column in table.columns:
            if code_list := code_list_of(table.name, column.name):
                each = f'unnest("{column.name}")' if column.data_type.endswith("[]") else f'"{column.name}"'
                used = {code for (code,) in ask(home.published_warehouse, f"select {each} from marts.{table.name}")}
                assert {code for code in used - {None} if (code_list, code) not in known} == set(), (table.name, column)
                examined += bool(used - {None})
    assert examined > 50
