"""Homes and inputs for the tests of the flows."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.runs import Run, new_run
from flows.settings import Settings
from tests.flows.small_home import make_small_home

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
HOSTILE = ROOT.parent / "shared" / "hostile"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", workers=2, document_seconds=20)


@pytest.fixture
def run(settings: Settings) -> Run:
    return new_run(settings)


@pytest.fixture(scope="session")
def small_home(judged_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home of a few reports that was published once; tests work on copies of it."""
    return make_small_home(judged_warehouse, tmp_path_factory.mktemp("small") / "home")
