"""The picture of a page as a scanner gave it → the picture set upright, and by how much it was turned.

How far lines slant, and whether they run across or down, is told by how sharply ink and white alternate from line to line; which
way up they stand, by showing some of them to the recogniser.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from extractor.readers.pdf_words import Word

INK = 0.6
"""Share of the paper's brightness below which a point is ink."""
LEAST_INK = 400
"""Points of ink on the coarse picture; a page with less has no lines to go by."""
COARSE = 1_100
"""Points of the longer side of the picture on which the slant is looked for."""
MOST_POINTS = 60_000
STEEPEST = 6.0
"""Degrees to either side; paper that lies worse in the scanner is put straight by whoever scans it."""
STEPS = (0.5, 0.1)
LEAST_SLANT = 0.15
"""Degrees below which turning costs more sharpness than it gives."""
SIDEWAYS = 0.5
"""How clear lines down a page are, by those across it, where the page is read either way to see."""
LINES = 14
"""Lines that are shown to the recogniser."""
TALL = (9, 70)
"""Points that a line of text is high at least and at most, at 200 dots per inch."""
AGREED = 0.6
"""Share of the lines that must stand upside down; a single one is often mistaken."""

SAMPLES = 4
"""Lines that are read either way where they may run down the page."""

Legible = Callable[[Any], float]
"""Tells how well the picture of one line can be read, from 0 to 1."""
WrongWayUp = Callable[[Any], bool | None]
"""Tells whether the picture of one line stands upside down, None where it cannot tell."""


class Upright(NamedTuple):
    """Hold a picture set upright: by quarter turns clockwise first, then by `slant` degrees (counter-clockwise)."""

    image: Any
    quarters: int
    slant: float


def upright(image: Any, wrong_way_up: WrongWayUp | None, legible: Legible | None) -> Upright:
    """Return the picture of a page with its lines level and, where something can tell, the right way up.

    A picture without lines is left as it is.
    """
    import numpy

    points = _ink(image)
    if points is None:
        return Upright(image, 0, 0.0)
    down, across = points
    slant, clear = _slant(down, across)
    level, quarters = _turned(image, slant), 0
    slant_sideways, clear_sideways = _slant(across, down)
    if clear_sideways > SIDEWAYS * clear:
        turned = _turned(numpy.ascontiguousarray(numpy.rot90(image, -1)), -slant_sideways)
        if _more_legible(turned, level, legible):
            level, quarters, slant = turned, 1, -slant_sideways
    lines = _lines(level, LINES) if wrong_way_up is not None else []
    votes = [vote for line in lines if wrong_way_up is not None and (vote := wrong_way_up(line)) is not None]
    if votes and sum(votes) > AGREED * len(votes):
        level, quarters = numpy.ascontiguousarray(numpy.rot90(level, 2)), quarters + 2
    return Upright(level, quarters, slant if abs(slant) >= LEAST_SLANT else 0.0)


def _more_legible(turned: Any, level: Any, legible: Legible | None) -> bool:
    """Tell whether a page reads better turned: typewritten letters stand below each other as clearly as lines do."""
    if legible is None:
        return False
    scores = [[legible(line) for line in _lines(picture, SAMPLES)] for picture in (turned, level)]
    best = [sum(each) / len(each) if each else 0.0 for each in scores]
    return best[0] > best[1]


def laid_back(words: Sequence[Word], width: float, height: float, slant: float) -> None:
    """Move words, read on a page that was turned by `slant`, to where they stand on the page as scanned."""
    sine, cosine = math.sin(math.radians(slant)), math.cos(math.radians(slant))
    for word in words:
        x, y = (word.x0 + word.x1) / 2 - width / 2, word.middle - height / 2
        right, low = x * cosine - y * sine - x, x * sine + y * cosine - y
        word.x0, word.x1, word.top, word.bottom = word.x0 + right, word.x1 + right, word.top + low, word.bottom + low


def darkest(image: Any) -> Any:
    """Return the darkest of the three colours of each point: print of any colour is ink.

    numpy's `min` over them takes twelve times as long.
    """
    import numpy

    return numpy.minimum(numpy.minimum(image[:, :, 0], image[:, :, 1]), image[:, :, 2])


def _ink(image: Any) -> tuple[Any, Any] | None:
    """Return the places of ink on a coarse picture as (down, across), None where there is hardly any."""
    import numpy

    step = max(1, max(image.shape[:2]) // COARSE)
    grey = darkest(image[::step, ::step])
    down, across = numpy.nonzero(grey < INK * numpy.median(grey))
    if len(down) < LEAST_INK or len(down) > 0.5 * grey.size:
        return None
    thin = max(1, len(down) // MOST_POINTS)
    return down[::thin], across[::thin]


def _slant(down: Any, across: Any) -> tuple[float, float]:
    """Return the degrees by which lines rise to the right, and how clear they are at that angle."""
    import numpy

    def clear(angle: float) -> float:
        heights = numpy.round(down + across * numpy.tan(numpy.radians(angle))).astype(int)
        counts = numpy.bincount(heights - heights.min()).astype(float)
        counts = numpy.minimum(counts, numpy.percentile(counts, 95))  # a drawn rule is no line of text
        return float((numpy.diff(counts) ** 2).sum())

    best = 0.0
    for reach, step in zip((STEEPEST, STEPS[0]), STEPS, strict=True):
        angles = [best + k * step for k in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=clear)
    return round(-best, 2) + 0.0, clear(best)


def _turned(image: Any, degrees: float) -> Any:
    """Return a picture turned counter-clockwise about its middle, its size kept, white let in at the corners."""
    if abs(degrees) < LEAST_SLANT:
        return image
    import numpy
    from PIL import Image

    turned = Image.fromarray(image).rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    return numpy.asarray(turned)


def _lines(image: Any, most: int) -> list[Any]:
    """Return the pictures of some lines of text from all over a page."""
    import numpy

    grey = darkest(image)
    ink = grey < INK * numpy.median(grey)
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], (ink.sum(axis=1) > 3).astype(numpy.int8), [0]))))
    bands = [(a, b) for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True) if TALL[0] <= b - a <= TALL[1]]
    found = []
    for top, bottom in _spread(bands, most):
        columns = numpy.flatnonzero(ink[top:bottom].any(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        height = bottom - top
        if right - left >= 3 * height:
            found.append(image[max(0, top - 3) : bottom + 3, left : min(right, left + 8 * height)])
    return found


def _spread(bands: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    return list(bands[:: max(1, len(bands) // most)])[:most]
