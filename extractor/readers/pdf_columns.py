"""Rows of a page → bands of one column or of two: columns of running text are parted, the columns of a table are not."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence

from extractor.readers.pdf_lines import Row, segments_of, visual_rows
from extractor.readers.pdf_rules import Level
from extractor.readers.pdf_words import Word

GUTTER = 9.0
"""Points of white between two columns, at least."""
COLUMN_LINES = 5
"""Lines that both columns must have."""
STEP = 2.0
"""Points by which a gutter is searched."""
FULL = 0.6
"""Share of its column's width above which a line is running text; cells are shorter."""

RUNNING = 0.3
"""Share of a column's words that stand in full lines; the rest are headings and tables."""

LEVEL = 0.15
"""Heights of a line by which lines of two columns may stand apart and still share a height."""

Band = tuple[list[Row], float | None]
"""Rows below each other, and the x of the gutter that parts them (None for one column)."""


def bands_of(rows: list[Row], levels: Sequence[Level]) -> list[Band]:
    """Return rows from top to bottom as bands."""
    gutter = _gutter(rows) if len(rows) >= COLUMN_LINES else None
    if gutter is None:
        return [(rows, None)]
    runs = _runs(rows, gutter)
    if not any(not crossing and _two_columns(run, gutter, levels) for run, crossing in runs):
        return [(rows, None)]
    bands: list[Band] = []
    for run, crossing in runs:
        split = gutter if not crossing and _two_sides(run, gutter, levels) else None
        if bands and bands[-1][1] is None and split is None:
            bands[-1][0].extend(run)
        else:
            bands.append((list(run), split))
    return bands


def sides_of(rows: Sequence[Row], gutter: float) -> tuple[list[Word], list[Word]]:
    """Return the words left and right of a gutter."""
    words = [word for row in rows for word in row.words]
    return [w for w in words if (w.x0 + w.x1) / 2 < gutter], [w for w in words if (w.x0 + w.x1) / 2 >= gutter]


def _intervals(row: Row) -> list[tuple[float, float]]:
    """Return what a row covers, gaps narrower than a gutter closed."""
    covered: list[tuple[float, float]] = []
    start = end = row.x0
    for _, _, words in row.segments:
        for word in words:
            if word.x0 - end >= GUTTER:
                covered.append((start, end))
                start, end = word.x0, word.x1
            elif word.x1 > end:
                end = word.x1
    covered.append((start, end))
    return covered


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return the middle of the widest strip of the page's middle that the fewest rows cross."""
    covered = [interval for row in rows for interval in _intervals(row)]
    left, right = min(x0 for x0, _ in covered), max(x1 for _, x1 in covered)
    count = int((right - left) / STEP) + 2
    changes = [0] * (count + 1)
    for x0, x1 in covered:
        changes[int((x0 - left) / STEP)] += 1
        changes[int((x1 - left) / STEP) + 1] -= 1
    crossed, total = [], 0
    for change in changes[:count]:
        total += change
        crossed.append(total)
    inner = range(int(count * 0.2), int(count * 0.8))
    if not inner:
        return None
    least = min(crossed[i] for i in inner)
    best, start = (0, 0), None
    for i in [*inner, inner.stop]:
        if i < inner.stop and crossed[i] == least:
            start = i if start is None else start
        elif start is not None:
            best, start = max(best, (i - start, start)), None
    return left + (best[1] + best[0] / 2) * STEP


def _runs(rows: Sequence[Row], gutter: float) -> list[tuple[list[Row], bool]]:
    """Return rows as runs that do or do not cross the gutter; the last short line of a crossing paragraph goes with it."""
    runs: list[tuple[list[Row], bool]] = []
    for row in rows:
        crossing = any(x0 < gutter < x1 for x0, x1 in _intervals(row))
        above = runs[-1][0][-1] if runs else None
        if runs and (runs[-1][1] == crossing or (above and row.x1 < gutter and _goes_on(above, row))):
            runs[-1][0].append(row)
        else:
            runs.append(([row], crossing))
    return runs


def _goes_on(above: Row, row: Row) -> bool:
    """Tell whether a row stands right below another, at the same left edge or as the second line of a paragraph."""
    return -3 < above.x0 - row.x0 < 5 * row.height and row.top - above.bottom < 0.5 * row.height


def _two_sides(rows: Sequence[Row], gutter: float, levels: Sequence[Level]) -> bool:
    """Tell whether rows of a page known to have two columns stand in both."""
    return all(sides_of(rows, gutter)) and not _crossed(rows, gutter, levels)


def _crossed(rows: Sequence[Row], gutter: float, levels: Sequence[Level]) -> bool:
    """Tell whether two rules at least cross the gutter between rows, as those of a table do."""
    top, bottom = rows[0].top, rows[-1].bottom
    return sum(level.x0 < gutter - GUTTER and level.x1 > gutter + GUTTER and top < level.y < bottom for level in levels) >= 2


def _two_columns(rows: Sequence[Row], gutter: float, levels: Sequence[Level]) -> bool:
    """Tell whether both sides of a gutter hold running text that flows on its own."""
    if len(rows) < COLUMN_LINES:
        return False
    sides = [visual_rows(words) if words else [] for words in sides_of(rows, gutter)]
    if any(len(side) < COLUMN_LINES for side in sides):
        return False
    if _crossed(rows, gutter, levels):
        return False
    running = [_running(side) for side in sides]
    return (all(running) and not _in_step(*sides)) or (any(running) and _apart(*sides))


def _running(side: Sequence[Row]) -> bool:
    """Tell whether most words of a column stand in lines that nearly fill it."""
    width = max(row.x1 for row in side) - min(row.x0 for row in side)
    full = [row for row in side if row.x1 - row.x0 > FULL * width and len(row.words) >= 3 and len(segments_of(row.words, 2.5)) == 1]
    return sum(len(row.words) for row in full) >= RUNNING * sum(len(row.words) for row in side)


def _apart(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Tell whether the lines of both sides stand at heights of their own, as the lines of a table do not."""
    fewer, more = sorted((left, right), key=len)
    heights = sorted(row.top + row.bottom for row in more)
    level = 0
    for row in fewer:
        slack = 2 * LEVEL * row.height
        at = bisect_left(heights, row.top + row.bottom - slack)
        level += at < len(heights) and heights[at] <= row.top + row.bottom + slack
    return level < 0.45 * len(fewer)


def _in_step(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Tell whether the paragraphs of both sides begin at the same heights, as cells of table rows do."""
    starts = []
    for side in (left, right):
        gaps = sorted(b.top - a.bottom for a, b in itertools.pairwise(side))
        usual = gaps[len(gaps) // 3]
        starts.append([b.top for a, b in itertools.pairwise(side) if b.top - a.bottom > usual + 0.4 * b.height])
    fewer, more = sorted(starts, key=len)
    together = sum(any(abs(a - b) < 3 for b in more) for a in fewer)
    return together >= 2 and together >= 0.6 * len(fewer)
