"""The climate that a facility promises: temperatures with their unit, relative humidity, each end of a range a target of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.document import Span
from extractor.quantities import percentages
from extractor.taxonomy import Comparator
from extractor.terms.performance_words import Value

_UNIT = r"(?:[°º]\s?(?:C|F)(?:elsius|ahrenheit)?|℃|℉|degrees?\s+(?:celsius|centigrade|fahrenheit|[CF]))(?![\w])"
_TEMPERATURE = re.compile(
    rf"(?<![\w.±])(?P<a>-?\d{{1,3}}(?:[.,]\d)?)\s?(?:(?:[°º]\s?[CF]?|degrees?)?\s?(?:to|and|[-–—])\s?(?P<b>\d{{1,3}}(?:[.,]\d)?)\s?)?(?P<unit>{_UNIT})",
    re.IGNORECASE,
)
_TOLERANCE = re.compile(r"(?:±|\+\s?/\s?[-–−]|plus\s+or\s+minus|by|within)\s?$", re.IGNORECASE)
"""Before a temperature: how far it may be off."""
_SPREAD = re.compile(r"\s{0,2}(?:±|\+\s?/\s?[-–−]|plus\s+or\s+minus)", re.IGNORECASE)
"""Behind a temperature: it is the middle of a range, no end of it."""
_AGAIN = re.compile(r"[\s(]{1,3}(?:or\s+|approx\w*\.?\s+|i\.e\.,?\s+)?$", re.IGNORECASE)
"""Between two temperatures: the second says the first again in the other unit ("64 °F (18 °C)")."""
_HUMID = re.compile(r"\bhumidity\b", re.IGNORECASE)
_JOINED = re.compile(r"\s{0,2}\)?\s{0,2}(?:to|and|[-–—])\s{0,2}(?:[\w-]+\s+(?:per\s?cent\s+)?\()?$", re.IGNORECASE)
"""Between two percentages: they are the ends of one range; the second may be said in words first."""
_OWNED = re.compile(r"\b(?:temperatures?|humidity|warmer|cooler|(?:supply|inlet)\s+air|(?:cold\s+)?aisles?)\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:keeps?|kept|maintain\w*|held|holds?|stays?|remains?|(?:will|shall|does|do|must)\s+not|won['’]t|never|(?:will|shall)\s+(?:be|lie|run)|target\w*|set\s+points?|guarantee\w*)\b|\b(?:temperature|humidity)\s?:|\b(?:max|min)(?:imum)?\b|[≤≥]",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(r"\b(?:customer|tenant|licensee|client|you)\s+(?:must|shall|may|will)\b", re.IGNORECASE)


class Limit(NamedTuple):
    """Hold one limit of a climate with the side on which it holds."""

    value: Value
    comparator: Comparator


def limits(words: str, *, row: bool = False) -> list[Limit]:
    """Return the limits of temperature and humidity that a sentence promises, or that a table row gives.

    >>> [(one.value.number, one.comparator) for one in limits("Supply air is kept at 18–27 °C.")]
    [(18.0, '>='), (27.0, '<=')]
    >>> limits("A server hotter than 70 °C is switched off.")
    []
    """
    if not _OWNED.search(words) or not (row or _KEPT.search(words)) or _BY_OTHERS.search(words):
        return []
    return sorted([*_temperatures(words), *_humidities(words)], key=lambda limit: limit.value.span)


def _temperatures(words: str) -> Iterator[Limit]:
    last = -1
    pending: Value | None = None
    for match in _TEMPERATURE.finditer(words):
        if _TOLERANCE.search(words[max(0, match.start() - 16) : match.start()]) or _SPREAD.match(words, match.end()):
            continue
        if last >= 0 and _AGAIN.fullmatch(words, last, match.start()):
            continue
        unit = "°F" if re.search(r"f", match["unit"].replace("of", ""), re.IGNORECASE) or "℉" in match["unit"] else "°C"
        place = Span(*match.span())
        ends = [Value(float(match[name].replace(",", ".")), unit, "degrees", place) for name in ("a", "b") if match[name]]
        if pending is not None and len(ends) == 1 and _JOINED.fullmatch(words, last, match.start()):
            yield Limit(pending, ">=")
            yield Limit(ends[0], "<=")
            pending = None
        else:
            yield from _alone(pending, words)
            pending = ends[0] if len(ends) == 1 else None
            if len(ends) == 2:
                yield Limit(ends[0], ">=")
                yield Limit(ends[1], "<=")
        last = match.end()
    yield from _alone(pending, words)


_LEAST = re.compile(
    r"\b(?:below|under|less\s+than|cooler\s+than|lower\s+than|fall\w*|drop\w*|at\s+least|minimum)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|never|no|won['’]t|at\s+least|minimum)\b", re.IGNORECASE)


def _alone(value: Value | None, words: str) -> Iterator[Limit]:
    """Yield a limit that is no end of a range: a most, unless words say that it may not be less."""
    if value is not None:
        before = words[max(0, value.span.start - 50) : value.span.start]
        yield Limit(value, ">=" if _LEAST.search(before) and _NOT.search(before) else "<=")


def _humidities(words: str) -> Iterator[Limit]:
    for name in _HUMID.finditer(words):
        other = _OWNED.search(words, name.end())
        end = min(other.start() if other else len(words), name.end() + REACH)
        found = [(value, span.shift(name.end())) for value, span in percentages(words[name.end() : end])]
        if not found:
            continue
        given = [Value(float(value), "percent", "percent", span) for value, span in found]
        if len(given) > 1 and _JOINED.fullmatch(words, given[0].span.end, given[1].span.start):
            yield Limit(given[0], ">=")
            yield Limit(given[1], "<=")
        else:
            yield from _alone(given[0], words)


REACH = 90
"""Characters behind the word in which its figures stand."""
