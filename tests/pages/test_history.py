"""The trend over runs: one state of the tables is one bar, however often it was published."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb

from flows.pages.history import read_history

ROOT = Path(__file__).parents[2]
BUILT, AGAIN, LATER = (datetime(2026, 1, day) for day in (1, 2, 3))


def test_a_state_that_is_published_twice_is_told_once(tmp_path: Path) -> None:
    warehouse = tmp_path / "gouji.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute((ROOT / "flows/raw_tables.sql").read_text(encoding="utf-8"))
        runs = [("first", BUILT), ("second", AGAIN), ("third", LATER)]
        connection.executemany(
            "insert into raw.runs (run_id, started_at, status, gouji_version) values (?, ?, 'published', '1')", runs
        )
        seen = [("one", "first", BUILT), ("two", "first", BUILT), ("one", "second", BUILT), ("two", "second", BUILT)]
        connection.executemany("insert into raw.sightings (finding_id, run_id, seen_at) values (?, ?, ?)", seen)
    history = read_history(warehouse)
    assert [(state.started_at, state.new, state.fixed) for state in history] == [(BUILT, 2, 0), (LATER, 0, 2)]
