"""Blocks → pieces: the passages that become clauses, each with the number that opens it.

A piece is a block, except where sections run together in one paragraph ("4.1 … . 4.2 … . 4.3 …"): there each number opens its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.document import Block, Document, Span
from extractor.segment.numbering import Number, confirmed, follows, leading_number, shown_number

CONTENTS_RUN = 3
"""So many lines in a row that end in a page number are a table of contents; two may be chance."""
CONTENTS_GAP = 3
"""Lines without a page number (a title that wraps) that a table of contents may hold between two with one."""

_SECTION = r"(?=\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s{1,3}"
_INLINE = re.compile(rf"(?<=[.;:])\s{{1,3}}{_SECTION}[A-Z“\"])|(?<=;)\s{{1,3}}{_SECTION}[a-z])")
_LISTED = re.compile(r"(?:(?<=[.;:])|(?<=[.;]\sor)|(?<=[.;]\sand))\s{1,3}(?=(?:\d{1,2}[.)]|\(\d{1,2}\))\s{1,3}[A-Z“\"]|[*•▪‣◦·]\s{1,3}\w)")
"""Where an item may begin that a reader ran together with its list: behind the end of a sentence, a mark and a capital."""
_LEADERS = re.compile(r"(?:(?<!\.)\.{4,}|(?<!\s\.)(?:\s\.){4,}|(?<!…)…{2,}|(?<!_)_{4,})\s{0,3}(?:\d{1,3}|[ivxl]{1,5})?$")
_PAGE_AT_END = re.compile(r"\D\s(?P<page>\d{1,3})$")
_LONGEST_ENTRY = 120
"""Characters; entries of a table of contents are titles."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one passage that becomes a clause: its block, its words without number, its number, and what kind of line it is."""

    block: Block
    span: Span
    """The words without the number, in the document's text."""
    text: str
    number: Number | None = None
    in_contents: bool = False
    """The line belongs to a table of contents: it is no heading, and its number is only quoted."""
    beside: bool = False
    """The line stands next to another on the page, as the cells of a table that was not drawn do."""


def pieces_of(document: Document) -> list[Piece]:
    """Return the passages of a document in reading order, numbers taken off where they are certain.

    >>> from extractor.document import Draft
    >>> draft = Draft()
    >>> draft.add("4.1 We answer. 4.2 We repair."); draft.add("24 hours a day")
    >>> [(piece.number.shown if piece.number else None, piece.text) for piece in pieces_of(draft.finish())]
    [('4.1', 'We answer.'), ('4.2', 'We repair.'), (None, '24 hours a day')]
    """
    parted = [part for block in document.blocks for part in _parted(document, block)]
    beside = _beside(document.blocks)
    contents = _contents([text for _, _, text, _ in parted])
    allowed = confirmed(number for _, _, _, number in parted)
    pieces = []
    for (block, start, text, number), listed, stands in zip(parted, contents, allowed, strict=True):
        taken = (
            number
            if number and not listed and (stands or block.number or block.kind in ("item", "heading") or block.heading_level is not None)
            else None
        )
        offset = taken.span.end if taken else len(text) - len(text.lstrip())
        words = text[offset:].rstrip()
        span = Span(start + offset, start + offset + len(words))
        pieces.append(Piece(block, span, words, taken, listed, id(block) in beside))
    return pieces


def _parted(document: Document, block: Block) -> Iterator[tuple[Block, int, str, Number | None]]:
    """Yield (block, start, text, number) for a block, or for each of the sections that run together in it."""
    text, start = document.words_of(block), block.span.start
    if block.kind == "paragraph" and not block.number:
        cuts = _list_cuts(text)
        if cuts:
            yield block, start, text[: cuts[0]].rstrip(), leading_number(text[: cuts[0]])
            for cut, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
                part = text[cut:end].rstrip()
                yield replace(block, kind="item"), start + cut, part, leading_number(part)
            return
    number = _number(block, text)
    if number and number.style == "1.1" and not block.number and block.kind != "heading":
        offset = 0
        for cut in _cuts(text, number):
            yield block, start + offset, text[offset:cut], leading_number(text[offset:cut])
            offset = cut
        if offset:
            text, start = text[offset:], start + offset
            number = leading_number(text)
    yield block, start, text, number


def _cuts(text: str, number: Number) -> Iterator[int]:
    """Yield where the following sections begin in a text that opens with `number`; each must count on from the one before."""
    for match in _INLINE.finditer(text):
        after = leading_number(text[match.end() : match.end() + 30])
        if after and (step := follows(number, after)):
            yield match.end()
            number = step


def _list_cuts(text: str) -> list[int]:
    """Return where the items of a list begin that stands run together in one paragraph; nothing for fewer than two items.

    Items count on from 1, or all have the same bullet; the first stands behind a colon or ends the sentence before it.

    >>> _list_cuts("You get: 1. An answer. 2. A repair."), _list_cuts("See 1. It is short.")
    ([9, 23], [])
    """
    cuts: list[int] = []
    last: Number | None = None
    for match in _LISTED.finditer(text):
        mark = leading_number(text[match.end() : match.end() + 30])
        if mark is None:
            continue
        first = last is None and text[: match.start()].rstrip().endswith(":") and (mark.is_bullet or mark.counts == (1,))
        step = mark if first or (last is not None and mark.is_bullet and last.is_bullet) else last and follows(last, mark)
        if step:
            cuts.append(match.end())
            last = step
    return cuts if len(cuts) > 1 else []


def _number(block: Block, text: str) -> Number | None:
    if block.kind == "row":
        return None
    if block.number:
        shown = shown_number(block.number)
        typed = leading_number(text) if shown.is_bullet else None
        return typed if typed and typed.sure and not typed.is_bullet else shown
    return leading_number(text)


def _contents(texts: Sequence[str]) -> list[bool]:
    """Tell of each text whether it is a line of a table of contents: dot leaders, or a run of short lines whose page numbers rise."""
    listed = [len(text) <= 2 * _LONGEST_ENTRY and bool(_LEADERS.search(text)) and any(ch.isalpha() for ch in text) for text in texts]
    run: list[int] = []
    last = 0
    for i, text in enumerate([*texts, ""]):
        match = _PAGE_AT_END.search(text) if len(text) <= _LONGEST_ENTRY else None
        page = int(match["page"]) if match else 0
        if page and page >= last and (not run or i - run[-1] <= CONTENTS_GAP):
            run.append(i)
            last = page
        elif not run or i - run[-1] > CONTENTS_GAP or page or i == len(texts):
            if len(run) >= CONTENTS_RUN and _rises(texts, run):
                for k in range(run[0], run[-1] + 1):
                    listed[k] = listed[k] or len(texts[k]) <= _LONGEST_ENTRY
            run, last = ([i], page) if page else ([], 0)
    return listed


def _rises(texts: Sequence[str], run: Sequence[int]) -> bool:
    """Tell whether most lines of a run open with a number or a capital and the pages are not all one figure ("Sev 1", "Sev 2" has no rise of titles)."""
    first, last = _PAGE_AT_END.search(texts[run[0]]), _PAGE_AT_END.search(texts[run[-1]])
    numbered = sum(leading_number(texts[k]) is not None for k in run)
    return first is not None and last is not None and int(last["page"]) > int(first["page"]) and numbered * 2 >= len(run)


def _beside(blocks: Sequence[Block]) -> set[int]:
    """Return the ids of the short blocks that share a line of the page with their neighbour in reading order."""
    found = set()
    for before, after in itertools.pairwise(blocks):
        if len(before.boxes) == 1 and len(after.boxes) == 1 and "row" not in (before.kind, after.kind):
            a, b = before.boxes[0], after.boxes[0]
            shared = min(a.bottom, b.bottom) - max(a.top, b.top)
            height = min(a.bottom - a.top, b.bottom - b.top)
            if a.page == b.page and height > 0 and shared > 0.6 * height and max(a.bottom - a.top, b.bottom - b.top) < 3 * height:
                found |= {id(before), id(after)}
    return found
