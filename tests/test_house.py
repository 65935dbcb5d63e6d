"""The house rules which a machine can check: sizes, wording, imports, pins, and that the pages tell the truth."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.golden import ROOT
from tests.longest import LONGEST
from tools.pins import installed

ROOMS = ("extractors", "expectations", "flows")
LINES, FUNCTION_LINES = 300, 40
TARGETS = {"setup", "run", "test", "lint", "bench", "accuracy", "scans", "seeded", "docs"}
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
CODE_BLOCK = re.compile(r"^```(?:sh|bash|sql|console)\n(.*?)^```", re.M | re.S)


def committed(*patterns: str) -> list[Path]:
    """Files under version control, those staged too; all files of a source archive without git."""
    listing = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in sorted(listing.stdout.split("\0")) if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    """The text of a file; empty for pictures, archives and documents in other encodings."""
    data = path.read_bytes()
    try:
        return "" if b"\0" in data else data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def name_of(path: Path) -> str:
    """The path inside the repository."""
    return str(path.relative_to(ROOT))


PYTHON = committed("*.py")
ROOM_PYTHON = [path for path in PYTHON if name_of(path).split("/")[0] in ROOMS]
TEXTS = {name_of(path): text for path in committed() if (text := text_of(path))}


def test_rooms_are_examined() -> None:
    assert {name_of(path).split("/")[0] for path in ROOM_PYTHON} == set(ROOMS)


@pytest.mark.parametrize("path", committed("*.py", "*.sql", "*.sh", "*.js"), ids=name_of)
def test_file_stays_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_functions_stay_small(path: Path) -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    sizes = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in ast.walk(tree) if isinstance(f, functions)}
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", ROOM_PYTHON, ids=name_of)
def test_wordings_are_rows_not_code(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if HAN.search(line)] == []


@pytest.mark.parametrize("path", ROOM_PYTHON, ids=name_of)
def test_no_exception_is_caught_wholesale(path: Path) -> None:
    handlers = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ExceptHandler)
    ]
    assert [f"line {handler.lineno}" for handler in handlers if handler.type is None] == []


def reader_family(module: str) -> str:
    """`pdf` for pdf.py and for its parts pdf_words.py, pdf_lines.py and so on."""
    return module.split("_")[0]


@pytest.mark.parametrize("path", committed("extractors/readers/*.py"), ids=name_of)
def test_readers_know_nothing_of_each_other(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    imported = set(re.findall(r"extractors\.readers\.(\w+)|from extractors\.readers import (\w+)", source))
    families = {reader_family(name) for pair in imported for name in pair if name}
    assert families <= {reader_family(path.stem)}


def commands(page: str) -> list[str]:
    """The lines of the code blocks of a page, less their comments."""
    blocks = CODE_BLOCK.findall(TEXTS[page])
    lines = [re.sub(r"\s+#.*", "", line).strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith(("#", "--"))]


def test_two_readmes_show_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md")
    assert commands("README.md")[:1] == ["make run"]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_make_target_is_there_and_in_the_readme(page: str) -> None:
    made = set(re.findall(r"^([a-z]+):", TEXTS["Makefile"], re.M))
    named = set(re.findall(r"make ([a-z]+)", TEXTS[page]))
    assert made - {"help"} == TARGETS
    assert named == TARGETS


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_readme_names_what_the_set_up_asks_for(page: str) -> None:
    asked = re.search(r"packages=\((.*)\)", TEXTS["tools/debian_packages.sh"])
    assert asked
    wanted = {"make", "git", "python3-venv", "Python ≥ 3.11", *asked[1].split()}
    assert {name for name in wanted if name not in TEXTS[page]} == set()


def test_links_between_pages_lead_somewhere() -> None:
    pages = [name for name in TEXTS if name.endswith(".md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", TEXTS[page])]
    assert links
    assert [(page, link) for page, link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_licence_is_the_one_that_the_project_states() -> None:
    assert tomllib.loads(TEXTS["pyproject.toml"])["project"]["license"] == "Apache-2.0"
    assert TEXTS["LICENSE"].lstrip().startswith("Apache License\n                           Version 2.0, January 2004")


def pins() -> dict[str, str]:
    """The pinned version of each distribution."""
    return dict(line.split("==") for line in TEXTS["constraints.txt"].splitlines())


def test_pins_are_plain_sorted_and_single() -> None:
    lines = TEXTS["constraints.txt"].splitlines()
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.+]*", line)] == []
    names = [line.split("==")[0] for line in lines]
    assert names == sorted(set(names))


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads(TEXTS["pyproject.toml"])["project"]
    direct = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.split(r"[\s<>=!~\[;]", requirement)[0].lower().replace("_", "-") for requirement in direct}
    assert names - pins().keys() == {"gouji"}  # the developers' extra takes in the others


def test_installed_versions_are_the_pinned_ones() -> None:
    here = installed()
    assert {name: here[name] for name, version in pins().items() if here.get(name, version) != version} == {}


def pip_hosts() -> set[str]:
    """The hosts and folders that this machine's pip is set to use."""
    shown = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    return set(re.findall(r"(?:https?|file)://([^/\s'\"]+|/[^\s'\"]+)", shown))


def test_nothing_names_a_registry_or_this_machine() -> None:
    home = str(ROOT) + "/" if len(ROOT.parts) > 2 else "\0"  # a container's /app is a fair name in a Dockerfile
    options = re.compile(r"--(?:extra-)?index-url|--find-links|\bindex-url\s*=|resolved\s*=|/(?:home|Users)/[a-z]")
    bad = {*pip_hosts(), home}
    found = {
        name
        for name, text in TEXTS.items()
        if name != "tests/test_house.py" and (options.search(text) or any(word in text for word in bad))
    }
    assert found == set()


def test_no_lock_file_with_download_addresses() -> None:
    locks = {"uv.lock", "poetry.lock", "package-lock.json", "pdm.lock", "Pipfile.lock"}
    assert {name for name in TEXTS if name.rsplit("/", 1)[-1] in locks} == set()


def test_the_files_to_begin_with_are_there() -> None:
    assert [name for name in LONGEST if not (ROOT / "tests" / name).is_file()] == []


def test_hooks_need_no_network() -> None:
    config = yaml.safe_load(TEXTS[".pre-commit-config.yaml"])
    assert {repo["repo"] for repo in config["repos"]} == {"local"}
    assert {hook["language"] for repo in config["repos"] for hook in repo["hooks"]} == {"system"}
