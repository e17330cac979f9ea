"""The days that follow from an agreement without knowing any incident: its term, renewal and notice, and when claims must be in.

A day is computed only from what the agreement states: a term and the day it begins, a notice before its end, a time to claim from
the end of the month. What depends on something else (an incident, an invoice) is said, not guessed; `sla credit` knows incidents.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractor import record
from extractor.comparison.table import Quote, clause_name
from extractor.comparison.units import worded
from extractor.document import Span
from extractor.language import sentences
from extractor.quantities import Duration, durations

_LENGTH = re.compile(r"P(?:(?P<y>\d+)Y)?(?:(?P<m>\d+)M)?(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?")
_TERM = re.compile(
    r"\b(?:initial|minimum|fixed|contract|first)\s+(?:term|period)\b[^.;]{0,80}?\b(?:of|is|be|for)\s*$"
    r"|\bshall\s+(?:run|continue|remain|be\s+valid)\b[^.;]{0,60}?\bfor\s*(?:a\s+(?:term|period)\s+of\s*)?$"
    r"|\b(?:runs?|valid|continues?|remains?\s+in\s+(?:force|effect))\b[^.;]{0,60}?\bfor\s*(?:an?\s+(?:initial\s+|fixed\s+)?(?:term|period)\s+of\s*)?$",
    re.IGNORECASE,
)
"""Words before the length of the first term."""
_RENEWAL = re.compile(r"\b(?:renew\w*|extend\w*|prolong\w*)\b[^.;]{0,100}?$", re.IGNORECASE)
"""Words before the length of the next terms."""
_UNLESS = re.compile(r"\b(?:unless|except\s+where|if\s+(?:neither|no)\s+party)\b", re.IGNORECASE)
_BEFORE_END = re.compile(
    r"^[^.;]{0,60}?\b(?:before|prior\s+to|in\s+advance\s+of)\b[^.;]{0,40}?\b(?:end|expir\w+|renewal|anniversary|term)\b", re.IGNORECASE
)
"""Words behind a notice that is counted back from the end of the term."""
_SAID_TERM = frozenset({"term_renewal", "termination_right", "definition", "other"})
SHORTEST_TERM = "P1M"
MONTH_ENDS = frozenset({"month_end", "billing_cycle"})
MOST_TERMS = 100
"""Renewals that are followed at most; a calendar of a century helps nobody."""


@dataclass(frozen=True, slots=True)
class Day:
    """Hold one day: what must be done by then, how it is computed, and the words."""

    day: date
    title: str
    reason: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Diary:
    """Hold the days of one agreement in order, and what could not be computed, in plain words."""

    title: str
    days: tuple[Day, ...]
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """Hold a length that the agreement states, with the sentence that does."""

    iso: str
    quote: Quote
    business: bool = False

    @property
    def shown(self) -> str:
        """Return the length in words."""
        return worded(record.Duration(duration=self.iso, business=self.business))


def diary(agreement: record.Agreement, *, since: date, months: int = 12, start: date | None = None) -> Diary:
    """Return the days from `since` on over so many months; `start` is when the contract began, where the paper does not say."""
    until = later(since, f"P{months}M") or since
    unsaid: list[str] = []
    days = [*_terms(agreement, until, start, unsaid), *_claims(agreement, since, until, unsaid)]
    kept = sorted({day for day in days if since <= day.day < until}, key=lambda day: (day.day, day.title))
    name = agreement.title or (agreement.provider.value if agreement.provider else agreement.document.name)
    return Diary(name, tuple(kept), tuple(dict.fromkeys(unsaid)))


def later(day: date, iso: str, *, back: bool = False) -> date | None:
    """Return the day a length of calendar time later (earlier with `back`), at the end of a shorter month; None for hours.

    >>> later(date(2026, 1, 31), "P1M"), later(date(2026, 3, 31), "P30D", back=True)
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 1))
    """
    match = _LENGTH.fullmatch(iso)
    if match is None or not any(match.groups()):
        return None
    sign = -1 if back else 1
    count = day.year * 12 + day.month - 1 + sign * (int(match["y"] or 0) * 12 + int(match["m"] or 0))
    year, month = divmod(count, 12)
    if not date.min.year <= year < date.max.year:
        return None
    moved = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return moved + timedelta(days=sign * (int(match["w"] or 0) * 7 + int(match["d"] or 0)))


def working_later(day: date, count: int) -> date:
    """Return the day that is so many working days (Monday to Friday) later.

    >>> working_later(date(2026, 3, 6), 5)
    datetime.date(2026, 3, 13)
    """
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _terms(agreement: record.Agreement, until: date, start: date | None, unsaid: list[str]) -> Iterator[Day]:
    """Yield the ends of the terms and the last days for notice."""
    term = next(_found(agreement, _TERM), None)
    if term is None:
        unsaid.append("term, renewal and notice: no length of a term is stated")
        return
    begun, whence = start, "the day given with --start"
    if begun is None and agreement.effective_date and re.fullmatch(r"\d{4}-\d\d-\d\d", agreement.effective_date.value):
        begun, whence = date.fromisoformat(agreement.effective_date.value), "the date of the agreement"
    if begun is None:
        unsaid.append(f"term of {term.shown}: the day it begins is not stated; give it with --start")
        return
    renewal = next(_found(agreement, _RENEWAL), None)
    notice = _notice(agreement)
    if notice is None:
        unsaid.append("notice: none is stated that is counted back from the end of the term")
    yield from _ends(begun, until, term, renewal, notice, whence)


def _ends(begun: date, until: date, term: Stated, renewal: Stated | None, notice: Stated | None, whence: str) -> Iterator[Day]:
    length, first = term, begun
    reason = f"{term.shown} from {begun.isoformat()} ({whence})"
    for count in range(MOST_TERMS):
        following = later(first, length.iso)
        if following is None:
            return
        last = following - timedelta(days=1)
        quotes = tuple(dict.fromkeys((length.quote, term.quote)))
        yield Day(last, "Initial term ends" if count == 0 else "Renewed term ends", reason, quotes)
        latest = later(last, notice.iso, back=True) if notice and not notice.business else None
        if notice and latest:
            why = f"{notice.shown} before {last.isoformat()}; {reason}"
            yield Day(latest, "Last day to give notice", why, tuple(dict.fromkeys((notice.quote, *quotes))))
        if renewal is None or following >= until:
            return
        first, length = following, renewal
        reason = f"renewed for {renewal.shown} from {following.isoformat()}"


def _found(agreement: record.Agreement, before: re.Pattern[str]) -> Iterator[Stated]:
    """Yield the lengths of a month and more that stand behind such words in one sentence, clauses about the term first."""
    clauses = {clause.id: clause for clause in agreement.clauses}
    for clause in sorted(agreement.clauses, key=lambda c: not _labelled(c, frozenset({"term_renewal"}))):
        if not _labelled(clause, _SAID_TERM):
            continue
        for sentence in sentences(clause.text):
            words = sentence.of(clause.text)
            for duration, span, tail in _lengths(words):
                if before.search(words[: span.start]) and not duration.business and _long(duration.iso):
                    if before is _RENEWAL and _BEFORE_END.search(tail):
                        continue  # the notice before a renewal is no renewal
                    yield Stated(duration.iso, Quote(words, clause_name(clauses, clause.id), clause.page))


def _lengths(words: str) -> Iterator[tuple[Duration, Span, str]]:
    """Yield the durations of a sentence, each with the words up to the next one."""
    found = durations(words)
    starts = [span.start for _, span in found] + [len(words)]
    for (duration, span), end in zip(found, starts[1:], strict=True):
        yield duration, span, words[span.end : end]


def _labelled(clause: record.Clause, labels: frozenset[str]) -> bool:
    return any(given.label in labels for given in clause.labels)


def _long(iso: str) -> bool:
    start = date(2001, 1, 1)
    length, shortest = later(start, iso), later(start, SHORTEST_TERM)
    return length is not None and shortest is not None and length >= shortest


def _notice(agreement: record.Agreement) -> Stated | None:
    """Return the notice of non-renewal: from the record, else from a sentence that counts it back from the end of the term."""
    clauses = {clause.id: clause for clause in agreement.clauses}
    for right in agreement.termination:
        if right.trigger == "expiry" and right.holder in {"customer", "either"} and right.notice:
            place = right.evidence[0] if right.evidence else None
            quote = Quote(right.text, clause_name(clauses, place.clause) if place else "", place.page if place else None)
            return Stated(right.notice.duration, quote, right.notice.business)
    for clause in agreement.clauses:
        for sentence in sentences(clause.text) if _labelled(clause, _SAID_TERM) else ():
            words = sentence.of(clause.text)
            for duration, span, tail in _lengths(words):
                if _BEFORE_END.search(tail) and (_UNLESS.search(words) or _RENEWAL.search(words[: span.start])):
                    return Stated(duration.iso, Quote(words, clause_name(clauses, clause.id), clause.page), duration.business)
    return None


def _claims(agreement: record.Agreement, since: date, until: date, unsaid: list[str]) -> Iterator[Day]:
    """Yield the last day to claim for each month, where claims run from its end; of several windows the shortest day counts."""
    claim = agreement.claim
    if claim is None or claim.window is None:
        unsaid.append("claims: no time to claim is stated" if not agreement.remedy.automatic else "claims: credits are paid without one")
        return
    windows = [
        (claim.window, claim.anchor),
        *((record.Duration(duration=a.duration, business=a.business), a.anchor) for a in claim.alternatives),
    ]
    odd = [(window, anchor) for window, anchor in windows if anchor not in MONTH_ENDS]
    for window, anchor in odd:
        origin = f"from the {anchor.replace('_', ' ')}" if anchor else "from a day that is not stated"
        unsaid.append(f"claims: {worded(window)} {origin}, no fixed day; sla credit computes it for an outage")
    sound = [window for window, anchor in windows if anchor in MONTH_ENDS]
    if sound:
        clauses = {clause.id: clause for clause in agreement.clauses}
        proof = [e for term in (claim, *claim.alternatives) for e in term.evidence]
        quotes = tuple(dict.fromkeys(Quote(e.quote, clause_name(clauses, e.clause), e.page) for e in proof))
        yield from _monthly(sound, quotes, since, until)


def _monthly(windows: Sequence[record.Duration], quotes: tuple[Quote, ...], since: date, until: date) -> Iterator[Day]:
    month = later(since.replace(day=1), "P6M", back=True) or since.replace(day=1)
    while month < until:
        following = later(month, "P1M") or until
        end = following - timedelta(days=1)
        ends = [(last, window) for window in windows if (last := _after(end, window)) is not None]
        if ends:
            last, window = min(ends, key=lambda pair: pair[0])
            note = ", Monday to Friday, public holidays not known" if window.business else ""
            yield Day(last, f"Last day to claim credits for {month:%Y-%m}", f"{worded(window)} after {end.isoformat()}{note}", quotes)
        month = following


def _after(end: date, window: record.Duration) -> date | None:
    if not window.business:
        return later(end, window.duration)
    match = re.fullmatch(r"P(\d{1,4})([DW])", window.duration)
    return working_later(end, int(match[1]) * (5 if match[2] == "W" else 1)) if match else None
