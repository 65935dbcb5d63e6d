"""A report as a sequence of pieces: title, headings, sentences and statutory tables between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from extractors.forms import slots
from tools.drawing.rows import rows_of
from tools.drawing.tables import TABLES, Figures, Table

Style = Literal["title", "heading", "text", "signature"]


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph and how it stands on the page."""

    text: str
    style: Style = "text"


Piece = Text | Table
Change = Callable[[Table], Table]
"""Another way to draw the same figures; see `variants`."""


def unchanged(table: Table) -> Table:
    """The table as the form prescribes it."""
    return table


@dataclass(frozen=True, slots=True)
class Report:
    """What to draw: agency, year, the form of each table, the figures, and the day it is signed (may be empty)."""

    agency: str
    year: int
    form: str
    figures: Figures
    signed_on: str = ""
    closing: str = "made_up"
    """Which of the last paragraphs of sentences.csv: `real` for figures that an agency has published, or `made_up`."""
    change: Change = unchanged

    def pieces(self) -> Iterator[Piece]:
        """Title, chapters and signature in order; the tables stand in their chapters."""
        for row in rows_of("sentences"):
            if self.form not in row["forms"].split() or row["role"] not in {"all", self.closing}:
                continue
            if row["table"]:
                yield self.change(TABLES[row["table"]](self.form, self.figures))
            elif text := self._filled(row["text"]):
                yield Text(text, row["style"])  # type: ignore[arg-type]  # the column holds a Style

    def _filled(self, text: str) -> str:
        """A sentence with `{agency}`, `{year}`, `{next}`, `{signed_on}` and `{table/row/column}` filled in."""
        known = {"agency": self.agency, "year": str(self.year), "next": str(self.year + 1), "signed_on": self.signed_on}
        return re.sub(r"\{([\w/]+)\}", lambda name: known.get(name[1]) or self._figure(name[1]), text).strip()

    def _figure(self, slot: str) -> str:
        """The printed figure of a slot written table/row/column; nothing for a name that is no slot."""
        table, _, rest = slot.partition("/")
        row, _, column = rest.partition("/")
        return self.figures.get((table, row, column), "")


def figures_of(name: str) -> Figures:
    """The figures of `tools/samples/figures/<name>.csv`; raises KeyError for a slot that no form has."""
    rows = rows_of(f"figures/{name}")
    printed = {(row["table_name"], row["row_code"], row["column_code"]): row["printed"] for row in rows}
    for slot in printed:
        slots()[slot]
    return printed
