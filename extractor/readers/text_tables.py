"""Tables in plain text: pipes, tabs, and columns that white space keeps apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.readers.clean import squeeze

_RULING = re.compile(r"[\s|+\-=:_*]{3,}")
_WIDE_GAP = re.compile(r"\S(?: {3}|\t)\s*+\S")
_MARK = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,6})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?|[•·▪◦●○*o–—-])", re.IGNORECASE)
LONGEST_CELL = 160
"""Characters above which a column holds running text."""
WIDEST = 400
"""Columns of characters in which gutters are looked for."""
MOST_CELLS = 12


def table_of(lines: Sequence[str]) -> list[list[str]] | None:
    """Return the cells of two or more lines that are set in columns, None for other lines.

    >>> table_of(["Uptime       Credit", "99.0-99.9%   10%", "below 99%    25%"])
    [['Uptime', 'Credit'], ['99.0-99.9%', '10%'], ['below 99%', '25%']]
    """
    words = [line for line in lines if not _RULING.fullmatch(line)]
    if len(words) < 2:
        return None
    for found in (_piped(lines), _tabbed(words), _aligned(lines)):
        if found is not None and _is_sound(found):
            return found
    return None


def _is_sound(rows: list[list[str]]) -> bool:
    """Tell whether rows look like a table: short cells, and more than list marks in the first column."""
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or any(len(cell) > LONGEST_CELL for cell in cells) or sum(map(bool, cells)) < len(rows) * 1.3:
        return False
    return not all(not row[0] or _MARK.fullmatch(row[0]) for row in rows)


def _piped(lines: Sequence[str]) -> list[list[str]] | None:
    """Return rows whose cells pipes part; lines between rules are one row when there are rules between rows."""
    rows = [line.strip() for line in lines]
    if sum("|" in row for row in rows if not _RULING.fullmatch(row)) < len([row for row in rows if not _RULING.fullmatch(row)]):
        return None
    written = [row for row in rows if not _RULING.fullmatch(row)]
    framed = all(row.startswith("|") for row in written)  # else a pipe in front parts off an empty first cell
    closed = all(row.endswith("|") for row in written)
    grouped: list[list[list[str]]] = [[]]
    for row in rows:
        if _RULING.fullmatch(row):
            grouped.append([])
        else:
            inner = row.removeprefix("|") if framed else row
            grouped[-1].append([squeeze(cell) for cell in (inner.removesuffix("|") if closed else inner).split("|")])
    groups = [group for group in grouped if group]
    if len(groups) > 2 or (len(groups) == 2 and len(groups[1]) == 1):
        found = [_merged(group) for group in groups]
    else:
        wrapped = len(groups) == 2 and all(not all(line) for line in groups[0][1:])  # a header's second line leaves cells empty
        found = [row for n, group in enumerate(groups) for row in ([_merged(group)] if wrapped and n == 0 else group)]
    return found if len({len(row) for row in found}) == 1 and 2 <= len(found[0]) <= MOST_CELLS else None


def _merged(group: list[list[str]]) -> list[str]:
    width = max(len(row) for row in group)
    return [" ".join(row[c] for row in group if c < len(row) and row[c]) for c in range(width)]


def _tabbed(lines: Sequence[str]) -> list[list[str]] | None:
    if not all("\t" in line.strip() for line in lines):
        return None
    rows = [[squeeze(cell) for cell in re.split(r"\t+", line.strip())] for line in lines]
    return rows if len({len(row) for row in rows}) == 1 and len(rows[0]) <= MOST_CELLS else None


def _aligned(lines: Sequence[str]) -> list[list[str]] | None:
    """Return rows cut at the gutters that run through all lines; a line with an empty first column goes on with the row above."""
    if not any(_WIDE_GAP.search(line) for line in lines):
        return None
    flat = [line.expandtabs(8).rstrip()[:WIDEST] for line in lines]
    words = [line for line in flat if not _RULING.fullmatch(line)]
    edges = gutters(words)
    if not 1 <= len(edges) < MOST_CELLS:
        return None
    ruled = sum(bool(_RULING.fullmatch(line)) for line in flat[1:-1]) > 1
    rows: list[list[str]] = []
    fresh = True
    for line in flat:
        if _RULING.fullmatch(line):
            fresh = True
            continue
        cells = [squeeze(line[a:b]) for a, b in zip([0, *edges], [*edges, None], strict=True)]
        if rows and ((ruled and not fresh) or not cells[0]):
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        fresh = False
    return rows


def gutters(lines: Sequence[str]) -> list[int]:
    """Return where columns begin: after two or more blank places that run through all lines (three where there are only two lines).

    >>> gutters(["Uptime   Credit", "99.9%    10%   "])
    [9]
    """
    width = max(len(line) for line in lines)
    least = 2 if len(lines) > 2 else 3
    used = [False] * width
    for line in lines:
        for at, ch in enumerate(line):
            if ch != " ":
                used[at] = True
    first = used.index(True) if True in used else 0
    found, blank = [], 0
    for at in range(first, width):
        if used[at]:
            if blank >= least:
                found.append(at)
            blank = 0
        else:
            blank += 1
    return found
