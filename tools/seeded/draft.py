"""A report while it is drawn: its figures and prose may still be changed, then it is printed as an agency would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tools.loading.reports import Address, Printed, Report, printed, unit_of
from tools.seeded.agencies import Agency
from tools.seeded.figures import Figures
from tools.seeded.right_claims import right_claims

CHAPTERS = tuple(f"chapter_{number}" for number in range(1, 7))
_AGREEING = (("parts", "12=12"), ("percent", "50=50"), ("fee_amounts", "300=300"))

_UPHELD = {
    "reconsiderations_all_upheld": ("reconsideration",),
    "litigations_all_upheld": ("litigation_direct", "litigation_after_reconsideration"),
}
_NOT_UPHELD = ("corrected", "other_result", "pending")


@dataclass
class Draft:
    """One report of one agency and year."""

    agency: Agency
    year: int
    form: str
    figures: Figures
    cells: dict[Address, Printed] = field(default_factory=dict)
    """Cells that do not print their figure."""
    claims: list[tuple[str, str]] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    silent_on: set[str] = field(default_factory=set)
    """Topics of which the prose says nothing, although it should."""
    zero: str = "0"
    """How a zero is printed."""
    kind: str = "statutory_report"
    scope: str | None = None
    is_idle: bool = False
    """All its figures are zero, and its prose states none."""
    days_late: int | None = None
    """Days between the last one that the law allows and the publication; negative: in time; null: not known."""
    text_agency: str | None = None
    text_year: int | None = None
    period: int | None = None
    """The year that the period of the prose is in, where it is not that of the report."""

    def report(self, random: Random) -> Report:
        """Print it; the prose states some figures, rightly, of those that are printed."""
        cells = {address: self._cell(address, value) for address, value in self.figures.items()}
        claims = [*self.claims, ("title_year", str(self.year)), ("period_year", str(self.period or self.year))]
        if not self.is_idle:
            shown = {address: value for address, value in self.figures.items() if cells[address].state == "number"}
            claims += right_claims(random, self.form, shown)
            claims += random.sample(_AGREEING, random.randint(0, 2))
        return Report(
            self.agency.name,
            self.year,
            cells,
            dict.fromkeys((table for table, _, _ in cells), self.form),
            kind=self.kind,
            text_agency=self.text_agency,
            text_year=self.text_year,
            published_on=None if self.days_late is None else self._due() + timedelta(days=self.days_late),
            claims=tuple(dict.fromkeys(claims)),
            mentions=(*self.chapters, *self.mentions, *self._said()),
            scope=self.scope,
            sentences=tuple(self.sentences),
        )

    def _cell(self, address: Address, value: Decimal) -> Printed:
        if address in self.cells:
            return self.cells[address]
        return printed(self.zero if not value else f"{value.normalize():f}")

    def _due(self) -> date:
        """The last day: 31 March until the reports of 2018 and of governments, else 31 January."""
        return date(self.year + 1, 3 if self.year <= 2018 or self.agency.is_government else 1, 31)

    def _said(self) -> Iterator[str]:
        """What the prose says because the tables ask for it, or because it is so."""
        unpaid = self.figures.get(("requests", "other_fee_unpaid", "total"))
        if unpaid and "processing_fee" not in self.silent_on:
            yield "processing_fee"
        for topic, rows in _UPHELD.items():
            if all(self.figures.get(("disputes", row, column)) == 0 for row in rows for column in _NOT_UPHELD):
                yield topic


def drafted(random: Random, agency: Agency, year: int, form: str, figures: Figures, before: Draft | None) -> Draft:
    """Take figures; return a report with prose that is its own for the most part, in one of the ways of printing."""
    draft = Draft(agency, year, form, figures)
    new = [random.getrandbits(62) for _ in range(random.randint(12, 30))]
    repeated = random.sample(before.sentences, min(len(before.sentences), len(new) // 2)) if before else []
    draft.sentences = [*new, *repeated]
    draft.chapters = [] if form == "2014" else list(CHAPTERS)
    draft.days_late = random.choice((None, 0, -random.randint(1, 25)))
    draft.text_agency, draft.text_year = random.choice(((None, None), (agency.name, year)))
    draft.scope = before.scope if before else random.choice((None, "own"))
    return draft


def in_habit(random: Random, draft: Draft) -> Draft:
    """Take a report; return it as an agency or a scan would have it, which no rule minds.

    Zeros are strokes, or some are blank, as few as the rules let pass; a cell is unreadable; a unit stands in a cell; a
    fee is spoken of.
    """
    if random.random() < 0.5:
        draft.zero = random.choice(("/", "-", "—"))
    else:
        _leave_blank(random, draft)
    if random.random() < 0.3:
        # what is carried out leaves its column open, so that rules which speak only then are heard
        carried_out = [address for address in draft.figures if address[1] == "carried_out"]
        draft.cells[random.choice([*carried_out * 10, *draft.figures])] = printed("?")
    if random.random() < 0.2:
        address = random.choice([a for a, value in draft.figures.items() if value and a not in draft.cells])
        value = draft.figures[address]
        draft.cells[address] = Printed(f"{value.normalize():f}", value, "number", unit_of(draft.form, address))
    if random.random() < 0.2:
        draft.claims += [("processing_fee", str(random.randint(10, 900)))]
    return draft


def _leave_blank(random: Random, draft: Draft) -> None:
    for table in dict.fromkeys(table for table, _, _ in draft.figures):
        zeros = [address for address, value in draft.figures.items() if address[0] == table and not value]
        for address in random.sample(zeros, min(len(zeros), random.randint(1, 5))):
            draft.cells[address] = printed("")
