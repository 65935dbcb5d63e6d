"""Reads one equation of identities.csv into parts and clauses; the grammar stands in expectations/equations.py."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from expectations.identities import IdentityError

_NAME = r"[a-z][a-z0-9_]*\*?(?:[./][a-z0-9_*]+)*"
_TOKEN = re.compile(rf"\s*(=>|!=|<=|>=|[=<>]|{_NAME}|\d+(?:\.\d+)?|[+\-*(),:])")
_NEGATION = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SETS = ("counts", "amounts", "agreement")
_ATTRIBUTES = ("agency.", "report.", "mention.")
_LINKS = ("prior", "children", "parent")
_CLAIM = "claim."


@dataclass(frozen=True, slots=True)
class Operand:
    """A term as it is written: a factor with its sign, and a name or a number."""

    factor: int
    name: str
    link: str = ""
    """Whose slot it is: `''` the report's own, `prior`, `children`, `parent`."""
    constant: Decimal | None = None

    @property
    def is_attribute(self) -> bool:
        """Whether it asks about the agency, the report or its prose instead of a slot."""
        return self.name.startswith(_ATTRIBUTES)

    @property
    def claim(self) -> str | None:
        """The topic of the claim which it names."""
        return self.name.removeprefix(_CLAIM) if self.name.startswith(_CLAIM) else None

    @property
    def is_slot(self) -> bool:
        """Whether it names a slot of a form."""
        return not self.is_attribute and self.claim is None and self.constant is None


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
    parts = [replace(part, name=part.name or _first_code(part)) for parts in statements for part in parts]
    if len({part.name for part in parts}) < len(parts):
        raise IdentityError(f"{source}: two parts have one name; write 'name:' before them")
    return tuple(parts)


def _first_code(part: Part) -> str:
    return part.clauses[0].left.operands[0].name.removesuffix("*").removeprefix(_CLAIM)


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
        name = self._label()
        tests = self._tests("and")
        if self._accept("=>"):
            refuted = [clause for test in tests for clause in _negated(test, self.source)]
            asserted = self._single(self._tests("or"))
            return (self._ended(Part(name, (*refuted, *asserted))),)
        if len(tests) > 1:
            raise IdentityError(f"{self.source}: 'and' stands only before '=>'")
        if self._accept("or"):
            return (self._ended(Part(name, self._single([*tests, *self._tests("or")]))),)
        names = (name,) if len(tests[0]) == 1 else ("lower", "upper")
        return tuple(self._ended(Part(*part)) for part in zip(names, ((c,) for c in tests[0]), strict=True))

    def _label(self) -> str:
        if self.tokens[1:2] != [":"]:
            return ""
        self.at += 2
        return self.tokens[0]

    def _tests(self, word: str) -> list[list[Clause]]:
        """Read comparisons parted by a word, each as the clauses of its chain."""
        tests = [self._test()]
        while self._accept(word):
            tests.append(self._test())
        return tests

    def _single(self, tests: Sequence[list[Clause]]) -> tuple[Clause, ...]:
        if any(len(test) > 1 for test in tests):
            raise IdentityError(f"{self.source}: an alternative compares two sides")
        return tuple(test[0] for test in tests)

    def _ended(self, part: Part) -> Part:
        if self._peek():
            raise IdentityError(f"{self.source}: '{self._peek()}' cannot stand here")
        return part

    def _test(self) -> list[Clause]:
        denied = self._accept("not")
        if denied or self._peek().startswith(_ATTRIBUTES):
            return [Clause("false" if denied else "true", Side("sum", (self._operand(1),)), _NOTHING)]
        return self._chain()

    def _chain(self) -> list[Clause]:
        sides = [self._side()]
        operators: list[str] = []
        while self._peek() in _NEGATION or self._peek() == "in":
            operators.append(self._take())
            if operators[-1] == "in":
                operators[-1] = f"in {self._set()}"
                sides.append(_NOTHING)
            else:
                sides.append(self._side())
        if not 1 <= len(operators) <= 2:
            raise IdentityError(f"{self.source}: an equation compares two or three sides, found {len(sides)}")
        clauses = [Clause(op, *pair) for op, pair in zip(operators, pairwise(sides), strict=True)]
        if any(_max_misplaced(clause) for clause in clauses):
            raise IdentityError(f"{self.source}: max(...) stands only on the smaller side of an inequality")
        return clauses

    def _set(self) -> str:
        name = self._take()
        if name not in _SETS:
            raise IdentityError(f"{self.source}: after 'in' stands one of {', '.join(_SETS)}, not '{name}'")
        return name

    def _side(self) -> Side:
        if self._accept("max"):
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
        factor = sign
        if re.fullmatch(r"\d+(\.\d+)?", word):
            if not self._accept("*"):
                return Operand(factor, word, constant=Decimal(word))
            factor *= self._whole(word)
            word = self._take()
        if not re.fullmatch(_NAME, word):
            raise IdentityError(f"{self.source}: expected a term, found '{word}'")
        link, _, name = word.partition(".")
        return Operand(factor, name, link) if link in _LINKS else Operand(factor, word)

    def _whole(self, word: str) -> int:
        if not word.isdigit():
            raise IdentityError(f"{self.source}: a factor is a whole number, not {word}")
        return int(word)

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        if not token:
            raise IdentityError(f"{self.source}: the equation ends too early")
        self.at += 1
        return token

    def _accept(self, token: str) -> bool:
        found = self._peek() == token
        self.at += found
        return found

    def _expect(self, token: str) -> None:
        if not self._accept(token):
            raise IdentityError(f"{self.source}: expected '{token}', found '{self._peek()}'")


def _negated(clauses: Sequence[Clause], source: str) -> Iterator[Clause]:
    """Yield the one clause that is true when a comparison or predicate is not."""
    opposite = _NEGATION | {"true": "false", "false": "true"}
    if len(clauses) != 1 or clauses[0].relation not in opposite:
        raise IdentityError(f"{source}: before '=>' stand comparisons of two sides")
    yield replace(clauses[0], relation=opposite[clauses[0].relation])


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
