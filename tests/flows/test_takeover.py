import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.errors import BusyError
from flows.publish import publish
from flows.runs import new_run
from flows.settings import Settings
from flows.takeover import FOLDERS, Takeover, read_takeover
from tests.flows.small_home import EXCEL_ROWS, change

ONE_MORE = "update marts.facts set value = value + 1 where rowid = (select min(rowid) from marts.facts where value > 0)"


@pytest.fixture
def home(small_home: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(small_home.home, tmp_path / "home")
    return Settings(home=tmp_path / "home", excel_rows=EXCEL_ROWS)


def places(home: Settings) -> dict[str, int]:
    """Where on the disk each file of one table lies."""
    files = [path for folder in FOLDERS for path in (home.published / folder).rglob("*.*") if path.is_file()]
    return {path.relative_to(home.published).as_posix(): path.stat().st_ino for path in files}


def rows(database: Path) -> dict[str, Any]:
    """Every table of a published file: its columns with their descriptions, and its rows."""
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, list([column_name, data_type, comment] order by column_index) from duckdb_columns() "
            "where schema_name = 'marts' group by 1"
        ).fetchall()
        return {table: (told, connection.execute(f"from marts.{table}").fetchall()) for table, told in columns}


def test_only_what_changed_is_written_again(home: Settings) -> None:
    before = places(home)
    change(home, ONE_MORE)
    publish(new_run(home))
    moved = {name for name, place in places(home).items() if before[name] != place}
    assert {"parquet/facts.parquet", "csv/facts.csv"} < moved
    assert {name for name in moved if "/facts" not in name} == set()
    assert any(name.startswith("parquet_by_year/facts/year=") for name in moved)


def test_what_is_taken_over_is_what_would_have_been_written(home: Settings, tmp_path: Path) -> None:
    other = Settings(home=tmp_path / "other", excel_rows=EXCEL_ROWS)
    change(home, ONE_MORE, "drop table marts.statistics", "create table marts.further as select 1 as a")
    change(home, "alter table marts.claims add column more integer", "update marts.findings set last_seen = now()")
    shutil.copytree(home.home, other.home, ignore=shutil.ignore_patterns("published"))
    for one in (home, other):
        publish(new_run(one))
    assert read_takeover(home).begin(tmp_path / "gouji.duckdb")
    content, afresh = (
        json.loads((one.published / "manifest.json").read_text(encoding="utf-8"))["content"] for one in (home, other)
    )
    assert content == afresh
    assert rows(home.published_warehouse) == rows(other.published_warehouse)
    for name in places(other):
        assert (home.published / name).read_bytes() == (other.published / name).read_bytes(), name
    assert places(home).keys() == places(other).keys()


def test_a_file_that_somebody_changed_is_written_again(home: Settings) -> None:
    good = (home.published / "csv" / "facts.csv").read_bytes()
    (home.published / "csv" / "facts.csv").write_bytes(b"changed")
    (home.published / "parquet" / "reports.parquet").unlink()
    change(home, "create table marts.mine as select 1 as a", database=home.published_warehouse)
    before = places(home)
    publish(new_run(home))
    assert (home.published / "csv" / "facts.csv").read_bytes() == good
    moved = {name for name, place in places(home).items() if before.get(name) != place}
    assert {name.split("/")[1].split(".")[0] for name in moved} == {"facts", "reports"}
    assert "mine" not in rows(home.published_warehouse)


@pytest.mark.parametrize("manifest", ["", "{}", "[]", '{"run": {"made": 1}, "content": {"tables": {}}}'])
def test_a_manifest_that_cannot_be_read_takes_nothing_over(home: Settings, manifest: str) -> None:
    (home.published / "manifest.json").write_text(manifest, encoding="utf-8")
    held = read_takeover(home)
    assert (held.content, held.files) == ({}, {}) and held.marks
    assert held.to_write(["facts"]) == ["facts"]


def test_another_edition_of_the_program_takes_nothing_over(home: Settings) -> None:
    assert read_takeover(home).content
    assert not read_takeover(Settings(home=home.home, excel_rows=EXCEL_ROWS + 1)).content


def test_a_full_disk_is_one_line_and_what_is_published_stays(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(home.published_warehouse)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    change(home, ONE_MORE)
    monkeypatch.setattr(Takeover, "link_into", full)
    with pytest.raises(BusyError, match="No space left on device; what was published before stays"):
        publish(new_run(home))
    assert rows(home.published_warehouse) == before
    assert [path.name for path in home.published.glob(".next-*")] == []
