"""The import contracts hold, and each of them can fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden import ROOT

ROOMS = ("extractors", "expectations", "flows")


def lint_imports(folder: Path) -> str:
    """What lint-imports says of the rooms in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(program), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The Python of the rooms and their contracts, to be broken."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "*.csv", "*.html"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_contracts_are_kept() -> None:
    said = lint_imports(ROOT)
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", said), said[-3000:]


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("extractors/numbers.py", "import flows", "flows stand on extractors and expectations"),
        ("extractors/numbers.py", "import expectations", "flows stand on extractors and expectations"),
        ("extractors/numbers.py", "import duckdb", "extraction is plain Python"),
        ("expectations/identities.py", "import prefect", "expectations know neither the workflow nor the warehouse"),
        ("extractors/grid.py", "import extractors.numbers", "a number goes from document and grid"),
        ("extractors/readers/text.py", "import extractors.layouts", "a number goes from document and grid"),
        ("extractors/utils.py", "", "a number goes from document and grid"),
        ("extractors/readers/text.py", "import extractors.readers.html", "readers know nothing of each other"),
    ],
)
def test_contract_can_fail(copy: Path, module: str, line: str, contract: str) -> None:
    with (copy / module).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    assert re.search(rf"^{contract}.* BROKEN\b", lint_imports(copy), re.M)
