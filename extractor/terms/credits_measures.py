"""What a credit depends on: the metric that words name, and the bounds that they set for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.document import Span
from extractor.quantities import Duration, duration_ranges, durations, percentages, ranges
from extractor.taxonomy import CreditMetric
from extractor.terms.credits_amounts import FEES_AFTER
from extractor.terms.credits_bands import Bound

UPTIME = re.compile(
    r"\b(?:up-?\s?times?|availab\w+|serviceability|sla\s+(?:achieved|level)|service\s+levels?(?!\s+credits?\b)|monthly\s+percentage)\b",
    re.IGNORECASE,
)
DOWNTIME = re.compile(
    r"\b(?:down-?\s?time|unavailab\w*|outages?|interruptions?|interrupted|not\s+(?:be\s+)?available|service\s+failures?|(?:was|is|were|being)\s+(?:down|out)(?=\s+(?:for|of|longer|more|in|during)\b|[\s,.;]*$)|(?:was|is|were|being)\s+down|unreachab\w+|inaccessib\w+|"
    r"disruptions?|fault\s+duration|time\s+lost|loss\s+of\s+(?:service|power|connectivity|supply)|power\s+(?:failures?|loss|cuts?)|(?:was|is|were|being)\s+offline|without\s+(?:power|connectivity|(?:a\s+)?(?:connection|supply|service|network)|electricity|access))\b",
    re.IGNORECASE,
)
_METRICS: tuple[tuple[CreditMetric, re.Pattern[str]], ...] = (
    ("packet_loss", re.compile(r"\b(?:packet|frame)\s+loss\b|\blost\s+packets\b", re.IGNORECASE)),
    ("delivery", re.compile(r"\b(?:packet|data|frame|message|mail)\s+deliver\w+|\bdelivery\s+(?:rate|ratio|guarantee)\b", re.IGNORECASE)),
    (
        "latency",
        re.compile(
            r"\b(?:latency|round[\s-]?trip|(?:network|transit|one-way|domestic|transatlantic|average)\s+delay(?!\s+variation)|delay(?=\s+(?:guarantee|target|commitment|objective)|,?\s+(?:(?:and|or|the)\s+){0,2}(?:packet|jitter))|ping\s+time|rtt|time\s+to\s+first\s+(?:byte|token)|ttfb)\b",
            re.IGNORECASE,
        ),
    ),
    ("jitter", re.compile(r"\b(?:jitter|delay\s+variation)\b", re.IGNORECASE)),
    (
        "response",
        re.compile(
            r"\b(?:respon(?:se|d|ds|ding)\b(?!\s+(?:to|from)\s+(?:http|requests?|pings?))|first\s+reply|call[\s-]?backs?|(?:engineers?|technicians?)\b[^.;]{0,30}\b(?:late|later|arriv\w+|attend\w*|on[\s-]?site)|acknowledge(?:ment|s)?\b|(?:incidents?|tickets?|calls?|cases?)\b[^.;]{0,40}\banswered\b|(?:incidents?|tickets?|calls?|cases?|requests?)\b[^.;]{0,40}\b(?:commenced|begun|started|attended|(?:taken|picked)\s+up)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "resolution",
        re.compile(
            r"\b(?:resol(?:ution|ve[sd]?|ving)|time\s+to\s+(?:repair|restore|fix)|repair(?:ed)?\s+time|mttr|restor(?:ation|ing|ed?)|(?:hardware|parts?|component|disk|drive)\s+replacements?|(?:is|are|be|been|not)\s+(?:repaired|replaced)|not\s+(?:restored|fixed)|(?:parts?|components?|hardware|disks?|drives?|replacements?)\b[^.;]{0,30}\bnot\s+(?:installed|fitted|replaced|swapped)|fit(?:s|ted)?\s+(?:an?\s+|the\s+)?(?:replacement|spare)|repairs?\b(?=[^.;]{0,30}\b(?:takes?|took|lasts?|late|longer|overruns?|exceeds?))|shall\s+(?:repair|restore|replace)|eliminat(?:ion|ed|ing)|(?:fault|defect)\s+(?:repair|clearance))\b",
            re.IGNORECASE,
        ),
    ),
)
_NOT_MENDED = re.compile(r"\bnot\s+(?:been\s+)?(?:repaired|restored|resolved|fixed|replaced)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:temperature|humidity|cooling|climate|dew\s+point|processing\s+time|page\s+load|throughput|transfer\s+rate|error\s+rate|speed|accuracy|backups?|excursions?|installations?|lead\s+times?|hand(?:ed)?[\s-]?over|(?:remote|smart)\s+hands|late\s+(?:jobs?|deliver\w+)|provisioning|(?:circuits?|services?|lines?|ports?|servers?|equipment|orders?)\s+(?:(?:is|are|was|were|be|been|not)\s+){0,3}(?:delivered|installed|turned\s+up|activated|provisioned|handed\s+over)|(?:delivery|commitment|installation|go-live)\s+date)\b",
    re.IGNORECASE,
)
"""Measures that credits are paid for and that have no metric of their own."""
LEAST_LEVEL = Decimal(50)
"""Bounds of availability below 50% were not seen; smaller percentages are shares of fees or of lost packets."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Hold the bounds of one band with their place in the passage."""

    metric: CreditMetric
    low: Bound | None
    high: Bound | None
    span: Span
    high_inclusive: bool = False


def metric_of(words: str, *, default: CreditMetric = "uptime") -> CreditMetric:
    """Return the metric that words name; network and support metrics go before availability, which they often mention too.

    >>> metric_of("Packet Loss above"), metric_of("Monthly Uptime Percentage"), metric_of("Outage duration")
    ('packet_loss', 'uptime', 'downtime')
    """
    named = next((metric for metric, pattern in _METRICS if pattern.search(words)), None)
    if named == "response" and _NOT_MENDED.search(words):
        named = "resolution"  # "not repaired in time and nobody on site": both are missed, the repair is what is paid for
    if named in ("response", "resolution") and UPTIME.search(words):
        return "uptime"
    if named:
        return named
    if UPTIME.search(words):
        return "uptime"
    return "downtime" if DOWNTIME.search(words) else "other" if _OTHER.search(words) else default


_OF_METRIC: dict[CreditMetric, re.Pattern[str]] = {
    metric: re.compile(
        rf"\b(?P<kind>(?!(?:the|an?|any|its|either|average|monthly|and|or|round|packet|network|should|where|when|that|whose|with|its|exceed\w*)\b)[a-z][\w-]{{3,}})\s+(?:{pattern.pattern})",
        re.IGNORECASE,
    )
    for metric, pattern in _METRICS[:4]
}


def level_of(text: str, rule: str, *, metric: CreditMetric) -> Bound | None:
    """Return the value that words give for the kind of a measure that a rule names, where they give several.

    >>> level_of("The domestic delay is 60 ms, the transatlantic delay 95 ms.", "misses the transatlantic network delay", metric="latency")
    Decimal('95')
    """
    named = _OF_METRIC[metric].search(rule) if metric in _OF_METRIC else None
    at = text.lower().find(named["kind"].lower()) if named else -1
    if at < 0:
        return None
    if metric in ("latency", "jitter"):
        return next((_milliseconds(time) for time, span in durations(text) if span.start > at and time.minutes < Decimal("0.2")), None)
    return next((value for value, span in _shares(text) if span.start > at and (value >= LEAST_LEVEL) == (metric != "packet_loss")), None)


def _shares(text: str) -> list[tuple[Decimal, Span]]:
    """Return the percentages that are no shares of a fee."""
    return [(value, span) for value, span in percentages(text) if not FEES_AFTER.match(text, span.end)]


_LONGEST_OUTAGE = Decimal(14 * 1440)
"""Minutes of the longest outage that a band was seen for, and more: two weeks."""


def networks_of(words: str) -> list[CreditMetric]:
    """Return the network measures that a sentence names, in its order ("if the latency or the packet loss guarantee is missed").

    >>> networks_of("misses the latency or the jitter target")
    ['latency', 'jitter']
    """
    return [metric for _, metric in network_places(words)]


def network_places(words: str) -> list[tuple[int, CreditMetric]]:
    """Return the network measures that words name with the place of each, in text order."""
    return sorted((match.start(), metric) for metric, pattern in _METRICS[:4] if (match := pattern.search(words)))


def bounds(text: str, *, metric: CreditMetric, bare: bool = False) -> list[Bounds]:
    """Return the bounds that a cell or sentence sets for a metric, in text order; shares of a fee are none.

    Levels come as percentages, downtime and support targets as durations, latency and jitter as milliseconds without unit.

    >>> [(b.low, b.high) for b in bounds("below 99.9% but at least 99%", metric="uptime")]
    [(Decimal('99'), Decimal('99.9'))]
    >>> [(b.metric, b.low) for b in bounds("more than 60 ms", metric="latency")]
    [('latency', Decimal('60'))]
    """
    found: list[Bounds] = []
    for interval, span in ranges(text, bare=bare):
        top = max(edge for edge in (interval.low, interval.high) if edge is not None)
        level = top >= LEAST_LEVEL
        if top > 100 or (level and FEES_AFTER.match(text, span.end)) or (not level and metric != "packet_loss"):
            continue
        chosen: CreditMetric = metric if metric in ("delivery", "packet_loss", "other") else "uptime"
        found.append(Bounds(chosen, interval.low, interval.high, span, interval.high_inclusive))
    if found or metric in ("delivery", "packet_loss"):
        return found
    clocked = list(_clocked(text)) if metric in ("uptime", "downtime") else []
    if clocked:
        return clocked
    for timed, span in duration_ranges(text):
        fine = metric in ("latency", "jitter")
        low, high = (_milliseconds(edge) if fine else edge for edge in (timed.low, timed.high))
        if fine and any(edge is not None and size_of(edge) > 10_000 for edge in (low, high)):
            continue
        if FEES_AFTER.match(text, span.end) or text[span.start : span.end].endswith(("'", "’", "'s", "’s")):
            continue
        chosen = metric if metric != "uptime" else "downtime"
        if chosen == "downtime" and any(edge is not None and size_of(edge) > _LONGEST_OUTAGE for edge in (low, high)):
            continue  # "within three months of the end of the year" is a deadline
        found.append(Bounds(chosen, low, high, span, timed.high_inclusive))
    return found


_CLOCK = r"(?<![\d:])(?P<h{0}>\d{{1,3}}):(?P<m{0}>[0-5]\d):(?P<s{0}>[0-5]\d)(?![\d:])"
_CLOCKED = re.compile(
    rf"(?:(?P<sign>>\s?=|<\s?=|[<>≤≥]|\b(?:more|longer|greater|less)\s+than\b|\b(?:up\s+to|over|above|under|below|at\s+least)\b)\s{{0,2}})?{_CLOCK.format(1)}(?:\s{{0,2}}(?:-|–|—|\bto\b)\s{{0,2}}{_CLOCK.format(2)}|\s(?P<more>(?:or|and)\s+(?:more|longer|over|above)|\+))?",
    re.IGNORECASE,
)
_UPPER_SIGN = re.compile(r"<|≤|less|up\s+to|under|below", re.IGNORECASE)


def _clocked(text: str) -> Iterator[Bounds]:
    """Yield the bounds of outages that are written as hours, minutes and seconds ("00:05:00 - 03:59:59", "24:00:00 or more")."""
    for match in _CLOCKED.finditer(text):
        ends = [
            Duration(f"PT{int(match[f'h{n}'])}H{int(match[f'm{n}'])}M{int(match[f's{n}'])}S") for n in (1, 2) if match[f"h{n}"] is not None
        ]
        place = Span(*match.span())
        if len(ends) == 2:
            yield Bounds("downtime", ends[0], ends[1], place, high_inclusive=True)
        elif match["sign"] and _UPPER_SIGN.search(match["sign"]):
            yield Bounds("downtime", None, ends[0], place)
        elif match["sign"] or match["more"]:
            yield Bounds("downtime", ends[0], None, place)


def size_of(bound: Bound) -> Decimal:
    """Return a bound as a bare number, a duration in minutes."""
    return bound.minutes if isinstance(bound, Duration) else bound


def _milliseconds(duration: Duration | None) -> Bound | None:
    return None if duration is None else (duration.minutes * 60_000).quantize(Decimal("0.001")).normalize() + 0


def single_level(text: str, *, metric: CreditMetric) -> Bound | None:
    """Return the one value that words give for a metric without a comparator ("Latency Guarantee – 45 Milliseconds").

    >>> str(single_level("Latency Guarantee – 45 Milliseconds", metric="latency"))
    '45'
    """
    named = networks_of(text)
    if named and (metric not in named or {"latency", "jitter"} <= set(named)):
        return None  # of two measures in milliseconds one value is told of one of them
    if metric in ("latency", "jitter"):
        fine = [_milliseconds(duration) for duration, _ in durations(text) if duration.minutes < Decimal("0.2")]
        return fine[0] if len(set(fine)) == 1 else None
    shares = [value for value, _ in _shares(text) if (value >= LEAST_LEVEL) == (metric != "packet_loss")]
    return shares[0] if len(set(shares)) == 1 else None
