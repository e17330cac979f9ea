"""Percentages: figures, words, and words with figures; exact, with their place."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.document import Span
from extractor.quantities.numbers import WORD_NUMBER, decimal, from_words

SIGN = r"(?:%|％|﹪|-?per\s?cent\b|-?percentage\s+points?\b|pct\b)"
_NUMBER = r"(?:\d{1,3}(?:[.,·]\d{1,15}|\.\s\d{1,3})?|\.\d{1,4})"
"""One to three digits with decimals; "99. 9" is how some readers tear a figure apart."""
_FREE = r"(?:(?<![\w.,/·-])|(?<=[\d%]-)|(?<=[\d%]\s-)|(?<=\s-\s))"
"""A figure may not be the tail of a word, a date or another number; after a dash it may, where the dash joins two figures."""
_TENTHS = rf"\s+and\s+(?P<part>{WORD_NUMBER})[\s-](?P<unit>tenth|hundredth|thousandth)s?"
_HALVES = r"(?:\s+and\s+(?:an?|one)[\s-](?P<halves>half|quarter))"
_SMALL = r"(?:(?:an?|one)[\s-])?(?P<small>half|quarter|third|tenth|three[\s-]quarters)(?:\s+of)?(?:\s+(?:one|an?|1))?"
_BOTH = rf"[\(\[]\s?(?P<both>{_NUMBER})\s?(?P<inner>{SIGN})?\s?[\)\]](?:\s?(?P<after>{SIGN}))?"
_PERCENT = re.compile(
    rf"(?<![\w.,/])(?P<words>{WORD_NUMBER})(?:{_TENTHS}|{_HALVES}|\s+point\s+(?P<point>{WORD_NUMBER}(?:\s{WORD_NUMBER}){{0,5}}))?(?:\s?(?P<sign>{SIGN})\.?)?(?:\s{{0,2}}{_BOTH})?"
    rf"|(?<![\w.,/-]){_SMALL}\s+(?P<smallsign>{SIGN})(?:\s{{0,2}}[\(\[]\s?(?P<smallboth>{_NUMBER})\s?(?:{SIGN})\s?[\)\]])?"
    rf"|\[\s?(?P<boxed>{_NUMBER})\s?\]\s?{SIGN}"
    rf"|{_FREE}(?P<figures>{_NUMBER})(?P<fraction>\s?[½¼¾])?\s?\)?\s?{SIGN}"
    rf"|{_FREE}(?P<listed>{_NUMBER})(?=(?:\s?(?:-|–|—|,|to|and|or)\s?{_NUMBER}){{1,3}}\s?{SIGN})",
    re.IGNORECASE,
)
_UNITS = {"tenth": Decimal("0.1"), "hundredth": Decimal("0.01"), "thousandth": Decimal("0.001")}
_PARTS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "three quarters": Decimal("0.75"),
    "tenth": Decimal("0.1"),
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
}
_REPEATED = re.compile(r"\s{0,2}[\(\[]\s{0,2}")


def percentages(text: str) -> list[tuple[Decimal, Span]]:
    """Return every percentage with its span, in text order; a number given in words and figures is one value, the figures'.

    Money, dates and section numbers are none. "99.0 to 99.9%" gives both ends.

    >>> [(str(value), span.of("ten percent (10%) of 99,95 %")) for value, span in percentages("ten percent (10%) of 99,95 %")]
    [('10', 'ten percent (10%)'), ('99.95', '99,95 %')]
    """
    found: list[tuple[Decimal, Span]] = []
    for match in _PERCENT.finditer(text):
        value = _value(match)
        if value is None:
            continue
        span = Span(match.start(), match.end())
        if found and found[-1][0] == value and _REPEATED.fullmatch(text[found[-1][1].end : span.start]):
            closing = re.match(r"\s?[\)\]]", text[span.end :])  # "99.9 percent (99.9%)" says one thing twice
            found[-1] = (value, Span(found[-1][1].start, span.end + (closing.end() if closing else 0)))
            continue
        found.append((value, span))
    return found


def contradictions(text: str) -> list[tuple[str, str, Span]]:
    """Return percentages whose words and figures disagree, as (words, figures, span of both).

    >>> [pair[:2] for pair in contradictions("at least ninety-nine percent (99.9%), credited at five percent (5%)")]
    [('ninety-nine percent', '99.9')]
    """
    found = []
    for match in _PERCENT.finditer(text):
        if match["words"] and match["sign"] and match["both"] and _in_words(match) != _decimal(match["both"]):
            words = text[match.start() : match.start("both")].rstrip(" ([")
            found.append((words, match["both"], Span(*match.span())))
    return found


def _value(match: re.Match[str]) -> Decimal | None:
    figures = match["boxed"] or match["smallboth"] or match["listed"]
    if figures:
        return _decimal(figures)
    if match["figures"]:
        return _decimal(match["figures"]) + (_PARTS[match["fraction"].strip()] if match["fraction"] else 0)
    if match["small"]:
        return _PARTS.get(re.sub(r"[\s-]+", " ", match["small"].lower()))
    if match["both"]:
        return _decimal(match["both"]) if match["inner"] or match["after"] or match["sign"] else None
    return _in_words(match) if match["sign"] else None


def _in_words(match: re.Match[str]) -> Decimal:
    value = from_words(match["words"])
    if match["part"]:
        value += from_words(match["part"]) * _UNITS[match["unit"].lower()]
    if match["halves"]:
        value += _PARTS[match["halves"].lower()]
    if match["point"]:
        digits = re.findall(WORD_NUMBER, match["point"], re.IGNORECASE)  # "point nine five" and "point ninety-five" are one number
        value += Decimal("0." + "".join(str(from_words(part)) for part in digits))
    return value


def _decimal(figures: str) -> Decimal:
    """Return figures of a percentage: a comma is always decimal here ("99,999 %")."""
    return decimal(re.sub(r"\s", "", figures).replace(",", ".").replace("·", "."))
