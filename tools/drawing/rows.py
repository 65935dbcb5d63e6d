"""The CSV tables beside the samples: blocks, sentences, figures."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "samples"


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of `tools/samples/<name>.csv`."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
