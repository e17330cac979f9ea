"""How much time per period ("8 hours a month"), and how often something happens ("once a quarter")."""

from __future__ import annotations

import re

from extractor.document import Span
from extractor.quantities.durations import Duration, durations

_RATE = re.compile(
    r"\s{0,2}\(?(?:(?:of|in)\s+(?:\w+\s+){0,2}(?:down-?time|outages?|unavailability|maintenance|interruptions?)\s+)?"
    r"(?:(?:per|a|an|each|every|in\s+(?:any|a|each|one|the|every)|during\s+(?:any|a|each|one)|within\s+(?:any|a|each)|for\s+(?:any|each))\s{1,2}|/\s{0,2})"
    r"(?:(?:given|calendar|billing|single|contract|one|rolling|full|service|(?:30|thirty)[\s-]days?)\s+){0,2}(?P<period>day|week|month|quarter|year|annum|incident|outage)\b|\s(?P<adverb>daily|weekly|monthly|quarterly|annually|yearly)\b",
    re.IGNORECASE,
)
_PERIODS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "annually": "year",
    "annual": "year",
    "yearly": "year",
    "annum": "year",
    "outage": "incident",
}
_FREQUENCY = re.compile(
    r"\b(?P<adverb>daily|weekly|bi-?weekly|fortnightly|monthly|bi-?monthly|quarterly|semi-?annual(?:ly)?|half-?yearly|bi-?annual(?:ly)?|annual(?:ly)?|yearly)\b"
    r"|\b(?:(?:once|twice|\w+\s+times)\s+(?:an?|per|each|every|in\s+(?:each|every|a))|every|each|per)\s+(?:calendar\s+|contract\s+)?(?P<unit>day|week|month|quarter|year)\b",
    re.IGNORECASE,
)
_ADVERBS = {
    "day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "annually", "annual": "annually", "yearly": "annually",
    "fortnightly": "biweekly", "halfyearly": "semiannually", "semiannual": "semiannually", "biannual": "semiannually", "biannually": "semiannually",
}  # fmt: skip


def rates(text: str) -> list[tuple[tuple[Duration, str], Span]]:
    """Return durations per period ("72 hours a year", "43 min/month") as ((duration, period), span).

    >>> rates("at most 8 hours of downtime per calendar month")
    [((Duration(iso='PT8H', business=False), 'month'), Span(start=8, end=46))]
    """
    found = []
    for duration, span in durations(text):
        match = _RATE.match(text, span.end)
        if match:
            word = (match["period"] or match["adverb"]).lower()
            found.append(((duration, _PERIODS.get(word, word)), Span(span.start, match.end())))
    return found


def frequencies(text: str) -> list[tuple[str, Span]]:
    """Return how often something happens ("monthly", "every quarter") in one vocabulary of adverbs.

    >>> frequencies("a report once a quarter")
    [('quarterly', Span(start=9, end=23))]
    """
    found = []
    for match in _FREQUENCY.finditer(text):
        word = (match["adverb"] or match["unit"]).lower().replace("-", "")
        found.append((_ADVERBS.get(word, word), Span(*match.span())))
    return found
