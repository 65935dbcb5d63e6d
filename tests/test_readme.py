"""README's commands do what README says, on the samples, typed as a newcomer would."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.golden import ROOT
from tests.test_docs import PROMISED

GOUJI = Path(sys.executable).with_name("gouji")
README = (ROOT / "README.md").read_text(encoding="utf-8")
TYPED = re.findall(r"^gouji (?:query|show|status).*$", README, re.M)
MAKE_RUN = re.compile(r"^run:.*\n\t@\$\(BIN\)/(gouji run .*)$", re.M)


def gouji(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Type a command at the root of the repository, with another home folder."""
    words = shlex.split(re.sub(r" --home \S+", "", command))[1:]
    environment = {**os.environ, "GOUJI_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "160"}
    return subprocess.run(
        [GOUJI, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The home folder that `make run` makes, and what it printed."""
    recipe = MAKE_RUN.search((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert recipe, "the target run calls gouji run"
    home = tmp_path_factory.mktemp("readme") / "home"
    return home, gouji(recipe[1], home)


def test_run_ends_well_and_says_where_the_report_is(made: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    home, run = made
    assert run.returncode == 0, run.stderr
    assert "published/quality/index.html" in run.stdout + run.stderr
    assert (home / "published/quality/index.html").exists()


def test_run_keeps_the_screen_clean(made: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    said = made[1].stdout + made[1].stderr
    assert re.findall(r"Traceback|^(?:INFO|DEBUG|WARNING)\b.*|prefect\.\w+.*", said, re.M) == []


def test_readme_has_commands_to_try() -> None:
    assert {command.split()[1] for command in TYPED} == {"query", "show", "status"}


@pytest.mark.parametrize("command", TYPED)
def test_readme_command_works(command: str, made: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    done = gouji(command, made[0])
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 1, "an answer, not only its heading"


def test_tables_that_readme_names_are_published(made: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    analyst = README.split("The published file holds one schema")[1].split("```")[0]
    named = set(re.findall(r"`([a-z_]+)`", analyst)) - {"marts"}
    with duckdb.connect(str(made[0] / "published/gouji.duckdb"), read_only=True) as connection:
        published = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    assert named and named - published == set()


@pytest.mark.parametrize("command", sorted(PROMISED - {"run", "ingest", "extract", "build", "check", "publish"}))
def test_command_explains_itself(command: str, tmp_path: Path) -> None:
    assert gouji(f"gouji {command} --help", tmp_path).returncode == 0
