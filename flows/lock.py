"""One writer a home folder at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from flows.errors import GoujiError


@contextmanager
def home_lock(home: Path) -> Iterator[None]:
    """Holds the home folder for this process; raises GoujiError when another one is at work in it.

    The kernel drops the lock with its process, so a run that was killed leaves nothing to clean up.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / ".lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise GoujiError(f"cannot write in {home}: {error.strerror}; choose another folder with --home") from error
    with file:
        _hold(file, home)
        yield
        file.truncate(0)


def _hold(file: TextIO, home: Path) -> None:
    """Takes the lock and writes down who holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        raise GoujiError(f"another run (process {holder}) is at work in {home}; wait for it to end") from error
    file.seek(0)
    file.truncate()
    file.write(str(os.getpid()))
    file.flush()
