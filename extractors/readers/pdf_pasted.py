"""Tables pasted as pictures into pages that have text too: looked at where ruling lines show that one is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from extractors.document import DocumentError
from extractors.grid import Box, Note, page_locator, parts
from extractors.readers.pdf_fragments import Fragment, RuledCell, find_tables
from extractors.readers.pdf_join import is_column
from extractors.readers.pdf_layer import over_rules, with_layer
from extractors.readers.pdf_objects import Char, PageMarks, Rule
from extractors.readers.pdf_picture import is_unseen, pixels_of, scale_of
from extractors.readers.pdf_recognised import recognised
from extractors.readers.pdf_see import Look, See
from extractors.readers.pdf_text import Line, lines_of

_WIDE, _HIGH = 150.0, 28.0
"""The smallest picture that a statutory table fits into, in points; logos and seals are smaller."""
_TOUCHING = 2.0
_MARGIN = 3.0
_MOST = 100
_CELLS = 6
_OVER = 3


def pasted(marks: PageMarks) -> list[Box]:
    """The places of the pictures of a page that are large enough for a table; strips of one picture as one."""
    whole: list[Box] = []
    for box in sorted(picture.box for picture in marks.pictures[:_MOST]):
        near = [one for one in whole if _touch(one, box)]
        whole = [one for one in whole if one not in near] + [_around([box, *near])]
    page = (0.0, 0.0, marks.width, marks.height)
    shown = (_common(box, page) for box in whole)
    return [box for box in shown if box[2] - box[0] >= _WIDE and box[3] - box[1] >= _HIGH]


def look_at(page: pdfium.PdfPage, marks: PageMarks, boxes: Sequence[Box], last: int, see: See) -> Look:
    """The tables and lines of a page, those in its pictures with them."""
    seen, scale = Look(), scale_of(page)
    chars, own = marks.chars, [one.box for one in find_tables(marks)[0] if _is_table(one)]
    for box in boxes:
        if any(_is_over(one, box) for one in own):
            continue
        around = _common(_grown(box), (0.0, 0.0, marks.width, marks.height))
        inside = [char for char in chars if _holds(box, char)]
        try:
            found = _in_picture(page, _part(marks, around, inside), around, scale, last, see)
        except DocumentError as error:
            found = Look(notes=[Note(error.kind, error.message)])
        if found.fragments:
            taken = set(map(id, inside))
            chars = [char for char in chars if id(char) not in taken]
        seen.notes += found.notes
        seen.fragments += found.fragments
        seen.lines += found.lines
    fragments, rest = find_tables(replace(marks, chars=chars))
    seen.fragments = sorted([*fragments, *seen.fragments], key=lambda one: (one.box[1], one.box[0]))
    seen.lines = sorted([*lines_of(rest), *seen.lines], key=lambda line: line.box[1] + line.box[3])
    return seen


def _in_picture(page: pdfium.PdfPage, part: PageMarks, box: Box, scale: float, last: int, see: See) -> Look:
    """What is read in a picture, placed on its page; nothing where no table is ruled in it."""
    if part.chars and sum(char.text.isdigit() for char in part.chars) < _OVER:
        return Look()
    pixels = pixels_of(page, scale, box)
    if not _is_ruled([Rule(*rule) for rule in see.glance(pixels, scale)], part):
        return Look()
    picture = see(pixels, scale, part.number, last)
    if not part.chars:
        found = recognised(picture, part)
    elif is_unseen(page) or all(one.is_last for one in part.pictures):
        found = with_layer(picture, part)
    else:
        found = over_rules(picture, part)
    return _moved(found, box[0], box[1])


def _is_ruled(rules: Sequence[Rule], part: PageMarks) -> bool:
    """Whether rules make a table of several rows and columns."""
    tables, _ = find_tables(PageMarks(part.number, part.width, part.height, [], list(rules)))
    return any(map(_is_table, tables))


def _is_table(fragment: Fragment) -> bool:
    """Whether a fragment has as many cells as a table, in several columns."""
    return len(fragment.cells) >= _CELLS and not is_column(fragment)


def _part(marks: PageMarks, box: Box, chars: Sequence[Char]) -> PageMarks:
    """The page cut to a box: its characters from the corner of the box, and the pictures there."""
    left, top, right, bottom = box
    moved = [_shifted(char, -left, -top) for char in chars]
    pictures = [one for one in marks.pictures if _touch(one.box, box)]
    return replace(
        marks, width=right - left, height=bottom - top, chars=moved, rules=[], shades=[], dots=[], pictures=pictures
    )


# ---------- places


def _moved(seen: Look, right: float, down: float) -> Look:
    """What was seen in a part of a page, at its place on the page; notes that name a place name that."""
    fragments = [_fragment(one, right, down) for one in seen.fragments]
    lines = [_line(one, right, down) for one in seen.lines]
    return Look(fragments, lines, [_note(one, right, down) for one in seen.notes])


def _note(note: Note, right: float, down: float) -> Note:
    """A note moved, if it names a place."""
    if note.locator is None:
        return note
    place = parts(note.locator)
    left, top, far, low = map(float, place["box"].split(","))
    return replace(note, locator=page_locator(int(place["page"]), _by((left, top, far, low), right, down)))


def _fragment(fragment: Fragment, right: float, down: float) -> Fragment:
    """A fragment moved."""
    cells = [_cell(cell, right, down) for cell in fragment.cells]
    return Fragment(fragment.page, _by(fragment.box, right, down), cells)


def _cell(cell: RuledCell, right: float, down: float) -> RuledCell:
    """A cell moved with its characters."""
    chars = [_shifted(char, right, down) for char in cell.chars]
    shown = _by(cell.shown or cell.box, right, down)
    return replace(cell, box=_by(cell.box, right, down), chars=chars, shown=shown)


def _line(line: Line, right: float, down: float) -> Line:
    """A line moved."""
    return Line(tuple(_shifted(char, right, down) for char in line.chars), _by(line.box, right, down), line.size)


def _shifted(char: Char, right: float, down: float) -> Char:
    """A character moved."""
    x0, top, x1, bottom = _by(char[1:5], right, down)
    return char._replace(x0=x0, top=top, x1=x1, bottom=bottom, base=char.base + down)


def _by(box: Box, right: float, down: float) -> Box:
    """A box moved."""
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def _grown(box: Box) -> Box:
    """A box with a little paper around it."""
    return box[0] - _MARGIN, box[1] - _MARGIN, box[2] + _MARGIN, box[3] + _MARGIN


def _common(one: Box, other: Box) -> Box:
    """What two boxes have in common."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _around(boxes: Sequence[Box]) -> Box:
    """The box around some."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _touch(one: Box, other: Box) -> bool:
    """Whether two boxes overlap or nearly do."""
    left, top, right, bottom = _common(one, other)
    return right - left > -_TOUCHING and bottom - top > -_TOUCHING


def _is_over(table: Box, picture: Box) -> bool:
    """Whether a ruled table reaches into a picture."""
    left, top, right, bottom = _common(table, picture)
    return right - left > _TOUCHING and bottom - top > _TOUCHING


def _holds(box: Box, char: Char) -> bool:
    """Whether the middle of a character lies in a box."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
