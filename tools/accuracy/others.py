"""General table extractors on the same files: their numbers in reading order, without any knowledge of the forms."""

from __future__ import annotations

import io
import logging
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from importlib.metadata import version

import pandas
import pdfplumber
from camelot.io import read_pdf
from rapidfuzz.distance import LCSseq

from tools.drawing.figures import Printed
from tools.drawing.tables import Table

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it tells of every font without a box

Read = Callable[[bytes], Iterator[str]]
_MOST_WORDS = 3
"""How many characters of a cell with a number may be neither digit nor sign: 减少, 万元, 人次."""


def read_with_pdfplumber(data: bytes) -> Iterator[str]:
    """Every cell of the tables as pdfplumber's documentation reads them."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for table in page.extract_tables():
                yield from (cell or "" for row in table for cell in row)


def read_with_camelot(data: bytes) -> Iterator[str]:
    """Every cell of the tables that camelot finds by their rules, its own default."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        for table in read_pdf(file.name, pages="all"):
            yield from (str(cell) for row in table.df.to_numpy().tolist() for cell in row)


def read_with_pandas(data: bytes) -> Iterator[str]:
    """Every cell of the tables that pandas.read_html finds, the ones of the headings included."""
    for frame in pandas.read_html(io.BytesIO(data), flavor="lxml"):
        yield from (str(cell) for row in [list(frame.columns), *frame.to_numpy().tolist()] for cell in row)


TOOLS: Mapping[str, tuple[str, Read]] = {
    f"pdfplumber {version('pdfplumber')}": ("pdf", read_with_pdfplumber),
    f"camelot {version('camelot-py')} (lattice)": ("pdf", read_with_camelot),
    f"pandas.read_html {version('pandas')}": ("html", read_with_pandas),
}
"""Name and version of each tool, the ending of what it reads, and how."""


def numbers_right(true: Iterable[Decimal], cells: Iterable[str]) -> int:
    """How many true numbers stand among the numeric cells in their order; signs and what is too much cost nothing."""
    return int(LCSseq.similarity(list(true), list(_numbers(cells))))


def _numbers(cells: Iterable[str]) -> Iterator[Decimal]:
    """The sizes of the cells that are numbers."""
    for cell in cells:
        text = re.sub(r"[\s,]", "", cell)
        found = re.findall(r"\d+(?:\.\d+)?", text)
        if len(found) == 1 and len(text) - len(found[0]) <= _MOST_WORDS:
            yield Decimal(found[0]).normalize()


def sequence(tables: Iterable[Table], figures: Iterable[Printed]) -> list[Decimal]:
    """The numbers of a report in the order in which its tables print them."""
    values = {figure.text: figure.value for figure in figures}
    printed = [cell.text for table in tables for row in table for cell in row if cell.role == "figure"]
    return [abs(value).normalize() for text in printed if (value := values.get(text)) is not None]
