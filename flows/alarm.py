"""The time that a task has in its process: the kernel keeps it, so that no parser in C can sit through it.

A task begins with some seconds and may be given more while it runs; when they are over its process ends.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

RANG = -signal.SIGALRM
"""The exit code of a process whose time was over."""
_latest = 0.0
"""When the running task must end, whatever it is given, on the clock `time.monotonic`."""


@contextmanager
def limited(seconds: float, longest: float) -> Iterator[None]:
    """A block that may take so many seconds, with all that it is given `longest`; else it ends the process."""
    global _latest
    _latest = time.monotonic() + longest
    signal.setitimer(signal.ITIMER_REAL, min(seconds, longest))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def allow(seconds: float) -> None:
    """Gives the running task so many seconds more; nothing where no time is set."""
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    if left > 0:
        most = max(_latest - time.monotonic(), 0.001)
        signal.setitimer(signal.ITIMER_REAL, min(left + seconds, most))
