"""The closing table: what a run found, and where the results are."""

from __future__ import annotations

from rich.table import Table

from flows.outcome import SEVERITIES, Outcome
from flows.screen import out
from flows.settings import Settings


def print_outcome(outcome: Outcome, settings: Settings) -> None:
    """Prints the published tables in numbers."""
    table = Table(show_header=False, title="gouji", title_justify="left")
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in _lines(outcome, settings):
        table.add_row(name, value)
    out.print(table)


def _lines(outcome: Outcome, settings: Settings) -> list[tuple[str, str]]:
    """The rows of the table."""
    graded = ", ".join(f"{outcome.findings[severity]} {severity}" for severity in SEVERITIES)
    return [
        ("documents", _documents(outcome)),
        ("reports", f"{outcome.reports:,}"),
        ("facts", f"{outcome.facts:,}"),
        (
            "findings",
            f"{sum(outcome.findings.values()):,} ({graded}; {outcome.broken:,} broken, the others not assessable)",
        ),
        ("problems", f"{outcome.problems:,}"),
        ("tables", str(settings.published_warehouse)),
        ("report", str(settings.quality_report)),
    ]


def _documents(outcome: Outcome) -> str:
    """The documents in all, and those of this run of which something is to be said."""
    said = {"new": outcome.new, "unreadable": outcome.unreadable, "skipped": outcome.skipped}
    news = ", ".join(f"{count:,} {name}" for name, count in said.items() if count)
    return f"{outcome.documents:,}" + (f" ({news})" if news else "")
