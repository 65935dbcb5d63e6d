"""The figures that the shared documents print, to hold what was read against them."""

import csv
import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"
EXAMPLES, REPORTS, HOSTILE, FIGURES = (SHARED / name for name in ("examples", "reports", "hostile", "figures"))


def plain(text: str) -> str:
    """A printed text without white space, digits and marks of one width, no separators of thousands."""
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def in_rows(extension: str) -> list[Path]:
    """The documents of a format whose figures are known; none where the shared folders are absent."""
    found = [*EXAMPLES.glob(f"*.{extension}"), *REPORTS.glob(f"*.{extension}")] if EXAMPLES.exists() else []
    return sorted(path for path in found if _figures_file(path).exists())


def missing_figures(path: Path, content) -> list[str]:
    """The known figures of a document that its grids lack, or hold in another order within their table."""
    known = [row for row in csv.DictReader(_figures_file(path).open(encoding="utf-8")) if row["printed"].strip()]
    wanted = Counter(plain(row["printed"]) for row in known)
    read = [plain(cell.text) for grid in content.grids for row in grid.rows() for cell in row]
    read = [text for text in read if text in wanted]
    missing = list((wanted - Counter(read)).elements())
    for table in {row["table_name"] for row in known}:
        order = [plain(row["printed"]) for row in known if row["table_name"] == table]
        blocks = SequenceMatcher(None, order, read, autojunk=False).get_opcodes()
        missing += [text for tag, start, end, *_ in blocks if tag in {"delete", "replace"} for text in order[start:end]]
    return missing


def _figures_file(path: Path) -> Path:
    """The figures of a document named REPORT__variant or REPORT."""
    return FIGURES / f"{path.stem.split('__')[0]}.csv"
