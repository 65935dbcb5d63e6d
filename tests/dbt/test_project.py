"""The project itself: models and columns are described in both languages, what a script writes is current."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from expectations.identities import read_slots
from flows.dictionary.models import read_tables
from tests.dbt.structure import RULES, Project
from tests.warehouse_fixtures import PROJECT, ROOT, fill, run_dbt

sys.path.insert(0, str(PROJECT))
from wide_models import MODELS, contracts

CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"[A-Za-z]{3}")
EXCEPTIONS = Path(__file__).with_name("structure_exceptions.csv")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the manifest which `dbt docs generate` writes beside its pages."""
    database = tmp_path_factory.mktemp("docs") / "gouji.duckdb"
    fill(database, [])
    result = run_dbt(database, "docs", "generate", "--empty-catalog")
    assert result.success, result.exception
    target = database.parent / "target"
    assert (target / "index.html").is_file() and (target / "catalog.json").is_file()
    return json.loads((target / "manifest.json").read_text(encoding="utf-8"))


def _models(catalogue: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (node for node in catalogue["nodes"].values() if node["resource_type"] == "model")


def test_every_model_is_described_in_both_languages(catalogue: dict[str, Any]) -> None:
    models = list(_models(catalogue))
    assert len(models) > 30
    for model in models:
        assert CHINESE.search(model["description"]) and ENGLISH.search(model["description"]), model["name"]


def test_every_column_is_described_in_both_languages(catalogue: dict[str, Any]) -> None:
    for model in _models(catalogue):
        assert model["columns"], model["name"]
        for column in model["columns"].values():
            described = column["description"]
            assert CHINESE.search(described) and ENGLISH.search(described), (model["name"], column["name"])


def test_every_mart_has_an_enforced_contract(catalogue: dict[str, Any]) -> None:
    marts = [model for model in _models(catalogue) if model["schema"] == "marts"]
    assert {"reports", "facts", "identity_results", "findings"} <= {model["name"] for model in marts}
    assert all(model["contract"]["enforced"] for model in marts)


def test_the_dictionary_reads_what_dbt_reads(catalogue: dict[str, Any]) -> None:
    marts = {model["name"]: model for model in _models(catalogue) if model["schema"] == "marts"}
    tables = read_tables()
    assert tables.keys() == marts.keys()
    for name, table in tables.items():
        assert table.said.both == " ".join(marts[name]["description"].split())
        told = {column["name"]: column for column in marts[name]["columns"].values()}
        assert {column.name: (column.said.both, column.data_type) for column in table.columns} == {
            key: (" ".join(column["description"].split()), column["data_type"]) for key, column in told.items()
        }


def depended_on(exposure: dict[str, Any]) -> set[str]:
    """The models that an exposure says it is made of."""
    return {node.rsplit(".", 1)[1] for node in exposure["depends_on"]["nodes"]}


def test_exposures_name_who_and_what_in_both_languages(catalogue: dict[str, Any]) -> None:
    exposures = {one["name"]: one for one in catalogue["exposures"].values()}
    assert {"quality_report", "explorer", "workbook", "data_package", "questions", "notebook"} <= exposures.keys()
    for one in exposures.values():
        assert CHINESE.search(one["description"]) and ENGLISH.search(one["description"])
        assert CHINESE.search(one["label"]) and one["owner"]["name"]


def test_exposures_depend_on_the_marts_that_are_really_asked(catalogue: dict[str, Any]) -> None:
    exposures = {one["name"]: depended_on(one) for one in catalogue["exposures"].values()}
    marts = set(read_tables())
    explorer = {*ROOT.glob("flows/pages/queries/site_*.sql")}
    asked = {
        "explorer": explorer,
        "quality_report": {*ROOT.glob("flows/pages/queries/*.sql")} - explorer,
        "questions": {*ROOT.glob("flows/questions/*.sql")},
    }
    for name, files in asked.items():
        text = " ".join(path.read_text(encoding="utf-8") for path in files)
        assert exposures[name] == set(re.findall(r"\bmarts\.(\w+)", text)) & marts != set(), name
    notebook = (ROOT / "docs/notebook/refusals.py").read_text(encoding="utf-8")
    assert exposures["notebook"] == set(re.findall(r"(?:\b(?:from|join) |\")(\w+)", notebook)) & marts
    assert exposures["workbook"] == exposures["data_package"] == marts


def test_the_contracts_of_the_wide_tables_are_current() -> None:
    for path, text in contracts().items():
        assert path.read_text(encoding="utf-8") == text, f"python dbt_project/wide_models.py writes {path.name} anew"


def test_the_wide_tables_have_a_column_for_every_slot_of_any_form() -> None:
    text = {path.stem: content for path, content in contracts().items()}
    for slot in read_slots():
        model = next(model for model, table in MODELS.items() if table == slot.table_name)
        assert f"- name: {slot.row_code}__{slot.column_code}\n" in text[model]


def test_each_model_has_its_description_beside_it() -> None:
    for path in (PROJECT / "models").rglob("*.sql"):
        assert path.with_suffix(".yml").is_file(), path


@pytest.mark.parametrize("rule", RULES)
def test_the_project_keeps_the_rules_of_structure(catalogue: dict[str, Any], rule: str) -> None:
    """What breaks a rule stands among the exceptions with a reason, and an exception that breaks none goes."""
    broken = set(RULES[rule](Project(catalogue)))
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        excepted = [row["resource"] for row in csv.DictReader(file) if row["rule"] == rule and row["reason"]]
    assert {resource for resource in broken if not any(re.fullmatch(e, resource) for e in excepted)} == set()
    assert [e for e in excepted if not any(re.fullmatch(e, resource) for resource in broken)] == []


def test_sources_and_seeds_are_described_in_both_languages(catalogue: dict[str, Any]) -> None:
    seeds = [node for node in catalogue["nodes"].values() if node["resource_type"] == "seed"]
    sources = list(catalogue["sources"].values())
    assert len(seeds) > 10 and len(sources) > 10
    for node in seeds + sources:
        assert CHINESE.search(node["description"]) and ENGLISH.search(node["description"]), node["name"]
