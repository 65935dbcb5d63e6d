"""The equations of identities.csv: a small language, expanded here to rows of raw.identity_terms.

    equation    := statement { ";" statement }
    statement   := chain | comparison "=>" (comparison | predicate) | predicate
    chain       := side operator side [ operator side ]      two operators: the parts `lower` and `upper`
    operator    := "=" | "!=" | "<" | "<=" | ">" | ">=" | "in"
    side        := "max(" term { "," term } ")" | ["-"] term { ("+" | "-") term } | "counts" (after "in" alone)
    term        := ["prior."] code ["." code] | prefix "*" | number | "cell"
    predicate   := ("agency" | "report") "." attribute

What a code names depends on the column `each`: with `column` a row of the form (evaluated in every column), with `row`
a column (evaluated in every row that has all of them), with `report` a `row.column`, or a row where the table has one
column. `cell` is each single cell; `cell in counts` says that it is whole and not negative. `refused_*` is every code
with that prefix. `prior.` reads the same slot in the agency's report of the year before. `max(...)` stands on the
smaller side of an inequality. Every term must name a slot, or the file and line of the misspelling are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from expectations.identities import ANY_FORM, Identity, IdentityError, Slot
from expectations.parser import Operand, Part, Side, operands, parse

REPORT_TABLE = "report"
"""The table of identities about the report itself, which has no slots."""


@dataclass(frozen=True, slots=True)
class IdentityTerm:
    """One row of raw.identity_terms, its fields in the order of the columns."""

    identity: str
    form: str
    table_name: str
    each: str
    place: str
    instance: str
    part: str
    unless_assessable: str | None
    clause: int
    relation: str
    side: str
    function: str
    coefficient: int
    row_code: str | None
    column_code: str | None
    prior: bool
    constant: Decimal | None
    attribute: str | None


@dataclass(frozen=True)
class _Table:
    """The slots of one table of one form."""

    form: str
    slots: frozenset[tuple[str, str]]
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    @cached_property
    def only_column(self) -> str | None:
        """The one column of a table that has a single one."""
        return self.columns[0] if len(self.columns) == 1 else None


def compile_terms(identities: Iterable[Identity], slots: Sequence[Slot]) -> list[IdentityTerm]:
    """Take identities and the slots of the forms; return every term, or raise IdentityError where one names no slot."""
    terms: list[IdentityTerm] = []
    for identity in identities:
        parts = parse(identity.equation, identity.source)
        _check_precedence(identity, parts)
        for table in _tables(identity, slots):
            terms.extend(_expanded(identity, parts, table))
    return terms


def _check_precedence(identity: Identity, parts: Sequence[Part]) -> None:
    if identity.unless_assessable and len(identity.unless_assessable) != len(parts):
        raise IdentityError(f"{identity.source}: unless_assessable names one identity for each part, {len(parts)} here")


def _tables(identity: Identity, slots: Sequence[Slot]) -> list[_Table]:
    if identity.table_name == REPORT_TABLE:
        return [_Table(ANY_FORM, frozenset(), (), ())]
    forms = dict.fromkeys(s.form for s in slots if s.table_name == identity.table_name)
    chosen = [form for form in forms if identity.form in (ANY_FORM, form)]
    if not chosen:
        raise IdentityError(f"{identity.source}: form {identity.form} has no table '{identity.table_name}'")
    return [
        _table(form, [s for s in slots if (s.form, s.table_name) == (form, identity.table_name)]) for form in chosen
    ]


def _table(form: str, slots: Sequence[Slot]) -> _Table:
    return _Table(
        form,
        frozenset((s.row_code, s.column_code) for s in slots),
        tuple(dict.fromkeys(s.row_code for s in slots)),
        tuple(dict.fromkeys(s.column_code for s in slots)),
    )


def _expanded(identity: Identity, parts: Sequence[Part], table: _Table) -> Iterator[IdentityTerm]:
    _check_names(identity, parts, table)
    for number, part in enumerate(parts):
        places = [place for place in _places(identity, table) if _stands(identity, part, table, place)]
        if not places:
            raise IdentityError(f"{identity.source}: no {identity.each} of form {table.form} has all of its terms")
        for place in places:
            yield from _part_terms(identity, number, part, table, place)


def _check_names(identity: Identity, parts: Sequence[Part], table: _Table) -> None:
    """Raise where a name names no slot in any place."""
    for operand in operands(parts):
        if operand.is_attribute or operand.constant is not None:
            continue
        if not any(_cells(identity, operand, table, place) for place in _places(identity, table)):
            raise IdentityError(
                f"{identity.source}: '{operand.name}' names no slot of {identity.table_name} in form {table.form}"
            )


def _places(identity: Identity, table: _Table) -> Sequence[str]:
    if identity.each == "cell":
        return [f"{row}/{column}" for row in table.rows for column in table.columns if (row, column) in table.slots]
    return {"column": table.columns, "row": table.rows, "report": (REPORT_TABLE,)}[identity.each]


def _stands(identity: Identity, part: Part, table: _Table, place: str) -> bool:
    return all(
        operand.is_attribute or operand.constant is not None or bool(_cells(identity, operand, table, place))
        for operand in operands([part])
    )


def _cells(identity: Identity, operand: Operand, table: _Table, place: str) -> list[tuple[str, str]]:
    """List the slots which an operand names in one place, in the order of the form."""
    pattern, _, column = operand.name.partition(".")
    if identity.each == "cell":
        found = [tuple(place.split("/"))] if operand.name == "cell" else []
    elif identity.each == "column":
        found = [(row, place) for row in table.rows if _matches(pattern, row)]
    elif identity.each == "row":
        found = [(place, code) for code in table.columns if _matches(pattern, code)]
    else:
        found = [(row, column or table.only_column or "") for row in table.rows if _matches(pattern, row)]
    return [(cell[0], cell[1]) for cell in found if cell in table.slots]


def _matches(pattern: str, code: str) -> bool:
    return code.startswith(pattern[:-1]) if pattern.endswith("*") else code == pattern


def _part_terms(identity: Identity, number: int, part: Part, table: _Table, place: str) -> Iterator[IdentityTerm]:
    for clause_number, clause in enumerate(part.clauses, start=1):
        for side_name, side in (("left", clause.left), ("right", clause.right)):
            for operand, row, column in _side_cells(identity, side, table, place):
                yield IdentityTerm(
                    identity=identity.identity,
                    form=table.form,
                    table_name=identity.table_name,
                    each=identity.each,
                    place=place,
                    instance=_instance(place, part.name),
                    part=part.name,
                    unless_assessable=identity.unless_assessable[number] if identity.unless_assessable else None,
                    clause=clause_number,
                    relation=clause.relation,
                    side=side_name,
                    function=side.function,
                    coefficient=operand.sign,
                    row_code=row,
                    column_code=column,
                    prior=operand.prior,
                    constant=operand.constant,
                    attribute=operand.name if operand.is_attribute else None,
                )


def _side_cells(
    identity: Identity, side: Side, table: _Table, place: str
) -> Iterator[tuple[Operand, str | None, str | None]]:
    for operand in side.operands:
        if operand.is_attribute or operand.constant is not None:
            yield operand, None, None
            continue
        for row, column in _cells(identity, operand, table, place):
            yield operand, row, column


def _instance(place: str, part: str) -> str:
    if place == REPORT_TABLE and part:
        return part
    return f"{place}/{part}" if part else place
