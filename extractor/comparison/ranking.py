"""Agreements ranked by a profile of weights: which terms matter how much, and what each added to whose score.

A term gives an agreement the share of the others that it is surely better than, and half for those it equals or cannot be told from.
What is not stated, or denied, gives nothing. What could not be read may be anything, so the score has a lowest and a highest value;
the order is by the lowest: what is not known to be promised is not counted on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.comparison.marks import as_good, ends
from extractor.comparison.table import STATE_WORDS, Cell, Column, Part, Row, Standing

UNKNOWN = frozenset({"not_found", "blank", "not_read"})


def ranked(columns: Sequence[Column], rows: Sequence[Row], weights: Mapping[str, float]) -> tuple[Standing, ...]:
    """Return the standings, the best first; weights are by key of row, and only rows with a better direction can have one.

    >>> row = Row("uptime", "Uptime", "Promise", "higher", (Cell("99%", value=99.0), Cell("99.9%", value=99.9)))
    >>> [(s.column, s.score) for s in ranked((Column("A", None, "a"), Column("B", None, "b")), (row,), {"uptime": 2})]
    [(1, 100.0), (0, 0.0)]
    """
    weighed = [row for row in rows if weights.get(row.key) and row.better]
    total = sum(weights[row.key] for row in weighed) or 1.0
    standings = []
    for place in range(len(columns)):
        parts = tuple(_part(row, place, weights[row.key]) for row in weighed)
        score = 100 * sum(part.weight * part.points for part in parts) / total
        most = 100 * sum(part.weight * part.most for part in parts) / total
        standings.append(Standing(place, round(score, 1), round(most, 1), parts))
    return tuple(sorted(standings, key=lambda standing: (-standing.score, -standing.most, standing.column)))


def _part(row: Row, place: int, weight: float) -> Part:
    cell, others = row.cells[place], [*row.cells[:place], *row.cells[place + 1 :]]
    if cell.value is None:
        most = 1.0 if cell.state in UNKNOWN or cell.state == "stated" else 0.0
        said = STATE_WORDS[cell.state] if cell.state != "stated" else f"{cell.text} (not comparable)"
        return Part(row.key, weight, 0.0, most, f"{said}: no points")
    worse = sum(_better(cell, other, row) for other in others)
    level = sum(not _better(cell, other, row) and not _better(other, cell, row) for other in others)
    points = (worse + level / 2) / len(others) if others else 1.0
    words = f"{cell.text}: better than {worse} of {len(others)}" + (f", level with {level}" if level else "")
    return Part(row.key, weight, round(points, 4), round(points, 4), words)


def _better(one: Cell, other: Cell, row: Row) -> bool:
    """Tell whether one cell is surely better than another; a value is better than none."""
    if one.value is None or other.value is None:
        return one.value is not None
    assert row.better is not None
    return as_good(ends(one), ends(other), row.better) and ends(one) != ends(other)
