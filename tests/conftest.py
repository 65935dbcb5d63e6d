"""What tests of several rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judged_reports import all_reports
from tests.warehouse_fixtures import built_warehouse


@pytest.fixture(scope="session")
def judged_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a warehouse built once: good reports, and one with each error."""
    return built_warehouse(tmp_path_factory.mktemp("judged"), all_reports())
