"""Consistent statutory tables drawn at random, and the sums that the forms print on them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from expectations.localise import Constraint

SLOTS = Path(__file__).resolve().parents[2] / "extractors" / "forms" / "slots.csv"
Figures = dict[str, int]
"""Figures by slot, `table/row/column`, in the order of the form."""
_WHOLE_ROWS = ("received", "carried_in", "outcomes_total", "carried_out")
_SHARES = (0.75, 0.15, 0.02, 0.03, 0.03, 0.02)
"""How requests divide over the six kinds of applicants."""


@dataclass(frozen=True)
class Table:
    """One table with its figures and its sums."""

    name: str
    figures: Figures
    constraints: tuple[Constraint, ...]


@cache
def rows_and_columns(form: str, table: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rows and columns of a table of a form."""
    with SLOTS.open(encoding="utf-8", newline="") as file:
        slots = [row for row in csv.DictReader(file) if (row["form"], row["table_name"]) == (form, table)]
    return tuple(dict.fromkeys(s["row_code"] for s in slots)), tuple(dict.fromkeys(s["column_code"] for s in slots))


def equality(name: str, instance: str, left: Sequence[str], right: Sequence[str]) -> Constraint:
    """Both sums are equal."""
    return Constraint(name, instance, (*((1, slot) for slot in left), *((-1, slot) for slot in right)))


def requests(random: Random, form: str) -> Table:
    """The table of requests of an agency with few, many or very many of them."""
    rows, columns = rows_and_columns(form, "requests")
    *applicants, total = columns
    details = [row for row in rows if row not in _WHOLE_ROWS]
    size = random.choice((5, 30, 200, 1500, 8000))
    usual = random.sample(details, random.randint(2, len(details)))
    by_column = {}
    for column, share in zip(applicants, _SHARES, strict=True):
        by_column[column] = _column(random, round(size * share * random.uniform(0.3, 1.7)), details, usual)
    by_column[total] = {row: sum(by_column[column][row] for column in applicants) for row in rows}
    figures = {f"requests/{row}/{column}": by_column[column][row] for row in rows for column in columns}
    return Table(f"requests, form {form}", figures, _request_sums(form))


def _column(random: Random, requests: int, details: list[str], usual: list[str]) -> Figures:
    carried_in = round(requests * random.uniform(0, 0.15))
    carried_out = round((requests + carried_in) * random.uniform(0, 0.15))
    column = dict.fromkeys(details, 0) | {"received": requests, "carried_in": carried_in, "carried_out": carried_out}
    column["outcomes_total"] = requests + carried_in - carried_out
    likely = [random.random() ** 3 for _ in usual]
    for row in random.choices(usual, likely, k=column["outcomes_total"]):
        column[row] += 1
    return column


@cache
def _request_sums(form: str) -> tuple[Constraint, ...]:
    rows, columns = rows_and_columns(form, "requests")
    *applicants, total = columns
    details = [row for row in rows if row not in _WHOLE_ROWS]

    def slots(names: list[str], column: str) -> list[str]:
        return [f"requests/{row}/{column}" for row in names]

    sums = []
    for c in columns:
        taken, done = slots(["received", "carried_in"], c), slots(["outcomes_total", "carried_out"], c)
        sums.append(equality("requests_balance", c, taken, done))
        sums.append(equality("outcomes_sum", c, slots(["outcomes_total"], c), slots(details, c)))
    for row in rows:
        parts = [f"requests/{row}/{c}" for c in applicants]
        sums.append(equality("applicants_sum", row, [f"requests/{row}/{total}"], parts))
    return tuple(sums)


def disputes(random: Random, form: str = "2021") -> Table:
    """The table of reconsiderations and litigation: three rows of five."""
    rows, columns = rows_and_columns(form, "disputes")
    *parts, _ = columns
    figures: Figures = {}
    sums = []
    for row in rows:
        values = [random.choice((0, 0, 1, 2, random.randint(3, 80))) for _ in parts]
        slots = [f"disputes/{row}/{column}" for column in columns]
        figures |= dict(zip(slots, (*values, sum(values)), strict=True))
        sums.append(equality("disputes_sum", row, slots[-1:], slots[:-1]))
    return Table("disputes", figures, tuple(sums))


_CHANNELS = ("requests_in_person", "requests_by_fax", "requests_online", "requests_by_letter")
_SUMS_2014 = {
    "received_by_channel": ("requests_received", _CHANNELS),
    "concluded_sum": ("requests_concluded", ("concluded_on_time", "concluded_after_extension")),
    "staff_sum": ("staff", ("staff_full_time", "staff_part_time")),
}


def statistics(random: Random) -> Table:
    """The figures of form 2014 that stand in sums and limits."""
    rows, _ = rows_and_columns("2014", "statistics")
    answered = [row for row in rows if row.startswith("answered_")]
    refused = [row for row in rows if row.startswith("refused_")]
    sums = {**_SUMS_2014, "answered_sum": ("requests_answered", tuple(answered))}
    values: Figures = {}
    for whole, parts in sums.values():
        values |= {part: random.choice((0, random.randint(1, 20), random.randint(5, 400))) for part in parts}
        values[whole] = sum(values[part] for part in parts)
    left = values["answered_refused"]
    for row in refused:
        values[row] = random.randint(0, left)
        left -= values[row]
    values[refused[-1]] += left
    figures = {f"statistics/{row}/value": values[row] for row in rows if row in values}
    return Table("statistics, form 2014", figures, tuple(_statistics_sums(sums, refused)))


def _statistics_sums(sums: dict[str, tuple[str, tuple[str, ...]]], refused: list[str]) -> Iterator[Constraint]:
    def slot(row: str) -> str:
        return f"statistics/{row}/value"

    for name, (whole, parts) in sums.items():
        yield equality(name, "report", [slot(whole)], [slot(part) for part in parts])
    grounds = tuple((-1, slot(row)) for row in refused)
    yield Constraint("refused_sum", "upper", ((1, slot("answered_refused")), *grounds), "<=")
    for row in refused:
        yield Constraint("refused_sum", f"lower/{row}", ((1, slot(row)), (-1, slot("answered_refused"))), "<=")
