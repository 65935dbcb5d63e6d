"""What a home keeps between builds, and when it is made anew."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb

from flows.runs import new_run
from flows.settings import Settings
from flows.stages import shape

Published = tuple[Path, "subprocess.CompletedProcess[str]"]


def asked(settings: Settings, *statements: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.warehouse)) as connection:
        for statement in statements:
            connection.execute(statement)
        return connection.fetchall()


def test_only_a_home_of_another_version_is_made_anew(published: Published, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", workers=1)
    shutil.copytree(published[0], settings.home)
    counted = "select count(*), count(is_counted), count(*) filter (is_counted) from marts.disclosures"
    before = asked(settings, counted)
    judged = "select count(*) from intermediate.int_reports_to_judge"
    ((reports,),) = asked(settings, "select count(*) from marts.reports")
    assert asked(settings, judged) == [(reports,)]
    shape(new_run(settings))
    assert asked(settings, judged) == [(0,)], "nothing changed"
    older = ("alter table marts.disclosures drop column is_counted", "alter table marts.facts drop column corrected")
    asked(settings, *older)
    (settings.dbt / "made_by").write_text("another version", encoding="utf-8")
    shape(new_run(settings))
    assert asked(settings, judged) == [(reports,)]
    assert asked(settings, counted) == before
    assert asked(settings, "select count(corrected) from marts.facts") != [(0,)]
