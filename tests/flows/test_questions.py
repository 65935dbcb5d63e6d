"""The questions that come with gouji: each runs as it is, and its answer on the samples is the one that was checked."""

from __future__ import annotations

import csv
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from flows.errors import UsageError
from flows.queries import plain
from flows.questions import Question, named, read_questions, variables
from tests.flows.conftest import ROOT
from tests.typed import gouji

ANSWERS = ROOT / "tests" / "questions"
QUESTIONS = read_questions()
HAN, LATIN = re.compile(r"[一-鿿]{4}"), re.compile(r"[A-Za-z]{3}")
Published = tuple[Path, "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def samples(published: Published) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published[0] / "published" / "gouji.duckdb"), read_only=True) as connection:
        yield connection


def lines(connection: duckdb.DuckDBPyConnection, sql: str) -> list[list[str]]:
    """An answer as text, its headings first."""
    found = connection.execute(sql)
    headings = [column[0] for column in found.description or ()]
    return [headings, *([cell(each) for each in row] for row in found.fetchall())]


def cell(value: object) -> str:
    """A value as a golden file holds it."""
    return "" if value is None else plain(value)


def golden(name: str, answer: Sequence[Sequence[str]]) -> list[list[str]]:
    """The answer that was checked; where there is none yet, this one is written down, and somebody must look at it."""
    path = ANSWERS / f"{name}.csv"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(answer)
        pytest.fail(f"{path} was written: check every row against the samples, then commit it")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_there_are_twenty() -> None:
    assert len({question.name for question in QUESTIONS}) == 20
    assert {path.stem for path in ANSWERS.glob("*.csv")} == {question.name for question in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_question_is_asked_in_both_languages(question: Question) -> None:
    assert HAN.search(question.question_zh) and HAN.search(question.reading_zh)
    assert LATIN.search(question.question_en) and LATIN.search(question.reading_en)
    assert set(re.findall(r"getvariable\('(\w+)'\)", question.sql)) == set(question.given)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_answer_on_the_samples_is_the_one_that_was_checked(
    question: Question, samples: duckdb.DuckDBPyConnection
) -> None:
    answer = lines(samples, question.text)
    assert answer == golden(question.name, answer)


def test_a_question_is_asked_by_name_and_of_something_else(published: Published) -> None:
    asked = ["number_to_cell", "--set", "agency_name=江南市教育局", "--set", "year=2022"]
    done = gouji("query", *asked, "--set", "slot=requests/received/total", "--format", "csv", "--home", published[0])
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = csv.DictReader(done.stdout.lstrip("\ufeff").splitlines())
    assert (row["value"], row["document_name"]) == ("100.000000", "jiangnan_jyj_2022.docx")


def test_a_file_is_asked_either_way(published: Published, tmp_path: Path) -> None:
    file = tmp_path / "mine.sql"
    file.write_text("-- 报告数\nselect count(*) as reports from marts.reports;\n", encoding="utf-8")
    for words in (["--file", file], [f"@{file}"]):
        done = gouji("query", *words, "--format", "csv", "--home", published[0])
        assert done.stdout.lstrip("\ufeff").split() == ["reports", "10"]


def test_questions_are_listed_and_printed() -> None:
    assert [line.split()[0] for line in gouji("questions").stdout.splitlines()] == [each.name for each in QUESTIONS]
    assert gouji("questions", "fees").stdout.strip() == named("fees").strip()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["query"], "one query, please"),
        (["query", "fees", "--file", "x.sql"], "one query, please"),
        (["query", "no_such_question"], "gouji questions lists them"),
        (["query", "@no_such_file"], "cannot read no_such_file"),
        (["query", "fees", "--set", "year"], "say NAME=VALUE"),
        (["query", "over_a_renaming", "--set", "agency=x"], "has no such variable; it asks for agency_name"),
        (["query", "over_a_renamin"], "but over_a_renaming"),
        (["query", ""], "the query is empty"),
        (["questions", "--language", "fr"], "choose zh or en"),
    ],
)
def test_what_cannot_be_asked_is_one_line(words: list[str], said: str) -> None:
    done = gouji(*words)
    assert done.returncode == 2
    assert said in done.stderr and len(done.stderr.splitlines()) == 1


def test_variables_are_numbers_or_texts() -> None:
    assert variables(["year=2020", "confidence=0.9", "slot=a/b"]) == {"year": 2020, "confidence": 0.9, "slot": "a/b"}
    with pytest.raises(UsageError):
        variables(["1'; drop=2"])
