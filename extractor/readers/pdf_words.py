"""The words of a PDF page with their places and looks, straight from pdfium's characters."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from extractor.readers.clean import raised, visible
from extractor.readers.pdf_glyphs import folded

HYPHENS = frozenset("\ufffe\x02")
"""What pdfium gives for a hyphen at the end of a line."""
BOLD_WEIGHT = 600
WIDE_GAP = 0.28
"""A gap of this many font sizes inside a run of letters is a space that the file left out."""
_FORCE_BOLD = 1 << 18
_ITALIC = 1 << 6
_SURROGATES = re.compile("[\ud800-\udfff]")
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
    turned: int = 0
    """Quarter turns (clockwise) that would set the word upright: a stamp at the margin, a table set sideways."""

    @property
    def middle(self) -> float:
        """Return the height of its centre."""
        return (self.top + self.bottom) / 2


def is_wordy(text: str) -> bool:
    """Tell whether a word has a letter or figure."""
    return text[0].isalnum() or text[-1].isalnum() or any(ch.isalnum() for ch in text)


Box = tuple[float, float, float, float]
"""Left, top, right, bottom of something on the page as shown."""


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

    def turned(self, quarters: int) -> Frame:
        """Return the frame of the page turned clockwise."""
        return Frame(self.left, self.bottom, self.right, self.top, (self.rotation + quarters) % 4)

    def turned_back(self, box: Box, quarters: int) -> Box:
        """Return a box of this frame, which is another turned clockwise by quarters, as it stands in that other one.

        >>> Frame(0, 0, 595, 842, 0).turned(1).turned_back((100, 50, 180, 60), 1)
        (50, 662, 60, 742)
        """
        x0, top, x1, bottom = box
        if quarters == 1:
            return top, self.width - x1, bottom, self.width - x0
        if quarters == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return self.height - bottom, x0, self.height - top, x1

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return (x0, top, x1, bottom) of a box given by two corners in page coordinates."""
        if not self.rotation:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.rotation == 1:
            box = (y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
        elif self.rotation == 2:
            box = (self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
        else:
            box = (self.top - y1, self.right - x1, self.top - y0, self.right - x0)
        return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def frame_of(page: ctypes.c_void_p) -> Frame:
    """Return the frame of a page: its crop box and rotation."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    return Frame(rect.left, rect.bottom, rect.right, rect.top, pdfium.FPDFPage_GetRotation(page) % 4)


def _plainly(function: Any, *types: Any) -> Callable[..., Any]:
    """Return a function of pdfium that takes and gives addresses as numbers: called for each word, objects around them cost a microsecond."""
    return ctypes.CFUNCTYPE(*types)(ctypes.cast(function, ctypes.c_void_p).value)  # type: ignore[arg-type]


_object_at = _plainly(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_size_at = _plainly(pdfium.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_font_of = _plainly(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
_mark_of = _plainly(pdfium.FPDFPageObj_GetMarkedContentID, ctypes.c_int, ctypes.c_void_p)
_box_at = _plainly(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_RUN = re.compile("(?:[^\\s\x00" + "".join(HYPHENS) + "]|(?<=[A-Za-z])[\x0b\x0c](?=[a-z]))+")
"""Characters up to the next space; pdfium puts one wherever letters stand apart."""
SAME_LINE = 0.1
"""Heights of a letter by which the first and last of a word may stand apart."""

GRID = 4
"""Points; two words that begin in one field of so many points make a page worth looking through for words drawn twice."""
SHADOW = 0.15
"""Font sizes by which a word drawn twice stands apart from itself."""

RAISED = 0.08
"""Heights of a word by which the middle of a superscript stands above its middle."""
SMALLER = 0.85


@dataclass(frozen=True, slots=True)
class _Look:
    """Hold how a text object is set, and its marked content id."""

    size: float
    bold: bool
    italic: bool
    mark: int


class _Looks:
    """Look up font, weight, slant and mark of characters, once per text object."""

    def __init__(self, textpage: ctypes.c_void_p) -> None:
        self.textpage = textpage
        self.address = ctypes.cast(textpage, ctypes.c_void_p).value
        self.buffer = ctypes.create_string_buffer(256)
        self.flags = ctypes.c_int()
        self.known: dict[int, _Look] = {}
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.alike: dict[tuple[float, int, int], _Look] = {}

    def of(self, index: int) -> _Look:
        address = _object_at(self.address, index) or 0
        look = self.known.get(address) if address else None
        if look is None:
            look = self.known[address] = self._asked(index, address)
        return look

    def _asked(self, index: int, thing: int) -> _Look:
        """Return the look of a text object; words set alike share one, since a browser makes each word an object of its own."""
        size = _size_at(self.address, index)
        if not thing:
            return _Look(size, *self._font(index), -1)
        font = _font_of(thing) or 0
        key = (size, font, _mark_of(thing))
        if key not in self.alike:
            if font not in self.fonts:
                self.fonts[font] = self._font(index)
            self.alike[key] = _Look(size, *self.fonts[font], key[2])
        return self.alike[key]

    def _font(self, index: int) -> tuple[bool, bool]:
        """Return whether the font of a character is bold, and whether it is slanted."""
        self.flags.value = 0
        pdfium.FPDFText_GetFontInfo(self.textpage, index, self.buffer, 255, ctypes.byref(self.flags))
        name = self.buffer.value.lower()
        weight = pdfium.FPDFText_GetFontWeight(self.textpage, index)
        bold = weight >= BOLD_WEIGHT or bool(self.flags.value & _FORCE_BOLD) or any(mark in name for mark in _BOLD_NAMES)
        return bold, bool(self.flags.value & _ITALIC) or b"italic" in name or b"oblique" in name


def words_of(textpage: ctypes.c_void_p, frame: Frame, *, most: int) -> list[Word]:
    """Return the words of a page in the order of its content, at most `most` characters; words outside the crop box are left out."""
    count = min(pdfium.FPDFText_CountChars(textpage), most)
    if count <= 0:
        return []
    text = _text(textpage, count)
    first, last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    to_first, to_last, letters = ctypes.addressof(first), ctypes.addressof(last), ctypes.cast(textpage, ctypes.c_void_p).value
    looks = _Looks(textpage)
    words: list[Word] = []
    shown, straight, left, high = frame.shown, not frame.rotation, frame.left, frame.top
    for run in _RUN.finditer(text):
        start, end = run.span()
        _box_at(letters, start, to_first)
        if straight:  # what Frame.shown would return, without the call: a tenth of the time that a word takes
            box = x0, top, x1, bottom = first.left - left, high - first.top, first.right - left, high - first.bottom
        else:
            box = x0, top, x1, bottom = shown(first.left, first.bottom, first.right, first.top)
        turned = 0
        if end - start > 1:
            _box_at(letters, end - 1, to_last)
            if straight:
                other = last.left - left, high - last.top, last.right - left, high - last.bottom
            else:
                other = shown(last.left, last.bottom, last.right, last.top)
            apart = SAME_LINE * (bottom - top)
            if other[0] < x0 or not -apart < other[1] - top < apart or not -apart < other[3] - bottom < apart:
                turned = _turned(box, other, end - start)
                if not turned:
                    words += _scanned(textpage, text, start, end, looks, frame)
                    words[-1].hyphen = end < count and text[end] in HYPHENS
                    continue
                box = min(x0, other[0]), min(top, other[1]), max(x1, other[2]), max(bottom, other[3])
            else:
                box = x0, top, other[2], bottom
        word = _word(run[0], looks.of(start), box)
        word.hyphen = end < count and text[end] in HYPHENS
        if turned:
            word.turned, word.size = turned, min(word.size, box[2] - box[0])
        words.append(word)
    right, low = frame.width + 1, 2 * frame.height + 2
    words = [word for word in words if word.text and -1 <= word.x0 <= right and -2 <= word.top + word.bottom <= low]
    if len({int(word.x0 / GRID) * 65536 + int(word.top / GRID) for word in words}) < len(words):
        words = _once(words)
    return words


def _once(words: list[Word]) -> list[Word]:
    """Return words without those drawn a second time over themselves: a shadow, or bold made by printing twice."""
    kept: list[Word] = []
    fields: dict[tuple[str, int, int], list[Word]] = {}
    for word in words:
        near, x, y = max(SHADOW * word.size, 0.3), int(word.x0 // GRID), int(word.top // GRID)
        around = [other for i in (x - 1, x, x + 1) for j in (y - 1, y, y + 1) for other in fields.get((word.text, i, j), ())]
        if not any(abs(other.x0 - word.x0) < near and abs(other.top - word.top) < near for other in around):
            fields.setdefault((word.text, x, y), []).append(word)
            kept.append(word)
    return kept


def _turned(first: Box, last: Box, letters: int) -> int:
    """Return the quarter turns that set a word upright whose first and last letters stand so; 0 for a superscript and the like."""
    down, across = max(last[1] - first[1], last[3] - first[3], key=abs), last[0] - first[0]
    size = max(first[2] - first[0], 1.0)
    if abs(across) > 0.4 * size or abs(down) < 0.25 * size * (letters - 1) or (letters == 2 and abs(down) < 0.35 * size):
        return 0
    return 1 if down < 0 else 3


def _word(text: str, look: _Look, box: Box) -> Word:
    x0, top, x1, bottom = box
    if not (text.isascii() and text.isprintable()) or "(cid:" in text:
        text = visible(folded(text)).strip()
    size = look.size if 1 < look.size < 200 else bottom - top
    return Word(text, x0, top, x1, bottom, size, look.bold, look.italic, look.mark)


def _text(textpage: ctypes.c_void_p, count: int) -> str:
    """Return the page's characters, one per index."""
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if len(text) == count and "\x00" not in text and not _SURROGATES.search(text):
        return text
    points = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(point) if 0 < point < 0xD800 or 0xE000 <= point < 0x110000 else "\x00" for point in points)


def _scanned(textpage: ctypes.c_void_p, text: str, start: int, end: int, looks: _Looks, frame: Frame) -> list[Word]:
    """Return a run whose ends do not stand on one line (a superscript, say) as words, letter by letter."""
    rect = pdfium.FS_RECTF()
    reference = ctypes.byref(rect)
    words: list[Word] = []
    current: _Open | None = None
    for index in range(start, end):
        pdfium.FPDFText_GetLooseCharBox(textpage, index, reference)
        box = frame.shown(rect.left, rect.bottom, rect.right, rect.top)
        if current is not None and (current.breaks(box) or (text[index - 1 : index + 1].isdecimal() and current.steps(box))):
            word = _word(current.text, current.look, current.box)
            word.glued = current.touches(box)
            words.append(word)
            current = None
        if current is None:
            current = _Open(looks.of(index), box, box[2])
        current.take(text[index], box)
    if current:
        words.append(_word(current.text, current.look, current.box))
    for word, following in pairwise(words):
        if word.glued and following.middle < word.middle - RAISED * (word.bottom - word.top) and following.size < SMALLER * word.size:
            following.text = raised(following.text)
    return words


@dataclass(slots=True)
class _Open:
    """Hold the word that is being read letter by letter."""

    look: _Look
    box: Box
    end: float
    text: str = ""

    def take(self, character: str, box: Box) -> None:
        self.text += character
        self.box = min(self.box[0], box[0]), min(self.box[1], box[1]), max(self.box[2], box[2]), max(self.box[3], box[3])
        self.end = box[2]

    def breaks(self, box: Box) -> bool:
        """Tell whether the next character, which no space separates, still stands apart: a wide gap or another line."""
        x0, top, _, bottom = self.box
        height = bottom - top
        middle = (box[1] + box[3]) / 2
        if height <= 0:
            return False
        return (
            middle < top - 0.1 * height or middle > bottom + 0.1 * height or box[0] - self.end > WIDE_GAP * height or box[0] < x0 - height
        )

    def steps(self, box: Box) -> bool:
        """Tell whether the next character stands higher and smaller, or lower and larger: a superscript begins or ends."""
        here, there = self.box[3] - self.box[1], box[3] - box[1]
        low, high = (box, self.box) if here < there else (self.box, box)
        return min(here, there) < SMALLER * max(here, there) and low[3] - high[3] > RAISED * max(here, there)

    def touches(self, box: Box) -> bool:
        """Tell whether the next character directly follows (a superscript or a change of baseline, not a new line)."""
        height = self.box[3] - self.box[1]
        return abs(box[0] - self.end) < WIDE_GAP * height and abs((box[1] + box[3]) - (self.box[1] + self.box[3])) / 2 < height
