"""PDFs that name fonts without bringing them: read the same on every machine, drawn with the machine's fonts."""

import io

import pypdfium2 as pdfium
import pytest
from PIL import ImageFont

from extractors.readers import pdf
from extractors.readers.pdf_fonts import stand_in, without_system_fonts
from tests.pdf_sheets import BODY, HEAD, Sheet, rows


@pytest.fixture
def sheet() -> bytes:
    return Sheet().table(100, [HEAD, *BODY]).bytes()


def drawn(data: bytes) -> bytes:
    with pdfium.PdfDocument(data) as document:
        return document[0].render(scale=1).to_pil().tobytes()


def test_the_stand_in_has_a_box_for_every_character():
    font = ImageFont.truetype(io.BytesIO(stand_in()), 100)
    wide, narrow = font.getmask("件").getbbox(), font.getmask("0").getbbox()
    assert wide[2] - wide[0] > 2 * (narrow[2] - narrow[0])
    assert all(font.getmask(chr(code)).getbbox() for code in (0x21, 0x3007, 0x4E00, 0x9FFF, 0xFF0C, 0xFFFF))


def test_reading_asks_the_machine_for_no_font_and_drawing_does(sheet):
    before = drawn(sheet)
    with without_system_fonts():
        without = drawn(sheet)
    assert without != before, "the sheet brings its font along"
    assert rows(pdf.read(sheet).grids[0]) == [HEAD, *BODY]
    assert drawn(sheet) == before


def test_a_character_drawn_alone_is_not_lost_for_want_of_a_font():
    (paragraph,) = pdf.read(Sheet().text(100, 100, "件").bytes()).blocks
    assert paragraph.text == "件"
