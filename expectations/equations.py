"""The equations of identities.csv: a small language, expanded here to rows of raw.identity_terms.

    equation    := statement { ";" statement }
    statement   := [ name ":" ] ( chain | [ test { "and" test } "=>" ] test { "or" test } )
    chain       := side operator side [ operator side ]      two operators: the parts `lower` and `upper`
    test        := side operator side | side "in" ( "counts" | "amounts" | "agreement" ) | ["not"] attribute
    operator    := "=" | "!=" | "<" | "<=" | ">" | ">="
    side        := "max(" term { "," term } ")" | ["-"] term { ("+" | "-") term }
    term        := number | [ number "*" ] [ "prior." | "children." | "parent." ] slot | "claim." topic
    slot        := code [ "." code ] | table "/" row "/" column | "cell"
    attribute   := ("agency" | "report" | "mention") "." word

What a code names depends on the column `each`: with `column` a row of the form (evaluated in every column), with `row`
a column (evaluated in every row that has all of them), with `report` a `row.column`, or a row where the table has one
column; `table/row/column` is a slot of any table. `cell` is each single cell. `refused_*` is every code with that
beginning. `in counts` says whole and not negative, `in amounts` not negative with at most four decimals; a claim
`in agreement` is what the other numbers of its sentence make of it.

`prior.` reads the same slot in the report of the year before, those of the predecessors added up; `children.` adds up
the agencies below, `parent.` is the one above. With each `claim`, an identity is judged once for each number which the
prose states on that topic. `max(...)` stands on the smaller side of an inequality. A part with alternatives holds when
one of them does; money is compared to 0.0001 of its unit. Every term must name a slot, a topic or an attribute, else
file and line are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from expectations.identities import Identity, IdentityError, Slot, Vocabulary
from expectations.parser import Operand, Part, Side, operands, parse
from expectations.places import REPORT_TABLE, Places

_CENT = Decimal("0.0001")
"""How closely sums of money must agree, in their unit of ten thousand yuan."""


@dataclass(frozen=True, slots=True)
class IdentityTerm:
    """One row of raw.identity_terms, its fields in the order of the columns."""

    identity: str
    form: str
    identity_table: str
    each: str
    place: str
    instance: str
    part: str
    severity: str
    unless_assessable: str | None
    applies: str | None
    clause: int
    relation: str
    tolerance: Decimal
    side: str
    function: str
    coefficient: int
    table_name: str
    row_code: str | None
    column_code: str | None
    link: str
    constant: Decimal | None
    attribute: str | None
    claim: str | None

    @property
    def slot(self) -> str | None:
        """The slot as it is written everywhere; null for a number, an attribute or a claim."""
        return f"{self.table_name}/{self.row_code}/{self.column_code}" if self.row_code else None


def compile_terms(
    identities: Iterable[Identity], slots: Sequence[Slot], words: Vocabulary | None = None
) -> list[IdentityTerm]:
    """Take identities, the slots of the forms and the words beside them; return every term.

    Raises IdentityError, with file and line, where a term names nothing.
    """
    places = Places(slots)
    words = words or Vocabulary.read()
    return [term for identity in identities for term in _terms(identity, places, words)]


def _terms(identity: Identity, places: Places, words: Vocabulary) -> Iterator[IdentityTerm]:
    parts = parse(identity.equation, identity.source)
    _check_lists(identity, parts)
    _check_words(identity, parts, words)
    for form in places.forms(identity):
        _check_slots(identity, parts, places, form)
        for number, part in enumerate(parts):
            yield from _expanded(identity, number, part, places, form)


def _check_lists(identity: Identity, parts: Sequence[Part]) -> None:
    if identity.unless_assessable and len(identity.unless_assessable) != len(parts):
        raise IdentityError(f"{identity.source}: unless_assessable names one identity for each part, {len(parts)} here")
    for name, words in (("severity", identity.severities or ("",)), ("applies", identity.applies or ("",))):
        if len(words) not in (1, len(parts)):
            raise IdentityError(f"{identity.source}: {name} is one word, or one for each part, {len(parts)} here")


def _check_words(identity: Identity, parts: Sequence[Part], words: Vocabulary) -> None:
    """Raise where an attribute or a topic is not known, or claims do not stand alone in their part."""
    for operand in operands(parts):
        if operand.is_attribute and operand.name not in words.attributes:
            raise IdentityError(f"{identity.source}: '{operand.name}' is no attribute of attributes.csv")
        if operand.claim is not None and operand.claim not in words.topics:
            raise IdentityError(f"{identity.source}: '{operand.claim}' is no topic of claims.csv")
    for part in parts:
        if len(_topics(part)) != (identity.each == "claim"):
            raise IdentityError(f"{identity.source}: each part names one topic, and only with each 'claim'")
    for attribute in identity.applies:
        if attribute not in words.attributes:
            raise IdentityError(f"{identity.source}: '{attribute}' is no attribute of attributes.csv")


def _topics(part: Part) -> set[str]:
    return {operand.claim for operand in operands([part]) if operand.claim is not None}


def _check_slots(identity: Identity, parts: Sequence[Part], places: Places, form: str) -> None:
    """Raise where a name names no slot in any place."""
    for operand in operands(parts):
        if operand.is_slot and not any(
            places.cells(identity, operand, form, place) for place in places.of(identity, form)
        ):
            raise IdentityError(
                f"{identity.source}: '{operand.name}' names no slot of {identity.table_name} in form {form}"
            )


def _expanded(identity: Identity, number: int, part: Part, places: Places, form: str) -> Iterator[IdentityTerm]:
    standing = [place for place in places.of(identity, form) if _stands(identity, part, places, form, place)]
    if not standing:
        raise IdentityError(f"{identity.source}: no {identity.each} of form {form} has all of its terms")
    for place in standing:
        yield from _part_terms(identity, number, part, places, form, place)


def _stands(identity: Identity, part: Part, places: Places, form: str, place: str) -> bool:
    return all(
        not operand.is_slot or bool(places.cells(identity, operand, form, place)) for operand in operands([part])
    )


def _part_terms(
    identity: Identity, number: int, part: Part, places: Places, form: str, place: str
) -> Iterator[IdentityTerm]:
    severities, principals = identity.severities, identity.unless_assessable
    where = next(iter(_topics(part)), place)
    for clause_number, clause in enumerate(part.clauses, start=1):
        sides = {
            name: list(_side_cells(identity, side, places, form, place))
            for name, side in (("left", clause.left), ("right", clause.right))
        }
        tolerance = _tolerance(places, form, (cell for cells in sides.values() for cell in cells))
        for name, side in (("left", clause.left), ("right", clause.right)):
            for operand, slot in sides[name]:
                yield IdentityTerm(
                    identity=identity.identity,
                    form=form,
                    identity_table=identity.table_name,
                    each=identity.each,
                    place=where,
                    instance=_instance(where, part.name, identity.each),
                    part=part.name,
                    severity=severities[number % len(severities)],
                    unless_assessable=principals[number] if principals else None,
                    applies=identity.applies[number % len(identity.applies)] if identity.applies else None,
                    clause=clause_number,
                    relation=clause.relation,
                    tolerance=tolerance,
                    side=name,
                    function=side.function,
                    coefficient=operand.factor,
                    table_name=slot[0] if slot else identity.table_name,
                    row_code=slot[1] if slot else None,
                    column_code=slot[2] if slot else None,
                    link=operand.link,
                    constant=operand.constant,
                    attribute=operand.name if operand.is_attribute else None,
                    claim=operand.claim,
                )


def _side_cells(
    identity: Identity, side: Side, places: Places, form: str, place: str
) -> Iterator[tuple[Operand, tuple[str, str, str] | None]]:
    for operand in side.operands:
        if not operand.is_slot:
            yield operand, None
            continue
        for slot in places.cells(identity, operand, form, place):
            yield operand, slot


def _tolerance(places: Places, form: str, cells: Iterable[tuple[Operand, tuple[str, str, str] | None]]) -> Decimal:
    """How closely both sides must agree: to the last digit which the form prints of the money among them."""
    money = [abs(operand.factor) for operand, slot in cells if slot and places.is_amount(form, slot)]
    return _CENT * max(money, default=0)


def _instance(place: str, part: str, each: str) -> str:
    if part and (place == REPORT_TABLE or each == "claim"):
        return part
    return f"{place}/{part}" if part else place
