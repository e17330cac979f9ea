"""The drawn lines of a page: strokes and thin filled boxes, as (x0, top, x1, bottom); page frames and shadings left out."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from extractor.readers.pdf_words import Frame, Word

Rule = tuple[float, float, float, float]
THIN = 2.5
"""Points up to which a box is a line."""
SHORT = 6.0
"""A shorter line is a dash, a check box's side or a glyph."""
DOT = (1.0, 8.0)
"""Points that a drawn bullet measures: browsers draw discs, circles and squares instead of writing them."""
_DASHES = re.compile(r"[-=‐-―]{5,}")
"""A line drawn with dashes; underscores are blanks to be filled in."""
JOINT = 14.0
"""Points between two pieces of one rule; each column may have its own."""
_DASH = re.compile(r"[-=\u2010-\u2015]+")
MOST_OBJECTS = 20_000
PICTURED = 0.5
"""Share of a page that pictures cover when it is a scan; letterheads and logos cover less."""
_PATH, _IMAGE = 2, 3


def drawings_of(page: ctypes.c_void_p, frame: Frame) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and vertical lines of a page and its dots (small shapes, which may be bullets).

    The sides of a box that is not thin are four lines.
    """
    rules: list[Rule] = []
    dots: list[Rule] = []
    bounds = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(bound) for bound in bounds]
    for i in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, i)
        if pdfium.FPDFPageObj_GetType(thing) != _PATH or not pdfium.FPDFPageObj_GetBounds(thing, *references):
            continue
        x0, top, x1, bottom = frame.shown(bounds[0].value, bounds[1].value, bounds[2].value, bounds[3].value)
        wide, high = x1 - x0, bottom - top
        if wide > 0.97 * frame.width and high > 0.9 * frame.height:
            continue
        if DOT[0] <= wide <= DOT[1] and DOT[0] <= high <= DOT[1] and 0.5 < wide / high < 2:
            dots.append((x0, top, x1, bottom))
        elif high <= THIN or wide <= THIN:
            if max(wide, high) >= SHORT:
                rules.append((x0, top, x1, bottom))
        elif wide >= SHORT and high >= SHORT and _drawn(thing):
            rules += [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]
    return rules, dots


def _drawn(thing: ctypes.c_void_p) -> bool:
    """Tell whether a box has a drawn outline (a filled one is a shading, whose edges bound cells all the same if not white)."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, ctypes.byref(fill), ctypes.byref(stroke))
    if stroke.value:
        return True
    channels = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(thing, *(ctypes.byref(channel) for channel in channels))
    red, green, blue, alpha = (channel.value for channel in channels)
    return bool(alpha) and min(red, green, blue) < 245


def is_pictured(page: ctypes.c_void_p, frame: Frame) -> bool:
    """Tell whether pictures cover most of a page: a scan, whatever stamp or page number is written over it."""
    bounds = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(bound) for bound in bounds]
    area = 0.0
    for i in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, i)
        if pdfium.FPDFPageObj_GetType(thing) == _IMAGE and pdfium.FPDFPageObj_GetBounds(thing, *references):
            x0, top, x1, bottom = frame.shown(bounds[0].value, bounds[1].value, bounds[2].value, bounds[3].value)
            area += max(0.0, min(x1, frame.width) - max(x0, 0.0)) * max(0.0, min(bottom, frame.height) - max(top, 0.0))
    return area > PICTURED * frame.width * frame.height


def drawn_bullets(dots: Sequence[Rule], words: Sequence[Word]) -> list[Word]:
    """Return a bullet for each dot that stands alone in front of a line's first word."""
    if not dots:
        return []
    by_place = sorted(words, key=lambda word: word.middle)
    middles = [word.middle for word in by_place]
    bullets = []
    for x0, top, x1, bottom in dots:
        middle = (top + bottom) / 2
        beside = by_place[bisect_left(middles, middle - 12) : bisect_right(middles, middle + 12)]
        line = [word for word in beside if word.top <= middle <= word.bottom]
        after = min((word for word in line if word.x0 >= x1 - 0.5), key=lambda word: word.x0, default=None)
        before = max((word.x1 for word in line if word.x0 < x1 - 0.5), default=-1e9)
        if after is not None and 0.2 * after.size <= after.x0 - x1 <= 3 * after.size and x0 - before > after.size and x1 - x0 < after.size:
            bullets.append(Word("•", x0, after.top, x1, after.bottom, after.size, after.bold, False, -1))
    return bullets


@dataclass(frozen=True, slots=True)
class Level:
    """Hold a horizontal rule, and where the pieces that it is drawn in meet: the walls of cells."""

    x0: float
    x1: float
    y: float
    joints: tuple[float, ...]


def levels_of(rules: Sequence[Rule]) -> list[Level]:
    """Return horizontal rules from top to bottom, pieces on one height joined."""
    flat = sorted(((r[1] + r[3]) / 2, r[0], r[2]) for r in rules if r[2] - r[0] >= 6 and r[3] - r[1] <= 3)
    heights: list[list[tuple[float, float, float]]] = []
    for piece in flat:
        if heights and piece[0] - heights[-1][0][0] <= 2:
            heights[-1].append(piece)
        else:
            heights.append([piece])
    return [level for group in heights for level in _lines_of(group)]


def _lines_of(pieces: Sequence[tuple[float, float, float]]) -> list[Level]:
    """Return pieces of one height (y, x0, x1) as rules, those that meet joined."""
    lines: list[Level] = []
    for y, x0, x1 in sorted(pieces, key=lambda piece: piece[1:]):
        last = lines[-1] if lines else None
        if last is None or x0 - last.x1 > JOINT:
            lines.append(Level(x0, x1, y, ()))
        else:
            joint = ((x0 + last.x1) / 2,) if x0 > last.x1 - 2 else ()
            lines[-1] = Level(last.x0, max(last.x1, x1), last.y, last.joints + joint)
    return lines


def with_typed_rules(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Word], list[Rule]]:
    """Return words without lines that are only dashes, and rules with them: plain text draws its lines so."""
    dashes = [word for word in words if _DASHES.fullmatch(word.text)]
    if not dashes:
        return list(words), list(rules)
    others = sorted(word.middle for word in words if not _DASH.fullmatch(word.text))
    heights = sorted(word.middle for word in dashes)

    def near(middles: list[float], word: Word) -> bool:
        return bisect_left(middles, word.middle - 2) != bisect_right(middles, word.middle + 2)

    alone = [word for word in words if _DASH.fullmatch(word.text) and near(heights, word) and not near(others, word)]
    typed = {id(word) for word in alone}
    kept = [word for word in words if id(word) not in typed]
    return kept, [*rules, *((word.x0, word.middle, word.x1, word.middle) for word in alone)]
