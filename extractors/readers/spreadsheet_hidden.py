"""Rows and columns that a workbook hides: helpers, and what was copied from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from extractors.forms import look_up
from extractors.readers.spreadsheet_unsaid import parsed

_HIDDEN = b"hidden="
_ON = frozenset({"1", "true"})
_MOST_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Hidden:
    """The rows and columns of a sheet that are not shown, from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    def rows_kept(self, texts: Sequence[Sequence[str]]) -> list[int]:
        """The rows that count: those that are shown, and hidden ones whose label no row that is shown has."""
        shown = {text for at, row in enumerate(texts) if at not in self.rows for text in row if text}
        return [at for at, row in enumerate(texts) if at not in self.rows or _named(row) - shown]

    def without_columns(self, texts: Sequence[Sequence[str]]) -> list[list[str]]:
        """The texts, blank in hidden columns that have no heading."""
        unnamed = {at for at in self.columns if not _named([row[at] for row in texts if at < len(row)])}
        return [["" if at in unnamed else text for at, text in enumerate(row)] for row in texts]


def hidden(sheet: bytes) -> Hidden | None:
    """What a sheet hides; nothing where it hides nothing."""
    return _of(parsed(sheet)) if _HIDDEN in sheet else None


def _of(sheet: etree._Element) -> Hidden:
    """The hidden rows and columns of one sheet."""
    rows = {int(row.get("r", "0")) - 1 for row in sheet.iterfind(".//{*}row") if _is_on(row)}
    spans = [(int(col.get("min", "1")), int(col.get("max", "0"))) for col in sheet.iterfind(".//{*}col") if _is_on(col)]
    columns = {at - 1 for first, last in spans for at in range(first, min(last, _MOST_COLUMNS) + 1)}
    return Hidden(frozenset(rows), frozenset(columns))


def _is_on(element: etree._Element) -> bool:
    """Whether an element is marked as hidden."""
    return element.get("hidden", "") in _ON and all(element.get(name, "0").isdecimal() for name in ("r", "min", "max"))


def _named(texts: Sequence[str]) -> set[str]:
    """Those of some texts that are headings of the forms, titles of chapters left out."""
    return {text for text in texts if text and {match.heading.role for match in look_up(text)} - {"title"}}
