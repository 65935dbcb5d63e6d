"""Print what is installed as plain pins, sorted by name: `python -m tools.pins > constraints.txt`."""

from __future__ import annotations

import importlib.metadata
import re

NOT_PINNED = {"gouji", "pip", "setuptools", "wheel"}
"""Ourselves, and what a new virtual environment brings."""


def installed() -> dict[str, str]:
    """Normalised name to version of every distribution of this environment."""
    found = importlib.metadata.distributions()
    return {re.sub(r"[-_.]+", "-", one.name).lower(): one.version for one in found}


if __name__ == "__main__":
    for name, version in sorted(installed().items()):
        if name not in NOT_PINNED:
            print(f"{name}=={version}")
