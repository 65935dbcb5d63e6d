"""Alerts as an operator meets them: a run with its own server, a webhook on this machine, the block that calls it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.flows.conftest import ROOT
from tests.typed import environment, gouji

Published = tuple[Path, "subprocess.CompletedProcess[str]"]
EXAMPLES = ROOT / "tests" / "examples" / "2021"
FIRST = EXAMPLES / "jiangnan_lyj_2022__breaks_disputes_sum.txt"
SECOND = EXAMPLES / "jiangnan_rsj_2022__breaks_requests_balance.txt"
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
def test_new_breaches_are_told_once_and_a_failing_webhook_fails_no_run(
    published: Published, tmp_path: Path, webhook: Webhook
) -> None:
    """A home of published reports with breaches, into which one broken report comes after another."""
    home = tmp_path / "home"
    shutil.copytree(published[0], home)
    save_block(home, webhook)
    told = {"GOUJI_ALERT_BLOCK": "custom-webhook/ops"}
    before = [("gouji.breaches.new", 2)]
    assert (events(home), artifacts(home)) == (before, 1)

    webhook.answer = 500
    failing = gouji("run", FIRST, "--home", home, **told)
    assert failing.returncode == 0, failing.stderr
    lines = failing.stderr.splitlines()
    assert len(lines) == 1 and "the notification block custom-webhook/ops could not be called" in lines[0]
    assert "secret-path" not in failing.stderr
    assert [message["title"] for message in webhook.heard] == ["gouji: 1 new breaches of mandated totals"]
    assert (events(home), artifacts(home)) == ([*before, ("gouji.breaches.new", 1)], 2)

    webhook.answer = 200
    second = gouji("run", SECOND, "--home", home, **told)
    assert (second.returncode, second.stderr) == (0, "")
    assert "requests_balance" in webhook.heard[1]["text"] and "disputes_sum" not in webhook.heard[1]["text"]
    assert len(webhook.heard) == 2
    assert len(events(home)) == artifacts(home) == 3
