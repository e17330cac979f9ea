"""Words around a value: sentences with their places, measurement periods, amounts with their basis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from extractor.document import Clause
from extractor.language import sentence_at as sentence_at
from extractor.language import sentences as sentences
from extractor.taxonomy import Period

_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("month", re.compile(r"\bmonth(?:ly|s|['’]s)?\b|\bbilling\s+(?:cycle|period)\b", re.IGNORECASE)),
    ("quarter", re.compile(r"\bquarter(?:ly|s)?\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:annual(?:ly|ized)?|year(?:ly|s)?|per\s+annum|twelve\s+months?|12\s+months?|365\s+days)\b", re.IGNORECASE)),
    ("week", re.compile(r"\bweek(?:ly|s)?\b", re.IGNORECASE)),
    ("day", re.compile(r"\b(?:daily|per\s+day|each\s+day|any\s+day|calendar\s+day)\b", re.IGNORECASE)),
    ("contract", re.compile(r"\b(?:over|during|throughout)\s+the\s+(?:(?:initial|whole|entire)\s+)?(?:term|contract)\b", re.IGNORECASE)),
)
_BASIS = re.compile(
    r"\s{0,2}(?:\([^()]{0,40}\)\s{0,2})?(?:credit\s+|discount\s+)?(?:of|on|off|from|against|in\s+relation\s+to)\s+(?P<basis>(?:(?:the|your|its|their|all|any|such|each|one|that|a|an|our|Customer['’]s|Client['’]s|Subscriber['’]s)\s+){0,3}[^.;,:()|\n]{3,110})",
    re.IGNORECASE,
)
_BASIS_END = re.compile(
    r"(?<!\s)\s+(?:for\s+each|for\s+every|if|when|where|provided|which|that\s+(?:did|was|were|is)|will|shall|is|are|may|up\s+to|but|and\s+(?:if|will|shall)|as\s+(?:a|liquidated)|per\s+(?:hour|full|each)|or\s+\d|not\s+to)\b",
    re.IGNORECASE,
)


def period_of(text: str) -> Period | None:
    """Return the period that words name first ("monthly uptime" → month); "any 30-day period" is a month too.

    >>> period_of("measured over each calendar quarter"), period_of("available at all times")
    ('quarter', None)
    """
    found = [(match.start(), period) for period, pattern in _PERIODS if (match := pattern.search(text))]
    if found:
        return min(found)[1]
    return "month" if re.search(r"\b(?:30|thirty)[\s-]+(?:\(30\)\s+)?days?\b", text, re.IGNORECASE) else None


def basis_after(text: str, end: int) -> str | None:
    """Return what a percentage is taken of, in the document's words: "10% | of the monthly fee".

    >>> basis_after("a credit of 10% of the monthly fee for the service.", 15)
    'monthly fee for the service'
    """
    match = _BASIS.match(text, end)
    if match is None:
        return None
    words = match["basis"]
    stop = _BASIS_END.search(words)
    words = words[: stop.start()] if stop else words
    words = re.sub(r"^(?:(?:the|your|its|their|all|any|such|each|that|a|an|our)\s+)+", "", words.strip(), flags=re.IGNORECASE).strip(
        " “”\"'"
    )
    return words or None


def number(value: Decimal) -> float:
    """Return an exact decimal as the record's number."""
    return float(value)


def near(text: str, place: int, pattern: re.Pattern[str], *, before: int, after: int) -> bool:
    """Tell whether a pattern stands near a place of a text."""
    return pattern.search(text[max(0, place - before) : place + after]) is not None


def lead_in_of(clause: Clause, clauses: Sequence[Clause]) -> Clause | None:
    """Return the clause that introduces a list item or table row."""
    return next((other for other in clauses if other.id == clause.lead_in), None) if clause.lead_in else None


def context_of(clause: Clause, by_id: dict[str, Clause]) -> str:
    """Return the words that stand above a clause: headings, lead-in, table header."""
    lead = by_id.get(clause.lead_in or "")
    return " ".join((*clause.path, lead.text if lead else "", *clause.header))


Direction = Literal["up", "down"]
