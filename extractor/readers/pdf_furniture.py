"""Running headers, footers and page numbers: lines that stand at the same edge of several pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.readers.pdf_words import Word

EDGE = 0.12
"""Share of a page's height, at the top and at the bottom, in which furniture stands."""
NUMBER_EDGE = 0.08
"""Share of a page's height in which a lone number is the page's."""
OUTER = 2
"""Lines at either end of a page that may be furniture wherever they stand: the last page of a chapter ends early."""
SAME_HEIGHT = 8.0
"""Points by which a running line may move between pages."""
FAR = 2.0
"""Font sizes of white before the page's number at the end of a running line."""
NEIGHBOURS = 2
"""Pages between two running lines of a chapter: those of left and right pages may differ."""
LONGEST = 120
"""Characters of a running line."""
LEAST_RUN = 4
"""So many lone numbers that count on from each other are page numbers, also in the middle of a page (a filing's text printed anew)."""
_PAGE_NUMBER = re.compile(
    r"^\W{0,3}(?:page\W{0,2})?(?:\d{1,4}|[ivxl]{1,6}|[a-z]{1,2}-\d{1,3})(?:\s?(?:/|of|von|\|)\s?\d{1,4})?\W{0,3}$", re.IGNORECASE
)
_DIVISION = re.compile(
    r"(?:schedule|exhibit|appendix|annex|annexure|attachment|section|article|part|clause|chapter|statement|order)\W{0,3}[\dA-Z.-]{1,5}\W{0,2}$",
    re.IGNORECASE,
)
_LONE_NUMBER = re.compile(r"^\W{0,3}(?:page\W{0,2})?(?P<number>\d{1,3})\W{0,3}$", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """Hold one visual line; its words may stand far apart."""

    words: list[Word]
    middle: float
    text: str = ""
    outer: bool = False
    """It is among the first or last lines of its page."""
    edge: bool = False
    """It stands in the strip at the top or bottom of its page."""
    ends_in_number: bool = False
    """It has words, and a number far behind them."""
    opening: str = ""
    """What stands before its first wide gap, when it is the outermost line of its page: a header whose end names the clause that the page begins with."""
    apart: bool = False
    """White of a line's height at least stands above or below."""

    @property
    def masked(self) -> str:
        """Return its text with figures made alike; the titles "Schedule 1" and "Schedule 2" stay different."""
        text = self.text.lower()
        return text if _DIVISION.match(text) else re.sub(r"\d+", "#", text)


def without_furniture(pages: Sequence[tuple[list[Word], float]], tagged: Sequence[bool]) -> tuple[list[list[Word]], list[str]]:
    """Return each page's words without running lines, and the distinct running texts.

    A line counts as running when its words (digits masked) stand at the same height, or first or last, on two pages at least and
    on a third of all pages; of the outermost line what stands before a wide gap is enough. A lone page number is one also on a
    single page. Untagged words of a tagged page are artefacts at the edges.
    """
    lines = [_lines(words, height) for words, height in pages]
    seen = _Seen(lines)
    counted = _counted([line for page in lines for line in page]) | _counting(lines) | _numbers(lines)
    enough = max(2, len(pages) // 3)
    kept, furniture = [], []
    for number, ((words, height), page, from_tags) in enumerate(zip(pages, lines, tagged, strict=True)):
        out: set[int] = set()
        for line in page:
            artefact = from_tags and line.edge and all(word.mark < 0 for word in line.words)
            if artefact or id(line) in counted or seen.runs(line, number, enough, height):
                out |= {id(word) for word in line.words}
                furniture.append(line.text)
        kept.append([word for word in words if id(word) not in out])
    return (kept, furniture) if any(kept) else ([words for words, _ in pages], [])


class _Seen:
    """Know at which heights of which pages a text (its figures masked) stands at an edge or an end of the page."""

    def __init__(self, pages: Sequence[Sequence[_Line]]) -> None:
        self.places: dict[tuple[str, int], set[int]] = defaultdict(set)
        self.openings: dict[tuple[str, int], set[int]] = defaultdict(set)
        self.lines: dict[str, dict[int, list[_Line]]] = defaultdict(lambda: defaultdict(list))
        for number, page in enumerate(pages):
            for line in page:
                if line.edge or line.outer:
                    self.places[line.masked, int(line.middle / SAME_HEIGHT)].add(number)
                    self.lines[line.masked][number].append(line)
                if line.opening:
                    self.openings[line.opening, int(line.middle / SAME_HEIGHT)].add(number)
        self.ends: dict[str, int] = {}

    def runs(self, line: _Line, number: int, enough: int, height: float) -> bool:
        """Tell whether a line of a page is a running one."""
        if not (line.edge or line.outer):
            return False
        text, at = line.masked, int(line.middle / SAME_HEIGHT)
        places = self._near(self.places, text, at) if line.edge else set()
        if len(places) >= enough or (line.edge and self._counts_on(line, number)):
            return True
        if line.opening and len(self._near(self.openings, line.opening, at)) >= max(3, enough):
            return True
        if line.outer and any(ch.isalpha() for ch in line.text) and self._counting(text) >= max(3, enough):
            return True
        at_edge = line.middle < height * NUMBER_EDGE or line.middle > height * (1 - NUMBER_EDGE)
        return bool(_PAGE_NUMBER.match(line.text)) and (at_edge or len(places) > 1)

    @staticmethod
    def _near(places: dict[tuple[str, int], set[int]], text: str, at: int) -> set[int]:
        return places.get((text, at - 1), set()) | places.get((text, at), set()) | places.get((text, at + 1), set())

    def _counts_on(self, line: _Line, number: int) -> bool:
        pages = self.lines[line.masked]
        near = (page for page in range(number - NEIGHBOURS, number + NEIGHBOURS + 1) if page != number and page in pages)
        return any(
            _counts_on(line, number, other, page)
            for page in near
            for other in pages[page]
            if abs(other.middle - line.middle) <= SAME_HEIGHT
        )

    def _counting(self, text: str) -> int:
        """Return how many pages begin or end with a text whose figures stay or count the pages."""
        if text not in self.ends:
            ends = [(page, line) for page, lines in self.lines[text].items() for line in lines if line.outer]
            counting = {page for a, b in pairwise(ends) if _counts(a[1], a[0], b[1], b[0]) for page in (a[0], b[0])}
            self.ends[text] = len(counting)
        return self.ends[text]


def _counts_on(line: _Line, page: int, other: _Line, its_page: int) -> bool:
    """Tell whether a figure of a line counts the pages up to another page, its other figures staying: "Chapter 4 … 17" runs for a chapter."""
    if abs(its_page - page) > NEIGHBOURS or len(line.text) > LONGEST:
        return False
    here, there = ([int(figure) for figure in re.findall(r"\d{1,6}", text)] for text in (line.text, other.text))
    steps = [b - a for a, b in zip(here, there, strict=False)]
    return (
        steps.count(its_page - page) == 1
        and steps.count(0) == len(steps) - 1
        and (steps[0] != 0 or steps[-1] != 0)
        and _outermost(line.text)
    )


def _outermost(text: str) -> bool:
    """Tell whether a line opens or ends with a figure, as one with the page's number does."""
    return text[:1].isdigit() or text[-1:].isdigit()


def _counts(line: _Line, page: int, other: _Line, its_page: int) -> bool:
    """Tell whether two lines differ in nothing but figures that count the pages between them."""
    here, there = ([int(figure) for figure in re.findall(r"\d{1,6}", text)] for text in (line.text, other.text))
    return all(b - a in (0, its_page - page) for a, b in zip(here, there, strict=False))


def _counted(lines: Sequence[_Line]) -> set[int]:
    """Return the ids of lone numbers that count on by one through the document: page numbers, wherever they stand."""
    found = [(line, int(match["number"])) for line in lines if line.apart and (match := _LONE_NUMBER.match(line.text))]
    best: list[_Line] = []
    run: list[tuple[_Line, int]] = []
    for line, number in found:
        if run and number - run[-1][1] not in (0, 1):
            if number == 1 or len(run) < LEAST_RUN:
                run = []
            else:
                continue
        run.append((line, number))
        if run[-1][1] - run[0][1] + 1 >= LEAST_RUN and len(run) > len(best):
            best = [line for line, _ in run]
    return {id(line) for line in best}


def _numbers(pages: Sequence[Sequence[_Line]]) -> set[int]:
    """Return the ids of lone numbers that open or end pages and count them, however far down a page's text reaches."""
    offsets: dict[int, list[tuple[int, _Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in (page[0], page[-1]) if len(page) > 2 else ():
            if match := _LONE_NUMBER.match(line.text):
                offsets[int(match["number"]) - number].append((number, line))
    ends = max(offsets.values(), key=len, default=[])
    return {id(line) for _, line in ends} if len({number for number, _ in ends}) >= max(2, len(pages) // 2) else set()


def _counting(pages: Sequence[Sequence[_Line]]) -> set[int]:
    """Return the ids of lines alike but for the number that ends them, which counts on from page to page, wherever they stand."""
    alike: dict[str, list[tuple[int, int, _Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in page:
            if line.ends_in_number and not _DIVISION.match(line.text):
                alike[line.text.rpartition(" ")[0]].append((int(line.text.rpartition(" ")[2]), number, line))
    found: set[int] = set()
    for lines in alike.values():
        steps = [b[0] - a[0] for a, b in pairwise(lines)]
        if len({number for _, number, _ in lines}) >= LEAST_RUN and all(step in (0, 1) for step in steps):
            found |= {id(line) for _, _, line in lines}
    return found


def _lines(words: list[Word], height: float) -> list[_Line]:
    """Return the lines of a page from top to bottom, those at the edges and those that are short and apart told."""
    runs: list[_Line] = []
    for word in words:  # words mostly come line by line: only the runs are sorted, not the words
        middle = (word.top + word.bottom) / 2
        if runs and -3 < runs[-1].middle - middle < 3:
            runs[-1].words.append(word)
        else:
            runs.append(_Line([word], middle))
    lines: list[_Line] = []
    for run in sorted(runs, key=lambda run: run.middle):
        if lines and run.middle - lines[-1].middle < 3:
            lines[-1].words += run.words
        else:
            lines.append(run)
    for i, line in enumerate(lines):
        line.outer = i < OUTER or i >= len(lines) - OUTER
        line.edge = line.middle < height * EDGE or line.middle > height * (1 - EDGE)
        last = line.words[-1]
        far = len(line.words) > 1 and last.text.isdecimal() and len(last.text) <= 4 and last.x0 - line.words[-2].x1 > FAR * last.size
        line.ends_in_number = far
        if line.outer or line.edge or far or len(line.words) <= 2:
            line.text = " ".join(w.text for w in sorted(line.words, key=lambda w: w.x0))
            if i in (0, len(lines) - 1):
                line.opening = _opening(sorted(line.words, key=lambda w: w.x0))
            tall = line.words[0].bottom - line.words[0].top
            line.apart = i in (0, len(lines) - 1) or max(line.middle - lines[i - 1].middle, lines[i + 1].middle - line.middle) > 1.8 * tall
    return lines


def _opening(words: Sequence[Word]) -> str:
    """Return the words before the first wide gap of a line, at least two of them; empty where the line has no gap."""
    for i, (before, word) in enumerate(pairwise(words), 1):
        if word.x0 - before.x1 > FAR * word.size:
            return " ".join(w.text for w in words[:i]) if i > 1 else ""
    return ""
