"""How the work of a function grows with its input: measured in processor time of this thread, which a busy machine hardly changes."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
"""Input four times as long makes linear work four times as much, quadratic work sixteen times."""
MOST = 8.0
"""Between the two, on a scale of ratios."""
MEASURABLE = 0.004
"""Seconds below which a clock measures itself; work that stays below hurts nobody."""


def seconds(work: Callable[[], object], tries: int = 3) -> float:
    """Return the least time that the work took."""
    best = float("inf")
    for _ in range(tries):
        started = time.thread_time()
        work()
        best = min(best, time.thread_time() - started)
    return best


def growth(work: Callable[[int], object], length: int, times: int = TIMES) -> float:
    """Return how much longer the work takes on an input four (or that many) times as long; 0 where it is too short to measure.

    >>> growth(lambda n: sum(1 for _ in range(n * n)), 300) > MOST
    True
    >>> growth(lambda n: sum(1 for _ in range(n)), 90_000) < MOST
    True
    """
    long = seconds(lambda: work(times * length))
    return long / seconds(lambda: work(length)) if long > MEASURABLE else 0.0
