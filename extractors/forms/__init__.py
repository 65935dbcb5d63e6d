"""The law as data: which slots a form has, how its headings are printed, and how figures are noted."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Role = Literal["row", "column", "group", "corner", "block", "title", "unit"]
SlotKey = tuple[str, str, str]
"""Table, row code, column code."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell that a form prescribes; `kind` is `count`, `signed` or `amount`."""

    form: str
    table_name: str
    row_code: str
    column_code: str
    unit: str
    kind: str
    position: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading as a form prints it; `group`, `corner`, `block`, `title` and `unit` name no slot."""

    table_name: str
    role: Role
    code: str
    parents: tuple[str, ...]
    forms: tuple[str, ...]
    label: str
    order: int


@dataclass(frozen=True, slots=True)
class Form:
    """A form, the report years it was made for, and the decree that prescribes it."""

    form: str
    first_year: int
    last_year: int | None
    decree: str


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one CSV file beside this module, in the order of the file."""
    text = (files(__name__) / f"{name}.csv").read_text("utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


@cache
def forms() -> tuple[Form, ...]:
    """All forms, oldest first."""
    return tuple(
        Form(row["form"], int(row["first_year"]), int(row["last_year"]) if row["last_year"] else None, row["decree"])
        for row in table("forms")
    )


def form_of_year(year: int) -> str | None:
    """The form in force for a report year; `None` before the first."""
    for form in forms():
        if form.first_year <= year and (form.last_year is None or year <= form.last_year):
            return form.form
    return None


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem and what to do; one about the whole document also gets a line and a quarantined copy."""

    kind: str
    whole_document: bool
    label_zh: str
    label_en: str
    advice_zh: str
    advice_en: str


@cache
def problem_kinds() -> Mapping[str, ProblemKind]:
    """All kinds of problems by name."""
    kinds = ({**row, "whole_document": row["whole_document"] == "1"} for row in table("problems"))
    return {str(kind["kind"]): ProblemKind(**kind) for kind in kinds}  # type: ignore[arg-type]  # the columns are the fields


@cache
def slots() -> Mapping[SlotKey, Mapping[str, Slot]]:
    """Every slot by table, row and column, and then by form."""
    found: dict[SlotKey, dict[str, Slot]] = defaultdict(dict)
    for row in table("slots"):
        slot = Slot(**{**row, "position": int(row["position"])})  # type: ignore[arg-type]  # the columns are the fields
        found[slot.table_name, slot.row_code, slot.column_code][slot.form] = slot
    return found


@cache
def headings() -> tuple[Heading, ...]:
    """Every heading in the order of the forms."""
    return tuple(
        Heading(
            row["table_name"],
            cast(Role, row["role"]),
            row["code"],
            tuple(row["parent"].split()),
            tuple(row["forms"].split()),
            row["label"],
            order,
        )
        for order, row in enumerate(table("headings"))
    )


@cache
def notation(kind: str) -> Mapping[str, str]:
    """The texts of one kind in notation.csv with their meanings."""
    return {row["text"]: row["meaning"] for row in table("notation") if row["kind"] == kind}


@cache
def _enumerator() -> re.Pattern[str]:
    return re.compile("^(?:" + "|".join(notation("enumerator")) + ")+")


@cache
def _remark() -> re.Pattern[str]:
    return re.compile("|".join(notation("remark")))


_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
"""White space, and characters without a picture, which editors of web pages leave between and around others."""


def plain(text: str) -> str:
    """A text in plain characters: compatibility forms folded, spelling variants replaced, what is not seen gone."""
    folded = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_single())
    for variant, usual in _words().items():
        folded = folded.replace(variant, usual)
    return folded


@cache
def _single() -> Mapping[int, str]:
    """The characters with another usual form."""
    return {ord(variant): usual for variant, usual in notation("substitute").items() if len(variant) == 1}


@cache
def _words() -> Mapping[str, str]:
    """The words with another usual spelling."""
    return {variant: usual for variant, usual in notation("substitute").items() if len(variant) > 1}


def full_key(text: str) -> str:
    """The letters and digits of a heading with its number: what two printings of it have in common."""
    return re.sub(r"[^\w]|_", "", plain(text))


def bare_key(text: str) -> str:
    """The same without number and without remarks in brackets."""
    unnumbered = _enumerator().sub("", plain(text))
    return re.sub(r"[^\w]|_", "", _remark().sub("", unnumbered))


@cache
def by_key() -> tuple[Mapping[str, tuple[Heading, ...]], Mapping[str, tuple[Heading, ...]]]:
    """Headings by their full and by their bare keys, all wordings included."""
    full: dict[str, dict[Heading, None]] = defaultdict(dict)
    bare: dict[str, dict[Heading, None]] = defaultdict(dict)
    for heading, row in zip(headings(), table("headings"), strict=True):
        for wording in (row["label"], *filter(None, row["wordings"].split("|"))):
            full[full_key(wording)][heading] = None
            bare[bare_key(wording)][heading] = None
    return {key: tuple(found) for key, found in full.items()}, {key: tuple(found) for key, found in bare.items()}


@dataclass(frozen=True, slots=True)
class Match:
    """A heading that a printed text can be; `exact` when its number agrees too."""

    heading: Heading
    exact: bool
    near: bool = False
    """Whether the text differs from every known wording by a few characters."""
    between: bool = False
    """Whether it is too short to be known by itself, and the rows above and below it told which row it is."""


@cache
def look_up(text: str) -> tuple[Match, ...]:
    """The headings that a printed text can be, exact ones first; empty when it is none."""
    full, bare = by_key()
    exact = full.get(full_key(text), ())
    loose = bare.get(bare_key(text), ()) if bare_key(text) else ()
    return tuple(Match(heading, True) for heading in exact) + tuple(
        Match(heading, False) for heading in loose if heading not in exact
    )


@cache
def stands_above(table_name: str) -> frozenset[str]:
    """The codes that a table prints above its figures: columns, units, and whatever is above columns."""
    own = [heading for heading in headings() if heading.table_name == table_name]
    above = {heading.code for heading in own if heading.role in ("column", "unit")}
    while more := {
        parent for heading in own if heading.code in above for parent in heading.parents if parent not in above
    }:
        above |= more
    return frozenset(above)


@cache
def heading_unit(text: str) -> str | None:
    """The unit of money that a heading states in brackets."""
    for pattern in notation("heading_unit"):
        found = re.search(pattern, plain(text))
        if found:
            return found[1]
    return None
