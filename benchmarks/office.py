"""How much faster LibreOffice converts old Word files many a call than one a call, on the same files in one run.

usage: python -m benchmarks.office [DOCUMENTS [FILES]]

Prints milliseconds a file and the ratio; both ways must give the same tables. Exit status 1 when there is nothing to
measure with.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.timing import EXAMPLES, Measured, compared
from extractors import office
from extractors.document import DOC
from extractors.readers import docx

FILES = 20
SECONDS = 600.0


def asks(folder: Path, count: int = FILES) -> Measured | None:
    """Seconds by the clock of one call beside a call a file; nothing without LibreOffice or files."""
    paths = sorted(folder.glob("*.doc"))
    if not paths or not office.is_installed():
        return None
    sources = [office.Source(DOC, path.read_bytes()) for path in islice(cycle(paths), count)]
    started = time.perf_counter()
    together = office.convert(sources, SECONDS)
    middle = time.perf_counter()
    alone = [office.to_docx(source, SECONDS) for source in sources]
    costs = middle - started, time.perf_counter() - middle
    same = sum(docx.read(one) == docx.read(other) for one, other in zip(alone, together, strict=True) if other)
    if same < count:
        raise SystemExit(f"only {same} of {count} files have the same content both ways")
    return compared(f".doc, {count} files a call, by the clock", "one call a file", 5.0, costs, (count, "file"))


def main(arguments: list[str]) -> int:
    """Measure the old Word files of a folder, taken again and again up to a number; the exit status."""
    folder = Path(arguments[0]) if arguments else EXAMPLES
    measured = asks(folder, int(arguments[1]) if len(arguments) > 1 else FILES)
    if measured is None:
        print(f"no .doc files in {folder}, or no LibreOffice; nothing is measured", file=sys.stderr)
        return 1
    print(f"{office.program().version}: {measured.ours}, alone {measured.theirs}, ratio {measured.ratio:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
