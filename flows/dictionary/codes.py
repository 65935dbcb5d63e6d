"""The code lists of the published tables: each code in both languages, from the room that defines it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from expectations.identities import read_identities
from expectations.patterns import patterns
from expectations.suspicions import reasons
from extractors import forms
from flows.pages.labels import load_labels
from flows.pages.words import load_words

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "dbt_project" / "seeds"
_ANY = "*"
_Labels = Iterator[tuple[str, str, str]]
"""Codes with their names in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A row of code_lists.csv: what the list is called, and from where its codes come."""

    code_list: str
    label_zh: str
    label_en: str
    source: str
    key: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list; `position` is its place in it, from 1."""

    code_list: str
    code: str
    label_zh: str
    label_en: str
    position: int


@cache
def code_lists() -> Mapping[str, CodeList]:
    """All lists by name, in the order in which pages show them."""
    return {
        row["code_list"]: CodeList(**{**row, "codes": tuple(row["codes"].split())})  # type: ignore[arg-type]
        for row in _rows("code_lists")
    }


@cache
def code_columns() -> Mapping[tuple[str, str], str]:
    """The list that a column takes its codes from, by table (`*` for any) and column; empty for none."""
    return {(row["table_name"], row["column_name"]): row["code_list"] for row in _rows("code_columns")}


def code_list_of(table: str, column: str) -> str | None:
    """The list of the codes in a column; null for a column without codes."""
    return code_columns().get((table, column), code_columns().get((_ANY, column))) or None


@cache
def read_codes() -> tuple[Code, ...]:
    """Every code of every list, list by list; raises ValueError for one that stands twice."""
    found = [
        Code(one.code_list, code, zh, en, position)
        for one in code_lists().values()
        for position, (code, zh, en) in enumerate(_labels(one), start=1)
    ]
    keys = [(code.code_list, code.code) for code in found]
    if len(keys) != len(set(keys)):
        raise ValueError(f"codes stand twice: {sorted({key for key in keys if keys.count(key) > 1})}")
    return tuple(found)


def code_rows() -> pa.Table:
    """Every code as a row of raw.codes."""
    return pa.Table.from_pylist([asdict(code) for code in read_codes()])


def _labels(one: CodeList) -> _Labels:
    """The codes of a list, first those of its source, then those of codes.csv."""
    yield from _SOURCES[one.source](one)
    yield from (
        (row["code"], row["label_zh"], row["label_en"]) for row in _rows("codes") if row["code_list"] == one.code_list
    )


def _from_words(one: CodeList) -> _Labels:
    """What the pages call them."""
    words = load_words()
    known = dict(words.vocabulary(one.key))
    yield from ((code, *known[code]) for code in one.codes or known)


def _from_headings(one: CodeList) -> _Labels:
    """Rows or columns of the forms in their order, each as the newest form that has it prints it."""
    labels = load_labels()
    found = [heading for heading in forms.headings() if heading.role == one.key]
    newest = {heading.code: heading for heading in sorted(found, key=lambda heading: max(heading.forms))}
    for code in dict.fromkeys(heading.code for heading in found):
        heading = newest[code]
        yield code, *labels.pair(heading.table_name, code, max(heading.forms))


def _from_identities(_one: CodeList) -> _Labels:
    """What each identity says, all its rows together."""
    said: dict[str, dict[tuple[str, str], None]] = {}
    for row in read_identities():
        said.setdefault(row.identity, {})[row.says, row.says_en] = None
    for identity, sentences in said.items():
        yield identity, "".join(zh for zh, _ in sentences), " ".join(en for _, en in sentences)


def _from_problems(_one: CodeList) -> _Labels:
    """The kinds of problems."""
    yield from ((kind.kind, kind.label_zh, kind.label_en) for kind in forms.problem_kinds().values())


def _from_patterns(_one: CodeList) -> _Labels:
    """The human errors."""
    yield from ((code, pattern.says, pattern.says_en) for code, pattern in patterns().items())


def _from_suspects(_one: CodeList) -> _Labels:
    """The reasons of a suspicion."""
    yield from ((code, row["says"], row["says_en"]) for code, row in reasons().items())


def _from_seed(one: CodeList) -> _Labels:
    """The rows of a seed that stand under no other; the key is `<seed>.<column of the codes>`."""
    seed, _, column = one.key.partition(".")
    rows = (row for row in _read(SEEDS / f"{seed}.csv") if not row.get("parent"))
    yield from ((row[column], row["label_zh"], row["label_en"]) for row in rows)


def _from_codes(_one: CodeList) -> _Labels:
    """Nothing: the codes stand in codes.csv alone."""
    yield from ()


_SOURCES: Mapping[str, Callable[[CodeList], _Labels]] = {
    "words": _from_words,
    "headings": _from_headings,
    "identities": _from_identities,
    "problems": _from_problems,
    "patterns": _from_patterns,
    "suspects": _from_suspects,
    "seed": _from_seed,
    "codes": _from_codes,
}


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file beside this module."""
    return tuple(_read(HERE / f"{name}.csv"))


def _read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
