"""Credits that grow with time: so much for each hour, multiples of the fee for the time lost, shares in proportion to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractor.document import Clause, Span
from extractor.quantities import Duration, duration_ranges, durations, multiples
from extractor.taxonomy import CreditMetric
from extractor.terms.context import sentences
from extractor.terms.credits_amounts import FEE, Paid
from extractor.terms.credits_bands import Band
from extractor.terms.credits_measures import DOWNTIME

_PER = re.compile(
    r"\b(?:for\s+(?:each|every|any)|per|each|every|in\s+respect\s+of\s+(?:each|every))\s+(?:and\s+every\s+)?(?:(?:full|additional|commenced|started|complete|consecutive|continuous|continued|cumulative|whole|further|partial|such|subsequent|period\s+of|part\s+of)\s+(?:or\s+part\w*\s+)?){0,3}(?=\S)",
    re.IGNORECASE,
)
_PRO_RATA = re.compile(
    rf"\b(?:in\s+proportion\s+to|proportion(?:ate|al)(?:ly)?\s+(?:to|with|for)|pro[\s-]?rat(?:a|ed?)(?:\s+(?:\w+\s+){{0,4}}(?:for|to|according\s+to|based\s+on|by))?)\s+(?:(?:the|any|such|each|actual|total|period|amount|duration|length|number|of|minutes|hours|time|service|unplanned|unscheduled|full|day|each)\s+){{0,8}}(?:down-?time|outages?|unavailab\w+|interruptions?)\b|\b(?:{FEE}|credit)\s+(?:\w+\s+){{0,6}}?for\s+the\s+(?:actual\s+)?(?:period|duration|time)\s+of\s+(?:the\s+)?(?:down-?time|outage|unavailab\w+|interruption)",
    re.IGNORECASE,
)
_MINIMUM = re.compile(
    r"\b(?:last(?:s|ing|ed)?|exceed(?:s|ing)?|longer|more|excess|beyond|greater|after|at\s+least|minimum)\b", re.IGNORECASE
)


def rated(base: Band, words: str, amounts: list[Paid]) -> list[Band]:
    """Return a credit that grows with time: so much for each hour, N times the fee of the time lost, in proportion to it."""
    for match in _PER.finditer(words):
        unit = _unit_at(words, match.end())
        if unit is None:
            continue
        duration, end = unit
        outside = [each for each in amounts if each.span.end <= match.start() or each.span.start >= end]
        before = [each for each in outside if each.span.end <= match.start()]
        chosen = before[-1] if before else outside[0] if outside else None
        if chosen is None or not _grows(words, match.start(), end, duration, base.metric):
            continue
        metric: CreditMetric = "downtime" if base.metric == "uptime" else base.metric
        free = _free(words, end) if metric == "downtime" else None
        low = _minimum(words, match.start(), end) if metric == "downtime" and free is None else None
        return [replace(base, paid=chosen, metric=metric, per=duration.iso, low=low, beyond=free, rule=0.88)]
    times = [(value, span) for value, span in multiples(words) if _of_lost_time(words, span)]
    if times:
        rest = [(value, span) for value, span in multiples(words) if span.start > times[0][1].end and _ON_PLAN.match(words, span.end)]
        return [
            replace(base, paid=Paid(value, "hours", span), metric="downtime", per="PT1H", low=_minimum(words, 0, 0), rule=0.85)
            for value, span in (times[0], *rest)
        ]
    shared = _PRO_RATA.search(words)
    if shared and not amounts and re.search(r"\b(?:credit|refund|compensat|reimburs|reduc|deduct)", words, re.IGNORECASE):
        return [
            replace(
                base,
                paid=Paid(Decimal(1), "hours", Span(*shared.span())),
                metric="downtime",
                per="PT1H",
                low=_minimum(words, 0, 0),
                rule=0.6,
            )
        ]
    return []


_LOST_TIME = re.compile(
    r"\b(?:length|duration|time|period)\s+of\s+(?:the|that|this|such|each)\s+(?:period|outage|failure|interruption)\b", re.IGNORECASE
)
_ON_PLAN = re.compile(r"\s+(?:on|for|under|with)\s+(?:the\s+)?[A-Z][\w-]*\s+(?:plan|tier|edition|package)\b")


def _of_lost_time(words: str, span: Span) -> bool:
    """Tell whether a multiple is one of the fees for the time lost ("ten times the fees for the length of the period")."""
    after = words[span.end : span.end + 80]
    return bool(DOWNTIME.search(words) or _LOST_TIME.search(after)) and re.search(rf"\b{FEE}\b", after, re.IGNORECASE) is not None


def _unit_at(words: str, place: int) -> tuple[Duration, int] | None:
    """Return the unit of time at a place ("hour", "30 minutes", "four (4) hour period") and where it ends."""
    for before in (0, 6):  # "each hour" needs its first word to be read as one hour
        start = max(0, place - before)
        part = words[start : place + 48]
        timed = [(duration, span) for duration, span in durations(part, weak=True) if span.start <= place - start + 2]
        if timed:
            duration, span = timed[-1]
            return duration, start + span.end
    match = re.compile(r"(?:half[\s-]hour|hour|day|minute|week)\b", re.IGNORECASE).match(words, place)
    if match is None:
        return None
    iso = {"half": "PT30M", "hour": "PT1H", "day": "P1D", "minu": "PT1M", "week": "P1W"}[
        match[0].lower()[:4] if not match[0].lower().startswith("day") else "day"
    ]
    return Duration(iso), match.end()


def _grows(words: str, start: int, end: int, duration: Duration, metric: CreditMetric) -> bool:
    """Tell whether "per hour" counts time lost, not a fee ("per month") or a unit price."""
    if duration.iso in ("P1M", "P1Y", "P3M") or re.match(r"\s{0,2}of\s+(?:the\s+)?(?:term|contract)", words[end:]):
        return False
    around = words[max(0, start - 160) : end + 120]
    if DOWNTIME.search(around) or metric not in ("uptime", "other") or _LOST.search(around):
        return True
    counted = "T" in duration.iso and _FOR_EACH.match(words, start) is not None
    return counted and not _CHECKED.search(words[max(0, start - 40) : start])


_LOST = re.compile(
    r"\b(?:delay|late|beyond|exceed\w*|thereafter|part\s+thereof|lost|missed|failure|guarantee|promise|broken|excursion|sla|not\s+met|hours?\s+over|begun|started|commenced|"
    r"without|overruns?|falls?\s+short|short\s+of|longer\s+than)\b",
    re.IGNORECASE,
)
"""Words of failing near a rate: what is counted is the time that the failure lasts."""
_FOR_EACH = re.compile(r"for\s+(?:each|every)\b", re.IGNORECASE)
"""With hours or minutes: "for each 20 minutes below the level", whatever the words for the failure."""
_CHECKED = re.compile(r"\b(?:measur\w+|check\w*|poll\w*|prob(?:e[sd]?|ing)|sampl\w+|test\w*|averag\w+)\b", re.IGNORECASE)


_BEYOND = re.compile(
    r"\s{0,2}(?:or\s+part\w*\s+(?:thereof|of\s+an?\s+hour)\s+)?(?:of\s+(?:[\w-]+\s+){1,5})?(?:by\s+which\s+(?:[\w-]+\s+){1,6})?"
    r"(?:beyond|past|over\s+and\s+above|in\s+excess\s+of|after\s+the\s+first|over\s+the)\s+(?:(?:the|an?|first|initial|allowed|permitted|total\s+of)\s+){0,3}$",
    re.IGNORECASE,
)
"""Between the unit of a rate and a time: that much is free ("each hour of downtime beyond the first two hours")."""


def _free(words: str, end: int) -> str | None:
    """Return how much downtime a rate leaves free, None where it counts from the start."""
    for duration, span in durations(words[end : end + 120]):
        if _BEYOND.fullmatch(words[end : end + span.start]):
            return duration.iso
    return None


def _minimum(words: str, start: int, end: int) -> Duration | None:
    """Return how long an outage must last before it counts ("lasting more than 15 minutes"), outside the rate itself."""
    for interval, span in duration_ranges(words):
        if interval.low is not None and interval.high is None and not start <= span.start < end:
            around = words[max(0, span.start - 40) : span.end]
            if _MINIMUM.search(around) and not re.search(r"\b(?:notice|maintenance|month|term)\b", around[-30:], re.IGNORECASE):
                return interval.low
    return None


def minimum_outage(clauses: list[Clause]) -> Iterator[Duration]:
    """Yield how long an outage must last before anything is due, where a sentence of its own says so."""
    for clause in clauses:
        if clause.has("service_credit", "uptime_guarantee"):
            for span in sentences(clause.text):
                words = span.of(clause.text)
                if DOWNTIME.search(words) and re.search(r"\b(?:entitled|eligible|credit|compensat|receive)", words, re.IGNORECASE):
                    found = _minimum(words, 0, 0)
                    if found is not None:
                        yield found
