"""A photograph of a prepared web page, by a browser that runs no script and loads nothing."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Mapping
from typing import Any

from PIL import Image

from extractors.grid import Box
from flows.evidence.chromium import Chromium, RefusedError
from flows.evidence.picture import MAX_PIXELS, Picture, marked
from flows.evidence.web_page import MARK, TABLE

_WIDTH, _HEIGHT = 1000, 800
"""CSS pixels of the window."""
_AROUND = 210.0
"""CSS pixels shown above and below a place."""
_TO_HEAD = 600.0
"""CSS pixels shown above a place where its table begins there, so that the headings are seen."""
_AIR, _BESIDE = 12.0, 40.0
_WIDEST = 1800.0
"""CSS pixels shown from the left edge of the page on."""
_SHARP = 1.25
"""Pixels of the picture to one of the page."""
_TALLEST = 12_000.0


def photograph(browser: Chromium, page: str, whole_page: bool) -> Picture:
    """The surroundings of the marked element, or the whole page; raises BrowserError when it is not to be seen."""
    browser.begin_task()
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    try:
        taken = _taken(browser, session, page, whole_page)
    except RefusedError:
        browser.call("Target.closeTarget", targetId=target)
        raise
    browser.call("Target.closeTarget", targetId=target)
    return taken


def _taken(browser: Chromium, session: str, page: str, whole_page: bool) -> Picture:
    """The picture in a fresh window; raises BrowserError."""
    _quieten(browser, session)
    frame = browser.call("Page.getFrameTree", session)["frameTree"]["frame"]["id"]
    browser.call("Page.setDocumentContent", session, frameId=frame, html=page)
    place = _box(browser, session, MARK)
    if place is None:
        raise RefusedError("the page hides the place from its readers")
    if whole_page:
        size = browser.call("Page.getLayoutMetrics", session)["cssContentSize"]
        return _shot(browser, session, place, _whole(place, size))
    table = _box(browser, session, TABLE)
    return _shot(browser, session, place, _around(place, place if table is None else table))


def _quieten(browser: Chromium, session: str) -> None:
    """No scripts, no network, a window of a fixed size."""
    browser.call("Emulation.setScriptExecutionDisabled", session, value=True)
    browser.call("Network.enable", session)
    nothing = {"latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    browser.call("Network.emulateNetworkConditions", session, offline=True, **nothing)
    window = {"width": _WIDTH, "height": _HEIGHT, "deviceScaleFactor": _SHARP, "mobile": False}
    browser.call("Emulation.setDeviceMetricsOverride", session, **window)


def _box(browser: Chromium, session: str, attribute: str) -> Box | None:
    """The border of the element with an attribute, in CSS pixels of the page; nothing when it is not shown."""
    root = browser.call("DOM.getDocument", session, depth=0)["root"]["nodeId"]
    found = browser.call("DOM.querySelector", session, nodeId=root, selector=f"[{attribute}]")["nodeId"]
    try:
        corners: list[Any] = browser.call("DOM.getBoxModel", session, nodeId=found)["model"]["border"]
    except RefusedError:
        return None
    across, down = [float(x) for x in corners[0::2]], [float(y) for y in corners[1::2]]
    box = min(across), min(down), max(across), max(down)
    return box if box[2] > 0 and box[3] > 0 and box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None


def _whole(place: Box, size: Mapping[str, float]) -> Box:
    """The whole page; of an endless one the part that ends below the place."""
    bottom = max(min(size["height"], _TALLEST), place[3] + _AROUND)
    return 0.0, max(bottom - _TALLEST, 0.0), max(size["width"], place[2]), bottom


def _around(place: Box, table: Box) -> Box:
    """The part of the page around a place: its rows from the left edge on, the headings of its table where near."""
    left, right = 0.0, max(float(_WIDTH), place[2] + _BESIDE)
    if right > _WIDEST:
        left, right = min(place[0] - _BESIDE, right - _WIDTH), max(right, place[0] - _BESIDE + _WIDTH)
    top = table[1] - _AIR if place[1] - table[1] <= _TO_HEAD else place[1]
    bottom = min(place[3], place[1] + 3 * _AROUND) + _AROUND
    return left, max(min(top, place[1] - _AROUND), 0.0), min(right, left + _WIDEST), bottom


def _shot(browser: Chromium, session: str, place: Box, shown: Box) -> Picture:
    """The picture of a part of the page with the place marked."""
    left, top, right, bottom = shown
    scale = min(1.0, math.sqrt(MAX_PIXELS / ((right - left) * (bottom - top))) / _SHARP)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top, "scale": scale}
    shot = browser.call("Page.captureScreenshot", session, format="png", captureBeyondViewport=True, clip=clip)
    with Image.open(io.BytesIO(base64.b64decode(shot["data"]))) as image:
        sharp = image.width / (right - left)
        box = [(edge - start) * sharp for edge, start in zip(place, (left, top, left, top), strict=True)]
        return marked(image, (box[0], box[1], box[2], box[3]))
