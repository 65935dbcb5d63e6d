"""A run may be killed anywhere; the next one ends in the same published content."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.flows.conftest import SAMPLES
from tests.typed import command, environment, gouji

INPUT = (SAMPLES, "--manifest", SAMPLES / "manifest.csv")
Published = tuple[Path, "subprocess.CompletedProcess[str]"]


def content(home: Path) -> object:
    return json.loads((home / "published" / "manifest.json").read_text())["content"]


def landing_has_begun(home: Path) -> bool:
    return any((home / "landing").glob("??/*"))


def readers_are_at_work(home: Path) -> bool:
    return has_begun(home, "extract") and any("forkserver" in line for line in child_commands(home))


def child_commands(home: Path) -> list[str]:
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if str(home) in (line := " ".join(process.cmdline())):
                found += [" ".join(child.cmdline()) for child in process.children(recursive=True)] or [line]
    return found


def tables_are_being_made(home: Path) -> bool:
    log = home / "logs" / "dbt.log"
    return log.is_file() and "OK created sql table model" in log.read_text()


def judging_has_begun(home: Path) -> bool:
    return has_begun(home, "check") and (home / "datadocs").is_dir()


def a_release_is_half_written(home: Path) -> bool:
    return any((home / "published").glob(".next-*/parquet/facts.parquet"))


def has_begun(home: Path, stage: str) -> bool:
    journal = home / "logs" / "journal.jsonl"
    lines = journal.read_text().splitlines() if journal.is_file() else []
    return any(json.loads(line)["stage"] == stage for line in lines)


def kill_when(arguments: tuple[object, ...], home: Path, reached: Callable[[Path], bool]) -> list[psutil.Process]:
    """Starts a command, kills it without warning as soon as a point is reached; out come its children."""
    process = subprocess.Popen(
        command(*arguments, "--home", home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    deadline = time.monotonic() + 240
    while not reached(home):
        assert process.poll() is None, f"{arguments[0]} ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.005)
    children = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    return children


@pytest.mark.slow
def test_killed_in_each_stage_the_next_run_publishes_the_same(published: Published, tmp_path: Path) -> None:
    """One home, killed while it lands, in a whole run while it reads, while it builds and while it judges."""
    home = tmp_path / "home"
    kill_when(("ingest", *INPUT), home, landing_has_begun)
    nobody_is_left_of(kill_when(("run", *INPUT), home, readers_are_at_work))
    again = gouji("extract", "--home", home)
    assert again.returncode == 0, again.stderr
    kill_when(("build",), home, tables_are_being_made)
    kill_when(("check",), home, judging_has_begun)
    assert not (home / "published" / "manifest.json").exists()
    done = gouji("run", *INPUT, "--home", home)
    assert done.returncode == 0, done.stderr
    assert content(home) == content(published[0])


def nobody_is_left_of(children: list[psutil.Process]) -> None:
    assert len(children) >= 2
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def test_killed_while_it_publishes_the_next_one_publishes_the_same(published: Published, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(published[0], home, ignore=shutil.ignore_patterns("published"))
    kill_when(("publish",), home, a_release_is_half_written)
    assert not (home / "published" / "manifest.json").exists()
    done = gouji("publish", "--home", home)
    assert done.returncode == 0, done.stderr
    assert content(home) == content(published[0])
    assert not list((home / "published").glob(".next-*"))


def test_an_interrupt_is_one_line(published: Published, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(published[0], home)
    (home / "logs" / "dbt.log").unlink()
    process = subprocess.Popen(command("build", "--home", home), stderr=subprocess.PIPE, text=True, env=environment())
    while not tables_are_being_made(home):
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.splitlines() == ["gouji: interrupted; nothing was published, what was read stays: run again to go on"]
