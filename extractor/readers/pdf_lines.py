"""Words → visual lines: what stands on one height, cut at its wide gaps; and lines of running text in their column."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from extractor.readers.pdf_words import Word, is_wordy

GAP = 1.5
"""A gap of so many font sizes cuts a line: justified text stretches to about one."""
LOOKED_BACK = 3
"""Lines above in which a word may still belong: a superscript comes before its line when sorted by height."""

Segment = tuple[float, float, list[Word]]
"""A run of words on one line without a wide gap: (x0, x1, words)."""


@dataclass(slots=True)
class Row:
    """Hold one visual line cut at its wide gaps."""

    top: float
    bottom: float
    segments: list[Segment]
    parts: list[Row] = field(default_factory=list)
    """The lines that stand interleaved here, each in its own column (see `interleaved`)."""

    @property
    def words(self) -> list[Word]:
        """Return its words from left to right."""
        return [word for _, _, words in self.segments for word in words]

    @property
    def height(self) -> float:
        """Return its height, never zero."""
        return max(self.bottom - self.top, 1.0)

    @property
    def x0(self) -> float:
        """Return its left edge."""
        return self.segments[0][0]

    @property
    def x1(self) -> float:
        """Return its right edge."""
        return self.segments[-1][1]


class Line:
    """Hold one line of running text in its column."""

    __slots__ = ("bold", "bottom", "size", "text", "top", "words", "x0", "x1")

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.x0, self.x1 = min([w.x0 for w in words]), max([w.x1 for w in words])
        self.top, self.bottom = min([w.top for w in words]), max([w.bottom for w in words])
        sizes = {w.size for w in words}
        self.size = sizes.pop() if len(sizes) == 1 else median([w.size for w in words for _ in w.text[:20]])
        self.bold = words[0].bold and all(w.bold or not is_wordy(w.text) for w in words)
        """Every word is bold."""
        self.text = " ".join(w.text for w in words)

    @property
    def height(self) -> float:
        """Return its height, never zero."""
        return max(self.bottom - self.top, 1.0)

    def room_for(self, word: Word, right: float) -> bool:
        """Tell whether `word` would still have fitted on this line, so that the line was ended on purpose."""
        return self.x1 + 0.3 * self.size + (word.x1 - word.x0) < right - 0.25 * self.size


def visual_rows(words: Sequence[Word]) -> list[Row]:
    """Return words as visual lines from top to bottom, each cut at its wide gaps."""
    lines: list[tuple[float, float, list[Word]]] = []  # twice the middle and the height of the line's letters, its words
    for word in sorted(words, key=_height):
        double, height = word.top + word.bottom, word.bottom - word.top
        for back in range(len(lines) - 1, max(-1, len(lines) - 1 - LOOKED_BACK), -1):
            middle, tall, line = lines[back]
            least = tall if tall < height else height
            if double - middle < 0.9 * (least if least > 1 else 1):
                line.append(word)
                break
            if _raised(word, line):
                line.append(word)
                if height > tall:
                    lines[back] = (double, height, line)
                break
        else:
            lines.append((double, height, [word]))
    rows = []
    for _, _, line in lines:
        line.sort(key=_left)
        rows.append(Row(min([w.top for w in line]), max([w.bottom for w in line]), segments_of(line)))
    rows.sort(key=_top)
    return rows


def _height(word: Word) -> float:
    return word.top + word.bottom


def _left(word: Word) -> float:
    return word.x0


def _top(row: Row) -> float:
    return row.top


def _raised(word: Word, line: list[Word]) -> bool:
    """Tell whether a small word is a superscript or subscript of a line, or the line so far only one of the word's."""
    first = line[0]
    if word.size < 0.8 * first.size:
        return first.top - 2 <= word.middle <= first.bottom + 2 and any(abs(word.x0 - w.x1) < 3 for w in line)
    if first.size < 0.8 * word.size and len(line) <= 2:
        return word.top - 2 <= first.middle <= word.bottom + 2 and any(abs(word.x0 - w.x1) < 0.7 * word.size for w in line)
    return False


def segments_of(line: list[Word], gap: float = GAP) -> list[Segment]:
    """Return the words of a line, sorted from left to right, cut at its wide gaps."""
    parts: list[list[Word]] = [[line[0]]]
    for before, word in itertools.pairwise(line):
        size = before.size if before.size > word.size else word.size
        if word.x0 - before.x1 > gap * size:
            parts.append([])
        parts[-1].append(word)
    return [(part[0].x0, max([w.x1 for w in part]), part) for part in parts]


def interleaved(rows: Sequence[Row]) -> list[Row]:
    """Return rows with those made one that overlap in height side by side: cells of one row, each centred in its height."""
    merged: list[Row] = []
    for row in rows:
        above = merged[-1] if merged else None
        if above is not None and row.top < above.bottom - 0.25 * row.height and _beside(row, above):
            parts = [*(above.parts or [above]), row]
            merged[-1] = Row(above.top, max(above.bottom, row.bottom), _stacked(parts), parts)
        else:
            merged.append(row)
    return merged


def _beside(row: Row, above: Row) -> bool:
    """Tell whether a row stands clear of the last line above it, beside it."""
    last = (above.parts or [above])[-1]
    clear = 0.8 * row.height
    return row.top > last.top + 1 and all(a[0] > b[1] + clear or a[1] < b[0] - clear for a in row.segments for b in last.segments)


def _stacked(parts: Sequence[Row]) -> list[Segment]:
    """Return the segments of interleaved lines, those below each other as one."""
    stacks: list[Segment] = []
    for segment in (segment for part in parts for segment in part.segments):
        place = next((i for i, stack in enumerate(stacks) if segment[0] < stack[1] and segment[1] > stack[0]), None)
        if place is None:
            stacks.append((segment[0], segment[1], list(segment[2])))
        else:
            x0, x1, words = stacks[place]
            stacks[place] = (min(x0, segment[0]), max(x1, segment[1]), words + segment[2])
    return sorted(stacks, key=lambda stack: stack[0])


def in_order(words: Sequence[Word]) -> list[Word]:
    """Return words line by line, each line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        if lines and abs(word.middle - lines[-1][0].middle) < 0.5 * max(word.bottom - word.top, 1):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [word for line in lines for word in sorted(line, key=lambda w: w.x0)]


LIST_MARK = re.compile(
    r"(?:[•·▪◦●○■□►➢➤✓✔*‣⁃∙\uf0b7\uf0a7\uf0d8–—-]|o|\(?[\dA-Za-z]{1,4}[.)]|\([A-Za-z\d]{1,4}\)|\d{1,3}(?:\.\d{1,3})+[.)]?|§)"
)
"""A word that is a list mark or a clause number by its form."""


def is_mark(words: Sequence[Word]) -> bool:
    """Tell whether words are only a list mark or clause number."""
    return len(words) == 1 and LIST_MARK.fullmatch(words[0].text) is not None
