"""The page of categories and metrics, from the seeds that define them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARKS = {"same": "=", "near": "≈", "break": "✕"}
ABOUT = """\
One hierarchy over the forms of 2014, 2019 and 2021 and the prose. What cannot be compared is not the same category.
On each form a category is marked `=` (same), `≈` (near: the reason is below) or `✕` (the form has nothing that
compares; empty: and nothing near it either); beside the mark stands what is added up, as slots or, in italics, as
topics of the prose. `*` stands for any end of a row's code. Categories marked † exist also for each kind of
applicant, as `category/applicant`: {applicants}.

**How a value is judged** (`disclosures.state`). One slot: as its cell. Several: their sum, if all are numbers. A
blank is unknown and not zero, unless it stands on one side of a mandated sum that holds without it: then it is
`proved_zero`. A sum of which some terms stay unknown is `partial` and has no value. Where the tables of a report have
nothing, an exact number of the prose fills in (`source` = `claim`, never better than near); where the prose gives
several that differ, the state is `several` and there is no value.

**What a value compares with** (`disclosures.comparability`). The value before it in its series, an agency together
with what it was renamed from: the worst of the two forms' marks where the forms differ, of prose on either side, and
of the changes of law between the two years.
"""
METRICS = """\
A metric is null where a term is missing, blank or partial, and where its denominator is zero. `change` is the
difference to the year before and null where that does not compare. `rank` is among agencies of the same year, level
and kind, 1 the highest.
"""
Row = dict[str, str]
Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]


def seed(name: str) -> list[Row]:
    """The rows of a seed."""
    with (ROOT / "dbt_project/seeds" / f"seed_{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def forms() -> list[str]:
    """The forms in the order of their years."""
    with (ROOT / "extractors/forms/forms.csv").open(encoding="utf-8", newline="") as lines:
        return [row["form"] for row in csv.DictReader(lines)]


def page(table: Table) -> str:
    """The page, with its tables drawn by the function given."""
    applicants = ", ".join(f"`{row['applicant']}` {row['label_zh']}" for row in seed("applicants"))
    parts = (
        f"# Categories and metrics · 公开类别与指标\n\n{ABOUT.format(applicants=applicants)}",
        *(_section(row, table) for row in seed("categories") if not row["parent"]),
        "\n## Why · 理由\n\n" + table(("category", "form", "", "why"), _reasons()),
        "\n## Changes of law · 法律变更\n\n" + table(("category", "from", "", "why", "basis"), _breaks()),
        f"\n## Metrics · 指标\n\n{METRICS}\n" + table(("metric", "name", "sum", "by", "null"), _metrics()),
    )
    return "".join(parts)


def _section(root: Row, table: Table) -> str:
    """The categories of one section, each with what makes it up on each form."""
    below = [row for row in seed("categories") if row["category"].startswith(root["category"] + "/")]
    headings = ("category", "name", "unit", *forms(), "prose")
    return f"\n## {root['label_zh']} · {root['label_en']}\n\n" + table(headings, (_category(row) for row in below))


def _category(row: Row) -> Sequence[object]:
    """One line of a section."""
    mappings = [mapping for mapping in seed("crosswalk") if mapping["category"] == row["category"]]
    tables = [mapping for mapping in mappings if mapping["source"] == "table"]
    cells = [" ".join(_mapped(mapping) for mapping in tables if form in mapping["forms"].split()) for form in forms()]
    topics = dict.fromkeys(f"*{m['measure']}*" for m in mappings if m["source"] == "claim")
    mark = " †" if row["by_applicant"] else ""
    return (
        f"`{row['category']}`{mark}",
        f"{row['label_zh']} {row['label_en']}",
        row["unit"],
        *cells,
        ", ".join(topics),
    )


def _mapped(mapping: Row) -> str:
    """A mark and what is added up."""
    return " ".join(filter(None, (MARKS[mapping["comparability"]], mapping["measure"] and f"`{mapping['measure']}`")))


def _reasons() -> Iterable[Sequence[object]]:
    """Every mapping that gives its own reason."""
    for row in seed("crosswalk"):
        if row["reason_zh"]:
            name = f"`{row['category']}`" if row["category"] not in ("", "*") else "(any)"
            name = f"*{row['measure']}*" if not row["category"] else name
            mark = f"{MARKS[row['comparability']]}{' prose' if row['source'] == 'claim' else ''}"
            yield name, row["forms"], mark, f"{row['reason_zh']} {row['reason_en']}"


def _breaks() -> Iterable[Sequence[object]]:
    """Every change of law."""
    for row in seed("breaks"):
        why = f"{row['reason_zh']} {row['reason_en']}"
        yield f"`{row['category']}`", row["year"], MARKS[row["comparability"]], why, row["basis"]


def _metrics() -> Iterable[Sequence[object]]:
    """Every metric with its definition."""
    for row in seed("metrics"):
        below = f"`{row['denominator']}`" if row["denominator"] else ""
        undefined = f"{row['undefined_zh']} {row['undefined_en']}"
        yield f"`{row['metric']}`", f"{row['label_zh']} {row['label_en']}", f"`{row['numerator']}`", below, undefined
