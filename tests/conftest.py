"""What tests of several rooms share."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

from tests.golden import ROOT
from tests.judged_cases import SEEDS
from tests.judged_reports import all_reports
from tests.longest import in_order
from tests.once import made_once
from tests.typed import gouji
from tests.warehouse_fixtures import built_warehouse

# the same examples in every run, so that a change is judged by itself; `HYPOTHESIS_PROFILE=search` looks for new ones
settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def judged_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a warehouse built once: good reports, and one with each error."""

    def make(folder: Path) -> None:
        built_warehouse(folder, all_reports(), SEEDS)

    return made_once(tmp_path_factory, "judged", make) / "gouji.duckdb"


def run_recipe() -> list[str]:
    """The arguments of the command that `make run` calls."""
    recipe = re.search(r"^run:.*\n\t@\$\(BIN\)/gouji (run .*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert recipe, "the target run calls gouji run"
    return shlex.split(recipe[1])


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A home on which `make run` ran over the samples, and what it said; for reading only, tests write in copies."""

    def make(folder: Path) -> None:
        done = gouji(*run_recipe(), "--home", folder / "home")
        assert done.returncode == 0, done.stdout + done.stderr
        (folder / "said.json").write_text(json.dumps([done.args, done.returncode, done.stdout, done.stderr]))

    folder = made_once(tmp_path_factory, "published", make)
    said = json.loads((folder / "said.json").read_text())
    return folder / "home", subprocess.CompletedProcess(*said)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; `make test` tells the workers to keep this order."""
    items[:] = in_order(items)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A stable name for bytes: some hold the time at which they were packed, and parallel workers compare names."""
    return argname if isinstance(val, bytes) else None
