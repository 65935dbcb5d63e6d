"""Which row of the form a label means: labels that stand in several groups are told by the group that is open."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms import Heading
from extractors.layouts.tokens import Row


class Groups:
    """The groups of a table that were opened, in which order, and the rows that were read."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.opened: dict[str, int] = {}
        self.read: set[str] = set()

    def named(self, labels: Row, figures: Row) -> Heading | None:
        """The row that the labels name; groups among them are opened, those that a row of blanks may be as well."""
        named = [token for token in labels if token.beside(self.table)]
        is_blank = all(figure.is_blank for figure in figures)
        heading = None
        for token in named:
            is_last = token is named[-1]
            heading = self._choose(token.beside(self.table), row=is_last and bool(figures))
            groups = [one for one in token.beside(self.table) if one.role == "group" and is_last and is_blank]
            for each in (heading, *groups):
                self.opened[each.code] = len(self.opened) + len(self.read) + 1 + max(self.opened.values(), default=0)
        return heading if heading is not None and heading.role == "row" else None

    def _choose(self, candidates: Sequence[Heading], *, row: bool) -> Heading:
        """The heading meant: a row before figures, a group before a row; then the one whose group was opened last."""
        wanted = "row" if row else "group"
        fitting = [heading for heading in candidates if heading.role == wanted] or list(candidates)
        return max(fitting, key=lambda heading: (self._recency(heading), heading.code not in self.read, -heading.order))

    def _recency(self, heading: Heading) -> int:
        """When a group of the heading was opened; 0 for never."""
        return max((self.opened.get(parent, 0) for parent in heading.parents), default=0)
