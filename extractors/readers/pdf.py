"""PDF to paragraphs and grids: PDFium parses, a lattice of the ruling lines finds the tables."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium

from extractors.document import DocumentError
from extractors.grid import Block, Box, Content, Note
from extractors.readers.pdf_fonts import without_system_fonts
from extractors.readers.pdf_fragments import Fragment, find_tables
from extractors.readers.pdf_join import continues, is_column, to_grid
from extractors.readers.pdf_objects import PageMarks
from extractors.readers.pdf_pasted import look_at, pasted
from extractors.readers.pdf_picture import is_picture, look
from extractors.readers.pdf_prose import PlacedLine, page_furniture
from extractors.readers.pdf_see import NOT_SEEN, Look, See
from extractors.readers.pdf_text import Line, lines_of
from extractors.readers.pdf_turned import Turn, as_shown, note, upright_marks
from extractors.readers.pdf_unruled import blocks_of
from extractors.readers.pdf_unsure import Pictures

MAX_PAGES = 2000
_NO_PAGES = "the PDF has no pages; fetch it again from where it was published"
_ENCRYPTED = "the PDF asks for a password; save it again without one"
_DAMAGED = "the PDF is damaged and could not be repaired; fetch it again from where it was published"


@dataclass
class ReadPage:
    """What stands on one page: tables and the lines outside them, sizes in points."""

    number: int
    height: float
    fragments: list[Fragment]
    lines: list[Line]
    is_lost: bool = False
    notes: Sequence[Note] = ()
    seen: Look | None = None
    """What was seen, where the page is a picture."""
    turn: Turn | None = None
    """How it was turned, where its print lies on its side."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that has to be looked at: as a whole, or in some boxes of it."""

    marks: PageMarks
    boxes: Sequence[Box] = ()


Item = Fragment | PlacedLine


def read(data: bytes, see: See | None = None) -> Content:
    """The paragraphs and tables of a PDF; raises DocumentError.

    `see` looks at pages that are pictures, and at pictures of tables; without it they are empty. The kinds of error
    are empty, unknown_format, encrypted, damaged, no_pages and too_large, and what `see` raises where there are only
    pictures.
    PDFium is not thread-safe: read in processes, never in threads.
    """
    if not data:
        raise DocumentError("empty", "the file is empty; fetch it again")
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("unknown_format", "the file is not a PDF; check what was downloaded under its name")
    pages, is_repaired = _read_pages(data, see)
    lost = [page.number for page in pages if page.is_lost]
    notes = [Note("unreadable_page", f"page {number} is damaged and was not read") for number in lost]
    if is_repaired:
        message = "the file is damaged; what could be repaired was read, its end may be missing"
        notes.append(Note("repaired_document", message))
    notes += _of_pictures(pages)
    pictures, blocks = Pictures({page.number: page.seen for page in pages if page.seen}), list(_blocks(pages))
    notes += pictures.notes([block for block, is_ruled in blocks if not is_ruled])
    told = (block if is_ruled else pictures.told(block) for block, is_ruled in blocks)
    turns = {page.number: page.turn for page in pages if page.turn}
    return Content(tuple(as_shown(block, turns) for block in told), pages=len(pages), notes=tuple(notes))


def _of_pictures(pages: Sequence[ReadPage]) -> list[Note]:
    """What is noted on single pages; raises DocumentError where no picture could be looked at and nothing else is."""
    notes = [note for page in pages for note in page.notes]
    blind = next((note for note in notes if note.kind == NOT_SEEN), None)
    if blind and not any(page.fragments or page.lines for page in pages):
        raise DocumentError(blind.kind, blind.message)
    return [note for note in notes if note.kind != NOT_SEEN] + ([blind] if blind else [])


def _read_pages(data: bytes, see: See | None) -> tuple[list[ReadPage], bool]:
    """The pages of a document, and whether it had to be repaired to open it or a page of it; raises DocumentError."""
    try:
        pages = _pages(data, see)
    except pdfium.PdfiumError:
        pages = []  # whether a password is missing is asked below: PDFium's error code may be that of the file before
    if pages and not any(page.is_lost for page in pages):
        return pages, False
    try:
        return _pages(_repaired(data), see), True
    except pikepdf.PasswordError as error:
        raise DocumentError("encrypted", _ENCRYPTED) from error
    except (pdfium.PdfiumError, pikepdf.PdfError, RuntimeError, ValueError) as error:
        if any(page.fragments or page.lines for page in pages):
            return pages, False
        raise DocumentError("damaged", _DAMAGED) from error


def _repaired(data: bytes) -> bytes:
    """The bytes as pikepdf writes them again after rebuilding the table of objects; raises what pikepdf raises."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as broken:
        if not len(broken.pages):
            raise DocumentError("no_pages", _NO_PAGES)
        broken.save(target)
    return target.getvalue()


def _pages(data: bytes, see: See | None) -> list[ReadPage]:
    """Each page read and closed again: an open page keeps its parsed objects; raises PdfiumError, DocumentError.

    Pictures are looked at afterwards, with the document opened again: drawing a page takes the machine's fonts.
    """
    pictures: dict[int, Unread] = {}
    with without_system_fonts(), pdfium.PdfDocument(data) as document:
        count = len(document)
        if not count:
            raise DocumentError("no_pages", _NO_PAGES)
        if count > MAX_PAGES:
            raise DocumentError("too_large", f"the PDF has {count} pages, more than {MAX_PAGES}; give the report alone")
        pages = [_page(document, index, pictures if see else None) for index in range(count)]
    if see and pictures:
        with pdfium.PdfDocument(data) as document:
            for index, unread in pictures.items():
                pages[index] = _seen(document, unread, see)
    return pages


def _page(document: pdfium.PdfDocument, index: int, pictures: dict[int, Unread] | None) -> ReadPage:
    """One page, empty when it is put among the pictures; one that PDFium cannot load is lost, the others are read."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return ReadPage(index + 1, 0.0, [], [], is_lost=True)
    try:
        marks, turn = upright_marks(page, index + 1)
        if pictures is not None and is_picture(page, marks):
            pictures[index] = Unread(marks)
            return ReadPage(index + 1, marks.height, [], [])
    finally:
        page.close()
    boxes = pasted(marks) if marks.pictures and pictures is not None else []
    if pictures is not None and boxes:
        pictures[index] = Unread(marks, boxes)
        return ReadPage(index + 1, marks.height, [], [])
    fragments, rest = find_tables(marks)
    notes = [note(index + 1, turn)] if turn else []
    return ReadPage(index + 1, marks.height, _filled(fragments), lines_of(rest), notes=notes, turn=turn)


def _filled(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments in which something is printed."""
    return [fragment for fragment in fragments if any(cell.text for cell in fragment.cells)]


def _seen(document: pdfium.PdfDocument, unread: Unread, see: See) -> ReadPage:
    """A page that is a picture, or has some that may be tables, as it is seen."""
    marks, last = unread.marks, len(document)
    page = document[marks.number - 1]
    try:
        seen = look_at(page, marks, unread.boxes, last, see) if unread.boxes else look(page, marks, last, see)
    finally:
        page.close()
    return ReadPage(marks.number, marks.height, _filled(seen.fragments), seen.lines, notes=seen.notes, seen=seen)


# ---------- pages to blocks


def _blocks(pages: Sequence[ReadPage]) -> Iterator[tuple[Block, bool]]:
    """Paragraphs and grids in reading order, tables put together over page breaks; and whether each is ruled."""
    furniture, dropped = page_furniture([(page.height, page.lines) for page in pages])
    tables = _tables(pages, furniture)
    lines: list[PlacedLine] = []
    for page in pages:
        for item in _items(page, tables):
            if isinstance(item, PlacedLine):
                lines += [item] if id(item.line) not in dropped else []
                continue
            started = next((table for table in tables if table[0] is item), None)
            if started:
                yield from ((block, False) for block in blocks_of(lines))
                lines = []
                yield to_grid(started), True
    yield from ((block, False) for block in blocks_of(lines))


def _items(page: ReadPage, tables: Sequence[Sequence[Fragment]]) -> list[Item]:
    """The page's tables and lines from top to bottom; frames around single texts are no table, the text stays prose."""
    used = {id(fragment) for table in tables for fragment in table}
    framed = [cell for fragment in page.fragments if id(fragment) not in used for cell in fragment.cells]
    lines = [*page.lines, *lines_of([char for cell in framed for char in cell.chars])]
    kept: list[Item] = [fragment for fragment in page.fragments if id(fragment) in used]
    return sorted([*kept, *(PlacedLine(page.number, line) for line in lines)], key=_top)


def _top(item: Item) -> float:
    """Where an item starts on its page."""
    return item.box[1] if isinstance(item, Fragment) else item.line.box[1]


def _tables(pages: Sequence[ReadPage], furniture: set[int]) -> list[list[Fragment]]:
    """The fragments grouped into tables; only what stands last on a page and first on the next can be one table."""
    tables: list[list[Fragment]] = []
    open_table: list[Fragment] | None = None
    for page in pages:
        lines = [line for line in page.lines if id(line) not in furniture]
        for place, fragment in enumerate(page.fragments):
            at_top = place == 0 and not any(line.box[1] < fragment.box[1] for line in lines)
            if open_table and at_top and continues(open_table, fragment):
                open_table.append(fragment)
            else:
                tables.append([fragment])
            at_bottom = place == len(page.fragments) - 1 and not any(line.box[1] > fragment.box[1] for line in lines)
            open_table = tables[-1] if at_bottom else None
        if not page.fragments and lines:
            open_table = None
    return [table for table in tables if not all(is_column(fragment) for fragment in table)]
