"""The commands of analysts: a query of one's own, a file, or one of the questions that come with gouji."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_options import Home, settings_of
from flows.errors import UsageError

Query = Annotated[
    str | None, typer.Argument(metavar="[SQL|QUESTION|@FILE]", help="What to select, or a question by its name.")
]
File = Annotated[Path | None, typer.Option("--file", help="A file that holds the query.")]
Given = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="What a question is asked of; may be repeated.")
]
Form = Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")]


def query(
    sql: Query = None,
    file: File = None,
    given: Given = None,
    form: Form = "table",
    output: Output = None,
    home: Home = None,
) -> None:
    """Ask the published tables; they stand in the schema marts. `gouji questions` lists questions that have names."""
    from flows.queries import answer
    from flows.questions import named, variables

    if (sql is None) == (file is None):
        raise UsageError("one query, please: as words, as the name of a question, or with --file")
    wanted = f"@{file}" if file else str(sql)
    answer(settings_of(home).published_warehouse, named(wanted), form, output, variables(given or ()))


def questions(
    name: Annotated[str | None, typer.Argument(help="Print the SQL of this question.")] = None,
    language: Annotated[str, typer.Option(help="Of the questions: zh or en.")] = "zh",
) -> None:
    """List the questions that `gouji query NAME` answers, or print one as SQL to start your own from."""
    from flows.questions import question, read_questions
    from flows.screen import out

    if name is not None:
        typer.echo(question(name).text.rstrip())
        return
    for each in read_questions():
        asked = {"zh": each.question_zh, "en": each.question_en}.get(language)
        if asked is None:
            raise UsageError(f"--language {language} is not known; choose zh or en")
        out.print(f"{each.name:<24} {asked}", highlight=False, markup=False)
