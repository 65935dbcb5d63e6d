"""The page of questions: each with how to read it, its SQL, and its answer on the samples as the tests hold it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from flows.questions import Question, read_questions

ANSWERS = Path(__file__).resolve().parent.parent / "tests" / "questions"
_ROWS = 12
_ABOUT = """# Twenty questions · 二十个问题

Each is one query on the schema `marts` of the published file: `gouji query NAME` answers it, `gouji questions NAME`
prints it to start your own from, and any client runs the file under [flows/questions](../flows/questions) as it is.
What a question is asked of is a variable with a default: `gouji query number_to_cell --set year=2020`, or in any DuckDB
client `set variable year = 2020;` before the query. The SQL is such that SQLite runs it too, on tables attached as
`marts` and with a function `getvariable`. The answers shown are those on the samples, each of them tested; a handful of
reports gives short answers, some of them empty. Where a list of categories has a range beside it, the range lets
a query skip the other categories: `disclosures` is sorted by them. At a million reports:
[questions_speed.md](questions_speed.md).

"""

Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]


def question_page(table: Table) -> str:
    """The whole page; takes what draws a Markdown table; raises OSError where an answer is missing."""
    questions = read_questions()
    contents = "".join(f"- [{each.name}](#{each.name}): {each.question_zh} {each.question_en}\n" for each in questions)
    return _ABOUT + contents + "".join(_section(each, table) for each in questions)


def _section(question: Question, table: Table) -> str:
    """One question."""
    asked = f"**{question.question_zh}**\n**{question.question_en}**\n\n{question.reading_zh}\n{question.reading_en}\n"
    given = "".join(f"- `{name}`, else {value}\n" for name, value in question.given.items())
    told = f"\nAsked of · 可指定：\n\n{given}" if given else ""
    return f"\n## {question.name}\n\n{asked}{told}\n```sql\n{question.sql}\n```\n\n{_answer(question, table)}"


def _answer(question: Question, table: Table) -> str:
    """The first rows of the answer on the samples."""
    with (ANSWERS / f"{question.name}.csv").open(encoding="utf-8", newline="") as lines:
        headings, *rows = csv.reader(lines)
    if not rows:
        return "On the samples · 样例：no rows.\n"
    more = f"\n… {len(rows) - _ROWS} more rows.\n" if len(rows) > _ROWS else ""
    return table(headings, rows[:_ROWS]) + more
