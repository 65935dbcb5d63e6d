"""The command line as a user meets it: each command is a process of its own."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

import duckdb
import psutil
import pyarrow.parquet as parquet
import pytest

from flows.lock import home_lock
from tests.flows.conftest import SAMPLES
from tests.typed import command, environment, gouji

Published = tuple[Path, "subprocess.CompletedProcess[str]"]
CONTRACT = {"run", "ingest", "extract", "build", "check", "publish", "query", "show", "report", "status"} | {
    "findings",
    "forget",
}


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of an error; nothing else may stand on the screen."""
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def content(home: Path) -> object:
    return json.loads((home / "published" / "manifest.json").read_text())["content"]


def test_help_comes_within_a_second_of_processor_time() -> None:
    started = os.times()
    done = gouji("--help")
    ended = os.times()
    assert done.returncode == 0
    named = {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ") and line.strip()}
    assert named >= CONTRACT
    assert ended.children_user + ended.children_system - started.children_user - started.children_system < 1


def test_a_run_is_clean_on_the_screen_and_closes_with_a_table(published: Published) -> None:
    home, done = published
    assert [line for line in done.stderr.splitlines() if not line.startswith("! ")] == []
    for word in ("documents", "10 (10 new", "reports", "facts", "findings", "critical", "problems", str(home)):
        assert word in done.stdout


def test_a_run_leaves_no_process_and_keeps_prefect_at_home(published: Published) -> None:
    home, _ = published
    assert (home / "prefect" / "prefect.db").is_file()
    ours = [p for p in psutil.process_iter(["cmdline"]) if "flows.temporary_server" in (p.info["cmdline"] or [])]
    assert [p for p in ours if p.environ().get("PREFECT_HOME") == str(home / "prefect")] == []


def test_a_second_run_adds_nothing_and_publishes_the_same(published: Published, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(published[0], home)
    before, counts = content(home), raw_counts(home)
    told = {"GOUJI_ALERT_BLOCK": "slack-webhook/nobody"}  # not called, for nothing is new: no line says that it fails
    done = gouji("run", SAMPLES, "--manifest", SAMPLES / "manifest.csv", "--home", home, "--strict", **told)
    assert (done.returncode, done.stderr) == (3, "")
    assert new_breaches(home) == new_breaches(published[0]) == 1
    assert content(home) == before
    assert raw_counts(home) == counts


def new_breaches(home: Path) -> int:
    """How often this home's workflow server was told of new breaches."""
    with contextlib.closing(sqlite3.connect(home / "prefect" / "prefect.db")) as database:
        return int(database.execute("select count(*) from events where event = 'gouji.breaches.new'").fetchone()[0])


def raw_counts(home: Path) -> list[tuple[str, int]]:
    tables = ("documents", "reports", "facts", "claims", "problems", "grids")
    with duckdb.connect(str(home / "warehouse" / "gouji.duckdb"), read_only=True) as connection:
        counts = [connection.execute(f"select count(*) from raw.{table}").fetchone() for table in tables]
    return [(table, count[0]) for table, count in zip(tables, counts, strict=True) if count]


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_query_is_answered_in_each_format(published: Published, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"answer.{form}"
    sql = "select agency_name, value from facts where value is not null order by all limit 2;"
    done = gouji("query", sql, "--format", form, "-o", target, "--home", published[0])
    assert (done.returncode, done.stderr) == (0, "")
    match form:
        case "csv":
            assert len(target.read_text("utf-8-sig").splitlines()) == 3
        case "json":
            assert {"agency_name", "value"} == set(json.loads(target.read_text())[0])
        case _:
            assert parquet.read_table(target).num_rows == 2


def test_a_query_is_shown_as_a_table_or_piped(published: Published) -> None:
    shown = gouji("query", "select count(*) as reports from marts.reports", "--home", published[0])
    assert "reports" in shown.stdout
    assert "10" in shown.stdout
    decimals = gouji("query", "select 100::decimal(38, 6) as a, 0.5::decimal(28, 6) as b", "--home", published[0])
    assert decimals.stdout.split("│")[1:3] == [" 100 ", " 0.5 "]
    piped = gouji("query", "select count(*) as reports from reports", "--format", "csv", "--home", published[0])
    assert piped.stdout.lstrip("\ufeff").split() == ["reports", "10"]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("selct 1", "syntax error"),
        ("select * from no_such_table", "no_such_table does not exist"),
        ("delete from reports", "read-only"),
        ("select 1; select 2", "one query at a time"),
        ("select 1 / 'x'", "Could not convert"),
    ],
)
def test_bad_sql_is_one_line(published: Published, sql: str, said: str) -> None:
    done = gouji("query", sql, "--home", published[0])
    assert done.returncode == 2
    assert said in one_line(done)


def test_a_format_that_is_none_is_one_line(published: Published) -> None:
    done = gouji("query", "select 1", "--format", "xml", "--home", published[0])
    assert done.returncode == 2
    assert "choose table, csv, json, parquet" in one_line(done)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("run", "nowhere"), 2, "there is no file or folder nowhere"),
        (("run", "--manifest", "nowhere.csv"), 2, "there is no file or folder nowhere.csv"),
        (("query", "select 1"), 1, "nothing is published"),
        (("status",), 1, "nothing is published"),
        (("publish", "--date", "2026-01-31"), 2, "add --release"),
        (("publish", "--release", "--date", "31.1.2026"), 2, "is not a date"),
        (("report",), 1, "there is no report"),
        (("show", "nothing.txt"), 2, "there is no file nothing.txt"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_a_code(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = gouji(*arguments, "--home", tmp_path / "home")
    assert done.returncode == code
    assert said in one_line(done)


def test_a_setting_that_cannot_be_meant_is_one_line(tmp_path: Path) -> None:
    done = gouji("ingest", "--home", tmp_path, GOUJI_WORKERS="many")
    assert done.returncode == 2
    assert "GOUJI_WORKERS" in one_line(done)


@pytest.mark.parametrize("stage", ["ingest", "run"])
def test_a_home_that_cannot_be_written_is_one_line(stage: str) -> None:
    done = gouji(stage, "--home", "/proc/nothing")
    assert done.returncode == 1
    assert "choose another folder with --home" in one_line(done)


@pytest.mark.parametrize("name", ["a#b", "a?b"])
def test_a_home_under_which_no_database_opens_is_one_line(tmp_path: Path, name: str) -> None:
    done = gouji("run", SAMPLES, "--home", tmp_path / name)
    assert done.returncode == 2
    assert f"choose another folder than {tmp_path / name}" in one_line(done)


def test_a_server_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    done = gouji("run", SAMPLES, "--home", tmp_path / "home", PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 1
    assert "http://127.0.0.1:9/api does not answer" in one_line(done)


def test_a_second_run_at_the_same_time_says_so(tmp_path: Path) -> None:
    with home_lock(tmp_path):
        done = gouji("ingest", SAMPLES, "--home", tmp_path)
    assert done.returncode == 1
    assert f"another run (process {os.getpid()}) is at work in {tmp_path}" in one_line(done)
    assert gouji("ingest", SAMPLES, "--home", tmp_path).returncode == 0


def test_a_lock_goes_with_the_process_that_was_killed(tmp_path: Path) -> None:
    code = f"""
import time
from pathlib import Path
from flows.lock import home_lock
with home_lock(Path({str(tmp_path)!r})):
    print("held", flush=True)
    time.sleep(60)
"""
    holder = subprocess.Popen([command()[0], "-c", code], stdout=subprocess.PIPE, env=environment())
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.kill()
    holder.wait()
    with home_lock(tmp_path):
        assert (tmp_path / ".lock").read_text() == str(os.getpid())


def test_a_warehouse_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "gouji.duckdb").write_text("no database at all, but long enough to be looked at")
    done = gouji("extract", "--home", tmp_path)
    assert done.returncode == 1
    assert "cannot be opened; move it away" in one_line(done)


def test_a_failing_dbt_test_stops_the_run_and_nothing_is_published(published: Published, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(published[0], home)
    before = content(home)
    with duckdb.connect(str(home / "warehouse" / "gouji.duckdb")) as connection:
        connection.execute("update raw.facts set state = 'guessed' where rowid = (select min(rowid) from raw.facts)")
    done = gouji("build", "--home", home)
    assert done.returncode == 1
    said = one_line(done)
    assert "dbt test" in said
    assert "nothing was published" in said
    assert content(home) == before


def test_show_prints_a_document_for_checking_against_the_paper(published: Published) -> None:
    for named in (SAMPLES / "shanghai_office_2019.html", "shanghai_office_2019.html"):
        done = gouji("show", named, "--home", published[0])
        assert done.returncode == 0, done.stderr
        for word in ("agency", "2019", "requests (form 2019)", "自然人", "·"):
            assert word in done.stdout


def test_the_report_and_the_status_are_found(published: Published) -> None:
    home, _ = published
    assert gouji("report", "--home", home).stdout.strip() == str(home / "published" / "quality" / "index.html")
    assert "1,710" in gouji("status", "--home", home).stdout
    assert gouji("version").stdout.startswith("gouji 0")


def test_the_home_may_come_from_the_environment(published: Published) -> None:
    started = time.monotonic()
    assert gouji("status", GOUJI_HOME=str(published[0])).returncode == 0
    assert time.monotonic() - started < 30


def test_a_release_is_made_and_told_of(published: Published, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(published[0], home)
    done = gouji("publish", "--release", "--date", "2026-01-31", "--home", home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (home / "releases" / "2026-01-31" / "SHA256SUMS").is_file()
    said = gouji("status", "--home", home).stdout
    assert "2026-01-31 (the first; 1 in all)" in said and said in done.stdout
