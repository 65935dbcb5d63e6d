"""The commands around what was found: listing, judging anew, and taking a wrong document back."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.flows.conftest import SAMPLES
from tests.typed import gouji

Published = tuple[Path, "subprocess.CompletedProcess[str]"]
BREACHED = "jiangnan_swj_2021.html"


def listed(home: Path, *arguments: str) -> list[dict[str, Any]]:
    done = gouji("findings", "--home", home, "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout or "[]"))


def ask(home: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "warehouse" / "gouji.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_findings_are_filtered(published: Published) -> None:
    home, _ = published
    everything = listed(home)
    assert len(everything) > 10
    assert {row["agency_name"] for row in listed(home, "--agency", "水务局")} == {"江南市水务局"}
    assert {row["year"] for row in listed(home, "--year", "2018")} == {2018}
    assert {row["identity"] for row in listed(home, "--identity", "staff_sum")} == {"staff_sum"}
    assert {row["severity"] for row in listed(home, "--severity", "warning")} == {"warning"}
    assert {row["kind"] for row in listed(home, "--kind", "mandated")} == {"mandated"}
    assert listed(home, "--state", "fixed") == []
    assert len(listed(home, "--new")) == len(everything)


def test_findings_are_listed_for_people_and_for_files(published: Published, tmp_path: Path) -> None:
    home, _ = published
    shown = gouji("findings", "--home", home, "--severity", "warning")
    lines = [line for line in shown.stdout.splitlines() if line.startswith("│")]
    assert shown.stderr.strip() == f"{len(lines)} findings"
    wide = {sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in lines}
    assert len(wide) == 1, "a Chinese name takes two columns a character"
    target = tmp_path / "findings.csv"
    assert gouji("findings", "--home", home, "-o", target).returncode == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(listed(home))


def test_a_letter_names_year_clause_slot_and_figure(published: Published) -> None:
    home, _ = published
    (chinese,) = gouji(
        "findings", "--home", home, "--letter", "--identity", "outcomes_sum", "--year", "2021"
    ).stdout.split("\n\n")[:1]
    for words in ("江南市水务局2021年度", "（七）总计", "自然人", "为40", "40和42", "相差2", "更正"):
        assert words in chinese, chinese
    english = gouji("findings", "--home", home, "--letter", "--language", "en", "--year", "2021").stdout
    assert "annual report of 江南市水务局" in english and "a difference of 2" in english
    page = listed(home, "--agency", "宿迁")
    assert all(
        "（第" in row["request_zh"] for row in page if row["status"] == "broken" and "page=" in (row["locator"] or "")
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--identity", "nothing_sum"), "there is no identity nothing_sum"),
        (("--severity", "grave"), "--severity grave is not known; choose critical"),
        (("--state", "shut"), "--state shut is not known; choose open"),
        (("--kind", "odd"), "--kind odd is not known; choose mandated"),
        (("--format", "xml"), "--format xml is not known; choose table"),
        (("--language", "fr"), "--language fr is not known; choose zh, en"),
    ],
)
def test_a_word_that_is_none_is_one_line(published: Published, arguments: tuple[str, str], said: str) -> None:
    done = gouji("findings", "--home", published[0], *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert said in line


def test_strict_ends_with_three_where_a_breach_is_listed(published: Published) -> None:
    home, _ = published
    assert gouji("findings", "--home", home, "--strict").returncode == 3
    assert gouji("findings", "--home", home, "--strict", "--severity", "warning").returncode == 0
    assert gouji("status", "--home", home, "--strict").returncode == 3


@pytest.fixture
def copy(published: Published, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    shutil.copytree(published[0], home)
    return home


@pytest.mark.slow
def test_check_judges_anew_and_publishes_nothing(copy: Path, tmp_path: Path) -> None:
    before = (copy / "published" / "manifest.json").read_text()
    verdicts = tmp_path / "verdicts"
    verdicts.mkdir()
    rows = "".join(
        f"江南市水务局,2021,{identity},{instance},source_error,they know,Li,2026-01-31\n"
        for identity, instance in (("applicants_sum", "granted"), ("outcomes_sum", "natural_person"))
    )
    head = "agency,year,identity,instance,verdict,reason,author,date\n"
    (verdicts / "accepted.csv").write_text(head + rows, encoding="utf-8")
    assert gouji("status", "--home", copy, "--strict").returncode == 3
    done = gouji("check", "--home", copy, "--strict", GOUJI_VERDICTS=str(verdicts))
    assert done.returncode == 0, done.stderr
    assert "0 new" in done.stdout and "gouji publish" in done.stdout
    assert (copy / "published" / "manifest.json").read_text() == before
    assert ask(copy, "select count(*) from marts.findings where state = 'source_error'") == [(2,)]
    assert ask(
        copy, "select count(*) from raw.sightings where run_id not in (select min(run_id) from raw.sightings)"
    ) == [(0,)]


@pytest.mark.slow
def test_a_forgotten_document_leaves_and_comes_back_when_it_lands_again(copy: Path) -> None:
    ((document,),) = ask(copy, f"select document_id from raw.documents where name = '{BREACHED}'")
    raw = ask(copy, "select count(*) from raw.facts")
    done = gouji("forget", BREACHED, "--reason", "of another year", "--home", copy)
    assert done.returncode == 0, done.stderr
    assert f"{BREACHED} ({document[:12]}) is forgotten" in done.stdout
    assert not (copy / "landing" / document[:2] / document).exists()
    assert (copy / "quarantine" / f"{document[:12]}__{BREACHED}").is_file()
    again = gouji("forget", document[:12], "--home", copy)
    assert (again.returncode, again.stderr) == (0, "") and "was forgotten before" in again.stdout

    assert gouji("build", "--home", copy).returncode == 0
    of_it = "where agency_name = '江南市水务局' and year = 2021"
    assert ask(copy, f"select count(*) from marts.facts {of_it}") == [(0,)]
    assert ask(copy, f"select count(*) from marts.findings {of_it}") == [(0,)]
    gone = ask(copy, f"select distinct state, forgotten_reason from marts.ledger {of_it}")
    assert gone == [("withdrawn", "of another year")]
    assert ask(copy, "select count(*) from raw.facts") == raw

    back = gouji("ingest", SAMPLES / BREACHED, "--home", copy)
    assert f"{BREACHED} ({document[:12]}) was forgotten; landed again, it counts again" in back.stderr
    published = (copy / "published" / "manifest.json").read_text()
    assert gouji("extract", "--home", copy).returncode == 0
    assert gouji("check", "--home", copy, "--strict").returncode == 3, "its breaches, of which no verdict speaks"
    assert (copy / "published" / "manifest.json").read_text() == published
    states = ask(copy, f"select distinct state, first_seen < last_seen from marts.findings {of_it}")
    assert states == [("open", True)]


def test_what_cannot_be_forgotten_is_one_line(copy: Path) -> None:
    with duckdb.connect(str(copy / "warehouse" / "gouji.duckdb")) as connection:
        connection.execute("update raw.documents set name = 'same.html' where name like 'jiangnan%'")
    for named, said in (("nothing.html", "no document of the id, name or path"), ("same.html", "may be 4 documents")):
        done = gouji("forget", named, "--home", copy)
        assert (done.returncode, done.stdout) == (2, "")
        (line,) = done.stderr.splitlines()
        assert said in line
    assert ask(copy, "select count(*) from raw.forgotten") == [(0,)]
