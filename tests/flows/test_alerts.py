"""Alerts as an operator meets them: a run with its own server, a webhook on this machine, the block that calls it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.flows.conftest import ROOT, SAMPLES
from tests.typed import environment, gouji

BREACHED, SOUND = "jiangnan_swj_2021.html", "shanghai_office_2019.html"
SAVE = """
import sys
from prefect.blocks.notifications import CustomWebhookNotificationBlock as Webhook
Webhook(name="ops", url=sys.argv[1], json_data={"title": "{{subject}}", "text": "{{body}}"}).save("ops")
"""


class Webhook(HTTPServer):
    """Keeps what it is told, and answers with `answer`."""

    heard: list[dict[str, str]]
    answer = 200


class _Handler(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        self.server.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    server = Webhook(("127.0.0.1", 0), _Handler)
    server.heard = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def save_block(home: Path, webhook: Webhook) -> None:
    """What an operator does once: keep the block in the home's own Prefect."""
    (home / "prefect").mkdir(parents=True, exist_ok=True)
    quiet = {
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "150",
        "DO_NOT_TRACK": "1",
    }
    url = f"http://127.0.0.1:{webhook.server_port}/secret-path"
    subprocess.run(
        [sys.executable, "-c", SAVE, url],
        env={**environment(quiet), "PREFECT_HOME": str(home / "prefect")},
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=240,
    )


def events(home: Path) -> list[tuple[str, int]]:
    """The new breaches that events told of, in order."""
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        rows = database.execute(
            "select event, payload from events where event like 'gouji.%' order by occurred"
        ).fetchall()
    return [(event, json.loads(payload)["count"]) for event, payload in rows]


def artifacts(home: Path) -> int:
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        return int(database.execute("select count(*) from artifact where key = 'new-breaches'").fetchone()[0])


@pytest.mark.slow
def test_new_breaches_are_told_once_and_a_failing_webhook_fails_no_run(tmp_path: Path, webhook: Webhook) -> None:
    home = tmp_path / "home"
    save_block(home, webhook)
    told = {"GOUJI_ALERT_BLOCK": "custom-webhook/ops"}

    first = gouji("run", SAMPLES / BREACHED, "--home", home, **told)
    assert first.returncode == 0, first.stderr
    assert [message["title"] for message in webhook.heard] == ["gouji: 2 new breaches of mandated totals"]
    assert "outcomes_sum (natural_person): 40, not 42" in webhook.heard[0]["text"]
    assert (events(home), artifacts(home)) == ([("gouji.breaches.new", 2)], 1)

    again = gouji("run", SAMPLES / SOUND, "--home", home, **told)  # what cannot be assessed is no breach
    assert again.returncode == 0, again.stderr
    assert (len(webhook.heard), events(home), artifacts(home)) == (1, [("gouji.breaches.new", 2)], 1)

    webhook.answer = 500
    (home / "warehouse" / "gouji.duckdb").unlink()
    failing = gouji("run", SAMPLES / BREACHED, "--home", home, **told)
    assert failing.returncode == 0, failing.stderr
    lines = failing.stderr.splitlines()
    assert len(lines) == 1 and "the notification block custom-webhook/ops could not be called" in lines[0]
    assert "secret-path" not in failing.stderr
    assert len(webhook.heard) == 2


@pytest.mark.slow
def test_a_block_that_is_none_is_one_line(tmp_path: Path) -> None:
    done = gouji("run", SAMPLES / BREACHED, "--home", tmp_path / "home", GOUJI_ALERT_BLOCK="slack-webhook/nobody")
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.splitlines()
    assert "slack-webhook/nobody could not be called" in line
    assert os.path.sep not in line.replace("slack-webhook/nobody", "")
