"""The command line, typed as a newcomer would: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from tests.golden import ROOT


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
