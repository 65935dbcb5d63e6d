"""What a worker process does with a document or some of them; imports the extractors and nothing of the workflow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractors import office
from extractors.document import Document, DocumentError, Stated
from extractors.extract import extract
from extractors.records import Extraction, Problem
from flows.alarm import allow


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to be read, as handed to a worker."""

    path: Path
    name: str
    stated: Stated
    largest: int
    """Bytes; larger files are not read."""
    picture_seconds: float = 0.0
    """More time for each page that is a picture."""
    converted: Path | None = None
    """The same document as .docx, where there is one."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Documents to be turned into .docx together, as handed to a worker."""

    sources: tuple[tuple[Path, str], ...]
    """Where each lies, and its media type."""
    folder: Path
    """Where they go, under their names with `.docx` added."""
    seconds: float


def convert_documents(conversion: Conversion) -> dict[Path, Path]:
    """Where each document lies as .docx; those that could not be converted together are not there."""
    sources = [office.Source(media_type, path.read_bytes()) for path, media_type in conversion.sources]
    try:
        converted = office.convert(sources, conversion.seconds)
    except DocumentError:
        return {}
    made = {}
    for (path, _), data in zip(conversion.sources, converted, strict=True):
        if data is not None:
            made[path] = conversion.folder / f"{path.name}.docx"
            made[path].write_bytes(data)
    return made


def read_document(reading: Reading) -> Extraction | Problem:
    """The extraction of a landed document, or the problem because of which it cannot be read."""
    size = reading.path.stat().st_size
    if size > reading.largest:
        message = f"{size} bytes are more than the {reading.largest} that are read; split it or raise the limit"
        return Problem("too_large", "", None, message)
    try:
        converted = reading.converted.read_bytes() if reading.converted else None
        document = Document(reading.name, reading.path.read_bytes(), reading.stated, converted)
        return extract(document, on_picture=partial(allow, reading.picture_seconds))
    except DocumentError as error:
        return Problem(error.kind, "", None, error.message)
