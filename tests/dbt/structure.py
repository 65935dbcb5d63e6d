"""The rules of dbt-project-evaluator, asked of the manifest that dbt writes: each yields what breaks it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

MOST_LEAVES = 3
MOST_PARENTS = 6
LONGEST_CHAIN = 5
PREFIXES = {"staging": r"stg_[a-z_]+", "intermediate": r"int_[a-z_]+", "marts": r"(?!stg_|int_|fct_|dim_)[a-z_]+"}
BY_HAND = re.compile(r"""(?<!distinct )\b(?:from|join)\s+(?:"?\w+"?\.)+"?\w+""", re.IGNORECASE)
KEYS = ("unique_together", "unique")


@dataclass(frozen=True)
class Project:
    """The manifest of the project."""

    manifest: dict[str, Any]

    @cached_property
    def models(self) -> dict[str, dict[str, Any]]:
        """Every model by its id."""
        return {key: node for key, node in self.manifest["nodes"].items() if node["resource_type"] == "model"}

    @cached_property
    def sources(self) -> dict[str, dict[str, Any]]:
        """Every source by its id."""
        return dict(self.manifest["sources"])

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """The models that read each model, source or seed."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in self.models:
            for parent in self.parents(key):
                found[parent].append(key)
        return found

    @cached_property
    def tests(self) -> dict[str, list[dict[str, Any]]]:
        """The generic tests of each model."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for node in self.manifest["nodes"].values():
            if node["resource_type"] == "test" and node.get("attached_node"):
                found[node["attached_node"]].append(node)
        return found

    def parents(self, key: str) -> list[str]:
        """What a model reads."""
        return list(self.manifest["parent_map"][key])

    def layer(self, key: str) -> str:
        """The layer of a model; of others what they are."""
        return str(self.models[key]["fqn"][1]) if key in self.models else key.split(".")[0]

    def edges(self, reader: str, read: tuple[str, ...]) -> Iterator[str]:
        """Where a model of one layer reads one of another."""
        for key in self.models:
            for parent in self.parents(key):
                if self.layer(key) == reader and self.layer(parent) in read:
                    yield f"{name(key)} < {name(parent)}"

    def chain(self, key: str) -> int:
        """How many models are computed at once for a model: itself and the views that it stands on."""
        read = [parent for parent in self.parents(key) if parent in self.models]
        views = [model for model in read if self.models[model]["config"]["materialized"] == "view"]
        return 1 + max((self.chain(view) for view in views), default=0)


def name(key: str) -> str:
    """What a resource is called."""
    return key.rsplit(".", 1)[-1]


def staging_reads_staging(project: Project) -> Iterator[str]:
    """A staging model reads its source alone."""
    yield from project.edges("staging", ("staging",))


def staging_reads_downstream(project: Project) -> Iterator[str]:
    """Nothing flows back."""
    yield from project.edges("staging", ("intermediate", "marts"))


def downstream_reads_source(project: Project) -> Iterator[str]:
    """Only staging reads sources; so no model joins one to a model either."""
    yield from project.edges("intermediate", ("source",))
    yield from project.edges("marts", ("source",))


def marts_read_staging(project: Project) -> Iterator[str]:
    """What a mart shows was shaped before."""
    yield from project.edges("marts", ("staging",))


def source_is_read_twice(project: Project) -> Iterator[str]:
    """One staging model a source."""
    yield from (name(key) for key in project.sources if len(project.children[key]) > 1)


def source_is_unused(project: Project) -> Iterator[str]:
    """A source that nobody reads is not declared."""
    yield from (name(key) for key in project.sources if not project.children[key])


def sources_are_joined(project: Project) -> Iterator[str]:
    """One source a staging model."""
    for key in project.models:
        if sum(parent in project.sources for parent in project.parents(key)) > 1:
            yield name(key)


def source_is_declared_twice(project: Project) -> Iterator[str]:
    """One name for a table."""
    times = Counter((node["schema"], node["identifier"]) for node in project.sources.values())
    yield from (f"{schema}.{table}" for (schema, table), count in times.items() if count > 1)


def reference_is_written_by_hand(project: Project) -> Iterator[str]:
    """Tables are named by ref and source, or dbt does not know what depends on what."""
    for key, node in project.models.items():
        bare = re.sub(r"--[^\n]*|\{\{.*?\}\}|\{%.*?%\}", "", node["raw_code"], flags=re.S)
        if node["language"] == "sql" and BY_HAND.search(bare):
            yield name(key)


def model_has_no_parent(project: Project) -> Iterator[str]:
    """Each model goes back to a source or a seed."""
    yield from (name(key) for key in project.models if not project.parents(key))


def leaves_fan_out(project: Project) -> Iterator[str]:
    """Of what many end products read, some shaping may belong further up."""
    for key in project.models:
        if sum(not project.children[child] for child in project.children[key]) > MOST_LEAVES:
            yield name(key)


def concept_is_rejoined(project: Project) -> Iterator[str]:
    """A model that only one other reads, which also reads what it was made of."""
    for top in (*project.models, *project.sources):
        for middle in project.children[top]:
            readers = project.children[middle]
            if len(readers) == 1 and readers[0] in project.children[top]:
                yield f"{name(middle)} < {name(top)}"


def too_many_parents(project: Project) -> Iterator[str]:
    """One model, one idea."""
    yield from (name(key) for key in project.models if len(project.parents(key)) > MOST_PARENTS)


def views_are_chained(project: Project) -> Iterator[str]:
    """Views upon views are computed anew for each reader."""
    yield from (name(key) for key in project.models if project.chain(key) > LONGEST_CHAIN)


def key_is_not_tested(project: Project) -> Iterator[str]:
    """Each model is tested to tell its rows apart."""
    for key in project.models:
        if not {node["test_metadata"]["name"] for node in project.tests[key]} & set(KEYS):
            yield name(key)


def name_tells_no_layer(project: Project) -> Iterator[str]:
    """The name says in which layer a model is; marts are plain plural nouns."""
    for key in project.models:
        if not re.fullmatch(PREFIXES[project.layer(key)], name(key)):
            yield name(key)


def folder_is_not_the_layer(project: Project) -> Iterator[str]:
    """A model, its description and its tests lie in the folder of its layer."""
    for key, node in project.models.items():
        folder = f"models/{project.layer(key)}/"
        if not node["original_file_path"].startswith(folder) or f"{folder}{name(key)}.yml" not in node["patch_path"]:
            yield name(key)


def public_model_has_no_contract(project: Project) -> Iterator[str]:
    """What others build on promises its columns."""
    for key, node in project.models.items():
        if (project.layer(key) == "marts") != (node["access"] == "public" and node["contract"]["enforced"]):
            yield name(key)


def exposure_reads_no_table(project: Project) -> Iterator[str]:
    """Pages and files are made of marts that stand as tables."""
    for key, exposure in project.manifest["exposures"].items():
        for parent in exposure["depends_on"]["nodes"]:
            if project.layer(parent) != "marts" or project.models[parent]["config"]["materialized"] == "view":
                yield f"{name(key)} < {name(parent)}"


RULES: dict[str, Callable[[Project], Iterator[str]]] = {
    rule.__name__: rule
    for rule in (
        staging_reads_staging, staging_reads_downstream, downstream_reads_source, marts_read_staging,
        source_is_read_twice, source_is_unused, sources_are_joined, source_is_declared_twice,
        reference_is_written_by_hand, model_has_no_parent, leaves_fan_out, concept_is_rejoined, too_many_parents,
        views_are_chained, key_is_not_tested, name_tells_no_layer, folder_is_not_the_layer,
        public_model_has_no_contract, exposure_reads_no_table,
    )
}  # fmt: skip
