"""Bad inputs: each costs one clear line, a problem row and a quarantined copy, and the command ends well."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pikepdf
import pytest

from tests.flows.conftest import SAMPLES
from tests.typed import gouji

PAGE = "<html><head><meta charset='{}'></head><body>{}</body></html>"


def pdf_without_pages(path: Path) -> None:
    pikepdf.new().save(path)


def truncated(path: Path) -> None:
    data = (SAMPLES / "suqian_2023.pdf").read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])


def encrypted(path: Path) -> None:
    with pikepdf.open(SAMPLES / "suqian_2023.pdf") as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))


def without_tables(path: Path) -> None:
    path.write_text(PAGE.format("utf-8", "<p>今天天气很好。</p>"), encoding="utf-8")


def wrong_charset(path: Path) -> None:
    table = "<h1>甲市水务局2020年政府信息公开工作年度报告</h1><table><tr><td>规章</td><td>0</td></tr></table>"
    path.write_bytes(PAGE.format("utf-8", table).encode("gb18030"))


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "empty.pdf": ("empty", lambda path: path.write_bytes(b"")),
    "garbage.pdf": ("unknown_format", lambda path: path.write_bytes(bytes(range(256)) * 40)),
    "text.pdf": ("wrong_extension", lambda path: path.write_bytes((SAMPLES / "ankang_gxj_2018.txt").read_bytes())),
    "truncated.pdf": ("repaired_document", truncated),
    "encrypted.pdf": ("encrypted", encrypted),
    "weather.html": ("no_tables", without_tables),
    "gbk.html": ("wrong_charset", wrong_charset),
    "no_pages.pdf": ("no_pages", pdf_without_pages),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A home in which all of them were read, and the lines on the screen."""
    folder, home = tmp_path_factory.mktemp("bad"), tmp_path_factory.mktemp("home")
    for name, (_, write) in BAD.items():
        write(folder / name)
    assert gouji("ingest", folder, "--home", home).returncode == 0
    done = gouji("extract", "--home", home)
    assert done.returncode == 0, done.stderr
    return home, done.stderr.splitlines()


@pytest.mark.parametrize("name", BAD)
def test_it_costs_one_line_one_row_and_a_copy(said: tuple[Path, list[str]], name: str) -> None:
    home, lines = said
    kind = BAD[name][0]
    own = [line for line in lines if line.startswith(f"! {name}: ")]
    assert len(own) == 1
    assert own[0].endswith(f"({kind}; copy in quarantine)")
    copies = [path.name.split("__")[1] for path in (home / "quarantine").iterdir()]
    assert {name, f"{name}.reason.txt"} <= set(copies)
    with duckdb.connect(str(home / "warehouse" / "gouji.duckdb"), read_only=True) as connection:
        query = "from raw.problems join raw.documents using (document_id) where name = ? and kind = ?"
        assert connection.execute(f"select count(*) {query}", [name, kind]).fetchall() == [(1,)]


def test_nothing_else_is_on_the_screen(said: tuple[Path, list[str]]) -> None:
    assert len(said[1]) == len(BAD)
