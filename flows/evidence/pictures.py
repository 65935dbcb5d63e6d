"""Pictures of places in documents of every format: who draws them, under which guards, and where they are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from extractors import office
from extractors.document import DOCX, FODS, HTML, ODS, PDF, SHEET_XML, TEXT, WORD_XML, XLS, XLSX, DocumentError
from extractors.extract import READERS
from flows.evidence import cells, lines, pdf_page, web_page, word_page
from flows.evidence.chromium import BrowserError, Chromium, RefusedError, chromium
from flows.evidence.photograph import photograph
from flows.evidence.picture import GaveUpError, NoPictureError, Picture, Wanted, opened
from flows.pool import Failure, GuardedPool, Limits, guarded_pool
from flows.settings import Settings

_EDITION = b"1"
"""Raise it when pictures are drawn in another way: those that are kept are drawn anew."""
_BROWSER_SECONDS = 20.0
"""For one page at most; a usual one takes half a second."""
_NO_OFFICE = "LibreOffice is not there; install the Debian package libreoffice-writer"

Task = TypeVar("Task")
Result = TypeVar("Result")


def picture(
    data: bytes,
    media_type: str,
    locator: str,
    *,
    printed: str = "",
    whole_page: bool = False,
    settings: Settings | None = None,
) -> bytes:
    """A PNG of a document's page, or of the part around a place, with the place marked; raises NoPictureError."""
    with pictures(settings or Settings()) as drawer:
        return drawer.of(Wanted(data, media_type, locator, printed, whole_page)).png


@contextmanager
def pictures(settings: Settings) -> Iterator[Pictures]:
    """Draws pictures one after the other, with one guarded process and at most one browser for all of them."""
    limits = Limits(1, settings.document_seconds, settings.document_memory)
    seconds = min(settings.document_seconds, _BROWSER_SECONDS)
    kept = settings.evidence if settings.home.is_dir() else None
    with guarded_pool(limits, preload=__name__) as pool, Pictures(pool, seconds, kept) as drawer:
        yield drawer


class Pictures:
    """What `pictures` makes."""

    def __init__(self, pool: GuardedPool, seconds: float, kept: Path | None) -> None:
        """Takes the guarded process, the seconds that a browser has for a page, and the folder for what is kept."""
        self._pool, self._seconds, self._kept = pool, seconds, kept
        self._browsers = ExitStack()
        self._browser: Chromium | None = None
        self._converted: tuple[bytes, bytes] | None = None

    def __enter__(self) -> Pictures:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the browser."""
        self._browsers.close()

    def of(self, wanted: Wanted) -> Picture:
        """The picture of a place, kept or drawn; raises NoPictureError."""
        if found := self.kept(wanted):
            return found
        place = self._kept / _name(wanted) if self._kept else None
        drawn = self._drawn(wanted)
        if place and drawn.remark in ("", cells.AS_READ):  # a makeshift is drawn anew: the better way may be there then
            _keep(place, drawn.png)
        return drawn

    def kept(self, wanted: Wanted) -> Picture | None:
        """The picture of a place that was drawn before; null where there is none."""
        return _found(self._kept / _name(wanted)) if self._kept else None

    def _drawn(self, wanted: Wanted) -> Picture:
        """The picture in the manner of the document's format; raises NoPictureError."""
        match wanted.media_type:
            case _ if wanted.media_type in _PLAIN:
                return self._guarded(_PLAIN[wanted.media_type], wanted)
            case _ if wanted.media_type == HTML:
                return self._of_page(wanted)
            case _ if wanted.media_type == DOCX or wanted.media_type in office.ENDINGS:
                return self._of_word(wanted)
        raise NoPictureError(f"no picture can be made of the format {wanted.media_type}")

    def _of_page(self, wanted: Wanted) -> Picture:
        """A web page as a browser shows it, else its cells; raises NoPictureError."""
        try:
            return self._photograph(self._guarded(web_page.prepare, wanted), wanted.whole_page)
        except GaveUpError:
            raise
        except (BrowserError, NoPictureError) as error:
            return self._guarded(cells.substitute, cells.Substitute(wanted, str(error)))

    def _photograph(self, page: str, whole_page: bool) -> Picture:
        """A prepared page by the running browser, or by a new one when that broke; raises BrowserError."""
        if self._browser is None:
            self._browser = self._browsers.enter_context(chromium(self._seconds))
        try:
            return photograph(self._browser, page, whole_page)
        except RefusedError:
            raise
        except BrowserError:
            self._browser = None
            self._browsers.close()
            raise

    def _of_word(self, wanted: Wanted) -> Picture:
        """A page of a Word document as LibreOffice lays it out, else its cells; raises NoPictureError."""
        try:
            docx = Wanted(self._as_docx(wanted), DOCX, wanted.locator, wanted.printed, wanted.whole_page)
        except NoPictureError as error:
            if wanted.media_type not in READERS:
                raise
            return self._guarded(cells.substitute, cells.Substitute(wanted, str(error)))
        try:
            pdf = office.to_pdf(self._guarded(word_page.prepare, docx))
            return self._guarded(pdf_page.draw_painted, pdf_page.Painted(pdf, word_page.PAINT, wanted.whole_page))
        except DocumentError as error:
            reason = _NO_OFFICE if error.kind == "no_converter" else error.message
        except GaveUpError:
            raise
        except NoPictureError as error:
            reason = str(error)
        return self._guarded(cells.substitute, cells.Substitute(docx, reason))

    def _as_docx(self, wanted: Wanted) -> bytes:
        """The document as .docx, remembered for the next place in it; raises NoPictureError."""
        if wanted.media_type == DOCX:
            return wanted.data
        if self._converted is None or self._converted[0] != wanted.data:
            try:
                converted = office.to_docx(office.Source(wanted.media_type, wanted.data))
            except DocumentError as error:
                raise NoPictureError(error.message) from error
            self._converted = wanted.data, converted
        return self._converted[1]

    def _guarded(self, function: Callable[[Task], Result], task: Task) -> Result:
        """What a function makes of a task in the guarded process; raises NoPictureError."""
        _, outcome = next(iter(self._pool.map(function, [task])))
        if not isinstance(outcome, Failure):
            return outcome
        if isinstance(outcome.cause, NoPictureError):
            raise outcome.cause
        raise GaveUpError(outcome.message) from outcome.cause


_PLAIN: dict[str, Callable[[Wanted], Picture]] = {
    PDF: pdf_page.draw,
    TEXT: lines.draw,
    XLSX: cells.draw,
    XLS: cells.draw,
    ODS: cells.draw,
    FODS: cells.draw,
    SHEET_XML: cells.draw,
    WORD_XML: cells.draw,
}
"""What is drawn by ourselves and in one step."""


def _name(wanted: Wanted) -> str:
    """Where a picture is kept: a folder a document, a name that depends on all that the picture depends on."""
    asked = (wanted.media_type, wanted.locator, wanted.printed, str(wanted.whole_page))
    key = hashlib.sha256(b"\0".join((_EDITION, *(part.encode() for part in asked)))).hexdigest()
    return f"{hashlib.sha256(wanted.data).hexdigest()}/{key[:32]}.png"


def _found(place: Path) -> Picture | None:
    """A picture that is kept whole."""
    try:
        return opened(place.read_bytes())
    except (OSError, ValueError):
        return None


def _keep(place: Path, png: bytes) -> None:
    """Keeps a picture at once or not at all; a home that cannot be written to is no reason to have no picture."""
    part = place.with_name(f".part-{secrets.token_hex(8)}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(png)
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
