"""Hours of service: round the clock or in business hours."""

from __future__ import annotations

import re

from extractor.document import Span

_ALWAYS = re.compile(
    r"\b24\s?(?:[x×*/-]|\s?by\s?)\s?(?:7|seven)(?:\s?[x×*/-]\s?36[56])?(?![\d.,]\d|\d)"
    r"|\b(?:24|twenty-four)\s?(?:\(24\)\s?)?(?:hours?|hrs?)\s+(?:an?|per|each|every|/)\s?day(?:,?\s+(?:and\s+)?(?:7|seven)(?:\s?\(7\))?\s+days\s+(?:an?|per|each)\s+week)?"
    r"|\b24\s?(?:hours?|hrs?)?\s?/\s?7\b|\bround[\s-]the[\s-]clock\b|\baround\s+the\s+clock\b|\bday\s+and\s+night\b|\b24\s+hours?,?\s+(?:7|seven)\s+days\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:normal\s+|regular\s+|standard\s+|local\s+)?(?:business|working|office|support)\s+hours\b|\b(?:8|9|10|12)\s?[x×/]\s?(?:5|6)\b(?![\d./])|\bmonday\s+(?:to|through|until|-|–)\s+friday\b",
    re.IGNORECASE,
)


def coverage(text: str) -> list[tuple[str, Span]]:
    """Return hours of service: "24x7" or "business_hours", with the span of the words, in text order.

    A number of business hours ("4 business hours") is a duration and no coverage.

    >>> coverage("support is there 24/7/365")
    [('24x7', Span(start=17, end=25))]
    """
    found = [("24x7", Span(*match.span())) for match in _ALWAYS.finditer(text)]
    for match in _OFFICE.finditer(text):
        counted = re.search(
            r"(?:\d|\b(?:one|two|three|four|five|six|eight|ten|twelve)|\))\s{1,2}$",
            text[max(0, match.start() - 8) : match.start()],
            re.IGNORECASE,
        )
        if not counted:
            found.append(("business_hours", Span(*match.span())))
    return sorted(found, key=lambda pair: pair[1])
