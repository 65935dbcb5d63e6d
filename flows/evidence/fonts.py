"""A font with Chinese characters, of those that are on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

from flows.evidence.picture import NoPictureError

_NAMED = "GOUJI_FONT"
_PREFERRED = ("notosanscjk-regular", "notoserifcjk-regular", "wqy-microhei", "wqy-zenhei", "sourcehansans")
"""Beginnings of file names, the best first; any other font with Chinese characters comes after them."""
_FAMILY = "SC"
"""The face of a collection that draws the characters as they are written on the mainland."""
_SECONDS = 20
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
_ABSENT = (
    f"there is no font with Chinese characters; install the Debian package fonts-noto-cjk, or name one in {_NAMED}"
)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font in this size in pixels; raises NoPictureError without one."""
    path = font_file()
    faces = [ImageFont.truetype(path, size, index=index) for index in range(_faces(path))]
    return next((face for face in faces if _FAMILY in (face.getname()[0] or "").split()), faces[0])


@cache
def font_file() -> Path:
    """The file of the font; raises NoPictureError without one."""
    named = os.environ.get(_NAMED)
    if named:
        if not Path(named).is_file():
            raise NoPictureError(f"{named!r} in {_NAMED} is no file; name a font with Chinese characters")
        return Path(named)
    found = sorted(set(_listed()), key=lambda path: (_rank(path), str(path)))
    if not found:
        raise NoPictureError(_ABSENT)
    return found[0]


def _rank(path: Path) -> int:
    """How far back a font stands in what is preferred."""
    name = path.name.lower()
    return next((rank for rank, start in enumerate(_PREFERRED) if name.startswith(start)), len(_PREFERRED))


def _listed() -> Iterator[Path]:
    """The fonts that fontconfig knows for Chinese; without fontconfig, those with a name that we know."""
    program = shutil.which("fc-list")
    if program is None:
        files = (path for folder in _FOLDERS for path in Path(folder).rglob("*.tt[cf]"))
        yield from (path for path in files if _rank(path) < len(_PREFERRED))
        return
    listing = subprocess.run(
        [program, ":lang=zh-cn", "file"], capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    for line in listing.stdout.splitlines():
        path = Path(line.rstrip(": "))
        if path.suffix.lower() in (".ttc", ".ttf", ".otf") and path.is_file():
            yield path


def _faces(path: Path) -> int:
    """How many faces a font file holds: a collection says so in its head."""
    with path.open("rb") as file:
        head = file.read(12)
    return min(int.from_bytes(head[8:12], "big"), 64) if head[:4] == b"ttcf" else 1
