"""Hostile documents of every kind beside good ones, in one run: what each costs, and that the good ones all arrive."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path
from typing import Any

import pytest

from extractors import office
from extractors.records import Extraction, Problem
from flows.extract import Counts
from flows.runs import new_run
from flows.settings import Settings
from flows.worker import Reading, read_document
from tests import hostile
from tests.flows.conftest import HOSTILE, ROOT, SAMPLES
from tests.flows.test_extract import load, rows

SECONDS, KIBIBYTES = 30, 2 * 1024**2
COSTS = "costs.jsonl"

KINDS = {
    "bigimage.pdf": "no_tables",
    "bigmediabox.pdf": "too_large",
    "billion_laughs.docx": "damaged",
    "colspan.html": "too_large",
    "colspan_moderate.html": "too_large",
    "empty.pdf": "empty",
    "enc_user.pdf": "encrypted",
    "flate2_bomb.pdf": "crashed too_large timeout",
    "form_exp.pdf": "crashed too_large timeout",
    "form_loop.pdf": "crashed too_large timeout",
    "grid100.pdf": "too_large",
    "grid145.pdf": "too_large",
    "grid40.pdf": "no_tables",
    "gridspan.docx": "no_tables",
    "nest_div.html": "too_large",
    "nest_tables.html": "no_tables",
    "notpdf.pdf": "wrong_extension",
    "tree_loop.pdf": "damaged",
    "xxe.docx": "no_tables",
}
"""What each of the shared documents costs: one row of this kind, of several kinds one."""
READABLE = {"enc_owner.pdf", "enc_owner_aes256.pdf", "junkhead.pdf"}
REPAIRED = {"trunc60.pdf", "trunc95.pdf"}

LARGER = {
    **dict.fromkeys(hostile.MADE, "no_tables"),
    **dict.fromkeys(("entities.html", "pages.pdf", "bomb.docx", "attributes.html", "colspan.html"), "too_large"),
    **dict.fromkeys(("unclosed_b.html", "unclosed_font.html", "unclosed_p.html", "unclosed_a.html"), "too_large"),
    **dict.fromkeys(("unclosed_select.html", "nested.html", "gridspan.docx", "bigimage.png"), "too_large"),
    **dict.fromkeys(("tabs.txt", "bars.txt", "script.html"), "too_large"),
    **dict.fromkeys(("entities.docx", "declared_entities.docx", "nested.docx", "noise.pdf"), "damaged"),
    "sheet.ods": "too_large",
    "rtf.rtf": "crashed damaged timeout" if office.is_installed() else "no_converter",
}


def costed(reading: Reading) -> Extraction | Problem:
    """Reads a document and notes the seconds and the largest size of its process in kibibytes."""
    started = time.monotonic()
    outcome = read_document(reading)
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with reading.path.parents[2].joinpath(COSTS).open("a") as costs:
        costs.write(json.dumps([reading.name, time.monotonic() - started, size]) + "\n")
    return outcome


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A home in which twenty good documents were read beside more than ten hostile ones, and the seconds it took."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "made").mkdir()
    hostile.write(folder / "made")
    copies = {f"shared/{path.name}": path for path in sorted(HOSTILE.glob("*.*")) if path.suffix != ".md"}
    copies |= {f"good/{path.name}": path for path in good_ones()}
    for name, path in copies.items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    run = new_run(Settings(home=folder / "home", workers=2))
    started = time.monotonic()
    load(run, folder, costed)
    return folder / "home", time.monotonic() - started


def good_ones() -> list[Path]:
    """Twenty good documents of several formats."""
    examples = (ROOT / "tests" / "examples").glob("*/jiangnan_czj_*")
    found = [*SAMPLES.glob("*_20*.*"), *(path for path in sorted(examples) if path.suffix != ".csv")]
    return found[:20]


def problems(home: Path, folder: str) -> dict[str, list[str]]:
    """The kinds of problems of each document of a folder."""
    query = """
        select name, list(kind) from raw.documents left join raw.problems using (document_id)
        where starts_with(uri, ?) group by name order by name
    """
    settings = Settings(home=home)
    found: list[Any] = rows(settings, query.replace("?", f"'{folder}/'"))
    return {name: [kind for kind in kinds if kind] for name, kinds in found}


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile documents are not at hand")
def test_each_hostile_document_costs_one_row(home: tuple[Path, float]) -> None:
    found = problems(home[0], "shared")
    assert set(found) == set(KINDS) | READABLE | REPAIRED
    wrong = {name: found[name] for name, kinds in KINDS.items() if not is_one_of(found[name], kinds)}
    assert wrong == {}
    assert {name: found[name] for name in READABLE if found[name]} == {}
    assert all("repaired_document" in found[name] for name in REPAIRED)


def test_each_larger_one_costs_one_row(home: tuple[Path, float]) -> None:
    found = problems(home[0], "made")
    assert set(found) == set(LARGER)
    assert {name: found[name] for name, kinds in LARGER.items() if not is_one_of(found[name], kinds)} == {}


def is_one_of(found: list[str], kinds: str) -> bool:
    """Whether there is one kind, and it is one of some."""
    return len(found) == 1 and found[0] in kinds.split()


def test_twenty_good_documents_beside_them_all_arrive(home: tuple[Path, float]) -> None:
    facts = rows(
        Settings(home=home[0]),
        """
        select name, facts from raw.documents join raw.reports using (document_id)
        where starts_with(uri, 'good/') order by facts
        """,
    )
    assert len(facts) == 20
    assert [name for name, count in facts if count < 20] == []


def test_each_document_stays_within_time_and_memory(home: tuple[Path, float]) -> None:
    """What was ended by its limits noted nothing, and is told by its problem."""
    lines = home[0].joinpath(COSTS).read_text().splitlines()
    costs = [json.loads(line) for line in lines]
    assert [cost for cost in costs if cost[1] > SECONDS or cost[2] > KIBIBYTES] == []
    silent = rows(Settings(home=home[0]), "select count(*) from raw.problems where kind in ('timeout', 'crashed')")
    (landed,) = rows(Settings(home=home[0]), "select count(*) from raw.reports")
    assert len(costs) + silent[0][0] >= landed[0]
    assert Settings().document_seconds <= SECONDS - 5


def test_the_run_reads_nothing_twice(home: tuple[Path, float]) -> None:
    settings = Settings(home=home[0], workers=2)
    assert load(new_run(settings), home[0].parent / "made") == Counts()
