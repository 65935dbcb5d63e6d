"""A document to its facts: read, place, measure, identify; the same bytes give the same rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractors import office, ole, report_identity
from extractors.document import (
    DOC,
    DOCX,
    FODS,
    HTML,
    JPEG,
    LOCKED,
    ODS,
    OLE,
    PDF,
    PNG,
    SHEET_XML,
    TEXT,
    TIFF,
    WORD_XML,
    XLS,
    XLSX,
    ZIP,
    Document,
    DocumentError,
    Stated,
)
from extractors.forms import Slot, form_of_year, forms, slots
from extractors.grid import Content, Grid
from extractors.layouts import Placed, Placement
from extractors.layouts.documents import placed
from extractors.members import refusal
from extractors.numbers import Measure, measure
from extractors.prose import read_prose
from extractors.readers import doc, docx, html, pdf, scan, scan_file, spreadsheet, text
from extractors.records import Extraction, Fact, NamedGrid, Problem, ReportIdentity

Reader = Callable[[bytes], Content]


def _nobody() -> None:
    """Tells nobody."""


def _readers(on_picture: Callable[[], None] = _nobody) -> dict[str, Reader]:
    """The reader of each format; those that look at pictures tell of each page before they do."""

    def seen(data: bytes) -> Content:
        return pdf.read(data, scan.Eye(on_picture=on_picture))

    def seen_alone(data: bytes) -> Content:
        return seen(scan_file.as_pdf(data))

    return {
        HTML: html.read,
        PDF: seen,
        **dict.fromkeys((DOCX, WORD_XML), docx.read),
        **dict.fromkeys((XLSX, XLS, ODS, SHEET_XML, FODS), spreadsheet.read),
        TEXT: text.read,
        **dict.fromkeys((PNG, JPEG, TIFF), seen_alone),
    }


READERS = _readers()
_UNKNOWN = {"agency_unknown", "year_unknown"}
"""Kinds of problems that say nothing new of a document that is no report."""
_FIRST_SAY = ("requests", "proactive_disclosure", "statistics", "disputes")
"""Whose form counts where a table's own headings fit several."""


def extract(document: Document, *, on_picture: Callable[[], None] = _nobody) -> Extraction:
    """Everything that a document says; raises only `DocumentError`, with one clear line.

    `on_picture` is told before each page that is only a picture: to recognise it takes seconds.
    """
    content, tables, placement = placed(_read(document, on_picture))
    reading = report_identity.reading_of(content)
    choice = _forms(placement.placed, lambda: _year(reading, document.stated))
    facts, unreadable = _facts(placement.placed, choice)
    grids = _named(tables, placement, choice)
    report, doubts = report_identity.identify(reading, facts, document.stated, grids=grids)
    said = read_prose(content.paragraphs, reading, report)
    notes = tuple(Problem(note.kind, note.printed, note.locator, note.message) for note in content.notes)
    whole = (*notes, *_misfits(document, report, facts))
    lost = _is_lost(report, facts)
    rest = (*placement.problems, *unreadable, *(doubt for doubt in doubts if not lost or doubt.kind not in _UNKNOWN))
    return Extraction(said.report, facts, said.claims, (*whole, *rest), grids, said.mentions)


def _read(document: Document, on_picture: Callable[[], None] = _nobody) -> Content:
    """The content by the reader of the format; raises `DocumentError` for empty and unknown ones."""
    if not document.data.strip(b"\x00 \t\r\n"):
        raise DocumentError("empty", "the file is empty; fetch the document again")
    if document.media_type in office.ENDINGS:
        return _converted(document)
    reader = _readers(on_picture).get(document.media_type)
    if reader is None:
        raise _unreadable_format(document)
    return reader(document.data)


def _converted(document: Document) -> Content:
    """The content by way of LibreOffice; that of the Word file itself where LibreOffice lost its tables."""
    word = document.converted or office.to_docx(office.Source(document.media_type, document.data))
    content = docx.read(word)
    if document.media_type == DOC and not content.grids and doc.holds_tables(document.data):
        return replace(content, blocks=doc.blocks(document.data))
    return content


def _unreadable_format(document: Document) -> DocumentError:
    """Why no reader takes a document."""
    if document.media_type == LOCKED:
        return DocumentError("encrypted", "the file asks for a password; save it again without one")
    if document.media_type == OLE and not ole.storage(document.data).streams:
        return DocumentError("damaged", "the office file is cut off or damaged; fetch it again")
    if document.media_type == ZIP:
        return refusal(document.data)
    message = f"the content is of no known format ({document.media_type}); save it as PDF, Word, HTML or text"
    return DocumentError("unknown_format", message)


def _misfits(document: Document, report: ReportIdentity, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Whether the name promises another format than the bytes have, or nothing says that it is a report."""
    lost = _is_lost(report, facts)
    if document.promised and document.media_type not in document.promised:
        read = "no report was found in it" if lost else "it was read by content"
        message = f"the name promises {document.promised[0]} but the content is {document.media_type}; {read}"
        yield Problem("wrong_extension", document.name, None, message)
    elif lost:
        message = "neither a statutory table nor a report's title was found; check that this is the report itself"
        yield Problem("no_tables", "", None, message)


def _is_lost(report: ReportIdentity, facts: Sequence[Fact]) -> bool:
    """Whether nothing in a document says that it is a report; then nobody asks whose it is, and of which year."""
    return not facts and report.document_kind == "other"


def _year(reading: report_identity.Reading, stated: Stated) -> int | None:
    """The year of the report before its figures are known."""
    report, _ = report_identity.identify(reading, (), stated, grids=())
    return report.year


def _forms(placed: Sequence[Placed], year: Callable[[], int | None]) -> dict[str, str]:
    """The form of each table: the one that has most of its slots; equal ones follow the other tables, then the year."""
    fitting = {table: _fitting(placed, table) for table in dict.fromkeys(each.table_name for each in placed)}
    settled = {table: best[0] for table, best in fitting.items() if len(best) == 1}
    leader = next((settled[table] for table in _FIRST_SAY if table in settled), None)
    if len(settled) < len(fitting) and leader is None:
        found = year()
        leader = form_of_year(found) if found else None
    for table, best in fitting.items():
        if table not in settled:
            settled[table] = leader if leader in best else best[-1]
    return settled


def _fitting(placed: Sequence[Placed], table: str) -> list[str]:
    """The forms that have most of a table's placed figures, oldest first; figures weigh more than blanks."""
    votes: Counter[str] = Counter()
    for each in placed:
        if each.table_name == table:
            for form in slots().get(_key(each), {}):
                votes[form] += 1 + bool(each.cell.text.strip())
    most = max(votes.values(), default=0)
    return [form.form for form in forms() if votes[form.form] == most and most]


def _key(each: Placed) -> tuple[str, str, str]:
    return each.table_name, each.row_code, each.column_code


def _facts(placed: Sequence[Placed], choice: dict[str, str]) -> tuple[tuple[Fact, ...], list[Problem]]:
    """The facts in the order of the forms, and the figures that cannot be read or have no slot in the form."""
    found: list[tuple[int, Fact]] = []
    problems: list[Problem] = []
    for each in placed:
        slot = slots().get(_key(each), {}).get(choice[each.table_name])
        if slot is None:
            problems += _foreign(each, choice[each.table_name])
            continue
        reading = measure(each.cell.text, slot.kind, each.unit if slot.kind == "amount" else None)
        found.append((slot.position, _fact(each, slot, reading)))
        if reading.state == "unreadable":
            problems.append(_unreadable(each))
    return tuple(fact for _, fact in sorted(found, key=lambda pair: pair[0])), problems


def _fact(each: Placed, slot: Slot, reading: Measure) -> Fact:
    """One slot with its printed text and value."""
    return Fact(
        slot.form,
        slot.table_name,
        slot.row_code,
        slot.column_code,
        each.cell.text,
        reading.printed_unit or each.unit,
        reading.value,
        slot.unit,
        reading.state,
        each.cell.locator,
        _method(each),
        round(each.confidence * (0.95 if reading.wrapped else 1.0), 4),
    )


def _method(each: Placed) -> str:
    """How the cell found its slot, and that its text was recognised in a picture where it was."""
    return each.method if each.cell.source == "print" else f"{each.method}, {each.cell.source}"


def _foreign(each: Placed, form: str) -> list[Problem]:
    """A figure in a row or column that the table's form does not have; a blank there says nothing."""
    if not each.cell.text.strip():
        return []
    slot = "/".join(_key(each))
    message = f"{slot}: the form of {form}, which the rest of the table follows, has no such slot"
    return [Problem("slot_of_another_form", each.cell.text, each.cell.locator, message)]


def _unreadable(each: Placed) -> Problem:
    """A cell in a slot whose text is no number."""
    slot = "/".join(_key(each))
    return Problem(
        "unreadable", each.cell.text, each.cell.locator, f"{slot}: no number could be read here; check the document"
    )


def _named(tables: Sequence[Grid], placement: Placement, choice: dict[str, str]) -> tuple[NamedGrid, ...]:
    """Every grid with the statutory tables it was taken for."""
    return tuple(
        NamedGrid(grid, " ".join(found) or None, " ".join(dict.fromkeys(choice[table] for table in found)) or None)
        for grid, found in zip(tables, placement.tables, strict=True)
    )


_READING_WITH = ("rapidocr", "onnxruntime", "opencv-python-headless", "opencv-python")
"""Packages of the extra `scan`: with another version of one, a scan may be read otherwise."""


@cache
def extractor_version() -> str:
    """The version of gouji and a digest of what makes an extraction what it is: code, form tables, the recogniser."""
    digest = hashlib.sha256()
    for source in _sources(files("extractors")):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    for package in _READING_WITH:
        digest.update(f"{package} {_installed(package)}\0".encode())
    return f"{version('gouji')}+{digest.hexdigest()[:12]}"


def _installed(package: str) -> str:
    """The version of an installed package; empty for one that is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _sources(folder: Traversable) -> list[Traversable]:
    """The code and tables below a folder in a fixed order."""
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            found += _sources(entry)
        elif entry.name.endswith((".py", ".csv", ".xcu")):
            found.append(entry)
    return found


EXTRACTOR_VERSION = extractor_version()
