"""Tables without drawn cells: rows between horizontal rules, and rows set in aligned columns with no rule at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.readers.pdf_cells import Column, columns_between, columns_of, covered, fits, grid_of
from extractor.readers.pdf_lines import Row, Segment, is_mark, segments_of
from extractor.readers.pdf_pieces import Piece
from extractor.readers.pdf_rules import Level
from extractor.readers.pdf_tables import Area, compacted, set_header
from extractor.readers.pdf_words import Word

Found = tuple[int, int, Area]
"""First row, row after the last, the table."""

LEAST_RULE = 50.0
"""Points; shorter lines underline words."""
SHORT_RULE = 15.0
"""Points; under the heading of a narrow column the rule is no longer."""
SAME_EDGE = 8.0
"""Points by which the rules of one table may end apart."""
MISFITS = 0.15
"""Share of the lines between rules that may run over several columns; more is running text between underlined headings."""
LEAST_PARTED = 0.3
"""Share of the lines between rules that fill two columns at least, where the rules themselves show no cells."""
RUNNING_LINES = 3
"""Lines between two rules that are running text when few of them are parted."""
WALL = 0.7
"""White around a wall, in font sizes, that parts cells beyond the outer rules of a table; less is a space between words."""
FAR = 2.6
"""White in heights of a line that ends a table without rules."""
MOST_CELL_WORDS = 28
"""Words in one line of one cell above which aligned lines are columns of running text, not a table."""
_PAGE = re.compile(r"(?:\d{1,3}|[ivxl]{1,6})")
_QUOTED = re.compile(r"(?:the\s|an?\s)?[“\"‘']", re.IGNORECASE)
_LEADER = re.compile(r"[.…·]{4,}|(?:\s[.·]){4,}")


def banded_tables(rows: list[Row], levels: Sequence[Level], page: int) -> list[Found]:
    """Return the tables whose rows stand between horizontal rules of the same width."""
    found: list[Found] = []
    chains = [part for chain in _chains([level for level in levels if level.x1 - level.x0 >= LEAST_RULE]) for part in _parted(chain, rows)]
    for chain in sorted(chains, key=lambda chain: chain[0].y):
        after = found[-1][1] if found else 0
        start = next((i for i, row in enumerate(rows) if i >= after and _middle(row) > chain[0].y), len(rows))
        end = next((i for i in range(start, len(rows)) if _middle(rows[i]) > chain[-1].y), len(rows))
        table = _between(rows, start, end, after, chain, page)
        if table is not None:
            found.append(table)
    return found


def _parted(chain: list[Level], rows: Sequence[Row]) -> list[list[Level]]:
    """Return a chain cut where running text stands between two of its rules: those of two tables, or under headings."""
    parts = [[chain[0]]]
    for above, level in pairwise(chain):
        band = [row for row in rows if above.y < _middle(row) < level.y]
        if len(band) >= RUNNING_LINES and sum(len(row.segments) > 1 for row in band) < LEAST_PARTED * len(band) and not level.joints:
            parts.append([])
        parts[-1].append(level)
    return [part for part in parts if len(part) >= 2]


def aligned_tables(rows: list[Row], free: Sequence[bool], levels: Sequence[Level], page: int) -> list[Found]:
    """Return tables without rules: lines whose segments stand below each other.

    A list (marks on the left, text on the right), a table of contents and columns of running text are none. `free` tells which
    rows belong to no other table.
    """
    found: list[Found] = []
    start = 0
    while start < len(rows):
        end = _run(rows, free, start)
        head = _heads(rows, free, start, end, found[-1][1] if found else 0) if end - start >= 2 else start
        area = _aligned(rows[head:end], levels, page) if end - start >= 2 else None
        if area is not None:
            found.append((head, end, area))
            start = end
        else:
            start += 1
    return found


def _middle(row: Row) -> float:
    return (row.top + row.bottom) / 2


def _chains(levels: Sequence[Level]) -> list[list[Level]]:
    """Return rules of the same width below each other, at least two."""
    chains: list[list[Level]] = []
    for level in levels:
        for chain in reversed(chains):
            if abs(chain[-1].x0 - level.x0) <= SAME_EDGE and abs(chain[-1].x1 - level.x1) <= SAME_EDGE and _same_cells(chain, level):
                chain.append(level)
                break
        else:
            chains.append([level])
    return sorted((chain for chain in chains if len(chain) >= 2), key=lambda chain: chain[0].y)


def _same_cells(chain: Sequence[Level], level: Level) -> bool:
    """Tell whether the joints of a rule are among those of the rules above, or these among its own."""
    above = max((other.joints for other in chain), key=len)
    fewer, more = sorted((above, level.joints), key=len)
    return bool(level.joints or not above) and all(any(abs(a - b) <= 3 for b in more) for a in fewer)


def _between(rows: list[Row], start: int, end: int, after: int, chain: list[Level], page: int) -> Found | None:
    """Return the table whose rows stand between the rules of a chain, with the rows beyond its outer rules that go with it."""
    walls = _walls(chain)
    beyond = 0.0 if len(walls) >= 2 else WALL  # running text leaves two walls free by chance only
    rows = [_cut(row, walls, 0.0 if start <= i < end else beyond) for i, row in enumerate(rows)]
    inside = rows[start:end]
    if not inside or any(row.x0 < chain[0].x0 - 12 or row.x1 > chain[0].x1 + 12 for row in inside):
        return None
    columns = columns_between(inside, walls)
    if not columns:
        columns = columns_of(inside if len(inside) > 1 else inside * 2)
        misfits = sum(not fits(row, columns) for row in inside) if columns else len(inside)
        if misfits > MISFITS * len(inside) or sum(len(row.segments) >= 2 for row in inside) < LEAST_PARTED * len(inside):
            return None
    while start > after and _goes_with(rows[start - 1], rows[start], columns, 0.6):
        start -= 1
    while end < len(rows) and _goes_with(rows[end], rows[end - 1], columns, 1.6):
        end += 1
    body = rows[start:end]
    columns = columns_between(body, walls) or columns_of(body) or columns
    ruled = [i > 0 and any(_middle(body[i - 1]) < level.y <= _middle(row) for level in chain) for i, row in enumerate(body)]
    area = _area(body, columns, ruled, page, least=1 if walls and len(chain) > 1 else 2)
    return (start, end, area) if area else None


def _cut(row: Row, walls: Sequence[float], least: float) -> Row:
    """Return a row with its segments cut at the walls of cells where `least` sizes of white stand between their words."""
    if not walls:
        return row
    segments: list[Segment] = []
    for _, _, words in row.segments:
        parts = [[words[0]]]
        for before, word in pairwise(words):
            if any(before.x1 - 2 <= wall <= word.x0 + 2 for wall in walls) and word.x0 - before.x1 >= least * word.size:
                parts.append([])
            parts[-1].append(word)
        segments += [(min(w.x0 for w in part), max(w.x1 for w in part), part) for part in parts]
    return Row(row.top, row.bottom, sorted(segments, key=lambda segment: segment[0]), row.parts)


def _walls(chain: Sequence[Level]) -> list[float]:
    """Return where most of the rules of a chain have their joints."""
    joints = sorted(joint for level in chain for joint in level.joints)
    walls: list[list[float]] = []
    for joint in joints:
        if walls and joint - walls[-1][-1] <= 3:
            walls[-1].append(joint)
        else:
            walls.append([joint])
    return [sum(wall) / len(wall) for wall in walls if len(wall) >= 0.6 * len(chain)]


def _goes_with(row: Row, neighbour: Row, columns: Sequence[Column], reach: float) -> bool:
    """Tell whether a row beyond the outer rule belongs to the table: near, and in its columns (not in the first alone)."""
    white = max(row.top, neighbour.top) - min(row.bottom, neighbour.bottom)
    places = [covered(segment, columns) for segment in row.segments]
    if any(len(place) > 1 for place in places):
        return False
    if len({place[0] for place in places}) >= 2:
        return white < 1.6 * row.height
    return white < reach * row.height and places[0][0] > 0


def _area(rows: Sequence[Row], columns: Sequence[Column], ruled: Sequence[bool], page: int, *, least: int = 2) -> Area | None:
    grid = grid_of(rows, columns, ruled, bordered=least == 1)
    if len(grid.rows) < least or _running_text(grid.rows):
        return None
    piece = Piece("table", page, rows=grid.rows, merged=grid.merged)
    set_header(piece)
    words = {id(word) for row in rows for word in row.words}
    return Area(
        rows[0].top, max(row.bottom for row in rows), min(row.x0 for row in rows), max(row.x1 for row in rows), compacted(piece), words
    )


def _run(rows: Sequence[Row], free: Sequence[bool], start: int) -> int:
    """Return the row after the last one that still belongs to an aligned run that begins at `start`."""
    if not free[start] or len(rows[start].segments) < 2 or _lists(rows[start]):
        return start + 1
    end = start + 1
    columns = [(x0, x1) for x0, x1, _ in rows[start].segments]
    while end < len(rows) and free[end]:
        row, above = rows[end], rows[end - 1]
        if row.top - above.bottom > FAR * above.height or _lists(row):
            break
        grown = _grown(columns, row)
        if grown is None:
            break
        columns, end = grown, end + 1
    while end > start + 1 and len(rows[end - 1].segments) == 1 and not _continues(rows[end - 1], rows[end - 2], columns):
        end -= 1
    return end if sum(len(row.segments) >= 2 for row in rows[start:end]) >= 2 else start + 1


def _heads(rows: list[Row], free: Sequence[bool], start: int, end: int, least: int) -> int:
    """Return the first row of a run together with the lines of its headings right above it.

    Headings may fill one column only, or stand so close that no wide gap parts them; they are cut there in place.
    """
    columns = columns_of(rows[start:end]) or [(x0, x1) for x0, x1, _ in rows[start].segments]
    while start > least and free[start - 1]:
        cut = _cut_between(rows[start - 1], columns)
        if not _is_head(cut, rows[start], columns):
            break
        start -= 1
        rows[start] = cut
    return start


def _cut_between(row: Row, columns: Sequence[Column]) -> Row:
    """Return a row cut where the white between its words lies between two columns, or into as many parts as there are columns."""
    parts = segments_of(row.words, WALL)
    if len(parts) == len(columns):
        return Row(row.top, row.bottom, parts)
    walls = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    return _cut(row, walls, WALL)


def _is_head(row: Row, below: Row, columns: Sequence[Column]) -> bool:
    if below.top - row.bottom > 0.8 * row.height or abs(row.words[0].size - below.words[0].size) > 1:
        return False
    if len(row.segments) == len(columns) and len(row.words) <= 6 * len(columns):
        return all(s[0] < b + 12 and s[1] > a - 12 for s, (a, b) in zip(row.segments, columns, strict=True))
    tight = below.top - row.bottom < 0.35 * row.height and all(word.bold for word in [*row.words, *below.words])
    return tight and len(row.segments) == 1 and fits(row, columns) and row.x1 - row.x0 < 90


def _grown(columns: list[Column], row: Row) -> list[Column] | None:
    """Return columns widened by a row that keeps the white between them, None for a row that closes it."""
    grown = list(columns)
    taken = set()
    for segment in row.segments:
        x0, x1, _ = segment
        over = [i for i, (a, b) in enumerate(grown) if x0 < b + 3 and x1 > a - 3]
        if len(over) > 1 or (len(row.segments) == 1 and over == [0] and len(grown) > 1 and x1 > grown[1][0] - 6):
            return None
        if not over:
            if len(row.segments) == 1:
                return None
            grown.append((x0, x1))
            grown.sort()
            continue
        if over[0] in taken:
            return None
        taken.add(over[0])
        a, b = grown[over[0]]
        grown[over[0]] = (min(a, x0), max(b, x1))
    return grown


def _continues(row: Row, above: Row, columns: Sequence[Column]) -> bool:
    """Tell whether a lone segment at the end of a run is the rest of a cell: close below, not in the first column or small."""
    if row.top - above.bottom > 0.9 * row.height:
        return False
    first = covered(row.segments[0], columns)[0] == 0
    return (
        not first
        or row.words[0].text[:1].islower()
        or any(covered(s, columns)[0] == 0 and s[1] > 0.8 * columns[0][1] for s in above.segments)
    )


def _lists(row: Row) -> bool:
    """Tell whether a row is a list mark with its text."""
    return len(row.segments) == 2 and is_mark(row.segments[0][2])


def _aligned(rows: list[Row], levels: Sequence[Level], page: int) -> Area | None:
    full = [row for row in rows if len(row.segments) >= 2]
    longest = max(len(words) for row in rows for _, _, words in row.segments)
    if len(full) < 2 or longest > MOST_CELL_WORDS or _contents(full):
        return None
    columns = columns_of(rows)
    if not columns or (sum(is_mark(row.segments[0][2]) for row in full) > 0.5 * len(full) and len(columns) == 2):
        return None
    x0, x1 = columns[0][0] - 6, columns[-1][1] + 6
    ys = [level.y for level in levels if level.x1 > x0 and level.x0 < x1 and level.x1 - level.x0 >= SHORT_RULE]
    ruled = [i > 0 and any(_middle(rows[i - 1]) < y <= _middle(row) for y in ys) for i, row in enumerate(rows)]
    if len(columns) == 2 and _defines(rows, columns):
        return None
    return _area(rows, columns, ruled, page)


def _defines(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Tell whether rows are terms in quotes with their meanings beside them: sentences that run over both columns."""
    opening = [
        " ".join(word.text for word in segment[2][:2]) for row in rows for segment in row.segments if covered(segment, columns)[0] == 0
    ]
    return sum(_QUOTED.match(text) is not None for text in opening) >= 0.7 * len(opening)


def _contents(rows: Sequence[Row]) -> bool:
    """Tell whether rows are a table of contents: each ends in a page number, and the numbers rise."""
    last = [" ".join(word.text for word in row.segments[-1][2]) for row in rows]
    if sum(_LEADER.search(text) is not None and text[-1].isalnum() for text in last) > 0.5 * len(rows):
        return True
    numbers = [_PAGE.fullmatch(_LEADER.sub("", text)) for text in last]
    if sum(number is not None for number in numbers) < max(2, 0.8 * len(rows)):
        return False
    values = [int(number[0]) for number in numbers if number and number[0].isdigit()]
    return values == sorted(values) and all(any(ch.isalpha() for word in row.words for ch in word.text) for row in rows)


def _running_text(rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Tell whether "cells" are really two columns of running text: long lines in every column of nearly every row."""
    long = sum(sum(len(cell) >= 7 for cell in row) >= 2 for row in rows)
    return long > len(rows) * 0.6 and len(rows) > 6
