"""Functions that misbehave in each way known, in a pool that must outlive them."""

import os
import signal
import time
from collections.abc import Iterator

import psutil
import pytest

from flows.alarm import allow, limited
from flows.pool import Failure, GuardedPool, Limits, guarded_pool

LIMITS = Limits(workers=2, seconds=2, memory=1024**3)


def misbehave(how: str) -> str:
    """What a hostile document makes a parser do; the good ones come back."""
    if how == "hang":
        while True:
            pass
    if how == "eat":
        eaten = []  # asked for and never filled: the limit counts, and a busy machine is no slower
        while True:
            eaten.append(bytes(300_000_000))
    if how == "abort":
        os.abort()
    if how == "leave":
        os._exit(3)
    if how == "raise":
        raise KeyError("first line\nsecond line")
    return f"{how} is good"


def take_time(how: str) -> str:
    """What asks for more time while it runs; the patient one comes to an end."""
    for _ in range(5 if how == "patient" else 10_000):
        allow(0.6 if how == "patient" else 3600)
        time.sleep(0.6)
    return f"{how} is good"


@pytest.fixture(scope="module")
def pool() -> Iterator[GuardedPool]:
    with guarded_pool(LIMITS, preload="flows.pool") as running:
        yield running


@pytest.mark.parametrize(
    ("how", "kind", "said"),
    [
        ("hang", "timeout", "longer than 2 seconds"),
        ("eat", "too_large", "more than 1024 MiB of memory"),
        ("abort", "crashed", "SIGABRT"),
        ("leave", "crashed", "exit code 3"),
    ],
)
def test_a_hostile_task_costs_only_itself(pool: GuardedPool, how: str, kind: str, said: str) -> None:
    outcomes = dict(pool.map(misbehave, ["a", how, "b", "c"]))
    failure = outcomes.pop(how)
    assert outcomes == {name: f"{name} is good" for name in "abc"}
    assert isinstance(failure, Failure)
    assert failure.kind == kind
    assert said in failure.message


def test_a_task_may_take_what_it_is_given_and_no_more_than_the_longest() -> None:
    limits = Limits(workers=2, seconds=1, memory=1024**3, longest=4)
    with guarded_pool(limits, preload="flows.pool") as running:
        started = time.monotonic()
        outcomes = dict(running.map(take_time, ["patient", "greedy"])) | dict(running.map(misbehave, ["hang", "a"]))
    late = Failure("timeout", "reading it took longer than 1 seconds, or 4 with its pictures; leave it out")
    assert outcomes == {"patient": "patient is good", "greedy": late, "hang": late, "a": "a is good"}
    assert time.monotonic() - started < 10


def test_time_is_given_only_to_a_task_that_is_limited() -> None:
    allow(5)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    with limited(50, longest=60):
        allow(5)
        assert 50 < signal.getitimer(signal.ITIMER_REAL)[0] <= 55
        allow(500)
        assert 55 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_an_error_is_told_in_one_line_and_kept_whole(pool: GuardedPool) -> None:
    outcome = dict(pool.map(misbehave, ["raise"]))["raise"]
    assert isinstance(outcome, Failure)
    assert "\n" not in outcome.message
    assert isinstance(outcome.cause, KeyError)


def test_outcomes_come_in_the_order_of_the_tasks(pool: GuardedPool) -> None:
    names = [str(number) for number in range(50)]
    assert [name for name, _ in pool.map(misbehave, names)] == names


def test_no_process_is_left_behind() -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with guarded_pool(LIMITS, preload="flows.pool") as running:
        list(running.map(misbehave, ["hang", "a"]))
    deadline = time.monotonic() + 10
    while workers := _workers(before):
        assert time.monotonic() < deadline, workers
        time.sleep(0.1)


def _workers(before: set[int]) -> list[psutil.Process]:
    """The new processes that run our code; the fork server and its tracker stay for the next pool."""
    found = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
    return [child for child in found if child.ppid() != os.getpid()]
