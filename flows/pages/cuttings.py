"""Pictures of doubtful cells for the pages: drawn once, kept in the home folder, and few enough a run to wait for."""

from __future__ import annotations

import base64
import io
import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from extractors.document import media_type_of
from flows.evidence.picture import NoPictureError, Picture, Wanted
from flows.evidence.pictures import Pictures, pictures
from flows.landing import landed_path
from flows.settings import Settings

_TALLEST, _WINDOW = 1100, 640
"""Pixels: a picture may be so tall, and is else cut to so much around its mark."""


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
        return Cutting("data:image/png;base64," + base64.b64encode(trimmed(found)).decode(), found.remark)


def trimmed(picture: Picture) -> bytes:
    """The PNG of a picture; of one that is too tall for a page, the part around its mark."""
    with Image.open(io.BytesIO(picture.png)) as image:
        if image.height <= _TALLEST:
            return picture.png
        middle = (picture.mark[1] + picture.mark[3]) // 2
        top = min(max(middle - _WINDOW // 2, 0), image.height - _WINDOW)
        part = io.BytesIO()
        image.crop((0, top, image.width, top + _WINDOW)).save(part, "PNG", optimize=True)
        return part.getvalue()


@contextmanager
def cuttings(settings: Settings) -> Iterator[Cuttings]:
    """Makes pictures for one run."""
    with ExitStack() as stack:
        yield Cuttings(settings, stack)
