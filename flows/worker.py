"""What a worker process does with one document; imports the extractors and nothing of the workflow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractors.document import Document, DocumentError, Stated
from extractors.extract import extract
from extractors.records import Extraction, Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to be read, as handed to a worker."""

    path: Path
    name: str
    stated: Stated
    largest: int
    """Bytes; larger files are not read."""


def read_document(reading: Reading) -> Extraction | Problem:
    """The extraction of a landed document, or the problem because of which it cannot be read."""
    size = reading.path.stat().st_size
    if size > reading.largest:
        message = f"{size} bytes are more than the {reading.largest} that are read; split it or raise the limit"
        return Problem("too_large", "", None, message)
    try:
        return extract(Document(reading.name, reading.path.read_bytes(), reading.stated))
    except DocumentError as error:
        return Problem(error.kind, "", None, error.message)
