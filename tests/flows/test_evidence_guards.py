"""Pictures of what is hostile, absent or kept, and the command that shows a slot."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.document import DOCX, HTML, PDF, TEXT, XLSX
from flows.evidence import fonts
from flows.evidence.picture import NoPictureError, Wanted, opened
from flows.evidence.pictures import Pictures, picture, pictures
from flows.settings import Settings
from tests.flows.conftest import SAMPLES
from tests.flows.marked import SHARED, SLOT, assert_marked, document, fact_of, wanted_of
from tests.typed import gouji


@pytest.fixture(scope="module")
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pictures]:
    settings = Settings(home=tmp_path_factory.mktemp("evidence") / "none", document_seconds=20)
    with pictures(settings) as made:
        yield made


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pictures]:
    """Gives a document ten seconds."""
    settings = Settings(home=tmp_path_factory.mktemp("hasty") / "none", document_seconds=10)
    with pictures(settings) as made:
        yield made


@pytest.mark.parametrize(
    ("media_type", "locator"),
    [
        (PDF, "line=1;column=1"),
        (PDF, "page=999;box=1.0,1.0,2.0,2.0"),
        (PDF, "page=1;box=1.0,1.0"),
        (HTML, "path=/html/body[1]/p[77]"),
        (HTML, "sheet=1;cell=A1"),
        (DOCX, "table=1;row=900;cell=1"),
        (DOCX, "paragraph=x"),
        (XLSX, "sheet=9;cell=A1"),
        (TEXT, "line=99999;column=1"),
        ("image/unheard-of", "page=1"),
    ],
)
def test_a_place_that_is_none_is_one_line(drawer: Pictures, media_type: str, locator: str) -> None:
    names = {PDF: "jiangnan_jyj_2023.pdf", HTML: "jiangnan_swj_2021.html", DOCX: "jiangnan_jyj_2022.docx"}
    names |= {XLSX: "shenyang_gxj_2020.xlsx", TEXT: "ankang_gxj_2018.txt"}
    data = (SAMPLES / names.get(media_type, "ankang_gxj_2018.txt")).read_bytes()
    with pytest.raises(NoPictureError) as raised:
        drawer.of(Wanted(data, media_type, locator))
    assert len(str(raised.value).splitlines()) == 1


HOSTILE = ["bigimage.pdf", "bigmediabox.pdf", "flate2_bomb.pdf", "form_loop.pdf", "tree_loop.pdf", "grid145.pdf"]
HOSTILE_PLACES = {
    **dict.fromkeys(HOSTILE, "page=1;box=10.0,10.0,60.0,30.0"),
    "colspan.html": "path=/html/body[1]/table[1]/tbody[1]/tr[1]/td[1]",
    "nest_div.html": "path=/html/body[1]/div[1]",
    "billion_laughs.docx": "paragraph=1",
    "xxe.docx": "paragraph=1",
}


@pytest.mark.parametrize("name", HOSTILE_PLACES)
def test_a_hostile_document_costs_a_line_at_most(hasty: Pictures, name: str) -> None:
    hostile = document(SHARED / "hostile" / name)
    try:
        drawn = hasty.of(Wanted(hostile.data, hostile.media_type, HOSTILE_PLACES[name]))
    except NoPictureError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert len(drawn.png) < 10_000_000
    assert_marked(hasty.of(wanted_of(SAMPLES / "jiangnan_jyj_2023.pdf")))


def test_a_picture_is_kept_at_home_and_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = wanted_of(SAMPLES / "jiangnan_jyj_2023.pdf")
    settings = Settings(home=tmp_path)
    asked = {"data": wanted.data, "media_type": PDF, "locator": wanted.locator, "settings": settings}
    first = picture(**asked)
    (kept,) = (tmp_path / "evidence").rglob("*.png")
    assert kept.read_bytes() == first
    monkeypatch.setattr(Pictures, "_drawn", lambda *_: pytest.fail("it was drawn again"))
    assert picture(**asked) == first
    kept.write_bytes(first[:100])
    monkeypatch.undo()
    assert picture(**asked) == first
    assert kept.read_bytes() == first


def test_a_home_that_is_not_there_is_not_made_for_a_picture(tmp_path: Path) -> None:
    wanted = wanted_of(SAMPLES / "ankang_gxj_2018.txt", "statistics/disclosed/value")
    assert picture(wanted.data, TEXT, wanted.locator, settings=Settings(home=tmp_path / "none"))
    assert list(tmp_path.iterdir()) == []


def test_a_font_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.font.cache_clear()
    fonts.font_file.cache_clear()
    monkeypatch.setattr(fonts, "_listed", lambda: iter(()))
    with pytest.raises(NoPictureError, match="install the Debian package fonts-noto-cjk"):
        fonts.font(20)
    monkeypatch.setenv("GOUJI_FONT", "/nowhere/font.ttf")
    with pytest.raises(NoPictureError, match="GOUJI_FONT is no file"):
        fonts.font(20)
    monkeypatch.undo()
    assert fonts.font(20).getlength(base64.b64decode("5Lqa").decode()) > 0


@pytest.mark.slow
def test_show_tells_and_draws_a_slot(tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    path = SAMPLES / "jiangnan_jyj_2023.pdf"
    fact = fact_of(document(path))
    done = gouji("show", path, "--slot", SLOT, "--image", target, "--home", tmp_path / "home")
    assert (done.returncode, done.stderr) == (0, "")
    for told in (fact.printed, fact.method, fact.state, fact.locator, "page ", str(target)):
        assert told in done.stdout
    assert_marked(opened(target.read_bytes()))
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--slot", "requests/grunted/total"), 2, "perhaps requests/granted/total"),
        (("--slot", "nothing"), 2, "write it table/row/column"),
        (("--image", "out.png"), 2, "name it with --slot"),
        (("--slot", SLOT, "--whole-page"), 2, "name its file with --image"),
        (("--slot", SLOT, "--image", "out.jpg"), 2, "end in .png"),
        (("--slot", SLOT, "--image", "nowhere/out.png"), 2, "there is no folder"),
        (("--slot", SLOT), 1, "nothing was found for requests/granted/total; the tables found are statistics"),
    ],
)
def test_what_cannot_be_shown_is_one_line(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = gouji("show", SAMPLES / "ankang_gxj_2018.txt", *arguments, "--home", tmp_path)
    assert done.returncode == code
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert said in line
