"""Durations compared across business and calendar time, always on the side of what is sure.

A promise of "4 business hours" made on a Friday afternoon may be kept on Monday: it does not meet "at most 4 hours". Such a
duration has a shortest and a longest length in calendar time; a rule counts as met only if it is met at the unfavourable one.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from extractor.comparison.units import hours
from extractor.record import Duration

WORKING_HOURS = Decimal(8)
"""Working hours of a business day, where a document counts in business hours and a rule in business days or the reverse."""
DAY = Decimal(24)
WEEK = Decimal(5)
"""Business days of a week. Public holidays are not counted: no agreement says which ones hold."""


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
    first, second = calendar_length(short), calendar_length(long)
    return None if first is None or second is None else first[1] <= second[0]


def own_length(duration: Duration) -> Decimal | None:
    """Return the length in hours of its own kind: of working time or of the clock."""
    value = hours(duration.duration)
    if value is None or not duration.business or _in_hours(duration):
        return value
    return _days(duration, value) * WORKING_HOURS


def calendar_length(duration: Duration) -> tuple[Decimal, Decimal] | None:
    """Return the shortest and the longest length in hours of the clock, counted from a working day on, holidays apart."""
    value = hours(duration.duration)
    if value is None or not duration.business:
        return None if value is None else (value, value)
    if _in_hours(duration):
        days, rest = divmod(value, WORKING_HOURS)
        shortest = (days + 2 * (days // WEEK)) * DAY + rest
        begun = days + (1 if rest else 0)
        return shortest, (begun + 2 * _weekends(begun)) * DAY
    days = _days(duration, value)
    return (days + 2 * (days // WEEK)) * DAY, (days + 2 * _weekends(days)) * DAY


def _days(duration: Duration, value: Decimal) -> Decimal:
    """Return business days; a business week has five, a month of 30 days is one of the calendar and has 30 / 7 such weeks."""
    return value / DAY if duration.duration.endswith("D") else value / (7 * DAY) * WEEK


def _weekends(days: Decimal) -> Decimal:
    """Return how many weekends may fall into so many business days."""
    return (days / WEEK).to_integral_value(ROUND_CEILING)


def _in_hours(duration: Duration) -> bool:
    return "T" in duration.duration
