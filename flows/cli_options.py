"""What commands of several modules share: where the home folder is, and the settings that follow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.errors import UsageError

if TYPE_CHECKING:
    from flows.settings import Settings

Home = Annotated[Path | None, typer.Option("--home", help="The home folder; else GOUJI_HOME, else ./gouji_home.")]


def settings_of(home: Path | None) -> Settings:
    """The settings for this home folder; raises UsageError for a setting that cannot be meant."""
    from pydantic import ValidationError

    from flows.settings import Settings

    try:
        return Settings(home=home) if home else Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise UsageError(f"GOUJI_{name}: {first['msg']}") from error
