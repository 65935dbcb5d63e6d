"""A home of a dozen reports that was published once: enough to publish from again and again."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from flows.publish import publish
from flows.runs import new_run
from flows.settings import Settings

_KEPT = "report_id in (select report_id from marts.reports order by report_id limit 12)"
_CUT = ("facts", "findings", "identity_results", "disclosures", "coverage", "agency_metrics", "agency_years", "reports")
EXCEL_ROWS = 10


def make_small_home(judged_warehouse: Path, home: Path) -> Settings:
    """Publishes a few of the reports of a built warehouse in a new home."""
    settings = Settings(home=home, excel_rows=EXCEL_ROWS)
    settings.warehouse.parent.mkdir(parents=True)
    shutil.copyfile(judged_warehouse, settings.warehouse)
    change(settings, *(f"delete from marts.{table} where not ({_KEPT})" for table in _CUT))
    for table in ("facts", "findings"):
        change(settings, f"update marts.{table} set locator = 'path=/' || locator where locator is not null")
    publish(new_run(settings))
    return settings


def change(settings: Settings, *statements: str, database: Path | None = None) -> None:
    """Makes the content another one, as new documents would."""
    with duckdb.connect(str(database or settings.warehouse)) as connection:
        for statement in statements:
            connection.execute(statement)
