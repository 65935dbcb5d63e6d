"""Pictures of lines to texts: the recogniser of RapidOCR's wheel, run on the processor, nothing fetched.

The network writes for each narrow strip of the picture how likely each character is. Short lines, which figures are,
get the probability of the whole text from that, and what else they could read; long ones the weakest character's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from extractors.readers.scan_rules import Image

_MODEL = "models/PP-OCRv6_rec_small.onnx"
_HEIGHT = 48
_NARROWEST = 48
_STEP = 8
_WIDEST = 3200
_BATCH = 6
_WIDE = 128
_SQUEEZE, _SQUEEZE_OF_WIDE = 0.85, 0.6
_SHORT = 40
"""Strips of a line whose readings are weighed against each other: five pixels of print each."""

_FIGURE = 14
"""Characters of a line with digits that is weighed however wide it stands."""

_BEAM = 6
_LIKELY = 1e-3
_BLANK = 0

Scores = NDArray[np.float32]
"""Strips by characters."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says, how sure that is from 0 to 1, and what else it could say with which probability."""

    text: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()


NOTHING = Reading("", 0.0)


@dataclass(frozen=True, slots=True)
class _Network:
    """The loaded model and the characters that its scores stand for; the first is the space between characters."""

    session: Any
    characters: tuple[str, ...]


@cache
def _network() -> _Network:
    """The model, loaded once a process; one thread, because documents are read in several processes."""
    spec = find_spec("rapidocr")
    folder = Path((spec.submodule_search_locations or [""])[0]) if spec else Path()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(folder / _MODEL), options, providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return _Network(session, ("", *characters, " "))


def read_lines(pictures: Sequence[Image]) -> list[Reading]:
    """The readings of grey pictures of single lines, in their order."""
    readings = [NOTHING] * len(pictures)
    for batch in _batches(pictures):
        for index, scores in zip(batch, _scores([pictures[index] for index in batch]), strict=True):
            readings[index] = _reading(scores)
    return readings


def _batches(pictures: Sequence[Image]) -> Iterator[list[int]]:
    """The indices of pictures of like width, few enough at a time."""
    ordered = sorted(range(len(pictures)), key=lambda index: width_of(pictures[index]))
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


def width_of(picture: Image) -> int:
    """The width of a picture as the network takes it, in whole steps."""
    return -(-max(_scaled(picture), _NARROWEST) // _STEP) * _STEP


def _scaled(picture: Image) -> int:
    """The width of a picture at the network's height, squeezed, for its time is width; more where it is wide.

    On the prose of `dense_2020__scan150`, 2,349 characters, 3 are lost at 0.6 and 1 at 1.0; of 2,721 lines of its and
    other scans' tables those that changed did so in blanks and brackets. Figures of nine digits lose some when they are
    squeezed to 96 pixels, and are surer at 128 than when they are not squeezed.
    """
    height, width = picture.shape
    plain = width * _HEIGHT / height
    wanted = min(plain * _SQUEEZE, max(_WIDE, plain * _SQUEEZE_OF_WIDE))
    return max(1, min(int(wanted + 0.5), _WIDEST))


def _scores(pictures: Sequence[Image]) -> Iterator[Scores]:
    """The network's scores for pictures of like width."""
    widest = max(map(width_of, pictures))
    batch = np.zeros((len(pictures), 3, _HEIGHT, widest), np.float32)
    for index, picture in enumerate(pictures):
        wide = _scaled(picture)
        resized = cv2.resize(picture, (wide, _HEIGHT), interpolation=_smoothing(picture, wide))
        batch[index, :, :, :wide] = resized.astype(np.float32) / 127.5 - 1.0
    session = _network().session
    yield from session.run(None, {session.get_inputs()[0].name: batch})[0]


def _smoothing(picture: Image, width: int) -> int:
    """How to resample to a width: averaging where the picture shrinks."""
    return cv2.INTER_AREA if width < picture.shape[1] else cv2.INTER_LINEAR


# ---------- scores to text


def _reading(scores: Scores) -> Reading:
    """The likeliest text; for short lines with its own probability and its rivals."""
    best = scores.argmax(axis=1)
    strips = [at for at, code in enumerate(best) if code != _BLANK and (at == 0 or best[at - 1] != code)]
    text = "".join(_network().characters[best[at]] for at in strips)
    if len(scores) > _SHORT and (len(text) > _FIGURE or not any(character.isdigit() for character in text)):
        return Reading(text.strip(), float(min((scores[at].max() for at in strips), default=0.0)))
    return _weighed(scores)


def _weighed(scores: Scores) -> Reading:
    """The texts that a line can have by their probability: the ways to write each over the strips, added up."""
    paths: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}
    likely: list[list[tuple[int, float]]] = [[] for _ in scores]
    for place in np.flatnonzero(scores.ravel() > _LIKELY).tolist():  # many times faster than over two dimensions
        strip, code = divmod(place, scores.shape[1])
        likely[strip].append((code, float(scores[strip, code])))
    for each in likely:
        paths = _extended(paths, each)
    characters = _network().characters
    texts: dict[str, float] = {}
    for codes, (ended, going) in paths.items():
        text = "".join(characters[code] for code in codes).strip()
        texts[text] = texts.get(text, 0.0) + ended + going
    (text, confidence), *others = sorted(texts.items(), key=lambda pair: -pair[1])
    return Reading(text, min(confidence, 1.0), tuple(others))


def _extended(
    paths: dict[tuple[int, ...], tuple[float, float]], codes: Sequence[tuple[int, float]]
) -> dict[tuple[int, ...], tuple[float, float]]:
    """The likeliest beginnings one strip of likely characters further: probability when it is blank, and when not."""
    grown: dict[tuple[int, ...], tuple[float, float]] = {}

    def add(path: tuple[int, ...], ended: float, going: float) -> None:
        before = grown.get(path, (0.0, 0.0))
        grown[path] = (before[0] + ended, before[1] + going)

    for path, (ended, going) in paths.items():
        for code, share in codes:
            if code == _BLANK:
                add(path, (ended + going) * share, 0.0)
            elif path and path[-1] == code:
                add(path, 0.0, going * share)
                add((*path, code), 0.0, ended * share)
            else:
                add((*path, code), 0.0, (ended + going) * share)
    return dict(sorted(grown.items(), key=lambda pair: -sum(pair[1]))[:_BEAM])
