"""Which files of tests take longest: parallel workers begin with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.golden import ROOT

LONGEST = (
    "flows/test_killed.py",
    "dbt/test_judged_again.py",  # needs nothing that the first one makes for all
    "flows/test_findings.py",
    "flows/test_alerts.py",
    "flows/test_cli.py",
    "test_shared_reports.py",
    "flows/test_verdicts.py",
    "dbt/test_marts.py",
    "extractors/test_scanned_reports.py",
    "flows/test_publish.py",
    "flows/test_hostile.py",
    "flows/test_deployment.py",
    "flows/test_build.py",
    "test_seeded.py",
)
"""About longest first: a minute that begins last is a minute in which all other workers have nothing to do."""


def in_order(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests file by file, those of the longest files first; the others as they were."""
    places = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    return sorted(items, key=lambda item: places.get(Path(item.path), len(LONGEST)))
