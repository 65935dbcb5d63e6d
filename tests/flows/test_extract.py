import logging
import os
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from extractors.grid import Cell, Grid, line_locator
from extractors.records import Extraction, Fact, NamedGrid, Problem, ReportIdentity
from flows.extract import EXTRACTOR_VERSION, Counts, Reader, extract_batch, readers, waiting_batches
from flows.ingest import ingest
from flows.rows import SCHEMAS
from flows.runs import Run, new_run
from flows.settings import Settings
from flows.warehouse import open_warehouse
from flows.worker import Reading, read_document
from tests.flows.conftest import HOSTILE, SAMPLES

HERE = line_locator(1, 1)


def fact(value: str | None, *, printed: str = "1", state: Any = "number") -> Fact:
    number = None if value is None else Decimal(value)
    return Fact("2021", "requests", "received", "total", printed, None, number, "件", state, HERE, "heading", 1.0)


def extraction(*facts: Fact) -> Extraction:
    report = ReportIdentity("甲局", 2021, "2021", "statutory_report")
    grid = NamedGrid(Grid((Cell(0, 0, "数量\ud800", HERE, 2, 3),), HERE), "requests", "2021")
    return Extraction(report, facts, (), (), (grid,))


def told(reading: Reading) -> Extraction | Problem:
    """A reader that does what the document says."""
    match reading.path.read_text():
        case "hang":
            time.sleep(600)
        case "abort":
            os.abort()
        case "exact":
            values = ["0.1", "1234567890123456789012.123456", "-3", "0", "0.000001"]
            facts = [fact(value) for value in values]
            return extraction(*facts, fact(None, printed=" ", state="blank"), fact("0.0000001"), fact("1e22"))
    return extraction(fact("1"))


def load(run: Run, folder: Path, reader: Reader = read_document) -> Counts:
    with open_warehouse(run.settings) as warehouse, readers(run.settings) as pool:
        ingest(run, warehouse, [folder], None)
        batches = waiting_batches(run, warehouse)
        return sum((extract_batch(run, warehouse, pool, batch, reader) for batch in batches), Counts())


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_decimals_arrive_exactly_and_what_is_too_long_is_a_problem(run: Run, inbox: Path) -> None:
    (inbox / "a.txt").write_text("exact")
    assert load(run, inbox, told) == Counts(1, 0)
    found = rows(run.settings, "select value, state, printed from raw.facts where state <> 'unreadable' order by value")
    written = ["-3", "0", "0.000001", "0.1", "1234567890123456789012.123456"]
    assert found == [*((Decimal(value), "number", "1") for value in written), (None, "blank", " ")]
    assert rows(run.settings, "select value, count(*) from raw.facts where state = 'unreadable' group by 1") == [
        (None, 2)
    ]
    assert rows(run.settings, "select kind, printed from raw.problems") == [("value_out_of_range", "1")] * 2
    assert rows(run.settings, "select facts, problems from raw.reports") == [(8, 2)]


def test_grids_keep_their_cells_and_broken_text_does_not_end_a_batch(run: Run, inbox: Path) -> None:
    (inbox / "a.txt").write_text("x")
    load(run, inbox, told)
    assert rows(run.settings, "select grid_no, table_name, row_count, column_count, cells from raw.grids") == [
        (1, "requests", 2, 3, '[[0, 0, 2, 3, "数量?", "line=1;column=1"]]')
    ]


def test_a_document_is_read_once_a_version_and_statement(
    run: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text("x")
    assert load(run, inbox, told).documents == 1
    assert load(run, inbox, told).documents == 0
    monkeypatch.setattr("flows.extract.EXTRACTOR_VERSION", "another")
    assert load(run, inbox, told).documents == 1
    assert rows(run.settings, "select count(*), count(distinct extractor_version) from raw.facts") == [(2, 2)]


def test_hostile_documents_cost_one_row_each_and_a_copy(
    tmp_path: Path, inbox: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run = new_run(Settings(home=tmp_path / "home", workers=2, document_seconds=2))
    for name in ("hang", "abort", "good", "better"):
        (inbox / f"{name}.txt").write_text(name)
    with caplog.at_level(logging.WARNING, "gouji"):
        assert load(run, inbox, told) == Counts(4, 2)
    kinds = rows(run.settings, "select name, kind from raw.problems join raw.documents using (document_id) order by 1")
    assert kinds == [("abort.txt", "crashed"), ("hang.txt", "timeout")]
    assert rows(run.settings, "select count(*) from raw.facts") == [(2,)]
    copies = sorted(path.name.split("__")[1] for path in run.settings.quarantine.iterdir())
    assert copies == ["abort.txt", "abort.txt.reason.txt", "hang.txt", "hang.txt.reason.txt"]
    assert load(run, inbox, told).documents == 0


def test_a_document_that_becomes_readable_leaves_the_quarantine(
    run: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text("abort")
    load(run, inbox, told)
    assert len(list(run.settings.quarantine.iterdir())) == 2
    monkeypatch.setattr("flows.extract.EXTRACTOR_VERSION", "better")
    (inbox / "a.txt").write_text("abort")
    load(run, inbox, readable)
    assert list(run.settings.quarantine.iterdir()) == []


def readable(_: Reading) -> Extraction | Problem:
    return extraction(fact("1"))


def test_a_batch_that_cannot_be_loaded_leaves_nothing(run: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "a.txt").write_text("x")
    with monkeypatch.context() as patch:
        patch.setitem(SCHEMAS, "problems", {**SCHEMAS["problems"], "no_such_column": pa.string()})
        with pytest.raises(duckdb.Error, match="no_such_column"):
            load(run, inbox, told)
    assert rows(run.settings, "select (select count(*) from raw.facts), (select count(*) from raw.reports)") == [(0, 0)]
    assert load(run, inbox, told).documents == 1


def test_a_larger_file_than_allowed_is_not_read(tmp_path: Path, inbox: Path) -> None:
    run = new_run(Settings(home=tmp_path / "home", workers=1, document_bytes=10))
    (inbox / "a.txt").write_text("more than ten bytes")
    assert load(run, inbox) == Counts(1, 1)
    assert rows(run.settings, "select kind from raw.problems") == [("too_large",)]


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile documents are not at hand")
def test_hostile_files_cost_one_problem_row_while_good_ones_arrive(tmp_path: Path, inbox: Path) -> None:
    run = new_run(Settings(home=tmp_path / "home", workers=2, document_seconds=10))
    hostile = ("form_loop.pdf", "flate2_bomb.pdf", "form_exp.pdf", "billion_laughs.docx", "colspan.html", "empty.pdf")
    for name in hostile:
        (inbox / name).write_bytes((HOSTILE / name).read_bytes())
    good = [path for path in SAMPLES.iterdir() if path.suffix in (".html", ".docx", ".txt")]
    for path in good:
        (inbox / path.name).write_bytes(path.read_bytes())
    assert load(run, inbox) == Counts(len(hostile) + len(good), len(hostile))
    unreadable = """
        select name, count(*) from raw.problems join raw.documents using (document_id)
        join raw.reports using (document_id) where document_kind = 'unreadable' group by 1 order by 1
    """
    assert rows(run.settings, unreadable) == [(name, 1) for name in sorted(hostile)]
    assert rows(run.settings, "select count(*) from raw.reports where facts > 50") == [(len(good),)]


PROSE = "本页是正文，没有表格。"


@pytest.mark.parametrize("batch_size", [1, 200])
def test_a_page_of_prose_of_a_report_is_no_problem_where_another_page_has_the_tables(
    tmp_path: Path, inbox: Path, caplog: pytest.LogCaptureFixture, batch_size: int
) -> None:
    run = new_run(Settings(home=tmp_path / "home", workers=1, batch_size=batch_size))
    table = (SAMPLES / "ankang_gxj_2018.txt").read_text(encoding="utf-8")
    for name, text in (("a_1", PROSE), ("a_2", table), ("a_3", PROSE + "终。"), ("b_1", "云。"), ("b_2", "雨。")):
        (inbox / f"{name}.txt").write_text(text, encoding="utf-8")
    with caplog.at_level(logging.WARNING, "gouji"):
        load(run, inbox)
    told = {record.getMessage().split(":")[0] for record in caplog.records}
    assert told <= {"b_1.txt", "b_2.txt"}
    assert "b_2.txt" in told
    kept = {path.name.split("__")[1] for path in run.settings.quarantine.glob("*.txt")}
    assert {name.removesuffix(".reason.txt") for name in kept} == told


def test_a_page_of_prose_leaves_the_quarantine_when_the_page_with_the_tables_comes(run: Run, inbox: Path) -> None:
    (inbox / "a_1.txt").write_text(PROSE, encoding="utf-8")
    load(run, inbox)
    assert len(list(run.settings.quarantine.iterdir())) == 2
    (inbox / "a_2.txt").write_bytes((SAMPLES / "ankang_gxj_2018.txt").read_bytes())
    load(run, inbox)
    assert list(run.settings.quarantine.iterdir()) == []


def test_the_version_names_code_and_tables() -> None:
    assert "+" in EXTRACTOR_VERSION
