"""Documents that LibreOffice converts: many a call, the same rows as alone, and read later when it was missing."""

from pathlib import Path

import duckdb
import pytest

from extractors import office
from flows.extract import Counts, extract_batch, readers, waiting_batches
from flows.ingest import ingest
from flows.runs import Run, new_run
from flows.settings import Settings
from flows.warehouse import open_warehouse

pytestmark = pytest.mark.skipif(not office.is_installed(), reason="LibreOffice is not installed")

ROWS = (
    ("收到申请数", 3),
    ("当面申请数", 1),
    ("传真申请数", 0),
    ("网络申请数", 2),
    ("信函申请数", 0),
    ("申请办结数", 3),
)


def rich(agency: str) -> bytes:
    """A table of the form of 2014 as rich text."""
    table = [("统计指标", "单位", "合计"), *((label, "件", str(number)) for label, number in ROWS)]
    cells = ["".join(rf"{coded(text)}\cell " for text in row) for row in table]
    rows = "".join(rf"\trowd\cellx4000\cellx5000\cellx6000\intbl {row}\row" for row in cells)
    title = coded(f"{agency}2018年政府信息公开工作年度报告")
    return rf"{{\rtf1\ansi {title}\par {rows}\pard\par}}".encode()


def coded(text: str) -> str:
    return "".join(rf"\u{ord(letter) if ord(letter) < 32768 else ord(letter) - 65536}?" for letter in text)


class Here:
    """A pool that works in this process, which knows the environment of a test."""

    def map(self, function, tasks):
        return ((task, function(task)) for task in tasks)


def load(run: Run, folder: Path) -> Counts:
    with open_warehouse(run.settings) as warehouse:
        ingest(run, warehouse, [folder], None)
        batches = waiting_batches(run, warehouse)
        return sum((extract_batch(run, warehouse, Here(), batch) for batch in batches), Counts())


def rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number, agency in enumerate(("甲市教育局", "乙市民政局", "丙市司法局")):
        (folder / f"{number}.rtf").write_bytes(rich(agency))
    return folder


def test_a_batch_is_converted_in_one_call_and_a_bad_document_costs_only_itself(
    run: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "bad.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
    counted = inbox.parent / "soffice"
    counted.write_text(f'#!/bin/sh\necho "$*" >> {counted}.calls\nexec soffice "$@"\n')
    counted.chmod(0o755)
    monkeypatch.setenv("GOUJI_SOFFICE", str(counted))
    assert load(run, inbox) == Counts(4, 1)
    calls = [call for call in Path(f"{counted}.calls").read_text().splitlines() if "--convert-to" in call]
    assert {call.rpartition("/out ")[2] for call in calls} == {"000000.rtf 000001.rtf 000002.rtf"}
    found = rows(run.settings, "select agency, facts, problems from raw.reports where facts > 0 order by agency")
    assert found == [("丙市司法局", 6, 0), ("乙市民政局", 6, 0), ("甲市教育局", 6, 0)]
    assert list(run.settings.scratch.iterdir()) == []


def test_what_waited_for_libreoffice_is_read_once_it_is_there(
    run: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("GOUJI_SOFFICE", str(inbox / "nothing"))
        assert load(run, inbox) == Counts(3, 3)
        assert load(run, inbox) == Counts(0, 0)
    assert rows(run.settings, "select kind, count(*) from raw.problems group by 1") == [("no_converter", 3)]
    again = new_run(run.settings)
    assert load(again, inbox) == Counts(3, 0)
    assert load(again, inbox) == Counts(0, 0)


def test_guarded_processes_convert_too(run: Run, inbox: Path) -> None:
    with open_warehouse(run.settings) as warehouse, readers(run.settings) as pool:
        ingest(run, warehouse, [inbox], None)
        (batch,) = waiting_batches(run, warehouse)
        assert extract_batch(run, warehouse, pool, batch) == Counts(3, 0)
