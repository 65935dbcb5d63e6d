"""Old Word, rich text and OpenDocument: which is which, the way through LibreOffice, and what happens without it."""

import os
import stat
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from extractors import office
from extractors.document import (
    DOC,
    LOCKED,
    ODS,
    ODT,
    OLE,
    RTF,
    UNKNOWN,
    XLS,
    ZIP,
    Document,
    DocumentError,
    media_type_of,
)
from extractors.extract import extract
from extractors.office import Source
from tests.printed import EXAMPLES

needs_office = pytest.mark.skipif(not office.is_installed(), reason="LibreOffice is not installed")
needs_examples = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not at hand")

RICH = rb"{\rtf1\ansi{\trowd\cellx2000\cellx4000\intbl left\cell right\cell\row}\pard plain\par}"


def packed(members, stored=()):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, text, compress_type=how)
    return target.getvalue()


def ole(*streams, word=b""):
    """An OLE storage of four sectors with streams at its root."""
    none = 0xFFFFFFFF
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[76:512] = b"".join(n.to_bytes(4, "little") for n in (0, *[none] * 108))
    table = b"".join(n.to_bytes(4, "little") for n in (0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *[none] * 125))
    entries = [entry("Root Entry", child=1 if streams else none)]
    entries += [entry(name, right=n + 1 if n < len(streams) else none) for n, name in enumerate(streams, 1)]
    directory = b"".join(entries).ljust(512, b"\0")
    return bytes(header) + table + directory + word.ljust(512, b"\0")


def entry(name, right=0xFFFFFFFF, child=0xFFFFFFFF):
    block = bytearray(128)
    block[: 2 * len(name)] = name.encode("utf-16-le")
    block[64:66] = (2 * len(name) + 2).to_bytes(2, "little")
    for place, number in ((68, 0xFFFFFFFF), (72, right), (76, child), (116, 2)):
        block[place : place + 4] = number.to_bytes(4, "little")
    return bytes(block)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (ole("WordDocument", "1Table"), DOC),
        (ole("1Table", "WordDocument"), DOC),
        (ole("Workbook"), XLS),
        (ole("Book"), XLS),
        (ole("EncryptedPackage", "EncryptionInfo"), LOCKED),
        (ole("WordDocument", word=b"\xec\xa5" + bytes(8) + b"\x00\x01"), LOCKED),
        (ole("PowerPoint Document"), OLE),
        (ole(), OLE),
        (ole("WordDocument")[:700], OLE),
        (ole("WordDocument")[:100], OLE),
        (RICH, RTF),
        (packed({"mimetype": ODT, "content.xml": "<x/>"}, stored=["mimetype"]), ODT),
        (packed({"mimetype": ODS + "-template"}, stored=["mimetype"]), ODS),
        (packed({"mimetype": "application/epub+zip"}, stored=["mimetype"]), UNKNOWN),
        (packed({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), UNKNOWN),
        (packed({"OFD.xml": ""}), UNKNOWN),
        (packed({"report.html": "<p>", "report.doc": "x"}), ZIP),
        (packed({"report.html": "<p>"})[:-30], ZIP),
    ],
)
def test_content_tells_the_format(data: bytes, media_type: str) -> None:
    assert media_type_of(data) == media_type


def test_a_directory_that_runs_in_circles_ends() -> None:
    data = bytearray(ole("WordDocument"))
    data[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    data[1024 + 128 + 72 : 1024 + 128 + 76] = (1).to_bytes(4, "little")
    assert media_type_of(bytes(data)) == DOC


def test_a_locked_file_is_one_clear_line() -> None:
    with pytest.raises(DocumentError, match="asks for a password") as raised:
        extract(Document("a.docx", ole("EncryptedPackage")))
    assert raised.value.kind == "encrypted"


def test_a_locked_open_document_is_one_clear_line(fake: Path) -> None:
    manifest = "<manifest:encryption-data/>"
    locked = packed({"mimetype": ODT, "META-INF/manifest.xml": manifest}, stored=["mimetype"])
    with pytest.raises(DocumentError, match="asks for a password") as raised:
        extract(Document("a.odt", locked))
    assert raised.value.kind == "encrypted"


def test_a_packed_bomb_never_reaches_libreoffice(fake: Path) -> None:
    bomb = packed({"mimetype": ODT, "content.xml": b"0" * 70 * 1024**2}, stored=["mimetype"])
    started = time.monotonic()
    with pytest.raises(DocumentError) as raised:
        extract(Document("a.odt", bomb))
    assert raised.value.kind == "too_large"
    assert time.monotonic() - started < 5
    assert not fake.with_name("calls").exists()


FAKE = """#!{python}
import pathlib, sys, time
here = pathlib.Path(__file__)
if "--version" in sys.argv:
    print("LibreOffice 99.1 made up")
    raise SystemExit
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
with here.with_name("calls").open("a") as calls:
    calls.write(" ".join(sys.argv[sys.argv.index("--outdir") + 2 :]) + "\\n")
if not here.with_name("started").exists():
    here.with_name("started").touch()
    raise SystemExit(81)
out.mkdir(exist_ok=True)
for name in sys.argv[sys.argv.index("--outdir") + 2 :]:
    text = pathlib.Path(name).read_bytes()
    if b"crash" in text:
        raise SystemExit(139)
    if b"hang" in text:
        time.sleep(600)
    if b"refuse" not in text:
        out.joinpath(name).with_suffix(".docx").write_bytes(b"docx of " + text)
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of LibreOffice that does what a document says."""
    program = tmp_path / "soffice"
    program.write_text(FAKE.format(python=sys.executable))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("GOUJI_SOFFICE", str(program))
    return program


def rich(word: str) -> Source:
    return Source(RTF, rb"{\rtf1 " + word.encode() + b"}")


def docx_of(word: str) -> bytes:
    return b"docx of " + rich(word).data


def test_the_version_is_asked_once_and_a_new_profile_is_started_twice(fake: Path) -> None:
    assert office.program() == office.Program(fake, "LibreOffice 99.1")
    assert office.to_docx(rich("a")) == docx_of("a")
    assert fake.with_name("calls").read_text() == "000000.rtf\n000000.rtf\n"


def test_a_bad_document_does_not_spoil_its_batch(fake: Path) -> None:
    words = ["a", "refuse", "crash", "b", "c", "crash", "d"]
    made = office.convert([rich(word) for word in words], seconds=30)
    assert made == [docx_of(word) if word in "abcd" else None for word in words]


def test_what_is_converted_when_the_time_is_up_is_kept(fake: Path) -> None:
    started = time.monotonic()
    made = office.convert([rich(word) for word in ("a", "hang", "b")], seconds=2)
    assert made == [docx_of("a"), None, None]
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(("word", "kind"), [("refuse", "damaged"), ("crash", "crashed"), ("hang", "timeout")])
def test_each_failure_alone_is_one_clear_line(fake: Path, word: str, kind: str) -> None:
    with pytest.raises(DocumentError, match="LibreOffice") as raised:
        office.to_docx(rich(word), seconds=1.5)
    assert raised.value.kind == kind
    assert "\n" not in raised.value.message


def test_the_group_of_a_hanging_call_is_ended(fake: Path, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    fake.write_text(
        f"#!/bin/sh\ncase $* in *--version*) echo LibreOffice 1;; *) sleep 571 & echo $! > {inner}; wait;; esac\n"
    )
    with pytest.raises(DocumentError, match="longer than 1 seconds"):
        office.to_docx(rich("a"), seconds=1)
    state = subprocess.run(["ps", "-o", "stat=", "-p", inner.read_text()], capture_output=True, text=True).stdout
    assert state.strip() in ("", "Z")


def test_nothing_is_left_behind(fake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))
    office.convert([rich("a"), rich("crash")], seconds=30)
    assert list(work.iterdir()) == []


def test_without_libreoffice_the_packages_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GOUJI_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not office.is_installed()
    with pytest.raises(DocumentError, match="libreoffice-writer libreoffice-calc") as raised:
        extract(Document("a.rtf", RICH))
    assert raised.value.kind == "no_converter"


def test_a_named_program_that_does_not_run_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOUJI_SOFFICE", str(tmp_path / "nothing"))
    with pytest.raises(DocumentError, match="nothing' does not run"):
        office.program()


@needs_office
def test_libreoffice_converts_for_real_and_fetches_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("never read this")
    link = rb"{\rtf1 before {\field{\*\fldinst INCLUDETEXT " + os.fsencode(secret) + rb"}{\fldrslt shown}} after}"
    made = office.convert([Source(RTF, RICH), Source(RTF, link)], seconds=60)
    texts = [zipfile.ZipFile(BytesIO(each or b"")).read("word/document.xml") for each in made]
    assert b"<w:tbl>" in texts[0]
    assert b"left" in texts[0]
    assert b"never read this" not in texts[1]


@needs_office
@needs_examples
def test_a_batch_gives_what_single_calls_give() -> None:
    paths = [EXAMPLES / f"shenyang_gxj_2020__office.{ending}" for ending in ("doc", "odt", "rtf")]
    documents = [Document(path.name, path.read_bytes()) for path in paths]
    broken = Source(DOC, documents[0].data[:30000])
    made = office.convert([broken, *(Source(each.media_type, each.data) for each in documents)], seconds=60)
    assert made[0] is None
    for document, converted in zip(documents, made[1:], strict=True):
        assert converted is not None
        together = extract(Document(document.name, document.data, converted=converted))
        assert together == extract(document)
        assert len(together.facts) == 198


@needs_office
@needs_examples
@pytest.mark.parametrize(("first", "last", "says"), [(0, 30000, "cut off"), (512, 1024, "cannot open it")])
def test_a_broken_word_file_is_one_clear_line(first: int, last: int, says: str) -> None:
    data = (EXAMPLES / "shenyang_gxj_2020__office.doc").read_bytes()
    broken = data[:last] if not first else data[:first] + bytes(len(data[first:last])) + data[last:]
    with pytest.raises(DocumentError, match=says) as raised:
        extract(Document("a.doc", broken))
    assert raised.value.kind == "damaged"
