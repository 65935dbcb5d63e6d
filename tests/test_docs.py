"""The pages say what the code does: generated pages are fresh, and what pages tell people to type exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from flows.cli import app
from tests.golden import ROOT, rows
from tools.write_docs import PAGES, written

PROMISED = {"run", "ingest", "extract", "build", "check", "publish", "query", "show", "report", "status"}
TYPED = re.compile(r"^(?:\.venv/bin/)?gouji ([a-z]+)(.*)$", re.M)
PAPERS = [
    "README.md",
    "README.zh-CN.md",
    *(str(page.relative_to(ROOT)) for page in sorted((ROOT / "docs").glob("*.md"))),
]


COMMANDS: dict[str, Any] = vars(get_command(app))["commands"]


@pytest.mark.parametrize("page", PAGES)
def test_generated_page_is_fresh(page: str) -> None:
    path = ROOT / "docs" / page
    assert path.exists() and path.read_text(encoding="utf-8") == written(page), f"docs/{page} is stale: run make docs"


def test_promised_commands_exist() -> None:
    assert set(COMMANDS) >= PROMISED


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command_is_documented(name: str) -> None:
    assert COMMANDS[name].help
    assert f"\n## `gouji {name}`\n" in (ROOT / "docs/commands.md").read_text(encoding="utf-8")


def typed_commands(page: str) -> list[tuple[str, list[str]]]:
    """Each `gouji …` line of a page's code blocks: the command, and the options named."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.M | re.S)
    found = [match for block in blocks for match in TYPED.findall(block)]
    return [(name, [word for word in shlex.split(rest) if word.startswith("--")]) for name, rest in found]


@pytest.mark.parametrize("page", PAPERS)
def test_what_a_page_tells_to_type_exists(page: str) -> None:
    for name, options in typed_commands(page):
        assert name in COMMANDS, f"{page}: gouji {name}"
        known = {option for parameter in COMMANDS[name].params for option in parameter.opts}
        assert set(options) <= known, f"{page}: gouji {name} {options}"


def test_readme_shows_a_command_to_each_reader() -> None:
    assert {"run", "status", "query", "report", "show"} <= {name for name, _ in typed_commands("README.md")}


def test_rule_book_names_every_identity() -> None:
    page = (ROOT / "docs/identities.md").read_text(encoding="utf-8")
    names = {row["identity"] for row in rows(ROOT / "expectations/identities.csv")}
    assert names and {name for name in names if f"`{name}`" not in page} == set()


def test_manifest_columns_are_explained() -> None:
    from flows.manifest import COLUMNS

    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert {name for name in COLUMNS if f"`{name}`" not in page} == set()


def test_files_that_readme_names_exist() -> None:
    named = re.findall(r"\b(samples/[\w./-]+\.\w+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not Path(ROOT, name).exists()] == []
