"""Great Expectations judges the built warehouse: each identity is an expectation on marts.identity_results."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from expectations.identities import read_identities
from expectations.suites import Rule, rules

if TYPE_CHECKING:
    from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext

# With pooling or a rollback on return, DuckDB hands Great Expectations an emptied result.
_ENGINE: dict[str, Any] = {
    "isolation_level": "AUTOCOMMIT",
    "pool_reset_on_return": None,
    "skip_autocommit_rollback": True,
    "connect_args": {"read_only": True},
}


class JudgingError(RuntimeError):
    """Great Expectations and identity_results do not say the same: a fault of ours, not of an agency."""


@dataclass(frozen=True, slots=True)
class ExpectationResult:
    """What Great Expectations reported of one identity."""

    identity: str
    severity: str
    success: bool
    """Whether no instance is broken and at least one was assessed."""
    examined: int
    """Instances assessed: those that hold and those that are broken."""
    unexpected: int
    exception: str | None = None

    @property
    def verdict(self) -> str:
        """Say `crashed`, `broken`, `examined_nothing` or `holds`."""
        if self.exception is not None:
            return "crashed"
        if self.unexpected:
            return "broken"
        return "holds" if self.examined else "examined_nothing"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many instances of an identity were assessed, and how many of these are broken."""

    assessed: int
    broken: int


def judge(database: Path, docs_dir: Path) -> list[ExpectationResult]:
    """Run every rule on a built warehouse file, write Data Docs into a folder; return one result an identity."""
    counts = count(database)
    all_rules = rules(read_identities())
    with _quiet():
        context = _context(docs_dir)
        outcomes = _run(context, database, all_rules)
        context.build_data_docs()
    return [_result(rule, outcomes[rule.identity], counts.get(rule.identity, Counts(0, 0))) for rule in all_rules]


def count(database: Path) -> dict[str, Counts]:
    """Take a built warehouse file; return what marts.identity_results itself counts, by identity."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            """
            select
                identity,
                count(*) filter (where status in ('holds', 'broken')),
                count(*) filter (where status = 'broken')
            from marts.identity_results
            group by identity
            """
        ).fetchall()
    return {identity: Counts(assessed, broken) for identity, assessed, broken in rows}


def disagreements(results: Iterable[ExpectationResult], counts: Mapping[str, Counts]) -> None:
    """Raise JudgingError when an expectation crashed or does not count what the marts count."""
    by_identity = {result.identity: result for result in results}
    lines = [_crash(result) for result in by_identity.values() if result.exception is not None]
    for identity in sorted(by_identity.keys() | counts.keys()):
        result = by_identity.get(identity)
        broken = counts.get(identity, Counts(0, 0)).broken
        if result is None:
            lines.append(f"{identity}: stands in identity_results, but Great Expectations did not judge it")
        elif result.exception is None and result.unexpected != broken:
            lines.append(f"{identity}: Great Expectations counts {result.unexpected} broken, identity_results {broken}")
    if lines:
        raise JudgingError("; ".join(lines))


def _crash(result: ExpectationResult) -> str:
    return f"{result.identity}: Great Expectations could not judge it: {result.exception}"


def _context(docs_dir: Path) -> AbstractDataContext:
    """Return a context that keeps nothing but its Data Docs and sends nothing anywhere."""
    import great_expectations as gx  # five seconds to import
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    context.enable_analytics(False)
    for name in list(context.get_site_names()):
        context.delete_data_docs_site(name)
    backend = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs_dir)}
    index = {"class_name": "DefaultSiteIndexBuilder"}
    site: Any = {"class_name": "SiteBuilder", "store_backend": backend, "site_index_builder": index}
    context.add_data_docs_site("rule_book", site)
    return context


def _run(context: AbstractDataContext, database: Path, all_rules: Sequence[Rule]) -> dict[str, dict[str, Any]]:
    """Return the result of each rule by its identity, as Great Expectations writes it to JSON."""
    import great_expectations as gx

    sources: Any = context.data_sources  # its stub does not know the arguments of the engine
    source = sources.add_or_update_sql(name="warehouse", connection_string=f"duckdb:///{database}", kwargs=_ENGINE)
    batch = source.add_query_asset("identity_results", query="select * from marts.identity_results")
    definition = batch.add_batch_definition_whole_table("all")
    validations = [
        context.validation_definitions.add(gx.ValidationDefinition(name=name, data=definition, suite=suite))
        for name, suite in _suites(context, all_rules).items()
    ]
    checkpoint = gx.Checkpoint(
        name="identities", validation_definitions=validations, result_format={"result_format": "COMPLETE"}
    )
    try:
        outcome = context.checkpoints.add(checkpoint).run()
    finally:
        source.get_execution_engine().close()
        source.get_engine().dispose()
    return dict(_by_identity(outcome.run_results.values()))


def _suites(context: AbstractDataContext, all_rules: Sequence[Rule]) -> dict[str, Any]:
    import great_expectations as gx
    from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
    from great_expectations.expectations.metadata_types import FailureSeverity

    suites = {name: gx.ExpectationSuite(name=name) for name in dict.fromkeys(rule.suite for rule in all_rules)}
    for rule in all_rules:
        expectation = UnexpectedRowsExpectation(
            unexpected_rows_query=rule.query,
            description=rule.description,
            severity=FailureSeverity(rule.severity),
            meta={"identity": rule.identity, **rule.meta},
        )
        suites[rule.suite].add_expectation(expectation)
    return {name: context.suites.add(suite) for name, suite in suites.items()}


def _by_identity(run_results: Iterable[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for suite_result in run_results:
        for result in suite_result.results:
            written = result.to_json_dict()
            yield written["expectation_config"]["meta"]["identity"], written


def _result(rule: Rule, outcome: dict[str, Any], counts: Counts) -> ExpectationResult:
    """A crash inside Great Expectations also says `success: false`: it must never become an accusation."""
    exception = _exception(outcome["exception_info"])
    unexpected = 0 if exception else int(outcome["result"]["observed_value"])
    return ExpectationResult(
        identity=rule.identity,
        severity=rule.severity,
        success=bool(outcome["success"]) and exception is None and counts.assessed > 0,
        examined=counts.assessed,
        unexpected=unexpected,
        exception=exception,
    )


def _exception(info: dict[str, Any]) -> str | None:
    """Return the message of a crash; Great Expectations writes one record, or one for each metric that crashed."""
    records = [info] if "raised_exception" in info else list(info.values())
    messages = [str(record["exception_message"]) for record in records if record["raised_exception"]]
    return messages[0] if messages else None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep all below errors out of the log while judging: some modules there set levels of their own."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
