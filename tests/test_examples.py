"""Every example under tests/examples/<form>/ is read and compared with the golden beside it.

A new layout needs no test code: put `<agency>_<year>[__layout].<ext>` there, run the tests, review the golden that was
written, commit both.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.extract import extract
from extractors.records import Fact
from tests.golden import COLUMNS, ROOT, as_rows, differences, golden_path, rows, slot_order, write

EXAMPLES_DIR = ROOT / "tests/examples"
EXAMPLES = sorted(
    path
    for path in EXAMPLES_DIR.glob("*/*")
    if path.is_file() and not path.name.endswith(".facts.csv") and not path.name.startswith(".")
)
NAME = re.compile(r"[a-z0-9_]+?_\d{4}(__[a-z0-9_]+)?\.[a-z]+")


def name_of(path: Path) -> str:
    """Form and file name."""
    return str(path.relative_to(EXAMPLES_DIR))


def read(path: Path) -> tuple[Fact, ...]:
    """The facts of one example, read without a manifest."""
    return extract(Document(path.name, path.read_bytes())).facts


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_example_equals_its_golden(example: Path) -> None:
    actual, golden = as_rows(read(example)), golden_path(example)
    if not golden.exists():
        write(golden, actual)
        pytest.fail(f"no golden yet: wrote {golden.relative_to(ROOT)} with {len(actual)} facts; review and commit")
    assert differences(rows(golden), actual) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_example_is_filed_under_its_form(example: Path) -> None:
    assert NAME.fullmatch(example.name), "an example is called <agency>_<year>[__layout].<ext>"
    forms = Counter(fact.form for fact in read(example))
    assert forms.most_common(1)[0][0] == example.parent.name if forms else golden_is_empty(example)


def golden_is_empty(example: Path) -> bool:
    """Whether an example without facts was reviewed as such."""
    return golden_path(example).exists() and rows(golden_path(example)) == []


@pytest.mark.parametrize("form", [row["form"] for row in rows(ROOT / "extractors/forms/forms.csv")])
def test_every_form_has_an_example(form: str) -> None:
    assert any(example.parent.name == form for example in EXAMPLES), f"no example found for form {form}"


def test_no_golden_is_left_without_its_example() -> None:
    goldens = set(EXAMPLES_DIR.glob("*/*.facts.csv"))
    assert goldens == {golden_path(example) for example in EXAMPLES if golden_path(example).exists()}


def test_one_changed_cell_is_a_difference(tmp_path: Path) -> None:
    facts = read(EXAMPLES[0])
    assert facts
    changed = [replace(facts[0], printed=facts[0].printed + "0"), *facts[1:]]
    kept = tmp_path / "kept.facts.csv"
    write(kept, as_rows(facts))
    assert differences(rows(kept), as_rows(facts)) == []
    assert [line[0] for line in differences(rows(kept), as_rows(changed))] == ["-", "+"]
    assert len(differences(rows(kept), as_rows(facts[1:]))) == 1


def test_goldens_have_one_header_and_known_slots() -> None:
    known = slot_order()
    for golden in EXAMPLES_DIR.glob("*/*.facts.csv"):
        with golden.open(encoding="utf-8", newline="") as lines:
            assert tuple(next(csv.reader(lines))) == COLUMNS, golden.name
        slots = {f"{row['table_name']}/{row['row_code']}/{row['column_code']}" for row in rows(golden)}
        assert slots <= {slot for _, slot in known}, golden.name
