"""Durations, business or calendar, kept in the unit as written; rates of time per period; hours of service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.document import Span
from extractor.quantities.numbers import FIGURES, WORD_NUMBER, decimal, from_words

_UNIT_ROWS = (
    # words, ISO form, minutes (a month counts 30 days, a year 365: the convention of the record)
    (r"milliseconds?|msecs?|ms", "T{}S", Decimal(1) / 60_000),
    (r"seconds?|secs?|s(?=\b)", "T{}S", Decimal(1) / 60),
    (r"minutes?|mins?\.?", "T{}M", Decimal(1)),
    (r"hours?|hrs?\.?|h(?=\b)", "T{}H", Decimal(60)),
    (r"days?|wd(?=\b)", "{}D", Decimal(1440)),
    (r"weeks?|wks?", "{}W", Decimal(10080)),
    (r"fortnights?", "{}W", Decimal(10080)),
    (r"months?|mos?\.?(?=\s|$)", "{}M", Decimal(43200)),
    (r"quarters?", "{}M", Decimal(43200)),
    (r"years?|yrs?\.?", "{}Y", Decimal(525600)),
    (r"(?:billing|invoice|invoicing|payment)\s+(?:cycle|period|month)s?", "{}M", Decimal(43200)),
)
_BUSINESS = r"(?:business|working|work|banking|support|service|office|bank)"
_CALENDAR = r"(?:calendar|consecutive|clock|full|whole|complete|continuous|successive|elapsed|additional|further|cumulative|uninterrupted|free|extra|paid)"
_UNITS = "|".join(f"(?P<u{i}>{words})" for i, (words, _, _) in enumerate(_UNIT_ROWS))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "sixth": 6, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_AMOUNT = (
    rf"(?:(?P<words>{WORD_NUMBER}|half\s+an?|an?\s+half|a\s+quarter\s+of\s+an?|one[\s-]half|an?|single|per|each|every|another|same|next)"
    rf"(?:\s?[-–]?\s?[\(\[]\s?(?P<both>{FIGURES})\s?[\)\]])?|(?P<fraction>\d\s?/\s?\d|[½¼¾])\s?(?:of\s+an?\s+)?|(?P<figures>{FIGURES})\+?(?:\s?[\(\[]\s?(?:{WORD_NUMBER})\s?[\)\]])?)"
)
_DURATION = re.compile(
    rf"(?<![\w.,:/$€£#§])(?:{_AMOUNT})[\s\u00a0-]{{0,2}}(?:\(s\)\s?)?(?P<full>{_CALENDAR}[\s-]+)?"
    rf"(?P<business>{_BUSINESS}[\s-]+)?(?:{_CALENDAR}[\s-]+)?(?:{_UNITS})(?:\(s\))?(?![a-z\d])(?!\.\d)(?P<possessive>['’]s?)?",
    re.IGNORECASE,
)
_ORDINAL_CYCLE = re.compile(
    r"\b(?P<ordinal>first|second|third|fourth|sixth|1st|2nd|3rd|4th)\s+(?:full\s+|subsequent\s+)?(?:(?:billing|invoice|invoicing|payment)\s+(?:cycle|period)|(?:calendar\s+)?month)s?\b",
    re.IGNORECASE,
)
_BUSINESS_AFTER = re.compile(
    r"\s{0,2}\(?(?:of\s+)?(?:during|within|in)\s+(?:(?:the|our|normal|regular|standard|its|local)\s+){0,3}(?:business|working|office|support|service)\s+(?:hours|days|time)"
    r"|\s{0,2}\(?\s?(?:business|working)\s+(?:hours|days|time)",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"(?<![\w.])(?P<n>\d{1,3})\s?(?P<unit>BD|WD|BH|WH|bus\.?\s+(?:days?|hrs?|hours?))\b")
_WEAK = {"per", "each", "every", "another", "same", "next"}
"""Words that count one unit only in a rate ("per hour"), not as a duration of their own."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Hold a duration in ISO 8601, in the unit as written; `business` marks business hours or days.

    >>> Duration("P5D", business=True).minutes
    Decimal('7200')
    """

    iso: str
    business: bool = False

    @property
    def minutes(self) -> Decimal:
        """Return the length in minutes, a month as 30 days and a year as 365."""
        return minutes_of(self.iso)


_ISO = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?")
_ISO_MINUTES = tuple(Decimal(n) for n in (525600, 43200, 10080, 1440, 60, 1)) + (Decimal(1) / 60,)


def minutes_of(iso: str) -> Decimal:
    """Return an ISO 8601 duration in minutes; raises ValueError for what is none.

    >>> minutes_of("PT1H30M")
    Decimal('90')
    """
    match = _ISO.fullmatch(iso)
    if match is None or not any(match.groups()):
        raise ValueError(f"not a duration: {iso!r}")
    return sum((Decimal(n) * unit for n, unit in zip(match.groups(), _ISO_MINUTES, strict=True) if n), Decimal(0))


def durations(text: str, *, weak: bool = False) -> list[tuple[Duration, Span]]:
    """Return every duration with its span, in text order; `weak` also takes "per hour" and "each day" as one unit.

    "10 business days" is business time; "2 months" stays months. Clock times, dates and money are none.

    >>> durations("within five (5) Business Days of the incident")
    [(Duration(iso='P5D', business=True), Span(start=7, end=29))]
    """
    found: list[tuple[Duration, Span]] = []
    for match in _DURATION.finditer(text):
        value = _amount(match, weak=weak)
        if value is None or _excluded(text, match):
            continue
        index = next(i for i in range(len(_UNIT_ROWS)) if match[f"u{i}"] is not None)
        unit = (match[f"u{index}"] or "").lower()
        factor = Decimal("0.001") if unit.startswith("m") and "s" in unit and index == 0 else Decimal(2 if index == 6 else 3 if index == 8 else 1)
        business = bool(match["business"]) or unit == "wd" or bool(_BUSINESS_AFTER.match(text, match.end()))
        found.append((Duration("P" + _UNIT_ROWS[index][1].format(_plain(value * factor)), business), Span(match.start(), match.end())))
    for match in _ABBREVIATED.finditer(text):
        unit = match["unit"].lower()
        iso = f"PT{match['n']}H" if unit.endswith(("h", "hr", "hrs", "hour", "hours")) else f"P{match['n']}D"
        found.append((Duration(iso, True), Span(match.start(), match.end())))
    for match in _ORDINAL_CYCLE.finditer(text):
        if re.search(r"(?i)\b(?:end|close|last\s+day)\s+of\s+(?:the\s+)?$", text[max(0, match.start() - 24) : match.start()]):
            found.append((Duration(f"P{_ORDINALS[match['ordinal'].lower()]}M"), Span(match.start(), match.end())))
    return _without_overlap(found)


def _amount(match: re.Match[str], *, weak: bool) -> Decimal | None:
    if match["both"]:
        return decimal(match["both"])
    if match["figures"]:
        return decimal(match["figures"])
    if match["fraction"]:
        return _FRACTIONS.get(match["fraction"].replace(" ", ""))
    words = re.sub(r"[\s-]+", " ", match["words"].lower())
    if words in _WEAK:
        return Decimal(1) if weak else None
    if "half" in words:
        return Decimal("0.5")
    if words.startswith("a quarter"):
        return Decimal("0.25")
    return Decimal(1) if words in {"a", "an", "single"} else from_words(words)


_FRACTIONS = {"1/2": Decimal("0.5"), "½": Decimal("0.5"), "1/4": Decimal("0.25"), "¼": Decimal("0.25"), "3/4": Decimal("0.75"), "¾": Decimal("0.75")}
_CLOCK_BEFORE = re.compile(r"\d[:.]$")
_NOT_TIME = re.compile(r"(?i)^\s*(?:a\s+day\b|/\s?\d|x\s?\d)")


def _excluded(text: str, match: re.Match[str]) -> bool:
    """Tell whether what looks like a duration is a clock time, an age of a law, or an ordinal's tail."""
    words = (match["words"] or "").lower()
    index = next(i for i in range(len(_UNIT_ROWS)) if match[f"u{i}"] is not None)
    unit = (match[f"u{index}"] or "").lower()
    if words in {"a", "an"} and (unit in {"s", "h", "ms"} or index == 8):
        return True
    if unit in {"s", "h"} and match["words"]:
        return True
    return bool(_CLOCK_BEFORE.search(text[max(0, match.start() - 2) : match.start()]))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _without_overlap(found: list[tuple[Duration, Span]]) -> list[tuple[Duration, Span]]:
    found.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    kept: list[tuple[Duration, Span]] = []
    for duration, span in found:
        if not kept or span.start >= kept[-1][1].end:
            kept.append((duration, span))
    return kept


_COVERAGE = re.compile(r"\b24\s?(?:[x×*/]|hours?\s+(?:a|per)\s+day,?\s+(?:and\s+)?)\s?(?:7|seven)(?:\s?[x×*/]\s?36[56]|\s+days\s+(?:a|per)\s+week)?(?!\d)", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:24\s+hours\s+(?:a|per)\s+day|around\s+the\s+clock|round[\s-]the[\s-]clock|twenty-four\s+(?:\(24\)\s+)?hours\s+(?:a|per)\s+day)\b", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:business|working|office|regular\s+support)\s+hours\b|\b(?:8|9|10)\s?[x×]\s?5\b", re.IGNORECASE)


def coverage(text: str) -> list[tuple[str, Span]]:
    """Return hours of service: "24x7" or "business_hours", with the span of the words.

    >>> coverage("support is there 24/7/365")
    [('24x7', Span(start=17, end=25))]
    """
    found = [("24x7", Span(m.start(), m.end())) for pattern in (_COVERAGE, _AROUND) for m in pattern.finditer(text)]
    found += [("business_hours", Span(m.start(), m.end())) for m in _OFFICE.finditer(text)]
    return sorted(found, key=lambda pair: pair[1])


_RATE = re.compile(r"\s{0,2}(?:of\s+downtime\s+)?(?:per|a|an|each|every|in\s+(?:any|a|each|one)|during\s+(?:any|a|each)|/)\s{0,2}(?:given\s+|calendar\s+|billing\s+)?(?P<period>day|week|month|quarter|year|annum|incident)\b|\s(?P<adverb>daily|weekly|monthly|quarterly|annually|yearly)\b", re.IGNORECASE)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "annually": "year", "yearly": "year", "annum": "year"}


def rates(text: str) -> list[tuple[tuple[Duration, str], Span]]:
    """Return durations per period ("72 hours a year", "43 min/month") as ((duration, period), span).

    >>> rates("at most 8 hours per month")
    [((Duration(iso='PT8H', business=False), 'month'), Span(start=8, end=25))]
    """
    found = []
    for duration, span in durations(text):
        match = _RATE.match(text, span.end)
        if match:
            word = (match["period"] or match["adverb"]).lower()
            found.append(((duration, _ADVERBS.get(word, word)), Span(span.start, match.end())))
    return found


_FREQUENCY = re.compile(r"\b(?P<adverb>daily|weekly|bi-?weekly|fortnightly|monthly|bi-?monthly|quarterly|semi-?annual(?:ly)?|bi-?annual(?:ly)?|annual(?:ly)?|yearly)\b|\b(?:once|every|each|per)\s+(?:a\s+|per\s+|calendar\s+)?(?P<unit>day|week|month|quarter|year)\b|\ba(?:n)?\s+(?P<a>month|quarter|year)\b", re.IGNORECASE)
_FREQUENCY_UNIT = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "annually", "annual": "annually", "yearly": "annually", "fortnightly": "biweekly"}


def frequencies(text: str) -> list[tuple[str, Span]]:
    """Return how often something happens ("monthly", "every quarter") in one vocabulary of adverbs.

    >>> frequencies("a report once a quarter")
    [('quarterly', Span(start=9, end=23))]
    """
    found = []
    for match in _FREQUENCY.finditer(text):
        word = (match["adverb"] or match["unit"] or match["a"]).lower().replace("-", "")
        if match["a"] and not re.search(r"(?i)(?:once|twice|times)\s$", text[: match.start()][-8:]):
            continue
        found.append((_FREQUENCY_UNIT.get(word, word), Span(match.start(), match.end())))
    return found
