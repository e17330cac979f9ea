"""Counts ("three (3)", "twice"), fractions ("1/30th of"), multiples ("10 times")."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from extractor.document import Span
from extractor.quantities.numbers import UNITS, WORD_NUMBER, decimal, from_words

_COUNT = re.compile(
    rf"(?<![\w.,/-])(?:(?P<words>{WORD_NUMBER}|once|twice|thrice)(?:\s?[\(\[]\s?(?P<both>\d{{1,4}})\s?[\)\]])?|(?P<figures>\d{{1,4}}))(?![\w%/]|[.,]\d|\s?%|\s?per\s?cent)",
    re.IGNORECASE,
)
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_ORDINAL_DENOMINATORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
    "twelfth": 12,
    "twentieth": 20,
    "thirtieth": 30,
}
_FRACTION = re.compile(
    r"(?<![\w/.])(?P<n>\d{1,3})\s?[/⁄]\s?(?P<d>\d{1,4})(?:\s?(?:st|nd|rd|th|ths))?(?![\d/])"
    r"|\b(?P<words>an?|one|two|three)?[\s-]?(?P<ordinal>half|third|quarter|fourth|fifth|sixth|eighth|tenth|twelfth|twentieth|thirtieth)s?\s?(?:\(\s?1/\d{1,3}(?:th)?\s?\)\s?)?(?=of\b|the\b)",
    re.IGNORECASE,
)  # fmt: skip
_MULTIPLE = re.compile(
    rf"(?<![\w.,/])(?:(?P<words>{WORD_NUMBER}|twice|double|triple)(?:\s?\((?P<both>\d{{1,4}})\))?|(?P<figures>\d{{1,4}}(?:\.\d{{1,2}})?)(?:\s?\((?:{WORD_NUMBER})\))?)\s?(?:[x×](?!\s?\d)|times)(?![a-z\d])",
    re.IGNORECASE,
)


def counts(text: str) -> list[tuple[int, Span]]:
    """Return whole numbers that count something; percentages, decimals and dates with slashes are none.

    >>> counts("three (3) months or twice")
    [(3, Span(start=0, end=9)), (2, Span(start=20, end=25))]
    """
    found = []
    for match in _COUNT.finditer(text):
        words = (match["words"] or "").lower()
        value = int(match["both"] or match["figures"] or _TIMES.get(words) or from_words(words))
        found.append((value, Span(match.start(), match.end())))
    return found


def fractions(text: str) -> list[tuple[Fraction, Span]]:
    """Return fractions of something ("1/30th of the fee", "one half of the charge"); dates and "24/7" are none.

    >>> fractions("1/30th of the monthly charge")
    [(Fraction(1, 30), Span(start=0, end=6))]
    """
    found = []
    for match in _FRACTION.finditer(text):
        if match["ordinal"]:
            top = UNITS.get((match["words"] or "one").lower(), 1)
            value = Fraction(top, _ORDINAL_DENOMINATORS[match["ordinal"].lower()])
        elif int(match["d"]) > int(match["n"]) > 0:
            value = Fraction(int(match["n"]), int(match["d"]))
        else:
            continue
        found.append((value, Span(match.start(), match.end())))
    return found


def multiples(text: str) -> list[tuple[Decimal, Span]]:
    """Return how many times of something ("10 times the fees", "twice the amount" is 2).

    >>> multiples("ten (10) times the hourly fee")
    [(Decimal('10'), Span(start=0, end=14))]
    """
    found = []
    for match in _MULTIPLE.finditer(text):
        words = (match["words"] or "").lower()
        value = decimal(match["both"] or match["figures"]) if match["both"] or match["figures"] else from_words(words)
        found.append((value, Span(match.start(), match.end())))
    for match in re.finditer(r"\b(?:twice|double)\s+the\b", text, re.IGNORECASE):
        found.append((Decimal(2), Span(match.start(), match.end() - 4)))
    return sorted(found, key=lambda pair: pair[1])
