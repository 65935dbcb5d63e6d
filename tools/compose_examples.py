"""Write golden examples from `tools/samples/examples.csv` to `tests/examples/`: `python -m tools.compose_examples`.

One for each format and layout of each form, and for each mandated identity one that breaks it: a row changes figures of
a consistent report by a difference, `table/row/column=+1`, and names the identity that is broken then.
"""

from __future__ import annotations

from pathlib import Path

from tools.compose_samples import drawer_of
from tools.drawing import Figures, Report, figures_of
from tools.drawing.rows import rows_of

EXAMPLES = Path(__file__).resolve().parents[1] / "tests" / "examples"


def changed(figures: Figures, changes: str) -> Figures:
    """The figures with some of them raised or lowered; raises KeyError for a slot that is not there."""
    result = dict(figures)
    for change in changes.split():
        slot, _, difference = change.partition("=")
        table, row, column = slot.split("/")
        result[table, row, column] = str(int(result[table, row, column]) + int(difference))
    return result


def draw(row: dict[str, str]) -> bytes:
    """The document that a row describes."""
    figures = changed(figures_of(row["figures"]), row["changes"])
    report = Report(row["agency"], int(row["year"]), row["form"], figures)
    return drawer_of({**row, "format": row["path"].rpartition(".")[2]})(report)


if __name__ == "__main__":
    for example in rows_of("examples"):
        target = EXAMPLES / example["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(draw(example))
        print(target.relative_to(EXAMPLES))
