"""How much faster LibreOffice converts old Word files many a call than one a call, on the same files in one run.

usage: python -m benchmarks.office [DOCUMENTS [FILES]]

Prints files, milliseconds a file and the ratio; both ways must give the same tables. Exit status 1 when there is
nothing to measure with.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice
from pathlib import Path

from extractors import office
from extractors.document import DOC
from extractors.readers import docx

DEFAULT = Path("../shared/examples")
FILES = 20
SECONDS = 600.0


def main(arguments: list[str]) -> int:
    """Measure the old Word files of a folder, taken again and again up to a number; the exit status."""
    folder = Path(arguments[0]) if arguments else DEFAULT
    count = int(arguments[1]) if len(arguments) > 1 else FILES
    paths = sorted(folder.glob("*.doc"))
    if not paths or not office.is_installed():
        print(f"no .doc files in {folder}, or no LibreOffice; nothing is measured", file=sys.stderr)
        return 1
    sources = [office.Source(DOC, path.read_bytes()) for path in islice(cycle(paths), count)]
    started = time.perf_counter()
    together = office.convert(sources, SECONDS)
    middle = time.perf_counter()
    alone = [office.to_docx(source, SECONDS) for source in sources]
    ended = time.perf_counter()
    same = sum(docx.read(one) == docx.read(other) for one, other in zip(alone, together, strict=True) if other)
    print(f"{office.program().version}: {count} files, {sum(len(source.data) for source in sources) // 1024} KiB")
    print(f"{'one call':<16}{1000 * (middle - started) / count:>10.0f} ms a file")
    print(f"{'a call a file':<16}{1000 * (ended - middle) / count:>10.0f} ms a file")
    print(f"ratio {(ended - middle) / (middle - started):.1f}, the same content in {same} of {count}")
    return 0 if same == count else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
