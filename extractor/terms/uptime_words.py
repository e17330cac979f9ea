"""The field's words for availability and for promising it, and what makes a percentage something else."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from itertools import accumulate

from extractor.document import Span
from extractor.quantities import percentages, ranges
from extractor.terms.credits_amounts import FEES_AFTER

LEAST = Decimal(90)
"""Promises below 90% are kept only where label, measure and promise all stand together; other measures are common there."""
LEAST_EVER = Decimal(75)

MEASURE = re.compile(
    r"\b(?:up-?\s?time|availab(?:le|ility)|accessib(?:le|ility)|reachab(?:le|ility)|operational|serviceability|functioning|up\s+and\s+running|running|online|in\s+service|"
    r"non-?availability|service\s+time|operability)\b",
    re.IGNORECASE,
)
"""Words that say that a percentage is about being available."""
LEVEL = re.compile(
    r"\b(?:sla|slo|service[\s-]levels?(?:\s+(?:agreement|objective|target|commitment))?|connectivity|network|power|infrastructure|performance\s+criterion|target|commitment|guarantee)\b",
    re.IGNORECASE,
)
"""Weaker words: they name a level, or something that is kept up, without saying which measure."""
PROMISE = re.compile(
    r"\b(?:guarantee[sd]?|guaranty|warrant(?:s|ed|y)?|commit(?:s|ted|ment|ments)?|promise[sd]?|ensure[sd]?|shall|will|must|undertakes?|agrees?|maintain(?:s|ed|ing)?|provide[sd]?|deliver[s]?|achieve[sd]?|"
    r"at\s+least|no(?:t)?\s+(?:be\s+)?(?:less|lower)\s+than|not\s+(?:fall|drop)\s+below|minimum|or\s+(?:better|higher|more|greater|above)|target(?:s|ed)?|objectives?|aims?|goal|strives?|endeavou?rs?|efforts?|offers?|"
    r"sla|slo|service\s+level|expected|standard|entitled\s+to|supports?|designed)\b|≥|>=|>",
    re.IGNORECASE,
)
FULL = re.compile(
    r"\b(?:shall|will|must|guarantees?|warrants?|undertakes?|agrees?)\b[^.;]{0,140}\b(?:available|accessible|operational|availability|uptime)\b[^.;]{0,120}"
    r"\b(?:at\s+least|(?:a\s+)?minimum\s+of|no(?:t)?\s+less\s+than)\s+(?:[\w-]+\s+){0,6}\(?\d{2,3}(?:[.,]\d{1,4})?\s?%\)?\s+of\s+(?:the|all|each)\s+(?:time|hours|minutes)",
    re.IGNORECASE,
)
"""A promise in so many words, whatever else its clause says."""
TARGET = re.compile(
    r"\b(?:target(?:s|ed)?|objectives?|aims?|goal|strives?|endeavou?rs?|(?:reasonable|best|all)\s+(?:commercial\s+)?(?:efforts|endeavou?rs)|intends?|intention|expected|designed|seeks?|tries|try)\b",
    re.IGNORECASE,
)
MISSED = re.compile(
    r"\b(?:fails?\s+to|failed\s+to|failure\s+to|fall(?:s|ing)?\s+short|does\s+not|did\s+not|do\s+not|is\s+not|are\s+not|was\s+not|not\s+met|misses|missed|unable\s+to|breach\w*)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
"""Words before a level that tell of its being missed: the level is only repeated there."""
EXAMPLE = re.compile(
    r"\b(?:for\s+(?:example|instance)|e\.g\.|by\s+way\s+of\s+(?:example|illustration)|assum(?:e|es|ing)|suppose|imagine|equates?\s+to|deemed|assumed|counted\s+as|considered|illustrat\w+|equivalent\s+of)\b",
    re.IGNORECASE,
)
MARKETING = re.compile(
    r"\b(?:historical(?:ly)?|in\s+the\s+past|last\s+year|(?:over|in|during)\s+the\s+(?:last|past|previous)\s+(?:\w+\s+)?(?:years?|months?|quarters?)|(?:up-?time|availability)\b[^.;]{0,40}\b(?:was|were|came\s+to|averaged)|track\s+record|to\s+date|have\s+(?:had|seen|achieved)|(?:has\s+(?:had|achieved)|(?:up-?time|availability|service|platform|api)\s+has\s+been)|(?:many|most|other|some)\s+(?:vendors|providers|hosts|companies|competitors)|competitors?|actual\s+uptime|currently\s+(?:at|running))\b",
    re.IGNORECASE,
)
OF_TIME = re.compile(
    r"(?:%|\bper\s?cent)\)?\s+of\s+(?:the\s+|all\s+)?(?:time|(?:(?:every|each|any|a|the)\s+(?:calendar\s+|billing\s+|full\s+)?(?:month|quarter|year|week|day)|(?:minutes|hours)\s+(?:of|in|per)))\b",
    re.IGNORECASE,
)
"""A share of time itself ("you can send mail 99.99% of every month"): availability in other words."""
EXPLAINS = re.compile(
    r"\b(?:(?:in(?:to)?|put\s+\w+\s+in(?:to)?)\s+perspective|(?:would|could|might)\s+(?:be|mean|allow|correspond|amount|leave)|translates?\s+(?:in)?to|industry\s+average|many\s+providers)\b",
    re.IGNORECASE,
)
"""A sentence that explains what a percentage comes to; with words of promise it may still promise it."""
VOWS = re.compile(r"\b(?:guarantees?|commits?|warrants?|promises?|shall|undertakes?|ensures?)\b", re.IGNORECASE)
OTHER_AFTER = re.compile(
    r"\s{0,2}(?:\([^)]{0,30}\)\s?)?(?:of\s+(?:all\s+|the\s+|its\s+|your\s+|such\s+|these\s+|total\s+|valid\s+|inbound\s+|customer\s+|monthly\s+|support\s+)*"
    r"(?:packets?|frames?|incidents?|tickets?|calls?|requests?|cases|responses?|payslips|invoices|leads|queries|problems|transactions?|deliver\w+|orders|messages|e-?mails|users?|issues|errors|reports|files|jobs|data|records|objects|pings?|samples|traffic|queries|connections?|instances|attempts|changes|backups|spam|viruses|capacity|cpu|load|defects|days|nights|runs|batch(?:es)?|working\s+days|business\s+days)\b"
    r"|(?:packet|data|frame|message)\s+(?:deliver\w*|loss)|(?:delivery|success|accuracy|durab\w+|compliance|completion|throughput|utili[sz]ation|satisfaction|percentile|error)\b)",
    re.IGNORECASE,
)
"""Words right after a percentage that give it to another measure."""
OTHER = re.compile(
    r"\b(?:packets?\s+(?:deliver\w*|loss)|data\s+delivery|packet\s+success|success\s+rate|accura\w+|durab\w+|satisf\w+|error\s+rate|throughput|response\s+times?|respond\w*|compliance|complet(?:e|ed|ion)|on-time|resol(?:ve[sd]?|ution)|answered|"
    r"latency|jitter|first[\s-]call|utili[sz]ation|percentile|deliverab\w+|spam)\b",
    re.IGNORECASE,
)
_MONEY_AFTER = re.compile(r"\s{0,2}(?:service\s+|account\s+)?(?:credit|refund|discount|reduction|rebate|money)", re.IGNORECASE)
_MINUS = re.compile(r"(?:[x×*/÷]\s?|\b(?:from|multiplied\s+by|times|minus|divided\s+by|out\s+of)\s+)$", re.IGNORECASE)
_MINUS_AFTER = re.compile(r"\s{0,2}(?:[x×*/÷=]|-\s|–\s|minus\b|less\s+the\b|multiplied\b|of\s+(?:the\s+)?downtime\b)", re.IGNORECASE)
_TIMED_AFTER = re.compile(
    r"\s{0,2}(?:up-?\s?time|availab\w+|network|power|of\s+(?:the|all|each|any)\s+(?:time|calendar|month|minutes|hours)|service|monthly|during|sla|operational|in\s+(?:any|each|a)|per\s+(?:calendar\s+)?(?:month|year|quarter)|\W*$)",
    re.IGNORECASE,
)


def levels(text: str) -> list[tuple[Decimal, Span]]:
    """Return the percentages of a sentence or cell that can be a promised level, in text order.

    Bounds ("below 99%", "between 95% and 99%"), shares of fees, shares of requests or packets, and the 100% that a
    formula counts from are none.

    >>> [str(value) for value, _ in levels("at least 99.9% uptime; below 99% you get 100% of the fee")]
    ['99.9']
    """
    bounded = sorted(place for interval, place in ranges(text) if interval.high is not None)
    starts = [place.start for place in bounded]
    ends = list(accumulate((place.end for place in bounded), max))
    found = []
    for value, span in percentages(text):
        if not LEAST_EVER <= value <= 100 or FEES_AFTER.match(text, span.end) or OTHER_AFTER.match(text, span.end):
            continue
        within = bisect_right(starts, span.start)
        if within and span.start < ends[within - 1]:
            continue
        if value == 100 and not _whole(text, span):
            continue
        if _MONEY_AFTER.match(text, span.end):
            continue
        found.append((value, span))
    return found


def _whole(text: str, span: Span) -> bool:
    """Tell whether "100%" is a level and not what a formula starts from."""
    before, after = text[max(0, span.start - 16) : span.start], text[span.end : span.end + 30]
    return (
        not _MINUS.search(before)
        and not _MINUS_AFTER.match(after)
        and bool(_TIMED_AFTER.match(after) or MEASURE.search(text[: span.start]) or LEVEL.search(before))
    )


def other_measure(text: str, span: Span) -> bool:
    """Tell whether a percentage stands nearer to the words of another measure than to those of availability."""

    def distance(pattern: re.Pattern[str]) -> int:
        places = (match for match in pattern.finditer(text) if not _OBJECT.search(text[max(0, match.start() - 30) : match.start()]))
        return min((min(abs(match.start() - span.end), abs(span.start - match.end())) for match in places), default=10_000)

    return distance(OTHER) < min(distance(MEASURE), 40)


_OBJECT = re.compile(r"\bfor\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""What a promise is made for ("for reserved throughput units") is no measure."""
