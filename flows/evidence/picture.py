"""What is wanted of a document and what comes of it: a place in, a picture with the place marked out."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, PngImagePlugin

PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the picture."""

MAX_PIXELS = 24_000_000
"""Of one picture; a page of A4 at 150 dpi has two million."""
DOTS = 150
"""Per inch."""

_INK = (214, 0, 28)
_TINT = (255, 236, 140)
_LINE = 3
_AIR = 3
"""Pixels between the mark and what it marks."""


class NoPictureError(Exception):
    """A place that cannot be drawn; the message is one clear line: what is wrong and what to do."""


class GaveUpError(NoPictureError):
    """A document that costs more time or memory than it may; nothing more is tried with it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place of a document."""

    data: bytes
    media_type: str
    locator: str
    printed: str = ""
    """What is printed there; helps where several cells have one locator, as the columns of a line of text have."""
    whole_page: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, where the mark is in it, and what a reader should know of how it was made."""

    png: bytes
    mark: PixelBox
    remark: str = ""


def marked(image: Image.Image, place: tuple[float, float, float, float], remark: str = "") -> Picture:
    """The image with a box around the place and a tint over it, as PNG."""
    box = _grown(place, image.size)
    image = image.convert("RGB")
    inside = Image.new("RGB", image.size, "white")
    ImageDraw.Draw(inside).rectangle(box, fill=_TINT)
    image = _darker(image, inside, box)
    ImageDraw.Draw(image).rectangle(box, outline=_INK, width=_LINE)
    return Picture(_png(image, box, remark), box, remark)


def opened(png: bytes) -> Picture:
    """A picture that was kept; raises ValueError for one that is not of ours or was cut off."""
    try:
        with Image.open(io.BytesIO(png)) as image:
            image.load()
            said = {str(name): str(value) for name, value in image.info.items()}
        left, top, right, bottom = (int(edge) for edge in said["gouji-mark"].split(","))
    except (OSError, KeyError, SyntaxError) as error:
        raise ValueError("no picture of ours") from error
    return Picture(png, (left, top, right, bottom), said.get("gouji-remark", ""))


def _grown(place: tuple[float, float, float, float], size: tuple[int, int]) -> PixelBox:
    """The place in whole pixels with some air around it, inside the picture."""
    left, top, right, bottom = place
    grown = (round(left) - _AIR, round(top) - _AIR, round(right) + _AIR, round(bottom) + _AIR)
    across, down = size[0] - 1, size[1] - 1
    return min(max(grown[0], 0), across), min(max(grown[1], 0), down), min(grown[2], across), min(grown[3], down)


def _darker(image: Image.Image, tint: Image.Image, box: PixelBox) -> Image.Image:
    """The image with the tint inside the box; print stays as dark as it is."""
    from PIL import ImageChops

    image.paste(ImageChops.darker(image.crop(box), tint.crop(box)), box[:2])
    return image


def _png(image: Image.Image, mark: PixelBox, remark: str) -> bytes:
    """The bytes of a PNG which says itself where its mark is."""
    said = PngImagePlugin.PngInfo()
    said.add_text("gouji-mark", ",".join(map(str, mark)))
    said.add_text("gouji-remark", remark)
    target = io.BytesIO()
    image.quantize(colors=128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        target, "PNG", optimize=True, pnginfo=said
    )
    return target.getvalue()
