"""Lines of a table without drawn cells → its columns, and the rows that its lines belong to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.readers.pdf_lines import Row, Segment, in_order
from extractor.readers.pdf_words import Word

LEAST_STRIP = 0.6
"""White between two columns, in heights of a line."""
STRAY = 8
"""One in so many lines may cross the white between columns (a title cell over several columns)."""

RUNNING = 5
"""Words in a line of a cell from which it is running text."""
LEAST_FIGURES = 3
FIGURES_APART = 0.3
"""Font sizes of white between columns of figures; a space is about a quarter."""
_FIGURE = re.compile(r"[<>=≥≤~+-]{0,2}(?:[A-Z]{0,3}[$€£¥]|[A-Z])?-?\d[\d.,']*\W{0,2}")

Column = tuple[float, float]
"""Left and right edge of what stands in a column."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Hold a table's cells, and the places that a wider cell covers."""

    rows: list[list[list[Word]]]
    merged: dict[tuple[int, int], tuple[int, int]]


def columns_of(rows: Sequence[Row]) -> list[Column]:
    """Return the columns that the segments of rows form: ranges between strips of white that (nearly) no line crosses."""
    parted = [row for row in rows if len(row.segments) >= 2]
    if len(parted) < 2:
        return []
    allowed = len(parted) // STRAY
    edges = sorted((x, step) for row in parted for s in row.segments for x, step in ((s[0], 1), (s[1], -1)))
    least = LEAST_STRIP * min(row.height for row in parted)
    columns: list[Column] = []
    covering, start = 0, 0.0
    for x, step in edges:
        before = covering
        covering += step
        if before <= allowed < covering:
            start = x
        elif covering <= allowed < before:
            if columns and start - columns[-1][1] < least:
                columns[-1] = (columns[-1][0], x)
            else:
                columns.append((start, x))
    return columns if len(columns) >= 2 else []


def columns_between(rows: Sequence[Row], walls: Sequence[float]) -> list[Column]:
    """Return the columns between walls; empty when a word crosses a wall or fewer than two columns hold words."""
    words = [word for row in rows for word in row.words]
    if any(word.x0 + 2 < wall < word.x1 - 2 for wall in walls for word in words):
        return []
    edges = [min(word.x0 for word in words), *walls, max(word.x1 for word in words)]
    columns = [(a, b) for a, b in itertools.pairwise(edges) if any(a <= (word.x0 + word.x1) / 2 <= b for word in words)]
    return columns if len(columns) >= 2 else []


def covered(segment: Segment, columns: Sequence[Column]) -> range:
    """Return the places of the columns that a segment stands in: several for a cell that spans them."""
    over = [i for i, (x0, x1) in enumerate(columns) if min(segment[1], x1) - max(segment[0], x0) > min(6.0, 0.5 * (x1 - x0))]
    if over:
        return range(over[0], over[-1] + 1)
    middle = (segment[0] + segment[1]) / 2
    nearest = min(range(len(columns)), key=lambda i: abs((columns[i][0] + columns[i][1]) / 2 - middle))
    return range(nearest, nearest + 1)


def fits(row: Row, columns: Sequence[Column]) -> bool:
    """Tell whether each segment of a row stands inside one column, apart from the others."""
    places = [covered(segment, columns) for segment in row.segments]
    return all(len(place) == 1 for place in places) and len({place[0] for place in places}) == len(places)


def grid_of(rows: Sequence[Row], columns: Sequence[Column], ruled: Sequence[bool], *, bordered: bool = False) -> Grid:
    """Return the cells of a table's lines; `ruled` tells of each line whether a rule stands right above it.

    `bordered` says that the rules are the borders of cells, so that each row has one.
    """
    lines, spans = _lines(rows, columns)
    groups = _groups(rows, lines, columns, ruled, least=1 if bordered else 2)
    cells = [[[word for line in group for word in lines[line][c]] for c in range(len(columns))] for group in groups]
    merged = {}
    for r, group in enumerate(groups):
        for place in spans.get(group[0], ()) if len(group) == 1 else ():
            merged.update({(r, c): (r, place[0]) for c in place[1:] if not cells[r][c]})
    return parted_figures(Grid(cells, merged))


def parted_figures(grid: Grid) -> Grid:
    """Return a table with columns of figures that stand too close for a gap parted: "100% 95% 90%" over "0% 10% 20%".

    Two rows next to each other show them: as many words each, below each other, in one row nothing but figures. Other rows
    of the column keep their words in one cell over all parts.
    """
    for c in reversed(range(len(grid.rows[0]) if grid.rows else 0)):
        rows = _parallel([row[c] for row in grid.rows])
        if rows and not any(c in (place[1], home[1]) for place, home in grid.merged.items()):
            grid = _widened(grid, c, rows)
    return grid


def _parallel(cells: Sequence[Sequence[Word]]) -> list[int]:
    """Return which cells of a column hold words that stand below each other one by one."""
    best: list[int] = []
    start = 0
    for r in range(1, len(cells) + 1):
        if r < len(cells) and len(cells[r]) == len(cells[start]) >= LEAST_FIGURES and _below(cells[start], cells[r]):
            continue
        run = list(range(start, r))
        if len(run) >= 2 and len(run) > len(best) and any(all(_FIGURE.fullmatch(w.text) for w in cells[k]) for k in run):
            best = run
        start = r
    return best


def _below(above: Sequence[Word], line: Sequence[Word]) -> bool:
    """Tell whether each word overlaps the one at its place above, and no other, all on one line of their cell."""
    if max(word.top for word in line) > min(word.bottom for word in line) or max(word.top for word in above) > min(
        word.bottom for word in above
    ):
        return False
    pairs = list(zip(above, line, strict=True))
    return all(a.x0 < b.x1 and b.x0 < a.x1 for a, b in pairs) and all(
        min(after[0].x0, after[1].x0) - max(here[0].x1, here[1].x1) > FIGURES_APART * here[0].size
        for here, after in itertools.pairwise(pairs)
    )


def _widened(grid: Grid, c: int, rows: Sequence[int]) -> Grid:
    """Return a table whose column `c` is parted into the words of some of its rows."""
    more = len(grid.rows[rows[0]][c]) - 1
    cells = [
        [*row[:c], *([[word] for word in row[c]] if r in rows else [row[c], *([] for _ in range(more))]), *row[c + 1 :]]
        for r, row in enumerate(grid.rows)
    ]
    merged = {(r, k + more * (k > c)): (home, h + more * (h > c)) for (r, k), (home, h) in grid.merged.items()}
    merged.update({(r, c + k): (r, c) for r in range(len(cells)) if r not in rows for k in range(1, more + 1)})
    return Grid(cells, merged)


def _lines(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[list[list[list[Word]]], dict[int, list[range]]]:
    lines: list[list[list[Word]]] = []
    spans: dict[int, list[range]] = {}
    for i, row in enumerate(rows):
        cells: list[list[Word]] = [[] for _ in columns]
        for segment in row.segments:
            place = covered(segment, columns)
            if len(place) > 1 and len(row.segments) > 1:
                _part(segment, place, columns, cells)
            else:
                cells[place[0]] += segment[2]
            if len(place) > 1 and not any(cells[c] for c in place[1:]):
                spans.setdefault(i, []).append(place)
        lines.append([in_order(cell) for cell in cells] if row.parts else cells)
    return lines, spans


def _part(segment: Segment, place: range, columns: Sequence[Column], cells: list[list[Word]]) -> None:
    """Give the words of a segment over several columns to each of them, unless a word crosses the white between two."""
    walls = [(columns[c][1] + columns[c + 1][0]) / 2 for c in place[:-1]]
    if any(word.x0 < wall < word.x1 for word in segment[2] for wall in walls):
        cells[place[0]] += segment[2]
        return
    for word in segment[2]:
        cells[place[0] + sum((word.x0 + word.x1) / 2 > wall for wall in walls)].append(word)


def _groups(
    rows: Sequence[Row], lines: Sequence[list[list[Word]]], columns: Sequence[Column], ruled: Sequence[bool], *, least: int
) -> list[list[int]]:
    """Return which lines form a table row: rules part rows where each has one, else wider gaps, else cells that begin anew."""
    rooms = _rooms(lines, columns)
    fresh = [_begins(lines, i, rooms) for i in range(len(lines))]
    gaps = [_gap(rows, lines, i) for i in range(len(lines))]
    threshold = _threshold(gaps[1:], [row.height for row in rows])
    ruled_rows = sum(ruled[1:]) >= least and _rules_part(lines, fresh, ruled)
    close = [i for i in range(1, len(lines)) if not ruled[i] and (threshold is None or gaps[i] <= threshold)]
    single = sum(fresh[i] for i in close) > 0.5 * len(close)  # most lines are rows of their own
    groups: list[list[int]] = []
    for i in range(len(lines)):
        overlaps = i > 0 and rows[i].top < rows[i - 1].bottom - 0.3 * rows[i].height
        if i == 0 or ruled[i] or (i == groups[0][-1] + 1 and _is_bold(lines[i - 1]) and not _is_bold(lines[i]) and not overlaps):
            begins = True
        elif overlaps or ruled_rows:
            begins = False
        elif threshold is not None and gaps[i] > threshold:
            begins = True
        else:
            begins = fresh[i] and (threshold is None or single)
        if begins:
            groups.append([i])
        else:
            groups[-1].append(i)
    return groups


def _is_bold(line: Sequence[Sequence[Word]]) -> bool:
    return all(word.bold for cell in line for word in cell)


def _rules_part(lines: Sequence[list[list[Word]]], fresh: Sequence[bool], ruled: Sequence[bool]) -> bool:
    """Tell whether rules stand between all rows, not only between groups of rows."""
    inner = [fresh[i] for i in range(1, len(lines)) if not ruled[i]]
    return sum(inner) <= 0.6 * len(inner)


def _gap(rows: Sequence[Row], lines: Sequence[list[list[Word]]], i: int) -> float:
    """Return the white above a line, measured in the columns that it fills."""
    if i == 0:
        return 0.0
    found = []
    for c, cell in enumerate(lines[i]):
        above = next((k for k in range(i - 1, -1, -1) if lines[k][c]), None)
        if cell and above is not None:
            found.append(rows[i].top - rows[above].bottom)
    return min(found, default=rows[i].top - rows[i - 1].bottom)


def _threshold(gaps: Sequence[float], heights: Sequence[float]) -> float | None:
    """Return the gap above which a row begins, None where all gaps are alike."""
    ordered = sorted(gaps)
    height = min(heights)
    jumps = [(b - a, (a + b) / 2) for a, b in itertools.pairwise(ordered)]
    widest = max(jumps, default=(0.0, 0.0))
    return widest[1] if widest[0] > 0.22 * height else None


def _rooms(lines: Sequence[list[list[Word]]], columns: Sequence[Column]) -> list[float]:
    """Return how wide each column is for a line of its text.

    A column of running text is as wide as its widest line; one of a few words may reach up to the next. How far the last one
    reaches nothing tells; it is taken to be as wide as the one before it at least.
    """
    rooms = []
    for c, (left, right) in enumerate(columns):
        own = right - left
        if max(len(line[c]) for line in lines) >= RUNNING:
            rooms.append(own + 4)
        elif c + 1 < len(columns):
            rooms.append(columns[c + 1][0] - left - 6)
        else:
            rooms.append(max(own, left - columns[c - 1][0] - 6))
    return rooms


def _begins(lines: Sequence[list[list[Word]]], i: int, rooms: Sequence[float]) -> bool:
    """Tell whether a line's cells begin anew: each could have gone on in the line above, had it been its rest."""
    if i == 0:
        return True
    above, line = lines[i - 1], lines[i]
    filled = [c for c, cell in enumerate(line) if cell]
    both = [c for c in filled if above[c]]
    figures = [c for c in filled if _is_figure(line[c])]
    if any(c in both and _is_figure(above[c]) for c in figures):
        return True
    if len(figures) >= 2 and len(both) == len(rooms):  # headings above amounts
        return True
    ended = {c: _ended(above[c], line[c][0], rooms[c]) for c in both}
    if not line[0]:
        return len(filled) >= 2 and len(filled) == len(rooms) - 1 and all(ended.values()) and not all(_small(line[c][0]) for c in filled)
    if len(filled) == len(rooms) and all(ended.values()):
        return True
    if ended.get(0) is False or (0 in both and _small(line[0][0])):
        return False
    return len(filled) == len(rooms) or all(ended.values())


def _is_figure(cell: Sequence[Word]) -> bool:
    """Tell whether a cell's line is an amount: two of them below each other are two rows, for amounts do not wrap."""
    return _FIGURE.fullmatch("".join(word.text for word in cell)) is not None


def _small(word: Word) -> bool:
    return word.text[:1].islower()


def _ended(above: Sequence[Word], word: Word, room: float) -> bool:
    """Tell whether the cell's line above was ended on purpose: the next word would have fitted into the column."""
    return (above[-1].x1 - above[0].x0) + 0.3 * word.size + (word.x1 - word.x0) < room
