"""Best, worst and unusual cells of a row; where business and calendar time cannot be told apart, none is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import quantiles

from extractor.comparison.table import Better, Cell, Mark, Row

ENOUGH = 5
"""Values below which nothing is called unusual: of four, one always lies apart."""
FAR = 1.5
"""Distances between the quartiles beyond them (Tukey's fences)."""
AGREED = 0.75
"""Share of equal values from which any other is unusual, where the quartiles are equal."""


def marked(row: Row) -> Row:
    """Return the row with its best, worst and unusual cells marked; a row whose values all agree, or with one value, has no marks.

    >>> row = Row("a", "A", "S", "higher", (Cell("1", value=1.0), Cell("2", value=2.0), Cell("", "not_stated")))
    >>> [cell.mark for cell in marked(row).cells]
    ['worst', 'best', None]
    """
    held = [cell for cell in row.cells if cell.value is not None]
    if row.better is None or len({ends(cell) for cell in held}) < 2:
        return row
    all_ends = {ends(cell) for cell in held}
    best = {one for one in all_ends if all(as_good(one, other, row.better) for other in all_ends)}
    worst = {one for one in all_ends if all(as_good(other, one, row.better) for other in all_ends)}
    odd = unusual([cell.value for cell in held if cell.value is not None])
    cells = (_marked(c, best, worst, odd) if c.value is not None else c for c in row.cells)
    return replace(row, cells=tuple(cells))


def _marked(cell: Cell, best: set[tuple[float, float]], worst: set[tuple[float, float]], odd: set[float]) -> Cell:
    mark: Mark | None = "best" if ends(cell) in best else "worst" if ends(cell) in worst else None
    return replace(cell, mark=mark, unusual=cell.value in odd)


def ends(cell: Cell) -> tuple[float, float]:
    """Return what a cell is worth in the unfavourable and in the favourable reading."""
    value = cell.value or 0.0
    return value, value if cell.otherwise is None else cell.otherwise


def as_good(one: tuple[float, float], other: tuple[float, float], better: Better) -> bool:
    """Tell whether one is surely as good as another: in the unfavourable reading of both and in the favourable one.

    >>> as_good((64.0, 4.0), (8.0, 8.0), "lower"), as_good((8.0, 8.0), (64.0, 4.0), "lower")
    (False, False)
    """
    sign = 1 if better == "higher" else -1
    return all(sign * mine >= sign * theirs for mine, theirs in zip(one, other, strict=True))


def unusual(values: Sequence[float]) -> set[float]:
    """Return the values far from the rest: beyond Tukey's fences, or unlike what three in four agree on; answers of yes and no are never.

    >>> unusual([30, 30, 30, 30, 5]), unusual([1, 2, 3, 4, 100]), unusual([1, 2, 3])
    ({5}, {100}, set())
    """
    if len(values) < ENOUGH or set(values) <= {0.0, 1.0}:
        return set()
    low, _, high = quantiles(values, n=4, method="inclusive")
    if low == high:
        return {v for v in values if v != low} if values.count(low) >= AGREED * len(values) else set()
    reach = FAR * (high - low)
    return {v for v in values if not low - reach <= v <= high + reach}
