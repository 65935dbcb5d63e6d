"""What a newcomer sees when something is missing: one clear line that names the one command to run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.golden import ROOT

OLD_PYTHON = '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n'
NO_VENV = '#!/bin/sh\n[ "$1" = -m ] && echo "ensurepip is not available" && exit 1\nexit 0\n'


def script(folder: Path, name: str, text: str) -> None:
    """Put a small program into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    (folder / name).chmod(0o755)


def path_with(folder: Path, *tools: str) -> dict[str, str]:
    """An environment whose only programs are those of the folder and the tools named."""
    for tool in ("bash", "dirname", "env", *tools):
        found = shutil.which(tool)
        assert found
        (folder / tool).symlink_to(found)
    return {**os.environ, "PATH": str(folder)}


def run(program: str, *arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one of the house's scripts."""
    command = [str(ROOT / program), *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_too_old_a_python_is_one_clear_line(tmp_path: Path) -> None:
    script(tmp_path / "bin", "python3", OLD_PYTHON)
    told = run("tools/setup.sh", str(tmp_path / "venv"), env=path_with(tmp_path / "bin"))
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "Python 3.11 or later is needed (found: Python 3.9.2); run: sudo apt-get install" in told.stderr


def test_a_newer_python_under_another_name_is_found(tmp_path: Path) -> None:
    script(tmp_path / "bin", "python3", OLD_PYTHON)
    script(tmp_path / "bin", "python3.12", NO_VENV)
    told = run("tools/setup.sh", str(tmp_path / "venv"), env=path_with(tmp_path / "bin"))
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].startswith(
        "gouji: python3.12 cannot make virtual environments; run: sudo apt-get"
    )


@pytest.fixture
def bare_debian(tmp_path: Path) -> dict[str, str]:
    """A Debian machine without chromium."""
    script(tmp_path / "bin", "dpkg-query", '#!/bin/sh\n[ "$4" = chromium ] && exit 1\nprintf installed\n')
    script(tmp_path / "bin", "apt-get", f'#!/bin/sh\necho "$@" >> {tmp_path}/apt.log\n')
    return path_with(tmp_path / "bin")


def test_missing_debian_packages_are_one_command_for_a_plain_user(bare_debian: dict[str, str], tmp_path: Path) -> None:
    script(tmp_path / "bin", "id", "#!/bin/sh\necho 1000\n")
    told = run("tools/debian_packages.sh", env=bare_debian)
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        "gouji: the tests need Debian packages that are missing; run: sudo apt-get install -y chromium"
    ]
    assert not (tmp_path / "apt.log").exists()


def test_missing_debian_packages_are_installed_by_root(bare_debian: dict[str, str], tmp_path: Path) -> None:
    script(tmp_path / "bin", "id", "#!/bin/sh\necho 0\n")
    assert run("tools/debian_packages.sh", env=bare_debian).returncode == 0
    calls = (tmp_path / "apt.log").read_text(encoding="utf-8").splitlines()
    assert [call.split()[0] for call in calls] == ["update", "install"]
    assert calls[1].split()[-1] == "chromium"


@pytest.mark.parametrize("target", ["setup", "run", "test", "lint", "bench", "accuracy", "docs"])
def test_target_sets_up_by_itself(target: str) -> None:
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
    command = ["make", "--dry-run", "VENV=/nowhere/venv", target]
    planned = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=True)
    assert planned.stdout.startswith("tools/setup.sh /nowhere/venv")
