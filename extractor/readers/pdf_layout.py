"""Words of an untagged page → pieces in reading order: columns, tables, and the paragraphs between them."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.readers.pdf_aligned import aligned_tables, banded_tables
from extractor.readers.pdf_columns import bands_of, sides_of
from extractor.readers.pdf_lines import Line, Row, interleaved, visual_rows
from extractor.readers.pdf_paragraphs import paragraphs
from extractor.readers.pdf_pieces import Piece
from extractor.readers.pdf_rules import Level, Rule, levels_of, with_typed_rules
from extractor.readers.pdf_tables import Area, ruled_tables
from extractor.readers.pdf_words import Word

DEEPEST = 2
"""Columns inside columns: three columns are one beside two."""


def laid_out(words: Sequence[Word], rules: Sequence[Rule], page: int) -> list[Piece]:
    """Return the pieces of a page in reading order."""
    if not words:
        return []
    stamps = [word for word in words if word.turned]
    if stamps:
        words = [word for word in words if not word.turned]
        return [*laid_out(words, rules, page), Piece("paragraph", page, stamps, ends_short=True)]
    words, rules = with_typed_rules(words, rules)
    areas = ruled_tables(words, rules, page)
    taken = {key for area in areas for key in area.words}
    return _region([word for word in words if id(word) not in taken], areas, levels_of(rules), page, 0)


def _region(words: Sequence[Word], areas: Sequence[Area], levels: Sequence[Level], page: int, depth: int) -> list[Piece]:
    """Return the pieces of a part of a page, its columns one after the other."""
    rows = visual_rows(words)
    pieces: list[Piece] = []
    left = sorted(areas, key=lambda area: area.top)
    bands = bands_of(rows, levels) if depth < DEEPEST else [(rows, None)]
    for i, (band, gutter) in enumerate(bands):
        end = bands[i + 1][0][0].top if i + 1 < len(bands) else float("inf")
        inside = [area for area in left if area.top < end]
        left = left[len(inside) :]
        if gutter is None:
            pieces += _column(band, inside, levels, page)
            continue
        for side, half in enumerate(sides_of(band, gutter)):
            beside = [area for area in inside if ((area.x0 + area.x1) / 2 >= gutter) == bool(side)]
            pieces += _region(half, beside, _within(levels, half), page, depth + 1)
    return pieces


def _within(levels: Sequence[Level], words: Sequence[Word]) -> list[Level]:
    """Return the rules that lie beside or below words of a column."""
    x0, x1 = min(word.x0 for word in words) - 8, max(word.x1 for word in words) + 8
    return [level for level in levels if x0 <= (level.x0 + level.x1) / 2 <= x1]


def _column(rows: list[Row], areas: Sequence[Area], levels: Sequence[Level], page: int) -> list[Piece]:
    """Return the pieces of one column: tables where they stand, the lines between them as paragraphs."""
    rows = interleaved(rows)
    found = banded_tables(rows, levels, page)
    free = [True] * len(rows)
    for start, end, _ in found:
        free[start:end] = [False] * (end - start)
    found += aligned_tables(rows, free, levels, page)
    taken = {i for start, end, _ in found for i in range(start, end)}
    tables = [*areas, *(area for _, _, area in found)]
    lines = [Line(part.words) for i, row in enumerate(rows) if i not in taken for part in row.parts or [row]]
    entries: list[tuple[float, Line | Area]] = [*((line.top, line) for line in lines), *((area.top, area) for area in tables)]
    pieces: list[Piece] = []
    run: list[Line] = []
    for _, entry in sorted(entries, key=lambda pair: pair[0]):
        if isinstance(entry, Area):
            pieces += [*paragraphs(run, page), entry.piece]
            run = []
        else:
            run.append(entry)
    return pieces + paragraphs(run, page)
