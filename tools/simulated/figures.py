"""Figures as SQL: the wide tables of a report, drawn from weights, with totals that are the sums of what they total."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
TABLES = {"requests": "requests", "disputes": "disputes", "proactive_disclosure": "proactive_disclosures",
          "statistics": "statistics"}  # fmt: skip
"""The tables of the forms, and the marts that are as wide as they."""
_MOVING = {"count": "floor({mean} + {draw})", "amount": "round({mean} * (0.4 + 1.2 * {draw}), 2)",
           "change": "floor({mean} * 4 * ({draw} - 0.4))"}  # fmt: skip
_KINDS = {"change": "change", "amount": "amount", "dedicated_funding": "amount", "request_fees": "amount"}
"""Columns and rows that are no plain counts."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much of a base falls on a slot, or on a row of the table of requests."""

    table: str
    row: str
    column: str
    share: str
    base: str
    number: int
    """What tells its draws from those of the others."""

    @property
    def kind(self) -> str:
        """Whether it is a count, an amount of money or a change."""
        return _KINDS.get(self.column, _KINDS.get(self.row, "count"))


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def forms_of(table: str) -> dict[str, set[str]]:
    """The slots of a table, as `row__column`, with the forms that have them."""
    with (ROOT / "extractors/forms/slots.csv").open(encoding="utf-8-sig", newline="") as lines:
        found: dict[str, set[str]] = {}
        for slot in csv.DictReader(lines):
            if slot["table_name"] == table:
                found.setdefault(f"{slot['row_code']}__{slot['column_code']}", set()).add(slot["form"])
    return found


def weights(table: str) -> list[Weight]:
    """What the figures of a table are drawn from."""
    named = enumerate(rows_of("weights.csv"), start=100)
    return [
        Weight(row["table_name"], row["row_code"], row["column_code"], row["weight"], row["of"], number)
        for number, row in named
        if row["table_name"] == table
    ]


def wide(table: str, source: str) -> str:
    """A query for the figures of a table in the reports of a source: errors planted, null where a form has no slot."""
    leaves, sums = _requests() if table == "requests" else _others(table)
    forms = forms_of(table)
    errors = {row["slot"]: row for row in rows_of("errors.csv") if row["table_name"] == table}
    figures = ", ".join(f"{_on_form(slot, forms[slot], errors.get(slot))} as {slot}" for slot in forms)
    query = f"select *, {', '.join(leaves)} from {source}"
    for level in sums:
        query = f"select *, {', '.join(level)} from ({query})"
    held = ", ".join(f"'{form}'" for form in sorted({form for each in forms.values() for form in each}))
    return f"select report_id, agency_id, agency_name, year, form, {figures} from ({query}) where form in ({held})"


def _on_form(slot: str, forms: Iterable[str], error: Mapping[str, str] | None) -> str:
    """A figure, off by something in the reports chosen for this error; nothing where the form has no such slot."""
    figure = f"{slot} + if(error = {error['error']}, {error['off_by']}, 0)" if error else slot
    held = ", ".join(f"'{form}'" for form in sorted(forms))
    return f"if(form in ({held}), {figure}, null)"


def _draw(weight: Weight, share: str, number: str, *, prior: bool = False) -> str:
    """The SQL of one figure."""
    bases = {row["of"]: row["expression"] for row in rows_of("bases.csv")}
    base, seed = ("prior_scale", "prior_seed") if prior else (bases[weight.base], "seed")
    mean, draw = f"({base}) * {weight.share} * {share}", f"unit({seed}, {number})"
    return _MOVING[weight.kind].format(mean=mean, draw=draw)


def _others(table: str) -> tuple[list[str], list[list[str]]]:
    """Figures and sums of the tables that know no applicants."""
    drawn = weights(table)
    leaves = [f"{_draw(each, '1', str(each.number))} as {each.row}__{each.column}" for each in drawn]
    if table == "disputes":
        parts: dict[str, list[str]] = {}
        for each in drawn:
            parts.setdefault(f"{each.row}__total", []).append(f"{each.row}__{each.column}")
        return leaves, [[_sum(total, of) for total, of in parts.items()]]
    summed = rows_of("sums.csv") if table == "statistics" else []
    return leaves, [[_sum(f"{row['row_code']}__value", _values(row["parts"]))] for row in summed]


def _values(rows: str) -> list[str]:
    """The slots of rows of the statistical form."""
    return [f"{row}__value" for row in rows.split()]


def _requests() -> tuple[list[str], list[list[str]]]:
    """Figures and sums of the table of requests: outcomes by applicant; what came in follows from what went out."""
    forms, drawn = forms_of("requests"), weights("requests")
    codes = {row["column_code"]: row["share"] for row in rows_of("applicants.csv")}
    leaves = [leaf for place, code in enumerate(codes) for leaf in _leaves(drawn, code, codes[code], 1000 * place)]
    granted = [f"fresh__{code} + carried_in__{code} as granted__{code}" for code in codes]
    outcomes = [each.row for each in drawn if each.row != "carried_out"]
    totals = [
        _sum(f"outcomes_total__{code}", [_or_zero(f"{row}__{code}", forms) for row in outcomes]) for code in codes
    ]
    came = [f"outcomes_total__{code} + carried_out__{code} - carried_in__{code} as received__{code}" for code in codes]
    rows = dict.fromkeys(slot.rsplit("__", 1)[0] for slot in forms)
    return leaves, [
        granted,
        totals,
        came,
        [_sum(f"{row}__total", [f"{row}__{code}" for code in codes]) for row in rows],
    ]


def _leaves(drawn: Sequence[Weight], code: str, share: str, offset: int) -> Iterator[str]:
    """The figures of one kind of applicant; what was granted is drawn without what was carried in."""
    for each in drawn:
        number = str(offset + each.number)
        yield f"{_draw(each, share, number)} as {'fresh' if each.row == 'granted' else each.row}__{code}"
        if each.row == "carried_out":
            yield f"{_draw(each, share, number, prior=True)} as carried_in__{code}"


def _or_zero(slot: str, forms: Mapping[str, set[str]]) -> str:
    """A figure as it adds to a total: nothing where the form has no such slot."""
    return f"coalesce({_on_form(slot, forms[slot], None)}, 0)"


def _sum(name: str, parts: Sequence[str]) -> str:
    """One total."""
    return f"({' + '.join(parts)}) as {name}"
