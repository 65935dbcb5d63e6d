"""Codes of a PDF's fonts to the characters that a reader sees."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib.resources import files


@cache
def printed(code: int) -> str:
    """The character of a code as a reader sees it: '' for control codes, U+FFFD where the font does not say."""
    if code < 32 or code in (0xFFFE, 0xFFFF):
        return "" if code else "\ufffd"
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    if code == 0xA0:
        return " "
    return radicals().get(code, chr(code)) if 0x2E80 <= code <= 0x2FDF else chr(code)


@cache
def radicals() -> dict[int, str]:
    """Radical code point -> the plain character that a font's table should have named.

    Kangxi radicals have a compatibility mapping; the CJK supplement has none, so those are rows of a CSV.
    """
    plain = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)}
    text = files("extractors.forms").joinpath("radicals.csv").read_text(encoding="utf-8")
    plain.update({int(row["radical"], 16): row["character"] for row in csv.DictReader(text.splitlines())})
    return plain
