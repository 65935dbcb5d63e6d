"""Landing: the files that were named come into the home folder, each content once."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path, PurePosixPath

from extractors.document import UNKNOWN, Stated, media_type_of
from extractors.members import Refused
from flows.archives import documents_in, is_archive, is_meant
from flows.attachments import with_attachments
from flows.batches import batches
from flows.errors import UsageError
from flows.landing import land_bytes, land_file, landed_path, sweep
from flows.manifest import INSIDE, Entry, Skipped, by_file, read_manifest
from flows.parts import part_of
from flows.runs import Run, now
from flows.settings import Settings
from flows.warehouse import LandedDocument, Warehouse

_log = logging.getLogger("gouji.ingest")


@dataclass
class Landing:
    """What became of the files that were named."""

    new: int = 0
    known: int = 0
    skipped: list[str] = field(default_factory=list)


def ingest(run: Run, warehouse: Warehouse, paths: Sequence[Path], manifest: Path | None) -> Landing:
    """Lands files, folders and the rows of a manifest; says in one line each what cannot be landed, and goes on."""
    landing, seen = Landing(), dict[str, Entry]()
    sweep(run.settings.landing)
    for batch in batches(_named(paths, manifest, landing), run.settings.batch_size):
        found = list(_first_of_each(_landed(run, batch, landing), seen, landing))
        new = _changed(found, warehouse.statements([document.document_id for document in found]))
        _tell_returned(new, warehouse.forgotten([document.document_id for document in new]))
        warehouse.land(new)
        landing.new += len(new)
        landing.known += len(found) - len(new)
    return landing


def _named(paths: Sequence[Path], manifest: Path | None, landing: Landing) -> Iterator[Entry]:
    """All entries, those of the manifest first: where both name a file, what is stated must win."""
    if manifest is not None:
        rows = list(by_file(read_manifest(manifest)))
        for row in rows:
            if isinstance(row, Skipped):
                _skip(landing, row)
        yield from _beside_their_pages([row for row in rows if isinstance(row, Entry)])
    beside = manifest.resolve() if manifest is not None else None
    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise UsageError(f"there is no file or folder {missing}")
    single = [Entry(path, path.name) for path in paths if not path.is_dir()]
    folders = (entry for path in paths if path.is_dir() for entry in _folder_entries(path))
    for entry in chain(_beside_their_pages(single), folders):
        if entry.path.resolve() != beside:
            yield entry


def _beside_their_pages(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of any folders, folder by folder, attachments with the pages that link to them."""
    folders: dict[Path, list[Entry]] = {}
    for entry in entries:
        folders.setdefault(entry.path.parent.resolve(), []).append(entry)
    return chain.from_iterable(map(with_attachments, folders.values()))


def _folder_entries(folder: Path) -> Iterator[Entry]:
    """The files below a folder without hidden ones and the leavings of office programs."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(parent, name) for name in sorted(names))
        found = [Entry(path, path.relative_to(folder).as_posix()) for path in paths if _is_document(path)]
        yield from with_attachments(found)


def _is_document(path: Path) -> bool:
    """Whether a file in a folder is meant; a link that leads nowhere is, so that somebody hears of it."""
    return is_meant(path.name) and (path.is_file() or path.is_symlink())


def _landed(run: Run, entries: Iterable[Entry], landing: Landing) -> Iterator[tuple[Entry, LandedDocument]]:
    """Each entry with its row, the bytes being in the store; what cannot be read is said and left out."""
    for entry in entries:
        try:
            for landed in _land(run, entry):
                if isinstance(landed, Skipped):
                    _skip(landing, landed)
                else:
                    yield landed
        except OSError as error:
            _skip(landing, Skipped(f"{_text(entry.uri)}: cannot be read ({error.strerror or error}); file skipped"))


def _land(run: Run, entry: Entry) -> Iterator[tuple[Entry, LandedDocument] | Skipped]:
    """Lands one file, or the members of the archive that it is; raises OSError when it cannot be read.

    An archive is a document itself only for what is refused in it, which its extraction will tell.
    """
    if not entry.path.is_file():
        raise OSError("no regular file")
    if is_archive(entry.path):
        yield from _land_members(run, entry)
    elif entry.is_for_members:
        yield Skipped(f"{_text(entry.uri)}: is no archive, so nothing is in it; {len(entry.inside)} rows skipped")
    else:
        yield entry, _described(run, entry, *land_file(entry.path, run.settings.landing))


def _land_members(run: Run, archive: Entry) -> Iterator[tuple[Entry, LandedDocument] | Skipped]:
    """Lands the members that are meant of an archive; says which of those named are not in it."""
    missing, is_refused = dict(archive.inside), False
    for member in documents_in(archive.path):
        name = member.name.replace(INSIDE, "/")
        stated = missing.pop(name, None)
        if name and stated is None and archive.is_for_members:
            continue
        if isinstance(member, Refused):
            is_refused = True
            missing = missing if name else {}
            continue
        entry = replace(stated or archive, uri=f"{archive.uri}{INSIDE}{member.name}", member=member.name, page="")
        yield entry, _described(run, entry, *land_bytes(member.data, run.settings.landing))
    if is_refused:
        yield archive, _described(run, archive, *land_file(archive.path, run.settings.landing))
    for name in missing:
        yield Skipped(f"{_text(archive.uri)}: there is no {_text(name)} in it; row skipped")


def _described(run: Run, entry: Entry, document_id: str, size: int) -> LandedDocument:
    """The row of a document whose bytes are in the store."""
    return LandedDocument(
        document_id=document_id,
        name=_text(PurePosixPath(entry.uri).name),
        uri=_text(entry.uri),
        media_type=_media_type(document_id, size, run.settings),
        bytes=size,
        stated=entry.stated,
        run_id=run.run_id,
        landed_at=now(),
        part=part_of(entry),
    )


def _media_type(document_id: str, size: int, settings: Settings) -> str:
    """The format by content; that of a file too large to be read is not looked for."""
    if size > settings.document_bytes:
        return UNKNOWN
    return media_type_of(landed_path(settings.landing, document_id).read_bytes())


def _first_of_each(
    found: Iterable[tuple[Entry, LandedDocument]], seen: dict[str, Entry], landing: Landing
) -> Iterator[LandedDocument]:
    """Each content once; of two files with the same bytes the first one counts, and the user hears of the other."""
    for entry, document in found:
        first = seen.setdefault(document.document_id, entry)
        if first is entry:
            yield document
        elif _place(first) != _place(entry) or entry.stated not in (Stated(), first.stated):
            _skip(landing, Skipped(f"{document.uri}: the same bytes as {_text(first.uri)}, which stands for both"))


def _place(entry: Entry) -> tuple[Path, str]:
    """Which file an entry is, whatever it is called."""
    return entry.path.resolve(), entry.member


def _changed(found: Iterable[LandedDocument], known: dict[str, Stated]) -> list[LandedDocument]:
    """The documents that are new or of which something else is now stated; to state nothing changes nothing."""
    return [document for document in found if _is_news(document, known.get(document.document_id))]


def _tell_returned(documents: Iterable[LandedDocument], forgotten: Sequence[str]) -> None:
    """One line for each document that was forgotten and is landed again: from now on it counts as if it never was."""
    for document in documents:
        if document.document_id in forgotten:
            named = (document.uri, document.document_id[:12])
            _log.warning("%s (%s) was forgotten; landed again, it counts again", *named)


def _is_news(document: LandedDocument, known: Stated | None) -> bool:
    """Whether a document has to be written down (again)."""
    return known is None or document.stated not in (Stated(), known)


def _skip(landing: Landing, skipped: Skipped) -> None:
    """Tells the user and keeps the line."""
    landing.skipped.append(skipped.line)
    _log.warning("%s", skipped.line)


def _text(name: str) -> str:
    """A file name as text; bytes that are no UTF-8 become the replacement character."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
