"""Extract every file of a folder in this process, with limits, and print one line for each: name and how it ended.

Run as a program by tests of damaged documents: PDFium may abort, and then the lines so far say where.
"""

from __future__ import annotations

import faulthandler
import resource
import sys
from pathlib import Path

from extractors.document import Document, DocumentError
from extractors.extract import extract

MEMORY = 3 * 1024**3
SECONDS = 120


def end_of(path: Path) -> str:
    """`read`, the kind of a DocumentError, or the name of an exception that should not have left `extract`."""
    try:
        extract(Document(path.name, path.read_bytes()))
    except DocumentError as error:
        return error.kind
    except Exception as error:
        return f"! {type(error).__name__}: {error}"
    return "read"


def main() -> None:
    """Limit this process, then take the files in order."""
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for path in sorted(Path(sys.argv[1]).iterdir()):
        print(path.name, end=" ", flush=True)
        print(end_of(path), flush=True)


if __name__ == "__main__":
    main()
