"""Durations, business or calendar, kept in the unit as written: "five (5) Business Days", "two and a half hours", "45 ms"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.document import Span
from extractor.quantities.numbers import FIGURES, WORD_NUMBER, decimal, from_words

_UNITS: tuple[tuple[str, str, Decimal], ...] = (
    # words, ISO form, how many of the ISO unit one of them is
    (r"milliseconds?|msecs?|ms", "T{}S", Decimal("0.001")),
    (r"seconds?|secs?\.?|s", "T{}S", Decimal(1)),
    (r"minutes?|mins?\.?", "T{}M", Decimal(1)),
    (r"hours?|hrs?\.?|h", "T{}H", Decimal(1)),
    (r"days?", "{}D", Decimal(1)),
    (r"weeks?|wks?\.?", "{}W", Decimal(1)),
    (r"fortnights?", "{}W", Decimal(2)),
    (r"months?|mos?\.", "{}M", Decimal(1)),
    (r"(?:billing|invoice|invoicing|payment|charging)\s+(?:cycle|period|month)s?", "{}M", Decimal(1)),
    (r"quarters?", "{}M", Decimal(3)),
    (r"years?|yrs?\.?", "{}Y", Decimal(1)),
)
_UNIT = "|".join(f"(?P<u{i}>{words})" for i, (words, _, _) in enumerate(_UNITS))
_BUSINESS = r"(?:business|working|work|banking|office|bank|bus\.?|support|service|core)"
_PLAIN = r"(?:calendar|consecutive|clock|full|whole|complete|continuous|successive|elapsed|additional|further|cumulative|uninterrupted|regular|normal|standard|free|extra|paid)"
"""Words between number and unit that do not change the length."""
_HALF = r"half\s+an?|an?\s+half|one[\s-]half|half|(?:a\s+|one[\s-])?quarter\s+of\s+an?|three[\s-]quarters\s+of\s+an?"
_AMOUNT = (
    rf"(?:(?P<whole>{WORD_NUMBER}|\d{{1,3}})(?:\s+(?:and\s+)?|(?=[½¼¾]))(?P<part>an?\s+half|one[\s-]half|½|1/2|¼|1/4|¾|3/4)(?:\s?[\(\[]\s?(?P<mixed>{FIGURES})\s?[\)\]])?"
    rf"|(?P<half>{_HALF}|\d\s?/\s?\d|[½¼¾])(?:\s+of\s+an?)?"
    rf"|(?P<words>{WORD_NUMBER}|an?|single|per|each|every|another|same|next)(?:\s?[-–]?\s?[\(\[]\s?(?P<both>{FIGURES})\s?[\)\]])?"
    rf"|(?P<figures>{FIGURES})(?:(?<!10)[¹²³⁰⁴-⁹]{{1,2}})?\+?(?:\s?[\(\[]\s?{WORD_NUMBER}\s?[\)\]])?"
    rf"|[\(\[]\s?(?P<bracketed>{FIGURES})\s?[\)\]])"
)
_DURATION = re.compile(
    rf"(?<![\w.,:/$€£#§])(?:{_AMOUNT})\]?[\s\u00a0-]{{0,2}}(?:\(s\)\s?)?(?:{_PLAIN}[\s-]+){{0,2}}(?P<business>{_BUSINESS}[\s-]+)?(?:{_PLAIN}[\s-]+)?"
    rf"(?:{_UNIT})(?:\(s\))?(?![a-zA-Z\d]|\.\d)(?P<possessive>['’]s?)?",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "sixth": 6, "6th": 6}
_CYCLE = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINALS)})\s+(?:full\s+|subsequent\s+|following\s+)?(?:(?P<billing>(?:billing|invoice|invoicing|payment)\s+(?:cycle|period))|(?:calendar\s+)?month)s?\b",
    re.IGNORECASE,
)
_END_OF = re.compile(r"\b(?:end|close|last\s+day|expiry)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_SHORT = re.compile(
    r"(?<![\w.])(?P<n>\d{1,3})\s?(?P<unit>BDs?|WDs?|BHs?|WHs?)\b|\b(?P<second>(?:the\s+)?day\s+after\s+(?:the\s+)?next\s+(?:business|working)\s+day)\b|\b(?P<next>NBD|next\s+(?:business|working)\s+day)\b",
    re.IGNORECASE,
)
_BUSINESS_AFTER = re.compile(
    r"\s{0,2}[(,]?\s?(?:(?:of|during|within|in)\s+){1,2}(?:(?:the|our|normal|regular|standard|its|local)\s+){0,3}(?:business|working|office|support)\s+(?:hours|days|time)\b"
    r"|\s{0,2}\(\s?(?:business|working|office)\s+(?:hours|days|time)?",
    re.IGNORECASE,
)
_WEAK = {"per", "each", "every", "another", "same", "next"}
"""Words that count one unit only in a rate ("per hour"), not as a duration of their own."""
_RATE_BEFORE = re.compile(
    r"(?:\b(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?|seconds?|times?|once|twice|thrice|visits?|requests?|calls?)|[%\d])\s$",
    re.IGNORECASE,
)
"""Before "a day", "a year" these words make it a rate ("24 hours a day", "once a month")."""
_ORDINAL_AFTER = re.compile(r"\s+(?!(?:of|or|and|to|in|per|for|from|after|before|during|each|every|is|as|at)\b)[a-z]", re.IGNORECASE)
"""Behind "a second" a noun makes it the ordinal ("a second provider")."""
_CROSS_BEFORE = re.compile(r"\d\s?[x×*]\s?$|\d[:.]$", re.IGNORECASE)
"""Before a figure these make it part of "24 x 7" or of a clock time."""
_PARTS = {"an half": Decimal("0.5"), "a half": Decimal("0.5"), "half": Decimal("0.5"), "one half": Decimal("0.5"), "½": Decimal("0.5"), "1/2": Decimal("0.5"),
          "¼": Decimal("0.25"), "1/4": Decimal("0.25"), "¾": Decimal("0.75"), "3/4": Decimal("0.75")}  # fmt: skip


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
_SECONDS = (31_536_000, 2_592_000, 604_800, 86_400, 3600, 60, 1)


def minutes_of(iso: str) -> Decimal:
    """Return an ISO 8601 duration in minutes; raises ValueError for what is none.

    A month counts 30 days and a year 365: the convention of the record, needed to compare promises.

    >>> minutes_of("PT1H30M"), minutes_of("P1M") == minutes_of("P30D")
    (Decimal('90'), True)
    """
    match = _ISO.fullmatch(iso)
    if match is None or not any(match.groups()):
        raise ValueError(f"not a duration: {iso!r}")
    return sum((Decimal(n) * unit for n, unit in zip(match.groups(), _SECONDS, strict=True) if n), Decimal(0)) / 60


def durations(text: str, *, weak: bool = False) -> list[tuple[Duration, Span]]:
    """Return every duration with its span, in text order; `weak` also takes "per hour" and "each day" as one unit.

    "10 business days" is business time; "2 months" stays months; "2 hours 30 minutes" is one duration; "second billing
    cycle" is two months. Clock times, "24 x 7", "once a month" and days of the month are none.

    >>> durations("within five (5) Business Days of the incident")
    [(Duration(iso='P5D', business=True), Span(start=7, end=29))]
    """
    found = [*_counted(text, weak=weak), *_named(text)]
    found.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    kept: list[tuple[Duration, Span]] = []
    for duration, span in found:
        if kept and span.start < kept[-1][1].end:
            continue
        joined = _joined(text, kept[-1], (duration, span)) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append((duration, span))
    return kept


def _counted(text: str, *, weak: bool) -> Iterator[tuple[Duration, Span]]:
    """Yield the durations that are a number and a unit."""
    for match in _DURATION.finditer(text):
        index = next(i for i in range(len(_UNITS)) if match[f"u{i}"] is not None)
        if match[f"u{index}"] == "S":  # "1900 S. Elm Street"
            continue
        value = _value(match, weak=weak)
        if value is None or _is_none(text, match, match[f"u{index}"].lower()):
            continue
        _, form, factor = _UNITS[index]
        business = bool(match["business"]) or bool(_BUSINESS_AFTER.match(text, match.end()))
        start, end = match.span()
        tail = re.match(r"\s+and\s+(?:a\s+half|one[\s-]half)\b", text[end:], re.IGNORECASE)
        if tail and match["words"]:  # "an hour and a half"
            value, end = value + Decimal("0.5"), end + tail.end()
        yield Duration("P" + form.format(_written(value * factor)), business), Span(start, end)


def _named(text: str) -> Iterator[tuple[Duration, Span]]:
    """Yield durations with a name of their own: "2 BD", "next business day", "second billing cycle"."""
    for match in _SHORT.finditer(text):
        hours = (match["unit"] or "").upper().startswith(("BH", "WH"))
        iso = "P2D" if match["second"] else "P1D" if match["next"] else f"PT{match['n']}H" if hours else f"P{match['n']}D"
        yield Duration(iso, business=True), Span(*match.span())
    for match in _CYCLE.finditer(text):
        if match["billing"] or _END_OF.search(text[max(0, match.start() - 24) : match.start()]):
            yield Duration(f"P{_ORDINALS[match['ordinal'].lower()]}M"), Span(*match.span())


def _value(match: re.Match[str], *, weak: bool) -> Decimal | None:
    figures = match["mixed"] or match["both"] or match["figures"] or match["bracketed"]
    if figures:
        return decimal(figures)
    if match["whole"]:
        whole = match["whole"]
        return (decimal(whole) if whole[0].isdigit() else from_words(whole)) + _PARTS[_spaced(match["part"])]
    if match["half"]:
        words = _spaced(match["half"])
        if "quarter" in words:
            return Decimal("0.75") if words.startswith("three") else Decimal("0.25")
        return Decimal("0.5") if "half" in words else _PARTS.get(words.replace(" ", ""))
    words = _spaced(match["words"])
    if words in _WEAK:
        return Decimal(1) if weak else None
    return Decimal(1) if words in {"a", "an", "single"} else from_words(words)


def _spaced(words: str) -> str:
    return re.sub(r"[\s-]+", " ", words.lower())


def _is_none(text: str, match: re.Match[str], unit: str) -> bool:
    """Tell whether what looks like a duration is a rate, a clock time, part of "24 x 7" or a letter."""
    before = text[max(0, match.start() - 12) : match.start()]
    if (match["words"] or match["half"]) and unit in {"s", "h", "ms"}:
        return True
    if (match["words"] or "").lower() in {"a", "an"} and (unit.startswith("quarter") or _RATE_BEFORE.search(before)):
        return True
    if unit == "second" and match["words"] and _ORDINAL_AFTER.match(text, match.end()):
        return True
    return bool(_CROSS_BEFORE.search(before))


_LARGER = {"H": ("M", 60), "M": ("S", 60), "D": ("H", 24), "Y": ("M", 12)}
_SIMPLE = re.compile(r"P(?P<time>T?)(?P<n>\d+)(?P<unit>[YMWDHS])")


def _joined(text: str, first: tuple[Duration, Span], second: tuple[Duration, Span]) -> tuple[Duration, Span] | None:
    """Return "2 hours 30 minutes" as one duration: the next smaller unit right behind, with nothing or "and" between."""
    gap = text[first[1].end : second[1].start].lower()
    if not re.fullmatch(r"\s{0,2}(?:and\s)?", gap):
        return None
    one, two = _SIMPLE.fullmatch(first[0].iso), _SIMPLE.fullmatch(second[0].iso)
    if one is None or two is None or (one["unit"] == "M" and not one["time"]):
        return None
    unit, full = _LARGER.get(one["unit"], ("", 0))
    if two["unit"] != unit or int(two["n"]) >= full or (one["unit"] in "DY" and "and" not in gap):  # "24 hours 1 day": two cells of a table
        return None
    between = "T" if two["time"] and not one["time"] else ""
    iso = f"{first[0].iso}{between}{two['n']}{two['unit']}"
    return Duration(iso, first[0].business or second[0].business), Span(first[1].start, second[1].end)


def _written(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
