"""The nightly deployment on a real server and a real worker, from the installed packages, on this machine alone."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.flows.conftest import ROOT, SAMPLES
from tests.typed import environment

pytestmark = pytest.mark.slow
PREFECT = str(Path(sys.executable).with_name("prefect"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def background(arguments: list[str], log: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process of our own with all its children, ended with the block."""
    with log.open("wb") as file:
        process = subprocess.Popen(arguments, stdout=file, stderr=file, env=env, cwd=log.parent, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not come up")


def prefect(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([PREFECT, *arguments], env=env, capture_output=True, text=True, cwd=ROOT, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def env(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A server and a worker with a home of their own, and the environment that leads to them."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    own = {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "GOUJI_HOME": str(tmp_path / "home"),
        "GOUJI_ALERT_BLOCK": "slack-webhook/nobody",
    }
    everything = environment(own)
    serve = [PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with background(serve, tmp_path / "server.log", everything) as server:
        wait_for(f"{url}/health", server)
        prefect(everything, "work-pool", "create", "gouji", "--type", "process")
        with background([PREFECT, "worker", "start", "--pool", "gouji"], tmp_path / "worker.log", everything):
            yield everything


ASK = """
import asyncio, json
from prefect import get_client

async def main():
    async with get_client() as client:
        runs = await client.read_flow_runs()
        tasks = await client.read_task_runs()
        artifacts = await client.read_artifacts()
        deployment = await client.read_deployment_by_name("annual-reports/nightly")
        print(json.dumps({
            "states": [run.state_type.value for run in runs],
            "tasks": sorted(task.name.rsplit("-", 1)[0] for task in tasks),
            "task_states": sorted({task.state_type.value for task in tasks}),
            "artifacts": {artifact.key: str(artifact.data) for artifact in artifacts},
            "warnings": [log.message for log in await client.read_logs() if log.name == "gouji.alerts"],
            "schedules": [str(schedule.schedule.cron) for schedule in deployment.schedules],
        }))

asyncio.run(main())
"""


def test_the_nightly_deployment_runs_to_the_end(env: dict[str, str], tmp_path: Path) -> None:
    prefect(env, "--no-prompt", "deploy", "--all", "--prefect-file", "deploy/prefect.yaml")
    prefect(env, "deployment", "run", "annual-reports/nightly", "--param", f'paths=["{SAMPLES}"]', "--watch")
    asked = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True)
    told = json.loads(asked.stdout)
    assert set(told["states"]) == {"COMPLETED", "SCHEDULED"}  # ours, and the coming nights
    assert told["states"].count("COMPLETED") == 1
    assert told["tasks"] == ["build", "check", "extract", "ingest", "publish"]
    assert told["task_states"] == ["COMPLETED"]
    assert told["schedules"] == ["30 2 * * *"]
    assert "rules_need_power" in told["artifacts"]["findings"]
    report = tmp_path / "home" / "published" / "quality" / "index.html"
    assert report.as_uri() in told["artifacts"]["quality-report"]
    assert report.is_file()
    (warning,) = told["warnings"]  # a block that is none fails no run
    assert "slack-webhook/nobody could not be called" in warning
    assert os.path.sep not in warning.replace("slack-webhook/nobody", "")
