"""A Prefect server for the time of one run, when none is named: it starts at once and dies with the run.

Prefect's own temporary server starts only when the flow does, survives a run that is killed, and writes its troubles
over the screen. This one boots on the other core while the run imports what it needs.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from flows.errors import GoujiError
from flows.parent import die_with_parent
from flows.settings import Settings

_LONGEST_START = 180.0
_ENVIRONMENT = {
    "PREFECT_UI_ENABLED": "0",
    "PREFECT_SERVER_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "0.2",  # it ends with the run: no event may wait long
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
}


@dataclass(frozen=True, slots=True)
class TemporaryServer:
    """A server process and the address under which it will answer."""

    process: subprocess.Popen[str]
    api_url: str
    log: str

    def wait(self) -> None:
        """Returns when the server answers; raises GoujiError when it does not come up."""
        deadline = time.monotonic() + _LONGEST_START
        while not answers(self.api_url):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise GoujiError(f"the workflow server did not start; see {self.log}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends the server at once; its database takes no harm."""
        self.process.kill()
        self.process.wait()


def start_temporary_server(settings: Settings) -> TemporaryServer:
    """Starts a server on a free port of this machine with its database in the home folder; does not wait for it."""
    settings.logs.mkdir(parents=True, exist_ok=True)
    log = settings.logs / "prefect-server.log"
    with log.open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.temporary_server", str(os.getpid())],
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    port = process.stdout.readline().strip() if process.stdout else ""
    if not port:
        raise GoujiError(f"the workflow server did not start; see {log}")
    return TemporaryServer(process, f"http://127.0.0.1:{port}/api", str(log))


def answers(api_url: str) -> bool:
    """Whether the server is ready."""
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _serve(parent: int) -> None:
    """Serves until killed; writes the port to standard output before anything slow is done."""
    die_with_parent()
    if os.getppid() != parent:
        return
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        os.dup2(2, 1)
        import uvicorn

        application = "prefect.server.api.server:create_app"
        config = uvicorn.Config(application, factory=True, log_level="error", lifespan="on")
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
