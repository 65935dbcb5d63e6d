"""What tests of several rooms share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.judged_cases import SEEDS
from tests.judged_reports import all_reports
from tests.warehouse_fixtures import built_warehouse

# the same examples in every run, so that a change is judged by itself; `HYPOTHESIS_PROFILE=search` looks for new ones
settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def judged_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a warehouse built once: good reports, and one with each error."""
    return built_warehouse(tmp_path_factory.mktemp("judged"), all_reports(), SEEDS)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A stable name for bytes: some hold the time at which they were packed, and parallel workers compare names."""
    return argname if isinstance(val, bytes) else None
