import logging
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from extractors.document import Stated
from flows.errors import UsageError
from flows.ingest import Landing, ingest
from flows.manifest import Entry, Skipped, read_manifest
from flows.runs import Run
from flows.warehouse import Warehouse, open_warehouse


def land(run: Run, *paths: Path, manifest: Path | None = None) -> Landing:
    with open_warehouse(run.settings) as warehouse:
        return ingest(run, warehouse, paths, manifest)


def waiting(run: Run) -> list[tuple[str, Stated]]:
    with open_warehouse(run.settings) as warehouse:
        return [(document.uri, document.stated) for document in warehouse.waiting("none yet")]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text("first")
    (folder / "deeper" / "b.txt").write_text("second")
    return folder


def manifest_of(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_folder_is_landed_once_by_content(run: Run, inbox: Path) -> None:
    assert land(run, inbox).new == 2
    assert waiting(run) == [("a.txt", Stated()), ("deeper/b.txt", Stated())]
    again = land(run, inbox)
    assert (again.new, again.known, again.skipped) == (0, 2, [])
    landed = [path.read_text() for path in sorted(run.settings.landing.glob("??/*"))]
    assert sorted(landed) == ["first", "second"]


def test_a_changed_file_is_a_new_document(run: Run, inbox: Path) -> None:
    land(run, inbox)
    (inbox / "a.txt").write_text("first, corrected")
    assert land(run, inbox).new == 1
    assert len(waiting(run)) == 3


def test_what_nobody_meant_is_not_landed(run: Run, inbox: Path) -> None:
    for name in (".hidden", "~$a.docx", ".~lock.a.odt#", "Thumbs.db"):
        (inbox / name).write_text("x")
    (inbox / ".git").mkdir()
    (inbox / ".git" / "config").write_text("x")
    assert land(run, inbox) == Landing(new=2)


def test_an_unreadable_file_costs_one_line(run: Run, inbox: Path, caplog: pytest.LogCaptureFixture) -> None:
    (inbox / "gone.txt").symlink_to(inbox / "nowhere")
    with caplog.at_level(logging.WARNING, "gouji"):
        landing = land(run, inbox)
    assert landing.new == 2
    assert landing.skipped == ["gone.txt: cannot be read (no regular file); file skipped"]


def test_the_same_bytes_twice_are_one_document_and_said(run: Run, inbox: Path) -> None:
    (inbox / "copy.txt").write_text("first")
    landing = land(run, inbox)
    assert landing.new == 2
    assert landing.skipped == ["copy.txt: the same bytes as a.txt, which stands for both"]


def test_a_name_that_is_no_text_does_not_end_the_run(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    Path(str(folder).encode().decode(), b"\xc4\xea.txt".decode("utf-8", "surrogateescape")).write_text("x")
    assert land(run, folder).new == 1
    assert waiting(run)[0][0] == "\ufffd\ufffd.txt"


def test_a_path_that_leads_nowhere_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no file or folder .*nowhere"):
        land(run, tmp_path / "nowhere")


def test_the_manifest_states_and_is_no_document(run: Run, inbox: Path) -> None:
    manifest = manifest_of(
        inbox,
        "path,agency,year,region_code,source_url,published_on\na.txt,甲局,2020,110000,http://a/1,2021/1/31\n",
    )
    assert land(run, inbox, manifest=manifest).new == 2
    stated = Stated("甲局", 2020, "110000", "http://a/1", date(2021, 1, 31))
    assert waiting(run) == [("a.txt", stated), ("deeper/b.txt", Stated())]


def test_a_new_statement_lands_a_known_document_again_and_silence_does_not(run: Run, inbox: Path) -> None:
    land(run, inbox)
    manifest = manifest_of(inbox, "path,year\na.txt,2020\n")
    assert land(run, manifest=manifest).new == 1
    assert land(run, manifest=manifest).new == 0
    assert land(run, inbox / "a.txt").new == 0
    assert dict(waiting(run))["a.txt"] == Stated(year=2020)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_manifest_saved_by_excel_is_read(inbox: Path, encoding: str) -> None:
    manifest = manifest_of(inbox, "Path, Agency\na.txt,甲局\n", encoding)
    assert list(read_manifest(manifest)) == [Entry(inbox / "a.txt", "a.txt", Stated("甲局"))]


def test_a_parquet_manifest_is_read(inbox: Path) -> None:
    manifest = inbox / "manifest.parquet"
    columns = {"path": ["a.txt"], "year": pa.array([2020.0]), "published_on": pa.array([date(2021, 1, 31)])}
    parquet.write_table(pa.table(columns), manifest)
    stated = Stated(year=2020, published_on=date(2021, 1, 31))
    assert list(read_manifest(manifest)) == [Entry(inbox / "a.txt", "a.txt", stated)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a.txt,20x0,,", "row 2: '20x0' is not a year; row skipped"),
        ("a.txt,1066,,", "row 2: '1066' is not a year; row skipped"),
        ("a.txt,,2021-02-30,", "row 2: '2021-02-30' is not a date; write it as 2021-01-31; row skipped"),
        ("c.txt,,,", "row 2: there is no file c.txt; row skipped"),
        (",,,", "row 2: neither path nor url is given; row skipped"),
        (",,,http://a/1", "row 2: http://a/1 has no local path; download the file and name it in the column 'path'"),
    ],
)
def test_a_bad_row_is_one_line_and_the_others_are_landed(run: Run, inbox: Path, row: str, said: str) -> None:
    manifest = manifest_of(inbox, f"path,year,published_on,url\n{row}\ndeeper/b.txt,2020,,\n")
    landing = land(run, manifest=manifest)
    assert landing.new == 1
    assert len(landing.skipped) == 1
    assert said in landing.skipped[0]


def test_a_misspelt_column_is_said(inbox: Path) -> None:
    skipped = [row for row in read_manifest(manifest_of(inbox, "path,agnecy\na.txt,x\n")) if isinstance(row, Skipped)]
    assert len(skipped) == 1
    assert "column 'agnecy' is not known" in skipped[0].line


@pytest.mark.parametrize("text", ["", "agency,year\nx,2020\n", '"path\na.txt'])
def test_what_is_no_manifest_is_wrong_usage(inbox: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"manifest\.csv"):
        list(read_manifest(manifest_of(inbox, text)))


def test_half_a_copy_of_a_killed_run_is_swept(run: Run, inbox: Path) -> None:
    run.settings.landing.mkdir(parents=True)
    (run.settings.landing / ".part-0123").write_text("half")
    land(run, inbox)
    assert not list(run.settings.landing.glob(".part-*"))


def test_documents_of_a_batch_that_fails_are_all_left_out(
    run: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(warehouse: Warehouse, documents: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Warehouse, "land", fails)
        with pytest.raises(OSError, match="disk full"):
            land(run, inbox)
    assert waiting(run) == []
    assert land(run, inbox).new == 2
