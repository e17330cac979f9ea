"""How bad it must get before a customer may leave: misses in a window, in a row or not, or a level."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from extractor import record
from extractor.document import Span
from extractor.quantities import counts, percentages

_UNITS = {
    "month": "M",
    "quarter": "3M",
    "year": "Y",
    "week": "W",
    "day": "D",
    "billing": "M",
    "measurement": "M",
    "calendar": "M",
    "service": "M",
}
_UNIT = re.compile(
    r"(?:(?:\w+\s+){0,2}?)(?P<unit>month|quarter|year|week|day|billing\s+(?:cycle|period|month)|measurement\s+(?:period|month|window)|service\s+(?:period|month))s?\b",
    re.IGNORECASE,
)
_CONSECUTIVE = r"(?:consecutive(?:ly)?|successive(?:ly)?|in\s+a\s+row|running|straight|in\s+sequence|back-to-back)"
_ROW_AFTER = re.compile(
    rf"\s*(?:or\s+more\s+)?(?:(?:calendar|full|separate)\s+)?{_CONSECUTIVE}\s+(?:\w+\s+)?(?P<unit>month|quarter|year|week|billing|measurement|service)|\s*(?:or\s+more\s+)?(?:\w+\s+)?(?P<unit2>month|quarter|year|week|billing|measurement|service)s?(?:\s+(?:cycles|periods|months))?\s+(?:\w+\s+)?{_CONSECUTIVE}",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\s*(?:\(?\d{1,2}\)?\s+)?(?:or\s+more\s+)?(?:(?!within|notice)\w+\s+){0,5}?(?:,\s*)?(?:out\s+of|of|in|within|during|over|inside)\s+(?:(?:any|a|an|the|each|one|every|period\s+of|rolling|consecutive|last|single|calendar|preceding)\s+){0,5}$",
    re.IGNORECASE,
)
_EVENTS = re.compile(
    r"\s*(?:or\s+more\s+)?(?:\w+\s+){0,3}?(?:times|failures?|outages?|occasions?|months|quarters|events?|instances?|misses|interruptions?|faults|service\s+level)\b",
    re.IGNORECASE,
)
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_ORDINAL = re.compile(
    r"\b(?P<nth>second|third|fourth|fifth|sixth)\s+(?:\w+\s+){0,2}?(?:failure|outage|miss|occurrence|breach|event|month|interruption)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\b(?:below|beneath|less\s+than|under|lower\s+than|inferior\s+to)\b[^%]{0,25}$", re.IGNORECASE)
_CITED = re.compile(
    r"\b(?:clauses?|sections?|paragraphs?|articles?|schedule|annex|requirement|priority|severity|level|class|sl|p)\s*$", re.IGNORECASE
)
"""Words before a number that names something instead of counting."""
_COUNTS = re.compile(r"\s*(?:or\s+more\s+)?(?:times|occasions|consecutive|failures)\b", re.IGNORECASE)
_ALONE = re.compile(
    r"\b(?:a|per|one|any|each)\s+(?:single\s+)?(?:rolling\s+)?(?:(?:calendar|contract)\s+)?(?P<unit>month|quarter|year)\b", re.IGNORECASE
)
MOST = 24
"""Most failures that a threshold counts; larger numbers are days or hours."""


class Found(NamedTuple):
    """Hold a threshold and the places of its numbers, which are no notice periods."""

    threshold: record.Threshold | None
    places: tuple[Span, ...]


def threshold(words: str) -> Found:
    """Return how bad it must get, by the first of a document's alternatives.

    >>> threshold("below 95% in any three (3) months of a rolling 12-month period").threshold
    Threshold(below=95.0, failures=3, window='P12M', consecutive=False)
    >>> threshold("is missed in two consecutive quarters").threshold
    Threshold(below=None, failures=2, window='P6M', consecutive=True)
    """
    below = next((float(value) for value, span in percentages(words) if _BELOW.search(words[: span.start])), None)
    numbers = [(value, span) for value, span in _numbers(words) if value >= 1 and not _cited(words, span)]
    failures, window, consecutive, places = _in_a_row(words, numbers)
    if failures is None:
        failures, window, places = _within(words, numbers)
        consecutive = False if failures is not None else None
    if failures is None:
        ordinal = _ORDINAL.search(words)
        failures = _ORDINALS[ordinal["nth"].lower()] if ordinal else None
        if failures is None:
            failures, places = _events(words, numbers)
        consecutive = False if failures is not None else None
        window = window or _later_window(words, numbers)
    if below is None and failures is None and window is None:
        return Found(None, ())
    return Found(record.Threshold(below=below, failures=failures, window=window, consecutive=consecutive), places)


def _cited(words: str, span: Span) -> bool:
    """Tell whether a number names something ("Level 2"), unless it goes on to count ("the same Service Level four times")."""
    return _CITED.search(words[: span.start]) is not None and _COUNTS.match(words, span.end) is None


def _numbers(words: str) -> list[tuple[int, Span]]:
    """Return the counts of a sentence, also those joined to their unit ("12-month")."""
    found = counts(words)
    for match in re.finditer(r"\b(\d{1,2})(?=[-‑]\s?(?:month|day|week|quarter|year))", words, re.IGNORECASE):
        if not any(span.start == match.start() for _, span in found):
            found.append((int(match[1]), Span(*match.span())))
    return sorted(found, key=lambda pair: pair[1])


def _period(count: int, unit: str) -> str | None:
    code = _UNITS.get(unit.lower().split()[0])
    if code is None:
        return None
    return f"P{3 * count}M" if code == "3M" else f"P{count}{code}"


Row = tuple[int | None, str | None, bool | None, tuple[Span, ...]]


def _in_a_row(words: str, numbers: list[tuple[int, Span]]) -> Row:
    """Return "three consecutive months", unless it is the window of "two of three consecutive months"."""
    for i, (value, span) in enumerate(numbers):
        match = _ROW_AFTER.match(words, span.end)
        if match is None or not 2 <= value <= MOST:
            continue
        if i and _WITHIN.match(words[numbers[i - 1][1].end : span.start]) and numbers[i - 1][0] < value:
            continue
        return value, _period(value, match["unit"] or match["unit2"]), True, (Span(span.start, match.end()),)
    return None, None, None, ()


def _within(words: str, numbers: list[tuple[int, Span]]) -> tuple[int | None, str | None, tuple[Span, ...]]:
    """Return "two of six months", "three times within twelve months", "four times a year"."""
    for (few, first), (many, second) in pairwise(numbers):
        unit = _UNIT.match(words[second.end :].lstrip(" -‑")) or _UNIT.match(words[first.end : second.start].lstrip())
        if unit and 2 <= few <= MOST and _WITHIN.match(words[first.end : second.start]):
            if re.match(r"\s*(?:hours?|minutes?|%|days?['’]?\s+(?:prior\s+|written\s+)*notice)", words[first.end :], re.IGNORECASE):
                continue
            return few, _period(many, unit["unit"]), (Span(first.start, max(second.end, min(second.end + unit.end() + 1, len(words)))),)
    for value, span in numbers:
        events = _EVENTS.match(words, span.end)
        alone = _ALONE.search(words, events.end(), events.end() + 30) if events and 2 <= value <= MOST else None
        if events and alone:
            return value, _period(1, alone["unit"]), (Span(span.start, alone.end()),)
    return None, None, ()


def _events(words: str, numbers: list[tuple[int, Span]]) -> tuple[int | None, tuple[Span, ...]]:
    for value, span in numbers:
        match = _EVENTS.match(words, span.end)
        if (
            match
            and 2 <= value <= MOST
            and not re.search(r"\b(?:within|in|of|over)\s+(?:any\s+|a\s+)?$", words[: span.start], re.IGNORECASE)
        ):
            return value, (Span(span.start, match.end()),)
    return None, ()


def _later_window(words: str, numbers: list[tuple[int, Span]]) -> str | None:
    for value, span in numbers:
        unit = re.match(
            r"[\s-]*(?P<unit>month|quarter|year|week|day)s?\b(?!['’]|\s+(?:\w+\s+)?notice|\s+(?:of|after|from|following)\b)",
            words[span.end :],
            re.IGNORECASE,
        )
        if unit and re.search(
            r"\b(?:within|of|in|during|over)\s+(?:(?:any|a|the|period\s+of|rolling)\s+){0,3}$", words[: span.start], re.IGNORECASE
        ):
            return _period(value, unit["unit"])
    return None
