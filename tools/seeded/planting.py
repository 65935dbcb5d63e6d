"""Plants the error of a recipe in a drawn report, or in the one beside it.

    plant     := statement { ";" statement }
    statement := slot ( "=" | "+=" ) sum | verb { word }
    slot      := [ "prior." | "parent." ] table "/" row "/" column

Sums are those of identities.csv. `{n}` is a figure from 1 to 9; other names in braces are drawn as `choose` says. The
verbs are the functions below: each changes the report it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fnmatch import fnmatchcase
from random import Random

from expectations.parser import Operand, parse
from tools.loading.reports import Address, Printed, printed
from tools.seeded.draft import Draft
from tools.seeded.recipes import Recipe, codes
from tools.seeded.right_claims import right_values

Drafts = Mapping[str, Draft]
"""The report itself under the empty name, and those beside it by their link."""
_OTHER_YEAR = {"2014": 2020, "2019": 2023, "2021": 2019}


def plant(random: Random, recipe: Recipe, drafts: Drafts) -> None:
    """Change the drafts as the recipe says."""
    chosen = {"n": str(random.randint(1, 9)), **_chosen(random, recipe)}
    for statement in recipe.plant.format_map(chosen).split(";"):
        words = statement.split()
        if words[1:2] in (["="], ["+="]):
            _assign(drafts, words[0], words[1], " ".join(words[2:]), statement)
        else:
            link, name = _linked(words[1]) if words[1:] else ("", "")
            VERBS[words[0]](random, drafts, drafts[link], [name, *words[2:]])


def _chosen(random: Random, recipe: Recipe) -> dict[str, str]:
    """Draw the rows and columns that a recipe leaves open, no one twice."""
    found: dict[str, str] = {}
    rows, columns = codes(recipe.form, recipe.rule.table)
    for names, _, patterns in (each.partition("=") for each in recipe.choose.split("|") if each.strip()):
        wanted = patterns.split()
        fits = [c for c in (*rows, *columns) if any(fnmatchcase(c, pattern) for pattern in wanted)]
        pool = columns if wanted == ["column"] else rows if wanted == ["*"] else fits
        keys = [name.strip() for name in names.split(",")]
        found |= dict(zip(keys, random.sample(pool, len(keys)), strict=True))
    return found


def _assign(drafts: Drafts, target: str, operator: str, expression: str, source: str) -> None:
    link, name = _linked(target)
    whole = f"{expression} + {target}" if operator == "+=" else expression
    (part,) = parse(f"{target} = {whole}", source)
    drafts[link].figures[_address(name)] = sum(
        (operand.factor * _value(drafts, operand) for operand in part.clauses[0].right.operands), Decimal(0)
    )


def _value(drafts: Drafts, operand: Operand) -> Decimal:
    if operand.constant is not None:
        return operand.constant
    return drafts[operand.link].figures[_address(operand.name)]


def _linked(name: str) -> tuple[str, str]:
    link, _, rest = name.partition(".")
    return (link, rest) if link in ("prior", "parent") else ("", name)


def _address(slot: str) -> Address:
    table, row, column = slot.split("/")
    return table, row, column


def _clear(_: Random, __: Drafts, draft: Draft, words: list[str]) -> None:
    """Zero in all slots of a pattern."""
    for address in draft.figures:
        if fnmatchcase("/".join(address), words[0]):
            draft.figures[address] = Decimal(0)


def _unreadable(_: Random, __: Drafts, draft: Draft, words: list[str]) -> None:
    draft.cells[_address(words[0])] = printed("?")


def _drop(_: Random, __: Drafts, draft: Draft, words: list[str]) -> None:
    """A slot that was not placed."""
    del draft.figures[_address(words[0])]


def _keep(_: Random, __: Drafts, draft: Draft, words: list[str]) -> None:
    """No other table than one."""
    draft.figures = {address: value for address, value in draft.figures.items() if address[0] == words[0]}


def _blank(random: Random, _: Drafts, draft: Draft, words: list[str]) -> None:
    """So many zeros of a table left blank."""
    zeros = [address for address, value in draft.figures.items() if address[0] == words[0] and not value]
    for address in random.sample(zeros, int(words[1])):
        draft.cells[address] = printed("")


def _unit(_: Random, __: Drafts, draft: Draft, words: list[str]) -> None:
    """The unit of money that the form does not ask for, in the cell; its value is right."""
    value = draft.figures[_address(words[0])] or Decimal("1.5")
    draft.figures[_address(words[0])] = value
    draft.cells[_address(words[0])] = Printed(f"{value * 10_000:f}{words[1]}", value, "number", words[1])


def _state(_: Random, __: Drafts, draft: Draft, words: list[str]) -> None:
    draft.claims.append((words[0], words[1]))


def _misstate(random: Random, _: Drafts, draft: Draft, words: list[str]) -> None:
    """A claim that equals nothing which it may equal."""
    right = right_values(draft.form, words[0], draft.figures)
    wrong = random.choice(right) + random.randint(1, 9)
    while wrong in right:
        wrong += 1
    draft.claims.append((words[0], str(wrong)))


def _mention(_: Random, __: Drafts, draft: Draft, words: list[str]) -> None:
    draft.mentions.append(words[0])


def _silence(_: Random, __: Drafts, draft: Draft, words: list[str]) -> None:
    draft.silent_on.add(words[0])


def _omit(random: Random, _: Drafts, draft: Draft, __: list[str]) -> None:
    """A chapter less."""
    draft.chapters.remove(random.choice(draft.chapters))


def _disorder(random: Random, _: Drafts, draft: Draft, __: list[str]) -> None:
    """Two chapters in each other's place."""
    one, other = random.sample(range(len(draft.chapters)), 2)
    draft.chapters[one], draft.chapters[other] = draft.chapters[other], draft.chapters[one]


def _set(_: Random, __: Drafts, draft: Draft, words: list[str]) -> None:
    setattr(draft, words[0], words[1])


def _copy(_: Random, drafts: Drafts, draft: Draft, __: list[str]) -> None:
    """The figures of the year before once more."""
    draft.figures = dict(drafts["prior"].figures)


def _repeat(random: Random, drafts: Drafts, draft: Draft, __: list[str]) -> None:
    """Most sentences of the year before once more, and a few new ones."""
    before = drafts["prior"].sentences
    draft.sentences = [*before, *(random.getrandbits(62) for _ in range(random.randint(0, len(before) // 2)))]


def _misname(_: Random, drafts: Drafts, draft: Draft, __: list[str]) -> None:
    """A text that names another agency."""
    draft.text_agency = drafts["stranger"].agency.name


def _misread_year(random: Random, _: Drafts, draft: Draft, __: list[str]) -> None:
    draft.text_year = draft.year + random.choice((-1, 1))


def _misdate(random: Random, _: Drafts, draft: Draft, __: list[str]) -> None:
    """Prose about another year than the title."""
    draft.period = draft.year + random.choice((-2, -1, 1))


def _outdate(_: Random, __: Drafts, draft: Draft, ___: list[str]) -> None:
    """A year in which another form was in force."""
    draft.year = draft.text_year = _OTHER_YEAR[draft.form]
    draft.text_agency = draft.agency.name


def _late(random: Random, _: Drafts, draft: Draft, __: list[str]) -> None:
    draft.days_late = random.randint(1, 200)


VERBS: dict[str, Callable[[Random, Drafts, Draft, list[str]], None]] = {
    name.removeprefix("_"): verb
    for name, verb in (
        (each.__name__, each)
        for each in (
            _clear, _unreadable, _drop, _keep, _blank, _unit, _state, _misstate, _mention, _silence, _omit, _disorder,
            _set, _copy, _repeat, _misname, _misread_year, _misdate, _outdate, _late,
        )
    )
}  # fmt: skip
