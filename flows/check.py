"""Checking: Great Expectations judges the built warehouse, and its counts must be ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import duckdb
import pyarrow as pa

from expectations.judge import ExpectationResult, judge
from flows.errors import GoujiError
from flows.runs import Run, now
from flows.settings import Settings
from flows.warehouse import open_warehouse


def check(run: Run) -> list[ExpectationResult]:
    """Judges the built warehouse and keeps what was reported; raises GoujiError when the marts count otherwise."""
    settings = run.settings
    ours = _our_counts(settings)
    results = judge(settings.warehouse, settings.data_docs)
    with open_warehouse(settings) as warehouse:
        warehouse.keep_expectation_results(run, _table(run, results))
    _compare(results, ours)
    return results


def _our_counts(settings: Settings) -> dict[str, tuple[int, int]]:
    """How many results each identity has in the marts, and how many of them are broken."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        rows = connection.execute(
            """
            select identity, count(*), count(*) filter (where status = 'broken')
            from marts.identity_results group by identity
            """
        ).fetchall()
    return {identity: (examined, broken) for identity, examined, broken in rows}


def _compare(results: Sequence[ExpectationResult], ours: dict[str, tuple[int, int]]) -> None:
    """Raises GoujiError for the first identity of which Great Expectations says something else than the marts."""
    theirs = {result.identity: (result.examined, result.unexpected) for result in results}
    for result in results:
        if result.exception:
            raise GoujiError(f"Great Expectations could not judge {result.identity}: {_line(result.exception)}")
    for identity in sorted(theirs.keys() | ours.keys()):
        if theirs.get(identity, (0, 0)) != ours.get(identity, (0, 0)):
            raise GoujiError(_difference(identity, theirs.get(identity), ours.get(identity)))


def _difference(identity: str, theirs: tuple[int, int] | None, ours: tuple[int, int] | None) -> str:
    """Both counts as words."""
    said = [f"{count[1]} of {count[0]} broken" if count else "not judged" for count in (theirs, ours)]
    return (
        f"{identity}: Great Expectations says {said[0]}, marts.identity_results says {said[1]}; "
        "nothing was published, this is a fault of gouji"
    )


def _table(run: Run, results: Sequence[ExpectationResult]) -> pa.Table:
    """The rows of raw.expectation_results."""
    judged_at = now()
    rows = [asdict(result) | {"run_id": run.run_id, "judged_at": judged_at} for result in results]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


_SCHEMA = pa.schema(
    {
        **dict.fromkeys(("run_id", "identity", "severity"), pa.string()),
        "success": pa.bool_(),
        **dict.fromkeys(("examined", "unexpected"), pa.int64()),
        "exception": pa.string(),
        "judged_at": pa.timestamp("us"),
    }
)


def _line(text: str) -> str:
    """The first line."""
    return text.splitlines()[0]
