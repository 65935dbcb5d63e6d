"""Alerts: a run that finds new breaches of what the law mandates tells it once; those known before stay quiet."""

from __future__ import annotations

import asyncio
import inspect
import logging
import re
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from prefect.artifacts import create_table_artifact
from prefect.blocks.abstract import NotificationBlock
from prefect.blocks.core import Block
from prefect.client.orchestration import get_client
from prefect.events import emit_event
from prefect.events.filters import EventFilter, EventIDFilter

from flows.outcome import BROKEN_MANDATES, NEW, read_findings
from flows.settings import Settings

_log = logging.getLogger("gouji.alerts")

EVENT = "gouji.breaches.new"
ARTIFACT = "new-breaches"
_TOLD, _NAMED = 200, 10
"""How many breaches the event and the artifact carry, and how many a message names."""
_LONGEST_WAIT, _BETWEEN = 5.0, 0.1
_ADDRESS = re.compile(r"\w+://\S+")


def alert(settings: Settings) -> int:
    """Tells of the breaches that the release just published has for the first time; out comes how many there are.

    Nothing that goes wrong on the way fails the run: the breaches are published by now.
    """
    breaches = read_findings(settings.published_warehouse, _TOLD, where=f"{BROKEN_MANDATES} and {NEW}")
    if not breaches:
        return 0
    report = settings.quality_report.as_uri()
    _emit(settings, breaches, report)
    create_table_artifact(
        breaches, key=ARTIFACT, description="Mandated totals that do not add up, seen first by this run"
    )
    if settings.alert_block:
        _notify(settings.alert_block, _subject(breaches), _body(breaches, report))
    return len(breaches)


def _emit(settings: Settings, breaches: Sequence[dict[str, Any]], report: str) -> None:
    """One event for all new breaches, known to the server when this returns, for a temporary one ends soon after."""
    resource = {"prefect.resource.id": f"gouji.home.{settings.home}", "prefect.resource.name": settings.home.name}
    payload = {"count": len(breaches), "report": report, "breaches": list(breaches)}
    event = emit_event(event=EVENT, resource=resource, payload=payload)
    if event is not None and not _is_stored(event.id):
        _log.warning("the workflow server did not confirm the event %s in time", EVENT)


def _is_stored(event_id: UUID) -> bool:
    """Whether the server has the event; waits some seconds for it."""
    wanted = EventFilter(id=EventIDFilter(id=[event_id]))
    deadline = time.monotonic() + _LONGEST_WAIT
    with get_client(sync_client=True) as client:
        while time.monotonic() < deadline:
            if client.read_events(filter=wanted, limit=1).events:
                return True
            time.sleep(_BETWEEN)
    return False


def _notify(name: str, subject: str, body: str) -> None:
    """Calls a notification block by its name, as `slack-webhook/name`; a failure is one line without its address."""
    try:
        block = Block.load(name)
        if not isinstance(block, NotificationBlock):
            raise TypeError("it is no notification block")
        with block.raise_on_failure():
            done: object = block.notify(body, subject)
            if inspect.iscoroutine(done):
                asyncio.run(done)
    except Exception as error:  # blocks are other people's code, and what they raise is theirs
        said = _ADDRESS.sub("…", str(error).strip().splitlines()[0] if str(error).strip() else "")
        _log.warning("the notification block %s could not be called: %s %s", name, type(error).__name__, said)


def _subject(breaches: Sequence[dict[str, Any]]) -> str:
    """What has happened, as one line."""
    count = f"{len(breaches)} or more" if len(breaches) == _TOLD else str(len(breaches))
    return f"gouji: {count} new breaches of mandated totals"


def _body(breaches: Sequence[dict[str, Any]], report: str) -> str:
    """The first breaches, a line each, and where all of them are."""
    place = "{agency_name} {year} {identity} ({instance}): {actual}, not {expected}"
    lines = [place.format(**row) for row in breaches[:_NAMED]]
    more = [f"and {len(breaches) - _NAMED} more"] if len(breaches) > _NAMED else []
    return "\n".join([*lines, *more, report])
