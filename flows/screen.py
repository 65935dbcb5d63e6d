"""What a person sees while the pipeline works: lines, a bar, and one closing table."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from flows.errors import GoujiError

_WIDE = 160
"""Columns of what goes into a file or a pipe, where nothing says how wide the reader's screen is."""
console = Console(stderr=True, soft_wrap=True)
"""Messages go to standard error, so that results can be piped."""
out = Console(width=None if sys.stdout.isatty() else _WIDE)


class _Lines(logging.Handler):
    """Writes each message as one line above whatever moves on the screen."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line a record; a traceback never."""
        console.print(f"[yellow]![/yellow] {escape(record.getMessage())}", highlight=False)


def show_lines() -> None:
    """Lets the messages of gouji come to the screen."""
    log = logging.getLogger("gouji")
    log.propagate = False
    if not any(isinstance(handler, _Lines) for handler in log.handlers):
        log.addHandler(_Lines(logging.WARNING))


def fail(message: str) -> None:
    """One clear line about what went wrong."""
    console.print(f"[red]gouji:[/red] {escape(message)}", highlight=False)


@contextmanager
def interruptible() -> Iterator[None]:
    """Tells in one line what an interrupt from the keyboard means."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise GoujiError("interrupted; nothing was published, what was read stays: run again to go on") from error


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar that moves by one with each call of what comes out; nothing where nobody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)


@contextmanager
def working(title: str) -> Iterator[None]:
    """A sign of life while something without steps goes on."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task(title, total=None)
        yield


def keep(error: Exception) -> str:
    """Writes the whole story of an unexpected error to a file; out comes where it is."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="gouji-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exception(error, file=log)
    return f"a fault of gouji; please report it with {log.name}"
