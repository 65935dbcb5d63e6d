"""Reads one equation of identities.csv into parts and clauses; the grammar stands in expectations/equations.py."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from expectations.identities import IdentityError

_TOKEN = re.compile(r"\s*(=>|!=|<=|>=|[=<>]|[a-z][a-z0-9_.]*\*?|\d+(?:\.\d+)?|[+\-(),])")
_NEGATION = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_ATTRIBUTES = ("agency.", "report.")


@dataclass(frozen=True, slots=True)
class Operand:
    """A term as it is written: its sign and a name or a number."""

    sign: int
    name: str
    prior: bool = False
    constant: Decimal | None = None

    @property
    def is_attribute(self) -> bool:
        """Whether it asks about the agency or the report instead of a slot."""
        return self.name.startswith(_ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a sum, or the largest of its operands."""

    function: str
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison; the clauses of a part are alternatives, so that `a => b` is (not a) or b."""

    relation: str
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Part:
    """What is judged at once, with the name that tells it from the other parts of the equation ('' when alone)."""

    name: str
    clauses: tuple[Clause, ...]


_NOTHING = Side("sum", ())


def parse(equation: str, source: str) -> tuple[Part, ...]:
    """Take an equation and where it stands; return its parts, or raise IdentityError."""
    statements = [_Parser(text, source).statement() for text in equation.split(";")]
    if len(statements) == 1:
        return statements[0]
    return tuple(Part(_first_code(part), part.clauses) for parts in statements for part in parts)


def _first_code(part: Part) -> str:
    return part.clauses[0].left.operands[0].name.removesuffix("*")


def _tokens(text: str, source: str) -> Iterator[str]:
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise IdentityError(f"{source}: cannot read '{text[at:].strip()}'")
        at = match.end()
        yield match.group().strip()


class _Parser:
    """Reads one statement, token by token."""

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        self.tokens = list(_tokens(text, source))
        self.at = 0

    def statement(self) -> tuple[Part, ...]:
        if len(self.tokens) == 1 and self.tokens[0].startswith(_ATTRIBUTES):
            return (Part("", (self._predicate(),)),)
        comparisons = self._chain()
        if self._next_is("=>"):
            return (Part("", (_negated(comparisons, self.source), self._consequent())),)
        self._end()
        names = ("",) if len(comparisons) == 1 else ("lower", "upper")
        return tuple(Part(name, (clause,)) for name, clause in zip(names, comparisons, strict=True))

    def _consequent(self) -> Clause:
        self.at += 1
        clause = self._predicate() if self._peek().startswith(_ATTRIBUTES) else self._chain()[0]
        self._end()
        return clause

    def _predicate(self) -> Clause:
        return Clause("true", Side("sum", (Operand(1, self._take()),)), _NOTHING)

    def _chain(self) -> list[Clause]:
        sides = [self._side()]
        operators: list[str] = []
        while self._peek() in _NEGATION or self._peek() == "in":
            operators.append(self._take())
            sides.append(_NOTHING if operators[-1] == "in" and self._counts() else self._side())
        if not 1 <= len(operators) <= 2:
            raise IdentityError(f"{self.source}: an equation compares two or three sides, found {len(sides)}")
        clauses = [Clause(op, *pair) for op, pair in zip(operators, pairwise(sides), strict=True)]
        if any(_max_misplaced(clause) for clause in clauses):
            raise IdentityError(f"{self.source}: max(...) stands only on the smaller side of an inequality")
        return clauses

    def _counts(self) -> bool:
        if self._take() != "counts":
            raise IdentityError(f"{self.source}: only 'counts' can follow 'in'")
        return True

    def _side(self) -> Side:
        if self._next_is("max"):
            self.at += 1
            return Side("max", tuple(self._listed()))
        operands = [self._operand(-1 if self._accept("-") else 1)]
        while self._peek() in ("+", "-"):
            operands.append(self._operand(1 if self._take() == "+" else -1))
        return Side("sum", tuple(operands))

    def _listed(self) -> Iterator[Operand]:
        self._expect("(")
        yield self._operand(1)
        while self._accept(","):
            yield self._operand(1)
        self._expect(")")

    def _operand(self, sign: int) -> Operand:
        word = self._take()
        if re.fullmatch(r"\d+(\.\d+)?", word):
            return Operand(sign, word, constant=Decimal(word))
        if not re.fullmatch(r"[a-z][a-z0-9_.]*\*?", word):
            raise IdentityError(f"{self.source}: expected a term, found '{word}'")
        return Operand(sign, word.removeprefix("prior."), prior=word.startswith("prior."))

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _next_is(self, token: str) -> bool:
        return self._peek() == token

    def _take(self) -> str:
        token = self._peek()
        if not token:
            raise IdentityError(f"{self.source}: the equation ends too early")
        self.at += 1
        return token

    def _accept(self, token: str) -> bool:
        found = self._next_is(token)
        self.at += found
        return found

    def _expect(self, token: str) -> None:
        if not self._accept(token):
            raise IdentityError(f"{self.source}: expected '{token}', found '{self._peek()}'")

    def _end(self) -> None:
        if self._peek():
            raise IdentityError(f"{self.source}: '{self._peek()}' cannot stand here")


def _negated(clauses: Sequence[Clause], source: str) -> Clause:
    if len(clauses) != 1 or clauses[0].relation not in _NEGATION:
        raise IdentityError(f"{source}: before '=>' stands one comparison")
    return Clause(_NEGATION[clauses[0].relation], clauses[0].left, clauses[0].right)


def _max_misplaced(clause: Clause) -> bool:
    """A blank inside a maximum can only raise it: judging blanks relies on that."""
    smaller = {"<": "left", "<=": "left", ">": "right", ">=": "right"}.get(clause.relation)
    return any(
        side.function == "max" and name != smaller for name, side in (("left", clause.left), ("right", clause.right))
    )


def operands(parts: Iterable[Part]) -> Iterator[Operand]:
    """Take parts; yield every operand in them."""
    for part in parts:
        for clause in part.clauses:
            yield from clause.left.operands
            yield from clause.right.operands
