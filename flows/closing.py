"""The closing table: what a run found, and where the results are."""

from __future__ import annotations

from rich.table import Table

from flows.forget import Forgotten
from flows.outcome import SEVERITIES, Judgement, Outcome
from flows.release_names import told
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


def print_forgotten(forgotten: Forgotten) -> None:
    """Says what became of a document that was taken back, and what is to be done next."""
    document = forgotten.document
    named = f"{document.uri} ({document.document_id[:12]})"
    if forgotten.before:
        out.print(f"{named} was forgotten before; nothing to do", markup=False, highlight=False, soft_wrap=True)
        return
    kept = f"its bytes are kept as {forgotten.quarantined}" if forgotten.quarantined else "its bytes were gone already"
    said = f"{named} is forgotten; {kept}. The next gouji run publishes without it; landed again, it counts again."
    out.print(said, markup=False, highlight=False, soft_wrap=True)


def _lines(outcome: Outcome, settings: Settings) -> list[tuple[str, str]]:
    """The rows of the table."""
    return [
        ("documents", _documents(outcome)),
        ("reports", f"{outcome.reports:,}"),
        ("facts", f"{outcome.facts:,}"),
        ("findings", judged_line(outcome.judgement)),
        ("problems", f"{outcome.problems:,}"),
        ("tables", str(settings.published_warehouse)),
        ("report", str(settings.quality_report)),
        ("explorer", str(settings.explorer)),
        *([("release", kept)] if (kept := told(settings)) else ()),
    ]


def judged_line(judgement: Judgement) -> str:
    """The findings in numbers, as one line."""
    graded = ", ".join(f"{judgement.findings[severity]} {severity}" for severity in SEVERITIES)
    counts = f"{judgement.broken:,} broken, the others not assessable; {judgement.new_findings:,} new"
    return f"{sum(judgement.findings.values()):,} ({graded}; {counts})"


def _documents(outcome: Outcome) -> str:
    """The documents in all, and those of this run of which something is to be said."""
    said = {"new": outcome.new, "unreadable": outcome.unreadable, "skipped": outcome.skipped}
    news = ", ".join(f"{count:,} {name}" for name, count in said.items() if count)
    return f"{outcome.documents:,}" + (f" ({news})" if news else "")
