"""The drawn lines of a page: strokes and thin filled boxes, as (x0, top, x1, bottom); page frames and shadings left out."""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from extractor.readers.pdf_words import Frame

Rule = tuple[float, float, float, float]
THIN = 2.5
"""Points up to which a box is a line."""
SHORT = 6.0
"""A shorter line is a dash, a check box's side or a glyph."""
MOST_OBJECTS = 20_000
_PATH, _FORM = 2, 5


def rules_of(page: ctypes.c_void_p, frame: Frame) -> list[Rule]:
    """Return the horizontal and vertical lines of a page; the sides of a box that is not thin are four lines."""
    rules: list[Rule] = []
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
        if high <= THIN or wide <= THIN:
            if max(wide, high) >= SHORT:
                rules.append((x0, top, x1, bottom))
        elif wide >= SHORT and high >= SHORT and _drawn(thing):
            rules += [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]
    return rules


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
