"""What prose says, as rows of the raw tables: exact, in order, and in homes that were made before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb

from extractors.document import Document, Stated
from extractors.extract import extract
from extractors.records import Extraction
from flows.rows import Extracted, Stamp, arrow_tables
from flows.warehouse import Warehouse

TEXT = """江南市财政局2020年政府信息公开工作年度报告
本报告所列数据由市政府各部门、各县区数据汇总而成，统计期限为2020年1月1日至2020年12月31日。
一、总体情况
全年收到政府信息公开申请3件，其中自然人2件，占66.67%，法人1件。
六、其他需要报告的事项
全年未收取信息处理费。
"""
STAMP = Stamp("d", "version", "run", datetime(2021, 1, 1))


def read() -> Extraction:
    return extract(Document("report.txt", TEXT.encode()))


def warehouse(extraction: Extraction) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    Warehouse(connection).load(arrow_tables([Extracted(STAMP, Stated(), extraction)]))
    return connection


def test_a_claim_keeps_what_it_is_held_to_exactly() -> None:
    query = (
        "select topic, value, other_value, relation, tolerance from raw.claims where relation is not null order by 1"
    )
    assert warehouse(read()).execute(query).fetchall() == [
        ("parts", Decimal(3), Decimal(3), "=", Decimal(0)),
        ("percent", Decimal("66.67"), Decimal("66.666667"), "=", Decimal("0.005")),
    ]


def test_mentions_keep_their_order() -> None:
    query = "select position, topic, printed from raw.mentions order by position"
    assert [(place, topic) for place, topic, _ in warehouse(read()).execute(query).fetchall()] == [
        (1, "scope_whole"),
        (2, "chapter_1"),
        (3, "chapter_6"),
        (4, "processing_fee"),
    ]


def test_a_report_keeps_its_scope_and_sentences() -> None:
    extraction = read()
    query = "select stated_scope, scope_locator, sentences from raw.reports"
    (scope, locator, sentences) = warehouse(extraction).execute(query).fetchall()[0]
    assert (scope, locator) == ("whole", extraction.report.scope_locator)
    assert sentences == list(extraction.report.sentences) and len(sentences) == 2


def test_what_the_tables_cannot_hold_is_a_problem() -> None:
    extraction = read()
    beyond = replace(extraction.claims[0], other_value=Decimal(10) ** 22, relation="=", tolerance=Decimal(0))
    found = warehouse(replace(extraction, claims=(beyond,), problems=()))
    assert found.execute("select count(*) from raw.claims").fetchone() == (0,)
    assert found.execute("select kind, printed from raw.problems").fetchall() == [
        ("value_out_of_range", beyond.printed)
    ]


def test_an_older_home_gets_the_new_columns(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "old.duckdb")) as connection:
        Warehouse(connection)
        for table, column in (("claims", "other_value"), ("claims", "tolerance"), ("reports", "sentences")):
            connection.execute(f"alter table raw.{table} drop column {column}")
        connection.execute("drop table raw.mentions")
        Warehouse(connection).load(arrow_tables([Extracted(STAMP, Stated(), read())]))
        assert connection.execute("select count(*) > 0 from raw.mentions").fetchone() == (True,)
        assert connection.execute("select count(other_value) from raw.claims").fetchone() == (2,)
