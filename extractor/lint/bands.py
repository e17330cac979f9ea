"""Checks of the credit table: holes, overlaps, credits that shrink as the service gets worse, caps that never let the table pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from extractor import record
from extractor.comparison.units import amount_worded, hours, minutes_worded, plain
from extractor.lint.findings import Found, proofs

_ALL = Decimal(0)
_MINUTE = Decimal("0.017")
"""In hours: "2 to 60 minutes, 61 minutes to 4 hours" leaves no hole."""
_ROUNDING = Decimal("0.1")
"""Bounds that differ by one in the last place written, at most a tenth ("98.9" and "99.0"), round to no hole."""


@dataclass(frozen=True, slots=True)
class Band:
    """Hold a credit with its bounds as exact numbers: percent of uptime, or hours of downtime; None where it is open."""

    low: Decimal | None
    high: Decimal | None
    credit: record.Credit

    @property
    def amount(self) -> Decimal:
        """Return what is paid, exactly."""
        return Decimal(str(self.credit.credit.amount))


Ladder = tuple[Band, ...]
"""The bands of one table, the best level first."""


def ladders(agreement: record.Agreement, metric: str) -> Iterator[Ladder]:
    """Yield the tables of credits for "uptime" or "downtime", each from the best level to the worst.

    Credits per unit of time are no bands. Two tables without names for their services are told apart by the place where the
    second starts again at the top.
    """
    bands = [_band(credit) for credit in agreement.credits if credit.metric == metric and credit.per is None]
    for _, group in groupby(bands, key=lambda band: (band.credit.service, band.credit.plan)):
        for run in _runs(tuple(group)):
            yield tuple(sorted(run, key=_badness))


def _band(credit: record.Credit) -> Band:
    return Band(_exact(credit.at_least), _exact(credit.below), credit)


def _exact(bound: float | str | None) -> Decimal | None:
    if bound is None:
        return None
    return hours(bound) if isinstance(bound, str) else Decimal(str(bound))


def _badness(band: Band) -> Decimal:
    """Return a number that grows as the service gets worse."""
    if band.credit.metric == "uptime":
        return -(band.high if band.high is not None else Decimal(100))
    return band.low or _ALL


def _runs(bands: Ladder) -> Iterator[Ladder]:
    """Yield stretches of bands that go only up or only down."""
    run: list[Band] = []
    direction = 0
    for band in bands:
        step = _sign(_badness(band) - _badness(run[-1])) if run else 0
        if run and (step == 0 or (direction and step != direction)):
            yield tuple(run)
            run, direction = [], 0
        else:
            direction = direction or step
        run.append(band)
    if run:
        yield tuple(run)


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _seams(agreement: record.Agreement, metric: str) -> Iterator[tuple[Band, Band, Decimal, Decimal]]:
    """Yield neighbouring bands with the bound at which the better one ends and that at which the worse one begins."""
    for ladder in ladders(agreement, metric):
        for better, worse in pairwise(ladder):
            end, start = (better.low, worse.high) if metric == "uptime" else (better.high, worse.low)
            if end is not None and start is not None:
                yield better, worse, end, start


def band_hole(agreement: record.Agreement) -> Iterator[Found]:
    """Find levels between two bands, or below the last one, for which no credit is stated."""
    for metric in ("uptime", "downtime"):
        for better, worse, end, start in _seams(agreement, metric):
            missing = end - start if metric == "uptime" else start - end
            if missing > (_rounding(end, start) if metric == "uptime" else _MINUTE):
                yield Found(
                    f"No credit is stated for {metric} between {_bound(min(start, end), metric)} and {_bound(max(start, end), metric)}: "
                    f"the bands on both sides pay {_pay(better)} and {_pay(worse)}.",
                    proofs(agreement, better.credit, worse.credit),
                )
        for ladder in ladders(agreement, metric):
            yield from _open_end(agreement, ladder, metric)


def _open_end(agreement: record.Agreement, ladder: Ladder, metric: str) -> Iterator[Found]:
    last = ladder[-1]
    bound = last.low if metric == "uptime" else last.high
    capped = any((cap.unit, cap.amount) == (last.credit.credit.unit, last.credit.credit.amount) for cap in agreement.remedy.caps)
    if len(ladder) < 2 or not bound or capped:
        return
    side = "below" if metric == "uptime" else "of more than"
    yield Found(
        f"The table ends with {_bound(bound, metric)}: for {metric} {side} that, the worst case, no credit is stated.",
        proofs(agreement, last.credit),
    )


def band_overlap(agreement: record.Agreement) -> Iterator[Found]:
    """Find levels for which two bands pay different credits."""
    for metric in ("uptime", "downtime"):
        for better, worse, end, start in _seams(agreement, metric):
            if (start > end if metric == "uptime" else start < end) and better.credit.credit != worse.credit.credit:
                yield Found(
                    f"For {metric} between {_bound(min(start, end), metric)} and {_bound(max(start, end), metric)} "
                    f"two bands apply: one pays {_pay(better)}, the other {_pay(worse)}.",
                    proofs(agreement, better.credit, worse.credit),
                )


def band_inverted(agreement: record.Agreement) -> Iterator[Found]:
    """Find bands that pay less than the band above them although the service was worse."""
    for metric in ("uptime", "downtime"):
        for ladder in ladders(agreement, metric):
            for better, worse in pairwise(ladder):
                if _same_measure(better.credit.credit, worse.credit.credit) and worse.amount < better.amount:
                    yield Found(
                        f"The worse band pays less: {_pay(worse)}, where the better one pays {_pay(better)}.",
                        proofs(agreement, better.credit, worse.credit),
                    )


def promise_without_band(agreement: record.Agreement) -> Iterator[Found]:
    """Find a promise that lies above the first band: missing it by little pays nothing."""
    for promise, ladder, percent, top in _promises_with_ladders(agreement):
        if percent - top > _rounding(percent, top):
            yield Found(
                f"{plain(promise.percent)}% is promised, but credits begin below {plain(float(top))}%: "
                "between the two the promise is broken and nothing is paid.",
                proofs(agreement, promise, ladder[0].credit),
            )


def table_against_promise(agreement: record.Agreement) -> Iterator[Found]:
    """Find a table whose first band begins above the promised level: which of the two holds is open."""
    for promise, ladder, percent, top in _promises_with_ladders(agreement):
        if top - percent > _rounding(percent, top):
            yield Found(
                f"{plain(promise.percent)}% is promised, but credits begin below {plain(float(top))}%: "
                "the table and the promise name two levels.",
                proofs(agreement, promise, ladder[0].credit),
            )


def _promises_with_ladders(agreement: record.Agreement) -> Iterator[tuple[record.Uptime, Ladder, Decimal, Decimal]]:
    """Yield each promise with the table that is surely its own: of the same service and plan, or the only ones there are."""
    tables = [ladder for ladder in ladders(agreement, "uptime") if ladder[0].high is not None]
    promises = [promise for promise in agreement.uptime if promise.binding == "commitment"]
    alone = len({promise.percent for promise in promises}) == 1 and len(tables) == 1
    named = len({(p.service, p.plan) for p in promises}) == len(promises)
    for ladder in tables:
        first = ladder[0]
        for promise in promises[:1] if alone else promises:
            same = (promise.service, promise.plan) == (first.credit.service, first.credit.plan) and (promise.service or promise.plan)
            if first.high is not None and (alone or (named and same and not promise.scope)):
                yield promise, ladder, Decimal(str(promise.percent)), first.high


def cap_below_band(agreement: record.Agreement) -> Iterator[Found]:
    """Find a cap for the same period that is lower than the highest band: the table never pays what it says."""
    if any(_AT_RISK.search(" ".join([clause.text, *clause.header])) for clause in agreement.clauses):
        return
    for cap in agreement.remedy.caps:
        if cap.period in {"year", "contract", "quarter"} or _LONG.search(cap.basis or ""):
            continue
        bands = [c for c in agreement.credits if c.per is None and c.credit.unit == cap.unit and c.credit.currency == cap.currency]
        highest = max(bands, key=lambda credit: credit.credit.amount, default=None)
        if highest and Decimal(str(cap.amount)) < Decimal(str(highest.credit.amount)):
            yield Found(
                f"Credits are capped at {amount_worded(cap)}, but the table promises up to {amount_worded(highest.credit)}.",
                proofs(agreement, cap, highest),
            )


_AT_RISK = re.compile(r"\bat[\s-]risk\b|\b(?:weighting|weighted|allocation)\b", re.IGNORECASE)
"""Bands of such papers are shares of the capped amount, not of the fee."""
_LONG = re.compile(r"\b(?:annual|year|annum|contract|agreement|subscription\s+(?:period|term)|quarter)", re.IGNORECASE)
"""A basis over longer than the month that a band is counted over: the two amounts do not compare."""


def _same_measure(one: record.Amount, other: record.Amount) -> bool:
    return (one.unit, one.currency) == (other.unit, other.currency) and (one.basis or "") == (other.basis or "")


def _rounding(*bounds: Decimal) -> Decimal:
    """Return one in the last place of the finest bound, at most a tenth of a percent.

    >>> _rounding(Decimal("99.95"), Decimal("99.9")), _rounding(Decimal(99), Decimal(98))
    (Decimal('0.01'), Decimal('0.1'))
    """
    finest = min(int(bound.normalize().as_tuple().exponent) for bound in bounds)
    return min(_ROUNDING, Decimal(1).scaleb(finest))


def _bound(bound: Decimal, metric: str) -> str:
    if metric == "uptime":
        return f"{plain(float(bound))}%"
    return minutes_worded(bound * 60)


def _pay(band: Band) -> str:
    return amount_worded(band.credit.credit)
