"""Scans: the pages of a PDF as pictures, as a scanner or a camera leaves them; the same arguments, the same pixels."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

Pixels = NDArray[np.uint8]
"""Height, width, 3: red, green, blue."""

_POINTS = 72.0
_SEAL_SIDE = 124.0
"""Points: a government's seal is 4.2 cm wide."""

_RED = (0.84, 0.12, 0.16)
_RING_OF = "江南市财政局信息公开专用章"
_FONT = "STSong-Light"
_BLUR = 0.4
_WHITE = 150
_BEND = 0.025
_HOLE, _HOLE_FROM_EDGE, _HOLES_APART = 8.5, 34.0, 227.0
"""Points: radius, distance from the edge and from each other of the holes that a punch makes."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """How pages become pictures.

    `skew` is in degrees, `seal` the middle of a red seal as shares of the page, `quarters` how often the page lies
    turned by 90 degrees, `tilt` the share of the width by which the far edge of a photographed page is shorter, `shade`
    how much darker its dark corner is, `noise` the spread of grey levels, `quality` that of the JPEG, `faint` the share
    by which black print is paler, `edge` how much darker the page is where it bends into its binding, `holes` whether
    it was punched; `tone` is what the file keeps of the light: colours, greys, or black and white alone.
    """

    dpi: int
    skew: float = 0.0
    seal: tuple[float, float] | None = None
    quality: int = 80
    noise: float = 1.5
    quarters: int = 0
    tilt: float = 0.0
    shade: float = 0.0
    faint: float = 0.0
    edge: float = 0.0
    holes: bool = False
    tone: Literal["RGB", "L", "1"] = "RGB"


def scanned(pdf: bytes, scanner: Scanner, seed: int = 0) -> bytes:
    """A PDF of pictures of the pages of a PDF."""
    pages = [_toned(Image.fromarray(page), scanner.tone) for page in pictures(pdf, scanner, seed)]
    how: dict[str, int] = {} if scanner.tone == "1" else {"quality": scanner.quality}
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=scanner.dpi, save_all=True, append_images=pages[1:], **how)
    return buffer.getvalue()


def _toned(page: Image.Image, tone: str) -> Image.Image:
    """A picture with less of its light: a scanner set to text makes black what is darker than its threshold."""
    if tone == "1":
        return page.convert("L").point(lambda level: 255 * (level > _WHITE), mode="1")
    return page.convert(tone)


def pictures(pdf: bytes, scanner: Scanner, seed: int = 0) -> list[Pixels]:
    """The pages of a PDF as pixels."""
    dice = np.random.default_rng((seed, scanner.dpi))
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_scanned(_rendered(page, scanner.dpi), scanner, dice) for page in document]
    finally:
        document.close()


def _rendered(page: pypdfium2.PdfPage, dpi: int) -> Pixels:
    """A page in colour."""
    return np.asarray(page.render(scale=dpi / _POINTS).to_pil().convert("RGB"))


def _scanned(pixels: Pixels, scanner: Scanner, dice: np.random.Generator) -> Pixels:
    """One page as it comes off the glass, or out of the camera."""
    if scanner.faint:
        pixels = (255 - (255 - pixels.astype(np.float64)) * (1.0 - scanner.faint)).astype(np.uint8)
    if scanner.seal:
        pixels = _stamped(pixels, scanner.seal, scanner.dpi)
    if scanner.holes:
        pixels = _punched(pixels, scanner.dpi)
    light = _bent(_in_light(_turned(pixels, scanner), scanner.shade), scanner.edge)
    blurred = cv2.GaussianBlur(light, (0, 0), _BLUR)
    grain = dice.normal(0.0, scanner.noise, (*blurred.shape[:2], 1)) if scanner.noise else 0.0
    levels = (blurred * 0.95 + 7.0 + grain).clip(0.0, 255.0).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(levels, scanner.quarters))


def _turned(pixels: Pixels, scanner: Scanner) -> Pixels:
    """The page a little askew, and its far edge shorter where a camera looked from the near one; white around it."""
    if not scanner.skew and not scanner.tilt:
        return pixels
    height, width = pixels.shape[:2]
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), scanner.skew, 1.0), (0.0, 0.0, 1.0)])
    inset = scanner.tilt * width / 2
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    seen = np.array([(inset, inset), (width - inset, inset * 0.6), (width, height), (0, height)], np.float32)
    camera = cv2.getPerspectiveTransform(corners, seen) @ turn
    moved = cv2.warpPerspective(pixels, camera, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return np.asarray(moved, np.uint8)


def _in_light(pixels: Pixels, shade: float) -> NDArray[np.float64]:
    """The page under a lamp that stands at its top left corner."""
    height, width = pixels.shape[:2]
    down, right = np.linspace(0.0, 1.0, height)[:, None], np.linspace(0.0, 1.0, width)[None, :]
    light: NDArray[np.float64] = pixels * (1.0 - shade * (down + right) / 2)[:, :, None]
    return light


def _bent(light: NDArray[np.float64], edge: float) -> NDArray[np.float64]:
    """The page with the shadow along its left edge that a binding throws."""
    width = light.shape[1]
    shadow = edge * np.exp(-np.arange(width) / (_BEND * width))
    bent: NDArray[np.float64] = light * (1.0 - shadow)[None, :, None]
    return bent


def _punched(pixels: Pixels, dpi: int) -> Pixels:
    """The page with two holes, through which the dark lid of the scanner shows."""
    unit, height = dpi / _POINTS, len(pixels)
    punched = pixels.copy()
    for down in (-_HOLES_APART / 2, _HOLES_APART / 2):
        middle = round(_HOLE_FROM_EDGE * unit), round(height / 2 + down * unit)
        cv2.circle(punched, middle, round(_HOLE * unit), (60.0, 58.0, 55.0), -1, cv2.LINE_AA)
    return punched


# ---------- the seal


def _stamped(pixels: Pixels, at: tuple[float, float], dpi: int) -> Pixels:
    """The page with a seal on it, through which black print shows."""
    seal = _seal(dpi)
    height, width = pixels.shape[:2]
    layer = np.full((height + 2 * len(seal), width + 2 * len(seal), 3), 255, np.uint8)
    top, left = (round(share * side + len(seal) / 2) for share, side in ((at[1], height), (at[0], width)))
    layer[top : top + len(seal), left : left + len(seal)] = seal
    over = layer[len(seal) : len(seal) + height, len(seal) : len(seal) + width]
    return (pixels.astype(np.uint16) * over // 255).astype(np.uint8)


@cache
def _seal(dpi: int) -> Pixels:
    """A round seal as agencies use it: a ring, a star, and characters along the ring."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(_SEAL_SIDE, _SEAL_SIDE), invariant=1)
    _draw_seal(canvas)
    canvas.save()
    document = pypdfium2.PdfDocument(buffer.getvalue())
    pixels = _rendered(document[0], dpi)
    document.close()
    return pixels


def _draw_seal(canvas: Any) -> None:
    """Draw the seal around the middle of its page."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    canvas.translate(_SEAL_SIDE / 2, _SEAL_SIDE / 2)
    canvas.setStrokeColorRGB(*_RED)
    canvas.setFillColorRGB(*_RED)
    canvas.setLineWidth(3.4)
    canvas.circle(0, 0, _SEAL_SIDE / 2 - 2.5)
    star = canvas.beginPath()
    for point in range(10):
        far, angle = (17.0, 7.0)[point % 2], math.radians(90 + 36 * point)
        (star.lineTo if point else star.moveTo)(far * math.cos(angle), far * math.sin(angle))
    star.close()
    canvas.drawPath(star, stroke=0, fill=1)
    canvas.setFont(_FONT, 13)
    for place, character in enumerate(_RING_OF):
        canvas.saveState()
        canvas.rotate(120 - 240 * place / (len(_RING_OF) - 1))
        canvas.drawCentredString(0, _SEAL_SIDE / 2 - 19, character)
        canvas.restoreState()
