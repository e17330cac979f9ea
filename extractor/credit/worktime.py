"""The hours within which a service is measured, where a promise holds in business hours only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

Stretch = tuple[datetime, datetime]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap]\.?m\.?)?"
_TIMES = re.compile(rf"\b{_CLOCK}\s?(?:-|–|to|until|and)\s?{_CLOCK}(?!\w)", re.IGNORECASE)
_SPAN = re.compile(rf"\b({_DAY})\s?(?:-|–|to|through|until)\s?({_DAY})\b", re.IGNORECASE)
_WORKDAYS = re.compile(r"\b(?:weekdays|business\s+days|working\s+days)\b", re.IGNORECASE)
ONLY = re.compile(r"\b(?:business|working|office|service|core|operating|support|trading)\s+hours\b", re.IGNORECASE)
"""Words with which a promise may hold for a part of the day only."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hold days of the week (0 is Monday) and the minutes of the day between which the service is measured; holidays are not known."""

    days: tuple[int, ...]
    first: int
    last: int

    @property
    def name(self) -> str:
        """Return them in words.

        >>> Hours((0, 1, 2, 3, 4), 480, 1080).name
        'Mon to Fri, 08:00 to 18:00'
        """
        days = [DAYS[day].capitalize() for day in self.days]
        run = self.days == tuple(range(self.days[0], self.days[-1] + 1)) and len(days) > 1
        return f"{f'{days[0]} to {days[-1]}' if run else ', '.join(days)}, {_clock(self.first)} to {_clock(self.last)}"

    def within(self, stretches: Iterable[Stretch]) -> list[Stretch]:
        """Return the parts of stretches of time that lie within these hours.

        >>> day = Hours((0, 1, 2, 3, 4), 480, 1080)
        >>> [(a.hour, b.hour) for a, b in day.within([(datetime(2026, 3, 6, 16), datetime(2026, 3, 9, 9))])]
        [(16, 18), (8, 9)]
        """
        return [part for start, end in stretches for part in self._parts(start, end)]

    def minutes(self, start: datetime, end: datetime) -> Decimal:
        """Return how many minutes of a stretch of time lie within these hours.

        >>> Hours((0, 1, 2, 3, 4), 480, 1080).minutes(datetime(2026, 3, 1), datetime(2026, 4, 1))
        Decimal('13200')
        """
        return sum((Decimal((b - a) // timedelta(microseconds=1)) / 60_000_000 for a, b in self._parts(start, end)), Decimal(0))

    def _parts(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        day = datetime(start.year, start.month, start.day)
        while day < end:
            if day.weekday() in self.days:
                opened, closed = max(start, day + timedelta(minutes=self.first)), min(end, day + timedelta(minutes=self.last))
                if opened < closed:
                    yield opened, closed
            day += timedelta(days=1)


def hours_in(text: str) -> Hours | None:
    """Return the one span of hours that a text names with its days; None where it names none, or several.

    >>> hours_in("between 8 a.m. and 6 p.m., Monday through Friday")
    Hours(days=(0, 1, 2, 3, 4), first=480, last=1080)
    >>> hours_in("Mon-Fri 08:00-18:00, Sat 09:00-12:00") is None
    True
    """
    times = {span for match in _TIMES.finditer(text) if (span := _span(match.groups())) is not None}
    days = _days(text)
    if len(times) != 1 or not days:
        return None
    first, last = times.pop()
    return Hours(days, first, last)


def _span(parts: Sequence[str | None]) -> tuple[int, int] | None:
    """Return two times of the clock in minutes; None for bare numbers ("2 to 4"), which may be anything."""
    if not (parts[1] or parts[2] or parts[4] or parts[5]):
        return None
    first, last = _minute(parts[0], parts[1], parts[2] or None), _minute(parts[3], parts[4], parts[5])
    return (first, last) if first is not None and last is not None and first < last else None


def _minute(hour: str | None, minute: str | None, half: str | None) -> int | None:
    value, rest = int(hour or 0), int(minute or 0)
    if half and half[0] in "pP" and value < 12:
        value += 12
    elif half and half[0] in "aA" and value == 12:
        value = 0
    return value * 60 + rest if value * 60 + rest <= 1440 and rest < 60 else None


def _days(text: str) -> tuple[int, ...]:
    spans = {(_index(match[1]), _index(match[2])) for match in _SPAN.finditer(text)}
    if len(spans) == 1:
        first, last = spans.pop()
        return tuple(range(first, last + 1)) if first <= last else tuple(sorted({*range(first, 7), *range(last + 1)}))
    return (0, 1, 2, 3, 4) if not spans and _WORKDAYS.search(text) else ()


def _index(day: str) -> int:
    return DAYS.index(day[:3].lower())


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
