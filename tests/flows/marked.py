"""Places of sample documents, and whether a picture has a mark over print."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from extractors.document import Document
from extractors.extract import extract
from extractors.records import Fact
from flows.evidence.picture import Picture, Wanted
from tests.flows.conftest import ROOT

SHARED = ROOT.parent / "shared"
SLOT = "requests/granted/total"
RED = (214, 0, 28)


def document(path: Path) -> Document:
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    return Document(path.name, path.read_bytes())


def fact_of(read: Document, slot: str = SLOT) -> Fact:
    return next(fact for fact in extract(read).facts if fact.slot == slot)


def wanted_of(path: Path, slot: str = SLOT, *, whole_page: bool = False) -> Wanted:
    read = document(path)
    fact = fact_of(read, slot)
    return Wanted(read.data, read.media_type, fact.locator, fact.printed, whole_page)


def image_of(drawn: Picture) -> Image.Image:
    return Image.open(io.BytesIO(drawn.png)).convert("RGB")


def assert_marked(drawn: Picture) -> None:
    """The mark is a red frame with some ink inside, and not the whole picture."""
    image = image_of(drawn)
    left, top, right, bottom = drawn.mark
    assert 0 <= left < right < image.width
    assert 0 <= top < bottom < image.height
    assert (right - left) * (bottom - top) < image.width * image.height / 4
    for corner in ((left, top), (right, top), (left, bottom), (right, bottom)):
        assert distance(image.getpixel(corner), RED) < 60
    inside = image.crop((left + 4, top + 4, right - 4, bottom - 4)).convert("L")
    assert inside.getextrema()[0] < 110, "nothing is printed inside the mark"


def distance(one: object, other: tuple[int, int, int]) -> int:
    assert isinstance(one, tuple)
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
