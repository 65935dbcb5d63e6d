"""How runs end: why they ended is told, whatever else goes wrong then."""

from pathlib import Path

import duckdb
import pytest

from flows import stages
from flows.settings import Settings


def endings(settings: Settings) -> list[str]:
    """How the runs of a home ended, in their order."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        return [status for (status,) in connection.sql("select status from raw.runs order by started_at").fetchall()]


def test_a_run_that_is_stopped_while_something_holds_the_warehouse_tells_why_it_stopped(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(KeyboardInterrupt), stages.run_in(settings, ends_as="done"):
        holder = duckdb.connect(str(settings.warehouse))  # with other settings, as dbt has it
        raise KeyboardInterrupt
    holder.close()
    with pytest.raises(ZeroDivisionError), stages.run_in(settings, ends_as="done"):
        raise ZeroDivisionError
    with stages.run_in(settings, ends_as="done"):
        pass
    assert endings(settings)[1:] == ["failed", "done"]
