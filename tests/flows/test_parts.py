"""One report in several files: landed apart, one report in the marts, every figure in the file where it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractors.document import Stated
from flows.ingest import Landing
from flows.manifest import Entry, read_manifest
from flows.parts import Part, part_of
from flows.runs import new_run
from flows.settings import Settings
from flows.stages import land, read_all, shape
from tests.flows.conftest import SAMPLES
from tests.golden import ROOT, golden_path
from tests.golden import rows as golden_rows

EXAMPLES = ROOT / "tests" / "examples" / "2019"
PAGE = EXAMPLES / "jiangnan_czj_2020__page.html"
HEAD, FOOT = "<html><head><meta charset='utf-8'></head><body>", "</body></html>"
CHAPTERS = ("二、", "三、", "四、")
LAST_FIGURE = re.compile(r"<td>[0-9]+</td>(?=</tr>\s*</table>\s*<h2>五、)")


def chapters(page: str, *, at: tuple[str, ...] = CHAPTERS[1:]) -> list[str]:
    """A page cut before these chapters."""
    places = [page.index(f"<h2>{chapter}") for chapter in at]
    return [page[start:end] for start, end in zip([0, *places], [*places, None], strict=True)]


def write(folder: Path, pages: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(HEAD + re.sub(r"</body>\s*</html>", "", text) + FOOT, encoding="utf-8")


def numbered(stem: str, pages: list[str]) -> dict[str, str]:
    return {f"{stem}_{number}.html": page for number, page in enumerate(pages, 1)}


def processed(home: Path, inbox: Path, manifest: Path | None = None) -> Landing:
    """Lands, reads and builds, as a run does."""
    run = new_run(Settings(home=home, workers=2))
    landing = land(run, [inbox], manifest)
    read_all(run)
    shape(run)
    return landing


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(Settings(home=home).warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A warehouse of a report in three numbered pages, its whole copy, one in a manifest, and two whole ones."""
    folder = tmp_path_factory.mktemp("parts")
    inbox = folder / "inbox"
    page = PAGE.read_text(encoding="utf-8")
    write(inbox / "pages", numbered("report", chapters(page)))
    write(inbox / "twin", {"whole.html": page})
    wholes = ("jiangnan_mzj_2019__breaks_disputes_sum.html", "jiangnan_czj_2020__page.html")
    texts = [(EXAMPLES / name).read_text(encoding="utf-8") for name in wholes]
    write(inbox / "wholes", numbered("report", [texts[0], texts[1].replace("江南市财政局", "江南市商务局")]))
    front, figures, end = chapters((SAMPLES / "jiangnan_swj_2021.html").read_text(encoding="utf-8"))
    write(inbox / "named", {"z.html": front, "a.html": figures, "m.html": end})
    manifest = folder / "manifest.csv"
    listed = "".join(f"inbox/named/{name}.html,swj 2021,\n" for name in "zam")
    manifest.write_text(f"path,part_of,agency\n{listed}inbox/named/again.html,swj 2021,\n", encoding="utf-8")
    write(inbox / "named", {"again.html": LAST_FIGURE.sub("<td>9</td>", end)})
    assert processed(folder / "home", inbox, manifest).new == 10
    yield folder / "home"


def test_a_manifest_numbers_the_files_of_a_report(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / name).write_text(name)
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("path,part_of\na,x\nb,y\nc,x\nd,\n")
    entries = [row for row in read_manifest(manifest) if isinstance(row, Entry)]
    assert [entry.stated for entry in entries] == [
        Stated(part_of="x", part_no=1),
        Stated(part_of="y", part_no=1),
        Stated(part_of="x", part_no=2),
        Stated(),
    ]
    assert part_of(entries[2]) == Part("x", 2, stated=True)


@pytest.mark.parametrize(
    ("name", "number"),
    [("r_1.html", 1), ("r_12", 12), ("r_2020.html", None), ("r_0.html", None), ("r_01.html", None), ("_1.html", None)],
)
def test_a_number_behind_a_line_may_be_that_of_a_part(tmp_path: Path, name: str, number: int | None) -> None:
    assert part_of(Entry(tmp_path / name, name)).number == number


def test_only_files_of_one_folder_name_and_ending_share_a_report(tmp_path: Path) -> None:
    def key(path: str, member: str = "") -> str | None:
        return part_of(Entry(tmp_path / path, "any", member=member)).of

    assert key("a/r_1.html") == key("a/r_2.html") is not None
    others = [
        key("b/r_1.html"),
        key("a/s_1.html"),
        key("a/r_1.pdf"),
        key("a.zip", "r_1.html"),
        key("a.zip", "b/r_1.html"),
    ]
    assert len({key("a/r_1.html"), *others}) == 6
    assert key("a.zip", "r_1.html") == key("a.zip", "r_2.html")


def test_numbered_pages_are_one_report_with_all_its_facts(home: Path) -> None:
    found = rows(
        home,
        """
        select agency_name, year, form, document_name, documents, facts, problems
        from marts.reports where agency_name = '江南市财政局'
        """,
    )
    golden = golden_rows(golden_path(PAGE))
    assert found == [("江南市财政局", 2020, "2019", "report_1.html", 4, len(golden), 1)]
    doubted = "select count(*) from marts.problems where kind = 'agency_name' and printed = '江南市财政局'"
    assert rows(home, doubted) == [(2,)], "no list of regions has the city: told once by the pages, once by the copy"
    assert rows(home, "select distinct form from marts.facts where agency_name = '江南市财政局'") == [("2019",)]
    facts = rows(
        home,
        """
        select table_name, row_code, column_code, printed from marts.facts
        where agency_name = '江南市财政局' order by all
        """,
    )
    columns = ("table_name", "row_code", "column_code", "printed")
    assert facts == sorted(tuple(row[column] for column in columns) for row in golden)


def test_each_fact_leads_to_the_file_that_prints_it(home: Path) -> None:
    found = rows(
        home,
        """
        select distinct facts.table_name, documents.document_name
        from marts.facts inner join staging.stg_documents as documents using (document_id)
        where agency_name = '江南市财政局' order by 2
        """,
    )
    assert found == [
        ("proactive_disclosure", "report_1.html"),
        ("requests", "report_2.html"),
        ("disputes", "report_3.html"),
    ]


def test_numbered_files_that_each_hold_a_whole_report_stay_apart(home: Path) -> None:
    found = rows(
        home,
        """
        select agency_name, documents from marts.reports
        where agency_name in ('江南市商务局', '江南市民政局') order by 1
        """,
    )
    assert sorted(found) == [("江南市商务局", 1), ("江南市民政局", 1)]


def test_the_manifest_makes_one_report_and_a_second_figure_is_told(home: Path) -> None:
    ((agency, name, documents, facts, problems),) = rows(
        home,
        "select agency_name, document_name, documents, facts, problems from marts.reports where year = 2021",
    )
    assert (agency, name, documents) == ("江南市水务局", "z.html", 4)
    told = rows(home, "select document_name, printed, message from marts.problems where kind = 'second_figure'")
    message = (
        "disputes/litigation_after_reconsideration/total: another part of the report prints another figure "
        "for this slot before; the first was kept"
    )
    assert told == [("again.html", "9", message)]
    assert problems == 2, "the second figure, and once that no list of regions has the city"
    assert facts == rows(home, "select count(*) from seeds.slots where form = '2021'")[0][0]


def test_a_corrected_page_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    write(tmp_path / "inbox", numbered("report", chapters(page)))
    processed(tmp_path / "home", tmp_path / "inbox")
    write(tmp_path / "inbox", numbered("report", chapters(LAST_FIGURE.sub("<td>9</td>", page))))
    assert processed(tmp_path / "home", tmp_path / "inbox").new == 1
    slot = "row_code = 'litigation_after_reconsideration' and column_code = 'total'"
    assert rows(tmp_path / "home", f"select printed from marts.facts where {slot}") == [("9",)]
    assert rows(tmp_path / "home", "select documents from marts.reports") == [(3,)]
    finding = rows(
        tmp_path / "home",
        """
        select documents.document_name, findings.document_ids = [findings.document_id for slot in findings.slots]
        from marts.findings inner join staging.stg_documents as documents using (document_id)
        where findings.instance = 'litigation_after_reconsideration'
        """,
    )
    assert finding == [("report_3.html", True)]
