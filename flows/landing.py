"""The landing store, bytes under their sha256, and the quarantine of documents that could not be read."""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import shutil
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1024 * 1024
_NAME_BYTES = 150
"""A file name may be 255 bytes on most file systems; the hash, the ending and a margin come on top."""


def landed_path(landing: Path, document_id: str) -> Path:
    """Where the bytes of a document lie."""
    return landing / document_id[:2] / document_id


def land_file(source: Path, landing: Path) -> tuple[str, int]:
    """Copies a file into the store unless it is there; out come sha256 and size; raises OSError."""
    document_id, size = _hashed(source)
    if _is_whole(landed_path(landing, document_id), size):
        return document_id, size
    return _copy_in(source, landing)


def _hashed(source: Path) -> tuple[str, int]:
    """The sha256 and the size of a file."""
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def land_bytes(data: bytes, landing: Path) -> tuple[str, int]:
    """Puts bytes into the store unless they are there; out come sha256 and size; raises OSError."""
    document_id = hashlib.sha256(data).hexdigest()
    if _is_whole(landed_path(landing, document_id), len(data)):
        return document_id, len(data)
    return _put(io.BytesIO(data), landing)


def _copy_in(source: Path, landing: Path) -> tuple[str, int]:
    """Copies a file into the store; it is hashed again, for it may change under our hands."""
    with source.open("rb") as file:
        return _put(file, landing)


def _put(source: BinaryIO, landing: Path) -> tuple[str, int]:
    """Puts a copy in its place at once or not at all."""
    landing.mkdir(parents=True, exist_ok=True)
    part = landing / f".part-{secrets.token_hex(8)}"
    try:
        document_id, size = _copy_hashed(source, part)
        target = landed_path(landing, document_id)
        target.parent.mkdir(exist_ok=True)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return document_id, size


def sweep(landing: Path) -> None:
    """Removes what a killed run left half copied."""
    for part in landing.glob(".part-*"):
        part.unlink(missing_ok=True)


def _copy_hashed(source: BinaryIO, part: Path) -> tuple[str, int]:
    """Copies to a file on disk, synchronised, and hashes on the way."""
    digest, size = hashlib.sha256(), 0
    with part.open("wb") as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), size


def _is_whole(target: Path, size: int) -> bool:
    """Whether the store holds the document already."""
    return target.is_file() and target.stat().st_size == size


def quarantine(landed: Path, folder: Path, *, name: str, reason: str) -> Path:
    """Copies an unreadable document aside under its name, with the reason in a text file beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / _quarantine_name(landed.name, name)
    shutil.copyfile(landed, copy)
    copy.with_name(copy.name + ".reason.txt").write_text(reason + "\n", encoding="utf-8")
    return copy


def release(folder: Path, *, document_id: str, name: str) -> None:
    """Takes a document that has become readable out of the quarantine."""
    copy = folder / _quarantine_name(document_id, name)
    copy.unlink(missing_ok=True)
    copy.with_name(copy.name + ".reason.txt").unlink(missing_ok=True)


def _quarantine_name(document_id: str, name: str) -> str:
    """Twelve characters of the hash and the end of the name, which keeps the extension."""
    return f"{document_id[:12]}__" + name.encode()[-_NAME_BYTES:].decode("utf-8", "ignore")
