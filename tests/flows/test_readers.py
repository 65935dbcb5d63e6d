import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.publish import publish
from flows.runs import new_run
from flows.settings import Settings
from tests.flows.small_home import EXCEL_ROWS, change

HELD, ANEW = ("database", "parquet", "page"), ("polars", "pandas")
"""What a reader keeps open, and what it opens for each question."""
READER = Path(__file__).with_name("reader.py")
ONE_MORE = "update marts.facts set value = value + 1 where rowid = (select min(rowid) from marts.facts where value > 0)"


@pytest.fixture
def home(small_home: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(small_home.home, tmp_path / "home")
    return Settings(home=tmp_path / "home", excel_rows=EXCEL_ROWS)


@contextmanager
def reader(manner: str, published: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that reads until it is asked for its last words."""
    command = [sys.executable, str(READER), manner, str(published)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


def told(process: subprocess.Popen[str], line: str) -> Any:
    assert process.stdin and process.stdout
    process.stdin.write(line + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def ended(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return said


def test_readers_hold_their_version_through_three_runs_and_see_each_after_reopening(home: Settings) -> None:
    with reader("hold", home.published) as holder, reader("loop", home.published) as hasty:
        assert hasty.stdout and hasty.stdout.readline() == "ready\n"
        before = told(holder, "read")
        totals = [Decimal(before["database"])]
        for _ in range(3):
            change(home, ONE_MORE)
            publish(new_run(home))
            totals.append(totals[-1] + 1)
            held = told(holder, "read")
            assert {name: held[name] for name in HELD} == {name: before[name] for name in HELD}
            assert {Decimal(held[name]) for name in ANEW} == {totals[-1]}
            after = told(holder, "reopen")
            assert {Decimal(after[name]) for name in ("database", "parquet", *ANEW)} == {totals[-1]}
            assert after["page"] != before["page"]
            before = after
        assert ended(holder) == ""
        seen = json.loads(ended(hasty))
    versions = [Decimal(total) for total in seen["seen"]]
    assert versions == sorted(versions) and set(versions) <= set(totals) and len(versions) > 1
    assert seen["rounds"] > 10
