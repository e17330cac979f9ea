"""What uptime pays as a curve, for charts: exact at every bound of a band, sampled between them for rules on downtime."""

from __future__ import annotations

from extractor import record
from extractor.credit.points import Points, bounds

SAMPLES = (99.99, 99.95, 99.9, 99.8, 99.5, 99.2, 99.0, 98.5, 98.0, 97.0, 96.0, 95.0, 92.0, 90.0)
JUST = 1e-6
"""A step stands between a bound and what is just below it."""
LOWEST = 90.0


def curve(agreement: record.Agreement) -> tuple[tuple[float, float], ...]:
    """Return points (uptime, percent of the fee) from 100 down to 90; empty where credits are not in percent of fees, or several at once.

    >>> source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=1, words=1)
    >>> band = record.Credit(below=99.9, credit=record.Amount(amount=10, unit="percent"))
    >>> curve(record.Agreement(document=source, credits=[band]))[:4]
    ((100.0, 0.0), (99.99, 0.0), (99.95, 0.0), (99.9, 0.0))
    """
    if not agreement.credits:
        return ()
    points = Points(agreement)
    if len(points.scopes) != 1:
        return ()
    ends = {bound for bound in bounds(agreement) if LOWEST < bound <= 100}
    found = []
    for uptime in sorted({100.0, *SAMPLES, *ends, *(end - JUST for end in ends)}, reverse=True):
        paid = points.at(uptime)
        if not paid or paid[0].currency:
            return ()
        found.append((round(uptime, 6), float(paid[0].amount)))
    return tuple(found) if any(share for _, share in found) else ()
