"""Chromium without a screen, spoken to through two pipes: it listens nowhere and ends when the pipes are closed."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_NAMED = "GOUJI_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    # no name is known and every way out leads nowhere
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
)
_CHUNK = 1 << 20
_LARGEST_ANSWER = 256 * 1024 * 1024
_FIRST_FREE = 10
"""Chromium finds its pipes at 3 and 4; ours must not stand there when they are copied."""
_GRACE = 3.0
"""Seconds to end by itself."""


class BrowserError(Exception):
    """The browser is not there, did not answer in time, or died; the message is one clear line."""


class RefusedError(BrowserError):
    """The browser is well, and says that it cannot do what it was asked for."""


def find_chromium() -> Path:
    """The program named in GOUJI_CHROMIUM or found on the PATH; raises BrowserError without one."""
    named = os.environ.get(_NAMED)
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        told = f"{named!r} does not run" if named else "no browser is there"
        raise BrowserError(f"{told}; install the Debian package chromium, or name the program in {_NAMED}")
    return Path(found)


class Chromium:
    """A running browser; made by `chromium()`."""

    def __init__(self, pid: int, write: int, read: int, seconds: float) -> None:
        """Takes the process and our ends of its pipes; a task may take so many seconds."""
        self._pid, self._write, self._read, self._seconds = pid, write, read, seconds
        self._until = 0.0
        self.begin_task()
        self._waiting = b""
        self._calls = 0

    def begin_task(self) -> None:
        """Lets the time of the next task begin."""
        self._until = time.monotonic() + self._seconds

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """What the browser answers to a command of its protocol; raises BrowserError."""
        self._calls += 1
        message = {"id": self._calls, "method": method, "params": parameters}
        self._send(json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        while True:
            answer = json.loads(self._message())
            if answer.get("id") != self._calls:
                continue
            if "error" in answer:
                raise RefusedError(f"the browser cannot do that: {answer['error'].get('message', method)}")
            result: dict[str, Any] = answer["result"]
            return result

    def _send(self, message: bytes) -> None:
        """Writes a message, as fast as the browser takes it; raises BrowserError."""
        while message:
            self._ready([], [self._write])
            try:
                message = message[os.write(self._write, message[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as error:
                raise BrowserError("the browser died over the page") from error

    def _message(self) -> bytes:
        """The next message of the browser; raises BrowserError."""
        pieces = [self._waiting]
        while b"\0" not in pieces[-1]:
            self._ready([self._read], [])
            pieces.append(os.read(self._read, _CHUNK))
            if not pieces[-1] or sum(map(len, pieces)) > _LARGEST_ANSWER:
                raise BrowserError("the browser died over the page")
        message, _, self._waiting = b"".join(pieces).partition(b"\0")
        return message

    def _ready(self, reading: list[int], writing: list[int]) -> None:
        """Waits for a pipe; raises BrowserError when that takes too long."""
        if not any(select.select(reading, writing, [], max(self._until - time.monotonic(), 0))):
            raise BrowserError(f"the browser took longer than {self._seconds:g} seconds over the page")

    def close(self) -> None:
        """Ends the browser and all that belongs to it."""
        os.close(self._write)
        os.close(self._read)
        until = time.monotonic() + _GRACE
        while time.monotonic() < until:
            if os.waitpid(self._pid, os.WNOHANG)[0]:
                self._end_group()
                return
            time.sleep(0.02)
        self._end_group()
        os.waitpid(self._pid, 0)

    def _end_group(self) -> None:
        """Ends what is left of the browser's processes."""
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)


@contextmanager
def chromium(seconds: float) -> Iterator[Chromium]:
    """A browser with a profile that is thrown away; each task of it may take so many seconds; raises BrowserError."""
    program = find_chromium()
    with tempfile.TemporaryDirectory(prefix="gouji-browser-", ignore_cleanup_errors=True) as profile:
        browser = _started(program, profile, seconds)
        try:
            yield browser
        finally:
            browser.close()


def _started(program: Path, profile: str, seconds: float) -> Chromium:
    """The program running, our ends of its pipes in hand; raises BrowserError."""
    command = [str(program), *_OPTIONS, *_rights(), f"--user-data-dir={profile}", "about:blank"]
    its_read, write = _pipe()
    read, its_write = _pipe()
    os.set_blocking(write, False)
    nowhere = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    copies = ((nowhere, 0), (nowhere, 1), (nowhere, 2), (its_read, 3), (its_write, 4))
    actions = [(os.POSIX_SPAWN_DUP2, ours, its) for ours, its in copies]
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    try:
        pid = os.posix_spawn(command[0], command, environment, file_actions=actions, setpgroup=0)
    except OSError as error:
        os.close(write)
        os.close(read)
        raise BrowserError(f"{program} does not start: {error.strerror}") from error
    finally:
        for end in (its_read, its_write, nowhere):
            os.close(end)
    return Chromium(pid, write, read, seconds)


def _rights() -> Iterator[str]:
    """Chromium's own sandbox does not work for root."""
    if os.geteuid() == 0:
        yield "--no-sandbox"


def _pipe() -> tuple[int, int]:
    """The reading and the writing end of a pipe, with high numbers, not inherited."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _FIRST_FREE) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]
