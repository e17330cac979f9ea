"""The words of a PDF page with their places and looks, straight from pdfium's characters."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from extractor.readers.clean import visible
from extractor.readers.pdf_glyphs import folded

HYPHENS = frozenset("\ufffe\x02")
"""What pdfium gives for a hyphen at the end of a line."""
BOLD_WEIGHT = 600
WIDE_GAP = 0.28
"""A gap of this many font sizes inside a run of letters is a space that the file left out."""
_FORCE_BOLD = 1 << 18
_ITALIC = 1 << 6
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi")


@dataclass(slots=True)
class Word:
    """Hold one word: text, box (points from the top left corner of the shown page), look, and the marked content it belongs to."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    mark: int
    """The marked content id, -1 outside any."""
    hyphen: bool = False
    """The word ends with a hyphen at the end of its line."""
    glued: bool = False
    """No space stands between this word and the next one."""

    @property
    def middle(self) -> float:
        """Return the height of its centre."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """Turn pdfium's page coordinates into points from the top left corner of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """Return the width of the page as shown."""
        return self.top - self.bottom if self.rotation % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Return the height of the page as shown."""
        return self.right - self.left if self.rotation % 2 else self.top - self.bottom

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return (x0, top, x1, bottom) of a box given by two corners in page coordinates."""
        if self.rotation == 1:
            box = (y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
        elif self.rotation == 2:
            box = (self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
        elif self.rotation == 3:
            box = (self.top - y1, self.right - x1, self.top - y0, self.right - x0)
        else:
            box = (x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)
        return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def frame_of(page: ctypes.c_void_p) -> Frame:
    """Return the frame of a page: its crop box and rotation."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    return Frame(rect.left, rect.bottom, rect.right, rect.top, pdfium.FPDFPage_GetRotation(page) % 4)


class _Looks:
    """Look up font weight and slant of characters, once per font name and flag."""

    def __init__(self, textpage: ctypes.c_void_p) -> None:
        self.textpage = textpage
        self.buffer = ctypes.create_string_buffer(256)
        self.flags = ctypes.c_int()

    def of(self, index: int) -> tuple[float, bool, bool]:
        size = float(pdfium.FPDFText_GetFontSize(self.textpage, index))
        self.flags.value = 0
        pdfium.FPDFText_GetFontInfo(self.textpage, index, self.buffer, 255, ctypes.byref(self.flags))
        name = self.buffer.value.lower()
        weight = pdfium.FPDFText_GetFontWeight(self.textpage, index)
        bold = weight >= BOLD_WEIGHT or bool(self.flags.value & _FORCE_BOLD) or any(mark in name for mark in _BOLD_NAMES)
        return size, bold, bool(self.flags.value & _ITALIC) or b"italic" in name or b"oblique" in name


def words_of(textpage: ctypes.c_void_p, frame: Frame, *, most: int) -> list[Word]:
    """Return the words of a page in the order of its content, at most `most` characters; words outside the crop box are left out."""
    count = min(pdfium.FPDFText_CountChars(textpage), most)
    if count <= 0:
        return []
    characters = _characters(textpage, count)
    rect = pdfium.FS_RECTF()
    reference = ctypes.byref(rect)
    box_of: Callable[..., int] = pdfium.FPDFText_GetLooseCharBox
    looks = _Looks(textpage)
    marks: dict[int, int] = {}
    words: list[Word] = []
    current: _Open | None = None
    for index, character in enumerate(characters):
        if character.isspace() or character == "\x00":
            if current:
                words.append(current.closed(frame))
                current = None
            continue
        if character in HYPHENS:
            if current:
                word = current.closed(frame)
                word.hyphen = True
                words.append(word)
                current = None
            continue
        box_of(textpage, index, reference)
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if current is not None and current.breaks(x0, y0, y1):
            glued = current.touches(x0, y0, y1)
            word = current.closed(frame)
            word.glued = glued
            words.append(word)
            current = None
        if current is None:
            size, bold, italic = looks.of(index)
            current = _Open(size, bold, italic, _mark(textpage, index, marks), x0, y0, x1, y1)
        current.take(character, x0, y0, x1, y1)
    if current:
        words.append(current.closed(frame))
    return [word for word in words if word.text and -1 <= word.x0 <= frame.width + 1 and -1 <= word.middle <= frame.height + 1]


def _characters(textpage: ctypes.c_void_p, count: int) -> list[str]:
    """Return the page's characters, one per index."""
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    units = buffer[:count]
    if 0 not in units and not any(0xD800 <= unit < 0xE000 for unit in units):
        return [chr(unit) for unit in units]
    points = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return [chr(point) if 0 < point < 0xD800 or 0xE000 <= point < 0x110000 else "\x00" for point in points]


def _mark(textpage: ctypes.c_void_p, index: int, marks: dict[int, int]) -> int:
    thing = pdfium.FPDFText_GetTextObject(textpage, index)
    address = ctypes.cast(thing, ctypes.c_void_p).value or 0
    if address not in marks:
        marks[address] = pdfium.FPDFPageObj_GetMarkedContentID(thing) if address else -1
    return marks[address]


@dataclass(slots=True)
class _Open:
    """Hold the word that is being read."""

    size: float
    bold: bool
    italic: bool
    mark: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str = ""
    end: float = 0.0

    def take(self, character: str, x0: float, y0: float, x1: float, y1: float) -> None:
        self.text += character
        self.x0, self.y0, self.x1, self.y1 = min(self.x0, x0), min(self.y0, y0), max(self.x1, x1), max(self.y1, y1)
        self.end = x1

    def breaks(self, x0: float, y0: float, y1: float) -> bool:
        """Tell whether the next character, which no space separates, still stands apart: a wide gap or another line."""
        height = self.y1 - self.y0
        if height <= 0:
            return False
        return (
            (y0 + y1) / 2 < self.y0 - 0.1 * height
            or (y0 + y1) / 2 > self.y1 + 0.1 * height
            or x0 - self.end > WIDE_GAP * height
            or x0 < self.x0 - height
        )

    def touches(self, x0: float, y0: float, y1: float) -> bool:
        """Tell whether the next character directly follows (a superscript or a change of baseline, not a new line)."""
        height = self.y1 - self.y0
        return abs(x0 - self.end) < WIDE_GAP * height and abs((y0 + y1) / 2 - (self.y0 + self.y1) / 2) < height

    def closed(self, frame: Frame) -> Word:
        x0, top, x1, bottom = frame.shown(self.x0, self.y0, self.x1, self.y1)
        text = visible(folded(self.text)).strip()
        size = self.size if 1 < self.size < 200 else bottom - top
        return Word(text, x0, top, x1, bottom, size, self.bold, self.italic, self.mark)
