"""Taking back a wrong ingest: the document leaves the next publication, and it stays written down that it was there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.errors import UsageError
from flows.landing import landed_path, quarantine
from flows.runs import Run
from flows.warehouse import KnownDocument, Warehouse

_SHORTEST_ID = 6
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of the document that was named."""

    document: KnownDocument
    before: bool
    """Whether it had been forgotten already."""
    quarantined: Path | None = None
    """Where its bytes are now; null when they were gone."""


def forget(run: Run, warehouse: Warehouse, named: str, reason: str) -> Forgotten:
    """Takes a document back by id, beginning of its id, name or path; raises UsageError unless one is meant.

    What was read in it stays in the raw tables, which only grow; its bytes move to the quarantine.
    """
    document = _meant(warehouse.known(_prefix(named), named, _sha256(Path(named))), named, run)
    if document.is_forgotten:
        return Forgotten(document, before=True)
    warehouse.forget(run, document.document_id, document.name, reason)
    return Forgotten(document, before=False, quarantined=_put_aside(run, document, reason))


def _meant(found: Sequence[KnownDocument], named: str, run: Run) -> KnownDocument:
    """The one document that counts, else the one that is forgotten; raises UsageError for none or several."""
    counting = [document for document in found if not document.is_forgotten] or found
    if not counting:
        raise UsageError(f"no document of the id, name or path {named} is landed in {run.settings.home}")
    if len(counting) > 1:
        choice = ", ".join(f"{document.document_id[:12]} ({document.uri})" for document in counting[:_SHOWN])
        more = f" and {len(counting) - _SHOWN} more" if len(counting) > _SHOWN else ""
        raise UsageError(f"{named} may be {len(counting)} documents; name one by its id: {choice}{more}")
    return counting[0]


def _prefix(named: str) -> str:
    """The beginning of an id, or what no id begins with."""
    return named if re.fullmatch(f"[0-9a-f]{{{_SHORTEST_ID},64}}", named) else "-"


def _sha256(path: Path) -> str:
    """The id that the bytes of a file have; nothing where there is no such file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put_aside(run: Run, document: KnownDocument, reason: str) -> Path | None:
    """Moves the bytes from the landing store to the quarantine; null where they are not there any more."""
    landed = landed_path(run.settings.landing, document.document_id)
    if not landed.is_file():
        return None
    said = f"forgotten: {reason or 'no reason given'}"
    copy = quarantine(landed, run.settings.quarantine, name=document.name, reason=said)
    landed.unlink()
    return copy
