"""One statutory table, read row by row through the whole document: headings above, headings beside, figures."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from extractors.forms import Heading, plain
from extractors.forms.wordings import compound, holds_several, is_furniture, is_torn, nearest
from extractors.layouts.columns import (
    BY_SUMS,
    Assignment,
    Offsets,
    by_order,
    by_place,
    by_spans,
    is_shared,
    of_one_column,
    prescribed,
    without_remark,
)
from extractors.layouts.frame import Frame
from extractors.layouts.groups import Groups
from extractors.layouts.header import Leaf, in_columns, is_crooked, leaves, once, tree
from extractors.layouts.outcome import Outcome, Placed
from extractors.layouts.problems import of_several_rows, problem, taken, unplaced
from extractors.layouts.recut import recut
from extractors.layouts.short import completed, is_open, lengthened, settled
from extractors.layouts.tokens import Row, Token, side_by_side
from extractors.layouts.units import fits

BY_NEIGHBOURS = "neighbours"
"""The method of a row whose label is known only by the rows above and below it."""
_ROWS = 3  # so many headings are enough to know a table by that has no headings above its figures
_BETWEEN, _RECUT = 0.8, 0.85
"""How sure such a row is, and one whose digits were parted anew."""


class TableReader:
    """The state of one table: its headings above, the groups that are open, and what rows of a shape taught."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.heads: list[Token] = []
        self.leaves: tuple[Leaf, ...] = ()
        self.in_header = self.in_line = self.has_serials = False
        self.width: int | None = None
        self.filled = 0
        self.offsets = Offsets()
        self.frame: Frame | None = None
        self.hanging: list[Token] = []
        self.groups = Groups(table)

    def take(self, row: Row, frame: Frame) -> Outcome:
        """The figures and leftovers of the next row; a heading with a few wrong characters is taken and reported."""
        row = tuple(self._recognised(token) for token in self._without_serial(self._with_hanging(row, frame)))
        outcome = Outcome(problems=[taken(token, self.table) for token in row if token.is_near])
        for part in side_by_side(row, self.table):
            read = self._read(part, frame)
            outcome.placed += read.placed
            outcome.problems += read.problems
        return outcome

    def _with_hanging(self, row: Row, frame: Frame) -> Row:
        """The row together with the figures that reach down into it from a row above, where it has a label."""
        if frame is not self.frame:
            self.frame, self.hanging = frame, []
        if not self.hanging or not any(token.beside(self.table) for token in row):
            return row
        self.hanging = [token for token in self.hanging if token.cell.covers_row(row[0].cell.row)]
        return tuple(sorted((*row, *self.hanging), key=lambda token: token.cell.column))

    def _without_serial(self, row: Row) -> Row:
        """The row less its number in a column of numbers, where the headings have one."""
        self.has_serials |= any(token.is_serial for token in row)
        is_numbered = len(row) > 1 and row[0].is_number and row[1].stands(self.table) == "beside"
        return row[1:] if self.has_serials and is_numbered else row

    def _recognised(self, token: Token) -> Token:
        """The token, with the nearest heading of this table where its text is none."""
        is_value = token.is_number or token.state == "not_applicable"
        if is_value or not self._is_stray(token) or holds_several(self.table, token.text):
            return token
        whole = compound(self.table, token.text)
        near = (whole,) if whole else nearest(self.table, token.text)
        return replace(token, matches=(*token.matches, *near))

    def _read(self, row: Row, frame: Frame) -> Outcome:
        """What a row gives, by what it is."""
        kind = self._kind(row)
        if kind == "header":
            self._add_heads(row, frame)
            return self._blank_figures(row, frame)
        if kind == "data":
            self.in_header = False
            return self._figures(row, frame)
        return Outcome(problems=[unplaced(token, self.table) for token in row if self._is_stray(token)])

    def _blank_figures(self, row: Row, frame: Frame) -> Outcome:
        """The figures that follow the last heading of a running grid when all of them are blank, as if it were none."""
        blanks = tuple(reversed(list(takewhile(lambda token: token.is_blank, reversed(row)))))
        if frame.grid.columns != "running" or len(blanks) != len(self.leaves) or not self._is_complete(None):
            return Outcome()
        self.in_header = False
        return self._figures(blanks, frame)

    def _kind(self, row: Row) -> str:
        """Whether a row is headings, figures, or neither."""
        sides = {token.stands(self.table) for token in row}
        if any(token.is_number for token in row) or ("beside" in sides and "above" not in sides):
            return "data"
        if self.leaves and not self.in_header and self._is_lone_label(row):
            return "data"
        if "above" in sides:
            return "header" if "beside" not in sides or not self._begins_beside(row) else "data"
        named_above = self.in_header and any(leaf.row_code for leaf in self.leaves)
        return (
            "data" if named_above and all(token.is_value for token in row) and len(row) >= len(self.leaves) else "none"
        )

    def _is_lone_label(self, row: Row) -> bool:
        """Whether a row without figures has one heading, which can stand beside them: the blank row of a total."""
        printed = [token for token in row if not token.is_blank]
        return len(printed) == 1 and len(row) > 1 and bool(printed[0].beside(self.table))

    def _begins_beside(self, row: Row) -> bool:
        """Whether the first heading of a row stands beside figures."""
        first = next((side for token in row if (side := token.stands(self.table))), None)
        return first == "beside"

    def _add_heads(self, row: Row, frame: Frame) -> None:
        """More headings above; after figures they are new ones."""
        if not self.in_header:
            self.heads, self.filled = [], 0
        self.in_header = True
        self.width = frame.grid.column_count if frame.aligned else None
        printed = [token for token in row if token.is_lost or not (token.is_blank or token.is_neutral(self.table))]
        width = len(row) if not any(token.is_blank for token in row) else 0
        self.heads += once(self.heads, printed, self.table, filled=0 < width == self.filled)
        self.filled = width
        roots = tree(self.heads, self.table)
        self.leaves, self.in_line = leaves(roots), self.width is not None and not is_crooked(roots)

    def _figures(self, row: Row, frame: Frame) -> Outcome:
        """The figures of a row in their slots."""
        labels, printed = self._split(row)
        self.hanging += [one for one in printed if one.cell.row_span > 1 and one.is_value and one not in self.hanging]
        figures = self._completed(row, printed, frame)
        heading = self.groups.named(labels, figures)
        outcome = Outcome(problems=[unplaced(token, self.table) for token in labels if self._is_stray(token)])
        if heading is None and not any(leaf.row_code for leaf in self.leaves):
            return self._unknown_row(row, outcome)
        names_others = any(token.stands(self.table) for token in figures if not token.is_number)
        assignment = None if names_others else self._assign(figures, len(labels), heading, frame)
        if assignment and len(figures) > len(printed):
            is_bare, lacking = frame.is_parted and not labels, len(figures) - len(printed)
            figures, assignment = settled(figures, lacking, assignment, is_bare=is_bare) or (figures, None)
        is_doubtful = len(figures) > len(printed) and not frame.is_parted and is_open(figures, assignment)
        if assignment is None or (is_doubtful and frame.keeps_ends):
            return self._unassigned(row, figures, outcome)
        if is_doubtful:
            outcome.problems.append(problem("short_row", row, self.table))
        other = recut(figures, assignment.pairs) if frame.is_drawn else None
        if other:
            figures, assignment = other, replace(assignment, method=BY_SUMS, confidence=_RECUT)
        if assignment.method == BY_SUMS:
            outcome.problems.append(problem("other_reading", row, self.table))
        if any(token.is_between for token in labels):
            assignment = replace(assignment, method=BY_NEIGHBOURS, confidence=min(assignment.confidence, _BETWEEN))
        doubted = self._has_other_unit(assignment, heading, figures)
        if doubted:
            outcome.problems.append(problem("other_unit", row, self.table))
        if not (doubted and frame.is_drawn):  # the cells of a drawn row may be another row's
            unsure = doubted or any(token.is_near for token in labels)
            self._collect(assignment, heading, figures, outcome, frame, unsure=unsure)
        return outcome

    def _completed(self, row: Row, figures: Row, frame: Frame) -> Row:
        """The figures of a row with the blanks that its drawing left out at its end."""
        if not frame.is_drawn:
            return completed(row, figures, self.leaves, frame.ends) if self._is_in_line(frame) else figures
        return lengthened(row, figures, self.leaves, frame)

    def _has_other_unit(self, assignment: Assignment, heading: Heading | None, figures: Row) -> bool:
        """Whether the unit printed beside a figure is one that the form does not have for its row."""
        printed = next((plain(figures[at].text) for at, leaf in assignment.pairs if leaf.is_unit), "")
        return heading is not None and bool(printed) and not fits(self.table, heading.code, printed)

    def _split(self, row: Row) -> tuple[Row, Row]:
        """The labels of a row and the cells after the last of them."""
        last = max((at for at, token in enumerate(row) if not token.is_number and token.beside(self.table)), default=-1)
        return row[: last + 1], row[last + 1 :]

    def _assign(self, figures: Row, labels: int, heading: Heading | None, frame: Frame) -> Assignment | None:
        """The columns of figures: by what stands above them, else by their order."""
        if self._is_in_line(frame):
            found = by_place(figures, self.leaves)
            if found is not None and found.pairs:
                return found
        has_places = frame.aligned and self.width is not None
        columns = in_columns(self.leaves, self.table, in_line=self.in_line) if has_places else self.leaves
        if not columns:
            is_known = not self.leaves and max(frame.named[self.table], len(self.groups.read)) >= _ROWS
            return of_one_column(figures, self.table) if is_known else None
        if frame.aligned and len(figures) < len(columns) and any(each.cell.column_span > 1 for each in figures):
            return by_spans(figures, columns)
        return by_order(
            without_remark(figures, columns),
            columns,
            labels,
            self.offsets,
            keeps_blanks=frame.keeps_blanks,
            complete=self._is_complete(heading),
        )

    def _is_in_line(self, frame: Frame) -> bool:
        """Whether figures stand right below their headings."""
        return frame.aligned and self.in_line and self.width == frame.grid.column_count

    def _is_complete(self, heading: Heading | None) -> bool:
        """Whether the headings above have every column that some form has for a row, or for the whole table."""
        row = heading.code if heading else None
        known = {(row or leaf.row_code, leaf.column_code) for leaf in self.leaves}
        return any(wanted <= known for wanted in prescribed(self.table, row))

    def _collect(
        self,
        assignment: Assignment,
        heading: Heading | None,
        figures: Row,
        outcome: Outcome,
        frame: Frame,
        *,
        unsure: bool,
    ) -> None:
        """Put the assigned figures into the outcome, what has no slot among its problems."""
        unit = next((figures[at].text for at, leaf in assignment.pairs if leaf.is_unit and figures[at].text), None)
        taken = {at for at, _ in assignment.pairs}
        for at, leaf in assignment.pairs:
            row_code = heading.code if heading else leaf.row_code
            if leaf.is_unit:
                continue
            if row_code is None or leaf.column_code is None:
                outcome.problems += [unplaced(figures[at], self.table)] if not figures[at].is_blank else []
                continue
            self.groups.read.add(row_code)
            if not is_shared(figures[at]) and frame.is_over_labels(figures[at].cell):
                outcome.problems.append(of_several_rows(figures[at], f"{self.table}/{row_code}/{leaf.column_code}"))
                continue
            method = "position" if leaf.by_position else assignment.method
            doubtful = leaf.by_position or unsure
            confidence = min(assignment.confidence, 0.9 if doubtful else 1.0) * figures[at].cell.confidence
            outcome.placed.append(
                Placed(self.table, row_code, leaf.column_code, figures[at].cell, method, confidence, unit or leaf.unit)
            )
        outcome.problems += [
            unplaced(token, self.table) for at, token in enumerate(figures) if at not in taken and not token.is_blank
        ]

    def _unknown_row(self, row: Row, outcome: Outcome) -> Outcome:
        """A row whose label is no heading of the form: one problem with all that it prints."""
        printed = [token for token in row if not token.is_blank]
        if printed and any(token.is_number for token in printed):
            outcome.problems = [problem("unknown_row", row, self.table)]
        return outcome

    def _unassigned(self, row: Row, figures: Row, outcome: Outcome) -> Outcome:
        """A row whose figures could belong to different columns, or that has none: one problem with all it prints."""
        if any(not token.is_blank for token in figures):
            outcome.problems.append(problem("unclear_columns", row, self.table))
        elif not figures and self.leaves and not any(token.is_number for token in row):
            outcome.problems.append(problem("short_row", row, self.table))
        return outcome

    def _is_stray(self, token: Token) -> bool:
        """Whether a text is neither blank, nor a heading, nor the paper of the form."""
        known = token.is_blank or token.stands(self.table) or token.is_neutral(self.table)
        return not (known or is_torn(self.table, token.text) or is_furniture(token.text))
