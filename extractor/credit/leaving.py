"""Whether missed periods give a right to leave: thresholds of failures within a window, and levels below which one may go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from extractor import record
from extractor.credit.account import Exit, PeriodCredit, Quoter
from extractor.credit.periods import months_later
from extractor.credit.rules import percent
from extractor.quantities.durations import minutes_of

_MONTHS = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?")


def exits(agreement: record.Agreement, periods: Sequence[PeriodCredit], quoter: Quoter) -> tuple[Exit, ...]:
    """Return the customer's rights to leave after missed service levels, and whether `periods` trigger them.

    Periods without outages are not among `periods`; they kept every promise.
    """
    rights = [t for t in agreement.termination if t.trigger == "sla_failure" and t.holder in ("customer", "either")]
    return tuple(_exit(right, periods, quoter) for right in rights)


def _exit(right: record.Termination, periods: Sequence[PeriodCredit], quoter: Quoter) -> Exit:
    limit, quotes = right.threshold, quoter.of(right)
    if limit is None or (limit.below is None and limit.failures is None):
        return Exit(None, "A right to leave after missed levels, without a threshold that was read: read the clause.", quotes)
    low = [p for p in periods if limit.below is not None and float(p.uptime) < limit.below]
    if limit.failures is None:
        words = ", ".join(f"{p.period.name} ({percent(p.uptime)})" for p in low) or "no period"
        return Exit(bool(low), f"Uptime below {limit.below:g}%: {words}.", quotes)
    missed = [p for p in periods if (p.missed if p.missed is not None else p.due > 0)]
    most = _most(missed, limit)
    if most < limit.failures and any(p.missed is None for p in periods):
        return Exit(None, f"{limit.failures} missed periods needed{_within(limit)}, but no promised level was found.", quotes)
    words = f"{limit.failures}{' consecutive' if limit.consecutive else ''} missed periods needed{_within(limit)}, at most {most} seen"
    if limit.below is None:
        return Exit(most >= limit.failures, f"{words}.", quotes)
    both = _most(low, limit) >= limit.failures
    either = bool(low) or most >= limit.failures
    words += f"; periods below {limit.below:g}%: {len(low)}"
    return Exit(
        both if both == either else None, words + ("." if both == either else "; whether both are needed: read the clause."), quotes
    )


def _within(limit: record.Threshold) -> str:
    return f" within {limit.window.removeprefix('P')}".replace("M", " months").replace("Y", " years") if limit.window else ""


def _most(periods: Sequence[PeriodCredit], limit: record.Threshold) -> int:
    """Return the most periods within one window, one after the other where the threshold asks for that."""
    best = 0
    for first in range(len(periods)):
        count, end = 0, _end(periods[first].period.start, limit.window)
        for number, paid in enumerate(periods[first:], start=first):
            if end is not None and paid.period.end > end:
                break
            if limit.consecutive and number > first and periods[number - 1].period.end != paid.period.start:
                break
            count += 1
        best = max(best, count)
    return best


def _end(start: datetime, window: str | None) -> datetime | None:
    """Return the end of a window that begins with `start`; None for one without end."""
    if window is None:
        return None
    match = _MONTHS.fullmatch(window)
    if match and any(match.groups()):
        return datetime.combine(months_later(start.date(), int(match[1] or 0) * 12 + int(match[2] or 0)), datetime.min.time())
    try:
        return start + timedelta(minutes=float(minutes_of(window)))
    except ValueError:
        return None
