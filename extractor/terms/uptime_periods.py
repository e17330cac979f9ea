"""Over which period a promised level is measured: the promise's own words, else the definitions of the measure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Clause
from extractor.taxonomy import Period
from extractor.terms.context import sentences
from extractor.terms.credits_measures import DOWNTIME, UPTIME

_NOT_MEASURED = re.compile(
    r"\b(?:monthly|annual|yearly|weekly|daily|quarterly|per[\s-]month|month(?:['’]s|s['’])?)\s+(?:(?:recurring|service|subscription|scheduled|planned|base|license|licence|average|total|net|hosting|support|contract|status|performance)\s+){0,3}"
    r"(?:fees?|charges?|bills?|invoices?|payments?|rent\w*|rates?|cost|maintenance|updates?|reports?|reviews?|meetings?|subscriptions?|plan|commitment\s+fee|spend|credit|price|mrc|basis\s+fee)\b"
    r"|\b(?!in\s+(?:any|each|a)\s+(?:given\s+)?\d{1,3}[\s-](?:consecutive\s+)?day\s+period)(?:for|of|within|in|preceding|previous|last|prior|next|following|first|at\s+least|every|per)\s+(?:the\s+)?(?:\w+\s+)?\(?\d{1,3}\)?\s+(?:calendar\s+|consecutive\s+|business\s+)?(?:months?|years?|days?|weeks?)\b"
    r"|\b(?:one|two|three|four|six|ten|an?|\d{1,2})\s+(?:full\s+|free\s+)?(?:months?|days?|weeks?)(?:['’]s?)?\s+(?:of\s+)?(?:free|service|fees?|hosting|credit|extension|subscription)\b"
    r"|\b\d{1,3}[\s-](?:month|year|day|week)s?\s+(?:notice|term|period\s+of\s+notice|anniversary)|\bhours?\s+(?:a|per|each)\s+day\b|\bdays\s+(?:a|per)\s+(?:week|year)\b",
    re.IGNORECASE,
)
"""Period words that count fees, maintenance, terms or notice, not the measure."""
_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    (
        "month",
        re.compile(
            r"\bmonth(?:ly|s)?\b|\bbilling\s+(?:cycle|period)\b|\b(?:30|thirty)[\s-](?:\(30\)[\s-])?(?:consecutive[\s-]|calendar[\s-])?day\s+period\b",
            re.IGNORECASE,
        ),
    ),
    ("quarter", re.compile(r"\bquarter(?:ly|s)?\b(?!\s+of\s+an?\b)", re.IGNORECASE)),
    (
        "year",
        re.compile(
            r"\b(?:annual(?:ly|i[sz]ed)?|year(?:ly|s)?|per\s+annum|(?:twelve|12)[\s-]+(?:\(12\)[\s-]+)?months?|365[\s-]days?(?:\s+period)?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "week",
        re.compile(r"\bweek(?:ly)?\b|\b(?:7|seven)[\s-](?:\(7\)[\s-])?(?:consecutive[\s-]|calendar[\s-])?day\s+period\b", re.IGNORECASE),
    ),
    ("day", re.compile(r"\b(?:daily|per\s+day|each\s+day|any\s+day|calendar\s+day|24[\s-]hour\s+period)\b", re.IGNORECASE)),
    (
        "contract",
        re.compile(
            r"\b(?:over|for|throughout)\s+the\s+(?:(?:initial|whole|entire|full)\s+)?(?:term|contract\s+term|duration)\s+of\b",
            re.IGNORECASE,
        ),
    ),
)


def measured_over(text: str) -> Period | None:
    """Return the period that words name for a measure, None where they name none or only periods of fees and notice.

    >>> measured_over("99.9% uptime in each calendar month"), measured_over("10% of the monthly fee for downtime")
    ('month', None)
    """
    words = _NOT_MEASURED.sub(lambda match: " " * len(match[0]), text)
    found = [(match.start(), period) for period, pattern in _PERIODS if (match := pattern.search(words))]
    years = [period for _, period in found if period == "year"]
    if years and re.search(r"\b(?:twelve|12)[\s-]", words):
        return "year"
    return min(found)[1] if found else None


_DEFINED = re.compile(
    r"\b(?:service|measurement|measuring|reporting|calculation|billing|assessment|review)\s+(?:cycle|period|month|interval)\W{1,4}(?:(?:shall\s+)?means?|is|refers\s+to|=)?\s{0,2}(?:an?|one|each|the|any)?\s{0,2}(?:full\s+|natural\s+)?(?P<period>(?:calendar\s+)?(?:month|quarter|year))\b",
    re.IGNORECASE,
)
"""A period of measurement that has a name of its own ("Service Cycle: one calendar month")."""


def usual_period(clauses: Sequence[Clause]) -> Period | None:
    """Return the period that the document's definitions, promises and credits name for its availability."""
    for labels in (("measurement",), ("uptime_guarantee",), ("service_credit", "claim_procedure"), ()):
        for clause in clauses:
            if labels and not clause.has(*labels):
                continue
            if not labels and clause.labels:
                continue
            for span in sentences(clause.text):
                words = span.of(clause.text)
                if UPTIME.search(words) or DOWNTIME.search(words):
                    period = measured_over(words)
                    if period in ("month", "quarter", "year"):
                        return period
    defined = next((match for clause in clauses if (match := _DEFINED.search(clause.text))), None)
    return measured_over(defined["period"]) if defined else None
