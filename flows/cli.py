"""The command `gouji`; what takes long to import is imported by the command that needs it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.cli_options import Home, settings_of
from flows.cli_query import query, questions
from flows.errors import GoujiError, UsageError

app = typer.Typer(
    name="gouji",
    help="Annual reports on the disclosure of government information, as tables whose every total is checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Paths = Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders to land.")]
Manifest = Annotated[Path | None, typer.Option(help="CSV or Parquet that names documents and states what is known.")]
Strict = Annotated[
    bool, typer.Option("--strict", help="End with 3 when a mandated identity is broken and nobody decided on it.")
]

STRICT = 3


@app.command()
def run(
    paths: Paths = None,
    manifest: Manifest = None,
    home: Home = None,
    strict: Strict = False,
) -> None:
    """Land documents and run every stage; without a path, run on what is landed."""
    from flows.closing import print_outcome
    from flows.engine import run_flow
    from flows.screen import interruptible, show_lines

    settings = settings_of(home)
    _must_exist([*(paths or ()), *([manifest] if manifest else ())])
    show_lines()
    with interruptible():
        outcome = run_flow(settings, paths or [], manifest)
    print_outcome(outcome, settings)
    _end_strictly(strict, outcome.judgement.broken_mandates)


@app.command()
def ingest(paths: Paths = None, manifest: Manifest = None, home: Home = None) -> None:
    """Land documents, and no more."""
    from flows import stages
    from flows.screen import out

    _must_exist([*(paths or ()), *([manifest] if manifest else ())])
    landing = _single(home, lambda run: stages.land(run, paths or [], manifest))
    out.print(f"{landing.new} documents landed, {landing.known} known, {len(landing.skipped)} skipped")


@app.command()
def extract(home: Home = None) -> None:
    """Read the documents that are landed and not read yet."""
    from flows import stages
    from flows.screen import out

    counts = _single(home, stages.read_all)
    out.print(f"{counts.documents} documents read, {counts.unreadable} of them unreadable")


@app.command()
def build(home: Home = None) -> None:
    """Make the tables and test that they were made well."""
    from flows import stages

    _single(home, stages.shape)


@app.command()
def check(home: Home = None, strict: Strict = False) -> None:
    """Judge what is landed and read, with the identities and verdicts as they are now; publishes nothing."""
    from flows import stages
    from flows.closing import judged_line
    from flows.outcome import read_judgement
    from flows.screen import out

    _single(home, stages.judge_anew)
    judgement = read_judgement(settings_of(home))
    out.print(f"findings: {judged_line(judgement)}; readers see them after: gouji publish", highlight=False)
    _end_strictly(strict, judgement.broken_mandates)


@app.command()
def publish(
    home: Home = None,
    strict: Strict = False,
    release: Annotated[
        bool, typer.Option("--release", help="Keep it as a release too: releases/DATE with sums, sources and changes.")
    ] = False,
    dated: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="Of the release; else today.")] = "",
) -> None:
    """Publish the tables and the data-quality report as they were built and checked last."""
    from flows import stages
    from flows.release_names import day_named

    if dated and not release:
        raise UsageError("--date is said of a release: add --release")
    day = day_named(dated)
    work = (lambda run: stages.issue(run, day)) if release else stages.release
    _single(home, work, ends_as="published")
    _print_published(home, strict)


@app.command()
def findings(
    agency: Annotated[str | None, typer.Option(help="Part of the agency's name.")] = None,
    year: Annotated[int | None, typer.Option(help="The year reported on.")] = None,
    identity: Annotated[str | None, typer.Option(help="An identity of the rule book.")] = None,
    severity: Annotated[str | None, typer.Option(help="critical, warning or info.")] = None,
    state: Annotated[
        str | None, typer.Option(help="open, explained, accepted, source_error or fixed; else all but fixed.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="mandated, arithmetic, cross-table and so on.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Only those that the last run saw first.")] = False,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")] = None,
    letter: Annotated[bool, typer.Option("--letter", help="The sentences to send to the agencies.")] = False,
    language: Annotated[str, typer.Option(help="Of the sentences: zh or en.")] = "zh",
    strict: Strict = False,
    home: Home = None,
) -> None:
    """List the published findings, the gravest first."""
    from flows.findings import Manner, Wanted, list_findings

    wanted = Wanted(agency, year, identity, severity, state, kind, new)
    breached = list_findings(settings_of(home), wanted, Manner(form, output, letter, language))
    _end_strictly(strict, breached)


@app.command()
def forget(
    document: Annotated[str, typer.Argument(help="A file, or name or beginning of the id of a landed one.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept with the note that the document was there.")] = "",
    home: Home = None,
) -> None:
    """Take a document back that was landed by mistake: the next publication is without its facts and findings."""
    from flows import stages
    from flows.closing import print_forgotten

    print_forgotten(_single(home, lambda run: stages.take_back(run, document, reason)))


app.command()(query)
app.command()(questions)


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="A file, or name or beginning of the id of a landed one.")],
    slot: Annotated[str | None, typer.Option(help="Only this slot: table/row/column.")] = None,
    image: Annotated[Path | None, typer.Option(help="Draw the slot's place, marked, into this PNG.")] = None,
    whole_page: Annotated[bool, typer.Option("--whole-page", help="Draw the whole page around it.")] = False,
    home: Home = None,
) -> None:
    """Print what was read, placed and left over in one document, or one slot with its place."""
    if slot is None and (image or whole_page):
        raise UsageError("a picture needs a place: name it with --slot table/row/column")
    if whole_page and image is None:
        raise UsageError("--whole-page is said of a picture: name its file with --image")
    if slot is None:
        from flows.show import show_document

        show_document(settings_of(home), document)
    else:
        from flows.show_slot import show_slot

        show_slot(settings_of(home), document, slot, image, whole_page=whole_page)


@app.command()
def report(
    home: Home = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Say where the data-quality report is."""
    page = settings_of(home).quality_report
    if not page.is_file():
        raise GoujiError(f"there is no report at {page} yet; start with: gouji run PATH")
    typer.echo(str(page))
    if open_it:
        typer.launch(page.as_uri())


@app.command()
def status(home: Home = None, strict: Strict = False) -> None:
    """Print what is published, and when."""
    _print_published(home, strict)


@app.command()
def version() -> None:
    """Print the version of gouji."""
    from importlib.metadata import version as installed

    typer.echo(f"gouji {installed('gouji')}")


def _print_published(home: Path | None, strict: bool) -> None:
    """The closing table of what is published; ends the command with 3 when that is asked for and breaches are open."""
    from flows.closing import print_outcome
    from flows.outcome import read_outcome

    settings = settings_of(home)
    outcome = read_outcome(settings)
    print_outcome(outcome, settings)
    _end_strictly(strict, outcome.judgement.broken_mandates)


def _end_strictly(strict: bool, breaches: int) -> None:
    """Ends the command with 3 when that is asked for and there is a breach."""
    if strict and breaches:
        raise typer.Exit(STRICT)


def _must_exist(paths: list[Path]) -> None:
    """Raises UsageError before anything is started for a path that leads nowhere."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder {path}")


def _single(home: Path | None, work: Callable[[Any], Any], ends_as: str = "done") -> Any:
    """One stage as a run of its own; out comes what the stage returns."""
    from flows.screen import interruptible, show_lines
    from flows.stages import run_in

    show_lines()
    with interruptible(), run_in(settings_of(home), ends_as=ends_as) as run:
        return work(run)


def main() -> None:
    """Runs the command; whatever goes wrong is told in one line, and the exit code says what kind it was."""
    try:
        app()
    except GoujiError as error:
        _end(str(error), error.exit_code)
    except Exception as error:  # the last door before the user: a fault of ours must not become a page of stack
        from flows.screen import keep

        _end(f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''} ({keep(error)})", 1)


def _end(message: str, code: int) -> None:
    """One line and the exit code."""
    from flows.screen import fail

    fail(message)
    sys.exit(code)


if __name__ == "__main__":
    main()
