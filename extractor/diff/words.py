"""Two texts as runs of words that stayed, went and came.

Typography does not count (quotes, dashes, ligatures, spaces, commas), nor does capitalisation, since every format writes headings in
its own way; signs that carry meaning (`%`, `<`, `$`) do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from extractor.diff.changes import Piece, Stroke
from extractor.language import sentences

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|_+|[<>]=|(?<![+=<>])[+=<>](?![+=<>])|[%≤≥$€£×]")
_NUMBERING = re.compile(r"^\s*(?:[>#*•–-]+\s+)*(?:\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[ivx]+)[.)](?=\s|$)\s*)?", re.MULTILINE)
"""What stands before a paragraph without being its words: signs of a list, of a title or a quotation, and a number with its dot."""
_SIGNS = {">=": "≥", "<=": "≤"}

GLUE = 3
"""A lone word of at most so many letters between two changes ("of", "the") joins them: islands of it make a sentence unreadable."""


class Word(NamedTuple):
    """Hold a word as it is compared, and where it stands."""

    key: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text, folded for comparison.

    >>> [word.key for word in words("“Uptime” ≥ 99.9 %, the customer’s ﬁles")]
    ['uptime', '≥', '99.9', '%', 'the', "customer's", 'files']
    """
    skipped = [match.span() for match in _NUMBERING.finditer(text) if match.end() > match.start()]
    found, after = [], 0
    for start, end in (*skipped, (len(text), len(text))):
        found += [Word(folded(match.group()), match.start(), match.end()) for match in _WORD.finditer(text, after, start)]
        after = end
    return tuple(found)


def folded(word: str) -> str:
    """Return a word without the differences of typography and capitals."""
    if word.isascii():
        return "_" if word.startswith("_") else _SIGNS.get(word, word.casefold())
    return unicodedata.normalize("NFKC", word).replace("’", "'").casefold()


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the runs that lead from `old` to `new`; what stayed and what came, joined, is `new` as written.

    >>> [(piece.stroke, piece.text) for piece in pieces("within 30 days.", "within 10 days.")]
    [('same', 'within '), ('removed', '30 '), ('added', '10 '), ('same', 'days.')]
    """
    before, after = words(old), words(new)
    old_parts, new_parts = _parts(old, before), _parts(new, after)
    runs: list[tuple[Stroke, str]] = []
    for stays, i1, i2, j1, j2 in _opcodes([w.key for w in before], [w.key for w in after]):
        if stays:
            runs.append(("same", "".join(new_parts[j1:j2])))
        else:
            runs += [("removed", "".join(old_parts[i1:i2])), ("added", "".join(new_parts[j1:j2]))]
    return tuple(Piece(stroke, text) for stroke, text in runs if text)


def _parts(text: str, found: Sequence[Word]) -> list[str]:
    """Return the text cut before each word but the first, so that the parts joined are the text."""
    if not found:
        return []
    cuts = [0, *(_opened(text, word.start) for word in found[1:]), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def _opened(text: str, start: int) -> int:
    """Return where a word starts with the brackets and quotes that open before it."""
    while start and text[start - 1] in "([{“‘":
        start -= 1
    return start


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield (stays, old start, old end, new start, new end), with lone short words between two changes joined to them."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    start: tuple[int, int] | None = None
    for at, (tag, i1, i2, j1, j2) in enumerate(codes):
        island = tag == "equal" and 0 < at < len(codes) - 1 and i2 - i1 == 1 and len(old[i1]) <= GLUE and old[i1].isalpha()
        if tag != "equal" or island:
            start = start or (i1, j1)
            continue
        if start:
            yield False, start[0], i1, start[1], j1
            start = None
        yield True, i1, i2, j1, j2
    if start:
        yield False, start[0], len(old), start[1], len(new)


def shortened(runs: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with whole sentences that stayed left out ("…"), so that a change is read inside its sentence.

    >>> runs = (Piece("same", "We try. We pay within "), Piece("removed", "30 "), Piece("added", "10 "), Piece("same", "days. We mean it."))
    >>> [piece.text for piece in shortened(runs)]
    ['… We pay within ', '30 ', '10 ', 'days. …']
    """
    last = len(runs) - 1
    return tuple(
        Piece("same", _edges(piece.text, head=at > 0, tail=at < last)) if piece.stroke == "same" and last else piece
        for at, piece in enumerate(runs)
    )


def _edges(text: str, *, head: bool, tail: bool) -> str:
    """Return the first sentence (`head`) and the last one (`tail`) of a text, and a sign for what stands between."""
    spans = list(sentences(text))
    if len(spans) <= head + tail:
        return text
    parts = [text[: spans[0].end] + " " if head else "", "… ", text[spans[-1].start :] if tail else ""]
    return "".join(parts) if tail else "".join(parts).rstrip()
