"""Write the documents of `samples/` from `tools/samples/`: `python -m tools.compose_samples [folder]`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from tools.drawing import Report, draw_csv, draw_docx, draw_html, draw_pdf, draw_text, draw_xlsx, figures_of
from tools.drawing.flat import draw_excel_2003, draw_package, draw_word_2003
from tools.drawing.rows import rows_of
from tools.drawing.text import Layout

_FLAT = {"word_2003": draw_word_2003, "package": draw_package, "excel_2003": draw_excel_2003}
SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def report_of(row: dict[str, str]) -> Report:
    """The report that a row of samples.csv describes."""
    first = rows_of(f"figures/{row['figures']}")[0]
    return Report(
        first["agency"], int(first["year"]), row["form"], figures_of(row["figures"]), row["signed_on"], row["closing"]
    )


def drawer_of(row: dict[str, str]) -> Callable[[Report], bytes]:
    """How a row of samples.csv is drawn; a page in another encoding than UTF-8 declares UTF-8, as many do."""
    drawers: dict[str, Callable[[Report], bytes]] = {
        "txt": partial(draw_text, layout=cast(Layout, row["option"])),
        "html": partial(draw_html, encoding=row["option"] or "utf-8", declared="utf-8"),
        "docx": draw_docx,
        "pdf": draw_pdf,
        "xlsx": draw_xlsx,
        "xml": _FLAT.get(row["option"], draw_word_2003),
        "csv": partial(draw_csv, encoding=row["option"] or "utf-8-sig"),
    }
    return drawers[row["format"]]


def compose(folder: Path) -> list[Path]:
    """Write every sample into a folder; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for row in rows_of("samples"):
        target = folder / row["path"]
        target.write_bytes(drawer_of(row)(report_of(row)))
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compose(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES):
        print(path)
