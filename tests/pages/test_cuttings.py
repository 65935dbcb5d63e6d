"""Pictures for the pages: kept, few a run, small, and never a reason to fail."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from flows.evidence.picture import Wanted, marked
from flows.evidence.pictures import Pictures
from flows.landing import land_bytes
from flows.pages.cuttings import Cuttings, Place, cuttings, trimmed
from flows.settings import Settings

TEXT = "收到申请数\n12\n".encode()


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def place_of(settings: Settings, line: int = 2) -> Place:
    document, _ = land_bytes(TEXT, settings.landing)
    return Place(document, f"line={line};column=1", "12")


def test_a_picture_is_drawn_once_and_kept(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with cuttings(home) as cutter:
        first = cutter.of(place_of(home))
    assert first is not None and first.address.startswith("data:image/png;base64,") and not cutter.unfinished

    def never(_: Pictures, wanted: Wanted) -> None:
        raise AssertionError(f"drawn again: {wanted.locator}")

    monkeypatch.setattr(Pictures, "_drawn", never)
    with cuttings(home) as cutter:
        assert cutter.of(place_of(home)) == first


def test_no_more_are_drawn_than_a_run_may(home: Settings) -> None:
    with cuttings(home.model_copy(update={"pictures_per_run": 1})) as cutter:
        assert cutter.of(place_of(home, 2)) is not None and not cutter.unfinished
        assert cutter.of(place_of(home, 1)) is None and cutter.unfinished


def test_what_cannot_be_drawn_fails_nothing(home: Settings) -> None:
    home.home.mkdir()
    with cuttings(home) as cutter:
        assert cutter.of(Place("0" * 64, "page=1;box=1,2,3,4", "")) is None
        document, _ = land_bytes(b"\x00\x01", home.landing)
        assert cutter.of(Place(document, "page=1;box=1,2,3,4", "")) is None
        assert isinstance(cutter, Cuttings) and not cutter.unfinished


@pytest.mark.parametrize("mark", [30, 1500, 2980])
def test_a_tall_picture_is_cut_around_its_mark(mark: int) -> None:
    picture = marked(Image.new("RGB", (600, 3000), "white"), (100, mark - 10, 200, mark + 10))
    with Image.open(io.BytesIO(trimmed(picture))) as part:
        assert part.size == (600, 640)
        assert len(part.convert("RGB").getcolors() or ()) > 1
    small = marked(Image.new("RGB", (600, 300), "white"), (100, 90, 200, 110))
    assert trimmed(small) == small.png
