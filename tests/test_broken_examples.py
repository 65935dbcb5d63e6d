"""Each mandated identity is broken by an example, and by that example alone; the consistent examples break none."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from extractors.document import Document
from flows import stages
from flows.landing import landed_path
from flows.settings import Settings
from tests.golden import ROOT, rows
from tests.locators import printed_at
from tools.compose_examples import EXAMPLES, draw
from tools.drawing.rows import rows_of

BROKEN = [row for row in rows_of("examples") if row["breaks"]]
SOUND = [row for row in rows_of("examples") if not row["breaks"]]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with the marts of all examples that tools/samples/examples.csv describes."""
    settings = Settings(home=tmp_path_factory.mktemp("examples"), workers=2)
    with stages.run_in(settings, ends_as="done") as run:
        stages.land(run, [EXAMPLES / row["path"] for row in rows_of("examples")], None)
        stages.read_all(run)
        stages.shape(run)
    return settings


@pytest.fixture(scope="module")
def marts(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Those marts, open for reading."""
    return duckdb.connect(str(settings.warehouse), read_only=True)


def broken(marts: duckdb.DuckDBPyConnection, row: dict[str, str]) -> set[str]:
    """The mandated identities broken on the report of an example, whatever document speaks for it."""
    found = marts.execute(
        """
        select identity from marts.findings
        where agency_name = ? and year = ? and kind = 'mandated' and status = 'broken'
        """,
        [row["agency"], int(row["year"])],
    ).fetchall()
    return {identity for (identity,) in found}


@pytest.mark.parametrize("row", BROKEN, ids=lambda row: row["path"])
def test_a_broken_example_breaks_its_identity_and_no_other(
    marts: duckdb.DuckDBPyConnection, row: dict[str, str]
) -> None:
    assert broken(marts, row) == {row["breaks"]}


def test_consistent_examples_are_one_revision_without_findings(marts: duckdb.DuckDBPyConnection) -> None:
    for row in SOUND:
        assert broken(marts, row) == set(), row["path"]
    reports = {(row["agency"], int(row["year"])) for row in SOUND}
    for agency, year in reports:
        found = marts.execute("select revision from marts.reports where agency_name = ? and year = ?", [agency, year])
        assert found.fetchall() == [(1,)], f"the formats of {agency} {year} do not give equal facts"


def test_every_finding_leads_back_to_its_printed_cells(settings: Settings, marts: duckdb.DuckDBPyConnection) -> None:
    findings = marts.execute(
        "select finding_id, document_id, printed_values, locators from marts.findings where table_name != 'report'"
    ).fetchall()
    assert len(findings) > 10
    for finding, document_id, printed_values, locators in findings:
        document = Document("", landed_path(settings.landing, document_id).read_bytes())
        there = [printed_at(document.data, document.media_type, locator) for locator in locators]
        assert there, finding
        assert all(map(str.startswith, there, printed_values)), finding


def test_every_mandated_identity_has_an_example_that_breaks_it() -> None:
    identities = rows(ROOT / "expectations" / "identities.csv")
    assert {row["breaks"] for row in BROKEN} == {row["identity"] for row in identities if row["kind"] == "mandated"}


@pytest.mark.parametrize("row", rows_of("examples"), ids=lambda row: row["path"])
def test_an_example_is_drawn_from_its_row(row: dict[str, str]) -> None:
    assert Path(EXAMPLES, row["path"]).read_bytes() == draw(row), "run: python -m tools.compose_examples"
