"""Draws what is judged: clean reports of agencies over the years, and reports with one error each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from tools.loading.reports import Report
from tools.seeded.agencies import Agencies, Agency
from tools.seeded.draft import Draft, drafted, in_habit
from tools.seeded.figures import Figures, Profile, added, figures
from tools.seeded.planting import plant
from tools.seeded.recipes import Recipe

LIFE = (("2014", 2017), ("2014", 2018), ("2019", 2019), ("2019", 2020), ("2021", 2021), ("2021", 2022))
"""The years of a clean agency, over all three forms."""
YEARS = {"2014": (2016, 2018), "2019": (2020, 2020), "2021": (2022, 2025)}
"""Years in which errors are planted: those of which the year before may have the same form."""
FORMER = {"2021": ("2019", 2021)}


@dataclass(frozen=True)
class Case:
    """One error: its recipe, and the agencies whose reports it concerns."""

    recipe: Recipe
    agencies: frozenset[str]


class Drawn:
    """All reports of a trial, with the rows of seeds which they need."""

    def __init__(self, seed: int) -> None:
        """Takes what everything is drawn from."""
        self.random = Random(seed)
        self.agencies = Agencies(self.random)
        self.stranger = self.agencies.department()
        """An agency that has no report, whose name a text may bear by mistake."""
        self.reports: list[Report] = []
        self.cases: list[Case] = []
        self.parents: list[dict[str, Any]] = []
        self.summaries: list[dict[str, Any]] = []

    def clean(self, least: int) -> None:
        """Draw agencies over all forms, every fourth a family, every eighth idle, until there are so many reports."""
        count = 0
        while len(self.reports) < least:
            count += 1
            if count % 4 == 0:
                drafts = self._family(*LIFE[count // 4 % len(LIFE)])
            elif count % 8 == 1:
                drafts = [self._idle(*LIFE[count // 8 % len(LIFE)])]
            else:
                is_government = self.random.random() < 0.1
                agency = self.agencies.government() if is_government else self.agencies.department()
                drafts = self._life(agency, LIFE)
            self._print(draft if draft.is_idle else in_habit(self.random, draft) for draft in drafts)

    def _idle(self, form: str, year: int) -> Draft:
        """An agency to which nothing happened and which says nothing."""
        (draft,) = self._life(self.agencies.department(), [(form, year)])
        draft.figures = dict.fromkeys(draft.figures, Decimal(0))
        draft.is_idle = True
        return draft

    def seeded(self, recipe: Recipe) -> None:
        """Draw reports with the error of a recipe."""
        year = self.random.randint(*YEARS[recipe.form])
        if recipe.beside in ("children", "parent"):
            parent, *children = self._family(recipe.form, year)
            now = parent if recipe.beside == "children" else children[0]
            drafts = {"": now, "parent": parent}
            all_of_them = [parent, *children]
        else:
            years = self._years(recipe, year)
            *before, now = all_of_them = self._life(self.agencies.department(), years)
            drafts = {"": now, "stranger": Draft(self.stranger, year, recipe.form, {})} | (
                {"prior": before[0]} if before else {}
            )
        plant(self.random, recipe, drafts)
        self._print(all_of_them)
        self.cases.append(Case(recipe, frozenset(each.agency.name for each in all_of_them)))

    def _years(self, recipe: Recipe, year: int) -> list[tuple[str, int]]:
        if recipe.beside == "former":
            form, year = FORMER[recipe.form]
            return [(form, year - 1), (recipe.form, year)]
        has_prior = recipe.beside == "prior" or (recipe.beside == "" and self.random.random() < 0.3)
        return [(recipe.form, year - 1), (recipe.form, year)] if has_prior else [(recipe.form, year)]

    def _life(self, agency: Agency, years: Iterable[tuple[str, int]]) -> list[Draft]:
        profile = Profile(self.random, agency.is_government)
        before: Figures = {}
        drafts: list[Draft] = []
        for form, year in years:
            before = figures(form, profile, before)
            drafts.append(drafted(self.random, agency, year, form, dict(before), drafts[-1] if drafts else None))
        return drafts

    def _family(self, form: str, year: int) -> list[Draft]:
        """A government that sums up its departments, then these."""
        parent, below = self.agencies.family(self.random.randint(2, 3))
        children = [draft for agency in below for draft in self._life(agency, [(form, year)])]
        self.parents += [{"agency": a.name, "parent": parent.name, "first_year": year} for a in below]
        self.summaries.append({"agency": parent.name, "first_year": year})
        summary = drafted(self.random, parent, year, form, added([each.figures for each in children]), None)
        summary.scope = "whole"
        return [summary, *children]

    def _print(self, drafts: Iterable[Draft]) -> None:
        self.reports += [draft.report(self.random) for draft in drafts]
