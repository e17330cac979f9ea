"""Common units for comparison: hours of a duration, downtime that a percentage allows, and plain words for both."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor import record

_ISO = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?")
_HOURS = (Decimal(8760), Decimal(720), Decimal(168), Decimal(24), Decimal(1), Decimal(1) / 60, Decimal(1) / 3600)
_NAMES = ("year", "month", "week", "day", "hour", "minute", "second")

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


def comparable(duration: record.Duration | None) -> float | None:
    """Return the hours by which two durations are compared: a business day is 8 working hours but lasts a whole day at least.

    Business time is never shorter than the same calendar time, so it only sorts behind it at the same length.
    """
    if duration is None:
        return None
    value = hours(duration.duration)
    return None if value is None else float(value) * (1.4 if duration.business else 1.0)  # 7 calendar days hold 5 business days


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
