"""Bands of credits: thresholds put side by side, cumulative ones resolved, so that each band has the bounds that really hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.document import Clause, Span
from extractor.quantities import Duration
from extractor.taxonomy import CreditMetric
from extractor.terms.credits_amounts import Paid

Bound = Decimal | Duration

LEVELS: frozenset[CreditMetric] = frozenset({"uptime", "delivery"})
"""Metrics where less is worse; of all others (downtime, latency, loss, time to respond) more is worse."""


@dataclass(frozen=True, slots=True)
class Band:
    """Hold one band, row or rule as found, with its clause and place. `paid` None: a row that pays nothing, kept as a neighbour."""

    clause: Clause
    span: Span
    paid: Paid | None
    metric: CreditMetric = "uptime"
    low: Bound | None = None
    high: Bound | None = None
    high_inclusive: bool = False
    per: str | None = None
    beyond: str | None = None
    service: str | None = None
    plan: str | None = None
    part: int = 0
    """Which part of a table it stands in, where one table holds several."""
    header: Clause | None = None
    """The row above that states the amount, where a table has it in its header."""
    rule: float = 0.85
    """How often the rule that found it was right on the project's own agreements."""


def size(bound: Bound) -> Decimal:
    """Return a bound as a number to compare: percent as it is, durations in minutes."""
    return bound.minutes if isinstance(bound, Duration) else bound


def resolved(group: Sequence[Band], *, promise: Decimal | None = None) -> list[Band]:
    """Return the paying bands of one table or list with open bounds closed by their neighbours.

    "Less than 99.95%: 10%" beside "less than 99.9%: 20%" becomes 99.9 ≤ x < 99.95. A row that only says "99% or more"
    ends at the next row above it, at the top at the promise. Bands written apart by one unit of their last decimal
    ("99.0–99.9", "95–98.99") adjoin; wider gaps stay as written.
    """
    paying: list[Band] = []
    for series in _series(group):
        edges = sorted({size(edge) for band in series for edge in (band.low, band.high) if edge is not None})
        step = Decimal(1).scaleb(-max((_decimals(edge) for band in series for edge in (band.low, band.high)), default=0))
        for band in series:
            if band.paid is not None and band.paid.amount > 0:
                paying.append(_closed(band, series, edges, step, promise))
    order = {id(band.clause): i for i, band in enumerate(group)}
    return sorted(paying, key=lambda band: (order.get(id(band.clause), 0), band.span.start))


def _series(group: Iterable[Band]) -> list[list[Band]]:
    """Return the bands that may bound each other: same metric, service and plan; rates stand alone."""
    series: dict[tuple[object, ...], list[Band]] = {}
    for index, band in enumerate(group):
        alone = band.per is not None or (band.low is None and band.high is None)
        series.setdefault((index,) if alone else (band.metric, band.service, band.plan, band.part), []).append(band)
    return list(series.values())


def _closed(band: Band, series: Sequence[Band], edges: Sequence[Decimal], step: Decimal, promise: Decimal | None) -> Band:
    low, high = band.low, band.high
    if len(series) > 1 and low is None and high is not None:
        below = [edge for edge in edges if edge < size(high)]
        low = _edge(series, below[-1]) if below else None
    elif high is None and low is not None:
        above = [edge for edge in edges if edge > size(low)]
        high = _edge(series, above[0]) if above and len(series) > 1 else None
        if high is None and band.metric == "uptime" and promise is not None and promise > size(low):
            high = promise
    if isinstance(high, Duration) and band.high_inclusive:
        following = [edge for edge in edges if 0 < edge - size(high) < _LAST_SECONDS and any(o.low and size(o.low) == edge for o in series)]
        high = _edge(series, following[0]) if following else high
    elif high is not None and band.high_inclusive and not isinstance(high, Duration):
        adjoining = [edge for edge in edges if 0 < edge - high <= step and any(other.low == edge for other in series)]
        high = adjoining[0] if adjoining else high
    if low is not None and size(low) == 0:
        low = None
    return replace(band, low=low, high=high)


_LAST_SECONDS = Decimal(1)
"""Minutes between the end of one band of time and the next ("03:59:59", "04:00:00")."""


def _edge(series: Sequence[Band], value: Decimal) -> Bound:
    return next(edge for band in series for edge in (band.low, band.high) if edge is not None and size(edge) == value)


def _decimals(bound: Bound | None) -> int:
    return max(0, -int(bound.as_tuple().exponent)) if isinstance(bound, Decimal) else 0
