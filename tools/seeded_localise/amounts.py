"""Fees drawn at random in ten thousands of yuan, and what stands in the table when a person forgets the unit."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from expectations.localise import Cell, Constraint
from tools.seeded_localise.errors import Reading

FEE = "proactive_disclosure/administrative_fee/amount"
SAID = "claims/fees/amount"
WAN = 10_000


def history(random: Random, *, slipped: bool) -> tuple[Decimal, Decimal, list[Decimal]]:
    """The true amount of a year, what is printed, and the amounts of the years around it."""
    usual = 10 ** random.uniform(-1, 4)
    amount, *others = (_amount(usual * random.lognormvariate(0, 0.7)) for _ in range(random.randint(2, 6)))
    return amount, amount * WAN if slipped else amount, others


def claimed(random: Random) -> tuple[Reading, Constraint]:
    """A fee in yuan in the table with the prose in ten thousands, and the equality of the two."""
    amount = _amount(10 ** random.uniform(-1, 4))
    said = Cell(SAID, str(amount), amount, whole=False)
    cells = (Cell(FEE, str(amount * WAN), amount * WAN, whole=False), said)
    equal = Constraint("says_documents", FEE, ((1, FEE), (-1, SAID)), "=", Decimal("0.0001"))
    return Reading(cells, {FEE: amount}), equal


def _amount(value: float) -> Decimal:
    return max(Decimal("0.01"), Decimal(f"{value:.2f}"))
