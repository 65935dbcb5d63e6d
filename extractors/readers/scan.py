"""Scans: pictures of pages to ruling lines and recognised text; needs the extra `scan`, loaded when first used.

This reader knows nothing of PDF: it looks at one picture after another, and `extract` hands it those of PDF pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from extractors.document import DocumentError
from extractors.grid import Box, Note

if TYPE_CHECKING:
    from extractors.readers.scan_page import ScannedPage

MAX_PAGES = 60
MAX_WIDTH = 400_000
"""Pixels along all recognised lines at the height that the network takes: about a tenth of a millisecond each."""

_PROSE_PAGES = 3
_NEEDED = ("cv2", "onnxruntime", "rapidocr")


@dataclass
class Budget:
    """How much of one document is still recognised; the same for the same bytes, however busy the machine is."""

    pages: int = MAX_PAGES
    width: int = MAX_WIDTH


def _nobody() -> None:
    """Tells nobody."""


@dataclass
class Eye:
    """Looks at the pictures of one document's pages, as far as the budget goes.

    Prose is read on the first pages and on the last, where title, agency, year and the numbers in the text stand.
    """

    budget: Budget = field(default_factory=Budget)
    on_picture: Callable[[], None] = _nobody
    """Told before each page that is looked at."""
    quarters: int = 0
    """How the page before lay."""

    def __call__(self, pixels: Any, scale: float, number: int, last: int) -> ScannedPage | Unseen:
        """The page of some pixels (height, width, 3; blue, green, red); raises DocumentError('needs_ocr')."""
        _ask_for_packages()
        if self.budget.pages <= 0 or self.budget.width <= 0:
            return Unseen(number)
        self.budget.pages -= 1
        self.on_picture()
        from extractors.readers.scan_page import ScannedPage  # these load the recogniser
        from extractors.readers.scan_turn import upright

        prose = number <= _PROSE_PAGES or number == last
        page, self.quarters = upright(pixels, scale, self.quarters)
        return ScannedPage(page, number, prose, self.budget, self.quarters)

    def glance(self, pixels: Any, scale: float) -> Sequence[Box]:
        """The ruling lines of a picture as it lies, in points; raises DocumentError('needs_ocr')."""
        _ask_for_packages()
        from extractors.readers.scan_ink import level

        return level(pixels, scale).rules()


def _ask_for_packages() -> None:
    """Raise DocumentError('needs_ocr') where the packages of the extra are missing."""
    if any(find_spec(name) is None for name in _NEEDED):
        message = "the pages are pictures; reading them needs more packages: pip install 'gouji[scan]'"
        raise DocumentError("needs_ocr", message)


@dataclass(frozen=True, slots=True)
class Unseen:
    """A page beyond the limit: nothing is read, and that is noted."""

    number: int
    quarters: int = 0

    def rules(self) -> Sequence[Box]:
        """None."""
        return ()

    def cells(self, boxes: Sequence[Box]) -> Sequence[Sequence[Any]]:
        """Nothing in any box."""
        return [()] * len(boxes)

    def lines(self, tables: Sequence[Box]) -> Sequence[Any]:
        """None."""
        return ()

    def shown(self, box: Box) -> Box:
        """The same box."""
        return box

    def straightened(self, box: Box) -> Box:
        """The same box."""
        return box

    def notes(self) -> Sequence[Note]:
        """That the page was not looked at."""
        message = f"page {self.number} is a picture beyond what is recognised of one document; give the report alone"
        return [Note("pages_not_read", message)]
