"""What a page is cut into before it becomes blocks: pieces of running text and tables, as words with their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from extractor.document import Box, Look
from extractor.readers.pdf_words import Word, is_wordy


@dataclass(slots=True)
class Piece:
    """Hold one paragraph, heading or item of a page, or a table (then `rows` holds the words of each cell)."""

    kind: Literal["paragraph", "heading", "item", "table"]
    page: int
    words: list[Word] = field(default_factory=list)
    level: int | None = None
    number: str | None = None
    rows: list[list[list[Word]]] = field(default_factory=list)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    header_rows: int = 0
    row_pages: list[int] = field(default_factory=list)
    later: dict[int, int] = field(default_factory=dict)
    """The pages of words (by id) that a page break tore from the row they belong to."""
    more: list[Piece] = field(default_factory=list)
    """The parts of the same piece on following pages or columns."""
    indent: float | None = None
    space_above: float | None = None
    centered: bool = False
    depth: int = 0
    opens_item: bool = False
    """Its first line opens with a list mark or clause number."""
    unlabelled: bool = False
    """Its tags call it a list item, but give it no label: it may be the rest of one that a page break tore."""
    ends_short: bool = False
    """Its last line ends well before the right edge: the paragraph is complete."""

    @property
    def all_words(self) -> list[Word]:
        """Return the words of all parts."""
        return self.words + [word for part in self.more for word in part.words]


def joined(words: Sequence[Word], known: Callable[[str], bool]) -> tuple[str, list[tuple[int, int]]]:
    """Return words as text, with the offsets of its bold passages; `known` says which words the document uses elsewhere."""
    parts: list[str] = []
    bold: list[tuple[int, int]] = []
    start = 0
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else None
        part = word.text
        glue = word.glued
        if word.hyphen and following is not None:
            part, glue = dehyphenated(word.text, following.text, known), True
        end = start + len(part)
        if word.bold:
            if bold and bold[-1][1] >= start - 1:
                bold[-1] = (bold[-1][0], end)
            else:
                bold.append((start, end))
        parts.append(part)
        if following is not None and not glue:
            parts.append(" ")
            end += 1
        start = end
    return "".join(parts), bold


_PREFIXES = frozenset(
    (
        *("non", "pre", "post", "sub", "co", "self", "third", "long", "short", "real", "well", "multi", "high", "low", "up", "on", "off"),
        *(
            "pro",
            "semi",
            "anti",
            "cross",
            "e",
            "re",
            "day",
            "month",
            "year",
            "end",
            "single",
            "fee",
            "user",
            "time",
            "first",
            "second",
            "follow",
        ),
    )
)
"""Words that mostly stand before a hyphen of their own."""
_LEAST_SPLIT = 0.5
"""Share of the hyphens at line ends that must part a word found whole elsewhere, for a document to be one that splits words."""


class Vocabulary:
    """Know the words that stand unbroken somewhere in a document; they are gathered when first asked for.

    >>> Vocabulary([])("availability")
    False
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.seen: set[str] | None = None
        self.compounds: bool | None = None

    def __call__(self, word: str) -> bool:
        """Tell whether the document uses a word."""
        if self.seen is None:
            self.seen = {other.text.strip(_PUNCTUATION).lower() for other in self.words if not other.hyphen}
        return word in self.seen

    @property
    def keeps_hyphens(self) -> bool:
        """Tell whether lines end with a hyphen only where a compound has one: a browser splits no words."""
        if self.compounds is None:
            ends = [(a.text, b.text) for a, b in pairwise(self.words) if a.hyphen and b.text[:1].islower()]
            whole = sum(self(_bare(a) + _bare(b)) for a, b in ends)
            parted = sum(self(f"{_bare(a)}-{_bare(b)}") or (self(_bare(a)) and self(_bare(b)) and len(_bare(a)) > 2) for a, b in ends)
            self.compounds = not whole and parted >= _LEAST_SPLIT * len(ends)
        return self.compounds


def _bare(word: str) -> str:
    return word.strip(_PUNCTUATION).lower()


def dehyphenated(before: str, after: str, known: Callable[[str], bool]) -> str:
    """Return a line's last word without its hyphen, or with it where the two parts are a compound.

    >>> dehyphenated("avail", "ability", lambda word: word == "availability"), dehyphenated("third", "party", lambda word: False)
    ('avail', 'third-')
    """
    head = before.rstrip("-")
    first, second = re.sub(r"[^\w-]", "", head).lower(), re.match(r"\w*", after.lower())
    tail = second[0] if second else ""
    if not after[:1].islower() or not tail or "-" in first or known(f"{first}-{tail}"):
        return head + "-"
    if known(first + tail):
        return head
    keeps = isinstance(known, Vocabulary) and known.keeps_hyphens
    return head + "-" if keeps or first in _PREFIXES or (known(first) and known(tail)) else head


_PUNCTUATION = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum()) + "“”‘’…–—•§©®™"


def box_of(words: Sequence[Word], page: int) -> Box:
    """Return the box around words."""
    return Box(
        page,
        round(min([w.x0 for w in words]), 1),
        round(min([w.top for w in words]), 1),
        round(max([w.x1 for w in words]), 1),
        round(max([w.bottom for w in words]), 1),
    )


def look_of(piece: Piece, words: Sequence[Word]) -> Look:
    """Return how a piece is set: its most frequent size, whether all of it is bold or slanted."""
    size = words[0].size if words else None
    if len({word.size for word in words}) > 1:
        sizes: Counter[float] = Counter()
        for word in words:
            sizes[word.size] += len(word.text)
        size = sizes.most_common(1)[0][0]
    letters = any(is_wordy(word.text) for word in words)
    return Look(
        size=None if size is None else round(size, 1),
        bold=letters and all(word.bold or not is_wordy(word.text) for word in words),
        italic=letters and all(word.italic or not is_wordy(word.text) for word in words),
        centered=piece.centered,
        indent=None if piece.indent is None else round(piece.indent, 1),
        space_above=None if piece.space_above is None else round(piece.space_above, 1),
    )
