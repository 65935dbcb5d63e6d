"""What a home keeps between builds, and when it is made anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb

from flows.runs import new_run
from flows.settings import Settings
from flows.stages import land, read_all, shape
from tests.flows.conftest import SAMPLES

REPORT = SAMPLES / "jiangnan_swj_2021.html"


def asked(settings: Settings, *statements: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.warehouse)) as connection:
        for statement in statements:
            connection.execute(statement)
        return connection.fetchall()


def test_only_a_home_of_another_version_is_made_anew(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", workers=1)
    (tmp_path / "inbox").mkdir()
    shutil.copy(REPORT, tmp_path / "inbox")
    run = new_run(settings)
    land(run, [tmp_path / "inbox"], None)
    read_all(run)
    shape(run)
    counted = "select count(*), count(is_counted), count(*) filter (is_counted) from marts.disclosures"
    before = asked(settings, counted)
    judged = "select count(*) from intermediate.int_reports_to_judge"
    assert asked(settings, judged) == [(1,)]
    shape(new_run(settings))
    assert asked(settings, judged) == [(0,)], "nothing changed"
    older = ("alter table marts.disclosures drop column is_counted", "alter table marts.facts drop column corrected")
    asked(settings, *older)
    (settings.dbt / "made_by").write_text("another version", encoding="utf-8")
    shape(new_run(settings))
    assert asked(settings, judged) == [(1,)]
    assert asked(settings, counted) == before
    assert asked(settings, "select count(corrected) from marts.facts") != [(0,)]
