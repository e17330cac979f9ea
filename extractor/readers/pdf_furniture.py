"""Running headers, footers and page numbers: lines that stand at the same edge of several pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extractor.readers.pdf_words import Word

EDGE = 0.12
"""Share of a page's height, at the top and at the bottom, in which furniture stands."""
SAME_HEIGHT = 8.0
"""Points by which a running line may move between pages."""
_PAGE_NUMBER = re.compile(r"^\W{0,3}(?:page\W{0,2})?(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:/|of|von|\|)\s?\d{1,4})?\W{0,3}$", re.IGNORECASE)

Line = tuple[str, float, list[Word]]


def without_furniture(pages: Sequence[tuple[list[Word], float]], tagged: Sequence[bool]) -> tuple[list[list[Word]], list[str]]:
    """Return each page's words without running lines, and the distinct running texts.

    A line counts as running when its words (digits masked) stand at the same height on two pages at least and on a third of
    all pages; a lone page number also on a single page. Untagged words of a tagged page are artefacts at the edges.
    """
    seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
    edges = [_edge_lines(words, height) for words, height in pages]
    for number, lines in enumerate(edges):
        for text, middle, _ in lines:
            seen[_masked(text)].append((number, middle))
    enough = max(2, len(pages) // 3)
    kept, furniture = [], []
    for number, ((words, height), lines) in enumerate(zip(pages, edges, strict=True)):
        out: set[int] = set()
        for text, middle, line in lines:
            places = {page for page, other in seen[_masked(text)] if abs(other - middle) <= SAME_HEIGHT}
            lone = bool(_PAGE_NUMBER.match(text)) and (middle < height * 0.08 or middle > height * 0.92 or len(places) > 1)
            artefact = tagged[number] and all(word.mark < 0 for word in line)
            if len(places) >= enough or lone or artefact:
                out |= {id(word) for word in line}
                furniture.append(text)
        kept.append([word for word in words if id(word) not in out])
    return kept, furniture


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text.lower())


def _edge_lines(words: list[Word], height: float) -> list[Line]:
    """Return the lines near the top and bottom edge as (text, middle, words); words of one line may stand far apart."""
    near = [word for word in words if word.middle < height * EDGE or word.middle > height * (1 - EDGE)]
    lines: list[Line] = []
    for word in sorted(near, key=lambda w: (round(w.middle), w.x0)):
        if lines and abs(lines[-1][1] - word.middle) < 3:
            lines[-1][2].append(word)
        else:
            lines.append(("", word.middle, [word]))
    return [(" ".join(w.text for w in sorted(line, key=lambda w: w.x0)), middle, line) for _, middle, line in lines]
