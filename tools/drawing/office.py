"""The formats of other office programs: documents and sheets converted by LibreOffice, which need not be there."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from extractors import office
from tools.drawing.report import Report
from tools.drawing.sheet import draw_xlsx
from tools.drawing.word import draw_docx

FILTERS = {"doc": "doc:MS Word 97", "odt": "odt", "rtf": "rtf", "ods": "ods", "xls": "xls"}
"""What LibreOffice calls the formats; the last two it makes of spreadsheets."""
_SHEETS = ("ods", "xls")
_SECONDS = 300


def draw_office(reports: Sequence[Report], ending: str) -> list[bytes]:
    """The reports in one of the formats of FILTERS; raises DocumentError without LibreOffice, CalledProcessError."""
    program = office.program()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draw, own = (draw_xlsx, "xlsx") if ending in _SHEETS else (draw_docx, "docx")
        names = [folder / f"{number}.{own}" for number in range(len(reports))]
        for path, report in zip(names, reports, strict=True):
            path.write_bytes(draw(report))
        options = ["--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        command = [str(program.path), *options, "--convert-to", FILTERS[ending], "--outdir", name, *map(str, names)]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        return [path.with_suffix(f".{ending}").read_bytes() for path in names]
