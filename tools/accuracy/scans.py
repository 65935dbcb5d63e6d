"""How well scans are read, and whether each number that is not right is told: reports as they come off real scanners.

usage: python -m tools.accuracy.scans [--seeds 11 12 …] [--reports N] [--dpi 200 150] [--only TEXT] [-o PAGE]

Seals stand anywhere, pages lean to either side, fonts and sizes change; all by the seed. Only printed numbers count,
by their value. One that is wrong or missing is *told* when its confidence is below the threshold of review, a problem
names it or its place, or a mandated sum that it is part of fails; else it is *silent*. So is a number read where none
is printed. Prints a page with a row for each kind of scan; what is not right goes to stderr as it is found.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from pathlib import Path

from expectations.equations import IdentityTerm, compile_terms
from expectations.identities import read_identities, read_slots
from extractors.document import Document
from extractors.extract import extract
from extractors.readers.scan_figures import SURE
from extractors.records import Extraction, Fact
from tools.accuracy.drawings import Drawn, reports
from tools.drawing.browser import find_chromium, print_pdf
from tools.drawing.figures import Key, Printed
from tools.drawing.paper import Paper, draw_pdf
from tools.drawing.report import Report
from tools.drawing.scan import Scanner, scanned
from tools.markdown import table

_LATIN = ("Helvetica", "Times-Roman", "Courier", "Times-Bold")
_FACES = (
    "body{{font-size:{size}pt}}",
    "body{{font:{size}pt 'Noto Sans CJK SC'}} [class^=head],[class^=label]{{font-weight:bold}}",
    "body{{font:{size}pt 'DejaVu Sans','Noto Sans CJK SC'}}",
    "body{{font:{size}pt 'DejaVu Serif','Noto Serif CJK SC'}} td{{border-width:0.5px}}",
    "body{{font:{size}pt 'Noto Sans Mono CJK SC'}} [class^=head]{{font-weight:bold}}",
)
_SIZES = (8, 9, 10.5)
_MOST = 5
"""Faults that are listed of each row of the page."""

_INTRODUCTION = """# Scans

Written by `make scans`; change `tools/accuracy/scans.py`, not this page.

Reports of random figures are drawn, printed and scanned in the ways of the table; seals stand anywhere, over figures
and headings too, pages lean to either side, fonts and sizes change, all by the seeds. Every printed number counts, by
its value: it is right, *wrong* or *missing*; *invented* is one read where none is printed. Each that is not right is
*silent* unless its confidence is below the threshold of review, a problem names it or its place, or a mandated sum that
it is part of fails. The last column is the price: right numbers that are listed for review all the same.

"""


def _drawn(report: Report, dice: random.Random) -> bytes:
    """A report with half-point rules, its figures in one of the fonts that every reader has."""
    return draw_pdf(report, Paper(latin=dice.choice(_LATIN)))


def _hairlines(report: Report, dice: random.Random) -> bytes:
    """A report with hairlines."""
    return draw_pdf(report, Paper(rule=0.25, latin=dice.choice(_LATIN)))


def _printed(report: Report, dice: random.Random) -> bytes:
    """A report as a browser prints it in one of the fonts; without a browser as `_drawn`."""
    if not find_chromium():
        return _drawn(report, dice)
    return print_pdf(report, "ruled", dice.choice(_FACES).format(size=dice.choice(_SIZES)))


def _seal(dice: random.Random) -> tuple[float, float]:
    """Where on a page a seal stands."""
    return dice.uniform(0.2, 0.85), dice.uniform(0.15, 0.85)


def _skew(dice: random.Random, most: float) -> float:
    """To either side."""
    return dice.choice((-1, 1)) * most


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of scan; `scanner` makes it of a resolution."""

    name: str
    draw: Callable[[Report, random.Random], bytes]
    scanner: Callable[[int, random.Random], Scanner]


KINDS = (
    Kind("plain", _drawn, lambda dpi, dice: Scanner(dpi)),
    Kind("skew of 0.8°, seal", _drawn, lambda dpi, dice: Scanner(dpi, skew=_skew(dice, 0.8), seal=_seal(dice))),
    Kind(
        "hairlines, JPEG of 60, noise, skew of 1°, seal",
        _hairlines,
        lambda dpi, dice: Scanner(dpi, skew=_skew(dice, 1.0), seal=_seal(dice), quality=60, noise=4.0),
    ),
    Kind(
        "other fonts, JPEG of 70, skew of 0.8°, seal",
        _printed,
        lambda dpi, dice: Scanner(dpi, skew=_skew(dice, 0.8), seal=_seal(dice), quality=70),
    ),
    Kind(
        "greys only, skew of 0.8°, seal",
        _drawn,
        lambda dpi, dice: Scanner(dpi, skew=_skew(dice, 0.8), seal=_seal(dice), tone="L"),
    ),
    Kind(
        "black and white only, skew of 0.8°",
        _drawn,
        lambda dpi, dice: Scanner(dpi, skew=_skew(dice, 0.8), tone="1"),
    ),
    Kind(
        "black and white only, skew of 0.8°, seal",
        _drawn,
        lambda dpi, dice: Scanner(dpi, skew=_skew(dice, 0.8), seal=_seal(dice), tone="1"),
    ),
    Kind(
        "worn: faint print, shadow, holes, JPEG of 65, noise, skew up to 0.8°",
        _printed,
        lambda dpi, dice: Scanner(
            dpi, skew=dice.uniform(-0.8, 0.8), quality=65, noise=3.0, faint=0.35, edge=0.5, holes=True, shade=0.15
        ),
    ),
)


@dataclass(slots=True)
class Count:
    """What came back of the printed numbers of some reports."""

    numbers: int = 0
    wrong: int = 0
    missing: int = 0
    invented: int = 0
    silent: int = 0
    listed: int = 0
    """Right numbers that are listed for review all the same."""
    faults: list[str] = field(default_factory=list)

    def add(self, other: Count) -> None:
        """Take in another report."""
        for name in ("numbers", "wrong", "missing", "invented", "silent", "listed", "faults"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def share(self) -> float:
        """The share of numbers that are right."""
        return 1 - (self.wrong + self.missing) / self.numbers if self.numbers else 0.0


def count(figures: dict[Key, Printed], found: Extraction) -> Count:
    """The printed numbers of one report beside what was read."""
    facts = {(fact.table_name, fact.row_code, fact.column_code): fact for fact in found.facts}
    broken = broken_slots(found)
    result = Count()
    for key in figures.keys() | facts.keys():
        true, fact = figures.get(key, Printed("", None)), facts.get(key)
        value = fact.value if fact else None
        result.numbers += true.value is not None
        result.listed += value is not None and value == true.value and fact is not None and fact.confidence < SURE
        if value != true.value:
            kind = "invented" if true.value is None else "missing" if value is None else "wrong"
            told = told_by(key, true, fact, found, broken)
            setattr(result, kind, getattr(result, kind) + 1)
            result.silent += not told
            read = repr(fact.printed) if fact else "no fact"
            result.faults.append(f"{kind} {'/'.join(key)}: printed {true.text!r}, read {read}; {told or 'SILENT'}")
    return result


def told_by(key: Key, true: Printed, fact: Fact | None, found: Extraction, broken: set[Key]) -> str:
    """What tells of a number that is not right; empty for nothing."""
    if fact is not None and fact.confidence < SURE:
        return "confidence"
    for problem in found.problems:
        is_there = fact is not None and problem.locator == fact.locator
        is_it = fact is None and problem.message.startswith(key[0]) and true.text in problem.printed.split()
        if is_there or is_it:
            return f"problem {problem.kind}"
    return "identity" if key in broken else ""


def broken_slots(found: Extraction) -> set[Key]:
    """The slots of all mandated sums that fail, what has no value taken for zero."""
    values = {(fact.table_name, fact.row_code, fact.column_code): fact.value or Decimal(0) for fact in found.facts}
    forms = {fact.table_name: fact.form for fact in found.facts}
    broken: set[Key] = set()
    for terms in _sums():
        if forms.get(terms[0].table_name) == terms[0].form:
            slots = [(term.table_name, str(term.row_code), str(term.column_code)) for term in terms]
            signs = [term.coefficient * (1 if term.side == "left" else -1) for term in terms]
            read = [values.get(slot, Decimal(0)) for slot in slots]
            if sum(sign * value for sign, value in zip(signs, read, strict=True)):
                broken.update(slots)
    return broken


@cache
def _sums() -> tuple[tuple[IdentityTerm, ...], ...]:
    """The terms of each mandated sum."""
    mandated = [identity for identity in read_identities() if identity.kind == "mandated"]
    sums: dict[tuple[str, str, str, str], list[IdentityTerm]] = {}
    for term in compile_terms(mandated, read_slots()):
        sums.setdefault((term.identity, term.form, term.instance, term.part), []).append(term)
    return tuple(map(tuple, sums.values()))


def measure(kind: Kind, dpi: int, drawn: Sequence[Drawn], seed: int) -> Iterator[Count]:
    """The counts of some reports as one kind of scan."""
    for number, each in enumerate(drawn):
        dice = random.Random(f"{seed}/{number}/{each.report.form}/{kind.name}")
        scanner = kind.scanner(dpi, dice)
        data = scanned(kind.draw(each.report, dice), scanner, seed)
        counted = count(each.figures, extract(Document("scan.pdf", data)))
        where = f"seed {seed}, report {number} ({each.report.form}), {dpi} dpi, {kind.name}"
        counted.faults = [f"{where}: {fault}" for fault in counted.faults]
        yield counted


def main(arguments: Sequence[str]) -> int:
    """Measure all kinds and print the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.accuracy.scans", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--reports", type=int, default=1, help="reports of each form for each seed and kind")
    parser.add_argument("--dpi", type=int, nargs="+", default=[200, 150])
    parser.add_argument("--only", default="", help="only kinds whose name contains this")
    parser.add_argument("-o", "--output", type=Path, help="the page to write, else it is printed")
    options = parser.parse_args(arguments)
    rows, faults = [], list[str]()
    for kind in (each for each in KINDS if options.only in each.name):
        for dpi in options.dpi:
            total = Count()
            for seed in options.seeds:
                for counted in measure(kind, dpi, reports(seed, options.reports), seed):
                    total.add(counted)
                    print("\n".join(counted.faults), file=sys.stderr, end="\n" if counted.faults else "", flush=True)
            rows.append(_row(kind, dpi, total))
            faults += shortened(total.faults)
            print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
    text = page(rows, faults, f"--seeds {' '.join(map(str, options.seeds))} --reports {options.reports}")
    options.output.write_text(text, encoding="utf-8") if options.output else print(text)
    return 0


def page(rows: Sequence[Sequence[str]], faults: Sequence[str], options: str) -> str:
    """The page: what was measured, and what was not right."""
    heads = ["scan", "dpi", "numbers", "right", "wrong", "missing", "invented", "silent", "right but listed"]
    versions = ", ".join(f"{name} {version(name)}" for name in ("gouji", "rapidocr", "onnxruntime"))
    command = f"`python -m tools.accuracy.scans {options}`: {versions}.\n\n"
    listed = "".join(f"- {fault}\n" for fault in faults) or "Nothing.\n"
    return f"{_INTRODUCTION}{command}{table(heads, rows)}\n## What is not right\n\n{listed}"


def shortened(faults: Sequence[str]) -> list[str]:
    """The faults of one row, those in silence first, not all of many."""
    ordered = sorted(faults, key=lambda fault: not fault.endswith("SILENT"))
    more = len(ordered) - _MOST
    return ordered[:_MOST] + ([f"and {more} more of this kind"] if more > 0 else [])


def _row(kind: Kind, dpi: int, total: Count) -> list[str]:
    """One line of the table."""
    counts = (total.wrong, total.missing, total.invented, total.silent, total.listed)
    return [kind.name, str(dpi), str(total.numbers), f"{total.share:.2%}", *map(str, counts)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
