"""Reports of random figures, always the same, and what comes back of them: for tests of ways to draw tables."""

from __future__ import annotations

import random
from collections.abc import Iterator

from extractors.document import Document
from extractors.extract import extract
from extractors.records import Extraction
from tools.accuracy.drawings import YEARS, Drawn
from tools.accuracy.score import compare
from tools.drawing import Report
from tools.drawing.figures import habits, random_figures


def drawn(form: str, habit: str, seed: int = 0) -> Drawn:
    """A report of one form in one habit of printing."""
    known = {each.name: each for each in habits()}
    figures = random_figures(form, known[habit], random.Random(f"{seed}/{form}/{habit}"))
    texts = {key: each.text for key, each in figures.items()}
    return Drawn(Report("江南市财政局", YEARS[form], form, texts, "2024年1月19日"), figures)


def all_drawn(forms: tuple[str, ...] = ("2014", "2019", "2021"), seeds: int = 1) -> Iterator[Drawn]:
    """A few reports of each form in each habit."""
    for form in forms:
        for habit in habits():
            for seed in range(seeds):
                yield drawn(form, habit.name, seed)


def read(data: bytes, ending: str) -> Extraction:
    """What is read of a file with an ending."""
    return extract(Document(f"drawn.{ending}", data))


def faults(report: Drawn, data: bytes, ending: str) -> list[str]:
    """A line for each slot that does not come back as it was drawn."""
    return compare(report.figures, read(data, ending).facts).faults
