"""The lines of one column → paragraphs and list items."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractor.readers.pdf_lines import Line
from extractor.readers.pdf_pieces import Piece

WIDER = 0.42
"""White above a line, in heights of it over the usual, that begins a paragraph."""
WIDEST = 1.6
"""White above a line, in heights of it, that begins a paragraph whatever is usual: double spacing has one."""
INDENT = 0.9
"""Heights of a line by which a first line is set in, at least."""
EVEN = 0.12
"""Lines of a paragraph set narrower than its column end within this share of their width of each other."""
CENTERED = 0.04
"""Share of its column's width by which a line may stand beside the middle and still be centred."""
FAR_IN = 10.0
"""Font sizes by which a line stands further right than any first line is set in: it is set at the right or in the middle."""
CLEARLY_SHORT = 6.0
"""Font sizes of white at its right by which a line is short whatever comes next."""
TITLE = 6
"""Words below which a line is the title of a schedule rather than the first line of a clause."""

_MARK = re.compile(
    r"^(?:[•·▪◦●○■□►➢➤✓✔‣⁃∙\uf0b7\uf0a7\uf0d8]|[-–—*]$|o$|\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|[A-Z])[.)]$|\([a-z0-9]{1,4}\)|\d{1,3}(?:\.\d{1,3})+[.)]?$|(?:section|article|schedule|exhibit|appendix|annex)$|§)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?P<open>\(?)(?P<count>\d{1,3}|[A-Za-z])(?P<close>[.)])")
_BULLETS = "•·▪◦●○■□►➢➤✓✔‣⁃∙\uf0b7\uf0a7\uf0d8"
_WEAK_BULLETS = ("-", "–", "—", "*", "o")
"""Marks that are words as well: they open an item only with a gap behind them."""
_DIVISIONS = ("section", "article", "schedule", "exhibit", "appendix", "annex")
_ENDS = '.:;!?”")]'
_LEADS_ON = (".", ";", ":", ",", " or", " and", " and/or")
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.,;)]?")
_WANTS_NUMBER = re.compile(
    r"(?:\b(?:part|sections?|articles?|clauses?|paragraphs?|schedule|exhibit|annex|appendix|item|rule|title|chapter|least|than|within)"
    r"|\b(?:sections?|articles?|clauses?|paragraphs?|parts?)\s[\d.(),a-z\s]{1,40}\s(?:and|or|to|through))$",
    re.IGNORECASE,
)
"""Words that cannot end a paragraph before a number."""
_PAGE_AT_END = re.compile(r"\s\d{1,3}$")
_LEADERS = re.compile(r"(?:(?<![.…·_])[.…·_]{4,}|(?<!\s[.·])(?:\s[.·]){4,})\s?(?:\d{1,3}|[ivxl]{1,6})$")
"""The end of an entry of a table of contents."""


def paragraphs(lines: list[Line], page: int) -> list[Piece]:
    """Return the lines of one column as paragraphs and items."""
    if not lines:
        return []
    left, right = _margins(lines)
    gaps = sorted(b.top - a.bottom for a, b in itertools.pairwise(lines) if abs(a.size - b.size) < 1)
    usual = gaps[len(gaps) // 3] if gaps else 0.0
    ends = _right_edges(lines, right, usual)
    pieces: list[Piece] = []
    group: list[Line] = [lines[0]]
    above: float | None = None
    for i in range(1, len(lines)):
        before, line = lines[i - 1], lines[i]
        if _begins(before, line, group, (left, right), ends[i - 1], usual):
            pieces.append(_piece(group, page, left, right, above))
            above = line.top - before.bottom
            group = []
        group.append(line)
    pieces.append(_piece(group, page, left, right, above))
    return pieces


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the left and right edge of a column's text: edges that several lines share."""
    rights = sorted((line.x1 for line in lines), reverse=True)
    lefts = sorted(line.x0 for line in lines)
    return lefts[min(len(lefts) - 1, len(lefts) // 20)], rights[min(len(rights) - 1, len(rights) // 12)]


def _right_edges(lines: Sequence[Line], right: float, usual: float) -> list[float]:
    """Return for each line where its text could have run to: the column's edge, or that of a block set narrower."""
    edges = [right] * len(lines)
    start = 0
    for i in range(1, len(lines) + 1):
        if (
            i < len(lines)
            and lines[i].top - lines[i - 1].bottom <= usual + WIDER * lines[i].height
            and abs(lines[i].size - lines[i - 1].size) < 1
        ):
            continue
        block = lines[start:i]
        if len(block) >= 3:
            furthest = max(line.x1 for line in block)
            full = [line for line in block[:-1] if furthest - line.x1 <= EVEN * (furthest - line.x0)]
            if len(full) == len(block) - 1 and all(line.x1 - line.x0 > 12 * line.size for line in full):
                edges[start:i] = [furthest] * len(block)
        start = i
    return edges


def _begins(before: Line, line: Line, group: Sequence[Line], margins: tuple[float, float], edge: float, usual: float) -> bool:
    """Tell whether a line begins a new paragraph after `before`."""
    gap = line.top - before.bottom
    if gap > min(usual + WIDER * line.height, WIDEST * line.height) or gap < -0.7 * line.height:
        return True
    if before.words[-1].hyphen and line.text[:1].islower():
        return False
    ended = before.room_for(line.words[0], edge)
    text = before.text.rstrip()
    complete = text[-1:] in _ENDS
    if (abs(line.size - before.size) > 0.9 and (ended or complete or not line.text[:1].islower())) or _changes_weight(before, line, edge):
        return True
    if _centered(before, margins) and _centered(line, margins) and (_share_middle(before, line) or not starts_item(line)):
        return False
    if _LEADERS.search(before.text) or (len(group) == 1 and before.x0 - line.x0 > FAR_IN * line.size):
        return True
    if _steps_out(before, line, group) and (ended or complete or starts_item(line) or len(before.words) < TITLE):
        return True
    if starts_item(line) and not _goes_on_with_a_number(before, line, edge):
        return ended or _counts_on(group[0], line) or _item_stands_apart(before, line, group)
    if ended:
        clearly = before.x1 < edge - CLEARLY_SHORT * before.size
        if line.text[:1].islower():
            return text[-1:] in ";:" or (clearly and text[-1:] == ".")
        if complete or clearly or _PAGE_AT_END.search(text):
            return True
    return complete and _indent_changes(before, line, group)


def _changes_weight(before: Line, line: Line, edge: float) -> bool:
    if before.bold == line.bold:
        return False
    if before.bold:
        return before.room_for(line.words[0], edge)
    return before.text.rstrip().endswith((".", ":", ";")) or before.room_for(line.words[0], edge)


def _indent_changes(before: Line, line: Line, group: Sequence[Line]) -> bool:
    """Tell whether a line is set in as a first line is, or out again behind a paragraph that was set in."""
    step = line.x0 - before.x0
    if len(group) == 1:
        return step < -INDENT * line.height and not _first_line(group[0], line)
    return step > INDENT * line.height or step < -12


def _goes_on_with_a_number(before: Line, line: Line, edge: float) -> bool:
    """Tell whether a line's first word is the number that the words above lead to: "as set out in Part" / "25.", "Sections 9 and" / "10."."""
    if _ends_short(before, edge) or not _PLAIN_NUMBER.fullmatch(line.words[0].text):
        return False
    return _WANTS_NUMBER.search(before.text) is not None


def _steps_out(before: Line, line: Line, group: Sequence[Line]) -> bool:
    """Tell whether a line leaves an item: further left than its mark and the line above, or at the mark below lines that hang."""
    if not starts_item(group[0]):
        return False
    mark = group[0].x0
    return (line.x0 < min(mark, before.x0) - 0.5 * line.height and line.text[:1].isupper()) or (
        len(group) > 1 and before.x0 > mark + 0.8 * line.height and line.x0 < mark + 2
    )


def _first_line(first: Line, second: Line) -> bool:
    """Tell whether two lines are the first, set in, and the second of one paragraph."""
    return 0 < first.x0 - second.x0 < 8 * first.size


def _item_stands_apart(before: Line, line: Line, group: Sequence[Line]) -> bool:
    """Tell whether a mark at the start of a line opens an item although the line above is full: it must not be a word of a sentence."""
    if before.text.rstrip().lower().endswith(_LEADS_ON):
        return True
    if line.words[0].text[0] in _BULLETS:
        return True
    edges = {round(other.x0) for other in group[1:]} or {round(group[0].x0)}
    aligned = any(abs(line.x0 - edge) <= 2 for edge in edges)
    return not aligned and (starts_item(group[0]) or abs(line.x0 - before.x0) > 0.5 * line.height) and _gap_behind(line)


def _counts_on(first: Line, line: Line) -> bool:
    """Tell whether the mark that opens a line is that of the item above it, or the next number after it."""
    if first.words[0].text == line.words[0].text and line.words[0].text in _WEAK_BULLETS:
        return True
    above, here = _COUNTED.fullmatch(first.words[0].text), _COUNTED.fullmatch(line.words[0].text)
    if above is None or here is None or (above["open"], above["close"]) != (here["open"], here["close"]):
        return False
    a, b = above["count"], here["count"]
    if a.isdigit() and b.isdigit():
        return int(b) == int(a) + 1
    return len(a) == len(b) == 1 and ord(b) == ord(a) + 1


def _gap_behind(line: Line) -> bool:
    """Tell whether more than a word's space stands behind the first word of a line."""
    return len(line.words) > 1 and line.words[1].x0 - line.words[0].x1 > 0.55 * line.size


def _ends_short(line: Line, right: float) -> bool:
    """Tell whether a line stops well before the right edge."""
    return line.x1 < right - CLEARLY_SHORT * line.size


def starts_item(line: Line) -> bool:
    """Tell whether a line opens with a list mark or clause number that stands apart from a sentence."""
    first = line.words[0].text
    if not _MARK.match(first):
        return False
    following = line.words[1].text if len(line.words) > 1 else ""
    if first in _WEAK_BULLETS:
        return _gap_behind(line) or (first in "-*" and len(line.words) > 1)
    if first.lower() in _DIVISIONS:
        named = re.match(r"^[\dIVXA-Z]{1,5}(?:[.-]\d{1,3})*[.:]?$", following)
        return (
            bool(named)
            and first[0].isupper()
            and len(line.words) <= 12
            and (line.bold or line.text.isupper() or not line.text.endswith("."))
        )
    if re.match(r"^\d{1,3}(?:\.\d{1,3})+$", first):
        return following[:1].isupper() or following[:1] in '“"('
    return True


def _centered(line: Line, margins: tuple[float, float]) -> bool:
    """Tell whether a line stands in the middle of its column, whose right edge is known only as well as its lines reach it."""
    left, right = margins
    return line.x0 > left + 24 and abs((line.x0 + line.x1) - (left + right)) < max(12.0, CENTERED * (right - left))


def _share_middle(line: Line, other: Line) -> bool:
    """Tell whether two lines of different widths have the same middle."""
    return abs((line.x0 + line.x1) - (other.x0 + other.x1)) < 4 and abs(line.x0 - other.x0) > 6


def _piece(group: list[Line], page: int, left: float, right: float, above: float | None) -> Piece:
    words = [word for line in group for word in line.words]
    piece = Piece("paragraph", page, words, indent=group[0].x0 - left, space_above=above)
    piece.opens_item = starts_item(group[0])
    first = words[0].text
    if len(words) > 1 and (first[0] in _BULLETS or (first in _WEAK_BULLETS and piece.opens_item)):
        piece.kind, piece.number = "item", "•"
        if len(first) == 1:
            piece.words = words[1:]
        else:
            words[0].text = first[1:]
        piece.depth = min(4, max(0, int((group[0].x0 - left) // 18) - 1))
    piece.centered = len(group) <= 3 and all(_centered(line, (left, right)) for line in group)
    piece.ends_short = _ends_short(group[-1], right)
    return piece
