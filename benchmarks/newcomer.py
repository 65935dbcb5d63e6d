"""What a newcomer waits for: the command's help, a first run on samples, a second with nothing new; and its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
GOUJI = Path(sys.executable).with_name("gouji")
RUN = ("run", "samples", "--manifest", "samples/manifest.csv")
MIB = 1024 * 1024
LIMITS = {"help, seconds": 1.0, "first run, seconds": 60.0, "first run, peak MiB": 1536.0}


def tree_memory(process: psutil.Process) -> float:
    """MiB that a process and its children hold, pages shared between them counted once where the system tells."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            info = one.memory_full_info()
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        total += getattr(info, "pss", info.rss)
    return total / MIB


def measured(arguments: tuple[str, ...], home: Path) -> tuple[float, float]:
    """Seconds and peak MiB of one command, looked at ten times a second."""
    started = time.perf_counter()
    environment = {**os.environ, "GOUJI_HOME": str(home)}
    running = subprocess.Popen(
        [GOUJI, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    process, peak = psutil.Process(running.pid), 0.0
    while running.poll() is None:
        try:
            peak = max(peak, tree_memory(process))
        except psutil.NoSuchProcess:
            break
        time.sleep(0.1)
    if running.wait():
        raise SystemExit(f"gouji {' '.join(arguments)} ended with {running.returncode}")
    return time.perf_counter() - started, peak


def figures() -> dict[str, float]:
    """Each figure by its name and unit."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        helped = min(measured(("--help",), home)[0] for _ in range(5))
        first, peak = measured(RUN, home)
        second, _ = measured(RUN, home)
    return {
        "help, seconds": helped,
        "first run, seconds": first,
        "first run, peak MiB": peak,
        "second run, seconds": second,
    }


def main() -> int:
    """Print the figures beside their limits; returns 1 when one is over."""
    over = False
    for name, figure in figures().items():
        limit = LIMITS.get(name)
        over |= limit is not None and figure > limit
        print(f"{name:<22} {figure:>8.2f}" + (f"   limit {limit:g}" if limit else ""))
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
