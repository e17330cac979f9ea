"""Tables of an untagged page: ruled grids, and rows set in aligned columns with or without rules between them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.readers.pdf_pieces import Piece
from extractor.readers.pdf_rules import Rule
from extractor.readers.pdf_words import Word

NEAR = 3.0
"""Points within which two lines meet or are the same."""
MOST_LINES = 1500


@dataclass(slots=True)
class Area:
    """Hold a table found on a page, and the height it takes."""

    top: float
    bottom: float
    x0: float
    x1: float
    piece: Piece
    words: set[int] = field(default_factory=set)


def ruled_tables(words: Sequence[Word], rules: Sequence[Rule], page: int) -> list[Area]:
    """Return the tables whose cells are drawn: at least two rows and two columns of cells, with words in more than one cell."""
    level = [r for r in rules if r[2] - r[0] >= r[3] - r[1]][:MOST_LINES]
    upright = [r for r in rules if r[3] - r[1] > r[2] - r[0]][:MOST_LINES]
    if len(level) < 2 or len(upright) < 2:
        return []
    found = []
    for group_level, group_upright in _groups(level, upright):
        xs = _merged([r[0] for r in group_upright] + [r[2] for r in group_upright])
        ys = _merged([r[1] for r in group_level] + [r[3] for r in group_level])
        if len(xs) >= 3 and len(ys) >= 2 and len(xs) < 64 and len(ys) < 400:
            area = _grid(words, group_level, group_upright, xs, ys, page)
            if area is not None:
                found.append(area)
    return found


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return lines that meet one another, group by group."""
    parents = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    for i, a in enumerate(level):
        for j, b in enumerate(upright, len(level)):
            if a[0] - NEAR <= b[2] and b[0] <= a[2] + NEAR and b[1] - NEAR <= a[3] and a[1] <= b[3] + NEAR:
                parents[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i in range(len(parents)):
        pair = groups.setdefault(root(i), ([], []))
        (pair[0] if i < len(level) else pair[1]).append(level[i] if i < len(level) else upright[i - len(level)])
    return [pair for pair in groups.values() if len(pair[0]) >= 2 and len(pair[1]) >= 2]


def _merged(values: Sequence[float]) -> list[float]:
    """Return sorted values, those within `NEAR` of each other as one."""
    merged: list[list[float]] = []
    for value in sorted(values):
        if merged and value - merged[-1][-1] <= NEAR:
            merged[-1].append(value)
        else:
            merged.append([value])
    return [sum(group) / len(group) for group in merged]


def _grid(words: Sequence[Word], level: list[Rule], upright: list[Rule], xs: list[float], ys: list[float], page: int) -> Area | None:
    rows, columns = len(ys) - 1, len(xs) - 1
    home = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def find(place: tuple[int, int]) -> tuple[int, int]:
        while home[place] != place:
            place = home[place]
        return place

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _wall(upright, xs[c + 1], ys[r], ys[r + 1], vertical=True):
                home[find((r, c + 1))] = find((r, c))
            if r + 1 < rows and not _wall(level, ys[r + 1], xs[c], xs[c + 1], vertical=False):
                home[find((r + 1, c))] = find((r, c))
    inside: dict[tuple[int, int], list[Word]] = {}
    taken: set[int] = set()
    for word in words:
        if xs[0] - NEAR <= (word.x0 + word.x1) / 2 <= xs[-1] + NEAR and ys[0] - NEAR <= word.middle <= ys[-1] + NEAR:
            r = max(0, min(rows - 1, sum(word.middle > y for y in ys) - 1))
            c = max(0, min(columns - 1, sum((word.x0 + word.x1) / 2 > x for x in xs) - 1))
            inside.setdefault(find((r, c)), []).append(word)
            taken.add(id(word))
    homes = {find(place) for place in home}
    if len(inside) < 2 or len(homes) < 2 or len({c for _, c in homes}) < 2 or len({r for r, _ in homes}) < 1:
        return None
    piece = Piece("table", page)
    piece.rows = [[in_order(inside.get((r, c), [])) if find((r, c)) == (r, c) else [] for c in range(columns)] for r in range(rows)]
    piece.merged = {place: find(place) for place in home if find(place) != place}
    _set_header(piece)
    return Area(ys[0], ys[-1], xs[0], xs[-1], compacted(piece), taken)


def _wall(rules: Sequence[Rule], at: float, start: float, end: float, *, vertical: bool) -> bool:
    """Tell whether a line is drawn along most of a cell's side."""
    length = 0.0
    for x0, top, x1, bottom in rules:
        place, low, high = ((x0 + x1) / 2, top, bottom) if vertical else ((top + bottom) / 2, x0, x1)
        if abs(place - at) <= NEAR:
            length += max(0.0, min(high, end) - max(low, start))
    return length >= 0.6 * (end - start)


def in_order(words: Sequence[Word]) -> list[Word]:
    """Return words line by line, each line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        if lines and abs(word.middle - lines[-1][0].middle) < 0.5 * max(word.bottom - word.top, 1):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [word for line in lines for word in sorted(line, key=lambda w: w.x0)]


def compacted(piece: Piece) -> Piece:
    """Return a table without rows and columns that hold no words at all."""
    rows = [r for r, row in enumerate(piece.rows) if any(row)]
    width = len(piece.rows[0]) if piece.rows else 0
    columns = [c for c in range(width) if any(row[c] for row in piece.rows)]
    if len(rows) == len(piece.rows) and len(columns) == width:
        piece.row_pages = [piece.page] * len(rows)
        return piece
    row_at, column_at = {r: i for i, r in enumerate(rows)}, {c: i for i, c in enumerate(columns)}
    merged = {}
    for (r, c), (hr, hc) in piece.merged.items():
        if r in row_at and c in column_at and hr in row_at and hc in column_at and (row_at[r], column_at[c]) != (row_at[hr], column_at[hc]):
            merged[row_at[r], column_at[c]] = (row_at[hr], column_at[hc])
    piece.rows = [[piece.rows[r][c] for c in columns] for r in rows]
    piece.merged = merged
    piece.row_pages = [piece.page] * len(rows)
    return piece


def _set_header(piece: Piece) -> None:
    """Count the first row as header when all its words are bold and not all of the next row's are."""
    bold = [[word.bold for cell in row for word in cell] for row in piece.rows]
    piece.header_rows = int(len(bold) > 1 and bool(bold[0]) and all(bold[0]) and not (bold[1] and all(bold[1])))


Segment = tuple[float, float, list[Word]]
"""A run of words on one line without a wide gap: (x0, x1, words)."""


@dataclass(slots=True)
class Row:
    """Hold one visual line cut at its wide gaps."""

    top: float
    bottom: float
    segments: list[Segment]


MOST_COLUMN_WORDS = 28
"""Words in one line of one cell above which aligned lines are columns of running text, not a table."""
_LIST_MARK = re.compile(r"^(?:[•·▪◦●○■□►*–—-]|\(?[\dA-Za-z]{1,4}[.)]|\d{1,3}(?:\.\d{1,3})+\.?|§)$")


def aligned_tables(rows: list[Row], rules: Sequence[Rule], page: int) -> list[tuple[int, int, Area]]:
    """Return unruled tables as (first row, row after the last, area): lines whose segments share their left edges.

    A list (marks on the left, text on the right) and columns of running text are none.
    """
    found = []
    start = 0
    while start < len(rows):
        end = _run(rows, start)
        piece = _aligned(rows[start:end], rules, page) if end - start >= 2 else None
        if piece is not None:
            xs = [word for row in rows[start:end] for _, _, words in row.segments for word in words]
            area = Area(rows[start].top, rows[end - 1].bottom, min(w.x0 for w in xs), max(w.x1 for w in xs), piece, {id(w) for w in xs})
            found.append((start, end, area))
            start = end
        else:
            start = max(start + 1, end if piece is None and end - start < 2 else start + 1)
    return found


def _run(rows: list[Row], start: int) -> int:
    """Return the row after the last one that still belongs to an aligned run that begins at `start`."""
    if len(rows[start].segments) < 2 or _is_list(rows[start]):
        return start + 1
    edges = [segment[0] for segment in rows[start].segments]
    end, gap = start + 1, 0.0
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        height = max(above.bottom - above.top, 1.0)
        gap = row.top - above.bottom
        if gap > 2.6 * height:
            break
        near = [any(abs(x0 - edge) <= 6 or _overlaps(x0, x1, edge, edges, rows[start]) for edge in edges) for x0, x1, _ in row.segments]
        if not all(near):
            break
        if len(row.segments) == 1 and _spans_all(row, edges):
            break
        for x0, _, _ in row.segments:
            if not any(abs(x0 - edge) <= 6 for edge in edges):
                edges.append(x0)
        end += 1
    while (
        end > start + 1
        and len(rows[end - 1].segments) == 1
        and rows[end - 1].top - rows[end - 2].bottom > 0.9 * (rows[end - 1].bottom - rows[end - 1].top)
    ):
        end -= 1
    multi = sum(len(row.segments) >= 2 for row in rows[start:end])
    return end if multi >= 2 else start + 1


def _overlaps(x0: float, x1: float, edge: float, edges: list[float], first: Row) -> bool:
    """Tell whether a segment lies (centred, say) in the column that begins at `edge`."""
    following = min((other for other in edges if other > edge + 6), default=max(s[1] for s in first.segments) + 40)
    return edge - 4 <= x0 and x1 <= following - 4 and x0 < following


def _spans_all(row: Row, edges: list[float]) -> bool:
    """Tell whether a lone segment runs across the second column's edge: running text below the table."""
    x0, x1, _ = row.segments[0]
    others = sorted(edges)
    return len(others) > 1 and x0 <= others[0] + 6 and x1 > others[1] + 12


def _is_list(row: Row) -> bool:
    return len(row.segments) == 2 and len(row.segments[0][2]) == 1 and bool(_LIST_MARK.match(row.segments[0][2][0].text))


def _aligned(rows: list[Row], rules: Sequence[Rule], page: int) -> Piece | None:
    edges = _merged_edges(rows)
    if len(edges) < 2:
        return None
    if sum(_is_list(row) for row in rows) > len(rows) / 2:
        return None
    longest = max(len(words) for row in rows for _, _, words in row.segments)
    full = [row for row in rows if len(row.segments) >= 2]
    if longest > MOST_COLUMN_WORDS or len(full) < 2:
        return None
    lines = [[_cell(row, edges, c) for c in range(len(edges))] for row in rows]
    piece = Piece("table", page)
    piece.rows = _rows(rows, lines, rules)
    if len(piece.rows) < 2 or _running_text(piece.rows):
        return None
    _set_header(piece)
    return compacted(piece)


def _merged_edges(rows: list[Row]) -> list[float]:
    """Return the left edges of columns: those that two rows at least share or a full row sets."""
    counts: dict[float, int] = {}
    for row in rows:
        for x0, _, _ in row.segments:
            key = next((edge for edge in counts if abs(edge - x0) <= 8), x0)
            counts[key] = counts.get(key, 0) + 1
    most = max(len(row.segments) for row in rows)
    edges = sorted(
        edge
        for edge, count in counts.items()
        if count >= 2 or any(len(row.segments) == most and any(abs(s[0] - edge) <= 8 for s in row.segments) for row in rows)
    )
    kept: list[float] = []
    for edge in edges:
        overlapped = any(x0 < edge - 4 and x1 > edge + 4 for row in rows if len(row.segments) >= 2 for x0, x1, _ in row.segments)
        if not kept or (edge - kept[-1] > 14 and not overlapped):
            kept.append(edge)
    return kept


def _cell(row: Row, edges: list[float], column: int) -> list[Word]:
    low = edges[column] - 8 if column else float("-inf")
    high = edges[column + 1] - 8 if column + 1 < len(edges) else float("inf")
    return [word for x0, _, words in row.segments if low <= x0 < high for word in words]


def _rows(rows: list[Row], lines: list[list[list[Word]]], rules: Sequence[Rule]) -> list[list[list[Word]]]:
    """Join lines to table rows: a rule or a wider gap begins a new row, a line whose first cell is empty goes on."""
    level = sorted({(r[1] + r[3]) / 2 for r in rules if r[2] - r[0] > 40 and r[3] - r[1] <= 3})
    gaps = sorted(b.top - a.bottom for a, b in itertools.pairwise(rows))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    separated = sum(any(a.bottom - 3 <= y <= b.top + 3 for y in level) for a, b in itertools.pairwise(rows))
    joined: list[list[list[Word]]] = []
    for i, line in enumerate(lines):
        if not joined:
            joined.append([list(cell) for cell in line])
            continue
        above, row = rows[i - 1], rows[i]
        ruled = any(above.bottom - 3 <= y <= row.top + 3 for y in level)
        gap = row.top - above.bottom
        filled = sum(bool(cell) for cell in line)
        if separated >= 2:
            fresh = ruled
        else:
            tight = gap <= min(usual, gaps[0] + 1.5) if gaps else False
            fresh = (bool(line[0]) and (filled >= 2 or not tight)) or gap > usual + 3
            if filled < sum(bool(cell) for cell in joined[-1]) and tight and gaps and gaps[-1] > gaps[0] + 3:
                fresh = False
        if fresh:
            joined.append([list(cell) for cell in line])
        else:
            for c, cell in enumerate(line):
                joined[-1][c] += cell
    return joined


def _running_text(rows: list[list[list[Word]]]) -> bool:
    """Tell whether "cells" are really two columns of running text: long lines in every column of nearly every row."""
    long = sum(sum(len(cell) >= 7 for cell in row) >= 2 for row in rows)
    return long > len(rows) * 0.6 and len(rows) > 3
