"""The picture of a scanned page → its drawn lines, and recognised words cut where such a line parts two cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extractor.readers.ocr_upright import darkest
from extractor.readers.pdf_rules import Rule
from extractor.readers.pdf_words import Word

DARK = 0.55
"""Share of the paper's brightness below which a point is ink; grey shading is lighter."""
LEAST_ACROSS, LEAST_DOWN = 30.0, 20.0
"""Points that a line is long at least: no letter is as wide or, but in a title, as high."""
THICKEST = 3.0
"""Points; thicker is a bar, a letter or a picture."""
MOST_LINES = 2_000
REACH = 4
"""Letters by which a cut may stand beside the place that their number gives."""


def rules_on(image: Any, width: float, height: float) -> list[Rule]:
    """Return the horizontal and vertical lines of a picture in points of a page of that size."""
    import numpy

    grey = darkest(image)
    ink = grey < DARK * numpy.median(grey)
    factor_x, factor_y = width / ink.shape[1], height / ink.shape[0]
    level = _lines(ink, LEAST_ACROSS / factor_x, THICKEST / factor_y)
    upright = _lines(ink.T, LEAST_DOWN / factor_y, THICKEST / factor_x)
    rules = [(x0 * factor_x, y * factor_y, x1 * factor_x, y * factor_y) for y, x0, x1 in level]
    return rules + [(x * factor_x, y0 * factor_y, x * factor_x, y1 * factor_y) for x, y0, y1 in upright]


def _lines(ink: Any, least: float, thickest: float) -> list[tuple[float, float, float]]:
    """Return (row, first column, last column) of runs of ink that are long and thin; one row of tolerance takes up a slight slant."""
    import numpy

    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    open_runs: list[list[float]] = []  # first row, last row, first column, last column
    closed: list[list[float]] = []
    for y in numpy.flatnonzero(thick.sum(axis=1) >= least).tolist():
        edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], thick[y].astype(numpy.int8), [0]))))
        starts, ends = edges[::2], edges[1::2]
        long = ends - starts >= least
        for x0, x1 in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
            above = next((run for run in open_runs if run[1] >= y - 1 and x0 <= run[3] and x1 >= run[2]), None)
            if above is None:
                open_runs.append([y, y, x0, x1])
            else:
                above[1:] = [y, min(above[2], x0), max(above[3], x1)]
        closed += [run for run in open_runs if run[1] < y - 1]
        open_runs = [run for run in open_runs if run[1] >= y - 1]
        if len(closed) > MOST_LINES:
            return []
    return [((run[0] + run[1]) / 2, run[2], run[3]) for run in closed + open_runs if run[1] - run[0] - 2 <= thickest]


def cut_at_rules(words: Sequence[Word], rules: Sequence[Rule]) -> list[Word]:
    """Return words with those cut in two that a vertical line crosses: the engine reads two cells that stand close as one line."""
    upright = [rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]]
    cut: list[Word] = []
    for word in words:
        wall = next((r[0] for r in upright if word.x0 + 2 < r[0] < word.x1 - 2 and r[1] <= word.middle <= r[3]), None)
        place = _seam(word, wall) if wall is not None else None
        if wall is None or place is None:
            cut.append(word)
        else:
            cut.append(replace(word, text=word.text[:place], x1=wall - 1))
            cut.append(replace(word, text=word.text[place:], x0=wall + 1))
    return cut


def _seam(word: Word, wall: float) -> int | None:
    """Return where a word was run together near a wall: a capital behind a small letter, a figure or a mark."""
    near = round(len(word.text) * (wall - word.x0) / (word.x1 - word.x0))
    places = [
        i
        for i in range(max(1, near - REACH), min(len(word.text), near + REACH + 1))
        if word.text[i].isupper() and not word.text[i - 1].isupper()
    ]
    return min(places, key=lambda i: abs(i - near), default=None)
