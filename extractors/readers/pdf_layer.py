"""Pictures with text over them: rules are seen, figures of an unseen layer are recognised again and compared.

An unseen layer is what some program recognised before us; its figures are often wrong, its places often a little off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.forms import look_up
from extractors.grid import Box, Note, page_locator
from extractors.readers.pdf_fragments import RuledCell, find_tables
from extractors.readers.pdf_objects import Char, PageMarks
from extractors.readers.pdf_recognised import doubts, filled, rules_of
from extractors.readers.pdf_see import Look, Picture, Printed
from extractors.readers.pdf_text import lines_of

_LAYER_CONFIDENCE = 0.8
_AGREED = 0.97
_CONTESTED = 0.85
_LAYER_SHARE = 0.1
"""Of the probability, given to what the layer has where the recogniser reads something else."""


def with_layer(picture: Picture, marks: PageMarks) -> Look:
    """The page of a picture with unseen text over it: what is no known heading is recognised again."""
    fragments, rest = find_tables(_moved_page(picture, marks))
    places = [(number, at) for number, one in enumerate(fragments) for at in range(len(one.cells))]
    asked = [place for place in places if not look_up(fragments[place[0]].cells[place[1]].text)]
    printed = picture.cells([fragments[number].cells[at].box for number, at in asked])
    again = dict(zip(asked, printed, strict=True))
    seen = Look(lines=lines_of(rest))
    for number, fragment in enumerate(fragments):
        both = [(cell, again.get((number, at))) for at, cell in enumerate(fragment.cells)]
        cells = [_compared(cell, lines, picture) for cell, lines in both]
        seen.fragments.append(replace(fragment, cells=cells))
        for cell, (layer, lines) in zip(cells, both, strict=True):
            seen.notes += _notes(cell, layer, lines or (), marks.number)
    message = (
        f"page {marks.number} is a picture; its text is a layer that another program recognised: "
        "its figures were recognised again and compared"
    )
    whole = page_locator(marks.number, (0.0, 0.0, marks.width, marks.height))
    seen.notes += [Note("text_layer", message, "", whole), *picture.notes()]
    return seen


def over_rules(picture: Picture, marks: PageMarks) -> Look:
    """Text that is printed over a picture of rules, as on a form that was filled in: it is as good as any print."""
    fragments, rest = find_tables(_moved_page(picture, marks))
    for cell in (cell for fragment in fragments for cell in fragment.cells):
        cell.shown = picture.shown(cell.box)
    return Look(fragments, lines_of(rest))


def _moved_page(picture: Picture, marks: PageMarks) -> PageMarks:
    """The characters of a page as they stand on the straightened picture, and its rules."""
    chars = [_moved(char, picture.straightened(char[1:5])) for char in marks.chars]
    return PageMarks(marks.number, marks.width, marks.height, chars, rules_of(picture))


def _moved(char: Char, box: Box) -> Char:
    """The character in another box, its baseline moved along."""
    return char._replace(x0=box[0], top=box[1], x1=box[2], bottom=box[3], base=char.base + box[3] - char.bottom)


def _compared(cell: RuledCell, lines: Sequence[Printed] | None, picture: Picture) -> RuledCell:
    """A cell by its layer and as it was recognised: where both agree it is surer than either, else ours is kept."""
    layer = replace(cell, shown=picture.shown(cell.box), confidence=_LAYER_CONFIDENCE, source="text_layer")
    if lines is None:
        return layer
    ours = filled(cell, lines, picture)
    if _plain(ours.text) == _plain(cell.text):
        return replace(layer, confidence=max(_AGREED, ours.confidence) if cell.text else ours.confidence)
    if not cell.text:
        return ours
    others = ((cell.text, _LAYER_SHARE), *(other for other in ours.others if other[0] != cell.text))
    return replace(ours, confidence=min(ours.confidence, _CONTESTED), others=others)


def _notes(cell: RuledCell, layer: RuledCell, lines: Sequence[Printed], page: int) -> Iterator[Note]:
    """What to say of a cell in which the recogniser is unsure, or sees another figure than the layer has."""
    if cell.source == "text_layer":
        return
    if not layer.text or not _is_figure(cell.text, layer.text):
        yield from doubts(cell, lines, page)
        return
    doubt = (
        f"the layer of text has {layer.text!r} here, the recogniser reads {cell.text!r}; compare it with the picture"
    )
    yield Note("uncertain_reading", doubt, cell.text, page_locator(page, cell.shown or cell.box))


def _is_figure(*texts: str) -> bool:
    """Whether one of some texts has a digit or is a lone mark."""
    return any(len(text) == 1 or any(char.isdigit() for char in text) for text in texts)


def _plain(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
