"""Bytes of Chinese pages and texts to characters: what they say of their own encoding is often wrong."""

from __future__ import annotations

import codecs

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LADDER = (("utf-8", "utf-8"), ("gbk", "gb18030"), ("gb18030", "gb18030"))
"""Codecs, and the encoding each stands for: what GBK decodes is the same in GB18030, and takes a tenth less time."""
_FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8", "utf8": "utf-8"}


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read in: by byte order mark, else strictly, else with the fewest losses."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    for codec, encoding in _LADDER:
        try:
            return data.decode(codec), encoding
        except UnicodeDecodeError:
            continue
    readings = [(data.decode(codec, "replace"), encoding) for codec, encoding in _LADDER if codec == encoding]
    return min(readings, key=lambda reading: reading[0].count("\ufffd"))


def contradicts(declared: str, encoding: str) -> bool:
    """Whether a page's declared charset is of another family than the one it was read in."""
    family = _FAMILIES.get(declared.strip().lower())
    return family is not None and family != encoding.removesuffix("-sig")
