"""Pictures of doubtful cells for the pages: drawn once, kept in the home folder, and few enough a run to wait for."""

from __future__ import annotations

import base64
import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Protocol

from extractors.document import media_type_of
from flows.evidence.picture import NoPictureError, Wanted
from flows.evidence.pictures import Pictures, pictures
from flows.landing import landed_path
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document, and what is printed there."""

    document_id: str
    locator: str
    printed: str


@dataclass(frozen=True, slots=True)
class Cutting:
    """A picture as the address that holds it, and what a reader should know of how it was made."""

    address: str
    remark: str


class Cutter(Protocol):
    """Who makes pictures."""

    unfinished: bool
    """Whether a picture that was asked for is still to be drawn, by a later run."""

    def of(self, place: Place) -> Cutting | None:
        """The picture of a place; null where there is none."""


class NoCuttings:
    """Makes no pictures: what a published file alone allows."""

    unfinished = False

    def of(self, place: Place) -> None:
        """No picture."""


class Cuttings:
    """Made by `cuttings`."""

    def __init__(self, settings: Settings, stack: ExitStack) -> None:
        """Takes the home folder and what closes the programs that draw."""
        self._settings, self._stack = settings, stack
        self._drawer: Pictures | None = None
        self._left = settings.pictures_per_run
        self._until = time.monotonic() + settings.pictures_seconds
        self._given_up: set[str] = set()
        self.unfinished = False

    def of(self, place: Place) -> Cutting | None:
        """The picture of a place, kept or drawn; null when it cannot be drawn, or not in this run any more."""
        if place.document_id in self._given_up:
            return None
        try:
            return self._drawn(place)
        except (NoPictureError, OSError, ValueError, RuntimeError) as error:
            self._given_up.add(place.document_id)
            logging.getLogger("gouji").info("no picture of %s: %s", place.document_id[:12], error)
            return None

    def _drawn(self, place: Place) -> Cutting | None:
        """The picture of a place; raises NoPictureError, and OSError where the document is not there any more."""
        data = landed_path(self._settings.landing, place.document_id).read_bytes()
        wanted = Wanted(data, media_type_of(data), place.locator, place.printed)
        drawer = self._drawer = self._drawer or self._stack.enter_context(pictures(self._settings))
        found = drawer.kept(wanted)
        if found is None:
            if self._left <= 0 or time.monotonic() > self._until:
                self.unfinished = True
                return None
            self._left -= 1
            found = drawer.of(wanted)
        return Cutting("data:image/png;base64," + base64.b64encode(found.png).decode(), found.remark)


@contextmanager
def cuttings(settings: Settings) -> Iterator[Cuttings]:
    """Makes pictures for one run."""
    with ExitStack() as stack:
        yield Cuttings(settings, stack)
