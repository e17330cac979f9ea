"""Which outages count, and how long the service was down in a period: exclusions by tag, short outages, limits of maintenance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from extractor import record
from extractor.credit.account import Quoter, Step
from extractor.credit.facts import Case, Outage, minutes_between
from extractor.credit.fees import shown
from extractor.credit.periods import KINDS, Period, periods
from extractor.credit.worktime import Hours
from extractor.quantities.durations import durations, minutes_of

Stretch = tuple[datetime, datetime]

_INCLUSIVE = re.compile(
    r"\b(?:or\s+(?:less|fewer|shorter|under|below)|up\s+to|at\s+most|no(?:t)?\s+(?:more|longer|greater)\s+than|not\s+exceed\w*|(?:do(?:es)?|did)\s+not\s+exceed|more\s+than|exceed\w*|longer\s+than)\b",
    re.IGNORECASE,
)
"""Words with which an outage of just this length is still short: "five minutes or less", "downtime means more than five minutes"."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold one outage, whether it counts, and why."""

    outage: Outage
    counts: bool
    step: Step


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold one period as measured, in minutes; `incidents` are the counted stretches one by one."""

    total: Decimal
    down: Decimal
    excluded: Decimal
    incidents: tuple[Decimal, ...]
    steps: tuple[Step, ...]

    @property
    def uptime(self) -> Decimal:
        """Return the share of time that the service was up, in percent."""
        return Decimal(100) if self.total <= 0 else max(Decimal(0), 100 * (self.total - self.down) / self.total)


def verdicts(agreement: record.Agreement, case: Case, quoter: Quoter, *, service: str | None) -> list[Verdict]:
    """Return for each outage whether it counts for `service`, with the words that say so."""
    short = [(minutes, strict, term) for term in agreement.exclusions for minutes, strict in _shortest(term)]
    return [_verdict(outage, agreement, quoter, short, service) for outage in case.outages]


def _verdict(
    outage: Outage,
    agreement: record.Agreement,
    quoter: Quoter,
    short: Sequence[tuple[Decimal, bool, record.Exclusion]],
    service: str | None,
) -> Verdict:
    name = f"Outage {outage.start:%Y-%m-%d %H:%M} to {outage.end:%Y-%m-%d %H:%M}, {minutes_said(outage.minutes)}"
    if service and outage.service and not same(service, outage.service):
        return Verdict(outage, False, Step(f"{name}: of {outage.service}, not of {service}."))
    for minutes, strict, term in short:
        if outage.minutes < minutes or (not strict and outage.minutes == minutes):
            words = f"{name}: not counted, no longer than the agreement counts ({minutes_said(minutes)})."
            return Verdict(outage, False, Step(words, quoter.of(term)))
    if outage.tag is None:
        return Verdict(outage, True, Step(f"{name}: counts."))
    cause = outage.tag.replace("_", " ")
    found = [term for term in agreement.exclusions if term.category == outage.tag]
    if found and outage.tag == "other":
        words = f"{name}: counts; the agreement has exclusions of other kinds, which this one may be: read them."
        return Verdict(outage, True, Step(words, quoter.of(*found), "warning"))
    if found:
        return Verdict(outage, False, Step(f"{name}: not counted, the agreement excludes {cause}.", quoter.of(*found)))
    return Verdict(outage, True, Step(f"{name}: counts, no exclusion of {cause} was found in the agreement.", (), "assumption"))


def _shortest(term: record.Exclusion) -> Iterator[tuple[Decimal, bool]]:
    """Yield the length below which outages do not count, and whether one of just this length counts; only where one is named."""
    if term.category != "short_outage":
        return
    named = {duration.minutes for duration, _ in durations(term.text) if not duration.business}
    if len(named) == 1:
        yield named.pop(), not _INCLUSIVE.search(term.text)


def same(one: str, other: str) -> bool:
    """Tell whether two names are of one service: equal, or one within the other ("API" and "the API service")."""
    a, b = one.casefold().strip(), other.casefold().strip()
    return bool(a and b) and (a in b or b in a)


def measure(
    period: Period,
    judged: Sequence[Verdict],
    agreement: record.Agreement,
    quoter: Quoter,
    *,
    excluded_leaves: bool,
    excess_counts: bool,
    hours: Hours | None = None,
) -> Measured:
    """Return how long the service was down in `period`, or within the `hours` of it that are measured; stretches that overlap count once.

    `excluded_leaves`: excluded time is no part of the time that is measured; `excess_counts`: maintenance above its limit is downtime.
    """
    inside = [v for v in judged if v.outage.start < period.end and v.outage.end > period.start]
    counted = merged(_clipped((v.outage for v in inside if v.counts), period))
    excluded = without(merged(_clipped((v.outage for v in inside if not v.counts), period)), counted)
    planned = without(merged(_clipped((v.outage for v in inside if _planned(v)), period)), counted)
    steps = [v.step for v in inside]
    if any(v.outage.start < period.start or v.outage.end > period.end for v in inside):
        steps.append(Step(f"Of outages across the end of a period, only the part in {period.name} is taken here."))
    incidents = [minutes_between(*stretch) for stretch in counted]
    whole = period.minutes
    if hours is not None:
        incidents = [minutes for stretch in counted if (minutes := hours.minutes(*stretch))]
        excluded, planned, whole = hours.within(excluded), hours.within(planned), hours.minutes(period.start, period.end)
        inside_hours = f"{minutes_said(sum(incidents, Decimal(0)))} of {minutes_said(length_of(counted))} down"
        steps.append(Step(f"Only {hours.name} is measured: {minutes_said(whole)} of {period.name}, {inside_hours}.", (), "assumption"))
    over = Decimal(0)
    for minutes, step in _excess(period, planned, agreement, quoter):
        words = "this counts" if excess_counts else "left out all the same"
        steps.append(Step(f"{step.text}: {words}.", step.quotes))
        over += minutes
    left_out = length_of(excluded) - (over if excess_counts else 0)
    incidents += [over] if excess_counts and over else []
    total = whole - (left_out if excluded_leaves else 0)
    return Measured(total, sum(incidents, Decimal(0)), left_out, tuple(incidents), tuple(steps))


def _planned(verdict: Verdict) -> bool:
    return not verdict.counts and verdict.outage.tag == "scheduled_maintenance"


def _excess(period: Period, planned: Sequence[Stretch], agreement: record.Agreement, quoter: Quoter) -> Iterator[tuple[Decimal, Step]]:
    """Yield the minutes of scheduled maintenance above what the agreement allows in each of the periods that it names."""
    limits = [m for m in agreement.maintenance if m.kind == "scheduled" and m.limit and m.limit.per in KINDS]
    if not limits or not planned:
        return
    term = min(limits, key=lambda m: minutes_of(m.limit.duration) if m.limit else Decimal(0))
    assert term.limit is not None
    allowed, kind = minutes_of(term.limit.duration), next(kind for kind in KINDS if kind == term.limit.per)
    for part in periods(period.start, period.end, kind):
        minutes = length_of(_cut(planned, part))
        if minutes > allowed:
            words = f"{minutes_said(minutes)} of scheduled maintenance in {part.name}, {minutes_said(minutes - allowed)} above the limit"
            yield minutes - allowed, Step(words, quoter.of(term))


def _clipped(outages: Iterable[Outage], period: Period) -> list[Stretch]:
    return _cut([(o.start, o.end) for o in outages], period)


def _cut(stretches: Iterable[Stretch], period: Period) -> list[Stretch]:
    cut = [(max(start, period.start), min(end, period.end)) for start, end in stretches]
    return [(start, end) for start, end in cut if start < end]


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches of time in order, those that overlap or touch as one.

    >>> day = lambda n: datetime(2026, 1, n)
    >>> [(a.day, b.day) for a, b in merged([(day(3), day(5)), (day(1), day(2)), (day(4), day(6))])]
    [(1, 2), (3, 6)]
    """
    whole: list[Stretch] = []
    for start, end in sorted(stretches):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> list[Stretch]:
    """Return the parts of stretches that lie in none of `taken`."""
    left = list(stretches)
    for start, end in taken:
        left = [part for a, b in left for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    return left


def length_of(stretches: Iterable[Stretch]) -> Decimal:
    """Return the minutes of stretches together."""
    return sum((minutes_between(*stretch) for stretch in stretches), Decimal(0))


def minutes_said(minutes: Decimal) -> str:
    """Return minutes as a person says them.

    >>> minutes_said(Decimal(180)), minutes_said(Decimal("43.2"))
    ('3 h', '43.2 min')
    """
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{shown(round(rest, 2))} min" if rest else ""]
    return " ".join(part for part in parts if part) or "0 min"
