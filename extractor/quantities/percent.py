"""Percentages: figures, words, and words with figures; exact, with their place."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.document import Span
from extractor.quantities.numbers import TENS, UNITS, WORD_NUMBER, decimal, from_words

SIGN = r"(?:%|％|﹪|per\s?cent\b|percent\b|percentage\s+points?\b|pct\b)"
_NUMBER = r"\d{1,3}(?:[.,]\s?\d{1,8})?"
_FRACTION = rf"(?:\s+and\s+(?P<part>{'|'.join(UNITS)}|{'|'.join(TENS)})[\s-](?P<unit>tenths?|hundredths?|thousandths?))?"
_FREE = r"(?:(?<![\w.,/-])|(?<=[\d%]-)|(?<=[\d%]\s-)|(?<=\s-\s))"
"""A figure may not be the tail of a word, a date or another number; after a dash it may, where the dash joins two figures."""
_PERCENT = re.compile(
    rf"(?<![\w.,/])(?P<words>{WORD_NUMBER}){_FRACTION}(?:\s+point\s+(?P<point>{WORD_NUMBER}))?\s?(?:{SIGN}\s?)?"
    rf"[\(\[]\s?(?P<both>{_NUMBER})\s?(?:{SIGN})?\s?[\)\]](?:\s?(?P<after>{SIGN}))?"
    rf"|{_FREE}(?P<figures>{_NUMBER})\s?[\)\]]?\s?{SIGN}"
    rf"|(?<![\w.,/])(?P<only>{WORD_NUMBER})(?:\s+point\s+(?P<onlypoint>{WORD_NUMBER}))?\s+{SIGN}"
    rf"|(?<![\w.,/-])(?P<listed>{_NUMBER})(?=\s?(?:-|–|—|to|and|or)\s?{_NUMBER}\s?{SIGN})",
    re.IGNORECASE,
)


def percentages(text: str) -> list[tuple[Decimal, Span]]:
    """Return every percentage with its span, in text order; a number given in words and figures is one value.

    Money, dates and section numbers are none. "99.0 to 99.9%" gives both ends.

    >>> [(str(value), span.of("ten percent (10%) of 99,95 %")) for value, span in percentages("ten percent (10%) of 99,95 %")]
    [('10', 'ten percent (10%)'), ('99.95', '99,95 %')]
    """
    found = []
    for match in _PERCENT.finditer(text):
        if match["both"]:
            if not (match["after"] or re.search(SIGN, match[0], re.IGNORECASE)):
                continue
            value = decimal(match["both"])
        elif match["figures"]:
            value = decimal(match["figures"])
        elif match["listed"]:
            value = decimal(match["listed"])
        else:
            value = from_words(match["only"])
            if match["onlypoint"]:
                value += Decimal("0." + "".join(str(from_words(word)) for word in re.findall(r"[a-z]+", match["onlypoint"].lower())))
        found.append((value, Span(match.start(), match.end())))
    return found
