"""The storage inside old office files (OLE): which streams lie at its root, and whether Word locked the text."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_SECTORS = {9: 512, 12: 4096}
"""The two sizes of a sector, by the power of two in the header."""
_MOST_SECTORS = 4096
"""Of the directory: an honest one has a few."""
_NONE = 0xFFFFFFFA
"""Sector and entry numbers from here on say that there is none."""
_SHORT = 4096
"""Bytes; shorter streams lie together in another one."""
_LOCKED = 0x0100
"""The bit in the flags of a Word text that says it asks for a password."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A stream or a storage: its name, the numbers of its neighbours and first child, and its first sector."""

    name: str
    left: int
    right: int
    child: int
    sector: int
    length: int


@dataclass(frozen=True, slots=True)
class Storage:
    """The streams at the root of a storage: name to first bytes."""

    streams: dict[str, bytes]
    data: bytes = field(default=b"", repr=False)
    size: int = 0
    entries: dict[str, _Entry] = field(default_factory=dict, repr=False)

    def read(self, name: str) -> bytes:
        """A whole stream; nothing when it is not there, or so short that it lies among the short ones."""
        entry = self.entries.get(name)
        if entry is None or entry.length < _SHORT:
            return b""
        sectors = _chain(self.data, entry.sector, self.size, -(-entry.length // self.size))
        return b"".join(_sector(self.data, number, self.size) for number in sectors)[: entry.length]

    @property
    def locked(self) -> bool:
        """Whether the file asks for a password, as a new Word file inside a locked storage or an old text does."""
        head = self.streams.get("WordDocument", b"")
        flags = int.from_bytes(head[10:12], "little")
        return "EncryptedPackage" in self.streams or bool(flags & _LOCKED)


def storage(data: bytes) -> Storage:
    """The storage in some bytes that begin with `MAGIC`; without streams when its directory cannot be followed."""
    size = _SECTORS.get(int.from_bytes(data[30:32], "little"), 0)
    if len(data) < 512 or not size:
        return Storage({})
    entries = list(_entries(data, size))
    found = {entry.name: entry for entry in _root_entries(entries)}
    heads = {name: _sector(data, entry.sector, size)[:512] for name, entry in found.items()}
    return Storage(heads, data, size, found)


def _entries(data: bytes, size: int) -> Iterator[_Entry]:
    """The entries of the directory in order of their numbers."""
    for sector in _chain(data, int.from_bytes(data[48:52], "little"), size):
        block = _sector(data, sector, size)
        for start in range(0, len(block) - _ENTRY + 1, _ENTRY):
            yield _entry(block[start : start + _ENTRY])


def _entry(block: bytes) -> _Entry:
    """One entry of the directory."""
    length = int.from_bytes(block[64:66], "little")
    name = block[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<3I", block, 68)
    return _Entry(name, left, right, child, *struct.unpack_from("<2I", block, 116))


def _chain(data: bytes, sector: int, size: int, most: int = _MOST_SECTORS) -> Iterator[int]:
    """The sectors of a stream as the table of sectors links them, as far as the header names that table."""
    tables = [number for number in struct.unpack_from("<109I", data, 76) if number < _NONE]
    each = size // 4
    for _ in range(min(most, len(data) // size)):
        if sector >= _NONE:
            return
        yield sector
        if sector // each >= len(tables):
            return
        table = _sector(data, tables[sector // each], size)
        place = 4 * (sector % each)
        sector = int.from_bytes(table[place : place + 4], "little") if len(table) >= place + 4 else _NONE


def _sector(data: bytes, number: int, size: int) -> bytes:
    """The bytes of one sector; fewer where the file ends."""
    return data[(number + 1) * size : (number + 2) * size]


def _root_entries(entries: list[_Entry]) -> Iterator[_Entry]:
    """What lies at the root, each once: its tree of neighbours followed from the root's first child."""
    waiting, seen = [entries[0].child] if entries else [], set[int]()
    while waiting:
        number = waiting.pop()
        if number in seen or number >= len(entries):
            continue
        seen.add(number)
        yield entries[number]
        waiting += [entries[number].left, entries[number].right]
