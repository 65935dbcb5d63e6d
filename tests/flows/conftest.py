"""Homes, inputs and the command line for the tests of the flows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from flows.runs import Run, new_run
from flows.settings import Settings
from tests.flows.small_home import make_small_home

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
HOSTILE = ROOT.parent / "shared" / "hostile"

Gouji = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", workers=2, document_seconds=20)


@pytest.fixture
def run(settings: Settings) -> Run:
    return new_run(settings)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a newcomer: nothing of gouji or Prefect is set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOUJI_", "PREFECT_"))}
    return {**kept, "COLUMNS": "200", **(extra or {})}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "flows.cli", *map(str, arguments)]


def gouji(*arguments: object, **extra: str) -> subprocess.CompletedProcess[str]:
    """Runs the command as a process of its own, as a user does."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, cwd=ROOT, env=environment(extra), timeout=240
    )


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A home on which `gouji run` ran over the samples, and what it said."""
    home = tmp_path_factory.mktemp("published") / "home"
    done = gouji("run", SAMPLES, "--manifest", SAMPLES / "manifest.csv", "--home", home)
    assert done.returncode == 0, done.stdout + done.stderr
    return home, done


@pytest.fixture(scope="session")
def small_home(judged_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home of a few reports that was published once; tests work on copies of it."""
    return make_small_home(judged_warehouse, tmp_path_factory.mktemp("small") / "home")
