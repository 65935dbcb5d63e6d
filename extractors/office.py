"""Word's old format, rich text and OpenDocument by way of LibreOffice: documents in, the same documents as .docx out.

A .docx comes out as PDF, for whoever wants to see its pages.

LibreOffice is a program of the system and need not be there: without it these formats cost one clear line each.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.archive import check_parts, open_archive, read_part
from extractors.document import DOC, DOCX, FODT, ODT, RTF, DocumentError

ENDINGS = {DOC: ".doc", RTF: ".rtf", ODT: ".odt", FODT: ".fodt"}
"""The formats that LibreOffice converts, and what it expects their names to end in."""
SECONDS = 20.0
"""One document; a page takes about a tenth of a second, a start one to five."""

_NAMED = "GOUJI_SOFFICE"
_NAMES = ("soffice", "libreoffice")
_ABSENT = (
    "this format is read by way of LibreOffice; install the Debian packages libreoffice-writer libreoffice-calc "
    f"(or name the program in {_NAMED}) and run again, or save the document as .docx"
)
_NAME_ENDINGS = {**ENDINGS, DOCX: ".docx"}
_OPTIONS = ("--headless", "--invisible", "--nologo", "--norestore", "--nodefault", "--nolockcheck")
_RESTART = 81
"""LibreOffice leaves with this after it has laid out a new profile, to be started again."""
_MEMORY = 2048 * 1024**2
_LARGEST = 256 * 1024**2
"""In bytes, of a file that LibreOffice writes."""
_SETTINGS = Path(__file__).with_name("office_profile.xcu")


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be converted."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Goal:
    """What LibreOffice is to make of a document: its own name for the format, and the ending of the file."""

    format: str
    ending: str


_TO_DOCX = _Goal("docx:MS Word 2007 XML", ".docx")
_TO_PDF = _Goal("pdf:writer_pdf_Export", ".pdf")


@dataclass(frozen=True, slots=True)
class Program:
    """LibreOffice as found on this machine."""

    path: Path
    version: str


def program() -> Program:
    """LibreOffice as named in GOUJI_SOFFICE or found on the PATH; raises DocumentError('no_converter') without it."""
    found = _found()
    version = _version(found) if found else None
    if found is None or version is None:
        named = os.environ.get(_NAMED)
        raise DocumentError("no_converter", f"{named!r} does not run; {_ABSENT}" if named else _ABSENT)
    return Program(Path(found), version)


def is_installed() -> bool:
    """Whether LibreOffice seems to be there; whether it runs is seen when it is asked."""
    return _found() is not None


def _found() -> str | None:
    """The program that is named or found."""
    named = os.environ.get(_NAMED)
    return shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)


@cache
def _version(path: str) -> str | None:
    """What the program says of itself, asked once; nothing when it does not answer."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return " ".join(said.split()[:2]) or None


def to_docx(source: Source, seconds: float = SECONDS) -> bytes:
    """One document as .docx; raises DocumentError (no_converter, encrypted, damaged, too_large, timeout, crashed)."""
    return _converted(source, _TO_DOCX, seconds)


def to_pdf(docx: bytes, seconds: float = SECONDS) -> bytes:
    """The pages of a .docx; raises DocumentError as `to_docx` does."""
    return _converted(Source(DOCX, docx), _TO_PDF, seconds)


def _converted(source: Source, goal: _Goal, seconds: float) -> bytes:
    """One document in another format; raises DocumentError."""
    office = program()
    _check(source)
    with _Workshop([source], goal) as shop:
        end = shop.work(office, seconds)
        converted = shop.made(0)
    if converted is not None:
        return converted
    if end == "timeout":
        raise DocumentError("timeout", f"LibreOffice took longer than {seconds:g} seconds over it; save it as .docx")
    if end == "crashed":
        raise DocumentError("crashed", "LibreOffice broke down over it; save it as .docx or PDF")
    raise DocumentError("damaged", "LibreOffice cannot open it; fetch it again, or save it as .docx or PDF")


def convert(batch: Sequence[Source], seconds: float) -> list[bytes | None]:
    """Many documents in one call of LibreOffice, each as .docx; `None` for what is better tried alone.

    A document over which LibreOffice dies is left out and the rest goes on; raises DocumentError('no_converter').
    """
    office, until = program(), time.monotonic() + seconds
    fit = {number: source for number, source in enumerate(batch) if _is_fit(source)}
    with _Workshop(list(fit.values())) as shop:
        while shop.waiting and (left := until - time.monotonic()) > 0:
            if shop.work(office, left) == "done":
                break
            shop.leave_out_first()
        made = dict(zip(fit, map(shop.made, range(len(fit))), strict=True))
    return [made.get(number) for number in range(len(batch))]


def _is_fit(source: Source) -> bool:
    """Whether a document may be handed to LibreOffice."""
    try:
        _check(source)
    except DocumentError:
        return False
    return True


def _check(source: Source) -> None:
    """Raises DocumentError (encrypted, damaged, too_large) for a zipped document that is locked or a bomb."""
    if source.media_type not in (ODT, DOCX):
        return
    with open_archive(source.data) as archive:
        check_parts(archive)
        if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in read_part(
            archive, "META-INF/manifest.xml"
        ):
            raise DocumentError("encrypted", "the file asks for a password; save it again without one")


class _Workshop:
    """A folder that is thrown away, with documents to convert, what came of them, and a profile of its own."""

    def __init__(self, sources: Sequence[Source], goal: _Goal = _TO_DOCX) -> None:
        """Takes the documents; the folder is made by `with`."""
        self._folder = tempfile.TemporaryDirectory(prefix="gouji-office-", ignore_cleanup_errors=True)
        self._place = Path(self._folder.name)
        self._goal = goal
        self._names = [f"{number:06}{_NAME_ENDINGS[source.media_type]}" for number, source in enumerate(sources)]
        self._left_out: set[str] = set()
        for name, source in zip(self._names, sources, strict=True):
            self._place.joinpath(name).write_bytes(source.data)
        profile = self._place / "profile" / "user"
        profile.mkdir(parents=True)
        shutil.copyfile(_SETTINGS, profile / "registrymodifications.xcu")

    def __enter__(self) -> _Workshop:
        """The workshop itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Throw the folder away."""
        self._folder.cleanup()

    @property
    def waiting(self) -> list[str]:
        """The names of the documents that are neither converted nor left out, in order."""
        return [name for name in self._names if name not in self._left_out and not self._target(name).exists()]

    def leave_out_first(self) -> None:
        """Leave out the document that LibreOffice was at when it ended."""
        self._left_out.update(self.waiting[:1])

    def made(self, number: int) -> bytes | None:
        """What came of a document."""
        target = self._target(self._names[number])
        return target.read_bytes() if target.is_file() else None

    def work(self, office: Program, seconds: float) -> str:
        """Converts what is waiting: `done`, `crashed` or `timeout`; starts again where a new profile asks for it."""
        until = time.monotonic() + seconds
        for _ in range(2):
            status = self._run(office, max(until - time.monotonic(), 0.1))
            if status != _RESTART:
                break
        if status is None:
            return "timeout"
        return "done" if status == 0 else "crashed"

    def _run(self, office: Program, seconds: float) -> int | None:
        """The exit status of one call; nothing when it took too long, and then its whole group is ended."""
        profile = f"-env:UserInstallation={(self._place / 'profile').as_uri()}"
        goal = ("--convert-to", self._goal.format, "--outdir", str(self._place / "out"))
        command = [*_launcher(office.path), profile, *_OPTIONS, *goal, *self.waiting]
        process = subprocess.Popen(
            command,
            cwd=self._place,
            env=_environment(),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _confine(process.pid)
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end_group(process)

    def _target(self, name: str) -> Path:
        """Where LibreOffice puts a document."""
        return self._place / "out" / Path(name).with_suffix(self._goal.ending)


def _launcher(path: Path) -> Iterator[str]:
    """The program itself instead of the script around it, so that it ends with us, by any way that we end."""
    itself = path.resolve().with_name("soffice.bin")
    guard = shutil.which("setpriv")
    if guard:
        yield from (guard, "--pdeathsig", "KILL")
    yield str(itself if itself.is_file() else path)


def _environment() -> dict[str, str]:
    """Our environment without a screen, and with a way to the network that leads nowhere."""
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, **nowhere, "SAL_USE_VCLPLUGIN": "svp"}


def _confine(pid: int) -> None:
    """Limits memory and the size of files of a process that has just begun, unless it is limited or gone already."""
    for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, _LARGEST), (resource.RLIMIT_CORE, 0)):
        try:
            _, hard = resource.prlimit(pid, kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, kind, (most, most))
        except ProcessLookupError:
            return


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and all that it started, and waits for it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
