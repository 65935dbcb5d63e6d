"""Picture files to PDF: each picture is a page, so that everything after reads one kind of scan."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence

from extractors.document import DocumentError

MAX_PIXELS = 100_000_000
MAX_PICTURES = 200
LONGER_SIDE = 842.0
"""Points of the longer side of a picture's page, as of A4: what pictures say of their own resolution is seldom true."""

_FINEST = 2600
_DAMAGED = "the picture is damaged; fetch it again from where it was published"


def as_pdf(data: bytes) -> bytes:
    """A PDF of the pictures in a file; raises DocumentError, of the kinds damaged and too_large."""
    document = pdfium.PdfDocument.new()
    try:
        for picture in _pictures(data):
            _add_page(document, picture)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()
    except Image.DecompressionBombError as error:
        raise DocumentError("too_large", "the picture has far too many pixels; save it smaller") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise DocumentError("damaged", _DAMAGED) from error
    finally:
        document.close()


def _pictures(data: bytes) -> Iterator[Image.Image]:
    """The pictures of a file in colour, upright, none finer than scans need; raises what Pillow raises."""
    with Image.open(io.BytesIO(data)) as file:
        for frame in islice(ImageSequence.Iterator(file), MAX_PICTURES):
            if frame.width * frame.height > MAX_PIXELS:
                message = f"the picture has {frame.width} x {frame.height} pixels; save it smaller"
                raise DocumentError("too_large", message)
            upright = ImageOps.exif_transpose(frame)
            upright.thumbnail((_FINEST, _FINEST), Image.Resampling.LANCZOS)
            yield _on_paper(upright)


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture in colour; what is transparent shows white paper."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    paper.alpha_composite(layer)
    return paper.convert("RGB")


def _add_page(document: pdfium.PdfDocument, picture: Image.Image) -> None:
    """Put a picture on a page of its own, which it fills."""
    unit = LONGER_SIDE / max(picture.size)
    width, height = picture.width * unit, picture.height * unit
    page = document.new_page(width, height)
    image = pdfium.PdfImage.new(document)
    image.set_bitmap(pdfium.PdfBitmap.from_pil(picture))
    image.set_matrix(pdfium.PdfMatrix().scale(width, height))
    page.insert_obj(image)
    page.gen_content()
    page.close()
