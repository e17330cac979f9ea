"""Durations compared across business and calendar time, always on the side of what is sure.

A promise of "4 business hours" made on a Friday afternoon may be kept on Monday: it does not meet "at most 4 hours". Such a
duration has a shortest and a longest length in calendar time; a rule counts as met only if it is met at the unfavourable one.
"""

from __future__ import annotations

from decimal import Decimal

from extractor.comparison.units import WORKING_HOURS, business_days, hours, lasts
from extractor.record import Duration


def at_most(said: Duration, limit: Duration) -> bool | None:
    """Tell whether what is said is surely no longer than the limit; None where either is no duration.

    >>> at_most(Duration(duration="PT4H"), Duration(duration="PT4H", business=True))
    True
    >>> at_most(Duration(duration="PT4H", business=True), Duration(duration="PT4H"))
    False
    """
    return _surely_within(said, limit)


def at_least(said: Duration, limit: Duration) -> bool | None:
    """Tell whether what is said is surely no shorter than the limit; None where either is no duration.

    >>> at_least(Duration(duration="P10D", business=True), Duration(duration="P14D"))
    True
    >>> at_least(Duration(duration="P10D"), Duration(duration="P10D", business=True))
    False
    """
    return _surely_within(limit, said)


def _surely_within(short: Duration, long: Duration) -> bool | None:
    """Tell whether `short` is surely no longer than `long`: at its longest against the other's shortest."""
    if short.business == long.business:
        ours, theirs = own_length(short), own_length(long)
        return None if ours is None or theirs is None else ours <= theirs
    first, second = lasts(short), lasts(long)
    return None if first is None or second is None else first[1] <= second[0]


def own_length(duration: Duration) -> Decimal | None:
    """Return the length in hours of its own kind: of working time or of the clock."""
    value = hours(duration.duration)
    if value is None or not duration.business or _in_hours(duration):
        return value
    return business_days(duration, value) * WORKING_HOURS


def _in_hours(duration: Duration) -> bool:
    return "T" in duration.duration
