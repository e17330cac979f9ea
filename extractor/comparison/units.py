"""Common units for comparison: hours of a duration, downtime that a percentage allows, and plain words for both."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal

from extractor import record

_ISO = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?")
_HOURS = (Decimal(8760), Decimal(720), Decimal(168), Decimal(24), Decimal(1), Decimal(1) / 60, Decimal(1) / 3600)
_NAMES = ("year", "month", "week", "day", "hour", "minute", "second")

WORKING_HOURS = Decimal(8)
"""Working hours of a business day, where a document counts in business hours and a rule in business days or the reverse."""
DAY = Decimal(24)
WEEK = Decimal(5)
"""Business days of a week. Public holidays are not counted: no agreement says which ones hold."""

MONTH_MINUTES = Decimal(30 * 24 * 60)
"""A month of 30 days, the usual convention of such tables; the credit calculator uses real calendar months."""


def hours(duration: str) -> Decimal | None:
    """Return an ISO 8601 duration in hours (a month counts 30 days, a year 365), None for what is not one.

    >>> hours("PT90M"), hours("P1D")
    (Decimal('1.5'), Decimal('24'))
    """
    match = _ISO.fullmatch(duration)
    if not match or not any(match.groups()):
        return None
    return sum((Decimal(n) * unit for n, unit in zip(match.groups(), _HOURS, strict=True) if n), Decimal(0)).normalize() + 0


def lasts(duration: record.Duration) -> tuple[Decimal, Decimal] | None:
    """Return the shortest and the longest length in hours of the clock; for business time counted from a working day on, holidays apart.

    >>> lasts(record.Duration(duration="PT4H")), lasts(record.Duration(duration="P5D", business=True))
    ((Decimal('4'), Decimal('4')), (Decimal('168'), Decimal('168')))
    >>> lasts(record.Duration(duration="PT4H", business=True))
    (Decimal('4'), Decimal('72'))
    """
    value = hours(duration.duration)
    if value is None or not duration.business:
        return None if value is None else (value, value)
    if "T" in duration.duration:
        days, rest = divmod(value, WORKING_HOURS)
        shortest = (days + 2 * (days // WEEK)) * DAY + rest
        begun = days + (1 if rest else 0)
        return shortest, (begun + 2 * _weekends(begun)) * DAY
    days = business_days(duration, value)
    return (days + 2 * (days // WEEK)) * DAY, (days + 2 * _weekends(days)) * DAY


def business_days(duration: record.Duration, value: Decimal) -> Decimal:
    """Return business days; a business week has five, a month of 30 days is one of the calendar and has 30 / 7 such weeks."""
    return value / DAY if duration.duration.endswith("D") else value / (7 * DAY) * WEEK


def _weekends(days: Decimal) -> Decimal:
    """Return how many weekends may fall into so many business days."""
    return (days / WEEK).to_integral_value(ROUND_CEILING)


def worded(duration: record.Duration | str | None) -> str:
    """Return a duration in words.

    >>> worded(record.Duration(duration="PT4H", business=True))
    '4 business hours'
    """
    if duration is None:
        return ""
    iso, business = (duration, False) if isinstance(duration, str) else (duration.duration, duration.business)
    match = _ISO.fullmatch(iso)
    if not match:
        return iso
    parts = []
    for number, name in zip(match.groups(), _NAMES, strict=True):
        if number:
            plural = "" if Decimal(number) == 1 else "s"
            parts.append(f"{number} {'business ' if business else ''}{name}{plural}")
    return " ".join(parts)


def noticed(duration: record.Duration) -> str:
    """Return a duration as it stands before "notice".

    >>> noticed(record.Duration(duration="P30D")), noticed(record.Duration(duration="P1M"))
    ("30 days'", "1 month's")
    """
    words = worded(duration)
    return f"{words}'" if words.endswith("s") else f"{words}'s"


def allowed_downtime(percent: float) -> Decimal:
    """Return the minutes of downtime that a promised percentage leaves open in a 30-day month.

    >>> allowed_downtime(99.9)
    Decimal('43.2')
    """
    return ((Decimal(100) - Decimal(str(percent))) / 100 * MONTH_MINUTES).normalize() + 0


def minutes_worded(minutes: Decimal) -> str:
    """Return minutes as a person says them.

    >>> minutes_worded(Decimal("43.2")), minutes_worded(Decimal(216))
    ('43 min 12 s', '3 h 36 min')
    """
    seconds = int((minutes * 60).to_integral_value())
    h, rest = divmod(seconds, 3600)
    m, s = divmod(rest, 60)
    parts = [f"{h} h" if h else "", f"{m} min" if m else "", f"{s} s" if s and not h else ""]
    return " ".join(part for part in parts if part) or "0 min"


def plain(number: float) -> str:
    """Return a number without needless zeros, every other digit kept (eleven nines are not 100), float noise dropped.

    >>> plain(99.90), plain(10.0), plain(99.999999999)
    ('99.9', '10', '99.999999999')
    """
    text = f"{Decimal(str(round(number, 12))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def per_worded(iso: str | None) -> str:
    """Return for what each amount is paid.

    >>> per_worded("PT1H"), per_worded("PT30M"), per_worded(None)
    (' for each hour', ' for each 30 minutes', '')
    """
    return f" for each {worded(iso).removeprefix('1 ')}" if iso else ""


def amount_worded(amount: record.Amount | record.Cap) -> str:
    """Return a credit or a cap in words.

    >>> amount_worded(record.Amount(amount=10, unit="percent", basis="monthly fee"))
    '10% of monthly fee'
    """
    if amount.unit == "percent":
        return f"{plain(amount.amount)}%" + (f" of {amount.basis}" if amount.basis else "")
    if amount.unit == "currency":
        return f"{amount.amount:,.2f} {amount.currency or ''}".strip()
    unit = amount.unit if amount.amount != 1 else amount.unit.removesuffix("s")
    return f"{plain(amount.amount)} {unit}" + (f" of {amount.basis}" if amount.basis else " of fees")
