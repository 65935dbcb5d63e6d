"""Checking: Great Expectations judges the built warehouse, and its counts must be ours."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import asdict

import pyarrow as pa

from expectations.judge import ExpectationResult, JudgingError, count, disagreements, judge
from flows.errors import GoujiError
from flows.runs import Run, now
from flows.warehouse import open_warehouse

_SCHEMA = pa.schema(
    {
        **dict.fromkeys(("run_id", "identity", "severity"), pa.string()),
        "success": pa.bool_(),
        **dict.fromkeys(("examined", "unexpected"), pa.int64()),
        "exception": pa.string(),
        "judged_at": pa.timestamp("us"),
    }
)


def check(run: Run) -> list[ExpectationResult]:
    """Judges the built warehouse and keeps what was reported; raises GoujiError when the marts count otherwise."""
    settings = run.settings
    shutil.rmtree(settings.data_docs, ignore_errors=True)  # else the pages of each former run stay
    counts = count(settings.warehouse)
    results = judge(settings.warehouse, settings.data_docs)
    with open_warehouse(settings) as warehouse:
        warehouse.keep_expectation_results(run, _table(run, results))
    try:
        disagreements(results, counts)
    except JudgingError as error:
        raise GoujiError(f"{str(error).splitlines()[0]}; nothing was published, this is a fault of gouji") from error
    return results


def _table(run: Run, results: Sequence[ExpectationResult]) -> pa.Table:
    """The rows of raw.expectation_results."""
    judged_at = now()
    rows = [asdict(result) | {"run_id": run.run_id, "judged_at": judged_at} for result in results]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)
