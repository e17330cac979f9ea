"""Rows on money: what common levels of uptime would pay, other credits, caps."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from extractor import record
from extractor.comparison.cells import ABSENT, joined, left_blank, quotes_of, stated, valued
from extractor.comparison.table import Cell
from extractor.comparison.units import amount_worded, per_worded, plain
from extractor.credit.points import Paid, Points

POINTS = (99.9, 99.5, 99.0, 98.0, 95.0)
"""Measured uptimes at which credits are compared: the usual steps of credit tables."""


def credit_at(point: float) -> Callable[[record.Agreement], Cell]:
    """Return a reader of what a measured uptime of `point` percent would pay after caps, in percent of the measured period's fee.

    The credit calculator answers, for one uninterrupted outage: rules per hour of downtime and bands of uptime are comparable then.
    """

    def read(agreement: record.Agreement) -> Cell:
        paid = Points(agreement).at(point) if agreement.credits else []
        if not paid:
            return ABSENT
        behind = {(q.text, q.page) for each in paid for q in each.quotes}
        quotes = quotes_of(agreement, (e for rule in agreement.credits for e in rule.evidence if (e.quote, e.page) in behind))
        cell = Cell(joined(_paid_words(each) for each in paid), quotes=quotes)
        if any(each.currency for each in paid):
            return cell
        shares = [share for each in paid for share in (each.amount, *each.otherwise)]
        return valued(cell, (min(shares), max(shares)))

    return read


def _paid_words(paid: Paid) -> str:
    if not paid.uncapped:
        return "nothing: the promise is kept" if paid.kept else "nothing"
    if paid.currency:
        return f"{paid.amount:,.2f} {paid.currency}"
    words = f"{_share(paid.amount)}%"
    if paid.amount < paid.uncapped:
        words += f" (capped; {_share(paid.uncapped)}% before)"
    if paid.otherwise:
        words += f", or {' or '.join(f'{_share(other)}%' for other in paid.otherwise)} read otherwise"
    return words


def _share(share: Decimal) -> str:
    return plain(float(round(share, 1)))


def other_credits(agreement: record.Agreement) -> Cell:
    """Return the credits that are not uptime bands: per duration of downtime, for latency, for missed response."""
    found = [c for c in agreement.credits if c.metric != "uptime"]
    if not found:
        return ABSENT
    return stated(agreement, joined(_rule_words(credit) for credit in found), found)


def _rule_words(credit: record.Credit) -> str:
    name = "missed level" if credit.metric == "other" else credit.metric.replace("_", " ")
    return f"{name}: {amount_worded(credit.credit)}{per_worded(credit.per)}"


def cap(agreement: record.Agreement) -> Cell:
    """Return the most that credits can reach; only caps in percent of the fee of one kind of period are weighed."""
    caps = agreement.remedy.caps
    if not caps:
        return left_blank(agreement, "caps")
    shares = [share for c in caps if (share := _of_month(c)) is not None]
    words = (capped_words(c) for c in caps)
    return stated(agreement, joined(words), caps, min(shares) if len(shares) == len(caps) else None)


def _of_month(limit: record.Cap) -> float | None:
    """Return a cap in percent of the fee of a month where it is one: "1 month of fees" over a month is all of it."""
    if limit.period not in {None, "month"}:
        return None
    if limit.unit == "percent":
        return (
            limit.amount
            if limit.period == "month" or ("year" not in (basis := (limit.basis or "").lower()) and "annual" not in basis)
            else None
        )
    factor = {"months": 100.0, "weeks": 700 / 30, "days": 100 / 30, "hours": 100 / 720}.get(limit.unit)
    return None if factor is None else limit.amount * factor


def capped_words(limit: record.Cap) -> str:
    """Return a cap in words; a period that its basis names is not named twice.

    >>> capped_words(record.Cap(amount=100, unit="percent", basis="charges for that month", period="month"))
    '100% of charges for that month'
    >>> capped_words(record.Cap(amount=1, unit="months", period="year"))
    '1 month of fees per year'
    """
    words = amount_worded(limit)
    if limit.period is None or re.search(rf"\b(?:that|the|such|any|each|a|same)\s+{limit.period}\b", limit.basis or "", re.IGNORECASE):
        return words
    return f"{words} per {limit.period}"
