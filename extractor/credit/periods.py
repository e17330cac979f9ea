"""Periods of the calendar (day, week, month, quarter, year) with their real lengths, and dates so many days or months later."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Kind = Literal["day", "week", "month", "quarter", "year", "contract"]

KINDS: tuple[Kind, ...] = ("day", "week", "month", "quarter", "year")
"""From the shortest; "contract" is not of the calendar."""

MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Hold a period from `start` until (and without) `end`."""

    start: datetime
    end: datetime
    kind: Kind = "month"

    @property
    def days(self) -> int:
        """Return its length in days.

        >>> period_of(datetime(2028, 2, 10), "month").days
        29
        """
        return (self.end - self.start).days

    @property
    def minutes(self) -> Decimal:
        """Return its length in minutes; no hour is lost or won to summer time."""
        return Decimal(self.days * 1440)

    @property
    def months(self) -> Decimal:
        """Return its length in months; part of a month by its days.

        >>> period_of(datetime(2026, 5, 1), "quarter").months
        Decimal('3')
        """
        return _months(self.start, self.end)

    @property
    def name(self) -> str:
        """Return the name that people use.

        >>> period_of(datetime(2026, 5, 1), "quarter").name
        'Q2 2026'
        """
        names = {
            "day": f"{self.start:%Y-%m-%d}",
            "week": f"week from {self.start:%Y-%m-%d}",
            "month": f"{calendar.month_name[self.start.month]} {self.start.year}",
            "quarter": f"Q{(self.start.month + 2) // 3} {self.start.year}",
            "year": str(self.start.year),
        }
        return names.get(self.kind, f"contract from {self.start:%Y-%m-%d}")

    @property
    def last_day(self) -> date:
        """Return the last day that belongs to it."""
        return (self.end - timedelta(microseconds=1)).date()


@lru_cache(maxsize=1024)
def _months(start: datetime, end: datetime) -> Decimal:
    """Return how many months lie between two days; part of a month by its days."""
    months, at = Decimal(0), start
    while at < end:
        month = period_of(at, "month")
        until = min(month.end, end)
        months += Decimal((until - at).days) / month.days if until != month.end or at != month.start else Decimal(1)
        at = until
    return months


@lru_cache(maxsize=1024)
def period_of(moment: datetime, kind: Kind) -> Period:
    """Return the calendar period of `kind` in which `moment` lies; weeks start on Monday.

    >>> period_of(datetime(2026, 2, 14), "month").minutes
    Decimal('40320')
    """
    midnight = datetime(moment.year, moment.month, moment.day)
    if kind == "day":
        return Period(midnight, midnight + timedelta(days=1), kind)
    if kind == "week":
        monday = midnight - timedelta(days=midnight.weekday())
        return Period(monday, monday + timedelta(days=7), kind)
    length = MONTHS[kind]
    first = midnight.replace(day=1, month=(moment.month - 1) // length * length + 1)
    return Period(first, datetime.combine(months_later(first.date(), length), datetime.min.time()), kind)


def periods(start: datetime, end: datetime, kind: Kind) -> Iterator[Period]:
    """Yield the calendar periods of `kind` that have time in common with `start` to `end`.

    >>> [p.name for p in periods(datetime(2026, 1, 31, 23), datetime(2026, 3, 1), "month")]
    ['January 2026', 'February 2026']
    """
    period = period_of(start, kind)
    while period.start < end:
        yield period
        period = period_of(period.end, kind)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where that has no such day.

    >>> months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def business_days_later(day: date, count: int) -> date:
    """Return the day so many days from Monday to Friday later; public holidays are not known here.

    >>> business_days_later(date(2026, 3, 6), 1)
    datetime.date(2026, 3, 9)
    """
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
