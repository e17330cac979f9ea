"""Ruled tables of an untagged page: drawn lines → a grid of cells, merged where no line parts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.readers.pdf_lines import in_order
from extractor.readers.pdf_pieces import Piece
from extractor.readers.pdf_rules import Rule
from extractor.readers.pdf_words import Word

NEAR = 3.0
"""Points within which two lines meet or are the same."""
MOST_LINES = 1500
OPEN_SIDE = 12.0
"""Points by which lines stick out of a grid whose outer side is not drawn."""


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
        xs = _reaching(xs, min(r[0] for r in group_level), max(r[2] for r in group_level))
        ys = _reaching(ys, min(r[1] for r in group_upright), max(r[3] for r in group_upright))
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


def _reaching(values: list[float], low: float, high: float) -> list[float]:
    """Return the lines of a grid with its outer sides where those are not drawn, but the crossing lines reach further."""
    return [low] * (low < values[0] - OPEN_SIDE) + values + [high] * (high > values[-1] + OPEN_SIDE)


def _grid(words: Sequence[Word], level: list[Rule], upright: list[Rule], xs: list[float], ys: list[float], page: int) -> Area | None:
    rows, columns = len(ys) - 1, len(xs) - 1
    home = _homes(level, upright, xs, ys)
    inside: dict[tuple[int, int], list[Word]] = {}
    taken: set[int] = set()
    for word in words:
        if xs[0] - NEAR <= (word.x0 + word.x1) / 2 <= xs[-1] + NEAR and ys[0] - NEAR <= word.middle <= ys[-1] + NEAR:
            r = max(0, min(rows - 1, sum(word.middle > y for y in ys) - 1))
            c = max(0, min(columns - 1, sum((word.x0 + word.x1) / 2 > x for x in xs) - 1))
            inside.setdefault(home[r, c], []).append(word)
            taken.add(id(word))
    homes = set(home.values())
    if len(inside) < 2 or len({c for _, c in homes}) < 2 or len({r for r, _ in homes}) < 2:
        return None
    piece = Piece("table", page)
    piece.rows = [[in_order(inside.get((r, c), [])) for c in range(columns)] for r in range(rows)]
    piece.merged = {place: root for place, root in home.items() if root != place}
    set_header(piece)
    return Area(ys[0], ys[-1], xs[0], xs[-1], compacted(piece), taken)


def _homes(level: list[Rule], upright: list[Rule], xs: list[float], ys: list[float]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place of the grid the top left place of the cell that it belongs to."""
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = _Walls(level, upright)
    home = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def find(place: tuple[int, int]) -> tuple[int, int]:
        while home[place] != place:
            place = home[place]
        return place

    def join(a: tuple[int, int], b: tuple[int, int]) -> None:
        first, second = sorted((find(a), find(b)))
        home[second] = first

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not walls.beside(xs[c + 1], ys[r], ys[r + 1]):
                join((r, c), (r, c + 1))
            if r + 1 < rows and not walls.below(ys[r + 1], xs[c], xs[c + 1]):
                join((r, c), (r + 1, c))
    return {place: find(place) for place in home}


class _Walls:
    """Answer whether a line is drawn along most of a cell's side; lines are kept by their place."""

    def __init__(self, level: Sequence[Rule], upright: Sequence[Rule]) -> None:
        self.level = _by_place(((r[1] + r[3]) / 2, r[0], r[2]) for r in level)
        self.upright = _by_place(((r[0] + r[2]) / 2, r[1], r[3]) for r in upright)

    def below(self, y: float, x0: float, x1: float) -> bool:
        return _drawn(self.level, y, x0, x1)

    def beside(self, x: float, top: float, bottom: float) -> bool:
        return _drawn(self.upright, x, top, bottom)


def _by_place(lines: Iterable[tuple[float, float, float]]) -> dict[int, list[tuple[float, float, float]]]:
    places: dict[int, list[tuple[float, float, float]]] = {}
    for line in lines:
        places.setdefault(int(line[0]), []).append(line)
    return places


def _drawn(places: dict[int, list[tuple[float, float, float]]], at: float, start: float, end: float) -> bool:
    near = (line for key in range(int(at - NEAR) - 1, int(at + NEAR) + 2) for line in places.get(key, ()))
    length = sum(max(0.0, min(high, end) - max(low, start)) for place, low, high in near if abs(place - at) <= NEAR)
    return length >= 0.6 * (end - start)


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


def set_header(piece: Piece) -> None:
    """Count the first row as header when all its words are bold and not all of the next row's are."""
    bold = [[word.bold for cell in row for word in cell] for row in piece.rows]
    piece.header_rows = int(len(bold) > 1 and bool(bold[0]) and all(bold[0]) and not (bold[1] and all(bold[1])))
