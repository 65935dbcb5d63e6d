"""Archives: each member is a document; what is refused is one row, and costs neither time nor the others."""

import io
import struct
import time
import zipfile
from pathlib import Path

import duckdb
import pytest

from extractors import members as caps
from extractors.document import ZIP, Document, DocumentError, media_type_of
from extractors.extract import extract
from extractors.members import Budget, Refused, members
from extractors.zip_directory import MAX_DIRECTORY
from flows.extract import Counts, extract_batch, readers, waiting_batches
from flows.ingest import Landing, ingest
from flows.runs import Run
from flows.settings import Settings
from flows.warehouse import open_warehouse

MIB = 1024**2


def packed(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return target.getvalue()


def locked(data: bytes) -> bytes:
    """The same archive with the mark of a password on each member."""
    changed = bytearray(data)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(signature)
        while place >= 0:
            changed[place + flags] |= 1
            place = changed.find(signature, place + 1)
    return bytes(changed)


def kinds(data: bytes, budget: Budget | None = None) -> list[tuple[str, str]]:
    found = members(io.BytesIO(data), budget)
    return [(each.name, each.kind if isinstance(each, Refused) else "read") for each in found]


def land(run: Run, *paths: Path, manifest: Path | None = None) -> Landing:
    with open_warehouse(run.settings) as warehouse:
        return ingest(run, warehouse, paths, manifest)


def read(run: Run) -> Counts:
    with open_warehouse(run.settings) as warehouse, readers(run.settings) as pool:
        batches = waiting_batches(run, warehouse)
        return sum((extract_batch(run, warehouse, pool, batch) for batch in batches), Counts())


def rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


def uris(run: Run) -> list[str]:
    return [str(uri) for (uri,) in rows(run.settings, "select uri from raw.documents order by uri")]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_each_member_is_a_document_and_the_archive_is_none(run: Run, inbox: Path) -> None:
    inner = packed(("甲局.txt", "甲局2020年报告".encode()))
    hidden = (("__MACOSX/a.txt", b"x"), (".DS_Store", b"x"), ("b/~$x.docx", b"x"), ("readme.md", b"x"))
    (inbox / "all.zip").write_bytes(packed(("a.txt", b"first"), ("b/c.txt", b"second"), ("in.zip", inner), *hidden))
    assert land(run, inbox) == Landing(new=3)
    assert uris(run) == ["all.zip!/a.txt", "all.zip!/b/c.txt", "all.zip!/in.zip!/甲局.txt"]
    names = rows(run.settings, "select name, bytes from raw.documents order by uri")
    assert names == [("a.txt", 5), ("c.txt", 6), ("甲局.txt", 19)]
    assert land(run, inbox) == Landing(known=3)
    assert read(run).documents == 3


def stated(run: Run) -> list[tuple[object, ...]]:
    query = "select uri, stated_agency, stated_year, part_of, part_no from raw.documents order by uri"
    return rows(run.settings, query)


@pytest.fixture
def manifest(tmp_path: Path, inbox: Path) -> Path:
    """A table beside an archive with an archive in it, to be filled with rows."""
    inner = packed(("甲局.txt", "甲局2020年报告".encode()))
    (inbox / "all.zip").write_bytes(packed(("a.txt", b"first"), ("b/c.txt", b"second"), ("in.zip", inner)))
    return tmp_path / "manifest.csv"


HEAD = "path,agency,year,part_of\n"


def test_a_manifest_names_members_and_only_these_are_landed(run: Run, manifest: Path) -> None:
    rows_of = "inbox/all.zip/in.zip/甲局.txt,甲局,2020,r\ninbox/all.zip!/b/c.txt,乙局,2021,r\n"
    manifest.write_text(HEAD + rows_of)
    assert land(run, manifest=manifest) == Landing(new=2)
    assert stated(run) == [
        ("inbox/all.zip!/b/c.txt", "乙局", 2021, "r", 2),
        ("inbox/all.zip!/in.zip!/甲局.txt", "甲局", 2020, "r", 1),
    ]
    assert land(run, manifest=manifest) == Landing(known=2)


def test_what_is_stated_of_a_member_wins_over_its_archive(run: Run, manifest: Path, inbox: Path) -> None:
    manifest.write_text(HEAD + "inbox/all.zip,丙局,2019,\ninbox/all.zip/a.txt,甲局,2020,\n")
    assert land(run, inbox, manifest=manifest).new == 3
    assert [row[1:3] for row in stated(run)] == [("甲局", 2020), ("丙局", 2019), ("丙局", 2019)]
    assert land(run, inbox, manifest=manifest).skipped == []


def test_members_of_a_folder_given_beside_keep_what_the_manifest_states(run: Run, manifest: Path, inbox: Path) -> None:
    manifest.write_text(HEAD + "inbox/all.zip/a.txt,甲局,2020,\n")
    assert land(run, inbox, manifest=manifest).new == 3
    assert [row[:2] for row in stated(run) if row[1]] == [("inbox/all.zip!/a.txt", "甲局")]


def test_a_member_that_is_not_there_is_said(run: Run, manifest: Path, inbox: Path) -> None:
    (inbox / "plain.txt").write_text("text")
    (inbox / "cut.zip").write_bytes(packed(("c.txt", b"cut"))[:-10])
    named = ("all.zip/x.txt", "all.zip/a.txt", "plain.txt/y.txt", "none.zip/z.txt", "cut.zip/c.txt")
    manifest.write_text(HEAD + "".join(f"inbox/{name},,,\n" for name in named))
    landing = land(run, manifest=manifest)
    assert sorted(landing.skipped) == [
        "inbox/all.zip: there is no x.txt in it; row skipped",
        "inbox/plain.txt: is no archive, so nothing is in it; 1 rows skipped",
        "manifest.csv row 5: there is no file inbox/none.zip/z.txt; row skipped",
    ]
    assert uris(run) == ["inbox/all.zip!/a.txt", "inbox/cut.zip"]
    assert read(run) == Counts(2, 1)


def test_the_same_bytes_in_an_archive_and_beside_it_are_said(run: Run, inbox: Path) -> None:
    (inbox / "all.zip").write_bytes(packed(("a.txt", b"first"), ("b.txt", b"first")))
    (inbox / "c.txt").write_bytes(b"first")
    landing = land(run, inbox)
    assert landing.new == 1
    assert [line.split(":")[0] for line in landing.skipped] == ["all.zip!/b.txt", "c.txt"]


def test_what_is_refused_is_one_row_and_the_others_arrive(run: Run, inbox: Path) -> None:
    bomb = packed(("a.txt", b"good"), ("bomb.txt", b"0" * 30 * MIB))
    (inbox / "bomb.zip").write_bytes(bomb)
    (inbox / "locked.zip").write_bytes(locked(packed(("b.txt", b"secret"))))
    (inbox / "cut.zip").write_bytes(packed(("c.txt", b"cut"))[:-10])
    (inbox / "empty.zip").write_bytes(packed(("folder/", b"")))
    assert land(run, inbox).new == 5
    assert read(run) == Counts(5, 4)
    problems = """
        select name, kind, message from raw.problems join raw.documents using (document_id)
        where name like '%.zip' order by name
    """
    assert rows(run.settings, problems) == [
        ("bomb.zip", "too_large", "bomb.txt: unpacks to more than 64 MiB or 200 times its size"),
        ("cut.zip", "damaged", "the archive: is damaged; fetch it again from where it was published"),
        ("empty.zip", "archive", "an archive without documents; leave it out"),
        ("locked.zip", "encrypted", "b.txt: asks for a password; pack it again without one"),
    ]
    assert uris(run) == ["bomb.zip", "bomb.zip!/a.txt", "cut.zip", "empty.zip", "locked.zip"]


def test_an_archive_in_an_archive_in_an_archive_is_refused() -> None:
    deep = packed(("c.zip", packed(("a.txt", b"x"))))
    assert kinds(packed(("b.zip", deep), ("d.txt", b"y"))) == [("b.zip!/c.zip", "too_large"), ("d.txt", "read")]


def test_office_files_in_an_archive_are_documents(run: Run) -> None:
    word = packed(("word/document.xml", b"<x/>"))
    assert kinds(packed(("a.docx", word))) == [("a.docx", "read")]
    assert media_type_of(packed(("a.docx", word))) == ZIP


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\reports\\..\\a.doc", "reports/a.doc"),
        ("a\nb\x1b[2J.txt", "ab[2J.txt"),
        ("./..", "unnamed"),
        ("x" * 1000 + ".doc", "x" * 196 + ".doc"),
    ],
)
def test_names_are_made_harmless(name: str, clean: str) -> None:
    assert caps.clean_name(zipfile.ZipInfo(name)) == clean


def test_names_of_chinese_windows_are_read() -> None:
    data = packed(("AAAA.txt", b"x")).replace(b"AAAA", "年报".encode("gb18030"))
    assert kinds(data) == [("年报.txt", "read")]


def test_caps_on_members_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(*((f"{n}.txt", bytes([65 + n]) * 600_000) for n in range(6)), method=zipfile.ZIP_STORED)
    assert kinds(data, Budget(members=4))[3:] == [("3.txt", "read"), ("", "too_large")]
    assert kinds(data, Budget(total=1_300_000))[1:] == [("1.txt", "read"), ("2.txt", "too_large"), ("", "too_large")]
    monkeypatch.setattr(caps, "MAX_MEMBER", 500_000)
    assert {kind for _, kind in kinds(data)} == {"too_large"}


def test_a_member_that_lies_about_its_size_is_counted_as_it_is_read() -> None:
    data = bytearray(packed(("bomb.txt", b"0" * 20 * MIB)))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    assert kinds(bytes(data)) in ([("bomb.txt", "too_large")], [("bomb.txt", "damaged")])


def test_an_uncommon_packing_is_refused_unread() -> None:
    assert kinds(packed(("a.txt", b"x" * 100), method=zipfile.ZIP_LZMA)) == [("a.txt", "unknown_format")]


def test_a_directory_of_a_million_members_is_refused_before_it_is_read() -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, MAX_DIRECTORY + 1, 30, 0)
    data = packed(("a.txt", b"x"))[:30] + bytes(MAX_DIRECTORY + 1) + end
    started = time.monotonic()
    with pytest.raises(DocumentError, match="far more than") as raised:
        extract(Document("a.zip", data))
    assert raised.value.kind == "too_large"
    assert time.monotonic() - started < 1


def test_large_bombs_cost_a_row_and_little_time(run: Run, inbox: Path) -> None:
    gigabyte = b"0" * (900 * MIB)
    (inbox / "archive.zip").write_bytes(packed(("bomb.txt", gigabyte)))
    (inbox / "word.docx").write_bytes(packed(("word/document.xml", gigabyte)))
    del gigabyte
    assert max(path.stat().st_size for path in inbox.iterdir()) < 4 * MIB
    started = time.monotonic()
    land(run, inbox)
    assert read(run) == Counts(2, 2)
    assert time.monotonic() - started < 20
    assert rows(run.settings, "select distinct kind from raw.problems") == [("too_large",)]


def test_an_archive_handed_to_the_extractor_says_what_it_is() -> None:
    with pytest.raises(DocumentError, match="an archive of 2 documents") as raised:
        extract(Document("a.zip", packed(("a.txt", b"x"), ("b.txt", b"y"))))
    assert raised.value.kind == "archive"
