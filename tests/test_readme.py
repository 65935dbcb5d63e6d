"""README's commands do what README says, on the samples, typed as a newcomer would."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.golden import ROOT
from tests.test_docs import PROMISED

GOUJI = Path(sys.executable).with_name("gouji")
README = (ROOT / "README.md").read_text(encoding="utf-8")
WAYS_IN = (ROOT / "docs/ways_in.md").read_text(encoding="utf-8")
COMMANDS = re.compile(r"^gouji (?:query|show|status).*$", re.M)
TYPED = COMMANDS.findall(README)
SNIPPETS = re.findall(r"^```python\n(.*?)^```", WAYS_IN, re.M | re.S)


def gouji(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Type a command at the root of the repository, with another home folder."""
    words = shlex.split(re.sub(r" --home \S+", "", command))[1:]
    environment = {**os.environ, "GOUJI_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "160"}
    return subprocess.run(
        [GOUJI, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def test_run_ends_well_and_says_where_the_report_is(published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    home, run = published
    assert run.returncode == 0, run.stderr
    assert "published/quality/index.html" in run.stdout + run.stderr
    assert (home / "published/quality/index.html").exists()


def test_run_keeps_the_screen_clean(published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    said = published[1].stdout + published[1].stderr
    assert re.findall(r"Traceback|^(?:INFO|DEBUG|WARNING)\b.*|prefect\.\w+.*", said, re.M) == []


def test_readme_has_commands_to_try() -> None:
    assert {command.split()[1] for command in TYPED} == {"query", "show", "status"}


@pytest.mark.parametrize("command", [*TYPED, *COMMANDS.findall(WAYS_IN)])
def test_readme_command_works(command: str, published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    done = gouji(command, published[0])
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 1, "an answer, not only its heading"


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_snippet_of_the_ways_in_runs(
    snippet: str,
    published: tuple[Path, subprocess.CompletedProcess[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(published[0])
    exec(compile(snippet, "docs/ways_in.md", "exec"), {})
    shown = capsys.readouterr().out
    assert len(shown.splitlines()) > 3
    assert not re.search(r"(?<!\d)0 rows|Empty DataFrame|shape: \(0,", shown)


def test_ways_in_have_snippets_for_each_library() -> None:
    assert {"duckdb", "polars", "pandas"} <= set(re.findall(r"^import (\w+)", "".join(SNIPPETS), re.M))


def test_notebook_runs_to_its_end(published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    notebook = ROOT / "docs/notebook/refusals.py"
    environment = {**os.environ, "GOUJI_HOME": str(published[0])}
    done = subprocess.run([sys.executable, notebook], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"10 reports, refusals in [1-9] years, .+ in 9 cells\n", done.stdout)


def test_frictionless_finds_the_data_package_valid(published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    from frictionless import Package

    folder = published[0] / "published"
    package = Package(str(folder / "datapackage.json"))
    paths = {str(resource.path) for resource in package.resources}
    here = {path.relative_to(folder).as_posix() for kind in ("csv", "parquet") for path in folder.glob(f"{kind}/*")}
    assert paths == here
    for resource in list(package.resources):
        if resource.format == "parquet":  # the same schemas; frictionless needs one more package to open the files
            assert package.get_resource(resource.name.removesuffix(".parquet")).schema.field_names == (
                resource.schema.field_names
            )
            package.remove_resource(resource.name)
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert report.stats["tasks"] == len(here) // 2


def test_frictionless_would_find_a_wrong_cell(
    published: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    from frictionless import Package

    shutil.copytree(published[0] / "published/csv", tmp_path / "csv")
    shutil.copy(published[0] / "published/datapackage.json", tmp_path)
    reports = tmp_path / "csv/reports.csv"
    reports.write_bytes(reports.read_bytes().replace(b",2021,", b",2O21,", 1))
    package = Package(str(tmp_path / "datapackage.json"))
    assert not package.get_resource("reports").validate().valid


def test_tables_that_readme_names_are_published(published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    analyst = README.split("The published file holds one schema")[1].split("```")[0]
    named = set(re.findall(r"`([a-z_]+)`", analyst)) - {"marts"}
    with duckdb.connect(str(published[0] / "published/gouji.duckdb"), read_only=True) as connection:
        there = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    assert named and named - there == set()


@pytest.mark.parametrize("command", sorted(PROMISED - {"run", "ingest", "extract", "build", "check", "publish"}))
def test_command_explains_itself(command: str, tmp_path: Path) -> None:
    assert gouji(f"gouji {command} --help", tmp_path).returncode == 0
