"""The text of an old Word file itself: the tables that LibreOffice loses, and files that mean harm."""

import random
import time

import pytest

from extractors import office
from extractors.document import Document
from extractors.extract import extract
from extractors.grid import Grid
from extractors.readers import doc
from tests.printed import EXAMPLES, in_rows, missing_figures

pytestmark = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not at hand")

LOST = EXAMPLES / "ankang_gxj_2018__office.doc"


@pytest.mark.skipif(not office.is_installed(), reason="LibreOffice is not installed")
def test_a_table_that_libreoffice_loses_is_read_from_the_file_itself() -> None:
    found = extract(Document(LOST.name, LOST.read_bytes()))
    assert len(found.facts) == 58
    assert found.problems == ()
    assert {fact.locator.split(";")[0] for fact in found.facts} == {"table=1"}


@pytest.mark.parametrize("path", in_rows("doc"), ids=lambda path: path.name)
def test_every_figure_stands_in_the_text_itself(path) -> None:
    class Content:
        grids = tuple(block for block in doc.blocks(path.read_bytes()) if isinstance(block, Grid))

    assert missing_figures(path, Content) == []


def test_rows_alike_are_parted_and_their_places_said() -> None:
    (grid,) = (block for block in doc.blocks(LOST.read_bytes()) if isinstance(block, Grid))
    first, second, third = list(grid.rows())[:3]
    assert [cell.text for cell in first] == ["统 计 指 标", "单位", "合计"]
    assert [cell.text for cell in second] == ["一、主动公开情况", "", ""]
    assert [cell.text for cell in third][1:] == ["条", "1267"]
    assert third[2].locator == "table=1;row=3;cell=3"


def test_broken_files_give_less_and_never_raise() -> None:
    data, chance, started = LOST.read_bytes(), random.Random(3), time.monotonic()
    for _ in range(150):
        broken = bytearray(data[: chance.choice((len(data), chance.randrange(len(data))))])
        for _ in range(chance.choice((1, 5, 50))):
            place = chance.choice((chance.randrange(512), chance.randrange(len(broken) or 1)))
            broken[place : place + 4] = chance.randbytes(4)
        doc.blocks(bytes(broken))
        doc.holds_tables(bytes(broken))
    assert time.monotonic() - started < 20
