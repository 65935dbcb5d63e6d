"""A pool of worker processes in which one task can hang, eat all memory or die, and costs only itself."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TooLate
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pebble import ProcessExpired, ProcessPool

from flows.alarm import RANG, limited
from flows.parent import die_with_parent

Task = TypeVar("Task")
Result = TypeVar("Result")

_OUT_OF_MEMORY = 77
_GRACE = 5.0
"""Seconds after which the parent ends a process that its own alarm has not ended."""
_TASKS_A_WORKER = 500
"""A worker is replaced after so many tasks, so that what a parser leaks stays bounded."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may cost."""

    workers: int
    seconds: float
    memory: int
    """Address space of its process in bytes."""
    longest: float = 0.0
    """Seconds with all that a task is given while it runs (`flows.alarm.allow`); no more than `seconds` when 0."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that did not come back with a result."""

    kind: Literal["timeout", "too_large", "crashed"]
    message: str
    cause: BaseException | None = None
    """What a task raised, else nothing."""


class GuardedPool:
    """Runs tasks in guarded processes; made by `guarded_pool`."""

    def __init__(self, pool: ProcessPool, limits: Limits) -> None:
        """Takes a pool that is running."""
        self._pool, self._limits = pool, limits

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Failure]]:
        """Each task with what came of it, in the order of the tasks; never raises for what happens in a worker."""
        longest = max(self._limits.seconds, self._limits.longest)
        guarded = _Guarded(function, self._limits.seconds, longest)
        started = [(task, self._pool.schedule(guarded, args=[task], timeout=longest + _GRACE)) for task in tasks]
        for task, future in started:
            try:
                yield task, future.result()
            except TooLate:
                yield task, self._too_late()
            except ProcessExpired as death:
                yield task, self._death(death)
            except Exception as error:  # whatever a task raises must not end the run
                yield task, Failure("crashed", f"reading it failed: {type(error).__name__}: {_line(error)}", error)

    def _too_late(self) -> Failure:
        """A task that took too long."""
        more = f", or {self._limits.longest:g} with its pictures" if self._limits.longest else ""
        return Failure("timeout", f"reading it took longer than {self._limits.seconds:g} seconds{more}; leave it out")

    def _death(self, death: ProcessExpired) -> Failure:
        """Why a worker is gone."""
        if death.exitcode == RANG:
            return self._too_late()
        if death.exitcode == _OUT_OF_MEMORY:
            size = self._limits.memory // 1024**2
            return Failure(
                "too_large", f"reading it needs more than {size} MiB of memory; it may be a packed bomb, leave it out"
            )
        return Failure(
            "crashed", f"the process that read it died ({_exit_name(death.exitcode)}); fetch it again or leave it out"
        )


@dataclass(frozen=True, slots=True)
class _Guarded(Generic[Task, Result]):
    """A function that ends its process when its time is over, or when memory runs out.

    What is left of a process without memory cannot be trusted with a next task.
    """

    function: Callable[[Task], Result]
    seconds: float
    longest: float

    def __call__(self, task: Task) -> Result:
        """The result of the function; raises what it raises."""
        try:
            with limited(self.seconds, self.longest):
                return self.function(task)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)


@contextmanager
def guarded_pool(limits: Limits, preload: str) -> Iterator[GuardedPool]:
    """A pool whose workers have imported the module `preload` once and for all; its processes end with the block."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    pool = ProcessPool(
        max_workers=limits.workers,
        max_tasks=_TASKS_A_WORKER,
        initializer=_confine,
        initargs=[limits.memory],
        context=context,
    )
    try:
        yield GuardedPool(pool, limits)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _confine(memory: int) -> None:
    """Limits this process and makes it end with its parent; runs once in each worker."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    _silence()


def _silence() -> None:
    """Parsers in C write to the terminal behind Python's back; their words would stand in the middle of ours."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _line(error: Exception) -> str:
    """The first line of an error, cut to a readable length."""
    return (str(error).splitlines() or [""])[0][:200]


def _exit_name(exitcode: int | None) -> str:
    """The signal or the number with which a process ended."""
    if exitcode is not None and exitcode < 0:
        return signal.Signals(-exitcode).name
    return f"exit code {exitcode}"
