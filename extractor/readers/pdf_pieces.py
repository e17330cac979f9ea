"""What a page is cut into before it becomes blocks: pieces of running text and tables, as words with their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
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
    more: list[Piece] = field(default_factory=list)
    """The parts of the same piece on following pages or columns."""
    indent: float | None = None
    space_above: float | None = None
    centered: bool = False
    depth: int = 0
    opens_item: bool = False
    """Its first line opens with a list mark or clause number."""
    ends_short: bool = False
    """Its last line ends well before the right edge: the paragraph is complete."""

    @property
    def all_words(self) -> list[Word]:
        """Return the words of all parts."""
        return self.words + [word for part in self.more for word in part.words]


def joined(words: Sequence[Word], known: Callable[[str], bool]) -> tuple[str, list[tuple[int, int]]]:
    """Return words as text, with the offsets of its bold passages; `known` says which words the document uses elsewhere."""
    text, bold = "", list[tuple[int, int]]()
    for i, word in enumerate(words):
        start = len(text)
        following = words[i + 1] if i + 1 < len(words) else None
        part = word.text
        glue = word.glued
        if word.hyphen and following is not None:
            part, glue = dehyphenated(word.text, following.text, known), True
        text += part
        if word.bold:
            if bold and bold[-1][1] >= start - 1:
                bold[-1] = (bold[-1][0], len(text))
            else:
                bold.append((start, len(text)))
        if following is not None and not glue:
            text += " "
    return text, bold


_PREFIXES = frozenset(
    [
        "non",
        "pre",
        "post",
        "sub",
        "co",
        "self",
        "third",
        "long",
        "short",
        "real",
        "well",
        "multi",
        "high",
        "low",
        "up",
        "on",
        "off",
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
        "non-",
        "follow",
        "non",
    ]
)


def dehyphenated(before: str, after: str, known: Callable[[str], bool]) -> str:
    """Return a line's last word without its hyphen, or with it where the two parts are a compound.

    >>> dehyphenated("avail", "ability", lambda word: word == "availability"), dehyphenated("third", "party", lambda word: False)
    ('avail', 'third-')
    """
    head = before.rstrip("-")
    first, second = re.sub(r"\W", "", head).lower(), re.match(r"\w*", after.lower())
    tail = second[0] if second else ""
    if not after[:1].islower() or not tail:
        return head + "-"
    if known(f"{first}-{tail}"):
        return head + "-"
    if known(first + tail):
        return head
    return head + "-" if first in _PREFIXES or (known(first) and known(tail)) else head


_PUNCTUATION = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum()) + "“”‘’…–—•§©®™"


def vocabulary(words: Iterable[Word]) -> Callable[[str], bool]:
    """Return a test for the words that stand unbroken somewhere in the document; they are gathered when it is first asked."""
    seen: set[str] = set()

    def known(word: str) -> bool:
        if not seen:
            seen.update(other.text.strip(_PUNCTUATION).lower() for other in words if not other.hyphen)
        return word in seen

    return known


def box_of(words: Sequence[Word], page: int) -> Box:
    """Return the box around words."""
    return Box(
        page,
        round(min(w.x0 for w in words), 1),
        round(min(w.top for w in words), 1),
        round(max(w.x1 for w in words), 1),
        round(max(w.bottom for w in words), 1),
    )


def look_of(piece: Piece, words: Sequence[Word]) -> Look:
    """Return how a piece is set: its most frequent size, whether all of it is bold or slanted."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
    letters = [word for word in words if is_wordy(word.text)]
    return Look(
        size=round(sizes.most_common(1)[0][0], 1) if sizes else None,
        bold=bool(letters) and all(word.bold for word in letters),
        italic=bool(letters) and all(word.italic for word in letters),
        centered=piece.centered,
        indent=None if piece.indent is None else round(piece.indent, 1),
        space_above=None if piece.space_above is None else round(piece.space_above, 1),
    )
