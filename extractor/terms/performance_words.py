"""The words of performance targets: which metric a phrase names, which values a sentence promises, and how they are bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.document import Span
from extractor.quantities import Duration, durations, multiples, percentages
from extractor.taxonomy import Comparator, PerformanceMetric

Measure = Literal["percent", "time", "rate", "multiple", "degrees"]


class MetricWords(NamedTuple):
    """Say how a metric is named and in what it is measured. `sure` words name it whatever the clause is labelled."""

    metric: PerformanceMetric
    measure: Measure
    words: re.Pattern[str]
    sure: re.Pattern[str] | None = None


def _of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


METRICS: tuple[MetricWords, ...] = (
    # The order decides between metrics named at one place ("recovery time" before "response time").
    MetricWords(
        "packet_delivery",
        "percent",
        _of(
            r"(?:packets?|data|frame|cell|traffic)\s+deliver\w*|(?:packets?|frames?)\b[^.;]{0,60}\bdelivered|deliver\w*\b[^.;]{0,30}\bof\s+(?:all\s+)?(?:the\s+)?packets|delivery\s+(?:rate|ratio)"
        ),
        _of(r"packets?\s+deliver\w*|data\s+delivery\s+(?:rate|ratio)|packets?\b[^.;]{0,60}\bdelivered"),
    ),
    MetricWords(
        "packet_loss",
        "percent",
        _of(r"packets?[\s-]+loss(?:es)?|(?:lost|dropped|discarded)\s+packets|(?:frame|cell)\s+loss|loss\s+(?:rate|ratio)|loss"),
        _of(r"packets?[\s-]+loss|(?:frame|cell)\s+loss"),
    ),
    MetricWords("jitter", "time", _of(r"jitter|delay\s+variation"), _of(r"jitter|delay\s+variation")),
    MetricWords(
        "rpo",
        "time",
        _of(
            r"rpo|recovery[\s-]point(?:\s+objectives?)?|(?:data\s+loss|loss\s+of)[^.;]{0,30}\bdata|data\s+loss|(?:lose|lost)\b[^.;]{0,30}\bdata|data\s+(?:is|are|be|will\s+be)\s+lost|(?:data|cop(?:y|ies)|state|backups?|snapshots?)\s+(?:(?:that|which)\s+(?:is|are)\s+)?(?:no|not)\s+(?:more\s+than\s+)?older\s+than|of\s+lost\s+(?:data|transactions|records|messages|work)|loss\s+of(?=[^.;]{0,50}\bdata\b)|of\s+(?:\w+\s+){0,2}data\s+(?:(?:is|are|will\s+be|may\s+be|can\s+be)\s+)?lost"
        ),
        _of(r"rpo|recovery[\s-]point\s+objectives?|of\s+(?:\w+\s+){0,2}data\s+(?:(?:is|are|will\s+be|may\s+be|can\s+be)\s+)?lost"),
    ),
    MetricWords(
        "rto",
        "time",
        _of(
            r"rto|recovery[\s-]time(?:\s+objectives?)?|disaster[^.;]{0,60}\b(?:restor\w+|recover\w+|resum\w+|back|again|running)|recover(?:y|ed)\b[^.;]{0,60}\bdisaster|fail-?over\s+time|(?:total|complete)\s+loss\s+of\b[^.;]{0,80}\b(?:restor\w+|recover\w+|back|again)|(?:sites?|data\s+cent\w+|regions?|halls?|zones?)\b[^.;]{0,25}\b(?:lost|destroyed|fails?)\b[^.;]{0,60}\b(?:restor\w+|recover\w+|back|again|resum\w+)"
        ),
        _of(r"rto|recovery[\s-]time\s+objectives?"),
    ),
    MetricWords(
        "latency",
        "time",
        _of(
            r"latenc(?:y|ies)|round[\s-]?trip(?:\s+(?:time|delay))?|rtt|(?:network|transit|one-way|end-to-end|transmission|packet|streaming)\s+delay|delay(?!\s+variation)|time\s+to\s+first\s+(?:byte|token)|ttfb|pings?"
        ),
        _of(r"latency|round[\s-]?trip(?:\s+(?:time|delay))?|network\s+(?:transit\s+)?delay|time\s+to\s+first\s+(?:byte|token)"),
    ),
    MetricWords(
        "repair_time",
        "time",
        _of(
            r"mttr|mean[\s-]time[\s-]to[\s-](?:repair|restor\w*|resolve|recover\w*|fix)|time\s+to\s+(?:repair|restore|fix|patch|remediate)|repair(?:ed|s|ing)?|restoration|restor(?:e[sd]?|ing)|replac(?:e[sd]?|ement|ing)|swap(?:ped|s)?|exchange\s+of\s+(?:the\s+)?(?:defective|faulty|failed|hardware)|remediat\w+|patched|fix(?:ed|es)?"
        ),
        _of(
            r"mttr|mean[\s-]time[\s-]to[\s-](?:repair|restore|recovery?)|(?:hardware|servers?|components?|parts?|disks?|drives?|equipment|power\s+suppl(?:y|ies)|routers?|handsets?|terminals?|devices?)\b[^.;]{0,80}\b(?:replaced|swapped|exchanged)|fit(?:s|ted)?\s+(?:an?\s+|the\s+)?(?:replacement|spare)|replac\w+\s+(?:\w+\s+){0,3}(?:hardware|servers?|components?|parts?|disks?|drives?)|hardware\s+replacement"
        ),
    ),
    MetricWords(
        "notification_time",
        "time",
        _of(r"notif(?:y|ies|ied)|notifications?|alert(?:ed|s)?|inform(?:s|ed)?|told"),
        _of(
            r"(?:outages?|incidents?|disruptions?)\s+(?:are|is|will\s+be)\s+(?:announced|posted|published|reported)(?=[^.;]{0,60}\bwithin\b)"
            r"|(?:customers?|clients?|merchants?|subscribers?|tenants?|licensees?|users?|you)\s+(?:will\s+be|shall\s+be|is|are|gets?)\s+(?:told|informed|notified|alerted|warned)"
            r"|(?:we|will|shall|must|provider|supplier|vendor|contractor|company)\s+(?:also\s+|promptly\s+)?(?:notif(?:y|ies)|informs?|tells?|alerts?)\s+(?:(?:all|every|each|the|any|affected|its|our)\s+){0,3}(?:customers?|clients?|merchants?|subscribers?|tenants?|licensees?|users?|you)"
            r"|we\s+(?:will\s+|also\s+)?(?:post|publish|announce|say\s+so)\b[^.;]{0,30}\bstatus|status(?:\s+page|[.\w-]*\.\w+)\s+(?:is|gets|will\s+be)\s+(?:first\s+)?updated"
        ),
    ),
    MetricWords("durability", "percent", _of(r"durab(?:ility|le)|not\s+be\s+lost"), _of(r"durability")),
    MetricWords(
        "error_rate",
        "percent",
        _of(
            r"(?:error|failure)\s+rates?|(?:5xx|failed)\s+(?:responses|requests|calls)|errors?\s+per\s+\w+|(?:calls|requests|responses)\b[^.;]{0,40}\b(?:fail|5xx|50\d|(?:server\s+)?errors?)"
        ),
        None,
    ),
    MetricWords(
        "response_time",
        "time",
        _of(
            r"response[\s-]times?|respon(?:se|d|ds|ded)|page[\s-]loads?|load(?:ing)?\s+times?|processing\s+times?|(?:transactions?|quer(?:y|ies)|pages?|screens?|requests?|log-?ins?|searches)\b[^.;]{0,50}\b(?:complet\w+|return\w*|display\w*|open\w*|answered|processed|load(?:ed|s)?)|(?:authori[sz]ation|transaction|query|search)\s+times?"
        ),
    ),
    MetricWords(
        "throughput",
        "rate",
        _of(
            r"throughput|bandwidth|information\s+rate|data\s+rate|transfer\s+rate|speeds?|capacity|sustain\w*|tokens\s+per\s+second|requests\s+per\s+second|iops"
        ),
        None,
    ),
)

_RATE = re.compile(
    r"(?<![\w.])(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,6}(?:[.,]\d{1,3})?)\s?(?P<unit>[kMGT]bps|[kMGT]bits?/s(?:ec)?|(?:kilo|mega|giga)bits?\s+(?:per|a)\s+second|[KMGT]i?B/s(?:ec)?|rps|tps|qps|iops|(?:req(?:uests)?|queries|tokens|msgs?|messages|events|transactions|ops)/s(?:ec(?:ond)?)?|(?:requests?|transactions?|tokens?|messages?|events?|queries|records?|writes?|reads?|operations?|calls?)\s+(?:per|a|each)\s+(?:second|minute|hour))\b",
    re.IGNORECASE,
)
_FEE = re.compile(
    r"\s{0,2}(?:\([^()]{0,30}\)\s?)?(?:of|off|from)\s+(?:the\s+|your\s+|its\s+|all\s+|such\s+|that\s+)?(?:\w+\s+){0,3}(?:fees?|charges?|invoice|price|bill|credits?|subscription|rent|amount|cost|mrc|mrr)\b|\s{0,2}(?:service\s+)?(?:credits?|discount|refund|reduction|deduction|interest|tax|vat)\b",
    re.IGNORECASE,
)
_INTERVAL_BEFORE = re.compile(
    r"(?:\b(?:every|per|over|any|each|during|throughout|averaged\s+over|last|past|preceding|previous|first|rolling|consecutive|next|retained|kept|stored?|period\s+of|up\s+to\s+the|lasting|longer\s+than|more\s+than|exceed(?:s|ing)?|after|older\s+than)\s+(?:an?\s+|the\s+|any\s+|each\s+|at\s+least\s+)?(?:rolling\s+)?|\d\s?[x×]\s?)$",
    re.IGNORECASE,
)
_LOWER_NAMED = re.compile(
    r"\b(?:no|not|nor|never)\s+(?:to\s+|be\s+)?(?:more|longer|greater|older|exceed\w*)\s+(?:than\s+)?$|\bnot\s+(?:to\s+)?exceed(?:ing)?\s+(?:more\s+than\s+)?$",
    re.IGNORECASE,
)
_INTERVAL_AFTER = re.compile(
    r"[\s-]{0,2}(?:(?:sampl\w+|poll\w*|measurement|averag\w+|rolling|reporting|consecutive|retention|monitoring)[\s-]+)?(?:intervals?|periods?|windows?|samples?|averages?|cycles?|buckets?|checks?|polls?|old|of\s+service|ago)\b",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"[^.;()\d]{0,40}\(\s?(?:rto|rpo|recovery[\s-](?:point|time)(?:\s+objective)?)\s?\)", re.IGNORECASE)
"""Behind a time: it is a recovery target in so many words, whatever stands before it ("the last 24 hours of data (RPO)")."""
_RETAINED = re.compile(r"\b(?:retention|retained?|held|kept|keeps?|archived|free)\b[^.;]{0,50}$", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:within|below|under|inside|at\s+most|older|more|exceed\w*)\b", re.IGNORECASE)
"""Between a word of keeping and a time: the time bounds another thing ("kept below 4 hours")."""
_AHEAD = re.compile(
    r"['’]?s?\s*(?:(?:prior|advance|written|of)\s+){0,3}notice|\s*(?:in\s+advance|ahead|prior|before(?:hand)?\b|earlier)|\s*(?:after|from|of|following)\s+(?:the\s+)?(?:effective|invoice|receipt\s+of\s+(?:the\s+)?invoice|termination|expir)",
    re.IGNORECASE,
)
_CHARGED = re.compile(r"\w?['’]s?\s+(?:\w+\s+){0,2}(?:charges?|fees?|rent(?:als?)?|price|credits?|subscription)\b", re.IGNORECASE)
"""At the end of "one day's": the time is money ("one further day's charge is allowed")."""
_RATE_AFTER = re.compile(r"\s*(?:a|per|each|every|/)\s*(?:day|week|month|quarter|year|annum)\b|\s*(?:x|×)\s?\d", re.IGNORECASE)


class Value(NamedTuple):
    """Hold a figure of a sentence: its number, unit, what it measures, and its place."""

    number: float
    unit: str
    measure: Measure
    span: Span


def values(words: str) -> list[Value]:
    """Return the figures of a sentence or a cell that can be targets, in text order.

    Shares of a fee, sampling intervals, periods of measurement, notice and retention are none.

    >>> [(v.number, v.unit) for v in values("45 ms or less, averaged over 5-minute samples in any month")]
    [(45.0, 'ms')]
    """
    found = [*_percents(words), *_times(words), *_rates(words), *_multiples(words), *_nothing_lost(words)]
    return sorted(found, key=lambda value: value.span)


def _percents(words: str) -> Iterator[Value]:
    for percent, span in percentages(words):
        if not _FEE.match(words[span.end :]):
            yield Value(float(percent), "percent", "percent", span)


def _times(words: str) -> Iterator[Value]:
    for duration, span in durations(words):
        before, after = words[max(0, span.start - 40) : span.start], words[span.end :]
        if duration.minutes >= 60 * 24 * 190 or duration.minutes == 0:
            continue
        tagged = _TAGGED.match(after)
        if not tagged and ((_INTERVAL_BEFORE.search(before) and not _LOWER_NAMED.search(before)) or _INTERVAL_AFTER.match(after)):
            continue
        kept = _RETAINED.search(words[max(0, span.start - 70) : span.start])
        if kept and not _WITHIN.search(kept[0]):
            continue
        if (
            _CHARGED.match(words, max(span.start, span.end - 2))
            or _RATE_AFTER.match(after)
            or (_AHEAD.match(after) and not tagged)
            or re.fullmatch(r"(?:an?|the)\s+\w+", span.of(words), re.IGNORECASE)
        ):
            continue
        number, unit = in_unit(duration, span.of(words))
        yield Value(number, unit, "time", span)


_ZERO = re.compile(
    r"\b(?:rpo|recovery[\s-]point(?:\s+objective)?)\)?\s{0,2}(?:(?:is|of|target|will\s+be|equals?)\s+|[=:|]\s?){0,3}(?P<n>zero|nil|0)(?:\s(?:seconds?|minutes?|hours?))?(?![\w.,]*\d|\s?(?:%|-|to\b))(?!\w)",
    re.IGNORECASE,
)


def _nothing_lost(words: str) -> Iterator[Value]:
    """Yield the recovery point of which the words say that it is zero."""
    for match in _ZERO.finditer(words):
        yield Value(0.0, "minutes", "time", Span(*match.span("n")))


def _rates(words: str) -> Iterator[Value]:
    for match in _RATE.finditer(words):
        figure = re.sub(r",(?=\d{3}\b)", "", match["n"]).replace(",", ".")
        yield Value(float(figure), match["unit"], "rate", Span(*match.span()))


def _multiples(words: str) -> Iterator[Value]:
    for number, span in multiples(words):
        if re.search(r"\b(?:within|at\s+most|no\s+more\s+than|up\s+to|under|below)\s+$", words[: span.start], re.IGNORECASE):
            yield Value(float(number), "times", "multiple", span)


def in_unit(duration: Duration, words: str = "") -> tuple[float, str]:
    """Return a duration as number and unit, as written: 45 ms, 4 hours; one of several units in the smallest of them.

    >>> in_unit(Duration("PT0.045S")), in_unit(Duration("PT0.5S"), "0.5 seconds"), in_unit(Duration("PT1H30M")), in_unit(Duration("P2D", business=True))
    ((45.0, 'ms'), (0.5, 'seconds'), (90.0, 'minutes'), (2.0, 'business days'))
    """
    figures = re.findall(r"[\d.]+", duration.iso)
    if len(figures) > 1:
        return float(duration.minutes), "minutes"
    number = Decimal(figures[0])
    if duration.iso.endswith("S"):
        return (float(number * 1000), "ms") if number < 1 and not re.search(r"\d\s?s(?:ec\w*)?\b", words) else (float(number), "seconds")
    unit = {"H": "hours", "D": "days", "W": "weeks"}.get(duration.iso[-1]) or ("minutes" if "T" in duration.iso else "months")
    return float(number), f"business {unit}" if duration.business else unit


_UPPER = re.compile(
    r"\b(?:not\s+(?:to\s+)?(?:exceed|surpass|be\s+(?:more|greater|higher|above))|no\s+(?:more|greater|higher|longer|later)\s+than|not\s+(?:more|later|longer)\s+than|(?:less|fewer)\s+than|below|under|or\s+(?:less|fewer|lower|better|below|faster)|within|inside|at\s+most|up\s+to|maximum|max\.?|stays?\s+at|lower\s+than|at\s+or\s+(?:below|under)|never\s+exceeds?)\b|<|≤",
    re.IGNORECASE,
)
_LOWER = re.compile(
    r"\b(?:at\s+least|no(?:t)?\s+(?:less|lower)\s+than|or\s+(?:more|higher|greater|above)|minimum|greater\s+than|more\s+than|above|exceed(?:s|ing)?)\b|≥|>",
    re.IGNORECASE,
)


def bounded(words: str) -> bool:
    """Tell whether words bound a figure: "within", "at least", "≤"."""
    return bool(_UPPER.search(words) or _LOWER.search(words))


def comparator(metric: PerformanceMetric, words: str, span: Span) -> Comparator:
    """Return how a target bounds its value: by the words next to it, else by the nature of the metric.

    >>> comparator("packet_delivery", "a packet delivery ratio of 99.9%", Span(27, 32))
    '>='
    """
    near = re.split(r"[.;]\s", words[max(0, span.start - 32) : span.start])[-1] + words[span.start : span.end]
    if metric in _HIGH:
        return ">="  # "less than 99% of packets" is what is paid for, never what is promised
    if metric in _LOW and _BETTER.match(words, span.end):
        return "<="
    if re.search(r"\b(?:no|not|never)\b[^.;]{0,12}\bless\s+than", near, re.IGNORECASE) or _LOWER_BEHIND.match(words, span.end):
        return ">="
    if _UPPER.search(near) or _UPPER_BEHIND.match(words, span.end):
        return "<="
    lower = _LOWER.search(near)
    if lower:
        at = max(0, span.start - 32) + lower.start()
        return "<=" if _DENIED.search(words[max(0, at - 16) : at]) and lower[0].lower().startswith("exceed") else ">="
    share = metric == "other" and "%" in span.of(words)
    return ">=" if share or metric == "throughput" else "<="


_DENIED = re.compile(r"\b(?:not|never|no|nor)\s+(?:to\s+|be\s+)?$", re.IGNORECASE)
_LOW = ("latency", "jitter", "packet_loss", "error_rate", "rto", "rpo", "repair_time", "response_time", "notification_time")
_BETTER = re.compile(r"\W{0,3}or\s+better\b", re.IGNORECASE)
"""Behind a metric of which less is better: "10 ms or better"."""
_HIGH = ("packet_delivery", "durability")
"""Metrics of which more is better, whatever words of comparison stand near."""
_UPPER_BEHIND = re.compile(
    r"\W{0,3}(?:(?:or|and)\s+(?:less|lower|below|under|faster|sooner|earlier|fewer|better)|max(?:imum)?|at\s+(?:the\s+)?most)\b",
    re.IGNORECASE,
)
_LOWER_BEHIND = re.compile(r"\s*(?:or|and)\s+(?:more|higher|greater|above|better(?=\s*$))\b", re.IGNORECASE)
