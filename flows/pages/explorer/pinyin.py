"""Initials of names in pinyin, with the other readings where the name of a region has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_APART: Any = list
"""Signs without a reading are told one by one."""
_READINGS = 4
"""So many readings of a name are kept at most."""


def initials(name: str, regions: Iterable[str | None] = ()) -> tuple[str, ...]:
    """The initials of a name, the usual reading first; another one for each sign of a region that is read in two ways.

    A sign that has no reading stands for itself, in lower case.
    """
    from pypinyin import Style, pinyin  # its dictionary takes half a second to load: only where pages are written

    letters = pinyin(name, style=Style.FIRST_LETTER, heteronym=True, errors=_APART)
    usual = pinyin(name, style=Style.FIRST_LETTER, errors=_APART)
    main = [reading[0][:1].lower() for reading in usual]
    found = dict.fromkeys(("".join(main), *_others(main, letters, _places(name, regions))))
    return tuple(found)[:_READINGS]


def _places(name: str, regions: Iterable[str | None]) -> list[int]:
    """Where in a name its regions stand, less the last sign of each, which tells what it is."""
    spans = ((name.find(region), len(region)) for region in regions if region)
    return sorted({place for start, length in spans if start >= 0 for place in range(start, start + length - 1)})


def _others(main: Sequence[str], letters: Sequence[Sequence[str]], places: Sequence[int]) -> Iterator[str]:
    """The readings with one sign read otherwise."""
    for place in places:
        for letter in letters[place]:
            if letter[:1] != main[place]:
                yield "".join((*main[:place], letter[:1].lower(), *main[place + 1 :]))
