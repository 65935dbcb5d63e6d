"""Scans: the pages of a PDF as pictures, as a scanner of a given resolution leaves them."""

from __future__ import annotations

import io
import random

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

_NOISE = 12
"""The grey levels by which a scanner is off."""


def scanned(pdf: bytes, dpi: int, *, skew: float = 0.0, seal: bool = False) -> bytes:
    """A PDF of pictures, a little blurred and grainy; `skew` in degrees, `seal` adds the red ring of a stamp."""
    document = pypdfium2.PdfDocument(pdf)
    dice = random.Random(dpi)
    pages = [_page(page.render(scale=dpi / 72).to_pil().convert("RGB"), skew, seal, dice) for page in document]
    document.close()
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=80)
    return buffer.getvalue()


def _page(picture: Image.Image, skew: float, seal: bool, dice: random.Random) -> Image.Image:
    """One page as it comes off the glass."""
    if seal:
        _stamp(picture)
    turned = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor="white") if skew else picture
    grain = Image.effect_noise(turned.size, _NOISE).convert("RGB") if dice else turned
    return Image.blend(turned.filter(ImageFilter.GaussianBlur(0.4)), grain, 0.06)


def _stamp(picture: Image.Image) -> None:
    """A red ring of 4.2 cm over the middle of the page, where figures stand."""
    radius = round(picture.width * 0.1)
    x, y = round(picture.width * 0.7), round(picture.height * 0.5)
    box = (x - radius, y - radius, x + radius, y + radius)
    ImageDraw.Draw(picture).ellipse(box, outline=(220, 30, 40), width=max(radius // 12, 2))
