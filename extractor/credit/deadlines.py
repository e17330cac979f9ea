"""The days by which a credit must be claimed, from the window of the agreement and what it is counted from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from extractor import record
from extractor.credit.account import Deadline, PeriodCredit, Quoter, Step
from extractor.credit.counting import Verdict
from extractor.credit.periods import business_days_later, months_later, period_of
from extractor.taxonomy import ClaimAnchor

_CALENDAR = re.compile(r"P(?:(?P<y>\d+)Y)?(?:(?P<m>\d+)M)?(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?")
_HOURS = re.compile(r"PT(?:(?P<h>\d+)H)?(?:(?P<min>\d+)M)?")

FROM_FACTS: dict[ClaimAnchor | None, str] = {
    "incident": "the start of the outage",
    "incident_end": "the end of the outage",
    "month_end": "the end of the month",
    "billing_cycle": "the end of the billing cycle (taken for the calendar month)",
    None: "the start of the outage (what it runs from was not found; this is the earliest)",
}
"""What a window may run from, as far as outages tell; from an invoice, a report or a notice it cannot be known here."""


def deadlines(
    agreement: record.Agreement, periods: Iterable[PeriodCredit], judged: Sequence[Verdict], quoter: Quoter
) -> tuple[Deadline, ...]:
    """Return the days by which the credits of `periods` must be claimed, in order; none where they are paid without request."""
    claim = agreement.claim
    if claim is None or claim.window is None or agreement.remedy.automatic:
        return ()
    windows = [(claim.window.duration, claim.window.business, claim.anchor, claim.evidence)]
    windows += [(w.duration, w.business, w.anchor, w.evidence or claim.evidence) for w in claim.alternatives]
    found: list[Deadline] = []
    for paid in periods:
        if not paid.credit:
            continue
        for iso, business, anchor, evidence in windows:
            for start, concerns in _starts(anchor, paid, judged):
                words = f"{_said(iso, business)} from {FROM_FACTS.get(anchor) or 'the ' + str(anchor)}"
                day = None if start is None else later(start, iso, business=business)
                found.append(Deadline(day, words, concerns, quoter.at(evidence)))
    return tuple(sorted(dict.fromkeys(found), key=lambda d: (d.day is None, d.day or date.max, d.concerns)))


def _starts(anchor: ClaimAnchor | None, paid: PeriodCredit, judged: Sequence[Verdict]) -> Iterator[tuple[datetime | None, str]]:
    """Yield what a window runs from, and for what: each outage that counts, or the end of each month."""
    period = paid.period
    if anchor not in FROM_FACTS:
        yield None, f"credit for {period.name}"
        return
    inside = [v.outage for v in judged if v.counts and v.outage.start < period.end and v.outage.end > period.start]
    if anchor in ("month_end", "billing_cycle"):
        last = {period_of(min(o.end, period.end) - timedelta(microseconds=1), "month").last_day for o in inside} or {period.last_day}
        for day in sorted(last):
            yield datetime.combine(day, datetime.min.time()), f"credit for {period.name}"
        return
    for outage in inside:
        yield outage.end if anchor == "incident_end" else outage.start, f"outage of {outage.start:%Y-%m-%d %H:%M}"


def later(start: datetime, iso: str, *, business: bool = False) -> date | None:
    """Return the last day of a window; the day it runs from does not count. None for lengths that no calendar tells.

    Business days are Monday to Friday: holidays are not known here. Working hours count as the days that they surely fill.

    >>> later(datetime(2026, 1, 31), "P1M"), later(datetime(2026, 3, 6), "P5D", business=True)
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 13))
    """
    if hours := _HOURS.fullmatch(iso):
        length = timedelta(hours=int(hours["h"] or 0), minutes=int(hours["min"] or 0))
        return None if business else (start + length).date()
    match = _CALENDAR.fullmatch(iso)
    if match is None or not any(match.groups()):
        return None
    day = months_later(start.date(), int(match["y"] or 0) * 12 + int(match["m"] or 0))
    days = int(match["w"] or 0) * (5 if business else 7) + int(match["d"] or 0)
    return business_days_later(day, days) if business else day + timedelta(days=days)


def _said(iso: str, business: bool) -> str:
    """Return a window in words."""
    names = {"y": "year", "m": "month", "w": "week", "d": "day", "h": "hour", "min": "minute"}
    match = _HOURS.fullmatch(iso) or _CALENDAR.fullmatch(iso)
    parts = [(int(n), names[unit]) for unit, n in (match.groupdict() if match else {}).items() if n]
    worded = " ".join(f"{n} {'business ' if business else ''}{unit}{'' if n == 1 else 's'}" for n, unit in parts)
    return worded or iso


def notes(agreement: record.Agreement, quoter: Quoter) -> Iterator[Step]:
    """Yield what is to be known about claims besides their dates."""
    proof = agreement.remedy.evidence
    if agreement.remedy.automatic:
        yield Step("Credits are given without request.", quoter.at(proof.get("automatic", [])))
        return
    claim = agreement.claim
    if claim is None or claim.window is None:
        yield Step("No time limit for claims was found; claim at once.", quoter.of(claim) if claim else (), "warning")
    elif claim.window.business or any(w.business for w in claim.alternatives):
        yield Step("Business days are counted from Monday to Friday; public holidays are not known here.", (), "assumption")
    if claim and claim.contact:
        yield Step(f"Claims go to {claim.contact}.", quoter.of(claim))
    if claim and claim.requires:
        yield Step(f"A claim needs: {'; '.join(claim.requires)}.", quoter.of(claim))
