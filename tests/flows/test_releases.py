import errno
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.dictionary.models import read_tables
from flows.errors import GoujiError, UsageError
from flows.release_names import releases, told
from flows.releases import LATEST, make_release
from flows.runs import new_run
from flows.settings import Settings
from tests.flows.small_home import change

FIRST, SECOND, THIRD = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
REVISED = "where row_code = 'received' and column_code = 'total' and value is not null"


@pytest.fixture
def home(small_home: Settings, tmp_path: Path) -> Settings:
    """A home of its own that is published and has no release yet."""
    shutil.copytree(small_home.home, tmp_path / "home")
    return Settings(home=tmp_path / "home", excel_rows=10)


def republished(settings: Settings, *statements: str) -> None:
    """Changes the published database alone: what a whole publication costs is not what is tested here."""
    change(settings, *statements, database=settings.published_warehouse)
    manifest = settings.published / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["content"]["tables"] = {table: {"rows": -1, "checksum": "?"} for table in told["content"]["tables"]}
    digest = sums_of(settings.published_warehouse)
    told["run"]["files"]["gouji.duckdb"]["sha256"] = digest
    beside = manifest.with_suffix(".new")
    beside.write_text(json.dumps(told), encoding="utf-8")
    beside.replace(manifest)


def sums_of(path: Path) -> str:
    return subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True).stdout.split()[0]


def released(settings: Settings, day: date = FIRST) -> Path:
    return make_release(new_run(settings), day)


def changes(release: Path) -> Any:
    return json.loads((release / "changes.json").read_text(encoding="utf-8"))


def table_of(release: Path, name: str) -> Any:
    return next(table for table in changes(release)["tables"] if table["table"] == name)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def check_sums(release: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(command, cwd=release, capture_output=True, text=True, check=False)


def test_a_release_holds_all_that_is_published_with_sums_licence_and_sources(home: Settings) -> None:
    release = released(home)
    notes = {"SHA256SUMS", "LICENSE", "SOURCES.md", "sources.csv", "CHANGES.md", "changes.html", "changes.json"}
    assert release == home.releases / "2026-01-31"
    assert files(release) == files(home.published) | notes
    assert check_sums(release).returncode == 0, check_sums(release).stderr
    assert len((release / "SHA256SUMS").read_text(encoding="utf-8").splitlines()) == len(files(release)) - 1
    assert (release / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("Apache License")
    assert (home.releases / LATEST).resolve() == release
    assert changes(release)["previous"] is None
    assert told(home).startswith(f"{release} (the first; 1 in all")


def test_the_sources_name_every_document(home: Settings) -> None:
    release = released(home)
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        landed = connection.execute("select document_id, uri, landed_at from raw.documents_in_force").fetchall()
        told = connection.execute(f"select sha256, uri, fetched_at from read_csv('{release}/sources.csv')").fetchall()
    assert sorted(told) == sorted(landed) != []
    page = (release / "SOURCES.md").read_text(encoding="utf-8")
    assert [row[0] for row in landed if row[0] not in page] == []


def test_the_same_content_is_no_difference_and_takes_no_room(home: Settings) -> None:
    first, second = released(home), released(home, SECOND)
    assert changes(second)["same"] is True
    assert "没有差别" in (second / "CHANGES.md").read_text(encoding="utf-8")
    assert {table["status"] for table in changes(second)["tables"]} == {"same"}
    assert "no difference to 2026-01-31; 2 in all" in told(home)
    for file in ("gouji.duckdb", "parquet/facts.parquet", "quality/index.html"):
        assert (first / file).stat().st_ino == (second / file).stat().st_ino


def test_rows_figures_findings_and_agencies_that_differ_are_told(home: Settings) -> None:
    released(home)
    republished(
        home,
        f"update marts.facts set value = value + 1, printed = 'x|<b>' {REVISED}",
        "delete from marts.facts where rowid in (select max(rowid) from marts.facts)",
        "update marts.findings set state = 'fixed' where rowid = (select min(rowid) from marts.findings)",
        "update marts.findings set state = 'accepted' where rowid = (select max(rowid) from marts.findings)",
        "insert into marts.findings by name select * replace ('f_new' as finding_id) from marts.findings "
        "where state = 'open' limit 1",
        "insert into marts.agencies by name select * replace ('a_new' as agency_id) from marts.agencies limit 1",
        "alter table marts.reports add column later varchar",
        "drop table marts.statistics",
        "create table marts.brand_new as select 1 as agency_id",
    )
    release = released(home, SECOND)
    told = changes(release)
    facts, figures = table_of(release, "facts"), told["lists"]["figures"]
    assert (facts["added"], facts["removed"], facts["changed"]) == (0, 1, figures["total"])
    assert facts["columns_changed"] == {"printed": figures["total"], "value": figures["total"]} and figures["total"]
    for row in figures["rows"]:
        assert float(row["value_after"]) == float(row["value_before"]) + 1
        assert row["slot"].endswith("received/total") and row["document_before"] and row["agency_name"]
    assert told["lists"]["findings"]["counts"] == {"new": 1, "fixed": 1, "decided": 1}
    assert [row["agency_id"] for row in told["lists"]["agencies"]["rows"]] == ["a_new"]
    assert table_of(release, "reports")["columns_added"] == ["later"]
    statuses = {table["table"]: table["status"] for table in told["tables"]}
    assert (statuses["statistics"], statuses["brand_new"], statuses["requests"]) == ("removed", "added", "same")
    rows = duckdb.sql(f"select change, count(*) from '{release}/changes/rows/facts.parquet' group by 1").fetchall()
    assert dict(rows) == {"removed": 1, "changed": figures["total"]}
    assert check_sums(release).returncode == 0


def test_people_read_the_difference_in_both_languages(home: Settings) -> None:
    released(home)
    republished(home, f"update marts.facts set value = value + 1, printed = 'x|<b>' {REVISED}")
    release = released(home, SECOND)
    row = changes(release)["lists"]["figures"]["rows"][0]
    page, text = ((release / name).read_text(encoding="utf-8") for name in ("changes.html", "CHANGES.md"))
    for said in (row["agency_name"], row["slot"], "改动的数字", "Figures revised"):
        assert said in page and said in text
    assert f'href="quality/reports/{row["report_id"]}.html"' in page
    assert (release / "quality" / "reports" / f"{row['report_id']}.html").is_file()


def test_text_of_a_document_is_no_markup_in_the_difference(home: Settings) -> None:
    released(home)
    republished(home, f"update marts.facts set value = null, state = 'unreadable', printed = '|<b>' {REVISED}")
    release = released(home, SECOND)
    assert "&lt;b&gt;" in (release / "changes.html").read_text(encoding="utf-8")
    assert "<b>" not in (release / "changes.html").read_text(encoding="utf-8")
    assert "\\|&lt;b>" in (release / "CHANGES.md").read_text(encoding="utf-8")


def test_a_second_release_of_a_day_has_a_name_of_its_own_and_the_first_stays(home: Settings) -> None:
    first = released(home)
    before = {name: (first / name).read_bytes() for name in files(first)}
    republished(home, "delete from marts.claims")
    (home.releases / "2026-01-31-9").mkdir()
    names = [released(home).name for _ in range(2)]
    assert [str(name) for name in releases(home)] == ["2026-01-31", "2026-01-31-9", *names]
    assert names == ["2026-01-31-10", "2026-01-31-11"]
    assert changes(home.releases / names[-1])["previous"] == "2026-01-31-10"
    assert {name: (first / name).read_bytes() for name in files(first)} == before


def test_a_release_is_not_dated_before_the_last(home: Settings) -> None:
    released(home, SECOND)
    with pytest.raises(UsageError, match="2026-02-28; a later one cannot be dated 2026-01-31"):
        released(home, FIRST)
    assert [str(name) for name in releases(home)] == ["2026-02-28"]


def test_nothing_published_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="nothing is published"):
        released(Settings(home=tmp_path / "empty"))
    assert not (tmp_path / "empty" / "releases").exists()


def test_what_is_published_later_leaves_a_release_alone(home: Settings) -> None:
    release = released(home)
    change(home, "create table marts.mine as select 1 as a", database=home.published_warehouse)
    assert check_sums(release).returncode == 0
    assert (home.published / "csv" / "facts.csv").stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "other"])
def test_a_damaged_last_release_is_told_and_the_next_is_written(home: Settings, damage: str) -> None:
    database = released(home) / "gouji.duckdb"
    data = database.read_bytes()
    database.unlink()
    if damage != "missing":
        database.write_bytes({"empty": b"", "cut": data[: len(data) // 2], "other": b"no database" * 1000}[damage])
    release = released(home, SECOND)
    assert changes(release)["problem"]
    assert changes(release)["same"] is False
    assert "无法与 2026-01-31 相比" in (release / "CHANGES.md").read_text(encoding="utf-8")
    assert check_sums(release).returncode == 0


def test_an_older_schema_is_compared_as_far_as_it_goes(home: Settings) -> None:
    old = released(home) / "gouji.duckdb"
    old.chmod(0o644)
    statements = ["drop table marts.agencies", "alter table marts.findings drop column state"]
    change(home, *statements, "alter table marts.facts alter value type double", database=old)
    release = released(home, SECOND)
    told = changes(release)
    assert table_of(release, "agencies")["status"] == "added"
    assert table_of(release, "findings")["columns_added"] == ["state"]
    assert table_of(release, "facts")["columns_retyped"] == ["value: DOUBLE → DECIMAL(28,6)"]
    assert (told["lists"]["agencies"]["problem"], told["lists"]["findings"]["problem"]) != ("", "")
    assert told["altered"] is True and "已不是当时发布的文件" in (release / "CHANGES.md").read_text(encoding="utf-8")


def test_a_damaged_block_costs_its_table_alone(home: Settings) -> None:
    old = released(home) / "gouji.duckdb"
    republished(home, "update marts.facts set method = 'other'")
    data = bytearray(old.read_bytes())
    block = 262_144
    for start in range(3 * 4096 + block, len(data) - 3 * block, block):
        data[start + 5000 : start + 5100] = b"x" * 100
    old.unlink()
    old.write_bytes(data)
    release = released(home, SECOND)
    statuses = {table["status"] for table in changes(release)["tables"]}
    assert "unknown" in statuses or changes(release)["problem"]
    assert changes(release)["same"] is False


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("shutil.copyfile", full)
    yield


def test_a_full_disk_leaves_nothing_half_written(home: Settings, full_disk: None) -> None:
    with pytest.raises(GoujiError, match="No space left on device; nothing of it is kept"):
        released(home)
    assert [path.name for path in home.releases.iterdir()] == []
    assert told(home) == ""


def test_leavings_of_a_killed_release_go(home: Settings) -> None:
    (home.releases / ".next-2026-01-01").mkdir(parents=True)
    (home.releases / "notes of ours").mkdir()
    released(home)
    assert {path.name for path in home.releases.iterdir()} == {"2026-01-31", LATEST, "notes of ours"}


def test_without_links_a_release_is_copied(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("flows.takeover.os.link", none)
    monkeypatch.setattr(Path, "symlink_to", none)
    release = released(home)
    assert check_sums(release).returncode == 0
    assert (home.releases / LATEST).read_text(encoding="utf-8") == "2026-01-31\n"


def test_the_keys_by_which_rows_are_compared_tell_them_apart(home: Settings) -> None:
    keys = {name: table.key for name, table in read_tables().items() if table.key}
    assert keys["facts"] == ("report_id", "table_name", "row_code", "column_code")
    with duckdb.connect(str(home.published_warehouse), read_only=True) as connection:
        for table, key in keys.items():
            twice = f"select 1 from marts.{table} group by {', '.join(key)} having count(*) > 1"
            assert connection.execute(twice).fetchall() == [], table
