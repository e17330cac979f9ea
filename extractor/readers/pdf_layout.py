"""Words of an untagged page → pieces in reading order: lines, columns, paragraphs, and the tables between them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median

from extractor.readers.pdf_pieces import Piece
from extractor.readers.pdf_rules import Rule
from extractor.readers.pdf_tables import Area, Row, Segment, aligned_tables, ruled_tables
from extractor.readers.pdf_words import Word

GAP = 1.5
"""A gap of so many font sizes cuts a line: justified text stretches to about one."""
GUTTER = 9.0
"""Points of white between two columns, at least."""
COLUMN_LINES = 6
"""Lines that both columns of a page must have."""

_MARK = re.compile(
    r"^(?:[•·▪◦●○■□►➢✓‣⁃\uf0b7\uf0a7]|[-–*]$|\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|[A-Z])[.)]$|\([a-z0-9]{1,4}\)|\d{1,3}(?:\.\d{1,3})+[.)]?$|(?:section|article|schedule|exhibit|appendix|annex)$|§)",
    re.IGNORECASE,
)
_BULLETS = "•·▪◦●○■□►➢✓‣⁃\uf0b7\uf0a7"
_CAPITAL_ROMAN = re.compile(r"^[A-Z]$")


class Line:
    """Hold one line of running text in its column."""

    __slots__ = ("bottom", "segment", "size", "top", "words", "x0", "x1")

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.x0, self.x1 = min(w.x0 for w in words), max(w.x1 for w in words)
        self.top, self.bottom = min(w.top for w in words), max(w.bottom for w in words)
        sizes = [w.size for w in words for _ in w.text[:20]]
        self.size = median(sizes) if sizes else 10.0

    @property
    def bold(self) -> bool:
        """Tell whether every word is bold."""
        return all(w.bold for w in self.words if any(ch.isalnum() for ch in w.text))

    @property
    def text(self) -> str:
        """Return the words of the line."""
        return " ".join(w.text for w in self.words)


def laid_out(words: Sequence[Word], rules: Sequence[Rule], page: int, width: float) -> list[Piece]:
    """Return the pieces of a page in reading order."""
    if not words:
        return []
    areas = ruled_tables(words, rules, page)
    taken = {key for area in areas for key in area.words}
    rows = visual_rows([word for word in words if id(word) not in taken])
    gutter = _gutter(rows, width)
    if gutter is None:
        return _column(rows, areas, rules, page)
    pieces: list[Piece] = []
    for band_rows, band_areas, split in _bands(rows, areas, gutter):
        if split:
            for left in (True, False):
                side_rows = _side(band_rows, gutter, left=left)
                side_areas = [a for a in band_areas if ((a.x0 + a.x1) / 2 < gutter) == left]
                pieces += _column(side_rows, side_areas, rules, page)
        else:
            pieces += _column(band_rows, band_areas, rules, page)
    return pieces


def visual_rows(words: Sequence[Word]) -> list[Row]:
    """Return words as visual lines from top to bottom, each cut at its wide gaps."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        for line in lines[-3:]:
            height = max(line[0].bottom - line[0].top, 1)
            if abs(word.middle - line[0].middle) < 0.45 * min(height, max(word.bottom - word.top, 1)) or _raised(word, line):
                line.append(word)
                break
        else:
            lines.append([word])
    rows = []
    for line in lines:
        line.sort(key=lambda w: w.x0)
        rows.append(Row(min(w.top for w in line), max(w.bottom for w in line), _segments(line)))
    return sorted(rows, key=lambda row: row.top)


def _raised(word: Word, line: list[Word]) -> bool:
    """Tell whether a small word is a superscript or subscript of a line."""
    big = line[0]
    return word.size < 0.8 * big.size and big.top - 2 <= word.middle <= big.bottom + 2 and any(abs(word.x0 - w.x1) < 3 for w in line)


def _segments(line: list[Word]) -> list[Segment]:
    parts: list[list[Word]] = [[line[0]]]
    for before, word in itertools.pairwise(line):
        if word.x0 - before.x1 > GAP * max(before.size, word.size):
            parts.append([])
        parts[-1].append(word)
    return [(part[0].x0, max(w.x1 for w in part), part) for part in parts]


def _gutter(rows: list[Row], width: float) -> float | None:
    """Return the x of a gutter between two columns of running text, None for a page with one column."""
    best: tuple[int, float] | None = None
    for percent in range(32, 69):
        x = width * percent / 100
        left = right = crossing = 0
        for row in rows:
            sides = {(-1 if s[1] <= x - GUTTER / 2 else 1 if s[0] >= x + GUTTER / 2 else 0) for s in row.segments}
            crossing += 0 in sides
            left += -1 in sides
            right += 1 in sides
        if left >= COLUMN_LINES and right >= COLUMN_LINES and crossing <= 0.35 * len(rows) and (best is None or crossing < best[0]):
            best = (crossing, x)
    if best is None:
        return None
    x = best[1]
    on_left = [s for row in rows for s in row.segments if s[1] <= x]
    on_right = [s for row in rows for s in row.segments if s[0] >= x]
    wide_left = max(s[1] for s in on_left) - min(s[0] for s in on_left)
    wide_right = max(s[1] for s in on_right) - min(s[0] for s in on_right)
    running = sum(s[1] - s[0] > 0.72 * wide_left for s in on_left) >= 0.35 * len(on_left) and sum(
        s[1] - s[0] > 0.72 * wide_right for s in on_right
    ) >= 0.35 * len(on_right)
    words = sum(len(s[2]) >= 4 for s in on_left + on_right) >= 0.45 * (len(on_left) + len(on_right))
    return x if running and words and min(wide_left, wide_right) > 0.22 * width else None


def _bands(rows: list[Row], areas: list[Area], gutter: float) -> list[tuple[list[Row], list[Area], bool]]:
    """Return the page from top to bottom as bands of one column or of two; a full-width line or table ends a band."""
    items: list[tuple[float, Row | Area, bool]] = []
    for row in rows:
        across = any(s[0] < gutter - 2 and s[1] > gutter + 2 for s in row.segments)
        items.append((row.top, row, across))
    items += [(area.top, area, area.x0 < gutter - 8 < gutter + 8 < area.x1) for area in areas]
    bands: list[tuple[list[Row], list[Area], bool]] = []
    for _, item, across in sorted(items, key=lambda entry: entry[0]):
        if not bands or bands[-1][2] == across:
            bands.append(([], [], not across))
        if isinstance(item, Row):
            bands[-1][0].append(item)
        else:
            bands[-1][1].append(item)
    return bands


def _side(rows: list[Row], gutter: float, *, left: bool) -> list[Row]:
    found = []
    for row in rows:
        segments = [s for s in row.segments if (s[0] < gutter) == left]
        if segments:
            words = [w for s in segments for w in s[2]]
            found.append(Row(min(w.top for w in words), max(w.bottom for w in words), segments))
    return sorted(found, key=lambda row: row.top)


def _column(rows: list[Row], areas: list[Area], rules: Sequence[Rule], page: int) -> list[Piece]:
    """Return the pieces of one column: tables where they stand, the lines between them as paragraphs."""
    tables = [*areas]
    taken: set[int] = set()
    for start, end, area in aligned_tables(rows, rules, page):
        tables.append(area)
        taken.update(range(start, end))
    lines = [Line([w for s in row.segments for w in s[2]]) for i, row in enumerate(rows) if i not in taken]
    entries: list[tuple[float, Line | Area]] = [(line.top, line) for line in lines] + [(area.top, area) for area in tables]
    pieces: list[Piece] = []
    run: list[Line] = []
    for _, entry in sorted(entries, key=lambda pair: pair[0]):
        if isinstance(entry, Area):
            pieces += paragraphs(run, page)
            run = []
            pieces.append(entry.piece)
        else:
            run.append(entry)
    return pieces + paragraphs(run, page)


def paragraphs(lines: list[Line], page: int) -> list[Piece]:
    """Return the lines of one column as paragraphs."""
    if not lines:
        return []
    left, right = _margins(lines)
    gaps = sorted(b.top - a.bottom for a, b in itertools.pairwise(lines) if abs(a.size - b.size) < 1)
    usual = gaps[len(gaps) // 3] if gaps else 0.0
    pieces: list[Piece] = []
    group: list[Line] = []
    above: float | None = None
    for i, line in enumerate(lines):
        if group and _begins(lines[i - 1], line, group, left, right, usual):
            pieces.append(_piece(group, page, left, right, above))
            above = line.top - lines[i - 1].bottom
            group = []
        group.append(line)
    pieces.append(_piece(group, page, left, right, above))
    return pieces


def _margins(lines: list[Line]) -> tuple[float, float]:
    """Return the left and right edge of a column's text: edges that several lines share."""
    rights = sorted((line.x1 for line in lines), reverse=True)
    lefts = sorted(line.x0 for line in lines)
    return lefts[min(len(lefts) - 1, len(lefts) // 20)], rights[min(len(rights) - 1, len(rights) // 12)]


def _begins(before: Line, line: Line, group: list[Line], left: float, right: float, usual: float) -> bool:
    """Tell whether a line begins a new paragraph after `before`."""
    gap = line.top - before.bottom
    height = max(line.bottom - line.top, 1.0)
    if gap > usual + 0.42 * height or gap < -0.7 * height:
        return True
    if abs(line.size - before.size) > 0.9 or (
        before.bold != line.bold
        and ((before.bold and _ends_short(before, right)) or (line.bold and before.text.rstrip().endswith((".", ":", ";"))))
    ):
        return True
    if starts_item(line):
        hanging = (
            len(group) == 1
            or line.x0 <= group[0].x0 + 2
            or _ends_short(before, right)
            or before.text.rstrip().endswith((".", ";", ":", ",", "or", "and"))
        )
        return hanging
    short = _ends_short(before, right)
    complete = before.text.rstrip()[-1:] in '.:;!?”"'
    if short and complete and (line.text[:1].isupper() or line.text[:1] in '“"('):
        return True
    if line.x0 > group[0].x0 + 0.9 * height and len(group) > 1 and abs(before.x0 - left) < 2 and complete:
        return True
    first_indent = len(group) > 1 and line.x0 < before.x0 - 12 and complete
    return first_indent


def _ends_short(line: Line, right: float) -> bool:
    """Tell whether a line stops so early that the next word would have fitted."""
    return line.x1 < right - 6.0 * line.size


def starts_item(line: Line) -> bool:
    """Tell whether a line opens with a list mark or clause number that stands apart from a sentence."""
    first = line.words[0].text
    if not _MARK.match(first) or (_CAPITAL_ROMAN.match(first)):
        return False
    following = line.words[1].text if len(line.words) > 1 else ""
    if first.lower() in ("section", "article", "schedule", "exhibit", "appendix", "annex"):
        return (
            bool(re.match(r"^[\dIVXA-Z]{1,5}[.:]?$", following))
            and line.words[0].text[0].isupper()
            and len(line.words) <= 12
            and (line.bold or line.text.isupper())
        )
    if re.match(r"^\d{1,3}(?:\.\d{1,3})+$", first):
        return following[:1].isupper() or following[:1] in '“"('
    return True


def _piece(group: list[Line], page: int, left: float, right: float, above: float | None) -> Piece:
    words = [word for line in group for word in line.words]
    piece = Piece("paragraph", page, words, indent=group[0].x0 - left, space_above=above)
    if words[0].text[0] in _BULLETS and len(words) > 1:
        piece.kind, piece.number = "item", "•"
        if len(words[0].text) == 1:
            piece.words = words[1:]
        else:
            words[0].text = words[0].text[1:]
        piece.depth = min(4, max(0, int((group[0].x0 - left) // 18) - 1))
    middle = (left + right) / 2
    piece.centered = len(group) <= 3 and all(abs((line.x0 + line.x1) / 2 - middle) < 6 and line.x0 > left + 24 for line in group)
    piece.ends_short = _ends_short(group[-1], right)
    return piece
