"""The one settings object: limits, sizes, and where things lie in the home folder."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

MIB = 1024 * 1024
EXCEL_ROWS = 1_048_576
"""Rows that a sheet can hold, its heading included."""


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0))


class Settings(BaseSettings):
    """Each field is set by an argument, else by `GOUJI_<FIELD>`, else by its default."""

    model_config = SettingsConfigDict(env_prefix="GOUJI_", extra="ignore", frozen=True)

    home: Path = Path("gouji_home")
    workers: int = Field(default_factory=_cores, ge=1)
    batch_size: int = Field(default=200, ge=1)
    """Documents a task, and a transaction."""
    document_seconds: float = Field(default=25.0, gt=0)
    """One document, its pictures aside: with all around it, it ends within thirty."""
    picture_seconds: float = Field(default=10.0, ge=0)
    """More for each page that is only a picture, given when the page's turn comes: recognising it takes 1 to 5."""
    longest_seconds: float = Field(default=300.0, gt=0)
    """One document with all its pictures."""
    document_memory: int = Field(default=2048 * MIB, ge=256 * MIB)
    """Address space of one worker process, in bytes."""
    document_bytes: int = Field(default=50 * MIB, ge=1)
    """Larger files are landed, but not read."""
    warehouse_memory: str = "1GB"
    """What DuckDB may hold before it spills to disk."""
    excel_rows: int = Field(default=EXCEL_ROWS - 1, ge=1, lt=EXCEL_ROWS)
    """Rows of one table that go into the workbook."""

    pictures_per_run: int = Field(default=200, ge=0)
    """New pictures of cells that a run draws for the report, for the gravest findings; later runs draw the others."""
    pictures_seconds: float = Field(default=60.0, ge=0)
    """Seconds after which a run begins no further picture."""

    verdicts: Path = Path(__file__).resolve().parent.parent / "expectations"
    """The folder of accepted.csv and corrections.csv: what people decided of findings and figures."""
    expected: Path | None = None
    """The list of agencies that owe reports; else expected.csv of the home folder, where there is one."""
    alert_block: str = ""
    """The notification block that hears of new breaches of what is mandated, as `slack-webhook/name`."""

    @field_validator("home")
    @classmethod
    def _opens(cls, home: Path) -> Path:
        """The home, of which the path must not hold what databases read as something else than a name."""
        if {"#", "?"} & set(str(home)):
            raise ValueError(f"no database is opened under a path with # or ?: choose another folder than {home}")
        return home

    @field_validator("home", "verdicts", "expected")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        """The same place, wherever a worker process happens to stand."""
        return None if path is None else path.expanduser().absolute()

    @property
    def landing(self) -> Path:
        """The bytes of each document, by sha256."""
        return self.home / "landing"

    @property
    def quarantine(self) -> Path:
        """Copies of the documents that could not be read, each with its reason."""
        return self.home / "quarantine"

    @property
    def warehouse(self) -> Path:
        """The writer's DuckDB file."""
        return self.home / "warehouse" / "gouji.duckdb"

    @property
    def published(self) -> Path:
        """What readers open."""
        return self.home / "published"

    @property
    def published_warehouse(self) -> Path:
        """The readers' DuckDB file."""
        return self.published / "gouji.duckdb"

    @property
    def quality_report(self) -> Path:
        """The readers' page."""
        return self.published / "quality" / "index.html"

    @property
    def explorer(self) -> Path:
        """The first page of the explorer."""
        return self.published / "site" / "index.html"

    @property
    def releases(self) -> Path:
        """What was published on a day and is kept, a folder a release."""
        return self.home / "releases"

    @property
    def evidence(self) -> Path:
        """Pictures of places in documents, each drawn when it was first asked for."""
        return self.home / "evidence"

    @property
    def data_docs(self) -> Path:
        """The pages of Great Expectations as last judged, not yet published."""
        return self.home / "datadocs"

    @property
    def dbt(self) -> Path:
        """What dbt keeps between runs."""
        return self.home / "dbt"

    @property
    def prefect(self) -> Path:
        """What Prefect keeps between runs."""
        return self.home / "prefect"

    @property
    def logs(self) -> Path:
        """The journal of runs and the logs of the tools."""
        return self.home / "logs"

    @property
    def scratch(self) -> Path:
        """Where DuckDB spills."""
        return self.home / "tmp"

    @cached_property
    def package(self) -> Path:
        """The folder in which flows, extractors, expectations and dbt_project lie."""
        return Path(__file__).resolve().parent.parent
