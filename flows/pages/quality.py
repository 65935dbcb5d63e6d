"""The data-quality report: a small offline site that says which figures hold, which do not, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.pages import marts
from flows.pages.answers import write_answers
from flows.pages.cuttings import Cutter, NoCuttings
from flows.pages.history import Release, bars
from flows.pages.keeping import edition
from flows.pages.labels import load_labels, load_rules
from flows.pages.listing import write_lists
from flows.pages.render import page_environment, write_page
from flows.pages.report_pages import PageMaker, page_name, pages_for
from flows.pages.words import load_words

PAGES = {"index": "index.html", "reports": "reports.html", "rules": "rules.html", "problems": "problems.html"}
REPORTS, DATA = "reports", "data"
_NEWS = 12
"""New findings that the first page tells one by one; the list holds all."""
_BARS = 15
"""Identities and regions in a chart; the tables hold all."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """The run whose published tables the pages tell of."""

    run_id: str
    started_at: datetime
    versions: Mapping[str, str]


def write_quality_report(
    published: Path,
    target: Path,
    *,
    run: RunInfo,
    history: Sequence[Release] = (),
    cutter: Cutter | None = None,
    before: Path | None = None,
) -> None:
    """Read the marts of the DuckDB file `published` and write the site around its first page `target`.

    `history` holds the published runs up to this one; `before` is the folder of the site that this one replaces.
    """
    words, labels = load_words(), load_labels()
    templates = page_environment(words, labels, load_rules())
    with marts.opened(published) as connection:
        overview = marts.read_overview(connection)
        reports = pages_for(overview.reports)
        maker = PageMaker(templates, labels, cutter or NoCuttings(), edition(), before / REPORTS if before else None)
        maker.write_all(connection, reports, target.parent / REPORTS)
        write_answers(connection, target.parent, labels, words)
    with_page = frozenset(report["report_id"] for report in reports)
    files = write_lists(target.parent / DATA, overview, with_page, labels, words)
    told = {"run": run, "root": "", "made_from": "", "overview": overview, "page_of": {**_names(reports)}}
    told |= {"lists": files, **_charts(overview, history)}
    for name, file in PAGES.items():
        page = templates.get_template(f"{name}.html.j2").render(told)
        write_page(page, target if name == "index" else target.with_name(file))


def _names(reports: Sequence[marts.Row]) -> Mapping[str, str]:
    """The pages of reports, from the folder of the first page."""
    return {report["report_id"]: f"{REPORTS}/{page_name(report)}" for report in reports}


def _charts(overview: marts.Overview, history: Sequence[Release]) -> dict[str, object]:
    """What the first page draws, and what is new on it."""
    broken = [row for row in overview.identities if row["broken"]]
    broken.sort(key=lambda row: -row["broken"])
    news = [row for row in overview.findings.rows if row["is_new"]]
    previous = history[-2] if len(history) > 1 else None
    return {
        "news": news[:_NEWS],
        "first_run": previous is None and overview.totals["seen_before"] is None,
        "fixed": history[-1].fixed if history else 0,
        "previous": previous.started_at if previous else overview.totals["seen_before"],
        "broken_identities": broken[:_BARS],
        "regions": overview.regions[:_BARS],
        "trend": bars(history),
    }
