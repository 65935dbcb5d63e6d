"""Where an identity is judged and which slots its terms name there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from expectations.identities import ANY_FORM, Identity, IdentityError, Slot
from expectations.parser import Operand

REPORT_TABLE = "report"
"""The table of identities about the report itself, which has no slots."""

Cell = tuple[str, str, str]
"""Table, row and column."""


class Places:
    """The slots of all forms, as the equations look them up."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        """Takes the rows of slots.csv."""
        self._slots = slots

    def forms(self, identity: Identity) -> list[str]:
        """List the forms on which an identity is judged; raise IdentityError when its form has no such table."""
        if identity.table_name == REPORT_TABLE:
            return [identity.form]
        forms = dict.fromkeys(s.form for s in self._slots if s.table_name == identity.table_name)
        chosen = [form for form in forms if identity.form in (ANY_FORM, form)]
        if not chosen:
            raise IdentityError(f"{identity.source}: form {identity.form} has no table '{identity.table_name}'")
        return chosen

    def of(self, identity: Identity, form: str) -> Sequence[str]:
        """List the places of a form where an identity is judged: its columns, rows, cells, or the report as one."""
        cells = self._cells.get((form, identity.table_name), {})
        if identity.each == "cell":
            return [f"{row}/{column}" for _, row, column in cells]
        if identity.each in ("report", "claim"):
            return (REPORT_TABLE,)
        return list(dict.fromkeys(cell[1 if identity.each == "row" else 2] for cell in cells))

    def cells(self, identity: Identity, operand: Operand, form: str, place: str) -> list[Cell]:
        """List the slots which an operand names in one place, in the order of the form.

        What another report is asked for may stand on another form than this one.
        """
        table, row, column = self._pattern(identity, operand, place)
        tables = [form] if not operand.link and form != ANY_FORM else self._all_forms
        return list(
            dict.fromkeys(
                cell
                for one in tables
                for cell in self._cells.get((one, table), {})
                if _matches(row, cell[1]) and self._column_matches(column, cell, (one, table))
            )
        )

    def is_amount(self, form: str, cell: Cell) -> bool:
        """Whether a slot holds money."""
        forms = self._all_forms if form == ANY_FORM else [form]
        return any(self._cells.get((one, cell[0]), {}).get(cell) == "amount" for one in forms)

    def _pattern(self, identity: Identity, operand: Operand, place: str) -> tuple[str, str, str]:
        """Table, row and column which an operand asks for; an empty column is the only one of its table."""
        if operand.name.count("/") == 2:
            table, row, column = operand.name.split("/")
            return table, row, column
        if identity.each == "cell":
            row, column = place.split("/")
            return identity.table_name, row if operand.name == "cell" else "", column
        if identity.each == "column":
            return identity.table_name, operand.name, place
        if identity.each == "row":
            return identity.table_name, place, operand.name
        row, _, column = operand.name.partition(".")
        return identity.table_name, row, column

    def _column_matches(self, column: str, cell: Cell, key: tuple[str, str]) -> bool:
        if column:
            return _matches(column, cell[2])
        return len({other[2] for other in self._cells[key]}) == 1

    @cached_property
    def _all_forms(self) -> list[str]:
        return list(dict.fromkeys(s.form for s in self._slots))

    @cached_property
    def _cells(self) -> dict[tuple[str, str], dict[Cell, str]]:
        """The slots of each table of each form, with their kinds, in the order of the form."""
        found: dict[tuple[str, str], dict[Cell, str]] = {}
        for s in self._slots:
            found.setdefault((s.form, s.table_name), {})[s.table_name, s.row_code, s.column_code] = s.kind
        return found


def _matches(pattern: str, code: str) -> bool:
    return code.startswith(pattern[:-1]) if pattern.endswith("*") else code == pattern
